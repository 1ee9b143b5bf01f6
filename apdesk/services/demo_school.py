"""The made-up school: its office, staff, providers, term dates and pupils, put in by the window's own use cases."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from apdesk.domain.provider import CHECK_BY_CODE
from apdesk.domain.school_calendar import SchoolCalendar, monday_of, school_year_of
from apdesk.domain.term_dates_by_rule import made_up_terms
from apdesk.places import resources
from apdesk.progress import Progress
from apdesk.services import provider_checks, providers, roll_import, school_year, settings, staff
from apdesk.services.provider_checks import CheckForm
from apdesk.services.providers import ProviderForm, SiteForm
from apdesk.services.staff import StaffForm
from apdesk.store.record import Record

ROLL = "larkmoor-roll.csv"


@dataclass
class Made:
    """What was put in so far: keys of the data files -> ids of the record."""

    staff: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)         # staff key -> name as shown
    providers: dict[str, str] = field(default_factory=dict)


def data(name: str) -> Mapping[str, Any]:
    """One file of the made-up school."""
    return tomllib.loads((resources() / "demo" / name).read_text(encoding="utf-8"))


def put_in_office(record: Record, made: Made) -> None:
    """The settings of the office."""
    school = data("school.toml")
    people = {one["key"]: one for one in data("staff.toml")["person"]}
    address = ", ".join((*school["address"], school["postcode"]))
    settings.change_settings(record, {
        "school.name": school["name"], "school.short_name": school["short"], "school.letters": school["letters"],
        "school.address": address, "school.phone": school["phone"], "school.email": school["email"],
        "school.headteacher": people[school["head"]]["name"], "school.minute": school["delegated_minute"],
        "school.absence_phone": school["phone"],
        "school.requests_to": f"Clerk to the governing body, {address}", "paper.marking": school["marking"],
        "registers.return_to": school["email"],
    })
    made.names = {key: one["name"] for key, one in people.items()}


def put_in_terms(record: Record) -> school_year.Taken:
    """Term dates of the school years before, at and after today, made by rule."""
    year = school_year_of(record.clock.today())
    return school_year.take_calendar(record, made_up_terms(year - 1, year + 1), "larkmoor-term-dates.csv")


def put_in_staff(record: Record, made: Made) -> int:
    """Everybody with their roles; how many there are. Who opens the desk keeps the row that came with it."""
    people = data("staff.toml")["person"]
    for one in people:
        title, _, rest = one["name"].partition(" ")
        forename, _, surname = rest.rpartition(" ")
        form = StaffForm(
            title=title, forename=forename, surname=surname, job=one["post"], email=one["email"], phone=one["phone"],
            external=one.get("external", False), organisation=one.get("organisation"),
        )
        if one.get("desk"):
            staff.edit_staff(record, record.actor.id, form)
            made.staff[one["key"]] = record.actor.id
        else:
            made.staff[one["key"]] = staff.add_staff(record, form).id
        for role in one.get("roles", ()):
            staff.give_role(record, made.staff[one["key"]], role["role"], role.get("year"))
        for role in one.get("covers", ()):
            week = monday_of(record.clock.today()) + timedelta(days=28)
            staff.give_role(
                record, made.staff[one["key"]], role["role"], role.get("year"), covers=True, from_on=week,
                until_on=week + timedelta(days=4),
            )
    return len(people)


def put_in_providers(record: Record, made: Made) -> int:
    """Every provider with its sites, link people and due diligence; how many there are."""
    rows = data("providers.toml")["provider"]
    today = record.clock.today()
    for one in rows:
        added = providers.add_provider(record, _provider_form(one, today))
        made.providers[one["key"]] = added.id
        for site in one.get("site", ()):
            providers.add_site(record, added.id, SiteForm(
                kind="main" if site.get("main") else "satellite", name=site.get("name"),
                address=", ".join(site["address"]), postcode=site.get("postcode"), phone=site.get("phone"),
            ))
        papers = tuple(
            _check_form(paper, today, made.names) for paper in one.get("check", ()) if paper["code"] in CHECK_BY_CODE
        )
        if papers:
            provider_checks.record_checks(record, added.id, papers)
    return len(rows)


def _provider_form(one: Mapping[str, Any], today: date) -> ProviderForm:
    times, link, lead = one.get("times", {}), one.get("link", {}), one.get("dsl", {})
    lunch_from, _, lunch_until = times.get("lunch", "").partition("-")
    until = one.get("agreement", {}).get("until_day")
    first, last = one.get("years", (None, None))
    price = one.get("price_day")
    return ProviderForm(
        name=one["name"], short_name=one.get("short"), kind=one["kind"], urn=one.get("urn"), ukprn=one.get("ukprn"),
        registered_school=one.get("registered_school", False), registers_pupils=one.get("registers_pupils", False),
        partner_school=one.get("partner_school", False), directory_listed=one.get("la_list", False),
        agreement_until=today + timedelta(days=until) if until is not None else None, reciprocal=price == 0,
        arranged_by=one.get("arranged_by"), delivery=one.get("delivery"), year_from=first, year_until=last,
        places=one.get("places"), price_day=round(price * 100) if price is not None else None, miles=one.get("miles"),
        hours_week=one.get("hours_a_week"), opens=times.get("starts"), closes=times.get("finishes"),
        break_from=lunch_from or None, break_until=lunch_until or None, head=one.get("head"),
        link_name=link.get("name"), link_phone=link.get("phone"), link_email=link.get("email"),
        dsl_name=lead.get("name"), dsl_phone=lead.get("phone"), phone=one.get("phone"), email=one.get("email"),
        returns=one.get("returns"), travel=one.get("travel"), note=one.get("note"),
    )


def _check_form(paper: Mapping[str, Any], today: date, names: Mapping[str, str]) -> CheckForm:
    until = paper.get("until_day")
    return CheckForm(
        code=paper["code"], seen_on=today + timedelta(days=paper["seen_day"]), held=paper.get("held"),
        seen_by=names.get(paper.get("seen_by", ""), ""), no_end=until is None,
        valid_until=today + timedelta(days=until) if until is not None else None,
        satisfactory=paper.get("satisfactory", True), needed=paper.get("needed", True),
    )


def put_in_roll(record: Record, most: int | None, progress: Progress | None = None) -> roll_import.RollTaken:
    """The pupils, by the real import; with `most`, those who are placed and others up to that number."""
    file = resources() / "demo" / ROLL
    with TemporaryDirectory() as folder:
        shorter = file if most is None else _shortened(file, most, Path(folder) / ROLL)
        review = roll_import.review_roll(record, shorter, progress)
        return roll_import.apply_roll(record, review, accept_leavers=True, progress=progress)


def _shortened(file: Path, most: int, target: Path) -> Path:
    """The same list with its headings and at most so many pupils; those who are placed always stay."""
    lines = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    head = next(place for place, line in enumerate(lines) if "UPN" in line.split(","))
    around = data("others.toml")
    wanted = {one["upn"] for one in (*data("placements.toml")["placement"], *around["stage"], *around["home"])}
    placed = [line for line in lines[head + 1:] if any(upn in line for upn in wanted)]
    others = [line for line in lines[head + 1:] if line not in placed][: max(0, most - len(placed))]
    target.write_text("".join((*lines[: head + 1], *placed, *others)), encoding="utf-8")
    return target


class SchoolWeeks:
    """Days of the data files: weeks counted from the one that holds today, holidays passed over."""

    def __init__(self, calendar: SchoolCalendar, on: date) -> None:
        self._calendar = calendar
        days = calendar.school_days(calendar.first_day, calendar.last_day)
        self._mondays = sorted({monday_of(day) for day in days})
        self._now = next(place for place, monday in enumerate(self._mondays) if monday >= monday_of(on))

    def day(self, spec: Mapping[str, Any] | None, *, last: bool = False) -> date | None:
        """The day of `{week, day}`: where that is no school day a start moves on and an end moves back."""
        if spec is None:
            return None
        place = max(0, min(self._now + spec["week"], len(self._mondays) - 1))
        weekdays = ("Mon", "Tue", "Wed", "Thu", "Fri")
        day = self._mondays[place] + timedelta(days=weekdays.index(spec["day"]))
        return self._calendar.on_or_before(day) if last else self._calendar.on_or_after(day)
