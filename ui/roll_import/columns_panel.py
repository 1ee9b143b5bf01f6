"""What each column of a file means, as boxes that can be set otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.common.quiet import quiet
from ui.common.widgets.card import Card
from ui.common.widgets.choice_box import ChoiceBox
from ui.common.widgets.empty import Icon
from ui.common.widgets.label import DataLabel, Link
from ui.common.widgets.scroller import Scroller
from ui.theme.current import theme

NOT_IMPORTED = ("", "Not imported")


class Matched(NamedTuple):
    """One column: its heading, what it is taken for ("" for not imported), some of its values, how that was found."""

    heading: str
    field: str
    samples: str
    how: str


class ColumnsPanel(QWidget):
    """One line a column; `changed(heading, field)` when a person says what it means.

    `full` shows some values and how the meaning was found as well.
    """

    changed = Signal(str, str)

    def __init__(self, full: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        self._full = full
        self._shown: tuple[Matched, ...] = ()
        self.boxes: dict[str, ChoiceBox] = {}
        self._hows: dict[str, DataLabel] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, now.px(4), 0)
        self._grid.setHorizontalSpacing(now.px(16 if full else 6))
        self._grid.setVerticalSpacing(now.px(6 if full else 2))
        stretches = (3, 5, 0, 4, 3) if full else (3, 0, 5)
        for column, stretch in enumerate(stretches):
            self._grid.setColumnStretch(column, stretch)

    def show_columns(self, columns: Sequence[Matched], options: Sequence[tuple[str, str]]) -> None:
        """Shows these columns; boxes that stand there already keep focus."""
        new = tuple(columns)
        if [one.heading for one in new] != [one.heading for one in self._shown]:
            self._make(new, options)
        self._shown = new
        with quiet(*self.boxes.values()):
            for one in new:
                self.boxes[one.heading].set_key(one.field)
        if self._full:
            for one in new:
                self._hows[one.heading].set_text(one.how)

    def _make(self, columns: Sequence[Matched], options: Sequence[tuple[str, str]]) -> None:
        while self._grid.count():
            old = self._grid.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.boxes, self._hows = {}, {}
        offered = (NOT_IMPORTED, *options)
        first = 0
        if self._full:
            for place, words in enumerate(("Column in the file", "Some of its values", "", "Goes into", "")):
                self._grid.addWidget(DataLabel(words, "head"), 0, place)
            first = 1
        for number, one in enumerate(columns, first):
            self._add(number, one, offered)
        self._grid.setRowStretch(len(columns) + first, 1)

    def _add(self, number: int, one: Matched, options: Sequence[tuple[str, str]]) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        name = DataLabel(one.heading, "strong" if self._full else "label", wrap=True)
        box = ChoiceBox(options, name=f"Column {one.heading} goes into")
        box.sunk_key = NOT_IMPORTED[0]
        box.changed.connect(self._on_changed)
        name.setBuddy(box)
        self.boxes[one.heading] = box
        place = 0
        self._grid.addWidget(name, number, place)
        if self._full:
            place += 1
            self._grid.addWidget(DataLabel(one.samples, "small", cut=True), number, place)
        self._grid.addWidget(Icon("ph.arrow-right", "ink3", 14), number, place + 1, middle)
        self._grid.addWidget(box, number, place + 2)
        if self._full:
            self._hows[one.heading] = DataLabel(one.how, "small", cut=True)
            self._grid.addWidget(self._hows[one.heading], number, place + 3)

    def _on_changed(self, field: str) -> None:
        box = self.sender()
        heading = next((name for name, each in self.boxes.items() if each is box), None)
        if heading is not None:
            self.changed.emit(heading, field)


class ColumnsCard(Card):
    """The panel beside the rows; `whole_asked` for the step that shows it with values."""

    whole_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        link = Link("Change")
        super().__init__("Columns", aside=link, parent=parent)
        self.panel = ColumnsPanel()
        self.add(Scroller(self.panel), 1)
        link.clicked.connect(self.whole_asked)

    def show_columns(self, columns: Sequence[Matched], options: Sequence[tuple[str, str]], note: str) -> None:
        """Shows what the columns were taken for."""
        self.set_note(note)
        self.panel.show_columns(columns, options)
