"""Reads a roll: a list of pupils as a school's own system exports it.

`open_roll` reads the file once; `clean_roll` says what its rows mean and may be asked again, with another meaning of
a column or a corrected cell, without touching the file. Nothing here knows which pupils the desk already has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from apdesk.domain import upn
from apdesk.domain.roll_row import RollRow
from apdesk.imports.roll_cells import FLAGS, clean, flag_of
from apdesk.imports.roll_columns import (
    RollColumn,
    check_columns,
    headings_in,
    match_columns,
    system_of,
)
from apdesk.imports.roll_dates import order_in_doubt
from apdesk.imports.roll_fields import label_of
from apdesk.imports.roll_joining import join_rows
from apdesk.imports.roll_rows import Draft, Reading, read_row, says_nothing_of_a_pupil
from apdesk.imports.sheet import Cell, text_of
from apdesk.imports.table import RawTable, open_table
from apdesk.problems import Problem
from apdesk.progress import Progress, Silent

_STEP = 200     # rows between two words to whoever watches
_SUCH_AS = "A list of pupils has headings such as UPN, Surname, Forename and Date of birth."


@dataclass(frozen=True, kw_only=True)
class RawRoll(RawTable):
    """A pupil list as read; `source` is the system whose words its headings are."""

    source: str


@dataclass(frozen=True)
class RollFile:
    """A roll understood: one row a pupil, what each column was taken for, and words about the file as a whole."""

    name: str
    rows: tuple[RollRow, ...]
    columns: tuple[RollColumn, ...]
    unknown_columns: tuple[str, ...]
    remarks: tuple[str, ...]
    source_kind: str        # "csv", "xlsx", "xls", "ods", "html" or "ctf"
    source: str             # "SIMS", "Arbor", "Bromcom", "CTF" or "other": remember the mapping under it

    @property
    def mapping(self) -> dict[str, str]:
        """Heading to field as used, "" for what is not imported."""
        return {column.heading: column.field or "" for column in self.columns}


def read_roll(
    path: Path, mapping: Mapping[str, str] | None = None, progress: Progress | None = None,
    fixes: Mapping[tuple[int, str], str] | None = None,
) -> RollFile:
    """The roll in a file. Raises `Problem` with file and row for what cannot be read as one."""
    return clean_roll(open_roll(path, progress), mapping, progress, fixes)


def open_roll(path: Path, progress: Progress | None = None) -> RawRoll:
    """The rows and headings of a file, whatever its kind. Raises `Problem`; `Cancelled` when asked to stop."""
    table = open_table(path, headings_in, _SUCH_AS, progress)
    source = "CTF" if table.source_kind == "ctf" else system_of(table.headings)
    return RawRoll(source=source, **vars(table))


def clean_roll(
    raw: RawRoll, mapping: Mapping[str, str] | None = None, progress: Progress | None = None,
    fixes: Mapping[tuple[int, str], str] | None = None,
) -> RollFile:
    """The rows understood; a pure function of what was read, the meaning of the columns and the corrections.

    `mapping` gives a heading's field, "" for not imported; other headings are known by their words. Raises `Problem`
    where the columns cannot say who a pupil is, or dates are written month first.
    """
    watcher = progress or Silent()
    cells = [row for _, row in raw.rows]
    columns = columns_of(raw, mapping)
    check_columns(columns, raw.name, raw.heading_line)
    _refuse_doubtful_dates(raw, columns)
    no_means, remarks = _blank_means_no(columns, cells)
    reading = Reading(columns, fixes or {}, no_means, _admission_width(columns, cells))
    drafts: list[Draft] = []
    for count, (line, row) in enumerate(raw.rows):
        if count % _STEP == 0:
            watcher.step(count, len(raw.rows), "Checking rows")
        draft = read_row(reading, line, row)
        if not says_nothing_of_a_pupil(draft, row):
            drafts.append(draft)
        elif draft.contacts and drafts:
            drafts[-1].contacts.extend(draft.contacts)
            drafts[-1].lines.append(line)
        else:
            remarks.append(f"Row {line} names no pupil and was passed over.")
    rows = join_rows(drafts)
    if not rows:
        raise Problem("roll.no-rows", f"No row of {raw.name} names a pupil. Export the list again.", raw.name)
    return RollFile(
        raw.name, rows, columns, tuple(column.heading for column in columns if column.field is None),
        (*raw.remarks, *remarks, *_authorities(rows)), raw.source_kind, raw.source,
    )


def columns_of(raw: RawRoll, mapping: Mapping[str, str] | None = None) -> tuple[RollColumn, ...]:
    """What each column would be taken for: to be shown and corrected, also where `clean_roll` refuses them."""
    return match_columns(raw.headings, [row for _, row in raw.rows], mapping or {})


def _column_cells(column: RollColumn, rows: Sequence[Sequence[Cell]]) -> list[Cell]:
    return [row[column.index] if column.index < len(row) else "" for row in rows]


def _refuse_doubtful_dates(raw: RawRoll, columns: Sequence[RollColumn]) -> None:
    for column in columns:
        if column.field not in ("born", "joined_on", "left_on"):
            continue
        cells = _column_cells(column, [row for _, row in raw.rows])
        doubt = order_in_doubt(cells)
        if doubt is not None:
            line = raw.rows[doubt.index][0]
            raise Problem(
                "roll.month-first",
                f"Row {line:,} of {raw.name}, column {column.heading}: {text_of(cells[doubt.index])} {doubt.why}. "
                "Export the list with dates as dd/mm/yyyy.", f"{raw.name}, row {line:,}, column {column.heading}",
            )


def _blank_means_no(
    columns: Sequence[RollColumn], rows: Sequence[Sequence[Cell]],
) -> tuple[frozenset[str], list[str]]:
    """Columns that hold only yes and blanks: many systems leave No out."""
    found, remarks = [], []
    for column in columns:
        if column.field not in (*FLAGS, "sen"):
            continue
        cells = _column_cells(column, rows)
        if column.field == "sen":
            answers = {clean("sen", cell).value for cell in cells if text_of(cell)}
            yes, no = bool(answers & {"K", "E"}), "N" in answers
        else:
            flags = {flag_of(cell) for cell in cells if text_of(cell)}
            yes, no = True in flags, False in flags
        if yes and not no and any(not text_of(cell) for cell in cells) and column.field != "ehcp":
            found.append(column.field)
            meaning = "none" if column.field == "sen" else "No"
            remarks.append(f"Column {column.heading} never says {meaning}: a blank is read as {meaning}.")
    return frozenset(found), remarks


def _admission_width(columns: Sequence[RollColumn], rows: Sequence[Sequence[Cell]]) -> int | None:
    """The width of admission numbers where some still show their leading zeros, so that the others get them back."""
    for column in columns:
        if column.field == "admission_number":
            numbers = [text_of(cell) for cell in _column_cells(column, rows) if text_of(cell)]
            padded = {len(number) for number in numbers if number.isdigit() and number.startswith("0")}
            widest = max((len(number) for number in numbers), default=0)
            if padded == {widest} and all(number.isdigit() for number in numbers):
                return widest
    return None


def _authorities(rows: Sequence[RollRow]) -> list[str]:
    """One remark for each local authority number that is not known, however many pupils carry it."""
    numbers = Counter(number for row in rows if row.upn and (number := upn.local_authority(row.upn)) is not None)
    return [
        f"{count:,} UPN{'s were' if count > 1 else ' was'} issued by local authority {number}, which is not known here."
        for number, count in sorted(numbers.items()) if not upn.is_known_authority(number)
    ]


__all__ = ["RawRoll", "RollColumn", "RollFile", "clean_roll", "columns_of", "label_of", "open_roll", "read_roll"]
