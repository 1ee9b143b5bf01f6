"""The window at the Import room, worked by keys as a person works it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from whole_window import shown_window

from ui.common.page import Place


class Room:
    """The window at the Import room, worked as a person works it."""

    def __init__(self, qtbot, window, ask, executor):
        self.qtbot, self.window, self.ask, self.executor = qtbot, window, ask, executor
        self.page = window.current()

    def wake(self):
        """Keys go to the window in front: the one before may have taken that with it."""
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def bring(self, file, kind="pupils"):
        self.wake()
        self.ask.expects("pick_file", file)
        self.page.choose.rows[kind].button.setFocus()
        self.press(Qt.Key.Key_Return, self.page.choose.rows[kind].button)
        self.work()

    def work(self):
        """The long work is carried out, and its outcome arrives."""

        def done():
            self.executor.drain()
            return not self.page.context.jobs.busy

        self.qtbot.waitUntil(done)

    def press(self, key, widget=None, modifier=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(widget or self.page.flow.check.table, key, modifier)

    def go_on(self):
        self.press(Qt.Key.Key_Return, self.window.focusWidget(), Qt.KeyboardModifier.ControlModifier)
        self.work()

    @property
    def check(self):
        return self.page.flow.check

    def counts(self):
        return {key: tile.count for key, tile in self.check.tiles.tiles.items() if tile.count}

    def names(self):
        return [row.name for row in self.check.table.shown_rows()]

    def on_row(self, line):
        assert self.check.table.focus_id(f"row {line}")
        self.check.table.setFocus()

    def on(self, name):
        row = next(row for row in self.check.rows if row.name == name)
        assert self.check.table.focus_id(row.id)
        self.check.table.setFocus()


@pytest.fixture
def room(qtbot, context, ask, executor):
    window = shown_window(qtbot, context)
    window.start()
    assert window.go(Place("import"))
    return Room(qtbot, window, ask, executor)
