"""The tracker for the weekly meeting: one row a pupil, to Excel or on one sheet of paper across.

No child protection or social worker flag stands in it: it leaves the screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from pathlib import Path

from apdesk.domain import placement as states
from apdesk.domain.permissions import Deed
from apdesk.exports.atomic import write_document
from apdesk.exports.list_input import Cell, Column, ListDocument, Row
from apdesk.exports.names import list_name, suffix_of
from apdesk.exports.pdf.list_pages import list_pages
from apdesk.exports.words import long_day, short_day
from apdesk.exports.xlsx.list_book import list_workbook
from apdesk.services.acting import require
from apdesk.services.document_copies import keep_copy
from apdesk.services.duty_lists import DutyRow
from apdesk.services.heads_of_year import Heads, heads_of_year
from apdesk.services.paper import printing
from apdesk.services.placed_pupils import PlacedPupil, placed_pupils
from apdesk.services.register_books import Written
from apdesk.store.record import Record

KIND = "tracker"
NOTE = "Attendance is counted from the provider’s own marks: our D says nothing about it."
_COLUMNS = (
    Column("Pupil", "text", 22), Column("Form", "text", 6), Column("HOY", "text", 15), Column("Provider", "text", 18),
    Column("Pathway", "text", 17), Column("Code", "code", 6), Column("Day", "text", 16),
    Column("Last visit", "date", 11), Column("Next visit", "date", 11), Column("Last review", "date", 11),
    Column("Next review", "date", 11), Column("Attendance", "percent", 10), Column("Worst overdue", "long", 60),
)
_NEXT_VISIT, _NEXT_REVIEW, _WORST = 8, 10, 12
_RANK = {states.LIVE: 0, states.AGREED: 1, states.PANEL: 2, states.PROPOSED: 3}


def tracker(record: Record) -> ListDocument:
    """Everybody who is placed or planned today, by name; a pupil with two placements has them in one row."""
    require(record, Deed.EXPORT)
    today = record.clock.today()
    heads = heads_of_year(record, today)
    rows = []
    found = placed_pupils(record)
    for _, placements in groupby(found, key=lambda one: one.placed.pupil.id):
        rows.append(_row(sorted(placements, key=lambda one: (_RANK[one.state], one.placed.placement.start or date.max)),
                         heads, today))
    count = "1 pupil" if len(rows) == 1 else f"{len(rows)} pupils"
    return ListDocument(
        printing(record), "Tracker for the weekly meeting", f"{count}, as at {long_day(today)}", _COLUMNS, tuple(rows),
        notes=(NOTE,) if rows else (), empty="Nobody is placed or planned.",
    )


def write_tracker(
    record: Record, folder: Path | None = None, file: Path | None = None, suffix: str = "xlsx"
) -> Written:
    """The tracker is on disk: a workbook, or A4 across where the file's name ends in .pdf."""
    document = tracker(record)
    target = file or (folder or Path()) / list_name(KIND, record.clock.today(), suffix)
    kind = suffix_of(target, ("xlsx", "pdf"))
    data = list_workbook(document) if kind == "xlsx" else list_pages(document, one_page=True)
    write_document(target, data)
    return Written(target, keep_copy(record, KIND, data, suffix=kind))


def _row(placements: list[PlacedPupil], heads: Heads, today: date) -> Row:
    first = placements[0]
    pupil = first.placed.pupil
    next_visit, next_review = _soonest(placements, "next_visit"), _soonest(placements, "next_review")
    worst = min((duty for one in placements for duty in one.overdue), key=_how_late, default=None)
    cells: tuple[Cell, ...] = (
        first.names.in_lists, pupil.form or "", heads.of(pupil.year),
        _joined("; ".join(one.provider_names) or _nowhere(one) for one in placements),
        _joined(one.pathway.short for one in placements), _joined(", ".join(one.codes) for one in placements),
        _joined(_day(one, today) for one in placements), _latest(placements, "last_visit"), next_visit,
        _latest(placements, "last_review"), next_review, _share(placements), _worst(worst, placements),
    )
    late = {at for at, day in ((_NEXT_VISIT, next_visit), (_NEXT_REVIEW, next_review)) if day and day < today}
    return Row(cells, frozenset(late | ({_WORST} if worst else set())))


def _nowhere(one: PlacedPupil) -> str:
    if not any(letter in (states.AT_PROVIDER, states.REMOTE) for letter in one.week):
        return "In school"
    return "Panel to choose" if one.state == states.PANEL else "Not chosen yet"


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(part for part in parts if part))


def _day(one: PlacedPupil, today: date) -> str:
    """"27 of 54", "32, no end", "starts Mon 23 Nov", "panel Wed 18 Nov", "proposed"."""
    if one.state == states.LIVE and one.day is not None:
        return f"{one.day} of {one.days}" if one.days else f"{one.day}, no end"
    start, panel = one.placed.placement.start, one.placed.placement.panel_on
    if one.state == states.AGREED and start is not None:
        return f"starts {short_day(start)}"
    if one.state == states.PANEL and panel is not None:
        return f"panel {short_day(panel)}" if panel >= today else f"panel was {short_day(panel)}"
    return states.STATE_WORDS[one.state].lower() if one.state != states.LIVE else ""


def _soonest(placements: list[PlacedPupil], name: str) -> date | None:
    return min((day for one in placements if (day := getattr(one, name)) is not None), default=None)


def _latest(placements: list[PlacedPupil], name: str) -> date | None:
    return max((day for one in placements if (day := getattr(one, name)) is not None), default=None)


def _share(placements: list[PlacedPupil]) -> float | None:
    """By the provider's marks; where nobody teaches the pupil elsewhere there is nothing to count."""
    counts = [one.attendance.counts for one in placements if one.placed.provider is not None]
    possible = sum(each.possible for each in counts)
    return sum(each.attended for each in counts) / possible if possible else None


def _how_late(duty: DutyRow) -> tuple[date, str]:
    return duty.last_day or date.max, duty.title


def _worst(duty: DutyRow | None, placements: list[PlacedPupil]) -> str:
    if duty is None:
        return ""
    days = duty.lateness_school_days
    late = "late" if days is None else "1 school day late" if days == 1 else f"{days} school days late"
    more = sum(len(one.overdue) for one in placements) - 1
    who = f", {duty.who or duty.owner_label}"
    return f"{duty.title}, {late}{who}{f'; {more} more' if more else ''}"
