"""Which of the rows that were found has the ring, and buttons to the one before and the one after."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.common.tables.table_view import DataTable
from ui.common.widgets.button import Button
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme


class FoundLine(QWidget):
    """Stands below a table and follows it; the ring goes round from the last row to the first."""

    def __init__(self, table: DataTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._said = DataLabel("", "small")
        self.previous = Button("Previous", "plain", "ph.caret-up", small=True, name="Previous row found")
        self.next = Button("Next", "plain", "ph.caret-down", small=True, name="Next row found")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(8))
        line.addWidget(self._said, 1)
        line.addWidget(self.previous)
        line.addWidget(self.next)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        table.focused.connect(lambda _row: self._say())
        table.shown_changed.connect(lambda _count: self._say())

    def words(self) -> str:
        """"2 of 5 found, 231 rows in all"; "77 of 231 rows" where nothing is left out."""
        return self._said.whole_text()

    def step(self, by: int) -> None:
        """The ring goes to the row after (1) or before (-1)."""
        rows = self._table.shown_rows()
        if rows:
            number = (self._place() - 1 + by) % len(rows)
            self._table.focus_id(self._table.table.id_of(rows[number]))

    def _place(self) -> int:
        return self._table.currentIndex().row() + 1

    def _say(self) -> None:
        found, everything = self._table.shown.rowCount(), len(self._table.table.rows())
        place = max(1, self._place())
        some = f"{place:,} of {found:,} found, {everything:,} rows in all" if found else f"None of {everything:,} found"
        self._said.set_text(f"{place:,} of {everything:,} rows" if found and found == everything else some)
        for button in (self.previous, self.next):
            button.set_why("" if found > 1 else "There is no other row here.")
