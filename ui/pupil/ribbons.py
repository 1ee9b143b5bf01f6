"""From a placement's weeks and duties to the ribbon that is drawn."""

from __future__ import annotations

from datetime import date

from apdesk.services.pupil_page import PlacementCard
from ui.common.dates import day_month, short_day
from ui.common.widgets.ribbon import Ribbon, RibbonMark, RibbonWeek

_SCHOOL_DAYS = 5
MOST_MARKS = 24


def ribbon_of(card: PlacementCard, today: date) -> Ribbon:
    """The bar of a placement: weeks, what is done of it, and the duties that stand on it."""
    mondays = [week.monday for week in card.ribbon.weeks]
    if not mondays:
        return Ribbon(card.title, ())
    weeks = tuple(
        RibbonWeek(_label(week.monday, week.closed, number, mondays), bool(week.closed),
                   0 <= (today - week.monday).days < 7)
        for number, week in enumerate(card.ribbon.weeks)
    )  # fmt: skip
    marks = tuple(
        RibbonMark(
            mark.duty or f"{card.id}-{mark.kind}", _at(mark.on, mondays), mark.kind,
            f"{mark.title}, {short_day(mark.on, today)}{', done' if mark.done else ', late' if mark.late else ''}",
            mark.done or (mark.duty is None and mark.on <= today), mark.late,
        )
        for mark in _worth_showing(card)
    )
    here = _at(today, mondays) if mondays[0] <= today else 0.0
    inside = card.start is not None and card.start <= today and (card.end is None or today <= card.end)
    return Ribbon(
        card.title, weeks, marks, here if card.state in ("live", "ended") else 0.0, here if inside else None,
        faint=not card.is_current,
    )


def _worth_showing(card: PlacementCard) -> list:  # type: ignore[type-arg]
    """All marks, or the first, last and nearest where there are too many to tell apart."""
    marks = list(card.ribbon.marks)
    if len(marks) <= MOST_MARKS:
        return marks
    rare = [mark for mark in marks if mark.kind in ("start", "end", "visit", "review", "decision") or mark.late]
    return rare[:MOST_MARKS]


def _at(day: date, mondays: list[date]) -> float:
    number, weekday = divmod((day - mondays[0]).days, 7)
    return (number + min(weekday + 0.5, _SCHOOL_DAYS) / _SCHOOL_DAYS) / len(mondays)


def _label(monday: date, closed: str, number: int, mondays: list[date]) -> str:
    """"28 Sep", then "12" while the month is the same; a long bar is labelled at every other week or fourth."""
    step = 1 if len(mondays) <= 14 else 2 if len(mondays) <= 28 else 4
    if number % step:
        return ""
    before = mondays[number - step] if number >= step else None
    short = before is not None and before.month == monday.month
    words = str(monday.day) if short else day_month(monday)
    return f"{words} {closed}" if closed == "half-term" and step == 1 else words
