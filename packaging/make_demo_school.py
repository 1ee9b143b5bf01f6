"""Writes the roll of the made-up school, resources/demo/larkmoor-roll.csv: the same pupils every time.

    python3 packaging/make_demo_school.py [other-file.csv]

Nobody in it exists. The shape is that of a SIMS report saved as CSV: a byte order mark, title rows, dd/mm/yyyy,
"Year  9" with two spaces. Local authority 999 issues no pupil numbers, so a made-up one can never be a real one.
The named pupils of demo_named_pupils.csv carry the placements of resources/demo/placements.toml.
"""

from __future__ import annotations

import csv
import random
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from apdesk.domain.upn import check_letter  # noqa: E402

ROLL = HERE.parent / "resources" / "demo" / "larkmoor-roll.csv"
AUTUMN = 2026
PUPILS = {7: 256, 8: 254, 9: 252, 10: 250, 11: 248, 12: 122, 13: 105}
FORMS = {year: "ABCDEFGH" if year < 12 else "ABCD" for year in PUPILS}
TWINS_A_YEAR = 2
PRIMARY_SCHOOLS = (2022, 2033, 2042, 2044, 2051, 2055, 2065, 2066, 2077, 2088, 2091, 2101)
HEADINGS = [
    "Adno", "UPN", "Legal Surname", "Legal Forename", "Middle Name", "Preferred Forename", "DOB", "Sex", "Year", "Reg",
    "Tutor", "SEN Status", "SEN Need", "Medical Conditions", "FSM", "PP Indicator", "EAL", "In Care", "Social Worker",
    "CP Plan", "Young Carer", "Service Child", "Ethnicity", "First Language", "Date of Admission", "Bus Route",
    "Address", "Postcode",
    *(f"Priority {n} Contact {part}" for n in (1, 2) for part in (
        "Name", "Relationship", "Parental Responsibility", "Lives With", "Mobile", "Email",
    )),
]
FLAGS = {"FSM": 0.22, "PP": 0.07, "EAL": 0.0, "LAC": 0.007, "SW": 0.025, "CP": 0.004, "YC": 0.014, "SC": 0.009}
NEEDS = ("SEMH", "SLCN", "SPLD", "MLD", "ASD", "HI", "VI", "PD", "OTH")
PARENTAL = ("Mother", "Father")


@dataclass
class Pupil:
    """One made-up pupil, as the report will show them."""

    year: int
    surname: str
    forename: str
    sex: str
    born: date
    form: str = ""
    upn: str = ""
    admission: str = ""
    middle: str = ""
    preferred: str = ""
    sen: str = "N"
    need: str = ""
    medical: str = ""
    flags: set[str] = field(default_factory=set)
    ethnicity: str = ""
    language: str = "English"
    joined: date | None = None
    bus: str = ""
    address: str = ""
    postcode: str = ""
    contacts: list[tuple[str, str, bool]] = field(default_factory=list)     # name, relationship, lives with


class School:
    """Makes pupils one after the other from one seed."""

    def __init__(self) -> None:
        self.chance = random.Random("Larkmoor High School")
        self.names = tomllib.loads((HERE / "demo_names.toml").read_text(encoding="utf-8"))
        self.families = self.names["family"]
        self.weights = [family["weight"] for family in self.families]
        self.serials: Counter[tuple[int, int]] = Counter()
        self.bodies: set[str] = set()
        self.taken: Counter[tuple[str, str]] = Counter()

    def pupils(self) -> list[Pupil]:
        """Everybody on roll, in the order of the report."""
        named = list(self.named())
        self.bodies.update(pupil.upn[1:] for pupil in named)
        everybody = []
        for year, count in PUPILS.items():
            of_year = [pupil for pupil in named if pupil.year == year]
            self.taken.update((pupil.surname, pupil.forename) for pupil in of_year)
            for _ in range(TWINS_A_YEAR):
                of_year.extend(self.twins(year))
            while len(of_year) < count:
                of_year.append(self.pupil(year))
            self.share_out(year, of_year)
            self.admit(year, of_year)
            everybody.extend(of_year)
        return sorted(everybody, key=lambda one: (one.year, one.form, one.surname.casefold(), one.forename))

    def named(self) -> list[Pupil]:
        """The pupils of the pictures and of the placements."""
        found = []
        with (HERE / "demo_named_pupils.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                body = row["upn_body"]
                pupil = Pupil(
                    int(row["form"][:-1]), row["surname"], row["forename"], row["sex"],
                    date.fromisoformat(row["born"]), row["form"], check_letter(body) + body, sen=row["sen"],
                    need=row["need"], medical=row["medical"], flags=set(row["flags"].split()), address=row["address"],
                    postcode=row["postcode"],
                )
                family = self.family_of(pupil)
                pupil.ethnicity = family["ethnicity"]
                pupil.language = family["languages"][0] if "EAL" in pupil.flags else "English"
                for number, contact in enumerate(filter(None, (row["contact_1"], row["contact_2"]))):
                    name, relationship = contact.split("|")
                    lives_with = number == 0 or (relationship == "Father" and len(pupil.address) % 2 == 0)
                    pupil.contacts.append((name, relationship, lives_with))
                found.append(pupil)
        return found

    def family_of(self, pupil: Pupil) -> dict:
        for family in self.families:
            if pupil.surname in family["surnames"]:
                return family
        return self.families[0]

    def pupil(self, year: int) -> Pupil:
        """Somebody new in a year group."""
        family = self.chance.choices(self.families, self.weights)[0]
        sex = self.chance.choice("FM")
        surname = self.chance.choice(family["surnames"])
        forename = self.forename(family, sex, surname)
        pupil = Pupil(year, surname, forename, sex, self.birth_date(year), ethnicity=family["ethnicity"])
        pupil.language = self.chance.choice(family["languages"])
        self.add_needs(pupil)
        self.add_home(pupil)
        pupil.upn = self.upn(pupil)
        return pupil

    def twins(self, year: int) -> list[Pupil]:
        """Two who share everything but forename and number."""
        first = self.pupil(year)
        family = self.family_of(first)
        second = Pupil(
            year, first.surname, self.forename(family, self.chance.choice("FM"), first.surname), "", first.born,
            ethnicity=first.ethnicity, language=first.language, address=first.address, postcode=first.postcode,
            contacts=list(first.contacts), bus=first.bus, flags=first.flags & {"FSM", "PP", "EAL"},
        )
        second.sex = "F" if second.forename in family["girls"] else "M"
        second.upn = self.upn(second)
        return [first, second]

    def forename(self, family: dict, sex: str, surname: str) -> str:
        """A forename that no more than two of that surname carry, now and then double."""
        if self.chance.random() < 0.12:
            family = self.chance.choice(self.families)
        names = family["girls" if sex == "F" else "boys"]
        for _ in range(50):
            name = self.chance.choice(names)
            if self.chance.random() < 0.03:
                name = f"{name}-{self.chance.choice(names)}"
            if self.taken[surname, name] < (2 if self.chance.random() < 0.1 else 1):
                break
        self.taken[surname, name] += 1
        return name

    def birth_date(self, year: int) -> date:
        first = date(AUTUMN - 5 - year, 9, 1)
        return first + timedelta(days=self.chance.randrange(364))

    def add_needs(self, pupil: Pupil) -> None:
        chance = self.chance.random()
        pupil.sen = "E" if chance < 0.045 else "K" if chance < 0.185 else "N"
        if pupil.sen != "N":
            pupil.need = self.chance.choices(NEEDS, (30, 22, 16, 12, 12, 2, 1, 2, 3))[0]
        if self.chance.random() < 0.06:
            pupil.medical = self.chance.choice(self.names["medical"])
        for flag, rate in FLAGS.items():
            if self.chance.random() < rate:
                pupil.flags.add(flag)
        if pupil.language != "English":
            pupil.flags.add("EAL")
        if pupil.flags & {"FSM", "LAC", "SC"}:
            pupil.flags.add("PP")
        if pupil.flags & {"LAC", "CP"}:
            pupil.flags.add("SW")
        if self.chance.random() < 0.09:
            family = self.chance.choice(self.families)
            pupil.middle = self.chance.choice(family["girls" if pupil.sex == "F" else "boys"])
        if "-" in pupil.forename and self.chance.random() < 0.5:
            pupil.preferred = pupil.forename.split("-")[0]

    def add_home(self, pupil: Pupil) -> None:
        pupil.address = f"{self.chance.randrange(1, 120)} {self.chance.choice(self.names['streets'])}"
        pupil.postcode = self.postcode()
        pupil.bus = self.chance.choice(self.names["bus_routes"])
        initial = self.chance.choice("ABCDEFGHJKLMNPRSTVWYZ")
        if "LAC" in pupil.flags:
            family = self.chance.choice(self.families)
            pupil.contacts = [(f"Mrs {initial} {self.chance.choice(family['surnames'])}", "Foster carer", True),
                              ("Ms T Abara", "Social worker", False)]
            return
        title = self.chance.choice(("Mrs", "Mrs", "Ms", "Miss", "Dr"))
        pupil.contacts = [(f"{title} {initial} {pupil.surname}", "Mother", True)]
        if self.chance.random() < 0.62:
            other = self.chance.choice("ABCDEFGHJKLMNPRSTVWYZ")
            pupil.contacts.append((f"Mr {other} {pupil.surname}", "Father", self.chance.random() < 0.75))

    def postcode(self) -> str:
        letters = "ABDEFGHJLNPQRSTUWXYZ"
        return (f"WX{self.chance.randrange(1, 7)} {self.chance.randrange(1, 10)}"
                f"{self.chance.choice(letters)}{self.chance.choice(letters)}")

    def upn(self, pupil: Pupil) -> str:
        """A number issued by the primary school when the pupil was four; temporary for a few newcomers."""
        school = self.chance.choice(PRIMARY_SCHOOLS)
        issued = pupil.born.year + (4 if pupil.born.month < 9 else 5)
        if "EAL" in pupil.flags and self.chance.random() < 0.02:
            body = f"9991201{AUTUMN % 100 - 1:02d}{self.chance.randrange(10, 99)}{self.chance.choice('ABCDEFGH')}"
        else:
            body = ""
        while not body or body in self.bodies:
            self.serials[school, issued] += 1
            body = f"999{school}{issued % 100:02d}{self.serials[school, issued]:03d}"
        self.bodies.add(body)
        return check_letter(body) + body

    def share_out(self, year: int, pupils: list[Pupil]) -> None:
        """Everybody gets a form; forms differ by one pupil at most, and named pupils keep theirs."""
        sizes = Counter(pupil.form for pupil in pupils if pupil.form)
        waiting = [pupil for pupil in pupils if not pupil.form]
        self.chance.shuffle(waiting)
        for pupil in waiting:
            pupil.form = min((f"{year}{letter}" for letter in FORMS[year]), key=lambda form: (sizes[form], form))
            sizes[pupil.form] += 1

    def admit(self, year: int, pupils: list[Pupil]) -> None:
        """Admission numbers by the day of joining; most came in September of Year 7, some of Year 12, some later."""
        start = AUTUMN - (year - 7)
        for pupil in sorted(pupils, key=lambda one: (one.surname.casefold(), one.forename)):
            pupil.joined = date(start, 9, 3)
            if self.chance.random() < 0.05:
                pupil.joined += timedelta(days=self.chance.randrange(30, max(60, 365 * (AUTUMN - start) + 60)))
        ordered = sorted(pupils, key=lambda one: one.joined or date.min)
        for number, pupil in enumerate(ordered, start=3000 + 300 * (13 - year)):
            pupil.admission = f"{number:06d}"


def report_row(pupil: Pupil, tutor: str) -> list[str]:
    """The pupil as a row of the report."""
    def flag(name: str) -> str:
        return "T" if name in pupil.flags else "F"

    row = [
        pupil.admission, pupil.upn, pupil.surname, pupil.forename, pupil.middle, pupil.preferred,
        f"{pupil.born:%d/%m/%Y}", pupil.sex, f"Year {pupil.year:>2}", pupil.form, tutor, pupil.sen, pupil.need,
        pupil.medical, *map(flag, ("FSM", "PP", "EAL", "LAC", "SW", "CP", "YC", "SC")), pupil.ethnicity, pupil.language,
        f"{pupil.joined:%d/%m/%Y}", pupil.bus, f"{pupil.address}, Wexbridge", pupil.postcode,
    ]
    number = int(pupil.admission)
    for place in range(2):
        row += contact_cells(pupil, number, place)
    return row


def contact_cells(pupil: Pupil, number: int, place: int) -> list[str]:
    """One contact; telephone numbers and addresses of mail are of the ranges kept free for stories."""
    if place >= len(pupil.contacts):
        return [""] * 6
    name, relationship, lives_with = pupil.contacts[place]
    mobile = f"07700 900{(number * 7 + place * 311) % 1000:03d}"
    if (pupil.surname, pupil.forename, place) == ("Okonjo", "Chidera", 0):
        mobile = "07700 900142"
    if relationship == "Social worker":
        mobile, mail = "020 7946 0173", "t.abara@wexbridge.example"
    else:
        mail = f"contact{number}.{place + 1}@family.example"
    return [name, relationship, "T" if relationship in PARENTAL else "F", "T" if lives_with else "F", mobile, mail]


def main() -> None:
    school = School()
    pupils = school.pupils()
    forms = sorted({pupil.form for pupil in pupils}, key=lambda form: (int(form[:-1]), form))
    titles = ("Mr", "Ms", "Mrs", "Miss", "Dr")
    tutors = {
        form: f"{titles[n % 5]} {'ABCDEFGHJKLMNOPRST'[n % 18]} {name}"
        for n, (form, name) in enumerate(zip(forms, school.names["tutor_surnames"], strict=False))
    }
    tutors["10F"] = "Mr O Fenn"
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else ROLL
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(["Larkmoor High School"])
        writer.writerow(["Pupil list for the inclusion office", "", "Report run 09/11/2026"])
        writer.writerow([])
        writer.writerow(HEADINGS)
        writer.writerows(report_row(pupil, tutors[pupil.form]) for pupil in pupils)
    print(f"{path.name}: {len(pupils):,} pupils")


if __name__ == "__main__":
    main()
