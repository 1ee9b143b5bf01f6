"""Drawing a day: its number, why it is closed, and as many items as fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from apdesk.services.calendar_view import Day, Item
from ui.common.dates import DAYS, day_month
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import NONE, box, hatch, rule, words

HEAD, ROW, GAP = 26, 19, 2


@dataclass(frozen=True)
class Look:
    """What a day is drawn with besides its items."""

    today: bool
    outside: bool       # not of the month shown
    chosen: bool
    focused: bool


def fitting(height: int, count: int) -> int:
    """How many items are drawn in a day of that height; where not all fit, one line is left for "4 more"."""
    now = theme()
    room = (height - now.px(HEAD + 4)) // now.px(ROW + GAP)
    return count if count <= room else max(0, room - 1)


def item_places(area: QRect, count: int) -> list[QRect]:
    """Where the drawn items stand in a day."""
    now = theme()
    left, width = area.left() + now.px(3), area.width() - now.px(7)
    return [
        QRect(left, area.top() + now.px(HEAD) + number * now.px(ROW + GAP), width, now.px(ROW))
        for number in range(fitting(area.height(), count))
    ]


def more_place(area: QRect, count: int) -> QRect | None:
    """Where "4 more" stands; None where all items fit."""
    shown = fitting(area.height(), count)
    if shown == count:
        return None
    now = theme()
    top = area.top() + now.px(HEAD) + shown * now.px(ROW + GAP)
    return QRect(area.left() + now.px(3), top, area.width() - now.px(7), now.px(ROW))


def paint_day(painter: QPainter, area: QRect, day: Day, look: Look) -> None:
    """One cell of the month or the week."""
    now = theme()
    weekend = day.day.weekday() >= 5
    ground = "select" if look.today else "canvas" if weekend or day.closed else "surface"
    painter.fillRect(area, now.colour(ground))
    if day.closed and not weekend:
        hatch(painter, QRectF(area), now.colour("hatch"))
    rule(painter, area.left(), area.bottom(), area.width(), 1, now.colour("line"))
    rule(painter, area.right(), area.top(), 1, area.height(), now.colour("hair"))
    if look.today and now.tints_have_edges:
        box(painter, area, NONE, now.colour("accent"), 0, now.edge)
    _paint_head(painter, area, day, look)
    for place, item in zip(item_places(area, len(day.items)), day.items, strict=False):
        paint_item(painter, place, item)
    rest = more_place(area, len(day.items))
    if rest is not None:
        left = len(day.items) - fitting(area.height(), len(day.items))
        words(painter, rest.adjusted(now.px(6), 0, 0, 0), f"{left} more", now.font("condensed-medium"),
              now.colour("link"))
    if look.chosen:
        edge = now.colour("focus") if look.focused else now.colour("ctl")
        box(painter, area.adjusted(1, 1, -2, -2), NONE, edge, now.length("radius-control"), now.px(2))


def _paint_head(painter: QPainter, area: QRect, day: Day, look: Look) -> None:
    now = theme()
    number = day_month(day.day) if day.day.day == 1 else str(day.day.day)
    font = now.font("label")
    width = QFontMetrics(font).horizontalAdvance(number)
    place = QRect(area.left() + now.px(6), area.top() + now.px(4), width + now.px(10), now.px(20))
    ink = now.colour("ink3" if look.outside or day.day.weekday() >= 5 else "ink")
    if look.today:
        box(painter, place, now.colour("accent"), NONE, now.length("radius-control"), 0)
        ink = now.colour("on-accent")
    words(painter, place, number, font, ink, Qt.AlignmentFlag.AlignHCenter)
    said = "Today" if look.today else day.closed if day.closed and day.day.weekday() < 5 else ""
    if said:
        left = place.right() + now.px(8)
        beside = QRect(left, place.top(), area.right() - left, place.height())
        words(painter, beside, said, now.font("condensed-medium"),
              now.colour("link" if look.today else "ink2"))


def paint_item(painter: QPainter, place: QRect, item: Item) -> None:
    """One entry: an edge and icon of its kind; what is done loses its fill and gains a tick; late is red."""
    now = theme()
    late = item.state == "overdue"
    kind = now.colour(f"{item.kind}/kind")
    if not item.done:
        edge = kind if now.tints_have_edges else NONE
        box(painter, place, now.colour(f"{item.kind}/tile"), edge, now.px(2), 1)
    painter.fillRect(QRect(place.left(), place.top(), now.px(3), place.height()), kind)
    size = now.px(13)
    spot = QRect(place.left() + now.px(8), place.center().y() - size // 2, size, size)
    name = "ph.check-bold" if item.done else now.status("overdue").icon if late else now.kind(item.kind).icon
    ground = "select" if item.done else "surface"
    ink = now.colour("ink2") if item.done else now.on_surface("overdue", ground) if late else now.colour("ink")
    paint_icon(painter, name, spot, now.on_surface("overdue") if late and not item.done else
               now.colour("ink2") if item.done else kind)
    text = place.adjusted(now.px(26), 0, -now.px(3), 0)
    if item.time:
        used = words(painter, text, item.time, now.font("condensed-strong"), kind if not item.done else ink)
        text.setLeft(text.left() + used + now.px(5))
    words(painter, text, item.short, now.font("condensed" if item.done else "condensed-medium"), ink)


def day_sentence(day: Day, today: date) -> str:
    """The day and all that stands on it, for a screen reader."""
    head = f"{DAYS[day.day.weekday()]} {day_month(day.day)}"
    if day.day == today:
        head = f"Today, {head}"
    closed = f", {day.closed}" if day.closed else ""
    if not day.items:
        return f"{head}{closed}, nothing"
    many = "1 item" if len(day.items) == 1 else f"{len(day.items)} items"
    return f"{head}{closed}, {many}: " + "; ".join(item.said for item in day.items)
