"""Drawing the rows of the agenda, and of an opened day."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from apdesk.services.calendar_items import Item
from ui.common.dates import short_day
from ui.common.widgets.chip import paint_tile
from ui.due_calendar.agenda_model import AgendaModel, AgendaRow, EntryList, Index
from ui.due_calendar.agenda_places import LINE, TICK, margin_of, narrow_of, places_of
from ui.due_calendar.words import tail_of, time_words, upper_first
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.names import Whole, paint_lines
from ui.theme.paint import NONE, box, fitting, margin_rule, ring, rule, words

ROW, ABOVE, UNDER, TWO_LINES = 33, 8, 14, 46


class AgendaDelegate(QStyledItemDelegate):
    """Rows of 33 px with the date once a day; the rows of an opened day have two lines. Long names have more."""

    def __init__(self, view: EntryList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        now = theme()
        row = self._view.row_of(index)
        high = now.px(TWO_LINES if self._view.narrow else ROW) + self._grown(row)
        if self._view.narrow or row is None or not row.first:
            return QSize(60, high)
        return QSize(60, high + now.px(ABOVE + (UNDER if row.under and row.of == 1 else 0)))

    def _grown(self, row: AgendaRow | None) -> int:
        """The pixels that the names in a row need beyond one line."""
        if row is None or row.item is None:
            return 0
        now, width = theme(), self._view.viewport().width()
        if self._view.narrow:
            return (len(narrow_of(row.item, width - now.px(88)).under.lines) - 1) * now.px(LINE)
        return places_of(QRect(0, 0, width - margin_of(width) - now.px(9), now.px(ROW)), row.item).grown

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: AgendaRow = index.data(AgendaModel.RowRole)
        now, area = theme(), QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, now.colour("surface"))
        if self._view.narrow:
            self._paint_narrow(painter, area, row, selected)
        else:
            self._paint_wide(painter, area, row, selected)
        painter.restore()

    # With dates.

    def _paint_wide(self, painter: QPainter, area: QRect, row: AgendaRow, selected: bool) -> None:
        now = theme()
        margin = margin_of(area.width())
        today = row.day.day == self._view.rows.today
        left = QRect(area.left(), area.top(), margin, area.height())
        painter.fillRect(left, now.colour("select" if today else "surface"))
        top = area.top() + (now.px(ABOVE) if row.first else 0)
        high = now.px(ROW) + self._grown(row)
        inside = QRect(area.left() + margin + now.px(7), top, area.width() - margin - now.px(9), high)
        if row.first:
            rule(painter, area.left(), area.top(), area.width(), 1, now.colour("line"))
        self._paint_date(painter, left, row, top)
        margin_rule(painter, area.left() + margin, area.top(), area.bottom() + 1)
        self._paint_ground(painter, inside, row, selected)
        if row.item is None:
            words(painter, inside.adjusted(now.px(14), 0, 0, 0), row.day.closed, now.font("body"), now.colour("ink2"))
        else:
            self._paint_item(painter, inside, row.item)

    def _paint_date(self, painter: QPainter, area: QRect, row: AgendaRow, top: int) -> None:
        now = theme()
        left, width = area.left() + now.px(15), area.width() - now.px(17)
        if row.first:
            said = short_day(row.day.day, self._view.rows.today)
            font = fitting(said, width, now.font("strong"), now.font("condensed-line"),
                           now.font("condensed-medium"))  # fmt: skip
            words(painter, QRect(left, top, width, now.px(ROW)), said, font, now.colour("ink"))
        alone = row.of == 1 or bool(self._grown(replace(row, item=row.day.items[0])))
        if row.under and row.place == (0 if alone else 1):
            under = top + now.px(ROW) - now.px(6) if row.first else top - now.px(2)
            colour = "link" if row.under == "Today" else "ink2"
            words(painter, QRect(left, under, width, now.px(16)), row.under, now.font("meta"), now.colour(colour))

    def _paint_ground(self, painter: QPainter, area: QRect, row: AgendaRow, selected: bool) -> None:
        now = theme()
        mover = self._view.mover
        if mover.look is not None and mover.look.to == row.day.day:
            name = "overdue/fill" if mover.look.refused else "tint"
            box(painter, area, now.colour(name), now.colour("overdue/line" if mover.look.refused else "accent"),
                now.length("radius-control"), 1)  # fmt: skip
        elif selected:
            box(painter, area, now.colour("select"), NONE, now.length("radius-control"), 0)
        if selected and self._view.hasFocus() and not mover.active:
            ring(painter, area)

    def _paint_item(self, painter: QPainter, area: QRect, item: Item) -> None:
        now = theme()
        places = places_of(area, item)
        paint_tile(painter, places.tile, item.kind, 24)
        said, time = time_words(item), places.time
        font = fitting(said, time.width(), now.font("label" if item.time else "small"), now.font("condensed-medium"))
        words(painter, time, said, font, now.colour("ink" if item.time else "ink2"))
        _paint_title(painter, places.title, item, places.said, tail_of(item), below=places.tail_below)
        _paint_middle(painter, places.about, places.named, now.colour("link" if item.pupil else "ink2"))
        _paint_middle(painter, places.who, places.by, now.colour("ink2"))
        self._paint_handle(painter, area, item)

    def _paint_handle(self, painter: QPainter, area: QRect, item: Item) -> None:
        now = theme()
        if not self._view.mover.may_begin(item):
            return
        locked = bool(item.lock)
        size = now.px(14 if locked else 18)
        place = QRect(area.right() - now.px(28), area.center().y() - size // 2, size, size)
        paint_icon(painter, "ph.lock-simple" if locked else "ph.dots-six-vertical-bold", place,
                   now.colour("ink3" if locked else "ink2"))

    # Of an opened day.

    def _paint_narrow(self, painter: QPainter, area: QRect, row: AgendaRow, selected: bool) -> None:
        now = theme()
        inside = area.adjusted(now.px(4), 1, -now.px(4), -1)
        self._paint_ground(painter, inside, AgendaRow(row.day, row.item, row.place, row.of, ""), selected)
        if row.item is None:
            words(painter, inside.adjusted(now.px(14), 0, 0, 0), row.day.closed, now.font("body"), now.colour("ink2"))
            return
        item = row.item
        paint_tile(painter, QRect(inside.left() + now.px(6), inside.top(), now.px(30), inside.height()), item.kind, 26)
        left, width = inside.left() + now.px(46), inside.width() - now.px(80)
        first = QRect(left, inside.top() + now.px(4), width, now.px(19))
        if item.time:
            used = words(painter, first, time_words(item), now.font("strong"), now.colour("ink"))
            first.setLeft(first.left() + used + now.px(7))
        narrow = narrow_of(item, width)
        font = fitting(item.title, first.width(), now.font("medium"), now.font("condensed-line"))
        _paint_title(painter, first, item, Whole(font, (item.title,)), narrow.tail)
        second = QRect(left, first.bottom() + 1, width, inside.bottom() - first.bottom())
        paint_lines(painter, second, narrow.under, now.colour("ink2"), now.px(LINE))
        self._paint_handle(painter, inside, item)


def _paint_title(
    painter: QPainter, area: QRect, item: Item, said: Whole, tail: str, *, below: bool = False
) -> None:
    """The lines of a title in the middle of its place, and in its own colour what follows it, or stands below it."""
    now = theme()
    ink = now.colour("ink2" if item.done else "ink")
    lines = len(said.lines) + below
    pitch = area.height() if lines == 1 else now.px(LINE)
    area = QRect(area.left(), area.top() + (area.height() - lines * pitch) // 2, area.width(), lines * pitch)
    if item.done:
        size = now.px(14)
        paint_icon(painter, "ph.check-bold", QRect(area.left(), area.top() + (pitch - size) // 2, size, size), ink)
        area.setLeft(area.left() + now.px(TICK))
    paint_lines(painter, area, said, ink, pitch)
    if tail:
        used = 0 if below else QFontMetrics(said.font).horizontalAdvance(said.lines[-1])
        place = QRect(area.left() + used, area.top() + (lines - 1) * pitch, area.width() - used, pitch)
        ink = now.on_surface("overdue") if item.state == "overdue" else now.colour("ink2")
        words(painter, place, upper_first(tail) if below else f", {tail}", now.font("small"), ink)


def _paint_middle(painter: QPainter, area: QRect, shown: Whole, ink: QColor) -> None:
    """The lines of a name in the middle of its place."""
    high = theme().px(LINE)
    top = area.top() + (area.height() - high * len(shown.lines)) // 2
    paint_lines(painter, QRect(area.left(), top, area.width(), area.height()), shown, ink, high)
