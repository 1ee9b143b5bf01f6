"""Draws the cells of a table, by the kind of their column."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.common.tables.columns import Column
from ui.common.tables.row_heights import paint_names, sign_in
from ui.common.tables.table_model import TableModel
from ui.common.widgets.chip import flag_width, paint_chip, paint_flags
from ui.common.widgets.choices import paint_tick_box
from ui.common.widgets.codes import paint_code
from ui.common.widgets.progress import paint_bar
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import box, fitting, rule, sentence, words

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """One delegate for every cell; the column says how it is drawn."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self.current_row = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme().px(60), theme().length("row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(TableModel.RowRole)
        column: Column | None = index.data(TableModel.ColumnRole)
        if row is None or column is None:
            return
        now = theme()
        painter.save()
        area = QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        over = index.row() == self.hovered_row
        ground = "select" if selected else "hover" if over else "surface"
        painter.fillRect(area, now.colour(ground))
        rule(painter, area.left(), area.bottom(), area.width(), 1, now.colour("hair"))
        if selected and index.column() == 0:
            painter.fillRect(QRect(area.left(), area.top(), now.px(3), area.height()), now.colour("select-edge"))
        inside = area.adjusted(now.px(12), 0, -now.px(12 if column.right else 6), 0)
        painter.setClipRect(area)
        draw = _names if column.whole and column.kind not in ("due", "said") else _PAINTERS.get(column.kind, _text)
        draw(painter, inside, column, row, ground, bool(index.data(TableModel.MarkedRole)))
        painter.restore()


def _ink(column: Column, row: Any, ground: str, role: str = "ink") -> QColor:
    status = column.status(row) if column.status else ""
    return theme().on_surface(status, ground) if status == "overdue" else theme().colour(role)


def _side(column: Column) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft


def _names(painter: QPainter, area: QRect, column: Column, row: Any, ground: str, marked: bool) -> None:  # noqa: ARG001
    paint_names(painter, area, column, row, (_ink(column, row, ground), _ink(column, row, ground, "ink2")))


def _text(painter: QPainter, area: QRect, column: Column, row: Any, ground: str, marked: bool) -> None:  # noqa: ARG001
    status = column.status(row) if column.status else ""
    font = "strong" if column.kind == "strong" or status == "today" else "small" if column.kind == "date" else "body"
    ink = theme().on_surface(status, ground) if status == "today" else _ink(column, row, ground)
    words(painter, area, column.text(row), theme().font(font), ink, _side(column))


def _two_lines(painter: QPainter, area: QRect, column: Column, row: Any, ground: str, marked: bool) -> None:  # noqa: ARG001
    now = theme()
    top = area.top() + (area.height() - now.px(37)) // 2
    first = QRect(area.left(), top, area.width(), now.px(20))
    below = QRect(area.left(), top + now.px(19), area.width(), now.px(17))
    text, second = column.text(row), column.second(row) if column.second else ""
    strong = column.kind == "strong-two-line"
    font = now.font("strong")
    if not strong:
        font = fitting(text, area.width(), now.font("label"), now.font("condensed-medium"))
    words(painter, first if second else area, text, font, _ink(column, row, ground), _side(column))
    if second:
        words(painter, below, second, now.font("meta"), _ink(column, row, ground, "ink2"), _side(column))


def _chip(painter: QPainter, area: QRect, column: Column, row: Any, ground: str, marked: bool) -> None:  # noqa: ARG001
    value = column.value(row) if column.value else None
    if value:
        paint_chip(painter, area, *value, edged=ground == "select")


def _flags(painter: QPainter, area: QRect, column: Column, row: Any, ground: str, marked: bool) -> None:  # noqa: ARG001
    paint_flags(painter, area, column.value(row) if column.value else ())


def _progress(painter: QPainter, area: QRect, column: Column, row: Any, ground: str, marked: bool) -> None:
    now = theme()
    value = column.value(row) if column.value else None
    if not value:
        _two_lines(painter, area, column, row, ground, marked)
        return
    done, total, role = value
    top = area.top() + (area.height() - now.px(32)) // 2
    words(painter, QRect(area.left(), top, area.width(), now.px(20)), column.text(row), now.font("label"),
          now.colour("ink"))
    width = min(area.width(), now.px(110))
    bar = QRectF(area.left(), top + now.px(24), width, now.px(5))
    paint_bar(painter, bar, done, total, role or "accent", edged=ground == "select")


def _due(painter: QPainter, area: QRect, column: Column, row: Any, ground: str, marked: bool) -> None:
    """A duty in a cell: its status as a shape, what it is, and when."""
    now = theme()
    status = column.status(row) if column.status else ""
    if not status:
        _two_lines(painter, area, column, row, ground, marked)
        return
    if column.whole:
        top = paint_names(painter, area, column, row, (_ink(column, row, ground), _ink(column, row, ground, "ink2")))
    else:
        top = area.top() + (area.height() - now.px(37)) // 2
        _two_lines(painter, area.adjusted(sign_in(column), 0, 0, 0), column, row, ground, marked)
    size = now.px(14)
    shape = now.status(status).icon
    icon = QRect(area.left(), top + now.px(3), size, size)
    paint_icon(painter, shape, icon, QColor(now.tokens.icon_on_surface(status, ground)))


def _code(painter: QPainter, area: QRect, column: Column, row: Any, ground: str, marked: bool) -> None:  # noqa: ARG001
    text = column.text(row)
    if text:
        paint_code(painter, area, text)


def _tick(painter: QPainter, area: QRect, column: Column, row: Any, ground: str, marked: bool) -> None:  # noqa: ARG001
    side = theme().px(20)
    place = QRect(area.left(), area.top() + (area.height() - side) // 2, side, side)
    paint_tick_box(painter, place, marked or bool(column.value(row) if column.value else False))


def _said(painter: QPainter, area: QRect, column: Column, row: Any, ground: str, marked: bool) -> None:  # noqa: ARG001
    """What was found: its kind as a shape, and a sentence in the colour of that kind."""
    now = theme()
    status = column.status(row) if column.status else ""
    icon = column.value(row) if column.value else ""
    if icon:
        size = now.px(16)
        place = QRect(area.left(), area.top() + (area.height() - size) // 2, size, size)
        paint_icon(painter, icon, place, QColor(now.tokens.icon_on_surface(status, ground) if status else
                                                now.colour("ink2")))
    ink = now.on_surface(status, ground) if status else now.colour("ink2")
    if column.whole:
        paint_names(painter, area, column, row, (ink, ink))
    else:
        sentence(painter, area.adjusted(sign_in(column), 0, 0, 0), column.text(row), now.font("label"), ink)


def _button(painter: QPainter, area: QRect, column: Column, row: Any, ground: str, marked: bool) -> None:  # noqa: ARG001
    text = column.text(row)
    if text:
        now = theme()
        high = now.length("small-button")
        place = QRect(area.left(), area.top() + (area.height() - high) // 2, area.width() - now.px(6), high)
        box(painter, place, now.colour("surface"), now.colour("ctl"), now.length("radius-control"), now.edge)
        words(painter, place, text, now.font("label"), now.colour("ink"), Qt.AlignmentFlag.AlignHCenter)


_PAINTERS = {
    "text": _text, "strong": _text, "date": _text, "two-line": _two_lines, "strong-two-line": _two_lines,
    "chip": _chip, "flags": _flags, "progress": _progress, "due": _due, "code": _code, "tick": _tick,
    "said": _said, "button": _button,
}  # fmt: skip


def is_cut(column: Column, row: Any, width: int) -> bool:
    """True where the words of a cell do not fit its width, so that a tooltip must give them."""
    if column.whole:
        return False
    now = theme()
    room = width - now.px(18)
    if column.kind == "flags":
        return sum(flag_width(each) + now.px(4) for each in (column.value(row) if column.value else ())) > room
    room -= sign_in(column)
    second = column.second(row) if column.second else ""
    strong = column.kind.startswith("strong")
    first = "strong" if strong else "condensed-medium" if second else "body"   # narrower letters before any word is cut
    wide = QFontMetrics(now.font(first)).horizontalAdvance(column.text(row))
    return max(wide, QFontMetrics(now.font("meta")).horizontalAdvance(second)) > room
