"""Where the parts of a duty's row stand, for painting and for the mouse alike."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from ui.common.duties.lines import DutyLine
from ui.common.widgets.chip import chip_width
from ui.theme.current import theme
from ui.theme.names import Whole, name_lines

MARGIN, BUTTON = 112, 118
STACK_BELOW, STACK_BELOW_ALONE, WIDE_FROM = 820, 600, 1000
"""Widths of the rows in design pixels under which words would be cut, and from which there is room for more."""
LEAST_DETAIL = 60
"""Design pixels beside a name with which what is told about it does not stand below it."""


@dataclass(frozen=True)
class Parts:
    """The places of one row, in the row's own coordinates moved to where it stands."""

    date: QRect
    rule_left: int
    tile: QRect
    action: QRect
    second: QRect
    about: QRect
    named: Whole
    """What `about` holds: a name is never cut."""
    detail: QRect
    """After the name, or on a line of its own where the name leaves no room."""
    who: QRect
    clause: QRect
    button: QRect
    chip: QRect
    more: QRect
    stacked: bool
    wide: bool


def stacked_at(width: int, line: DutyLine) -> bool:
    """True where a list is so narrow that who (where it says who) and policy take a third line."""
    return width / theme().scale < (STACK_BELOW if line.who else STACK_BELOW_ALONE) and bool(line.who or line.clause)


def height_of(width: int, line: DutyLine, show_button: bool = True) -> int:
    """The height of a line's row: 51 design px, 69 stacked, 19 more for each further line that a name needs."""
    now = theme()
    stacked = stacked_at(width, line)
    high = now.px(69) if stacked else now.length("duty-row")
    if _surely_fits(line.about, _least_room(width, line, stacked) - now.px(LEAST_DETAIL + 8)):
        return high
    parts = parts_of(QRect(0, 0, width, high), line, show_button)
    return high + parts.detail.bottom() - parts.about.top() + 1 - now.px(19)


def _surely_fits(name: str, room: int) -> bool:
    """Asked of every row of a list: nearly all names are so short that nothing has to be laid out."""
    if len(name) * theme().px(13) <= room and name.isascii():
        return True
    return not name or QFontMetrics(theme().font("link")).horizontalAdvance(name) <= room


def _least_room(width: int, line: DutyLine, stacked: bool) -> int:
    """The pixels that the words of a row have at least, beside everything that it may show."""
    wide = width / theme().scale >= WIDE_FROM
    beside = MARGIN + 58 + 42 + 8 + (BUTTON + 4) * bool(line.button) + 164 * bool(line.chip)
    if not stacked:
        beside += (208 if wide else 116) * bool(line.clause) + (150 if wide else 112) * bool(line.who)
    return width - theme().px(beside)


def parts_of(area: QRect, line: DutyLine, show_button: bool = True) -> Parts:
    """Where everything of a line stands within `area`."""
    now = theme()
    px = now.px
    stacked = stacked_at(area.width(), line)
    wide = area.width() / now.scale >= WIDE_FROM
    left, top, right, height = area.left(), area.top(), area.right() + 1, area.height()
    more = QRect(right - px(42), top + (height - px(28)) // 2, px(28), px(28))
    button_width = px(BUTTON)
    button = QRect(more.left() - px(4) - button_width, top + (height - px(28)) // 2, button_width, px(28))
    if not (line.button and show_button):
        button = QRect(more.left(), button.top(), 0, button.height())
    chip_wide = min(chip_width(line.chip[0], theme().status(line.chip[1]).icon), px(160)) if line.chip else 0
    chip = QRect(button.left() - px(4) - chip_wide, top, chip_wide, height)
    ends = chip.left() if line.chip else button.left()
    clause_width = px(200 if wide else 108) if line.clause else 0
    who_width = px(150 if wide else 112) if line.who else 0
    clause = QRect(ends - px(8) - clause_width, top, clause_width, height)
    who = QRect(clause.left() - who_width, top, who_width, height)
    text_left = left + px(MARGIN + 58)
    text_right = (ends if stacked else who.left()) - px(8)
    width = text_right - text_left
    named = name_lines(line.about, width, now.font("link"), now.font("condensed-medium"))
    named_width = max(map(QFontMetrics(named.font).horizontalAdvance, named.lines)) if line.about else 0
    after = named_width + px(8) if line.about else 0
    below = bool(line.about and line.detail) and (len(named.lines) > 1 or width - after < px(LEAST_DETAIL))
    further = (len(named.lines) - 1 + below) * px(19)
    lines_top = top + (height - px(54 if stacked else 38) - further) // 2
    action = QRect(text_left, lines_top, width, px(20))
    second = QRect(text_left, lines_top + px(19), width, px(19) + further)
    if stacked:
        third = QRect(text_left, lines_top + px(37) + further, action.width(), px(17))
        share = third.width() * 3 // 5
        who = QRect(third.left(), third.top(), share, third.height())
        clause = QRect(third.left() + share, third.top(), third.width() - share, third.height())
    return Parts(
        date=QRect(left + px(15), top, px(MARGIN) - px(17), height),
        rule_left=left + px(MARGIN),
        tile=QRect(left + px(MARGIN + 18), top + (height - px(28)) // 2, px(28), px(28)),
        action=action,
        second=second,
        about=QRect(text_left, second.top(), min(named_width, width), len(named.lines) * px(19)),
        named=named,
        detail=QRect(text_left, second.bottom() + 1 - px(19), width, px(19)).adjusted(0 if below else after, 0, 0, 0),
        who=who,
        clause=clause,
        button=button,
        chip=chip,
        more=more if line.has_menu else QRect(more.left(), more.top(), 0, more.height()),
        stacked=stacked,
        wide=wide,
    )


def head_link(area: QRect, words: str) -> QRect:
    """Where the link of a group's heading stands, at its right."""
    px = theme().px
    width = QFontMetrics(theme().font("link")).horizontalAdvance(words)
    return QRect(area.right() + 1 - px(16) - width, area.top(), width, area.height())


def member_name(area: QRect, name: str) -> QRect:
    """Where the name of one of several stands."""
    left = area.left() + theme().px(MARGIN + 58)
    return QRect(left, area.top(), QFontMetrics(theme().font("link")).horizontalAdvance(name), area.height())


def tick_places(area: QRect, count: int) -> list[QRect]:
    """Where the ticks of a member stand, from the right."""
    px = theme().px
    width = px(104)
    first = area.right() + 1 - px(42) - width * count
    return [QRect(first + width * n, area.top() + (area.height() - px(20)) // 2, px(20), px(20)) for n in range(count)]
