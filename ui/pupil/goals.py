"""What a placement is for: each objective and each subject, how it is measured, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from apdesk.services.placement_cards import ObjectiveRow, OutcomeRow
from ui.common.widgets.chip import Chip
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme

_MET = "Met"


class Goals(QWidget):
    """Rows of what is aimed at, with what it is measured by beneath it and the judgement at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Objectives and outcomes")
        now = theme()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(now.px(12))
        self._grid.setVerticalSpacing(now.px(2))
        self._grid.setColumnStretch(1, 1)
        self._row = 0

    def show_goals(self, objectives: Iterable[ObjectiveRow], outcomes: Iterable[OutcomeRow]) -> None:
        """Shows these."""
        while self._grid.count():
            old = self._grid.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for row in range(self._grid.rowCount()):
            self._grid.setRowMinimumHeight(row, 0)
        self._row = 0
        for number, one in enumerate(objectives, 1):
            measure = f"Measured by: {one.measure}" if one.measure else ""
            self._add(f"Objective {number}", one.text, (measure, one.evidence), one.judgement or "Not judged yet")
        for two in outcomes:
            self._add(two.subject, f"Expected: {two.expected}", (two.comment,), f"Now: {two.now}" if two.now else "")

    def _add(self, label: str, text: str, more: tuple[str, ...], judged: str) -> None:
        row, top = self._row, Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(DataLabel(label, "small"), row, 0, top)
        shown = DataLabel(text, "strong", wrap=True)
        shown.setAccessibleName(f"{label}: {text}")
        self._grid.addWidget(shown, row, 1, top)
        if judged:
            chip = Chip(judged, "done" if judged == _MET else "later", None if judged == _MET else "")
            self._grid.addWidget(chip, row, 2, top | Qt.AlignmentFlag.AlignRight)
        words = DataLabel("  ·  ".join(part for part in more if part), "meta", wrap=True)
        self._grid.addWidget(words, row + 1, 1, 1, 2, top)
        self._grid.setRowMinimumHeight(row + 2, theme().px(6))
        self._row += 3
