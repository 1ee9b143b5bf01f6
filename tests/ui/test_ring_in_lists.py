"""The row with the ring is the row that is selected, however the ring came there."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from PySide6.QtCore import Qt

from ui.common.tables.columns import Column
from ui.common.tables.table_view import DataTable


class Pupil(NamedTuple):
    id: str
    name: str


PUPILS = [Pupil("1", "Okonjo, Chidera"), Pupil("2", "Benbow, Aaliyah")]


@pytest.fixture
def table(qtbot):
    made = DataTable((Column("name", "Pupil", lambda row: row.name),), lambda row: row.id, "Pupils")
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.set_rows(PUPILS)
    return made


def test_the_row_that_gets_the_ring_by_tab_is_selected_too(table, qtbot):
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    table.clearFocus()
    table.clearSelection()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert table.focused_row() is not None
    assert [index.row() for index in table.selectionModel().selectedRows()] == [table.currentIndex().row()]


def test_rows_that_come_while_the_list_has_focus_get_the_ring(table, qtbot):
    table.set_rows([])
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    table.setFocus()
    table.set_rows(PUPILS)
    assert table.focused_row() == table.shown_rows()[0]
