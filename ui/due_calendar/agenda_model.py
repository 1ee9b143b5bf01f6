"""The rows of the agenda, and the list that shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListView

from apdesk.services.calendar_items import Item
from apdesk.services.calendar_view import Day
from ui.common.dates import spoken_day
from ui.due_calendar.mover import Mover

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class AgendaRow:
    """An entry, or a day on which school is closed."""

    day: Day
    item: Item | None
    place: int          # among the rows of its day
    of: int             # rows of its day
    under: str          # "Today", "Tomorrow", "Week 11": under the date

    @property
    def first(self) -> bool:
        """True where the date stands beside it."""
        return self.place == 0


class AgendaModel(QAbstractListModel):
    """The rows; `RowRole` answers one itself."""

    RowRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self.rows: list[AgendaRow] = []
        self.today = date.min

    def set_days(self, days: Sequence[Day], weeks: dict[date, str], today: date) -> None:
        """Shows the days on which something stands, and the closed weekdays; `weeks` by their Mondays."""
        self.beginResetModel()
        self.today = today
        self.rows = []
        for day in days:
            items: list[Item | None] = list(day.items)
            if not items and day.closed and day.day.weekday() < 5:
                items = [None]
            under = _under(day.day, weeks, today)
            self.rows += [AgendaRow(day, item, place, len(items), under) for place, item in enumerate(items)]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == self.RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.item.title if row.item else row.day.closed
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _said(row)
        return None


def _said(row: AgendaRow) -> str:
    """Everything the row shows: the day with what stands under it, and when in the day."""
    any_time = "any time" if row.item and not row.item.time else ""
    parts = (spoken_day(row.day.day), row.under, any_time, row.item.said if row.item else row.day.closed)
    return ", ".join(part for part in parts if part)


def _under(day: date, weeks: dict[date, str], today: date) -> str:
    if day == today:
        return "Today"
    if day == today + timedelta(days=1):
        return "Tomorrow"
    number = weeks.get(day) if day.weekday() == 0 else None
    return f"Week {number}" if number else ""


class EntryList(QListView):
    """A list of entries; `narrow` where it shows one opened day, on two lines and without dates."""

    def __init__(self, mover: Mover, *, narrow: bool) -> None:
        super().__init__()
        self.mover, self.narrow = mover, narrow
        self.rows = AgendaModel(self)
        self.setModel(self.rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as high as the new width asks for at once: Qt alone would wait a tenth of a second."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def row_of(self, index: Index) -> AgendaRow | None:
        """The row of an index."""
        return self.rows.rows[index.row()] if index.isValid() and index.row() < len(self.rows.rows) else None
