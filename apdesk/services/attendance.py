"""Attendance at a provider, by the provider's own marks; our own D marks say nothing about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from apdesk.domain.attendance import HALVES, LATE, Counts, attended, count
from apdesk.domain.permissions import Deed
from apdesk.domain.school_calendar import monday_of
from apdesk.services.acting import require
from apdesk.services.expected_sessions import Placed, placed
from apdesk.services.placement_case import the_placement
from apdesk.store.record import Record
from apdesk.store.registers import HOME, PROVISION, RegisterMark, marks_of


class AttendanceWeek(NamedTuple):
    """Ten marks, Monday AM first: a code, "" where nobody has told us, None where no session was due."""

    monday: date
    marks: tuple[str | None, ...]


class Absence(NamedTuple):
    """One session with any other mark than present."""

    day: date
    session: str
    code: str
    label: str
    reason: str


class Attendance(NamedTuple):
    """Attendance of one placement up to a day."""

    counts: Counts
    weeks: tuple[AttendanceWeek, ...]
    absences: tuple[Absence, ...]
    codes: tuple[tuple[str, str], ...]      # each code used with its label
    present_codes: tuple[str, ...]          # those among them that say the pupil was there, not late
    our_codes: tuple[str, ...]              # what our register carries there
    told_until: date | None                 # the last session reported


def attendance(record: Record, placement: str, on: date | None = None) -> Attendance:
    """The attendance of a placement as at a day (today)."""
    require(record, Deed.SEE_PUPILS)
    row = the_placement(placement)
    found = placed(record, [row])
    return attendance_of(found[0], marks_of(placement), on or record.clock.today()) if found else _NONE


def attendance_of(one: Placed, marks: Iterable[RegisterMark], on: date) -> Attendance:
    """The same from what is at hand.

    Where a provider reports nothing and our own mark is the only one (tuition marked K), ours counts.
    """
    codes = one.protocol.codes
    held = list(marks)
    due = {(each.date, each.session) for each in one.sessions if each.date <= on and each.expected != "#"}
    reported = {(mark.day, mark.session): mark for mark in held if mark.ledger == PROVISION}
    home = {(mark.day, mark.session): mark for mark in held if mark.ledger == HOME}
    own = {key: mark for key, mark in home.items() if codes.get(mark.code) and codes[mark.code].possible}
    known = {key: mark for key, mark in (own | reported).items() if key in due}
    said = [mark.code for _, mark in sorted(known.items())]
    absences = tuple(
        Absence(day, half, mark.code, codes[mark.code].label if mark.code in codes else mark.code, mark.reason or "")
        for (day, half), mark in sorted(known.items()) if not attended(mark.code, codes) or mark.code == LATE
    )
    used = tuple((code, codes[code].label) for code in dict.fromkeys(said) if code in codes)
    ours = tuple(dict.fromkeys(mark.code for key, mark in sorted(home.items()) if key in due))
    until = max((day for day, _ in known), default=None)
    present = tuple(code for code, _ in used if attended(code, codes) and code != LATE)
    return Attendance(count(said, codes), tuple(_weeks(due, known)), absences, used, present, ours, until)


def _weeks(due: set[tuple[date, str]], known: dict[tuple[date, str], RegisterMark]) -> Iterable[AttendanceWeek]:
    for monday in sorted({monday_of(day) for day, _ in due}):
        marks: list[str | None] = []
        for n in range(5):
            for half in HALVES:
                key = (monday + timedelta(days=n), half)
                marks.append(None if key not in due else known[key].code if key in known else "")
        yield AttendanceWeek(monday, tuple(marks))


_NONE = Attendance(Counts(0, 0, 0, 0), (), (), (), (), (), None)
