"""The main job without a window: a made-up school from an empty desk to the documents on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from apdesk.domain.lateness import DONE, OVERDUE
from apdesk.problems import Problem
from apdesk.services.calendar_files import write_calendar
from apdesk.services.demo_diary import give_times
from apdesk.services.demo_others import put_in_others
from apdesk.services.demo_placements import add_notes, complete_recent, start_all
from apdesk.services.demo_registers import mark_all
from apdesk.services.demo_school import (
    Made,
    SchoolWeeks,
    put_in_office,
    put_in_providers,
    put_in_roll,
    put_in_staff,
    put_in_terms,
)
from apdesk.services.direction_notices import write_notices
from apdesk.services.duty_lists import due_list, duties_of
from apdesk.services.inspection_list import write_inspection_list
from apdesk.services.placement_case import the_placement
from apdesk.services.printed_calendar import write_month
from apdesk.services.register_books import write_register
from apdesk.services.review_packs import write_pack
from apdesk.services.school_year import school_calendar
from apdesk.services.tracker import write_tracker
from apdesk.store.record import Record

PERSON = "Mrs J Pemberton"
PASSPHRASE = "larkmoor made up school"

Say = Callable[[str], None]


class Demo(NamedTuple):
    """What the made-up school holds."""

    pupils: int
    providers: dict[str, str]           # key of the data file -> id
    placements: dict[str, str]          # key of the data file -> id


def make_school(record: Record, say: Say, pupils: int | None = None) -> Demo:
    """An empty desk holds the made-up school, put in through the same use cases as the window's.

    One sentence a step goes to `say`. `pupils`: at most so many, those who are placed always among them.
    """
    made = Made()
    put_in_office(record, made)
    taken = put_in_terms(record)
    years = ", ".join(f"{year}/{(year + 1) % 100:02d}" for year in taken.school_years)
    say(f"Term dates for {years}, made by rule")
    say(f"{put_in_staff(record, made)} members of staff with their roles")
    say(f"{put_in_providers(record, made)} providers with their checks")
    counts = put_in_roll(record, pupils).counts
    say(f"{counts['new']:,} pupils from the roll, {counts['rejected']} rows refused")
    weeks = SchoolWeeks(school_calendar(record), record.clock.today())
    started = start_all(record, made, weeks)
    say(f"{len(started)} placements started")
    plans, hosted = put_in_others(record, weeks)
    say(f"{plans} support plans opened, {hosted} pupils of other schools hosted here")
    say(f"{complete_recent(record, started)} duties completed")
    say(f"{give_times(record)} visits, reviews and meetings of the coming days given a time")
    say(f"{mark_all(record, started):,} sessions marked in both ledgers")
    say(f"{add_notes(record, started)} notes and contacts written")
    return Demo(counts["new"], made.providers, {one.key: one.id for one in started})


def write_documents(record: Record, demo: Demo, folder: Path, say: Say) -> list[Path]:
    """Every kind of document that exists, in the folder; their files."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []

    def keep(what: str, file: Path) -> None:
        written.append(file)
        say(f"{what}: {file.name}")

    for provider in demo.providers.values():
        try:
            keep("Register", write_register(record, provider, record.clock.today(), folder=folder).file)
        except Problem as nobody:
            if nobody.code not in ("register.empty", "register.half-term"):
                raise
    for placement in _for_packs(record, demo):
        for reader in ("internal", "parent", "provider", "panel"):
            keep("Review pack", write_pack(record, placement, reader, folder=folder, copies=4).file)
    for placement in _for_notices(record, demo):
        for file in write_notices(record, placement, folder):
            keep("Placement notice", file)
    for suffix in ("xlsx", "pdf"):
        keep("Tracker", write_tracker(record, folder, suffix=suffix).file)
        keep("Inspection list", write_inspection_list(record, folder, suffix=suffix).file)
    keep("Printed month", write_month(record, record.clock.today(), folder).file)
    keep("Calendar", write_calendar(record, folder=folder).file)
    return written


def _for_notices(record: Record, demo: Demo) -> list[str]:
    """The directed placements that have not begun yet."""
    today = record.clock.today()
    rows = [the_placement(placement) for placement in demo.placements.values()]
    return [
        row.id for row in rows
        if row.directed and row.agreed_on and row.planned_end and row.start is not None and row.start > today
    ]


def _for_packs(record: Record, demo: Demo) -> list[str]:
    """Of the placements with a review to come the one of which most is known: most visits and reviews made."""
    ours = set(demo.placements.values())
    candidates = dict.fromkeys(
        row.placement for row in due_list(record, days=60)
        if row.kind == "review" and row.placement in ours and row.state != OVERDUE
    )

    def known(placement: str | None) -> int:
        rows = duties_of(record, placement=placement)
        return sum(row.kind in ("visit", "review") and row.state == DONE for row in rows)

    return [best for best in (max(candidates, key=known, default=None),) if best]

