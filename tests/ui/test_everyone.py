"""Everyone can use it: names, targets, tab order and large letters, in every theme."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from walk import out_of_tab_order, stumbles

from ui.common.bus import Said
from ui.common.dialogs.window_ask import TextDialog, question_dialog
from ui.common.page import Place
from ui.common.widgets.toast import Toast
from ui.lock import scenes as lock_scenes
from ui.shell import rooms
from ui.shell.gallery import QUESTION, Sheet
from ui.shell.keys_dialog import KeysDialog
from ui.shell.main_window import MainWindow
from ui.shell.quick_find import QuickFind
from ui.theme.style import apply_theme
from ui.theme.tokens import THEMES

SIZES = ((100, (1366, 690)), (100, (960, 540)), (150, (1366, 768)))


class Stand:
    """A stage for the scenes of the lock."""

    def __init__(self, qtbot, size):
        self._qtbot, self.size = qtbot, size

    def show(self, widget, size=None):
        self._qtbot.addWidget(widget)
        widget.resize(*(size or self.size))
        with self._qtbot.waitExposed(widget):
            widget.show()
        settle()
        return widget


def settle() -> None:
    """Every part has the place that its layout gives it."""
    for _ in range(4):
        QApplication.sendPostedEvents()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("text", [100, 150])
def test_the_kit(qtbot, qapp, theme, text):
    apply_theme(qapp, theme, text, still=True)
    sheet = Stand(qtbot, (1600 * text // 100, 1300 * text // 100)).show(Sheet())
    assert stumbles(sheet) == []
    assert out_of_tab_order(sheet) == []


@pytest.mark.parametrize("scene", lock_scenes.SCENES, ids=lambda scene: scene.name)
def test_the_lock_with_large_letters(qtbot, qapp, scene):
    apply_theme(qapp, "light", 150, still=True)
    page = scene.make(Stand(qtbot, (1366, 768)))
    settle()
    assert stumbles(page) == []
    assert out_of_tab_order(page) == []


def dialogs(parent: QWidget):
    yield question_dialog(QUESTION, parent)
    yield TextDialog("Why put it off?", "Reason", help="It stands in the history.", parent=parent)
    yield KeysDialog("today", "Today", parent)


@pytest.mark.parametrize(("text", "size"), SIZES)
def test_dialogs_toast_and_quick_find(qtbot, qapp, context, text, size):
    apply_theme(qapp, "light", text, still=True)
    window = Stand(qtbot, size).show(MainWindow(context))
    window.start()
    assert stumbles(window.frame) == []
    for dialog in dialogs(window):
        with qtbot.waitExposed(dialog):
            dialog.show()
        settle()
        assert stumbles(dialog) == []
        assert out_of_tab_order(dialog) == []
        assert dialog.height() <= window.screen().availableGeometry().height()
        dialog.reject()
    found = QuickFind.open_over(window)
    assert stumbles(found) == []
    found.close_find()
    toast = Toast(window)
    toast.show_said(Said("A letter to Mr and Mrs Featherstonehaugh-Mensah was marked as sent", print))
    assert toast.width() <= window.width()
    assert stumbles(toast) == []


@pytest.mark.parametrize("key", [each.key for each in rooms.ROOMS if each.page and each.group])
@pytest.mark.parametrize(("text", "size"), SIZES)
def test_every_room_of_an_empty_desk(qtbot, qapp, context, key, text, size):
    apply_theme(qapp, "light", text, still=True)
    window = Stand(qtbot, size).show(MainWindow(context))
    window.start()
    assert window.go(Place(key))
    page = window.current()
    qtbot.waitUntil(page.isVisible)
    assert page.title()
    assert stumbles(window.frame) == []
    assert out_of_tab_order(page) == []
    start = page.focus_start()
    assert start is None or start.isVisibleTo(page)
