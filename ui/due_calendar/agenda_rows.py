"""Drawing the rows of the agenda, and of an opened day."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from apdesk.services.calendar_items import Item
from ui.common.dates import days_late, short_day, weekday_day
from ui.common.widgets.chip import paint_tile
from ui.due_calendar.agenda_model import AgendaModel, AgendaRow, EntryList, Index
from ui.due_calendar.words import time_words
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import NONE, box, fitting, margin_rule, ring, rule, words

ROW, ABOVE, UNDER, TWO_LINES, MARGIN = 33, 8, 14, 46, 132
WHO_FROM, ABOUT_FROM = 640, 480     # design pixels of the row from which a column has a place


class AgendaDelegate(QStyledItemDelegate):
    """Rows of 33 px with the date once a day; the rows of an opened day have two lines."""

    def __init__(self, view: EntryList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        now = theme()
        row = self._view.row_of(index)
        if self._view.narrow:
            return QSize(60, now.px(TWO_LINES))
        if row is None or not row.first:
            return QSize(60, now.px(ROW))
        return QSize(60, now.px(ROW + ABOVE + (UNDER if row.under and row.of == 1 else 0)))

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
        margin = now.px(MARGIN)
        today = row.day.day == self._view.rows.today
        left = QRect(area.left(), area.top(), margin, area.height())
        painter.fillRect(left, now.colour("select" if today else "surface"))
        top = area.top() + (now.px(ABOVE) if row.first else 0)
        inside = QRect(area.left() + margin + now.px(7), top, area.width() - margin - now.px(9), now.px(ROW))
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
            font = fitting(said, width, now.font("strong"), now.font("condensed-line"))
            words(painter, QRect(left, top, width, now.px(ROW)), said, font, now.colour("ink"))
        second = row.place == 1 or (row.first and row.of == 1)
        if row.under and second:
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
        tile = QRect(area.left() + now.px(8), area.top(), now.px(26), area.height())
        paint_tile(painter, tile, item.kind, 24)
        time = QRect(tile.right() + now.px(12), area.top(), now.px(58), area.height())
        said = time_words(item)
        font = fitting(said, time.width(), now.font("label" if item.time else "small"), now.font("condensed-medium"))
        words(painter, time, said, font, now.colour("ink" if item.time else "ink2"))
        end = area.right() - now.px(40)
        who = now.px(170) if area.width() >= now.px(WHO_FROM) else 0
        about = min(now.px(200), area.width() * 3 // 10) if area.width() >= now.px(ABOUT_FROM) else 0
        at_who = QRect(end - who, area.top(), who, area.height())
        at_about = QRect(end - who - about, area.top(), about - now.px(10), area.height())
        text = QRect(time.right() + now.px(12), area.top(), 0, area.height())
        text.setRight(at_about.left() - now.px(10) if about else end)
        title = item.title if about else f"{item.title}, {item.about}"
        _paint_title(painter, text, item, title)
        if about:
            _fitted(painter, at_about, item.about, "link", now.colour("link" if item.pupil else "ink2"))
        if who:
            _fitted(painter, at_who, item.who, "small", now.colour("ink2"))
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
        _paint_title(painter, first, item, item.title)
        second = QRect(left, first.bottom() + 1, width, now.px(17))
        who = f"{item.who}, {item.role}" if item.who and item.role else item.who
        line = "  ·  ".join(part for part in (item.about, who) if part)
        _fitted(painter, second, line, "small", now.colour("ink2"))
        self._paint_handle(painter, inside, item)


def _paint_title(painter: QPainter, area: QRect, item: Item, title: str) -> None:
    """The title, and in its own colour whether it is late or done, and until when there is time."""
    now = theme()
    late = item.state == "overdue"
    tail = days_late(item.late) if late else "done" if item.done else ""
    if item.latest and not item.done and not late:
        tail = f"latest {weekday_day(item.latest)}"
    room = area.width()
    extra = QFontMetrics(now.font("small")).horizontalAdvance(f", {tail}") if tail else 0
    font = fitting(title, room - extra, now.font("medium"), now.font("condensed-line"))
    ink: QColor = now.colour("ink2" if item.done else "ink")
    if item.done:
        size = now.px(14)
        paint_icon(painter, "ph.check-bold", QRect(area.left(), area.center().y() - size // 2, size, size),
                   now.colour("ink2"))
        area = area.adjusted(size + now.px(5), 0, 0, 0)
    used = words(painter, QRect(area.left(), area.top(), area.width() - extra, area.height()), title, font, ink)
    if tail:
        beside = area.adjusted(used, 0, 0, 0)
        ink = now.on_surface("overdue") if late else now.colour("ink2")
        words(painter, beside, f", {tail}", now.font("small"), ink)


def _fitted(painter: QPainter, area: QRect, text: str, kind: str, ink: QColor) -> None:
    now = theme()
    words(painter, area, text, fitting(text, area.width(), now.font(kind), now.font("condensed-medium")), ink)
