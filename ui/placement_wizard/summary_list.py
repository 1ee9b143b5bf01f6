"""Every duty of the plan in its groups: when, what, who, and the clause that asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from apdesk.services.placement_summary import PlannedRow, SummaryGroup
from ui.common.dates import day_month, short_day, spoken_day, weekday_day
from ui.theme.current import theme
from ui.theme.paint import ring, rule, words

Index = QModelIndex | QPersistentModelIndex
WHEN, WHO, POLICY = 182, 138, 108


@dataclass(frozen=True)
class SummaryLine:
    """A heading with its number, or a duty."""

    title: str
    number: str = ""
    when: str = ""
    who: str = ""
    policy: str = ""
    why: str = ""
    said: str = ""

    @property
    def is_head(self) -> bool:
        """True for a heading."""
        return not self.when


def lines_of(groups: Sequence[SummaryGroup], today: date) -> list[SummaryLine]:
    """The groups as lines of the list."""
    lines = []
    for group in groups:
        lines.append(SummaryLine(group.title, f"{group.total:,}", said=f"{group.title}, {group.total} duties"))
        lines.extend(_line(row, today) for row in group.rows)
    return lines


def when_words(row: PlannedRow, today: date) -> str:
    """"Wed 11 Nov, latest Thu 12", "10 × from Fri 20 Nov", "10 Dec, 14 Jan and 4 Feb"."""
    days = row.days
    if not days:
        return f"After the {row.waits_for}" if row.waits_for else "No date yet"
    if len(days) == 1:
        latest = f", latest {weekday_day(row.latest)}" if row.latest and row.latest > days[0] else ""
        return short_day(days[0], today) + latest
    if len(days) <= 3:
        return f"{', '.join(day_month(day) for day in days[:-1])} and {day_month(days[-1])}"
    return f"{len(days)} × from {short_day(days[0], today)}"


def _line(row: PlannedRow, today: date) -> SummaryLine:
    when = when_words(row, today)
    days = ", ".join(spoken_day(day) for day in row.days) or when
    latest = f", latest {spoken_day(row.latest)}" if row.latest else ""
    said = f"{row.title}. {days}{latest}. {row.who}. {row.policy}"
    return SummaryLine(row.title, "", when, row.who, row.policy, row.why, said)


class SummaryModel(QAbstractListModel):
    """The lines; `LineRole` answers one itself."""

    LineRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self.lines: list[SummaryLine] = []

    def set_lines(self, lines: list[SummaryLine]) -> None:
        """Shows these lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.lines[index.row()].is_head:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == self.LineRole:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.said
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{line.title}. {line.why}" if line.why else line.title
        return None


class SummaryDelegate(QStyledItemDelegate):
    """Rows of 27 px on the ground of a table."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, theme().length("compact-row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: SummaryLine = index.data(SummaryModel.LineRole)
        now = theme()
        area = QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, now.colour("canvas" if line.is_head else "select" if selected else "surface"))
        rule(painter, area.left(), area.bottom(), area.width(), 1, now.colour("hair"))
        if line.is_head:
            inside = area.adjusted(now.px(10), 0, -now.px(10), 0)
            words(painter, inside, line.title, now.font("small-strong"), now.colour("ink"))
            words(painter, inside, line.number, now.font("meta"), now.colour("ink2"), Qt.AlignmentFlag.AlignRight)
        else:
            when, what, who, policy = places(area)
            words(painter, when, line.when, now.font("small"), now.colour("ink2"))
            words(painter, what, line.title, now.font("label"), now.colour("ink"))
            words(painter, who, line.who, now.font("small"), now.colour("ink2"))
            words(painter, policy, line.policy, now.font("meta"), now.colour("ink2"))
        if selected and self._view.hasFocus():
            ring(painter, area)
        painter.restore()


def places(area: QRect) -> tuple[QRect, QRect, QRect, QRect]:
    """Where when, what, who and policy stand in a row."""
    now = theme()
    gap = now.px(10)
    left = area.left() + gap
    when = QRect(left, area.top(), now.px(WHEN) - gap, area.height())
    narrow = area.width() < now.px(560)
    policy = 0 if narrow else now.px(POLICY)
    who = now.px(WHO)
    right = area.right() - gap
    at_policy = QRect(right - policy, area.top(), policy, area.height())
    at_who = QRect(at_policy.left() - who, area.top(), who - gap, area.height())
    what = QRect(when.right() + gap, area.top(), at_who.left() - when.right() - 2 * gap, area.height())
    return when, what, at_who, at_policy


class SummaryList(QListView):
    """The duties; as tall as they are, so that the page scrolls and the list does not."""

    def __init__(self) -> None:
        super().__init__()
        self._model = SummaryModel(self)
        self.setModel(self._model)
        self.setItemDelegate(SummaryDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Duties this placement will create")

    def set_groups(self, groups: Sequence[SummaryGroup], today: date) -> None:
        """Shows these groups."""
        lines = lines_of(groups, today)
        self._model.set_lines(lines)
        self.setFixedHeight(max(1, len(lines)) * theme().length("compact-row"))

    def line_at(self, row: int) -> SummaryLine:
        """One line of the list."""
        return self._model.lines[row]

    def wheelEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        event.ignore()

    def focusInEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        super().focusInEvent(event)
        self.viewport().update()


_TITLES = ("When", "What", "Who", "Policy")


class SummaryHead(QWidget):
    """The titles of the columns."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(f"Columns: {', '.join(_TITLES)}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(60, theme().length("compact-row"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        painter.fillRect(self.rect(), now.colour("sunk"))
        rule(painter, 0, self.height() - 1, self.width(), 1, now.colour("line"))
        for place, text in zip(places(self.rect()), _TITLES, strict=True):
            words(painter, place, text, now.font("head"), now.colour("ink2"))
