"""Reads a tracker: the spreadsheet in which an office kept its placements before AP Desk.

`open_tracker` reads the file once; `clean_tracker` says what its rows mean and may be asked again, with another
meaning of a column or a corrected cell. Which pupil, provider and pathway are meant is not decided here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from apdesk.domain.roll_row import CellProblem, RollRow
from apdesk.domain.tracker_row import DATES, TEXTS, TrackerRow
from apdesk.imports.roll_columns import RollColumn
from apdesk.imports.roll_dates import DateError, order_in_doubt, read_date
from apdesk.imports.roll_fields import NAME_FORENAME_FIRST, NAME_SURNAME_FIRST
from apdesk.imports.roll_rows import Draft, Reading, read_row, says_nothing_of_a_pupil
from apdesk.imports.sheet import Cell, text_of
from apdesk.imports.table import RawTable, open_table
from apdesk.imports.tracker_columns import WHO, check_tracker_columns, match_tracker_columns, tracker_headings_in
from apdesk.problems import Problem
from apdesk.progress import Progress, Silent

_SUCH_AS = "A tracker has headings such as Pupil, Provider, Pathway, Start and Last visit."
_LONGEST_NOTE = 500
_NAMES = frozenset(("surname", "forename", NAME_FORENAME_FIRST, NAME_SURNAME_FIRST))


@dataclass(frozen=True)
class TrackerFile:
    """A tracker understood: its rows, and what each column was taken for."""

    name: str
    rows: tuple[TrackerRow, ...]
    columns: tuple[RollColumn, ...]
    remarks: tuple[str, ...]


def open_tracker(path: Path, progress: Progress | None = None) -> RawTable:
    """The rows and headings of a tracker. Raises `Problem` with the place for what cannot be read as one."""
    table = open_table(path, tracker_headings_in, _SUCH_AS, progress)
    if table.source_kind == "ctf":
        raise Problem(
            "tracker.transfer-file", f"{path.name} is a common transfer file: it holds pupils, not placements. Choose "
            "it under Pupils.", path.name,
        )
    return table


def tracker_columns_of(raw: RawTable, mapping: Mapping[str, str] | None = None) -> tuple[RollColumn, ...]:
    """What each column would be taken for, also where `clean_tracker` refuses them."""
    return match_tracker_columns(raw.headings, [row for _, row in raw.rows], mapping or {})


def clean_tracker(
    raw: RawTable, mapping: Mapping[str, str] | None = None, fixes: Mapping[tuple[int, str], str] | None = None,
    progress: Progress | None = None,
) -> TrackerFile:
    """The rows understood. Raises `Problem` where the columns do not say who is placed, or dates are month first."""
    columns = tracker_columns_of(raw, mapping)
    check_tracker_columns(columns, raw.name, raw.heading_line)
    _refuse_doubtful_dates(raw, columns)
    who = [column if column.field in WHO else replace(column, field=None) for column in columns]
    reading = Reading(who, fixes or {})
    rows, remarks = [], []
    for count, (line, cells) in enumerate(raw.rows):
        if count % 100 == 0:
            (progress or Silent()).step(count, len(raw.rows), "Reading rows")
        draft = read_row(reading, line, cells)
        if says_nothing_of_a_pupil(draft, cells):
            remarks.append(f"Row {line} names no pupil and was passed over.")
        else:
            rows.append(_row(draft, columns, cells, fixes or {}))
    if not rows:
        raise Problem("tracker.no-rows", f"No row of {raw.name} names a pupil. Choose another file.", raw.name)
    return TrackerFile(raw.name, tuple(rows), columns, (*raw.remarks, *remarks))


def _refuse_doubtful_dates(raw: RawTable, columns: Sequence[RollColumn]) -> None:
    for column in columns:
        if column.field not in (*DATES, "born"):
            continue
        cells = [row[column.index] if column.index < len(row) else "" for _, row in raw.rows]
        doubt = order_in_doubt(cells)
        if doubt is not None:
            line = raw.rows[doubt.index][0]
            raise Problem(
                "roll.month-first",
                f"Row {line:,} of {raw.name}, column {column.heading}: {text_of(cells[doubt.index])} {doubt.why}. "
                "Write the dates as dd/mm/yyyy.", f"{raw.name}, row {line:,}, column {column.heading}",
            )


def _row(
    draft: Draft, columns: Sequence[RollColumn], cells: Sequence[Cell], fixes: Mapping[tuple[int, str], str]
) -> TrackerRow:
    said: dict[str, Any] = {}
    remarks, problems, fixable = [*draft.remarks], [*draft.problems], [*draft.fixable]
    if draft.values.get("upn") and not {column.field for column in columns} & _NAMES:
        problems, fixable = [], []      # the number alone says who it is
    for column in columns:
        field = column.field
        if field is None or field in WHO:
            continue
        cell = fixes.get((draft.line, field), cells[column.index] if column.index < len(cells) else "")
        if field in TEXTS:
            said[field] = " ".join(text_of(cell).split())[:_LONGEST_NOTE]
            continue
        day, trouble, remark = _day(cell)
        said[field] = day
        if remark:
            remarks.append(f"Column {column.heading}: {remark}.")
        if trouble:
            problems.append(f"Column {column.heading}: {trouble}.")
            fixable.append(CellProblem(draft.line, column.heading, field, text_of(cell), trouble))
    start, end = said.get("start"), said.get("end")
    if start and end and end < start:
        problems.append("The last day stands before the first.")
        fixable.append(CellProblem(draft.line, "", "end", end.isoformat(), "stands before the first"))
    known: dict[str, Any] = {name: value for name, value in draft.values.items() if name in WHO}
    return TrackerRow(
        line=draft.line, who=RollRow(line=draft.line, upn_as_written=draft.upn_as_written, **known),
        remarks=tuple(remarks), problems=tuple(problems), fixable=tuple(fixable), **said,
    )


def _day(cell: Cell) -> tuple[date | None, str, str]:
    """The date of a cell; what is wrong with it; a word about it. A dash and words such as "n/a" mean none."""
    text = text_of(cell)
    if text.casefold().strip(".") in ("", "-", "–", "—", "n/a", "na", "none", "tbc", "not yet", "?"):
        return None, "", ""
    try:
        day, remark = read_date(cell)
    except DateError as fault:
        return None, f"{text[:40]} {fault}", ""
    return day, "", f"{text} {remark}" if remark else ""
