"""Nothing that belongs into a window is shown as a window of its own, which would flash and take the focus."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from ui.common.dialogs.window_ask import TextDialog
from ui.common.page import Place
from ui.common.widgets.card import Card, Section
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextField
from ui.shell.main_window import MainWindow
from ui.shell.rooms import ROOMS


class Watch(QObject):
    """Keeps every widget that was shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}".strip())
        return False


@pytest.fixture
def watch(qapp):
    """What is shown as a window while the test runs."""
    made = Watch()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


@pytest.mark.parametrize("key", [each.key for each in ROOMS if each.page and each.group])
def test_a_room_opens_without_a_flash(qtbot, context, watch, key):
    window = MainWindow(context)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.start()
    window.go(Place(key))
    assert watch.seen == ["MainWindow"]


def test_the_kit_is_made_without_a_flash(qtbot, watch):
    made = [Card("Title", note="Note"), Section("Title", note="Note"), Field("Label", TextField(), help="Help"),
            TextDialog("Title", "Label", body="Body")]  # fmt: skip
    for widget in made:
        qtbot.addWidget(widget)
    assert watch.seen == []
