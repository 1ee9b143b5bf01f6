"""Building a page never shows a part of it as a window of its own, not even for a moment."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget
from roll_files import PUPILS, SIMS, write_csv
from whole_window import shown_window

from ui.common.dialogs.window_ask import TextDialog
from ui.common.page import Place
from ui.common.widgets.card import Card, Section
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextField
from ui.shell.rooms import open_to


class Watch(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()!r}")
        return False


@pytest.fixture
def watch(qapp) -> Iterator[Watch]:
    made = Watch()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


@pytest.fixture
def window(qtbot, context):
    return shown_window(qtbot, context)


def test_no_room_shows_a_stray_window(window, watch):
    for each in (one for one in open_to("administrator") if one.group or one.key == "wizard"):
        window.go(Place(each.key))
    assert not watch.seen, "; ".join(watch.seen)


def test_no_step_of_an_import_shows_a_stray_window(window, watch, executor, qtbot, tmp_path):
    window.go(Place("import"))
    page = window.current()
    watch.seen.clear()
    page.open_file("pupils", write_csv(tmp_path, [SIMS, *PUPILS]))
    executor.drain()
    qtbot.waitUntil(lambda: not page.context.jobs.busy)
    page.flow.go_next()
    assert not watch.seen, "; ".join(watch.seen)


def test_no_part_of_the_kit_shows_a_stray_window(qtbot, watch):
    made = [Card("Title", note="Note"), Section("Title", note="Note"), Field("Label", TextField(), help="Help"),
            TextDialog("Title", "Label", body="Body")]  # fmt: skip
    for widget in made:
        qtbot.addWidget(widget)
    assert not watch.seen, "; ".join(watch.seen)
