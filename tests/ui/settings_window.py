"""A window on Settings over a real desk, for the tests of its parts."""

from __future__ import annotations

from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from apdesk.services.changes import Actor
from ui.common.page import Place
from ui.settings.part import SettingsPart
from ui.shell.main_window import MainWindow


def show_settings(qtbot, context, part: str, size=(1366, 768), **values: str) -> MainWindow:
    """The window with a part of Settings in front."""
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.resize(*size)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    assert window.go(Place("settings", {"part": part, **values}))
    return window


def part_of(window: MainWindow) -> SettingsPart:
    """The part in front."""
    page = window.current()
    return page.part()


def press(parent: QWidget, text: str) -> None:
    """Presses the button of those words by the keyboard."""
    button = next(each for each in parent.findChildren(QAbstractButton) if each.text() == text and each.isVisible())
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def type_into(field: QWidget, text: str) -> None:
    """Types into a field whatever stood there before."""
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QApplication.sendPostedEvents()


@contextmanager
def acting_as(record, role: str):
    """The desk as it is to somebody of another role."""
    before = record.actor
    record.actor = Actor(before.id, before.name, role)
    yield record
    record.actor = before


def finish(qtbot, context, executor) -> None:
    """Carries out the long work that waits, and whatever it sets in motion, to its end."""
    while context.jobs.busy:
        executor.drain()
        qtbot.waitUntil(lambda: not context.jobs.busy or bool(executor.waiting))
