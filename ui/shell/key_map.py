"""Puts the declared keys to work: each becomes a Qt action that asks the window, or the page in front."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ui.shell.actions import Action

_TYPING = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)


def typing(widget: QWidget | None) -> bool:
    """True where a single letter belongs to the text and not to a command."""
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit) and widget.isReadOnly():
        return False
    return isinstance(widget, _TYPING)


def is_letter(keys: tuple[str, ...]) -> bool:
    """True for keys without Ctrl or Alt that write something."""
    return len(keys[0]) == 1


class KeyAction(QObject):
    """One declared action on one widget."""

    def __init__(self, action: Action, owner: QWidget, do: Callable[[str], None], context: Qt.ShortcutContext) -> None:
        super().__init__(owner)
        self.action = action
        self._do = do
        self.qt = QAction(action.words, owner)
        self.qt.setObjectName(action.name)
        self.qt.setShortcuts([QKeySequence(key) for key in action.keys])
        self.qt.setShortcutContext(context)
        self.qt.setAutoRepeat(not is_letter(action.keys))
        self.qt.triggered.connect(self._on_triggered)
        owner.addAction(self.qt)

    def _on_triggered(self) -> None:
        if is_letter(self.action.keys) and typing(QApplication.focusWidget()):
            return
        owner, dialog = self.parent(), QApplication.activeModalWidget()
        if dialog is not None and isinstance(owner, QWidget) and not dialog.isAncestorOf(owner) and dialog is not owner:
            return  # typed faster than the dialog came up: one at a time
        self._do(self.action.name)
