"""A dialog is told from the room behind it in every theme, also where both are black."""

from __future__ import annotations

import pytest

from ui.common.dialogs.house_dialog import HouseDialog
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
