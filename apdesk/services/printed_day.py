"""The day on paper: what is due, and where everyone is now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from apdesk.domain.attendance import HALVES
from apdesk.domain.permissions import Deed
from apdesk.exports.list_input import Cell, Column, ListDocument, Row
from apdesk.exports.names import list_name
from apdesk.exports.pdf.list_pages import list_pages
from apdesk.exports.pdf.whereabouts_page import whereabouts_page
from apdesk.exports.whereabouts_input import WhereGroup, WherePaper, WherePupil
from apdesk.exports.words import long_day, short_day
from apdesk.services.absences import AbsenceRow
from apdesk.services.acting import require
from apdesk.services.duty_lists import DutyRow, duties_with_ids
from apdesk.services.paper import printing
from apdesk.services.paper_out import Paper
from apdesk.services.whereabouts import Person, Whereabouts, whereabouts
from apdesk.store.record import Record

DUTIES, WHEREABOUTS = "list of duties", "where everyone is"
FROM_TIMETABLES = (
    "From timetables, marks and what providers have told us. Somebody of whom nobody has rung may still be on the way."
)
_COLUMNS = (
    Column("Date", "text", 10), Column("How it stands", "text", 17), Column("What", "long", 30),
    Column("Pupil or provider", "text", 20), Column("Form", "text", 6), Column("Placement", "text", 18),
    Column("Who", "text", 15), Column("Role", "text", 12), Column("Policy", "long", 22), Column("Done", "code", 6),
)
_STANDS = 1


def due_paper(record: Record, groups: Sequence[tuple[str, Sequence[str]]], shown: str = "") -> Paper:
    """The duties of these groups (heading, ids) as they stand in the list, on A4 across; `shown` says of whom."""
    require(record, Deed.EXPORT)
    rows = {row.id: row for row in duties_with_ids(record, [one for _, ids in groups for one in ids])}
    today = record.clock.today()
    lines = tuple(_line(rows[one], heading, today) for heading, ids in groups for one in ids if one in rows)
    count = "1 duty" if len(lines) == 1 else f"{len(lines)} duties"
    document = ListDocument(
        printing(record), f"What is due on {long_day(today)}", ", ".join(part for part in (count, shown) if part),
        _COLUMNS, lines, empty="Nothing is due.",
    )
    return Paper(DUTIES, f"What is due, {short_day(today)}", list_name("due", today, "pdf"), list_pages(document))


def whereabouts_paper(record: Record) -> Paper:
    """Where everyone is now, on one upright sheet with a box to tick for each."""
    require(record, Deed.EXPORT)
    now = whereabouts(record)
    half = "Morning" if now.session == HALVES[0] else "Afternoon"
    count = "1 pupil" if now.everyone == 1 else f"{now.everyone} pupils"
    closed = f"{half}. Our school is closed: {now.closed}. " if now.closed else f"{half}, "
    paper = WherePaper(printing(record), now.at, f"{closed}{count}", _groups(now), note=FROM_TIMETABLES)
    day = now.at.date()
    return Paper(WHEREABOUTS, f"Where everyone is, {short_day(day)}", list_name("where everyone is", day, "pdf"),
                 whereabouts_page(paper))


def _line(row: DutyRow, heading: str, today: date) -> Row:
    late = row.lateness_school_days or 0
    stands = ""
    if row.state == "overdue":
        stands = f"{late} school day{'' if late == 1 else 's'} late" if late else "late"
    elif row.waiting_for:
        stands = f"waits: {row.waiting_for}"
    elif (limit := row.limit(today)) is not None:
        stands = f"latest {short_day(limit)}"
    elif row.by:
        stands = f"by {row.by}"
    about = row.pupil_list_name if row.pupil else row.provider_name or "The school"
    cells: tuple[Cell, ...] = (
        short_day(row.day) if row.day else "no date", stands, row.short, about, row.form, row.pathway_short,
        row.who or "Nobody yet", row.role_short, row.clause_wide, "\u2610",
    )
    gaps = frozenset({_STANDS}) if row.state == "overdue" else frozenset()
    return Row(cells, gaps, heading)


def _groups(now: Whereabouts) -> tuple[WhereGroup, ...]:
    found = [
        WhereGroup("Not accounted for", (), tuple(map(_missing, now.missing)), pressing=True),
        *(WhereGroup(place.name, (place.address, place.phone, place.link), _pupils(place.people))
          for place in now.places),
        WhereGroup("At home by agreement", (), _pupils(now.at_home)),
        WhereGroup("In school", (), _pupils(now.in_school)),
        WhereGroup("Off", (), _pupils(now.off)),
    ]
    return tuple(group for group in found if group.pupils)


def _pupils(people: Sequence[Person]) -> tuple[WherePupil, ...]:
    return tuple(WherePupil(one.name, one.form, one.pathway, one.code, one.note) for one in people)


def _missing(one: AbsenceRow) -> WherePupil:
    since = f"not at {one.provider_name}, told {one.told_at} by {one.told_by}"
    home = f"; home rung: {one.home_said or 'yes'}" if one.home_rung else "; home not rung yet"
    return WherePupil(one.list_name, one.form, "", one.code, f"{since}{home}")
