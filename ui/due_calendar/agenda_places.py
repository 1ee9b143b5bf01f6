"""Where the parts of an agenda's row stand, and how high it is: a name is never cut, its row grows instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from apdesk.services.calendar_items import Item
from ui.due_calendar.words import tail_of, time_words, upper_first
from ui.theme.current import theme
from ui.theme.names import Whole, name_lines

LINE = 17                           # design pixels of a further line of a name
WHO_FROM, ABOUT_FROM = 640, 480     # design pixels of the row from which a column has a place
TICK = 19                           # of what is done, with the gap behind it
MARGIN, NARROW_MARGIN, WIDE = 132, 114, 990     # left of the rule, in a list from `WIDE` on and in a narrower one


@dataclass(frozen=True)
class Places:
    """The parts of one row; `about` stands under the title where there is no column for it."""

    tile: QRect
    time: QRect
    title: QRect
    about: QRect
    who: QRect
    named: Whole
    by: Whole
    said: Whole
    """The title, with whom it is about where both fit on its line."""
    tail_below: bool
    """What follows the title has a line of its own."""
    grown: int
    """The pixels that a row needs beyond one line, so that nothing in it is cut."""


def margin_of(width: int) -> int:
    """The pixels left of the rule in a list of that width."""
    now = theme()
    return now.px(MARGIN if width >= now.px(WIDE) else NARROW_MARGIN)


def places_of(area: QRect, item: Item) -> Places:
    """Where everything of an entry stands within `area`; what has no place is empty."""
    now = theme()
    tile = QRect(area.left() + now.px(8), area.top(), now.px(26), area.height())
    time = QRect(tile.right() + now.px(12), area.top(), now.px(58), area.height())
    end, left = area.right() - now.px(40), time.right() + now.px(12)
    who_width = min(now.px(170), area.width() * 18 // 100) if area.width() >= now.px(WHO_FROM) else 0
    about_width = min(now.px(200), area.width() // 4) if area.width() >= now.px(ABOUT_FROM) else 0
    title = QRect(left, area.top(), 0, area.height())
    title.setRight(end - who_width - about_width - now.px(10) if about_width else end)
    about = QRect(end - who_width - about_width, area.top(), about_width - now.px(10), area.height())
    who = QRect(end - who_width, area.top(), who_width, area.height())
    by = _fitted(item.who, who_width, "small") if who_width else Whole(now.font("small"), ())
    both = f"{item.title}, {item.about}" if not about_width and item.about else ""
    room = title.width() - (now.px(TICK) if item.done else 0)
    tail = QFontMetrics(now.font("small")).horizontalAdvance(f", {tail_of(item)}") if tail_of(item) else 0
    if both and QFontMetrics(now.font("condensed-line")).horizontalAdvance(both) + tail <= room:
        said, named = name_lines(both, room - tail, now.font("condensed-line")), Whole(now.font("link"), ())
    else:
        said, named = _title(item.title, room, tail), _fitted(item.about, about.width(), "link")
        if not about_width:
            named = _fitted(item.about, title.width(), "link") if item.about else Whole(now.font("link"), ())
    last = QFontMetrics(said.font).horizontalAdvance(said.lines[-1])
    below = bool(tail) and last + tail > room
    titled = len(said.lines) + below
    if about_width:
        further = max(titled, len(named.lines), len(by.lines)) - 1
    else:
        further = titled + len(named.lines) - 1
        about = QRect(left, 0, title.width(), len(named.lines) * now.px(LINE))
        about.moveBottom(area.bottom() - now.px(6))
        title.setHeight(title.height() - about.height())
    return Places(tile, time, title, about, who, named, by, said, below, max(0, further) * now.px(LINE))


def _title(title: str, room: int, tail: int) -> Whole:
    """A title whole: before its tail if it fits there, else on as many lines as it needs."""
    now = theme()
    fonts = now.font("medium"), now.font("condensed-line")
    beside = next((font for font in fonts if QFontMetrics(font).horizontalAdvance(title) + tail <= room), None)
    return Whole(beside, (title,)) if beside else name_lines(title, room, *fonts)


class Narrow(NamedTuple):
    """An opened day's row: what follows the title on its line, and the small lines under it."""

    tail: str
    under: Whole


def narrow_of(item: Item, width: int) -> Narrow:
    """Under the title stands whom it is about and who does it, and first what has no room behind the title."""
    now = theme()
    who = f"{item.who}, {item.role}" if item.who and item.role else item.who
    taken = QFontMetrics(now.font("strong")).horizontalAdvance(time_words(item)) + now.px(7) if item.time else 0
    taken += now.px(TICK) if item.done else 0
    taken += QFontMetrics(now.font("medium")).horizontalAdvance(item.title)
    tail = tail_of(item)
    fits = taken + QFontMetrics(now.font("small")).horizontalAdvance(f", {tail}") <= width
    under = "  ·  ".join(part for part in ("" if fits else upper_first(tail), item.about, who) if part)
    return Narrow(tail if fits else "", _fitted(under, width, "small"))


def _fitted(text: str, width: int, kind: str) -> Whole:
    now = theme()
    return name_lines(text, width, now.font(kind), now.font("condensed-medium"))
