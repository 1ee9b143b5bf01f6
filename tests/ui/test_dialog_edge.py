"""A dialog is told from the room behind it in every theme, and shows what has the ring."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from ui.common.dialogs.house_dialog import HouseDialog
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextField
from ui.theme.current import theme
from ui.theme.style import apply_theme
from ui.theme.tokens import THEMES


@pytest.mark.parametrize("name", THEMES)
def test_a_dialog_has_an_edge_that_its_ground_has_not(qtbot, qapp, name):
    apply_theme(qapp, name, still=True)
    dialog = HouseDialog("Put off", do="Put off")
    qtbot.addWidget(dialog)
    dialog.resize(300, 200)
    picture = dialog.grab().toImage()
    middle = picture.height() // 2
    assert picture.pixelColor(0, middle) == theme().colour("line")
    assert picture.pixelColor(theme().edge + 1, middle) == theme().colour("surface")


def test_the_field_with_the_ring_is_seen_when_a_tall_dialog_opens_over_a_small_window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(960, 540)
    with qtbot.waitExposed(window):
        window.show()
    dialog = HouseDialog("Fix this row", do="Keep this", parent=window)
    fields = [Field(f"Column {number}", TextField()) for number in range(12)]
    for field in fields:
        dialog.middle.addWidget(field)
    last = fields[-1]
    last.control.setFocus()
    with qtbot.waitExposed(dialog):
        dialog.show()
    seen = dialog.scroller.viewport().rect()
    qtbot.waitUntil(lambda: seen.contains(last.mapTo(dialog.scroller.viewport(), last.rect().bottomLeft())))
    assert not seen.contains(fields[0].mapTo(dialog.scroller.viewport(), fields[0].rect().topLeft()))
