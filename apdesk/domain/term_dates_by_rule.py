"""Plausible English term dates for any year, for the made-up school only: a real school types its own.

The pattern is the usual one: six half-terms, a week's break in late October, mid February and late May, two weeks at
Christmas and at Easter, five INSET days. In 2026/27 it is the calendar of Larkmoor High School.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

MONDAY, THURSDAY, FRIDAY = 0, 3, 4
SCHOOL_DAYS = 190           # of a year, for pupils


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def made_up_terms(first_school_year: int, last_school_year: int) -> str:
    """A calendar file (`type,start,end,label`) for the school years that begin in these years, both included."""
    lines = ["type,start,end,label"]
    for year in range(first_school_year, last_school_year + 1):
        lines.extend(_school_year(year))
    return "\n".join(lines) + "\n"


def _school_year(year: int) -> Iterator[str]:
    """Six blocks and five INSET days; the first days of a block are for staff. The last one ends after 190 days."""
    after = year + 1
    autumn_break = _monday_of(_last(year, 10, MONDAY))
    spring_start = _on_or_after(date(after, 1, 4), MONDAY)
    winter_break = _on_or_after(date(after, 2, 13), MONDAY)
    easter_end, summer_start = _easter_break(easter(after) - timedelta(days=2))
    late_may = _last(after, 5, MONDAY)
    first, back_in_june = _first_school_day(year), late_may + timedelta(days=7)
    inset = (first, first + timedelta(days=1), _last(year, 11, FRIDAY), spring_start, back_in_june)
    blocks = [
        (first, autumn_break - timedelta(days=3), "Autumn 1"),
        (autumn_break + timedelta(days=7), _friday_before(date(year, 12, 22)), "Autumn 2"),
        (spring_start, winter_break - timedelta(days=3), "Spring 1"),
        (winter_break + timedelta(days=7), easter_end, "Spring 2"),
        (summer_start, late_may - timedelta(days=3), "Summer 1"),
    ]
    closed = {*inset, _on_or_after(date(after, 5, 1), MONDAY), easter(after) + timedelta(days=1)}
    so_far = sum(len(_open_days(start, end, closed)) for start, end, _ in blocks)
    summer = _open_days(back_in_june, back_in_june + timedelta(days=70), closed)
    blocks.append((back_in_june, summer[SCHOOL_DAYS - so_far - 1], "Summer 2"))
    for start, end, label in blocks:
        yield f"half_term,{start},{end},{label} {year}/{after % 100:02d}"
    for day in inset:
        yield f"inset,{day},{day},INSET"


def _open_days(start: date, end: date, closed: Collection[date]) -> list[date]:
    """Mondays to Fridays between two days, both included, that are not closed."""
    span = (start + timedelta(days=n) for n in range((end - start).days + 1))
    return [day for day in span if day.weekday() <= FRIDAY and day not in closed]


def _first_school_day(year: int) -> date:
    """The first working day of September, but never a Friday alone."""
    day = date(year, 9, 1)
    return day if day.weekday() < THURSDAY else _on_or_after(day, MONDAY)


def _easter_break(good_friday: date) -> tuple[date, date]:
    """The last day before the Easter break and the first after it.

    Two weeks around Easter; an early Easter stands at the start of the break, a late one at its end.
    """
    if good_friday.month == 3 or good_friday.day <= 7:
        last = good_friday - timedelta(days=1)
        return last, good_friday + timedelta(days=17)
    last = _friday_before(good_friday - timedelta(days=6))
    return last, good_friday + timedelta(days=4 if good_friday.day > 12 else 10)


def _on_or_after(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _friday_before(day: date) -> date:
    """The last Friday on or before a day."""
    return day - timedelta(days=(day.weekday() - FRIDAY) % 7)


def _last(year: int, month: int, weekday: int) -> date:
    """The last such weekday of a month that has 30 or 31 days."""
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - timedelta(days=(first_of_next.weekday() - weekday - 1) % 7 + 1)
