"""The sheet for the safe is read years later by somebody else: its title is a title, its groups stand in a table."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextTable
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from ui.common.printing import a4_printer
from ui.common.recovery_sheet import TITLE, recovery_sheet
from ui.common.widgets.recovery_key import KeyProof
from ui.lock.recovery_key_form import RecoveryKeyForm

KEY = "97MEF-7NB18-JR6HW-M9303-6SYA0-NDXER-7H7AM-BM1QB"


@pytest.fixture
def printed(qapp, tmp_path):
    sheet = recovery_sheet(KEY, "Larkmoor High School", "larkmoor.apdesk", date(2026, 11, 25))
    printer = a4_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "sheet.pdf"))
    sheet.print_(printer)
    document = QPdfDocument(None)
    document.load(str(tmp_path / "sheet.pdf"))
    yield document
    document.close()


def test_the_title_is_printed_larger_than_the_words_below(printed):
    assert printed.pageCount() == 1
    words = printed.getAllText(0).text()
    tall = {each: printed.getSelectionAtIndex(0, words.index(each), len(each)).boundingRectangle().height()
            for each in (TITLE, "Larkmoor High School")}  # fmt: skip
    assert tall[TITLE] > 1.5 * tall["Larkmoor High School"] > 0
    assert not printed.render(0, QSize(400, 566)).isNull()


def test_the_groups_stand_in_two_rows_of_four(qapp):
    sheet = recovery_sheet(KEY, "Larkmoor High School", "larkmoor.apdesk", date(2026, 11, 25))
    (table,) = [one for one in sheet.rootFrame().childFrames() if isinstance(one, QTextTable)]
    assert (table.rows(), table.columns()) == (2, 4)


def test_a_group_not_typed_is_asked_for_and_a_wrong_one_is_said(qtbot):
    proof = KeyProof(KEY)
    qtbot.addWidget(proof)
    proof.copies[1].setText("7H7AX")
    assert not proof.copied()
    assert proof.fields[0].trouble() == "Type group 2 as the sheet has it."
    assert proof.fields[1].trouble() == "That is not group 7: look at it above once more."


def test_after_printing_it_is_said_what_to_do_with_the_sheet(qtbot):
    form = RecoveryKeyForm(KEY)
    qtbot.addWidget(form)
    form.say_printed()
    assert form.words.whole_text().startswith("The sheet is printed.")


def test_enter_on_the_box_goes_on_once_it_is_ticked_and_typing_takes_back_what_was_wrong(qtbot):
    form = RecoveryKeyForm(KEY)
    qtbot.addWidget(form)
    heard = []
    form.kept.connect(lambda: heard.append(True))
    groups = KEY.split("-")
    form.copies[0].setText("WRONG")
    form.copies[1].setText(groups[6])
    qtbot.keyClick(form.safe, Qt.Key.Key_Return)
    assert form.proof.fields[0].trouble()
    form.copies[0].clear()
    qtbot.keyClicks(form.copies[0], groups[1])
    assert form.proof.fields[0].trouble() == ""
    qtbot.keyClick(form.safe, Qt.Key.Key_Return)
    assert not heard, "not before it is in the safe"
    form.safe.setChecked(True)
    qtbot.keyClick(form.safe, Qt.Key.Key_Return)
    assert heard == [True]
