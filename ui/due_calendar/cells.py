"""Drawing a day: its number, why it is closed, and as many entries as fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from apdesk.services.calendar_items import Item
from apdesk.services.calendar_view import Day
from ui.common.dates import DAYS, day_month
from ui.due_calendar.brief import brief
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import NONE, box, fitting, hatch, ring, rule, words

HEAD, ROW, GAP = 26, 19, 2
FREE, REFUSED = "free", "refused"
"""How a day is lit while something is moved over it."""


@dataclass(frozen=True)
class Look:
    """What a day is drawn with besides its items."""

    today: bool
    outside: bool           # not of the month shown
    chosen: bool = False
    focused: bool = False   # and the calendar has the keys
    entry: int = -1         # the entry with the ring, -1 for the day itself
    lit: str = ""           # free, refused: what is moved stands over it
    barred: bool = False    # what is moved may not go there
    ghost: str = ""         # id of the entry that is being moved
    shared: frozenset[str] = frozenset()    # initials that more than one pupil in view has


def fit_count(height: int, count: int) -> int:
    """How many items are drawn in a day of that height; where not all fit, one line is left for "4 more"."""
    now = theme()
    room = (height - now.px(HEAD + 2 - GAP)) // now.px(ROW + GAP)     # no gap is needed below the last
    return count if count <= room else max(0, room - 1)


def item_places(area: QRect, count: int) -> list[QRect]:
    """Where the drawn items stand in a day."""
    now = theme()
    left, width = area.left() + now.px(3), area.width() - now.px(8)
    return [
        QRect(left, area.top() + now.px(HEAD) + number * now.px(ROW + GAP), width, now.px(ROW))
        for number in range(fit_count(area.height(), count))
    ]


def more_place(area: QRect, count: int) -> QRect | None:
    """Where "4 more" stands; None where all items fit."""
    shown = fit_count(area.height(), count)
    if shown == count:
        return None
    now = theme()
    top = area.top() + now.px(HEAD) + shown * now.px(ROW + GAP)
    return QRect(area.left() + now.px(3), top, area.width() - now.px(8), now.px(ROW))


def paint_day(painter: QPainter, area: QRect, day: Day, look: Look) -> None:
    """One cell of the month."""
    now = theme()
    weekend = day.day.weekday() >= 5
    ground = "select" if look.today else "canvas" if weekend or day.closed or look.barred else "surface"
    painter.fillRect(area, now.colour(ground))
    paint_light(painter, area, look.lit)
    if day.closed and not weekend:
        hatch(painter, QRectF(area), now.colour("hatch"))
    rule(painter, area.left(), area.bottom(), area.width(), 1, now.colour("line"))
    rule(painter, area.right(), area.top(), 1, area.height(), now.colour("hair"))
    if look.today and now.tints_have_edges:
        box(painter, area, NONE, now.colour("accent"), 0, now.edge)
    _paint_head(painter, area, day, look)
    places = item_places(area, len(day.items))
    for place, item in zip(places, _ghost_first(day.items, len(places), look.ghost), strict=False):
        paint_item(painter, place, item, look.shared, ghost=item.id == look.ghost, ground=ground)
    rest = more_place(area, len(day.items))
    if rest is not None:
        left = len(day.items) - fit_count(area.height(), len(day.items))
        words(painter, rest.adjusted(now.px(6), 0, 0, 0), f"{left} more", now.font("condensed-medium"),
              now.colour("link"))
    if look.chosen:
        _paint_choice(painter, area, places, rest, look)


def _ghost_first(items: tuple[Item, ...], drawn: int, ghost: str) -> tuple[Item, ...]:
    """What is moved keeps a place where it is seen, were it one of "4 more"."""
    hidden = next((one for one in items[drawn:] if ghost and one.id == ghost), None)
    return items if hidden is None else (hidden, *items)


def paint_light(painter: QPainter, area: QRect, lit: str) -> None:
    """The day under what is moved lights up; one that refuses it has a red edge."""
    now = theme()
    if lit:
        fill = light_of(lit)
        edge = now.colour("accent" if lit == FREE else "overdue/line")
        box(painter, area.adjusted(1, 1, -2, -2), fill, edge, 0, now.px(2))


def light_of(lit: str) -> QColor:
    """The ground of such a day; none where the day's own words could not be read on it."""
    now = theme()
    fill = now.colour("tint" if lit == FREE else "overdue/fill")
    return fill if now.readable(now.colour("ink"), fill) else NONE


def _paint_choice(painter: QPainter, area: QRect, places: list[QRect], rest: QRect | None, look: Look) -> None:
    now = theme()
    if 0 <= look.entry < len(places):
        spot = places[look.entry]
    elif look.entry >= 0 and rest is not None:
        spot = rest
    else:
        spot = area.adjusted(1, 1, -2, -2)
    if look.focused:
        ring(painter, spot)
    else:
        box(painter, spot, NONE, now.colour("ctl"), now.length("radius-control"), 1)


def _paint_head(painter: QPainter, area: QRect, day: Day, look: Look) -> None:
    now = theme()
    number = day_month(day.day) if day.day.day == 1 else str(day.day.day)
    font = now.font("label")
    width = QFontMetrics(font).horizontalAdvance(number)
    place = QRect(area.left() + now.px(6), area.top() + now.px(4), width + now.px(10), now.px(20))
    ink = now.colour("ink3" if look.outside or day.day.weekday() >= 5 or day.closed else "ink")
    if look.today:
        box(painter, place, now.colour("accent"), NONE, now.length("radius-control"), 0)
        ink = now.colour("on-accent")
    words(painter, place, number, font, ink, Qt.AlignmentFlag.AlignHCenter)
    said = "Today" if look.today else day.closed if day.closed and day.day.weekday() < 5 else ""
    if said:
        left = place.right() + now.px(8)
        beside = QRect(left, place.top(), area.right() - left - now.px(4), place.height())
        font = fitting(said, beside.width(), now.font("label"), now.font("condensed-medium"))
        words(painter, beside, said, font, now.colour("link" if look.today else "ink2"))


def paint_item(
    painter: QPainter, place: QRect, item: Item, shared: frozenset[str], *, ghost: bool = False,
    ground: str = "surface",
) -> None:
    """One entry: edge and icon of its kind. Done loses its fill and gains a tick; late is red; moved is a ghost."""
    now = theme()
    late = item.state == "overdue" and not ghost
    kind = now.colour(f"{item.kind}/kind")
    if ghost:
        _dashed(painter, place, kind)
    else:
        if not item.done:
            edge = kind if now.tints_have_edges else NONE
            box(painter, place, now.colour(f"{item.kind}/tile"), edge, now.px(2), 1)
        painter.fillRect(QRect(place.left(), place.top(), now.px(3), place.height()), kind)
    ink = _ink(item, late, ground)
    size = now.px(13)
    spot = QRect(place.left() + now.px(8), place.center().y() - size // 2, size, size)
    name = "ph.check-bold" if item.done else now.status("overdue").icon if late else now.kind(item.kind).icon
    paint_icon(painter, name, spot, ink if item.done or late else kind)
    text = place.adjusted(now.px(26), 0, -now.px(4), 0)
    if item.lock and item.lock != "edge" and not item.done and len(item.duties) < 2:
        small = now.px(11)
        paint_icon(painter, "ph.lock-simple", QRect(place.right() - small - now.px(3), place.center().y() - small // 2,
                                                    small, small), now.colour("ink3"))
        text.setRight(place.right() - small - now.px(7))
    lead = QFontMetrics(now.font("condensed-strong")).horizontalAdvance(item.time) + now.px(5) if item.time else 0
    said = brief(item, text.width(), lead, shared)
    if said.timed:
        words(painter, text, item.time, now.font("condensed-strong"), ink if item.done or late else kind)
        text.setLeft(text.left() + lead)
    words(painter, text, said.words, said.font, ink)


def _ink(item: Item, late: bool, ground: str) -> QColor:
    now = theme()
    if item.done:
        return now.colour("ink2")
    if not late:
        return now.colour("ink")
    tile = now.colour(f"{item.kind}/tile")
    return next(
        (one for one in (now.colour("overdue/text"), now.on_surface("overdue", ground)) if now.readable(one, tile)),
        now.colour("ink"),
    )


def _dashed(painter: QPainter, place: QRect, colour: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, max(1, theme().edge))
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(theme().colour("surface"))
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), theme().px(3), theme().px(3))
    painter.restore()


def day_sentence(day: Day, today: date, entry: int = -1) -> str:
    """The day and all that stands on it, or the entry with the ring, for a screen reader."""
    head = f"{DAYS[day.day.weekday()]} {day_month(day.day)}"
    if day.day == today:
        head = f"Today, {head}"
    closed = f", {day.closed}" if day.closed else ""
    if not day.items:
        return f"{head}{closed}, nothing"
    if 0 <= entry < len(day.items):
        return f"{day.items[entry].said}. {entry + 1} of {len(day.items)}, {head}{closed}"
    many = "1 entry" if len(day.items) == 1 else f"{len(day.items)} entries"
    return f"{head}{closed}, {many}: " + "; ".join(item.said for item in day.items)
