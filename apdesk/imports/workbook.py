"""Reads the sheets of .xlsx, .xls and .ods through calamine, which takes a twelfth of the time of openpyxl."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from apdesk.imports.archive import check_archive
from apdesk.imports.hidden_parts import NOTHING, hidden_parts, hidden_remark
from apdesk.imports.old_workbook import check_old_workbook
from apdesk.imports.sheet import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Sheet
from apdesk.imports.source import cannot_read, damaged_workbook, protected_workbook
from apdesk.problems import Problem

MAX_SHEETS = 40


def read_workbook(path: Path, kind: str) -> tuple[Sheet, ...]:
    """The sheets that hold something, hidden ones last. Raises `Problem` for what cannot be read safely."""
    unfinished = check_archive(path, kind) if kind in ("xlsx", "ods") else ()
    if unfinished:
        raise Problem(
            "roll.formulas",
            f"Cell {unfinished[0]} of {path.name} is a formula without its result"
            f"{f' ({len(unfinished):,} such cells)' if len(unfinished) > 1 else ''}. Open the workbook in Excel, save "
            "it, and choose it again.", f"{path.name}, {unfinished[0]}",
        )
    if kind == "xls":
        check_old_workbook(path)
    try:
        return tuple(_sheets(path, kind))
    except (Problem, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as fault:      # calamine's own panics do not derive from Exception
        raise _refusal(path, fault) from None


def _too_far(path: Path, sheet: str, rows: int, columns: int) -> Problem:
    return Problem(
        "roll.too-large",
        f"{sheet} of {path.name} has {rows:,} rows and {columns:,} columns, far more than a list of pupils. Delete "
        "what stands outside the list, or export it again.", path.name,
    )


def _sheets(path: Path, kind: str) -> Iterator[Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    hidden = hidden_parts(path, kind)
    with CalamineWorkbook.from_path(str(path)) as book:
        places = {found.name: place for place, found in enumerate(book.sheets_metadata)}
        tables = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        tables.sort(key=lambda sheet: sheet.visible != SheetVisibleEnum.Visible)
        for found in tables[:MAX_SHEETS]:
            sheet = book.get_sheet_by_name(found.name)
            if sheet.start is None:
                continue
            if sheet.height > MAX_ROWS or sheet.width > MAX_COLUMNS or sheet.height * sheet.width > MAX_CELLS:
                raise _too_far(path, f"Sheet {found.name}", sheet.height, sheet.width)
            rows = sheet.to_python(skip_empty_area=True)
            kept = hidden[places[found.name]] if places[found.name] < len(hidden) else NOTHING
            remark = hidden_remark(kept, rows, sheet.start)
            yield Sheet(
                rows, found.name, first_line=sheet.start[0] + 1, remarks=(remark,) if remark else (),
                hidden=found.visible != SheetVisibleEnum.Visible,
            )


def _refusal(path: Path, fault: BaseException) -> Problem:
    from python_calamine import PasswordError

    if isinstance(fault, PasswordError) or "password" in str(fault).casefold():
        return protected_workbook(path.name)
    if isinstance(fault, OSError):
        return cannot_read(path, fault)
    return damaged_workbook(path.name)
