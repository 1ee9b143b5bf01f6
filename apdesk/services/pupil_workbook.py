"""The pupil list as a workbook: the rows that stand on the screen, without what may not leave it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from apdesk.domain.permissions import Deed
from apdesk.exports.atomic import write_document
from apdesk.exports.list_input import Cell, Column, ListDocument, Row
from apdesk.exports.names import list_name, suffix_of
from apdesk.exports.words import long_day
from apdesk.exports.xlsx.list_book import list_workbook
from apdesk.services.acting import require
from apdesk.services.document_copies import keep_copy
from apdesk.services.paper import printing
from apdesk.services.pupil_list import PupilRow, pupil_list
from apdesk.services.register_books import Written
from apdesk.store.record import Record

KIND = "pupil list"
_COLUMNS = (
    Column("Pupil", "text", 26), Column("Form", "text", 7), Column("Year", "number", 6), Column("HOY", "text", 16),
    Column("UPN", "text", 15), Column("Status", "text", 20), Column("Pathway", "text", 22),
    Column("Provider", "text", 24), Column("From", "date", 16), Column("Until", "date", 16),
    Column("Day", "number", 6), Column("of", "number", 6), Column("Next due", "long", 40), Column("Due", "date", 16),
    Column("Overdue duties", "number", 9), Column("Needs", "text", 18),
)


def pupil_workbook(record: Record, pupils: Sequence[str], on: date | None = None) -> ListDocument:
    """These pupils in their order as at a day (today); no child protection or social worker flag is in it."""
    require(record, Deed.EXPORT)
    day = on or record.clock.today()
    held = {row.id: row for row in pupil_list(record, on)}
    rows = tuple(_row(held[pupil]) for pupil in pupils if pupil in held)
    count = "1 pupil" if len(rows) == 1 else f"{len(rows):,} pupils"
    return ListDocument(
        printing(record), "Pupils", f"{count}, as at {long_day(day)}", _COLUMNS, rows, empty="Nobody to list."
    )


def write_pupil_workbook(record: Record, pupils: Sequence[str], file: Path, on: date | None = None) -> Written:
    """The workbook is on disk."""
    suffix_of(file, ("xlsx",))
    data = list_workbook(pupil_workbook(record, pupils, on))
    write_document(file, data)
    return Written(file, keep_copy(record, KIND, data))


def workbook_name(record: Record) -> str:
    """The file name suggested for it."""
    return list_name(KIND, record.clock.today(), "xlsx")


def _row(row: PupilRow) -> Row:
    done, total = (row.progress.done, row.progress.total) if row.progress else (None, None)
    cells: tuple[Cell, ...] = (
        row.list_name, row.form, row.year, row.head_of_year, row.upn, row.status_text, row.pathway_short,
        row.provider_name, row.start, row.end, done, total, row.next_due.title if row.next_due else "",
        row.next_due.day if row.next_due else None, row.overdue or None,
        " ".join(flag.letters for flag in row.flags if not flag.confidential),
    )
    return Row(cells)
