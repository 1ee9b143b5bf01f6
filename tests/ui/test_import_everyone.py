"""Every step of an import can be used by everyone: names, targets, tab order and large letters."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from roll_files import KAYDEN, PUPILS, RUBY, SIMS, write_csv
from walk import out_of_tab_order, sideways, stumbles

from apdesk.services.roll_import import apply_roll, review_roll
from ui.common.page import Place
from ui.roll_import.fix_form import FixForm
from ui.roll_import.flow import Ended
from ui.roll_import.list_flow import CHECK, COLUMNS
from ui.shell.main_window import MainWindow
from ui.theme.style import apply_theme

SIZES = ((100, (1366, 690)), (100, (1200, 800)), (100, (960, 540)), (115, (1366, 768)), (150, (1366, 768)))
LONG = ["004600", "B99920771900", "Featherstonehaugh-Mensah", "Oluwaseunfunmi", "31/02/2013", "Year  7", "7C", "N", "F"]


def settle() -> None:
    for _ in range(4):
        QApplication.sendPostedEvents()


@pytest.mark.parametrize(("text", "size"), SIZES)
def test_every_step_of_a_pupil_list(qtbot, qapp, context, executor, record, tmp_path, text, size):
    apply_roll(record, review_roll(record, write_csv(tmp_path, [SIMS, *PUPILS], name="first.csv")))
    apply_theme(qapp, "light", text, still=True)
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.resize(*size)
    with qtbot.waitExposed(window):
        window.show()
    window.go(Place("import"))
    page = window.current()
    page.open_file("pupils", write_csv(tmp_path, [SIMS, KAYDEN, RUBY, LONG]))
    executor.drain()
    qtbot.waitUntil(lambda: not context.jobs.busy)
    for step in (COLUMNS, CHECK):
        page.flow.open_step(step)
        settle()
        assert stumbles(window.frame) == []
        assert sideways(window.frame) == []
        assert out_of_tab_order(page) == []
        assert page.focus_start().isVisibleTo(page)
        assert page.foot().next_button.isVisibleTo(window)
    page.show_ended(Ended("1,487 pupils are in.", ("23 changed.",), "Took in a pupil list", "Show pupils", "pupils"))
    settle()
    assert stumbles(window.frame) == []


def test_the_form_that_puts_a_row_right(qtbot, context, executor, record, tmp_path):
    from apdesk.services.roll_check import cells_to_fix

    review = review_roll(record, write_csv(tmp_path, [SIMS, *PUPILS, LONG]))
    fine = FixForm("Row 5", ("Same UPN as row 607.",), [cell._replace(trouble="") for cell in cells_to_fix(review, 5)])
    qtbot.addWidget(fine)
    assert fine.words.text() == "Same UPN as row 607."
    form = FixForm("Row 5", ("Column DOB: 31/02/2013 does not exist.",), cells_to_fix(review, 5))
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.show()
    assert stumbles(form) == []
    assert form.focusWidget() is form.boxes["upn"]      # the first cell in which something is wrong
    wrong = [bool(field.trouble()) for field in form.fields]
    assert wrong == sorted(wrong, reverse=True)
    assert wrong[0], "what is wrong stands where it is seen without scrolling"
    assert form.words.text() == "", "what the field says is not said twice"
    form.leave_out_button.click()
    assert (form.result(), form.leaves_out) == (FixForm.DialogCode.Accepted, True)
