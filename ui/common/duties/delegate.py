"""Draws the rows of a list of duties."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.common.duties.geometry import (
    AFTER_WHO,
    CIRCLE,
    LINE,
    MARGIN,
    ROLE_LINE,
    WHO_LINE,
    Parts,
    head_link,
    height_of,
    parts_of,
    tick_places,
)
from ui.common.duties.lines import TODAY, DutyLine
from ui.common.duties.model import DutyModel, Kind, Row
from ui.common.names import initials
from ui.common.widgets.chip import paint_chip, paint_tile
from ui.common.widgets.choices import paint_tick_box
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.names import paint_lines
from ui.theme.paint import NONE, box, cut, fitting, margin_rule, ring, rule, words

Index = QModelIndex | QPersistentModelIndex
_CLOSEST = 92       # percent of their spacing, for the third digit of a lateness


class DutyDelegate(QStyledItemDelegate):
    """Headings 32 px, duties 51 px (69 stacked, more for long words), members 37 px.

    `hovered` is what the mouse is over.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.hovered: tuple[int, str] = (-1, "")
        self.buttons = True
        self._heights: dict[str, tuple[tuple[int, bool], DutyLine, int]] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        now = theme()
        row: Row | None = index.data(DutyModel.RowRole)
        width = self._view.viewport().width()   # as wide as the row that is painted, scroll bar or not
        if row is None or row.kind == Kind.HEAD:
            return QSize(60, now.length("group-row"))
        if row.kind == Kind.LINE and row.line is not None:
            return QSize(60, self._height_of(width, row.line))
        return QSize(60, now.length("row"))

    def _height_of(self, width: int, line: DutyLine) -> int:
        """Worked out once for a line and a width: a list asks for all of its rows whenever it is shown."""
        room, known = (width, self.buttons), self._heights.get(line.id)
        if known is None or known[0] != room or known[1] is not line:
            known = self._heights[line.id] = (room, line, height_of(width, line, self.buttons))
        return known[2]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row | None = index.data(DutyModel.RowRole)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        area = QRect(option.rect)
        if row.kind == Kind.HEAD:
            self._paint_head(painter, area, row)
        else:
            self._paint_ground(painter, option, area, row)
            if row.kind == Kind.LINE and row.line is not None:
                self._paint_line(painter, option, index, row.line)
            elif row.kind == Kind.MEMBER:
                self._paint_member(painter, area, row)
            else:
                text = f"Show all {len(row.group.lines):,}"
                place = area.adjusted(theme().px(MARGIN + 58), 0, 0, 0)
                words(painter, place, text, theme().font("link"), theme().colour("link"))
            if _focused(option):
                ring(painter, area.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_head(self, painter: QPainter, area: QRect, row: Row) -> None:
        now = theme()
        painter.fillRect(area, now.colour("sunk"))
        rule(painter, area.left(), area.bottom(), area.width(), 1, now.colour("line"))
        size = now.px(14)
        status = row.group.status
        if status:
            icon = QRect(area.left() + now.px(16), area.top() + (area.height() - size) // 2, size, size)
            paint_icon(painter, now.status(status).icon, icon, QColor(now.tokens.icon_on_surface(status, "sunk")))
        ink = now.on_surface("overdue", "sunk") if status == "overdue" else now.colour("ink")
        place = area.adjusted(now.px(38 if status else 16), 0, 0, 0)
        used = words(painter, place, row.group.title, now.font("strong"), ink)
        number = place.adjusted(used + now.px(8), 0, 0, 0)
        words(painter, number, f"{row.group.counted:,}", now.font("small"), now.colour("ink2"))
        if row.group.link:
            font = now.font("link")
            font.setUnderline(self.hovered[1] == "group")
            words(painter, head_link(area, row.group.link), row.group.link, font, now.colour("link"))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, row: Row) -> None:
        now = theme()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(area, now.colour("select" if selected else "hover" if over else "surface"))
        rule(painter, area.left(), area.bottom(), area.width(), 1, now.colour("hair"))
        if selected and not _focused(option):
            painter.fillRect(QRect(area.left(), area.top(), now.px(3), area.height()), now.colour("select-edge"))
        margin_rule(painter, area.left() + now.px(MARGIN), area.top(), area.bottom() + 1)
        del row

    def _paint_line(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, line: DutyLine) -> None:
        area = QRect(option.rect)
        parts = parts_of(area, line, self.buttons)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = "select" if selected else "surface"
        self._paint_date(painter, parts, line, ground)
        if index.data(DutyModel.MarkedRole):
            paint_tick_box(painter, parts.tile.adjusted(4, 4, -4, -4), True)
        else:
            paint_tile(painter, parts.tile, line.kind)
        self._paint_action(painter, index, parts, line)
        self._paint_about(painter, index, parts, line)
        self._paint_who(painter, parts, line)
        self._paint_clause(painter, index, parts, line)
        self._paint_button(painter, option, index, parts, line)

    def _paint_action(self, painter: QPainter, index: Index, parts: Parts, line: DutyLine) -> None:
        """What is to be done: in narrower letters, then on a second line, before any word is cut."""
        now = theme()
        size, pitch = now.px(12), now.px(LINE)
        paint_lines(painter, parts.action, parts.doing, now.colour("ink2" if line.done else "ink"), pitch)
        if line.members:
            caret = "ph.caret-up-bold" if index.data(DutyModel.OpenRole) else "ph.caret-down-bold"
            used = QFontMetrics(parts.doing.font).horizontalAdvance(parts.doing.lines[-1])
            top = parts.action.bottom() + 1 - pitch + (pitch - size) // 2 + 1
            paint_icon(painter, caret, QRect(parts.action.left() + used + now.px(6), top, size, size),
                       now.colour("ink2"))

    def _paint_date(self, painter: QPainter, parts: Parts, line: DutyLine, ground: str) -> None:
        now = theme()
        late = line.status == "overdue"
        past = line.status == "today" and line.when != TODAY        # after its day, and still in time
        ink = now.colour("ink2" if line.done else "ink")
        if late or past:
            ink = now.on_surface(line.status, ground)
        area = parts.date
        if not line.under:
            words(painter, area, line.when, now.font("strong"), ink)
            return
        top = area.top() + (area.height() - now.px(37)) // 2
        words(painter, QRect(area.left(), top, area.width(), now.px(20)), line.when, now.font("strong"), ink)
        room = QRect(area.left(), top + now.px(20), area.width(), now.px(17))
        narrow = now.font("condensed")
        narrower = QFont(narrow)
        narrower.setLetterSpacing(QFont.SpacingType.PercentageSpacing, _CLOSEST)
        small = fitting(line.under, room.width(), now.font("meta"), narrow, narrower)
        words(painter, room, line.under, small, ink if late else now.colour("ink2"))

    def _paint_about(self, painter: QPainter, index: Index, parts: Parts, line: DutyLine) -> None:
        now = theme()
        if line.about:
            font = QFont(parts.named.font)
            font.setUnderline(self.hovered == (index.row(), "about"))
            colour = now.colour("link" if line.about_id else "ink2")
            paint_lines(painter, parts.about, parts.named._replace(font=font), colour, now.px(LINE))
        small = fitting(line.detail, parts.detail.width(), now.font("small"), now.font("condensed-medium"))
        words(painter, parts.detail, line.detail, small, now.colour("ink2"))

    def _paint_who(self, painter: QPainter, parts: Parts, line: DutyLine) -> None:
        now = theme()
        area = parts.who.adjusted(0, 0, -now.px(AFTER_WHO), 0)
        if parts.stacked:
            text = f"{line.who}, {line.role}" if line.role else line.who
            words(painter, area, text, fitting(text, area.width(), now.font("meta"), now.font("condensed")),
                  now.colour("ink2"))  # fmt: skip
            return
        if parts.wide and line.who:
            side = now.px(28)
            circle = QRect(area.left(), area.top() + (area.height() - side) // 2, side, side)
            box(painter, circle, now.colour("sunk"), now.colour("line"), side / 2, 1)
            painter.setFont(now.font("condensed-strong"))
            painter.setPen(now.colour("ink2"))
            painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), initials(line.who))
            area = area.adjusted(now.px(CIRCLE), 0, 0, 0)
        owner, role = now.px(WHO_LINE) * len(parts.owner.lines), now.px(ROLE_LINE) * len(parts.role.lines)
        top = area.top() + (area.height() - owner - (role if line.role else 0)) // 2
        paint_lines(painter, QRect(area.left(), top, area.width(), owner), parts.owner, now.colour("ink"),
                    now.px(WHO_LINE))  # fmt: skip
        paint_lines(painter, QRect(area.left(), top + owner, area.width(), role), parts.role, now.colour("ink2"),
                    now.px(ROLE_LINE))  # fmt: skip

    def _paint_clause(self, painter: QPainter, index: Index, parts: Parts, line: DutyLine) -> None:
        if not line.clause:
            return
        now = theme()
        area = parts.clause
        size = now.px(14)
        paint_icon(painter, "ph.book-open", QRect(area.left(), area.center().y() - size // 2, size, size),
                   now.colour("ink2"))
        place = area.adjusted(now.px(20), 0, 0, 0)
        clause = line.clause_words if parts.wide and line.clause_words else line.clause
        font = fitting(clause, place.width(), now.font("meta"), now.font("condensed"))
        text = cut(clause, font, place.width())
        over = self.hovered == (index.row(), "clause")
        words(painter, place, text, font, now.colour("ink" if over else "ink2"))
        width = QFontMetrics(font).horizontalAdvance(text)
        pen = QPen(now.colour("ink3"), 1, Qt.PenStyle.SolidLine if over else Qt.PenStyle.DotLine)
        painter.setPen(pen)
        base = place.center().y() + now.px(9)
        painter.drawLine(place.left(), base, place.left() + width, base)

    def _paint_button(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, parts: Parts, line: DutyLine
    ) -> None:
        now = theme()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        over = self.hovered == (index.row(), "button")
        if parts.button.width():
            fill = "accent-hover" if over else "accent"
            ground = now.colour(fill) if selected else now.colour("hover" if over else "surface")
            edge = NONE if selected else now.colour("ctl")
            box(painter, parts.button, ground, edge, now.length("radius-control"), now.edge)
            font = now.font("label")
            painter.setFont(font)
            painter.setPen(now.colour("on-accent" if selected else "ink"))
            text = cut(line.button, font, parts.button.width() - now.px(8))
            painter.drawText(parts.button, int(Qt.AlignmentFlag.AlignCenter), text)
        elif line.chip is not None:
            paint_chip(painter, parts.chip, *line.chip)
        if not line.has_menu:
            return
        if self.hovered == (index.row(), "more"):
            box(painter, parts.more, now.colour("tint"), NONE, now.length("radius-control"), 0)
        size = now.px(18)
        spot = QRect(parts.more.center().x() - size // 2, parts.more.center().y() - size // 2, size, size)
        paint_icon(painter, "ph.dots-three-vertical-bold", spot, now.colour("ink2"))

    def _paint_member(self, painter: QPainter, area: QRect, row: Row) -> None:
        now = theme()
        assert row.member is not None
        place = area.adjusted(now.px(MARGIN + 58), 0, 0, 0)
        used = words(painter, place, row.member.name, now.font("link"), now.colour("link"))
        words(painter, place.adjusted(used + now.px(8), 0, 0, 0), row.member.detail, now.font("small"),
              now.colour("ink2"))
        places = tick_places(area, len(row.member.ticks))
        for spot, (_, label, on) in zip(places, row.member.ticks, strict=True):
            paint_tick_box(painter, spot, on)
            text = spot.adjusted(spot.width() + now.px(6), 0, now.px(80), 0)
            words(painter, text, label, now.font("small"), now.colour("ink2"))


def _focused(option: QStyleOptionViewItem) -> bool:
    has = bool(option.state & QStyle.StateFlag.State_HasFocus)
    return has and bool(option.state & QStyle.StateFlag.State_Selected)
