"""Every duty of the plan in its groups: when, what, who, and the clause that asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
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

from apdesk.services.placement_summary import BEFORE_DESK, DONE, LATE, PlannedRow, SummaryGroup
from ui.common.dates import day_month, days_late, latest, short_day, spoken_day
from ui.common.widgets.scroller import bring_to_top, keep_in_sight
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.names import Whole, name_lines, paint_lines
from ui.theme.paint import ring, rule, words

Index = QModelIndex | QPersistentModelIndex
WHEN, WHO, POLICY = 188, 122, 92
ICON, LINE = 22, 19
_LOOKS = {DONE: ("ph.check-circle-fill", "done"), LATE: ("ph.warning-octagon-fill", "overdue")}


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
    state: str = ""

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
    """"Wed 11 Nov, latest Thu 12", "10 × from Fri 20 Nov", "done Fri 6 Nov", "Thu 5 Nov, 3 school days late"."""
    if not row.days:
        return f"After the {row.waits_for}" if row.waits_for else "No date yet"
    said = _days_words(row.days, today)
    if row.state == DONE:
        return f"done {said}"
    if row.state == BEFORE_DESK:
        return f"{said}, before AP Desk"
    if row.state == LATE:
        return f"{said}, {days_late(row.late or 0)}" if len(row.days) == 1 else f"{said}, late"
    return f"{said}, {latest(row.latest, today)}" if row.latest and row.latest > row.days[0] else said


def _days_words(days: Sequence[date], today: date) -> str:
    if len(days) == 1:
        return short_day(days[0], today)
    if len(days) <= 3:
        return f"{', '.join(day_month(day) for day in days[:-1])} and {day_month(days[-1])}"
    return f"{len(days)} × from {short_day(days[0], today)}"


def _line(row: PlannedRow, today: date) -> SummaryLine:
    when = when_words(row, today)
    days = ", ".join(spoken_day(day) for day in row.days) or when
    how = {DONE: "Done", LATE: f"Overdue, {days_late(row.late or 0)}", BEFORE_DESK: "Before AP Desk"}.get(row.state, "")
    last = f", latest {spoken_day(row.latest)}" if row.latest else ""
    said = f"{f'{how}. ' if how else ''}{row.title}. {days}{last}. {row.who}. {row.policy}"
    return SummaryLine(row.title, "", when, row.who, row.clause, row.why, said, row.state)


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
    """Rows of 27 px on the ground of a table, higher where the words need a second line: none of them is cut."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, self.height(index.data(SummaryModel.LineRole), option.rect.width()))

    def height(self, line: SummaryLine, width: int) -> int:
        """How tall a row is in a list of that width."""
        least = theme().length("compact-row")
        lines = 1 if line.is_head else max(len(each.lines) for each in _texts(line, places(QRect(0, 0, width, least))))
        return least + (lines - 1) * theme().px(LINE)

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
            _paint_duty(painter, area, line)
        if selected and self._view.hasFocus():
            ring(painter, area)
        painter.restore()


def _paint_duty(painter: QPainter, area: QRect, line: SummaryLine) -> None:
    now = theme()
    shape, tone = _LOOKS.get(line.state, ("", ""))
    top = (now.length("compact-row") - now.px(LINE)) // 2
    if shape:
        spot = QRect(area.left() + now.px(10), area.top() + top + now.px(1), now.px(16), now.px(16))
        paint_icon(painter, shape, spot, now.colour(f"{tone}/icon"))
    when = f"{tone}/surface" if tone else "ink2"
    inks = (when, "ink2" if line.state == DONE else "ink", "ink2", "ink2")
    room = places(area)
    for place, text, ink in zip(room, _texts(line, room), inks, strict=True):
        paint_lines(painter, place.adjusted(0, top, 0, 0), text, now.colour(ink), now.px(LINE))


def _texts(line: SummaryLine, room: Sequence[QRect]) -> list[Whole]:
    """When, what, who and policy, whole in their places; nothing where a column has no room."""
    now = theme()
    fonts = ("small", "label", "small", "meta")
    texts = (line.when, line.title, line.who, line.policy)
    return [
        name_lines(text, place.width(), now.font(font)) if place.width() > 0 else Whole(now.font(font), ())
        for place, text, font in zip(room, texts, fonts, strict=True)
    ]


def places(area: QRect) -> tuple[QRect, QRect, QRect, QRect]:
    """Where when, what, who and policy stand in a row."""
    now = theme()
    gap = now.px(10)
    left = area.left() + gap + now.px(ICON)
    when = QRect(left, area.top(), now.px(WHEN - ICON) - gap, area.height())
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
        self._delegate = SummaryDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Duties this placement will create")

    def set_groups(self, groups: Sequence[SummaryGroup], today: date) -> None:
        """Shows these groups."""
        self._model.set_lines(lines_of(groups, today))
        self._fit()

    def _fit(self) -> None:
        width = self.viewport().width()
        rows = [self._delegate.height(line, width) for line in self._model.lines]
        self.setFixedHeight(sum(rows) or theme().length("compact-row"))
        self.scheduleDelayedItemsLayout()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self.hasFocus():
            keep_in_sight(self.viewport(), self.visualRect(current))

    def go_to_group(self, number: int) -> None:
        """The heading of a group comes to the top, and its first duty has the ring."""
        heads = [row for row, line in enumerate(self._model.lines) if line.is_head]
        head = heads[number]
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(self._model.index(head + 1))
        bring_to_top(self.viewport(), self.visualRect(self._model.index(head)).top())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

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
