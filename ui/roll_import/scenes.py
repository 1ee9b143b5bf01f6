"""Every step of an import, drawn from the made-up school; nothing is ever taken in."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QEventLoop

from apdesk.domain import upn
from apdesk.places import resources
from apdesk.services.import_history import OPERATIONS_OF
from apdesk.services.pupil_list import pupil_list
from apdesk.services.roll_check import TO_FIX, cells_to_fix, import_question, without_rows_to_fix
from apdesk.services.school_year import entries
from ui.common.ask import Question
from ui.common.dialogs.window_ask import question_dialog
from ui.common.events import settle
from ui.common.scenes import Over, Scene, Shown, Stage, over
from ui.roll_import.fix_form import FixForm
from ui.roll_import.flow import Ended
from ui.roll_import.list_flow import CHECK, COLUMNS
from ui.roll_import.page import ImportPage
from ui.roll_import.pupils_flow import PupilsFlow

_HEAD = 4           # rows above the first pupil of the shipped roll
_UPN, _SURNAME, _FORENAME, _BORN, _FORM, _SEN, _IN_CARE = 1, 2, 3, 6, 9, 11, 17


def _roll(folder: Path) -> Path:
    """The shipped roll a week later, with what goes wrong in such a list."""
    with (resources() / "demo" / "larkmoor-roll.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    pupils = rows[_HEAD:]
    pupils[213][_BORN] = "31/02/2011"
    pupils[387][_UPN] = pupils[387][_UPN][:9]
    pupils[602][_UPN] = pupils[601][_UPN]
    for place, (column, value) in {
        916: (_FORM, "9E"), 1101: (_SEN, "K"), 1130: (_SURNAME, "Featherstonehaugh-Mensah"), 1376: (_IN_CARE, "T"),
        1401: (_FORM, "8D"), 44: (_FORM, "7B"), 310: (_SEN, "K"), 505: (_FORM, "8A"),
    }.items():
        pupils[place][column] = value
    new = []
    for place, (surname, forename) in enumerate((("Tranter", "Oscar"), ("Underhay", "Mo"), ("Sallow", "Beatrix"))):
        body = f"99923041920{place}"
        row = [*pupils[place]]
        row[0], row[_UPN] = f"00919{place}", upn.check_letter(body) + body
        row[_SURNAME], row[_FORENAME] = surname, forename
        new.append(row)
    file = folder / "pupils_2026-11-09.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([*rows[:_HEAD], *pupils[:1200], *new, *pupils[1204:]])
    return file


def _wait(page: ImportPage) -> None:
    """Until the long work of the room is done."""
    while page.context.jobs.busy:
        loop = QEventLoop()
        page.context.jobs.ended.connect(loop.quit)
        loop.exec()
    settle()


def _opened(stage: Stage, kind: str, make: Callable[[Path], Path]) -> tuple[Shown, ImportPage]:
    window = stage.window("import")
    page = window.current()
    assert isinstance(page, ImportPage)
    with tempfile.TemporaryDirectory() as folder:
        page.open_file(kind, make(Path(folder)))
        _wait(page)
    return window, page


def _pupils(stage: Stage, step: str) -> tuple[Shown, ImportPage, PupilsFlow]:
    window, page = _opened(stage, "pupils", _roll)
    flow = page.flow
    assert isinstance(flow, PupilsFlow)
    flow.open_step(step)
    settle()
    return window, page, flow


def _step(step: str) -> Callable[[Stage], Shown]:
    return lambda stage: _pupils(stage, step)[0]


def _fix(stage: Stage) -> Shown:
    window, _, flow = _pupils(stage, CHECK)
    row = next(row for row in flow.check.rows if row.kind == TO_FIX)
    assert flow.review is not None
    assert row.line is not None
    form = FixForm(f"Row {row.line:,}: {row.name}", (row.found, *row.more), cells_to_fix(flow.review, row.line))
    return over(stage, window, form)


def _confirm(stage: Stage, warning: str = "") -> Shown:
    window, page, flow = _pupils(stage, CHECK)
    assert flow.review is not None
    asked = import_question(without_rows_to_fix(page.context.record, flow.review))
    question = Question(asked.title, asked.body, do=asked.do, warning=asked.warning or warning)
    flow.asking = True
    flow.shown.emit()
    dialog = question_dialog(question)
    stage.show(dialog, (dialog.sizeHint().width(), dialog.sizeHint().height()))
    return Over(window, dialog)


def _done(stage: Stage) -> Shown:
    window, page, _ = _pupils(stage, CHECK)
    ended = Ended("1,487 pupils are in.", ("23 changed, 6 are new, 0 have left, 1,458 stay as they were.",
                                           "4 rows were left out."), OPERATIONS_OF["roll"], "Show pupils", "pupils")
    page.show_ended(ended)
    page.done.may_undo("")
    settle()
    return window


def _refused(stage: Stage) -> Shown:
    def make(folder: Path) -> Path:
        file = folder / "pupils_2026-11-09.csv"
        file.write_bytes(b"%PDF-1.7")
        return file

    return _opened(stage, "pupils", make)[0]


def _unknown_columns(stage: Stage) -> Shown:
    def make(folder: Path) -> Path:
        file = folder / "house-points.csv"
        file.write_text("UPN,Familie,Vorname,House,Points\nL999204218003,Okonjo,Chidera,Heron,12\n", encoding="utf-8")
        return file

    return _opened(stage, "pupils", make)[0]


def _tracker_file(stage: Stage, folder: Path) -> Path:
    """A tracker as an office keeps it, of pupils who are not placed in the made-up school."""
    free = [row for row in pupil_list(stage.context.record) if row.placement is None and row.year in (9, 10)][3:]
    head = ("Pupil", "Form", "AP provider", "Type", "Start", "End", "Last visit", "Last review", "Notice sent", "Days")
    said = (
        ("Fairholt School", "OSD", "05/10/2026", "18/12/2026", "05/11/2026", "04/11/2026", "01/10/2026", ""),
        ("Copperfield Lane School", "Respite", "02/11/2026", "13/11/2026", "", "", "28/10/2026", ""),
        ("Harebell Bridge AP", "AP full time", "07/09/2026", "", "16/10/2026", "n/a", "02/09/2026", "Full time"),
        ("Harebell", "AP part of week", "07/09/2026", "25/03/2027", "20/10/2026", "", "", "Mon-Tue"),
        ("The Priory Centre", "AP full time", "14/09/2026", "", "", "", "", ""),
        ("Fairholt School", "Direction", "23/11/2026", "", "", "", "", ""),
        ("", "Reduced timetable", "12/10/2026", "18/12/2026", "", "02/11/2026", "", ""),
        ("Fairholt School", "OSD", "31/09/2026", "", "", "", "", ""),
        ("Copperfield Lane School", "Managed", "01/10/2026", "", "", "", "", ""),
    )
    file = folder / "AP tracker 2026-27.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("Alternative provision, placements 2026-27",))
        writer.writerow(head)
        for pupil, row in zip(free[::7], said, strict=False):
            writer.writerow((pupil.list_name, "" if row[1] == "Managed" else pupil.form, *row))
    return file


def _tracker(step: str) -> Callable[[Stage], Shown]:
    def make(stage: Stage) -> Shown:
        window, page = _opened(stage, "tracker", lambda folder: _tracker_file(stage, folder))
        assert page.flow is not None
        page.flow.open_step(step)
        settle()
        return window

    return make


def _dates(stage: Stage) -> Shown:
    """The school's own dates with two more INSET days and a shorter half-term."""

    def make(folder: Path) -> Path:
        lines = []
        for one in entries(stage.context.record):
            if one.school_year == 2026:
                end = one.end - timedelta(days=7) if one.label == "Autumn 2" else one.end
                lines.append(f"{one.type},{one.start},{end},{one.label}")
        lines += [f"inset,{day},{day},INSET day" for day in ("2026-11-20", "2026-12-03")]
        file = folder / "term-dates-2026-27.csv"
        file.write_text("\n".join(("type,start,end,label", *lines)), encoding="utf-8")
        return file

    return _opened(stage, "dates", make)[0]


def _first_time(stage: Stage) -> Shown:
    window = stage.window("import")
    page = window.current()
    assert isinstance(page, ImportPage)
    page.choose.show_state({}, (), "pupils")
    settle()
    return window


SCENES: Sequence[Scene] = (
    Scene("import-first-time", _first_time),
    Scene("import-refused", _refused),
    Scene("import-columns", _step(COLUMNS)),
    Scene("import-columns-unknown", _unknown_columns),
    Scene("import-check", _step(CHECK)),
    Scene("import-fix", _fix),
    Scene("import-confirm", _confirm),
    Scene("import-done", _done),
    Scene("import-tracker-columns", _tracker(COLUMNS)),
    Scene("import-tracker", _tracker(CHECK)),
    Scene("import-dates", _dates),
)
