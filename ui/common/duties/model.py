"""The duties as rows of a list: headings, lines, members of an opened line, and "Show all"."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ui.common.duties.lines import DutyGroup, DutyLine, Member

AT_FIRST = 50
"""A group shows this many lines until somebody asks for all."""
Index = QModelIndex | QPersistentModelIndex


class Kind(IntEnum):
    """What a row of the list is."""

    HEAD = 0
    LINE = 1
    MEMBER = 2
    MORE = 3


@dataclass(frozen=True)
class Row:
    """One row of the list."""

    kind: Kind
    group: DutyGroup
    line: DutyLine | None = None
    member: Member | None = None

    @property
    def key(self) -> str:
        """What stays the same when the list is filled again."""
        parts = (self.group.key, self.line.id if self.line else "", self.member.id if self.member else "")
        return f"{int(self.kind)}/" + "/".join(parts)


class DutyModel(QAbstractListModel):
    """Holds the groups and shows them as rows. `RowRole` answers the row itself."""

    RowRole = Qt.ItemDataRole.UserRole + 1
    MarkedRole = Qt.ItemDataRole.UserRole + 2
    OpenRole = Qt.ItemDataRole.UserRole + 3

    def __init__(self) -> None:
        super().__init__()
        self._groups: tuple[DutyGroup, ...] = ()
        self._rows: list[Row] = []
        self._whole: set[str] = set()
        self._open: set[str] = set()
        self.marked: set[str] = set()

    def set_groups(self, groups: Sequence[DutyGroup]) -> None:
        """Shows these groups; empty ones have no heading."""
        self.beginResetModel()
        self._groups = tuple(group for group in groups if group.lines)
        ids = {line.id for group in self._groups for line in group.lines}
        self.marked &= ids
        self._rows = self._made()
        self.endResetModel()

    def _made(self, open_now: Set[str] | None = None) -> list[Row]:
        opened = self._open if open_now is None else open_now
        rows: list[Row] = []
        for group in self._groups:
            if group.title:
                rows.append(Row(Kind.HEAD, group))
            whole = group.key in self._whole or len(group.lines) <= AT_FIRST
            for line in group.lines if whole else group.lines[:AT_FIRST]:
                rows.append(Row(Kind.LINE, group, line))
                if line.id in opened:
                    rows.extend(Row(Kind.MEMBER, group, line, member) for member in line.members)
            if not whole:
                rows.append(Row(Kind.MORE, group))
        return rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def row(self, index: Index) -> Row | None:
        """The row at an index."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def rows(self) -> Sequence[Row]:
        """All rows as they stand."""
        return self._rows

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index)
        if row is None or row.kind == Kind.HEAD:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        if role == self.RowRole:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return self._said(row)
        if role == self.MarkedRole:
            return row.line is not None and row.line.id in self.marked
        if role == self.OpenRole:
            return row.line is not None and row.line.id in self._open
        return None

    def _said(self, row: Row) -> str:
        if row.kind == Kind.HEAD:
            link = f". Button: {row.group.link}" if row.group.link else ""
            return f"{row.group.title}, {row.group.counted:,}{link}"
        if row.kind == Kind.MORE:
            return f"Show all {len(row.group.lines):,} of {row.group.title}"
        if row.member is not None:
            ticks = ", ".join(f"{label} {'ticked' if on else 'not ticked'}" for _, label, on in row.member.ticks)
            return ", ".join(part for part in (row.member.name, row.member.detail, ticks) if part)
        assert row.line is not None
        said = row.line.sentence()
        if row.line.members:
            said += f". {len(row.line.members)} in one, Space {'closes' if row.line.id in self._open else 'opens'}"
        return f"Marked. {said}" if row.line.id in self.marked else said

    def toggle_open(self, index: Index) -> None:
        """Opens or closes a line that holds several."""
        row = self.row(index)
        if row is None or row.line is None or not row.line.members:
            return
        here = index.row()
        count = len(row.line.members)
        if row.line.id in self._open:
            self.beginRemoveRows(QModelIndex(), here + 1, here + count)
            self._rows = self._made(self._open - {row.line.id})
            self.endRemoveRows()
            self._open.discard(row.line.id)
        else:
            self.beginInsertRows(QModelIndex(), here + 1, here + count)
            self._rows = self._made(self._open | {row.line.id})
            self.endInsertRows()
            self._open.add(row.line.id)
        self.dataChanged.emit(index, index)

    def show_whole(self, index: Index) -> None:
        """Shows every line of a group that was cut."""
        row = self.row(index)
        if row is not None:
            self._whole.add(row.group.key)
            self.beginResetModel()
            self._rows = self._made()
            self.endResetModel()

    def toggle_marked(self, index: Index) -> None:
        """Marks a line, or takes the mark away."""
        row = self.row(index)
        if row is not None and row.kind == Kind.LINE and row.line is not None:
            self.marked.symmetric_difference_update({row.line.id})
            self.dataChanged.emit(index, index)

    def clear_marks(self) -> None:
        """Nothing is marked afterwards."""
        self.marked.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def find_line(self, group: str, line_id: str) -> QModelIndex:
        """The index of a line in one group."""
        for number, row in enumerate(self._rows):
            if row.kind == Kind.LINE and row.group.key == group and row.line is not None and row.line.id == line_id:
                return self.index(number)
        return QModelIndex()

    def find(self, key: str) -> QModelIndex:
        """The index of the row with that key, or of the line with that id."""
        for number, row in enumerate(self._rows):
            if row.key == key or (row.kind == Kind.LINE and row.line is not None and row.line.id == key):
                return self.index(number)
        return QModelIndex()
