"""Where the parts of a duty's row stand, for painting and for the mouse alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from ui.common.duties.lines import DutyLine
from ui.common.widgets.chip import chip_width
from ui.theme.current import theme
from ui.theme.names import Whole, name_lines

MARGIN, BUTTON = 118, 118
STACK_BELOW, STACK_BELOW_ALONE, WIDE_FROM = 790, 600, 1000
"""Widths of the rows in design pixels under which words would be cut, and from which there is room for more."""
LEAST_DETAIL = 60
"""Design pixels beside a name with which what is told about it does not stand below it."""
CARET = 20
WHO, WHO_WIDE, CIRCLE = 112, 150, 36
AFTER_WHO, BEFORE_BUTTON = 6, 12
LINE, WHO_LINE, ROLE_LINE = 19, 18, 16
"""Design pixels from line to line of what is to be done and for whom, of the owner's name, of the role."""


@dataclass(frozen=True)
class Parts:
    """The places of one row, in the row's own coordinates moved to where it stands."""

    date: QRect
    rule_left: int
    tile: QRect
    action: QRect
    doing: Whole
    """What `action` holds, on as many lines as it takes."""
    about: QRect
    named: Whole
    """What `about` holds: a name is never cut."""
    detail: QRect
    """After the name, or on a line of its own where the name leaves no room."""
    who: QRect
    owner: Whole
    role: Whole
    """What `who` holds, unless `stacked`."""
    clause: QRect
    button: QRect
    chip: QRect
    more: QRect
    stacked: bool
    wide: bool
    further: int
    """Pixels that the words need beyond the usual height of a row."""


def stacked_at(width: int, line: DutyLine) -> bool:
    """True where a list is so narrow that who (where it says who) and policy take a third line."""
    return width / theme().scale < (STACK_BELOW if line.who else STACK_BELOW_ALONE) and bool(line.who or line.clause)


def height_of(width: int, line: DutyLine, show_button: bool = True) -> int:
    """The height of a line's row: 51 design px, 69 stacked, more for each further line that its words need."""
    now = theme()
    stacked = stacked_at(width, line)
    high = now.px(69) if stacked else now.length("duty-row")
    room = _least_room(width, line, stacked)
    owner = _owner_room(width / now.scale >= WIDE_FROM)
    if _surely_fits(line.about, room - now.px(LEAST_DETAIL + 8), "link") \
            and _surely_fits(line.action, room - now.px(CARET), "strong") \
            and (stacked or (_surely_fits(line.who, owner, "label") and _surely_fits(line.role, owner, "meta"))):
        return high
    return high + parts_of(QRect(0, 0, width, high), line, show_button).further


def _surely_fits(text: str, room: int, font: str) -> bool:
    """Asked of every row of a list: nearly all words are so short that nothing has to be laid out."""
    if len(text) * theme().px(13) <= room and text.isascii():
        return True
    return not text or _across(text, font, theme().text_size) <= room


@lru_cache(maxsize=4096)
def _across(text: str, font: str, text_size: int) -> int:  # noqa: ARG001 (part of what is remembered)
    """The width of a text, worked out once: many duties say the same of many pupils."""
    return QFontMetrics(theme().font(font)).horizontalAdvance(text)


@lru_cache(maxsize=4096)
def _lines(text: str, width: int, fonts: tuple[str, ...], text_size: int) -> Whole:  # noqa: ARG001
    """`name_lines` in fonts of the theme, worked out once."""
    return name_lines(text, width, *map(theme().font, fonts))


def _least_room(width: int, line: DutyLine, stacked: bool) -> int:
    """The pixels that the words of a row have at least, beside everything that it may show."""
    wide = width / theme().scale >= WIDE_FROM
    beside = MARGIN + 58 + 42 + 8 + (BUTTON + 4) * bool(line.button) + 164 * bool(line.chip)
    if not stacked:
        beside += (BEFORE_BUTTON + (200 if wide else 108)) * bool(line.clause)
        beside += (WHO_WIDE if wide else WHO) * bool(line.who)
    return width - theme().px(beside)


def _owner_room(wide: bool) -> int:
    return theme().px((WHO_WIDE - CIRCLE if wide else WHO) - AFTER_WHO)


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
    who_width = px(WHO_WIDE if wide else WHO) if line.who else 0
    clause = QRect(ends - px(BEFORE_BUTTON) - clause_width, top, clause_width, height)
    who = QRect(clause.left() - who_width, top, who_width, height)
    text_left = left + px(MARGIN + 58)
    text_right = (ends if stacked else who.left()) - px(8)
    width = text_right - text_left
    room = width - px(CARET) * bool(line.members)
    doing = _lines(line.action, room, ("strong", "condensed-line"), now.text_size)
    named = _lines(line.about, width, ("link", "condensed-medium"), now.text_size)
    named_width = max(map(QFontMetrics(named.font).horizontalAdvance, named.lines)) if line.about else 0
    after = named_width + px(8) if line.about else 0
    below = bool(line.about and line.detail) and (len(named.lines) > 1 or width - after < px(LEAST_DETAIL))
    told = len(named.lines) + below if line.about or line.detail else 0
    rows = len(doing.lines) + told
    owner, role, owed = _owed(line, wide, stacked)
    lines_top = top + (height - px(LINE) * rows - px(16) * stacked) // 2
    told_top = lines_top + px(LINE) * len(doing.lines)
    if stacked:
        third = QRect(text_left, told_top + px(LINE) * told - px(1), width, px(17))
        share = width * 3 // 5
        who = QRect(third.left(), third.top(), share, third.height())
        clause = QRect(third.left() + share, third.top(), width - share, third.height())
    return Parts(
        date=QRect(left + px(15), top, px(MARGIN) - px(23), height),
        rule_left=left + px(MARGIN),
        tile=QRect(left + px(MARGIN + 18), top + (height - px(28)) // 2, px(28), px(28)),
        action=QRect(text_left, lines_top, width, px(LINE) * len(doing.lines)),
        doing=doing,
        about=QRect(text_left, told_top, min(named_width, width), len(named.lines) * px(LINE)),
        named=named,
        detail=QRect(text_left, told_top + px(LINE) * (told - 1), width, px(LINE)).adjusted(
            0 if below else after, 0, 0, 0),
        who=who,
        owner=owner,
        role=role,
        clause=clause,
        button=button,
        chip=chip,
        more=more if line.has_menu else QRect(more.left(), more.top(), 0, more.height()),
        stacked=stacked,
        wide=wide,
        further=max(px(LINE) * max(0, rows - 2), owed),
    )  # fmt: skip


def _owed(line: DutyLine, wide: bool, stacked: bool) -> tuple[Whole, Whole, int]:
    """The lines of the owner and of the role, and the pixels they need beyond the usual height of a row."""
    now = theme()
    room = _owner_room(wide)
    owner = _lines(line.who, room, ("label", "condensed-medium", "condensed"), now.text_size)
    role = _lines(line.role, room, ("meta", "condensed"), now.text_size)
    if stacked:
        return owner, role, 0
    return owner, role, now.px(WHO_LINE) * (len(owner.lines) - 1) + now.px(ROLE_LINE) * (len(role.lines) - 1)


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
