"""Rows of which one is chosen: what it is, a few facts, and whether it can be used and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
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

from ui.common.widgets.chip import paint_chip
from ui.common.widgets.choices import paint_round
from ui.common.widgets.codes import paint_code
from ui.common.widgets.scroller import keep_in_sight
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.names import Whole, name_lines, paint_lines
from ui.theme.paint import NONE, box, ring, rule

Index = QModelIndex | QPersistentModelIndex
LEFT, PLAIN_LEFT = 44, 16    # where the words begin: after the round, or without one
LEAST = 220                 # pixels the words keep beside the facts
ROW, TITLE_LINE, SMALL_LINE = 56, 20, 18
AMPLE = 240                 # pixels of words beyond which the facts may have their most width
EASE = 400                  # pixels of words beyond which the room goes to the standing and its reason


@dataclass(frozen=True)
class Facts:
    """A column of short facts: its title, its width in pixels, whether it shows a register code, and its most width."""

    title: str
    width: int
    code: bool = False
    most: int = 0


@dataclass(frozen=True)
class Option:
    """One row. `usable` False: it can be read but not chosen; `icon` is what stands in place of the round.

    `folded` says in words what the facts say, for where their columns find no room; `spoken` is the title in full.
    """

    key: str
    title: str
    detail: str = ""
    facts: tuple[str, ...] = ()
    chip: str = ""
    status: str = "done"
    reason: str = ""
    usable: bool = True
    icon: str = "ph.lock-simple"
    chip_icon: str = ""
    folded: str = ""
    spoken: str = ""

    def shape(self) -> str | None:
        """The icon on the chip, where it is not that of its status."""
        return ("ph.warning-fill" if self.status == "today" else None) if self.usable else self.chip_icon or self.icon

    def sentence(self) -> str:
        """All of it, for a screen reader."""
        parts = (self.spoken or self.title, self.detail, *self.facts, self.chip, self.reason)
        said = ". ".join(part for part in parts if part)
        return said if self.usable else f"{said}. Cannot be chosen"


class OptionModel(QAbstractListModel):
    """The rows; `OptionRole` answers a row itself, `ChosenRole` whether it is the chosen one."""

    OptionRole = Qt.ItemDataRole.UserRole + 1
    ChosenRole = Qt.ItemDataRole.UserRole + 2

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self.options: tuple[Option, ...] = ()
        self.chosen = ""

    def set_options(self, options: Sequence[Option], chosen: str) -> None:
        """Shows these rows."""
        self.beginResetModel()
        self.options, self.chosen = tuple(options), chosen
        self.endResetModel()

    def choose(self, key: str) -> None:
        """Another row is the chosen one."""
        self.chosen = key
        if self.options:
            self.dataChanged.emit(self.index(0), self.index(len(self.options) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.options)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        option = self.options[index.row()]
        if role == self.OptionRole:
            return option
        if role == self.ChosenRole:
            return option.key == self.chosen
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"Chosen. {option.sentence()}" if option.key == self.chosen else option.sentence()
        if role == Qt.ItemDataRole.DisplayRole:
            return option.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return option.reason
        return None


class OptionDelegate(QStyledItemDelegate):
    """Draws a row, `row` px high or as its words need; where these keep less than `narrowest`, the facts join them."""

    def __init__(
        self, columns: Sequence[Facts], last: int, view: QWidget, rounds: bool, row: int = ROW, narrowest: int = LEAST
    ) -> None:
        super().__init__(view)
        self.rounds = rounds
        self._row, self._narrowest = row, narrowest
        self.columns = tuple(columns)
        self.last = last
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, self.height(index.data(OptionModel.OptionRole), self._view.viewport().width()))

    def height(self, row: Option, width: int) -> int:
        """How tall a row is in a list of that width: nothing of its words is cut."""
        title, facts, standing = self.places(QRect(0, 0, width, theme().px(self._row)))
        first, second, reason = (
            len(one.lines) - 1 for one in self._lines(row, title.width(), standing.width(), bool(facts))
        )
        stated = max((len(one.lines) - 2 for one in self._fact_lines(row, facts)), default=0)
        return theme().px(
            self._row + max(first * TITLE_LINE + second * SMALL_LINE, reason * SMALL_LINE, stated * SMALL_LINE)
        )

    def _lines(self, row: Option, title: int, standing: int, beside: bool) -> tuple[Whole, Whole, Whole]:
        """Title, detail and reason, whole, in these widths; the detail tells the facts that do not stand beside it."""
        now = theme()
        meta = now.font("meta")
        detail = row.detail if beside else ", ".join(part for part in (row.detail, row.folded) if part)
        return (name_lines(row.title, title, now.font("strong")), name_lines(detail, title, meta),
                name_lines(row.reason, standing, meta if row.chip else now.font("small")))  # fmt: skip

    def _fact_lines(self, row: Option, places: Sequence[QRect]) -> list[Whole]:
        """The facts, whole, in their columns."""
        font = theme().font("label")
        return [name_lines(text, place.width(), font) for text, place in zip(row.facts, places, strict=False)]

    def places(self, area: QRect) -> tuple[QRect, list[QRect], QRect]:
        """Where the words, the facts and the standing stand in a row."""
        now = theme()
        begin = now.px(LEFT if self.rounds else PLAIN_LEFT)
        beside = begin + now.px(EASE) + sum(now.px(one.width) for one in self.columns)
        last = max(min(now.px(self.last), area.width() * 45 // 100), area.width() - beside)
        standing = QRect(area.right() - last, area.top(), last - now.px(10), area.height())
        facts: list[QRect] = []
        right = standing.left()
        room = area.width() - last - begin
        left_over = room - sum(now.px(one.width) for one in self.columns)
        if left_over >= now.px(self._narrowest):
            spare = max(0, left_over - now.px(AMPLE))
            for one in reversed(self.columns):
                width = min(now.px(one.width) + spare, max(now.px(one.width), now.px(one.most)))
                spare -= width - now.px(one.width)
                right -= width
                facts.insert(0, QRect(right, area.top(), width - now.px(8), area.height()))
        left = area.left() + begin
        return QRect(left, area.top(), right - left - now.px(8), area.height()), facts, standing

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Option = index.data(OptionModel.OptionRole)
        chosen = bool(index.data(OptionModel.ChosenRole))
        now = theme()
        area = QRect(option.rect)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        shown = chosen or (current and not self.rounds)
        ground = "select" if shown else "surface" if row.usable else "canvas"
        painter.save()
        painter.fillRect(area, now.colour("hover" if over and ground == "surface" else ground))
        rule(painter, area.left(), area.bottom(), area.width(), 1, now.colour("hair"))
        if shown:
            painter.fillRect(QRect(area.left(), area.top(), now.px(3), area.height()), now.colour("select-edge"))
        title, facts, standing = self.places(area)
        level = QRect(area.left(), area.top(), area.width(), now.px(self._row))    # taller rows begin like the others
        if self.rounds:
            self._paint_round(painter, level, row, chosen)
        ink = now.colour("ink" if row.usable else "ink2")
        first, second, reason = self._lines(row, title.width(), standing.width(), bool(facts))
        below = len(second.lines) if second.lines[0] else 0
        tall = len(first.lines) * now.px(TITLE_LINE) + below * now.px(SMALL_LINE)
        upper = title.adjusted(0, max(now.px(5), (level.height() - tall) // 2), 0, 0)
        paint_lines(painter, upper, first, ink, now.px(TITLE_LINE))
        lower = upper.adjusted(0, len(first.lines) * now.px(TITLE_LINE), 0, 0)
        paint_lines(painter, lower, second, now.colour("ink2"), now.px(SMALL_LINE))
        stated = self._fact_lines(row, facts)
        for place, shown_fact, text, column in zip(facts, stated, row.facts, self.columns, strict=False):
            if column.code:
                spot = QRect(place.left() + now.px(12), level.center().y() - now.px(11), now.px(34), now.px(22))
                paint_code(painter, spot, text)
            else:
                free = max(now.px(5), (level.height() - len(shown_fact.lines) * now.px(SMALL_LINE)) // 2)
                paint_lines(painter, place.adjusted(0, free, 0, 0), shown_fact, ink, now.px(SMALL_LINE))
        self._paint_standing(painter, standing, row, reason, chosen)
        if current and self._view.hasFocus():
            ring(painter, area.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_round(self, painter: QPainter, area: QRect, row: Option, chosen: bool) -> None:
        now = theme()
        size = now.px(18)
        place = QRect(area.left() + now.px(15), area.center().y() - size // 2, size, size)
        if row.usable:
            paint_round(painter, place, chosen)
        else:
            paint_icon(painter, row.icon, place.adjusted(1, 1, -1, -1), now.colour("ink2"))

    def _paint_standing(self, painter: QPainter, place: QRect, row: Option, reason: Whole, chosen: bool) -> None:
        now = theme()
        half = now.px(28)
        if row.chip:
            upper = QRect(place.left(), place.top() + now.px(5), place.width(), half - now.px(3))
            width = paint_chip(painter, upper, row.chip, row.status, row.shape())
            if chosen:
                height = now.length("chip")
                edge = QRect(upper.left(), upper.top() + (upper.height() - height) // 2, width, height)
                box(painter, edge, NONE, now.colour(f"{row.status}/line"), now.length("radius-control"), 1)
            lower = place.adjusted(0, half + now.px(1), 0, 0)
        else:
            free = now.px(self._row) - len(reason.lines) * now.px(SMALL_LINE)
            lower = place.adjusted(0, max(now.px(8), free // 2), 0, 0)
        paint_lines(painter, lower, reason, now.colour("ink2"), now.px(SMALL_LINE))


class OptionList(QListView):
    """Moving chooses, as in a group of rounds; rows that cannot be used can be read. `chosen(key)`, `read(key)`.
    `fitted(height)`: all of its rows are so high.

    Without `rounds` it is a list to open a row of: moving chooses nothing. It is as tall as its rows, so that the page
    scrolls and the list does not; with `least` it may be so many rows low, and then scrolls by itself. `row` and
    `narrowest` are those of its `OptionDelegate`.
    """

    chosen = Signal(str)
    read = Signal(str)
    taken = Signal(str)
    fitted = Signal(int)

    def __init__(
        self, columns: Sequence[Facts], last: int, name: str, *, rounds: bool = True, least: int = 0, row: int = ROW,
        narrowest: int = LEAST,
    ) -> None:
        super().__init__()
        self._model = OptionModel(self)
        self._follow = rounds
        self._least = least
        self.delegate = OptionDelegate(columns, last, self, rounds, row, narrowest)
        self.setModel(self._model)
        self.setItemDelegate(self.delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        if not least:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.doubleClicked.connect(self._on_double)
        self.clicked.connect(self._on_clicked)

    def set_options(self, options: Sequence[Option], chosen: str) -> None:
        """Shows these rows without telling; the ring stays on the row it was on."""
        before = self.current_key()
        self.blockSignals(True)
        self._model.set_options(options, chosen)
        keys = [one.key for one in options]
        wanted = before if before in keys else chosen if chosen in keys else keys[0] if keys else ""
        if wanted in keys:
            self.setCurrentIndex(self._model.index(keys.index(wanted)))
        self.blockSignals(False)
        self._fit()

    def _fit(self) -> None:
        rows = [self.delegate.height(one, self.viewport().width()) for one in self._model.options]
        most = sum(rows) or theme().px(ROW)
        self.setMinimumHeight(sum(rows[: self._least]) if self._least else most)
        self.setMaximumHeight(most)
        self.scheduleDelayedItemsLayout()
        self.fitted.emit(most)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def current_key(self) -> str:
        """The key of the row with the ring."""
        index = self.currentIndex()
        return self._model.options[index.row()].key if index.isValid() else ""

    def chosen_key(self) -> str:
        """The key of the chosen row."""
        return self._model.chosen

    def options(self) -> tuple[Option, ...]:
        """Every row."""
        return self._model.options

    def option(self, key: str) -> Option | None:
        """The row of a key."""
        return next((one for one in self._model.options if one.key == key), None)

    def take(self, key: str) -> None:
        """Chooses a row, if it can be used, and tells."""
        one = self.option(key)
        if one is None:
            return
        if one.usable and key != self._model.chosen:
            self._model.choose(key)
            self.chosen.emit(key)
        self.read.emit(key)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self.hasFocus():
            keep_in_sight(self.viewport(), self.visualRect(current))
        if current.isValid() and not self.signalsBlocked() and previous.isValid() and self._follow:
            self.take(self._model.options[current.row()].key)

    def keyPressEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        if event.key() == Qt.Key.Key_Space:
            self.take(self.current_key())
            return
        steps = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in steps and plain:
            row = self.currentIndex().row() + steps[event.key()]    # by rows: Qt goes by heights, which may be stale
            if 0 <= row < len(self._model.options):
                self.setCurrentIndex(self._model.index(row))
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands, not a search."""

    def focusInEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.options:
            self.setCurrentIndex(self._model.index(0))  # Qt does so only the first time
        self.viewport().update()

    def _on_clicked(self, index: QModelIndex) -> None:
        self.take(self._model.options[index.row()].key)

    def _on_double(self, index: QModelIndex) -> None:
        one = self._model.options[index.row()]
        if one.usable:
            self.taken.emit(one.key)

    def wheelEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        bar = self.verticalScrollBar()
        if bar.maximum() > bar.minimum():
            super().wheelEvent(event)
        else:
            event.ignore()
