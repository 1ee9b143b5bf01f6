"""The obligations table worked out the slow way, day by day, without a line of the engine or of the protocol file.

`rows_of(pathway, start, end)` gives for each row of the table the dates it asks for: `(due, hard, from)`, None where
the table names no such date. `HAPPENINGS` does so for what follows an event. Only rows whose deadline column is
arithmetic stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

Dates = tuple[date, date | None, date | None]
Expected = dict[str, list[Dates]]

BANK_HOLIDAYS = {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29),
                 date(2027, 5, 3), date(2027, 5, 31)}


def _rows() -> list[tuple[str, date, date]]:
    text = (Path(__file__).parent / "calendar-fx-2627.csv").read_text(encoding="utf-8")
    cells = [line.split(",") for line in text.splitlines()[1:] if line.strip()]
    return [(row[0], date.fromisoformat(row[1]), date.fromisoformat(row[2])) for row in cells]


BLOCKS = [(first, last) for kind, first, last in _rows() if kind == "half_term"]
CLOSED = {first + timedelta(n) for kind, first, last in _rows() if kind != "half_term"
          for n in range((last - first).days + 1)} | BANK_HOLIDAYS
TERMS = [(BLOCKS[n][0], BLOCKS[n + 1][1]) for n in (0, 2, 4)]
DAYS = [first + timedelta(n) for first, last in BLOCKS for n in range((last - first).days + 1)
        if (first + timedelta(n)).weekday() < 5 and first + timedelta(n) not in CLOSED]


def sd(day: date, n: int) -> date:
    """The n-th school day strictly before (n < 0) or after `day`."""
    step = 1 if n > 0 else -1
    for _ in range(abs(n)):
        day += timedelta(step)
        while day not in DAYS:
            day += timedelta(step)
            assert BLOCKS[0][0] <= day <= BLOCKS[-1][1], "outside the year"
    return day


def cd(day: date, n: int) -> date:
    return day + timedelta(n)


def bf(day: date, after: date | None = None) -> date:
    """Brought forward to a school day, never to before `after`."""
    moved = day
    while moved not in DAYS:
        moved -= timedelta(1)
        if after is not None and moved <= after:
            return day
    return moved


@dataclass
class Stay:
    """One placement: its own school days, and the stretches they fall in."""

    start: date
    end: date

    @property
    def days(self) -> list[date]:
        return [day for day in DAYS if self.start <= day <= self.end]

    @property
    def first(self) -> date:
        return self.days[0]

    @property
    def last(self) -> date:
        return self.days[-1]

    def by(self, key: Callable[[date], object]) -> list[list[date]]:
        groups: dict[object, list[date]] = {}
        for day in self.days:
            groups.setdefault(key(day), []).append(day)
        return list(groups.values())

    @property
    def weeks(self) -> list[list[date]]:
        return self.by(lambda day: day.isocalendar()[:2])

    @property
    def months(self) -> list[list[date]]:
        return self.by(lambda day: (day.year, day.month))

    @property
    def half_terms(self) -> list[list[date]]:
        return self.by(lambda day: next(n for n, (first, last) in enumerate(BLOCKS) if first <= day <= last))

    @property
    def terms(self) -> list[list[date]]:
        return self.by(lambda day: next(n for n, (first, last) in enumerate(TERMS) if first <= day <= last))


def last_of(groups: Iterable[list[date]]) -> list[Dates]:
    return [(group[-1], None, None) for group in groups]


def one(due: date, hard: date | None = None, first: date | None = None) -> list[Dates]:
    return [(due, hard, first)]


def rows_of(pathway: str, start: date, end: date) -> Expected:
    """What the table asks of a placement of which nothing more is known."""
    stay = Stay(start, end)
    found: Expected = {"G17": one(sd(stay.first, -1))}
    if pathway in WHERE:
        found |= WHERE[pathway](stay)
    return found


def _away(stay: Stay) -> Expected:
    """OFF: any placement off site."""
    return {
        "G22": one(sd(stay.first, -2)), "A04": last_of(stay.weeks), "A05": last_of(stay.weeks),
        "N63": one(max(sd(stay.last, -5), stay.first), max(sd(stay.last, -5), stay.first)),
        "N64": _discussion(stay), "N65": _discussion(stay),
    }


def _discussion(stay: Stay) -> list[Dates]:
    latest = max(sd(stay.end, -3), stay.first)
    return one(latest, latest, max(sd(stay.end, -10), stay.first))


def _parents(stay: Stay) -> list[Dates]:
    """Weekly in the first fortnight, then every second school week."""
    weeks = stay.weeks
    later = [pair[-1] for pair in (weeks[n : n + 2] for n in range(2, len(weeks), 2))]
    return last_of([*weeks[:2], *later])


def _notice(stay: Stay) -> Expected:
    return {"O13": one(sd(stay.first, -3), sd(stay.first, -2))}


def _half_termly(stay: Stay) -> list[Dates]:
    """Each half-term; a stub of under ten days at the start is taken with the next."""
    halves = stay.half_terms
    if len(halves) > 1 and len(halves[0]) < 10:
        early = min(halves[1][-1], sd(stay.first, 30))
        return [(early, None, None), *last_of(halves[2:])]
    return last_of(halves)


def _monthly_visits(stay: Stay) -> list[Dates]:
    found: list[Dates] = []
    before = stay.first
    for month in stay.months:
        if len(month) >= 5:
            before = min(month[-1], sd(before, 30))
            found.append((before, None, None))
    return found


def _two_reviews(stay: Stay) -> tuple[Dates, Dates]:
    first = cd(stay.first, 28)
    last = cd(stay.first, 42)
    window = [day for day in DAYS if first <= day <= last]
    if window:
        one_review: Dates = (max(bf(cd(stay.first, 35)), window[0]), last, first)
    else:
        one_review = (next(day for day in DAYS if day > last), None, first)
    second: Dates = (sd(stay.last, -10), bf(cd(stay.last, -7)), sd(stay.last, -15))
    return one_review, second


def _direction(stay: Stay) -> Expected:
    first, second = _two_reviews(stay)
    # the table asks for a review in each half-term; in the last one that is the review towards the end
    halves = _half_termly(stay)
    if halves[-1][0] == stay.last and second[0] >= stay.half_terms[-1][0]:
        halves[-1] = (second[0], second[1], second[2])
    planned = [first[0], second[0]]
    return {
        **_away(stay), **_notice(stay), "O17": [first], "O18": [second], "L06": _filed(halves), "N55": halves,
        "N63": one(min(sd(second[0], -3), sd(stay.last, -5)), sd(stay.last, -5)),
        "O19": [(min(bf(cd(day, -7)), cd(day, -6)), cd(day, -6), None) for day in planned],
        "O21": [(bf(cd(day, 6), after=day), cd(day, 6), day) for day in planned],
        "L04": _monthly_visits(stay), "L09": one(sd(stay.first, -1)), "L11": last_of(stay.weeks),
        "L10": [(stay.first, None, None), *last_of(stay.weeks)], "G30": _parents(stay),
        "X17": [(stay.first, None, None), (sd(stay.end, 1), None, None)], "O25": last_of(stay.weeks),
    }


def _respite(stay: Stay) -> Expected:
    return {
        **_away(stay), **_notice(stay), "R05": one(sd(stay.first, -3), sd(stay.first, -2)),
        "R11": last_of(stay.weeks), "R12": one(stay.first), "R15": one(sd(stay.first, -1)), "R17": last_of(stay.weeks),
        "R16": [(stay.first, None, None), *last_of(stay.weeks)],
        "R14": [(stay.last, None, None), (sd(stay.end, 3), None, None)], "G30": _parents(stay),
    }


def _short_stay(stay: Stay) -> Expected:
    visit = stay.days[6]
    return {
        **_away(stay), "S06": one(visit, visit, stay.days[3]), "S08": [(stay.first, None, None), *last_of(stay.weeks)],
        "S09": [(stay.last, None, None), (sd(stay.end, 3), None, None)], "S10": one(sd(visit, 2)),
        "S11": one(sd(stay.first, -1)), "S13": last_of(stay.weeks), "S14": one(sd(stay.first, -2)),
        "S12": [(stay.first, None, None), *last_of(stay.weeks)], "G30": _parents(stay),
    }


def _full_time(stay: Stay) -> Expected:
    return {
        **_away(stay), "L04": _monthly_visits(stay), "L06": _filed(_half_termly(stay)), "N55": _half_termly(stay),
        "L09": one(sd(stay.first, -1)), "L11": last_of(stay.weeks), "L20": one(sd(stay.first, -2)),
        "L01": last_of(stay.half_terms), "L02": _half_termly(stay), "G30": _parents(stay),
    }


def _part_week(stay: Stay) -> Expected:
    return {
        **_away(stay), "L12": last_of(stay.half_terms), "L15": _filed(_half_termly(stay)),
        "L17": one(sd(stay.first, -1)), "L19": last_of(stay.weeks), "L20": one(sd(stay.first, -2)),
        "L01": last_of(stay.half_terms), "N55": _half_termly(stay),
    }


def _filed(reviews: list[Dates]) -> list[Dates]:
    """The document of the next review is filed two school days after it."""
    return sorted([*reviews, (sd(reviews[0][0], 2), None, None)], key=lambda dates: dates[0])


def _tuition(stay: Stay) -> Expected:
    checks: list[Dates] = []
    before = stay.first
    for month in stay.months:
        before = min(month[-1], bf(cd(before, 31)))
        checks.append((before, None, None))
    fortnights = [pair[-1] for pair in (stay.weeks[n : n + 2] for n in range(0, len(stay.weeks), 2))]
    reviews = last_of(stay.half_terms)
    chased = [(sd(day, -15), None, None) for day, _, _ in reviews if len([d for d in stay.days if d < day]) >= 15]
    return {
        "G22": one(sd(stay.first, -2)), "H05": last_of(stay.weeks), "H06": checks, "H07": reviews, "H09": reviews,
        "H08": sorted([*reviews, *chased], key=lambda dates: dates[0]), "H10": last_of(fortnights),
        "H11": last_of(stay.weeks), "G30": _parents(stay),
    }


def _reduced(stay: Stay) -> Expected:
    reviews: list[Dates] = []
    before = stay.start
    while True:
        raw = cd(before, 42)
        if raw >= sd(sd(stay.last, -5), -5):  # the next would come no more than a week before the last one
            latest = min(stay.last, raw)
            reviews.append((min(sd(stay.last, -5), bf(latest)), latest, None))
            break
        reviews.append((bf(raw), raw, None))
        before = bf(raw)
    fortnights = [pair[-1] for pair in (stay.weeks[n : n + 2] for n in range(0, len(stay.weeks), 2))]
    return {
        "T03": one(sd(stay.first, -1), stay.start), "T05": reviews, "T08": reviews, "T06": last_of(fortnights),
        "T11": last_of(stay.weeks), "T12": last_of(stay.weeks), "G30": _parents(stay),
    }


def _flexi(stay: Stay) -> Expected:
    return {
        "F04": one(sd(stay.start, -1)), "F05": last_of(stay.terms), "F06": one(sd(stay.terms[0][-1], 2)),
        "F07": last_of(stay.weeks), "F08": last_of(stay.weeks),
    }


def _hosted(stay: Stay) -> Expected:
    first, second = _two_reviews(stay)
    return {
        "W01": one(stay.first), "W08": one(sd(stay.first, -3), sd(stay.first, -3)), "W10": one(sd(stay.first, -1)),
        "W11": one(bf(cd(stay.first, 5)), cd(stay.first, 5)), "W12": last_of(stay.weeks),
        "W13": sorted([first, second, *last_of(stay.weeks)], key=lambda dates: dates[0]),
    }


def _plan_stage(stay: Stay) -> Expected:
    return {
        "P05": one(stay.first), "P07": one(stay.first), "P08": one(sd(stay.end, 5)),
        "P06": last_of([[day] for day in sorted({bf(cd(stay.start, n)) for n in (41, 69, 83)})]), "G17": [],
    }


WHERE: dict[str, Callable[[Stay], Expected]] = {
    "osd": _direction, "respite": _respite, "short-stay": _short_stay, "ap-full-time": _full_time,
    "ap-part-week": _part_week, "home-tuition": _tuition, "reduced-timetable": _reduced, "flexi-timetable": _flexi,
    "hosted": _hosted, "ssp": _plan_stage, "psp": _plan_stage,
}


def af(day: date) -> date:
    """The day itself, or the next school day: "same day" for what happens on a day without school."""
    while day not in DAYS:
        day += timedelta(1)
    return day


def nth(day: date, n: int) -> date:
    """The n-th school day, `day` counted where it is one."""
    first = af(day)
    return first if n == 1 else sd(first, n - 1)


def month_on(day: date) -> date:
    """The same day of the next month, or that month's last."""
    following = (day.replace(day=1) + timedelta(32)).replace(day=1)
    last = ((following + timedelta(32)).replace(day=1) - timedelta(1)).day
    return following.replace(day=min(day.day, last))


class Happening(NamedTuple):
    """What the table asks after an event: pathway, event, row, the dates asked for, and what is known."""

    pathway: str
    event: str
    row: str
    dates: Callable[[date, Stay], list[Dates]]
    facts: Mapping[str, object] = MappingProxyType({})


DIRECTED = {"placement.directed": True}
HAPPENINGS = [
    Happening("osd", "n-mark", "X01", lambda on, _: one(sd(on, 1), sd(on, 5))),
    Happening("home-tuition", "n-mark", "X01", lambda on, _: one(sd(on, 1), sd(on, 5))),
    Happening("osd", "n-mark", "X03", lambda on, _: one(af(on))),
    Happening("ap-part-week", "concern", "N56", lambda on, _: one(af(on), sd(on, 1))),
    Happening("reduced-timetable", "concern", "T07", lambda on, _: one(sd(on, 2))),
    Happening("osd", "visit-request", "G19", lambda on, _: one(sd(on, 5))),
    Happening("ap-full-time", "referral-request", "G34", lambda on, _: one(sd(on, 10))),
    Happening("hosted", "known", "G23", lambda on, _: one(sd(on, 10))),
    Happening("short-stay", "suspended", "N61", lambda on, _: one(nth(on, 6), nth(on, 6))),
    Happening("osd", "suspended", "N61", lambda on, _: one(af(on), nth(on, 6)), {"pupil.lac": True}),
    Happening("osd", "suspended", "X15", lambda on, _: one(sd(on, 1), cd(nth(on, 6), -2))),
    Happening("osd", "suspended", "A10", lambda on, _: one(sd(on, 1)), {"pupil.social_worker": True}),
    Happening("osd", "flag", "X11", lambda on, _: one(sd(on, 2)), {"pupil.lac": True}),
    Happening("osd", "terminated", "O23", lambda on, _: [(af(on), None, None), (sd(on, 2), None, None)]),
    Happening("osd", "terminated", "O24", lambda on, _: one(sd(on, 5))),
    Happening("osd", "terminated", "O26", lambda on, _: one(sd(on, 5))),
    Happening("osd", "review-request", "O22", lambda on, _: one(sd(on, 10))),
    Happening("ap-part-week", "review-request", "O22", lambda on, _: one(sd(on, 10)), DIRECTED),
    Happening("osd", "access-request", "X08",
              lambda on, _: [(sd(on, 10), sd(on, 15), None), (bf(month_on(on), after=on), month_on(on), None)]),
    Happening("osd", "site-change", "N54",
              lambda on, stay: sorted([(sd(stay.first, -2), None, None), (af(on), None, None)])),
    Happening("home-tuition", "return", "G31", lambda on, _: [
        (sd(on, -1), None, None), (sd(on, -1), None, None),
        (bf(cd(on, 42)), None, None), (bf(cd(on, 84)), None, None)]),
    Happening("ap-full-time", "turned-away", "X03", lambda on, _: one(af(on))),
    Happening("osd", "return", "G18", lambda on, _: one(af(on))),
]
