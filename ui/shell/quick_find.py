"""Ctrl+K: pupils, providers, staff, screens and things to do in one box. Arrows move, Enter opens, Tab to doings."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from apdesk.services.search import Finder
from ui.common.page import Place
from ui.common.widgets.fields import TextField
from ui.common.widgets.key_bar import paint_cap
from ui.common.widgets.label import DataLabel
from ui.shell.everywhere import offered
from ui.theme.current import theme
from ui.theme.icons import icon, paint_icon
from ui.theme.paint import NONE, box, ring, words

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
REMEMBERED = 5
_ICONS = {"pupil": "ph.student", "provider": "ph.buildings", "staff": "ph.user", "duty": "ph.clock",
          "screen": "ph.squares-four", "do": "ph.lightning"}  # fmt: skip
_HEADS = {"pupil": "Pupils", "provider": "Providers", "staff": "Staff", "duty": "Duties", "screen": "Screens",
          "do": "Things to do", "last": "Where you were"}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """One line: what it is called, what stands beside it, and where it leads or what it does."""

    kind: str
    title: str
    detail: str = ""
    place: Place | None = None
    action: str = ""
    key: str = ""
    head: bool = False


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
            return ", ".join(part for part in (found.title, found.detail) if part)
        return None


class FoundDelegate(QStyledItemDelegate):
    """Draws a line; what matches the words typed is in bold accent."""

    def __init__(self, model: FoundModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        found: Found = index.data(FoundModel.FoundRole)
        return QSize(60, theme().px(26 if found.head else 36))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found: Found = index.data(FoundModel.FoundRole)
        now = theme()
        area = QRect(option.rect)
        painter.save()
        if found.head:
            words(painter, area.adjusted(now.px(14), now.px(4), 0, 0), found.title, now.font("head"),
                  now.colour("ink2"))
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        place = area.adjusted(now.px(6), 1, -now.px(6), -1)
        if chosen:
            box(painter, place, now.colour("select"), NONE, now.length("radius-control"), 0)
            ring(painter, place)
        size = now.px(16)
        spot = QRect(place.left() + now.px(8), place.center().y() - size // 2, size, size)
        paint_icon(painter, _ICONS.get(found.kind, "ph.arrow-right"), spot, now.colour("ink2"))
        right = place.right() - now.px(8)
        if found.key:
            width = QFontMetrics(now.font("head")).horizontalAdvance(found.key) + now.px(10)
            paint_cap(painter, right - width, place.center().y() + 0.5, found.key)
            right -= width + now.px(8)
        left = place.left() + now.px(34)
        left += self._paint_title(painter, QRect(left, place.top(), right - left, place.height()), found.title)
        words(painter, QRect(left + now.px(10), place.top(), right - left - now.px(10), place.height()), found.detail,
              now.font("small"), now.colour("ink2"))
        painter.restore()

    def _paint_title(self, painter: QPainter, area: QRect, title: str) -> int:
        now = theme()
        left = area.left()
        for word, bold in matched(title, self._model.typed):
            font = now.font("strong" if bold else "body")
            colour: QColor = now.colour("link" if bold else "ink")
            left += words(painter, QRect(left, area.top(), area.right() - left, area.height()), word, font, colour)
        return left - area.left()


def matched(title: str, typed: Sequence[str]) -> list[tuple[str, bool]]:
    """The title in pieces, and which of them were typed: the beginnings of words."""
    from apdesk.domain.names import fold

    pieces: list[tuple[str, bool]] = []
    for number, word in enumerate(title.split(" ")):
        if number:
            pieces.append((" ", False))
        plain = fold(word)
        length = max((len(each) for each in typed if each and plain.startswith(fold(each))), default=0)
        if length:
            pieces.append((word[:length], True))
        if word[length:]:
            pieces.append((word[length:], False))
    return pieces


class QuickFind(QFrame):
    """The box over the window. It reads everything that can be found once, when it opens."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("popup")
        self._window = window
        self._finder = self._made_finder()
        self._searched = False
        self._opened: str | None = None
        now = theme()
        self.field = TextField("Find a pupil, provider, duty, person or screen")
        self.field.setAccessibleName("Find")
        self.field.addAction(icon("ph.magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        self.model = FoundModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(FoundDelegate(self.model, self.list))
        self.list.setAccessibleName("Found")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none = DataLabel("", "small", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(now.px(12), now.px(12), now.px(12), now.px(8))
        layout.setSpacing(now.px(8))
        layout.addWidget(self.field)
        layout.addWidget(self._none)
        layout.addWidget(self.list, 1)
        self._float()
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.show_found)
        self.list.clicked.connect(self._on_clicked)
        window.installEventFilter(self)
        self.show_found("")

    @classmethod
    def open_over(cls, window: MainWindow) -> QuickFind:
        """Opens it over the window, with the last five places."""
        for old in window.findChildren(cls):
            old.close_find()
        box_ = cls(window)
        box_.place()
        box_.show()
        box_.raise_()
        box_.field.setFocus(Qt.FocusReason.PopupFocusReason)
        return box_

    def _made_finder(self) -> Finder | None:
        from apdesk.problems import Problem

        try:
            return Finder(self._window.context.record)
        except Problem:  # who may not see pupils still finds screens and doings
            return None

    def _float(self) -> None:
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(theme().px(28))
        shadow.setOffset(0, theme().px(6))
        colour = QColor(theme().colour("shadow"))
        colour.setAlpha(100)
        shadow.setColor(colour)
        self.setGraphicsEffect(shadow)

    def place(self) -> None:
        """Stands in the upper middle of the window."""
        now = theme()
        width = min(now.px(640), self._window.width() - now.px(48))
        height = min(now.px(440), self._window.height() - now.px(96))
        self.setGeometry((self._window.width() - width) // 2, now.px(56), width, height)

    def show_found(self, text: str) -> None:
        """Shows what begins with the words typed; without words the last places."""
        lines = self._search(text) if text.strip() else self._last()
        self.model.set_lines(lines, text)
        self._none.set_text(f"Nothing is called “{text.strip()}”." if text.strip() and not lines else "")
        self._none.setVisible(bool(text.strip()) and not lines)
        self._move(0, start=True)

    def _search(self, text: str) -> list[Found]:
        hits = self._finder.find(text) if self._finder else ()
        self._searched = self._searched or bool(hits)
        found = [Found(hit.kind, hit.title, hit.detail, _place(hit.kind, hit.id)) for hit in hits]
        typed = text.casefold().split()
        screens = [
            Found("screen", room.label, "", Place(room.key))
            for room in self._window.rooms()
            if room.group and _begins(room.label, typed)
        ]
        doings = [
            Found("do", action.words.capitalize(), "", action=action.name, key=action.key_words()[0])
            for action in offered(self._window.context.record.actor.role)
            if not action.built_in and action.name not in ("find", "region", "region-back") and
            _begins(action.words, typed)
        ]
        return _grouped([*found, *screens, *doings])

    def _last(self) -> list[Found]:
        titles = self._window.last_places(REMEMBERED)
        lines = [Found("last", title, "", place) for place, title in titles]
        return [Found("last", _HEADS["last"], head=True), *lines] if lines else []

    def current(self) -> Found | None:
        """The line with the ring."""
        index = self.list.currentIndex()
        return self.model.lines[index.row()] if index.isValid() else None

    def _move(self, step: int, start: bool = False) -> None:
        rows = [n for n, found in enumerate(self.model.lines) if not found.head]
        if not rows:
            return
        here = self.list.currentIndex().row()
        where = rows.index(here) if here in rows and not start else -1 if step >= 0 else 0
        wanted = rows[0] if start else rows[(where + step) % len(rows)]
        self.list.setCurrentIndex(self.model.index(wanted))

    def _jump_to_doings(self) -> None:
        """Tab goes to the first thing to do, and from there back to the top."""
        here = self.current()
        doings = [n for n, found in enumerate(self.model.lines) if found.kind == "do" and not found.head]
        if doings and (here is None or here.kind != "do"):
            self.list.setCurrentIndex(self.model.index(doings[0]))
        else:
            self._move(0, start=True)

    def _take(self, found: Found | None) -> None:
        if found is None or found.head:
            return
        self._opened = next(iter(found.place.values.values()), None) if found.place is not None else None
        self.close_find()
        if found.place is not None:
            self._window.go(found.place)
        elif found.action:
            self._window.do(found.action)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._take(self.model.lines[index.row()])

    def close_find(self) -> None:
        """Goes, and gives focus back to the page; that somebody searched stands in the journal."""
        self._note()
        self._window.removeEventFilter(self)
        self.hide()
        self.deleteLater()
        self._window.focus_page()

    def _note(self) -> None:
        from apdesk.problems import Problem

        if self._searched and self._finder is not None:
            self._searched = False
            with suppress(Problem):  # where nothing can be written, the next change says so
                self._finder.searched(self._opened)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self.place()
        if watched is not self.field:
            return False
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.close_find()
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))  # type: ignore[attr-defined]
        return False

    def _key(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape:
            self.close_find()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._jump_to_doings()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.current())
        else:
            return False
        return True


def _place(kind: str, found_id: str) -> Place | None:
    places = {"pupil": Place("pupil", {"pupil": found_id}), "provider": Place("provider", {"provider": found_id}),
              "staff": Place("settings", {"staff": found_id}), "duty": Place("today", {"duty": found_id})}  # fmt: skip
    return places.get(kind)


def _begins(title: str, typed: Sequence[str]) -> bool:
    held = title.casefold().split()
    return all(any(word.startswith(each) for word in held) for each in typed)


def _grouped(found: Sequence[Found]) -> list[Found]:
    lines: list[Found] = []
    for kind in ("pupil", "provider", "staff", "duty", "screen", "do"):
        of_kind = [each for each in found if each.kind == kind]
        if of_kind:
            lines += [Found(kind, _HEADS[kind], head=True), *of_kind]
    return lines
