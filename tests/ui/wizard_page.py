"""The page of a new placement, and the keys of a person at it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.common.page import Place
from ui.placement_wizard.page import WizardPage
from ui.shell.main_window import MainWindow


def wizard(window: MainWindow, **values: str) -> WizardPage:
    window.go(Place("wizard", values))
    page = window.current()
    assert isinstance(page, WizardPage)
    return page


def answered(page: WizardPage, step: str, **answers: object) -> None:
    """The wizard stands at a step with these answers given before."""
    page.flow.change(**answers)
    page.pane().show_flow(page.flow)
    page.flow.reach(step)
    page.open_step(step)


class Keys:
    """Types where focus stands, and counts the strokes that are not free text."""

    def __init__(self) -> None:
        self.strokes = 0

    def press(self, *keys: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.strokes += 1
            QTest.keyClick(QApplication.focusWidget(), key, modifier)

    def write(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    def to(self, widget, most: int = 40) -> None:
        for _ in range(most):
            if QApplication.focusWidget() is widget:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"{widget.accessibleName()} is not reached by Tab")
