"""The step that matches columns: everything the file holds, what it is taken for, and what was found on the way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.common.widgets.card import Card
from ui.common.widgets.label import DataLabel
from ui.common.widgets.scroller import Scroller
from ui.roll_import.columns_panel import ColumnsPanel, Matched
from ui.roll_import.refusal import Refusal
from ui.theme.current import theme


class ColumnsPane(QWidget):
    """`changed(heading, field)` when a person says what a column means."""

    changed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.length("space-gap"))
        self.refusal = Refusal()
        self.card = Card("Columns", note="")
        self.panel = ColumnsPanel(full=True)
        self.remarks = DataLabel("", "small", wrap=True)
        self.card.add(Scroller(self.panel), 1)
        body.addWidget(self.refusal)
        body.addWidget(self.card, 1)
        body.addWidget(self.remarks)
        self.panel.changed.connect(self.changed)

    def show_columns(
        self, columns: Sequence[Matched], options: Sequence[tuple[str, str]], note: str, remarks: Sequence[str] = (),
    ) -> None:
        """Shows what the file holds."""
        self.card.set_note(note)
        self.panel.show_columns(columns, options)
        self.remarks.set_text(" ".join(remarks))
        self.remarks.setVisible(bool(remarks))

    def focus_start(self) -> QWidget | None:
        """The first column that nothing was found for, else the first of all."""
        boxes = list(self.panel.boxes.values())
        return next((box for box in boxes if not box.key()), boxes[0] if boxes else None)
