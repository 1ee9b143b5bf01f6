"""The days of a month as a table: seven columns, a row a week, each cell a sentence for a screen reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from apdesk.services.calendar_view import Day
from ui.common.dates import DAYS
from ui.due_calendar.cells import day_sentence

Index = QModelIndex | QPersistentModelIndex


class DayModel(QAbstractTableModel):
    """Seven columns, a row a week; `DayRole` answers the day itself."""

    DayRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.first = date.min
        self.days: Mapping[date, Day] = {}
        self.weeks: Sequence[str] = ()
        self.today = date.min
        self.month = 0          # 0: no day counts as outside
        self.entry = (date.min, -1)

    def set_days(self, days: Mapping[date, Day], first: date, weeks: Sequence[str], today: date, month: int) -> None:
        """Shows the weeks from `first`, a Monday."""
        self.beginResetModel()
        self.days, self.first, self.weeks, self.today, self.month = days, first, weeks, today, month
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.weeks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 7

    def day(self, index: Index) -> Day:
        """The day of a cell."""
        when = self.first + timedelta(days=7 * index.row() + index.column())
        return self.days.get(when, Day(when, (), "", False))

    def index_of(self, day: date) -> QModelIndex:
        """The cell of a day; invalid where it is not shown."""
        week, column = divmod((day - self.first).days, 7)
        return self.index(week, column) if 0 <= week < len(self.weeks) else QModelIndex()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == self.DayRole:
            return self.day(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            day = self.day(index)
            return day_sentence(day, self.today, self.entry[1] if day.day == self.entry[0] else -1)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(self.day(index).day.day)
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way == Qt.Orientation.Vertical:
            number = self.weeks[section] if section < len(self.weeks) else ""
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return f"Week {number}" if number else "No school week"
            return number if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return DAYS[section] if section < 5 else DAYS[section][:3]
        return DAYS[section] if role == Qt.ItemDataRole.AccessibleTextRole else None
