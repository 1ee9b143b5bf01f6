"""The register that goes out to a provider: one workbook a half-term, one sheet a week.

Nothing heavy is imported until a workbook is asked for.
"""

from __future__ import annotations

from apdesk.exports.register_input import RegisterBook
from apdesk.problems import Problem
from apdesk.progress import Progress


def register_workbook(book: RegisterBook, progress: Progress | None = None) -> bytes:
    """The workbook as a file: a sheet a week, Totals by formula, Codes in plain words.

    Mark cells are empty; only they, the reasons and the checks can be filled in. Made in memory alone.
    Refused (`register.empty`, `register.sessions`) without a week or with a week that is not ten sessions.
    """
    _refuse_unfit(book)
    from openpyxl import Workbook

    from apdesk.exports.xlsx.cells import Pen
    from apdesk.exports.xlsx.memory import workbook_bytes
    from apdesk.exports.xlsx.register_codes import write_codes, write_key
    from apdesk.exports.xlsx.register_totals import write_totals
    from apdesk.exports.xlsx.register_week import sheet_name, write_week

    workbook = Workbook()
    pen = Pen(workbook)
    workbook.remove(workbook.worksheets[0])
    filled = []
    for done, week in enumerate(book.weeks):
        if progress is not None:
            progress.step(done, len(book.weeks), "Writing register weeks")
        sheet = workbook.create_sheet(sheet_name(week))
        filled.append(write_week(sheet, pen, book, week))
    write_totals(workbook, pen, book, filled)
    write_codes(workbook, pen, book)
    write_key(workbook, pen, book)
    _guard_sheets(workbook)
    return workbook_bytes(workbook, book.made_at, f"Register, {book.provider}, {book.half_term}", book.school)


def _refuse_unfit(book: RegisterBook) -> None:
    if not any(week.pupils for week in book.weeks):
        raise Problem(
            "register.empty",
            f"Nobody is placed with {book.provider} in {book.half_term}, so there is no register to send.",
        )
    for week in book.weeks:
        for pupil in week.pupils:
            if len(pupil.sessions) != 10 or len(week.closed) != 5:
                raise Problem(
                    "register.sessions",
                    "A week of the register does not have ten sessions on five days. Nothing was written.",
                    f"week of {week.monday.isoformat()}",
                )


def _guard_sheets(workbook: object) -> None:
    """No sheet can be removed, renamed or moved by a slip; without a password."""
    from openpyxl.workbook.protection import WorkbookProtection

    workbook.security = WorkbookProtection(lockStructure=True)      # type: ignore[attr-defined]
