"""F6: from region to region in reading order (rail, tools, middle, side, foot)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.common.page import Page
from ui.common.reading_order import tab_stops

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow


def regions(window: MainWindow) -> list[QWidget]:
    """The regions that can be seen, in reading order."""
    page = window.current()
    side = page.side if page is not None else None
    foot = page.foot() if page is not None else None
    found = [window.sidebar, window.top_bar, page, side, foot]
    return [each for each in found if each is not None and each.isVisible()]


def next_region(window: MainWindow, step: int) -> None:
    """Focus goes to the first control of the region after (or before) the one that has it."""
    places = regions(window)
    focus = QApplication.focusWidget()
    # the side column lies within the page, so the innermost region counts
    here = max((n for n, each in enumerate(places) if focus is not None and each.isAncestorOf(focus)), default=-1)
    for turn in range(1, len(places) + 1):
        place = places[(here + step * turn) % len(places)]
        target = first_control(window.current(), place)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)
            return


def first_control(page: Page | None, place: QWidget) -> QWidget | None:
    """The first control of a region that takes focus by Tab; for the page itself where it says focus starts."""
    if place is page and page is not None:
        start = page.focus_start()
        if start is not None and start.isVisible():
            return start
    tab = Qt.FocusPolicy.TabFocus
    for each in place.findChildren(QWidget):
        if each.isVisible() and each.isEnabled() and (each.focusPolicy() & tab) == tab:
            return each
    return None


def focus_in(page: Page, last: QWidget | None) -> QWidget | None:
    """Where focus was in the page while that is still there to be seen, else where the page starts; never nowhere."""
    if last is not None and isValid(last) and last.isVisibleTo(page):
        return last
    start = page.focus_start()
    return start if start is None or start.isVisibleTo(page) else next(iter(tab_stops(page)), None)
