"""Where the parts of an agenda's row stand, and how high it is: a name is never cut, its row grows instead."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from apdesk.services.calendar_items import Item
from ui.theme.current import theme
from ui.theme.names import Whole, name_lines

LINE = 17                           # design pixels of a further line of a name
WHO_FROM, ABOUT_FROM = 640, 480     # design pixels of the row from which a column has a place


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
    words: str
    """The title, with whom it is about where both fit on its line."""
    grown: int
    """The pixels that names need beyond one line."""


def places_of(area: QRect, item: Item) -> Places:
    """Where everything of an entry stands within `area`; what has no place is empty."""
    now = theme()
    tile = QRect(area.left() + now.px(8), area.top(), now.px(26), area.height())
    time = QRect(tile.right() + now.px(12), area.top(), now.px(58), area.height())
    end, left = area.right() - now.px(40), time.right() + now.px(12)
    who_width = now.px(170) if area.width() >= now.px(WHO_FROM) else 0
    about_width = min(now.px(200), area.width() * 3 // 10) if area.width() >= now.px(ABOUT_FROM) else 0
    title = QRect(left, area.top(), 0, area.height())
    title.setRight(end - who_width - about_width - now.px(10) if about_width else end)
    about = QRect(end - who_width - about_width, area.top(), about_width - now.px(10), area.height())
    who = QRect(end - who_width, area.top(), who_width, area.height())
    by = _fitted(item.who, who_width, "small") if who_width else Whole(now.font("small"), ())
    if about_width:
        named, words = _fitted(item.about, about.width(), "link"), item.title
        further = max(len(named.lines), len(by.lines)) - 1
    else:
        both = f"{item.title}, {item.about}"
        fits = QFontMetrics(now.font("condensed-line")).horizontalAdvance(both) <= title.width()
        named = Whole(now.font("link"), ()) if fits or not item.about else _fitted(item.about, title.width(), "link")
        words = both if fits else item.title
        further = len(named.lines)
    grown = max(0, further) * now.px(LINE)
    if not about_width and named.lines:
        title.setHeight(title.height() - grown)
        about = QRect(left, title.bottom() - now.px(6), title.width(), grown)
    return Places(tile, time, title, about, who, named, by, words, grown)


def under_of(item: Item, width: int) -> Whole:
    """The small line of an opened day's row: whom it is about and who does it."""
    who = f"{item.who}, {item.role}" if item.who and item.role else item.who
    return _fitted("  ·  ".join(part for part in (item.about, who) if part), width, "small")


def _fitted(text: str, width: int, kind: str) -> Whole:
    now = theme()
    return name_lines(text, width, now.font(kind), now.font("condensed-medium"))
