"""Puts the rules of the frame to work: the rail's width, and the side column in its place or over the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from ui.common.page import Page
from ui.shell.actions import hints_for
from ui.shell.frame_rules import mode_for
from ui.shell.regions import first_control
from ui.theme.current import theme

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow


def arrange(window: MainWindow) -> None:
    """Rail, top bar and side column stand as the window's width asks."""
    page = window.current()
    mode = mode_for(window.width(), theme().scale, page is not None and page.full_page)
    window.sidebar.set_icons_only(mode.icons)
    window.top_bar.set_narrow(mode.folded)
    window.top_bar.details.setVisible(mode.folded and page is not None and page.side is not None)
    if page is None or page.side is None:
        return
    side = page.side
    side.set_wide(mode.wide)
    if mode.folded != side.floating:
        side.set_floating(mode.folded)
        if mode.folded:
            page.frame.removeWidget(side)
            side.hide()
        else:
            page.frame.addWidget(side)
            side.setVisible(not page.side_waits)
    page.place_side()


def show_around(window: MainWindow, page: Page) -> None:
    """What belongs to a page stands around it: its foot, its part of the top bar, its keys, as the width allows."""
    window.frame.set_foot(page.foot())
    window.top_bar.show_page(page)
    window.key_bar.set_hints(hints_for(page.key, page.hint_names()))
    arrange(window)


def hide_dialogs() -> list[QDialog]:
    """Every open dialog is out of sight, unanswered; popups are closed. Answers the dialogs, to show them again."""
    popup = QApplication.activePopupWidget()
    while popup is not None:
        popup.close()
        popup = QApplication.activePopupWidget()
    shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
    for dialog in shown:
        dialog.setVisible(False)
    return shown


def toggle_side(page: Page) -> None:
    """Shows or hides the folded column; focus goes into it when it comes."""
    side = page.side
    if side is None or not side.floating:
        return
    showing = not side.isVisible()
    page.place_side()
    side.setVisible(showing)
    side.raise_()
    first = first_control(None, side) if showing else None
    if first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)
