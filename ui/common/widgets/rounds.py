"""A few answers in full sentences, as rounds under each other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.common.widgets.choices import KeyChoice, RadioButton
from ui.theme.current import theme


class RoundChoice(KeyChoice):
    """Answers whose words wrap; `changed(key)` when a person chooses another."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme().px(2))
        self.setAccessibleName(name)

    def set_options(self, options: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offers other answers (key, words)."""
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons.clear()
        for key, words in options:
            button = RadioButton(words)
            self._layout.addWidget(button)
            self._add(key, button)
        self.set_key(chosen)
