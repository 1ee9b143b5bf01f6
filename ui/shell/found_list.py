"""The lines of quick find: what each is, and how it is drawn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from apdesk.domain.names import fold, inner_word
from ui.common.page import Place
from ui.common.widgets.chip import chip_width, paint_chip
from ui.common.widgets.key_bar import paint_cap
from ui.shell.rooms import room
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import cut, rule, words

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ROW, HEAD, MARGIN = 44, 28, 20          # design pixels
_ICONS = {"pupil": "ph.student", "provider": "ph.buildings", "staff": "ph.user", "duty": "ph.clock",
          "paper": "ph.file-text", "screen": "ph.squares-four", "do": "ph.lightning"}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """One line: what it is called, what stands beside it, and where it leads or what it does.

    `chip` is words, status and shape; `pupil` whom it is about; `key` the key that does it too.
    """

    kind: str
    title: str
    detail: str = ""
    place: Place | None = None
    action: str = ""
    key: str = ""
    head: bool = False
    pupil: str = ""
    name: str = ""
    chip: tuple[str, str, str | None] | None = None


class FoundModel(QAbstractListModel):
    """Headings and lines; the words typed, so that matches can be shown bold."""

    FoundRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Found] = []
        self.typed: tuple[str, ...] = ()

    def set_lines(self, lines: Sequence[Found], typed: str) -> None:
        """Shows these lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.typed = tuple(typed.casefold().split())
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.lines[index.row()].head:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        found = self.lines[index.row()]
        if role == self.FoundRole:
            return found
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            chip = found.chip[0] if found.chip else ""
            return ", ".join(part for part in (found.title, found.detail, chip, found.key) if part)
        return None


class FoundDelegate(QStyledItemDelegate):
    """Draws a line; what matches the words typed is in bold accent."""

    def __init__(self, model: FoundModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        found: Found = index.data(FoundModel.FoundRole)
        return QSize(60, theme().px(HEAD if found.head else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found: Found = index.data(FoundModel.FoundRole)
        now = theme()
        area = QRect(option.rect)
        painter.save()
        if found.head:
            painter.fillRect(area, now.colour("canvas"))
            words(painter, area.adjusted(now.px(MARGIN), 0, 0, 0), found.title, now.font("head"), now.colour("ink2"))
        else:
            self._paint_line(painter, area, found, chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _paint_line(self, painter: QPainter, area: QRect, found: Found, *, chosen: bool) -> None:
        now = theme()
        painter.fillRect(area, now.colour("select" if chosen else "surface"))
        rule(painter, area.left(), area.bottom(), area.width(), 1, now.colour("hair"))
        if chosen:
            painter.fillRect(QRect(area.left(), area.top(), now.px(3), area.height()), now.colour("select-edge"))
        size = now.px(18)
        spot = QRect(area.left() + now.px(MARGIN) + now.px(2), area.center().y() - size // 2, size, size)
        paint_icon(painter, _icon(found), spot, now.colour("ink2"))
        right = self._paint_right(painter, area, found)
        left = area.left() + now.px(MARGIN + 36)
        left += self._paint_title(painter, QRect(left, area.top(), right - left, area.height()), found.title)
        room = QRect(left + now.px(12), area.top(), right - left - now.px(12), area.height())
        if room.width() > now.px(30):
            detail = cut(found.detail, now.font("small"), room.width())
            words(painter, room, detail, now.font("small"), now.colour("ink2"))

    def _paint_right(self, painter: QPainter, area: QRect, found: Found) -> int:
        """The key or the chip at the right end; answers where the words must stop."""
        now = theme()
        right = area.right() - now.px(MARGIN)
        if found.key:
            width = max(now.px(22), QFontMetrics(now.font("head")).horizontalAdvance(found.key) + now.px(10))
            paint_cap(painter, right - width, area.center().y() + 0.5, found.key)
            return right - width - now.px(10)
        if found.chip is not None:
            text, status, shape = found.chip
            width = chip_width(text, now.status(status).icon if shape is None else shape)
            paint_chip(painter, QRect(right - width, area.top(), width, area.height()), text, status, shape)
            return right - width - now.px(10)
        return right

    def _paint_title(self, painter: QPainter, area: QRect, title: str) -> int:
        """The title; a long name in narrower letters before any of it is cut."""
        now = theme()
        left, pieces = area.left(), matched(title, self._model.typed)
        plain, strong = now.font("label"), now.font("strong")
        if sum(QFontMetrics(strong if bold else plain).horizontalAdvance(word) for word, bold in pieces) > area.width():
            plain, strong = now.font("condensed-medium"), now.font("condensed-line")
        for word, bold in pieces:
            font = strong if bold else plain
            colour: QColor = now.colour("link" if bold else "ink")
            room = QRect(left, area.top(), area.right() - left, area.height())
            left += words(painter, room, cut(word, font, max(0, room.width())), font, colour)
        return left - area.left()


def _icon(found: Found) -> str:
    """That of its kind; where the person was last, that of the page."""
    page = found.place.page if found.kind == "last" and found.place is not None else ""
    return _ICONS.get(found.kind) or _ICONS.get(page) or (room(page).icon if page else "") or "ph.arrow-right"


def matched(title: str, typed: Sequence[str]) -> list[tuple[str, bool]]:
    """The title in pieces, and which of them were typed: the beginnings of words."""
    pieces: list[tuple[str, bool]] = []
    for word in re.split(r"([ -])", title):
        length = _begun(word, typed)
        inner = inner_word(word)
        if not length and inner and (length := _begun(word[inner:], typed)):
            pieces.append((word[:inner], False))
            word = word[inner:]
        pieces += [piece for piece in ((word[:length], True), (word[length:], False)) if piece[0]]
    return pieces


def _begun(word: str, typed: Sequence[str]) -> int:
    plain = fold(word)
    return max((len(each) for each in typed if (sought := fold(each)) and plain.startswith(sought)), default=0)
