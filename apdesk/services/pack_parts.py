"""The parts of a review pack, each from the records in the shape its page needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from apdesk.domain.attendance import PRESENT
from apdesk.exports.review_pack_input import (
    Action,
    Attendance,
    AttendanceWeek,
    Behaviour,
    Contact,
    Fact,
    NotPresent,
    Progress,
    Ribbon,
    RibbonMark,
    RibbonWeek,
    Visit,
)
from apdesk.problems import Problem
from apdesk.services.duty_lists import DutyRow
from apdesk.services.kinds_shown import LETTERS, shown_as
from apdesk.services.paper import plain_day
from apdesk.services.placement_cards import PlacementCard
from apdesk.services.pupil_timeline import TimelineEntry
from apdesk.services.ribbon import Ribbon as PlacementRibbon
from apdesk.store.placements import PupilNote, notes_of
from apdesk.store.record import Record

MOST_CONTACTS = 12


def ribbon(bar: PlacementRibbon, today: date, internal: bool) -> Ribbon | None:
    """The bar for paper; which duties are late shows in the internal copy alone."""
    if not bar.weeks:
        return None
    letters = {"start": "S", "end": "E"}
    marks = tuple(
        RibbonMark(one.on, letters.get(one.kind) or LETTERS[shown_as(one.kind)],
                   one.done or (one.duty is None and one.on <= today), one.late and internal)
        for one in bar.marks
    )
    return Ribbon(tuple(RibbonWeek(week.monday, week.closed) for week in bar.weeks), today, marks)


def attendance(card: PlacementCard, provider: str, school: str) -> Attendance:
    """Attendance by the provider's own marks, closed weeks named."""
    found = card.attendance
    by_monday = {week.monday: AttendanceWeek(week.monday, week.marks) for week in found.weeks}
    last = max(by_monday, default=None)
    for week in card.ribbon.weeks:
        if week.closed and last is not None and min(by_monday) < week.monday < last:
            by_monday[week.monday] = AttendanceWeek(week.monday, (), f"{week.closed.capitalize()}, no sessions")
    missed = tuple(
        NotPresent(one.day, one.session, f"{one.label}. {one.reason}" if one.reason else one.label)    # type: ignore[arg-type]
        for one in found.absences
    )
    ours = f"{school or 'Our register'} marks these sessions {', '.join(found.our_codes)}." if found.our_codes else ""
    source = f"From the weekly returns of {provider}, to {plain_day(found.told_until)}." if found.told_until else ""
    return Attendance(
        tuple(by_monday[monday] for monday in sorted(by_monday)), found.counts.attended, found.counts.possible,
        found.counts.late, found.counts.no_reason, missed,
        tuple((code, f"{label[:1].lower()}{label[1:]}") for code, label in found.codes),
        present_codes=tuple(dict.fromkeys((*PRESENT.values(), *found.present_codes))), source=source, our_marks=ours,
    )


def visits(duties: Iterable[DutyRow], timeline: Iterable[TimelineEntry], placement: str) -> tuple[Visit, ...]:
    """Visits made: those recorded as events, and duties completed as visits."""
    made = [
        Visit(row.done_on, row.done_by, row.note or "No note was made.")
        for row in duties if row.kind == "visit" and row.state == "done" and row.done_on and not row.met_by
    ]
    made += [
        Visit(one.on, one.who, one.note or "No note was made.")
        for one in timeline if one.kind == "event" and one.placement == placement and one.title.casefold() == "visit"
    ]
    return tuple(sorted(made, key=lambda one: one.on))


def contacts(record: Record, duties: Iterable[DutyRow], pupil: str, placement: str) -> tuple[Contact, ...]:
    """The newest contacts, oldest first: notes, and weekly contacts with what was said."""
    made = [
        Contact(row.on, row.with_whom or "", row.text) for row in _notes(record, pupil, placement, "contact")
    ]
    made += [
        Contact(row.done_on, row.done_by, row.note)
        for row in duties if row.kind == "contact" and row.state == "done" and row.done_on and row.note
    ]
    return tuple(sorted(made, key=lambda one: one.on)[-MOST_CONTACTS:])


def behaviour(record: Record, pupil: str, placement: str) -> tuple[Behaviour, ...]:
    """Removals, suspensions and commendations."""
    return tuple(
        Behaviour(row.on, row.text, row.outcome or "") for row in _notes(record, pupil, placement, "behaviour")
    )


def actions(record: Record, pupil: str, placement: str) -> tuple[Action, ...]:
    """What was agreed earlier, by whom and when, and whether it was done."""
    return tuple(
        Action(row.text, row.with_whom or "", row.by, row.done) for row in _notes(record, pupil, placement, "action")
    )


def progress(card: PlacementCard) -> tuple[Progress, ...]:
    """Each subject against what it expected."""
    return tuple(Progress(one.subject, one.expected, one.now, one.comment) for one in card.outcomes)


def return_plan(card: PlacementCard) -> tuple[Fact, ...]:
    """The plan for coming back, part by part."""
    parts = [("First steps", "steps"), ("Who leads", "lead"), ("Support", "support")]
    facts = [Fact("Back by", plain_day(card.return_by))] if card.return_by else []
    return (*facts, *(Fact(label, card.return_plan[key]) for label, key in parts if card.return_plan.get(key)))


def school_days_after(calendar: Any, last: date, done: date) -> int:
    """School days from the day after one to another; calendar days beyond the term dates."""
    try:
        return int(calendar.count(last + timedelta(days=1), done)) if calendar else (done - last).days
    except Problem:
        return (done - last).days


def _notes(record: Record, pupil: str, placement: str, kind: str) -> list[PupilNote]:
    today = record.clock.today()
    return [
        row for row in notes_of(pupil) if row.kind == kind and row.placement in (None, placement) and row.on <= today
    ]
