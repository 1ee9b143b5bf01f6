"""Ctrl+K: pupils, papers, providers, staff, screens and things to do in one box, by the beginnings of their words."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QListView, QVBoxLayout, QWidget

from apdesk.domain.permissions import Deed, may
from apdesk.problems import Problem
from apdesk.services.search import Finder
from ui.common.page import Place
from ui.common.widgets.card import Divider
from ui.common.widgets.empty import Icon
from ui.common.widgets.fields import TextField
from ui.common.widgets.key_bar import KeyBar
from ui.common.widgets.label import DataLabel
from ui.common.widgets.shade import Shade
from ui.shell.found_lines import TO_DO, close_lines, counted_words, found_lines, last_lines, with_to_do
from ui.shell.found_list import HEAD, ROW, Found, FoundDelegate, FoundModel, matched
from ui.theme.current import theme

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

__all__ = ["Found", "QuickFind", "matched"]

REMEMBERED = 5
WIDTH, HEIGHT, TOP = 680, 490, 84           # design pixels
_DOING = (TO_DO, "do")


def _nothing(typed: str) -> str:
    if not typed:
        return "Type the beginning of a name, a form, a duty or a screen, or the last digits of a UPN."
    return f"Nothing matches “{typed}”. Try fewer letters, a form, or the last digits of a UPN."


class QuickFind(QFrame):
    """The box over the window. It reads everything that can be found once, when it opens."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("popup")
        self._window = window
        self._shade = Shade(window)
        self._shade.pressed.connect(self.close_find)
        self._finder = self._made_finder()
        self._searched = False
        self._opened: str | None = None
        self._found: list[Found] = []
        self._pupil: Found | None = None
        self.field = TextField("Find a pupil, provider or duty")
        self.field.setProperty("find", True)
        self.field.setAccessibleName("Find")
        self.field.setFixedHeight(theme().px(36))
        self._counted = DataLabel("", "small")
        self.model = FoundModel()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(FoundDelegate(self.model, self.list))
        self.list.setAccessibleName("Found")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none = DataLabel("", "small", wrap=True)
        self.keys = KeyBar(radius="radius-dialog")
        self._lay_out()
        self._float()
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self.show_found)
        self.list.clicked.connect(self._on_clicked)
        window.installEventFilter(self)
        self.show_found("")

    def _lay_out(self) -> None:
        now = theme()
        self._head = head = QHBoxLayout()
        head.setContentsMargins(now.px(22), now.px(10), now.px(20), now.px(10))
        head.setSpacing(now.px(14))
        head.addWidget(Icon("ph.magnifying-glass", "ink2", 20))
        head.addWidget(self.field, 1)
        head.addWidget(self._counted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(Divider())
        nothing = QWidget()
        self._said = said = QVBoxLayout(nothing)
        said.setContentsMargins(now.px(20), now.px(14), now.px(20), now.px(14))
        said.addWidget(self._none)
        self._nothing = nothing
        layout.addWidget(nothing)
        layout.addWidget(self.list, 1)
        self.keys.setFixedHeight(now.px(38))
        layout.addWidget(self.keys)

    @classmethod
    def open_over(cls, window: MainWindow) -> QuickFind:
        """Opens it over the window, with the last five places."""
        for old in window.findChildren(cls):
            old.close_find()
        box = cls(window)
        box._shade.show()
        box.show()
        box._shade.raise_()
        box.raise_()
        box.field.setFocus(Qt.FocusReason.PopupFocusReason)
        return box

    def _made_finder(self) -> Finder | None:
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
        """Stands in the upper middle of the window, as tall as what it shows."""
        now = theme()
        width = min(now.px(WIDTH), self._window.width() - now.px(48))
        top = min(now.px(TOP), max(now.px(16), self._window.height() - now.px(HEIGHT + 60)))
        most = min(now.px(HEIGHT), self._window.height() - top - now.px(24))
        lines = sum(now.px(HEAD if line.head else ROW) for line in self.model.lines)
        middle = lines or self._said.totalHeightForWidth(width - 2)
        height = self._head.sizeHint().height() + 1 + middle + self.keys.height() + 2 * now.edge
        self.setGeometry((self._window.width() - width) // 2, top, width, min(most, height))
        self._shade.setGeometry(self._window.rect())

    # What it shows.

    def show_found(self, text: str) -> None:
        """Shows what begins with the words typed; without words the last places."""
        typed = text.strip()
        if typed:
            hits = self._finder.find(typed) if self._finder else ()
            self._searched = self._searched or bool(hits)
            totals = self._finder.totals if self._finder else {}
            self._found = found_lines(self._window, hits, totals, typed.casefold().split())
            if not self._found and self._finder:
                self._found = close_lines(self._finder, typed, self._window.context.today())
        else:
            self._found = last_lines(self._window.last_places(REMEMBERED))
        self._counted.set_text(counted_words(self._finder.totals) if typed and self._finder else "")
        self._none.set_text(_nothing(typed) if not self._found else "")
        self._nothing.setVisible(not self._found)
        self.list.setVisible(bool(self._found))
        self._pupil = next((line for line in self._found if line.kind == "pupil" and not line.head), None)
        self._show(text)
        self._move(0, start=True)
        self.list.scrollToTop()

    def _show(self, text: str) -> None:
        today = self._window.context.today()
        self.model.set_lines(with_to_do(self._found, self._pupil, self._finder, today), text)
        self._teach()
        self.place()

    def _teach(self) -> None:
        hints = [(("↑", "↓"), "choose"), (("Enter",), "open")] if self.model.lines else []
        if any(line.kind in _DOING for line in self.model.lines):
            hints.append((("Tab",), "things to do"))
        if self._pupil is not None and may(self._window.context.record.actor.role, Deed.CHANGE_PLACEMENTS):
            hints.append((("Ctrl Enter",), "place this pupil"))
        self.keys.set_hints([*hints, (("Esc",), "close")])

    def current(self) -> Found | None:
        """The line with the ring."""
        index = self.list.currentIndex()
        return self.model.lines[index.row()] if index.isValid() else None

    # Moving and taking.

    def _rows(self) -> list[int]:
        return [n for n, found in enumerate(self.model.lines) if not found.head]

    def step(self, by: int) -> None:
        """The ring goes so many lines down, or up; round at the ends."""
        self._move(by)

    def _move(self, step: int, start: bool = False) -> None:
        rows = self._rows()
        if not rows:
            return
        here = self.list.currentIndex().row()
        where = rows.index(here) if here in rows and not start else -1 if step >= 0 else 0
        self._go(self.model.lines[rows[0] if start else rows[(where + step) % len(rows)]])

    def _go(self, line: Found) -> None:
        """The ring stands on a line; on another pupil the things to do are that pupil's."""
        if line.kind == "pupil" and line is not self._pupil:
            self._pupil = line
            self._show(self.field.text())
        self.list.setCurrentIndex(self.model.index(self.model.lines.index(line)))

    def _jump_to_doings(self) -> None:
        """Tab goes to the first thing to do, and from there back to the top."""
        here = self.current()
        doings = [line for line in self.model.lines if line.kind in _DOING and not line.head]
        if doings and (here is None or here.kind not in _DOING):
            self._go(doings[0])
        else:
            self._move(0, start=True)

    def _take(self, found: Found | None) -> None:
        if found is None or found.head:
            return
        self._opened = found.pupil or (next(iter(found.place.values.values()), None) if found.place else None)
        self.close_find()
        if found.place is not None:
            self._window.go(found.place)
        if found.action:
            self._window.do(found.action)

    def _place_pupil(self) -> None:
        """A new placement for the pupil that the ring is on, or that the things to do are of."""
        if self._pupil is not None and may(self._window.context.record.actor.role, Deed.CHANGE_PLACEMENTS):
            self._opened = self._pupil.pupil
            self.close_find()
            self._window.go(Place("wizard", {"pupil": self._opened}))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._take(self.model.lines[index.row()])

    def close_find(self) -> None:
        """Goes, and gives focus back to the page; that somebody searched stands in the journal."""
        self._note()
        self._window.removeEventFilter(self)
        for part in (self, self._shade):
            part.hide()
            part.deleteLater()
        self._window.focus_page()

    def _note(self) -> None:
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
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key, here = Qt.Key(event.key()), self.current()
        letter = event.text().upper()
        if key == Qt.Key.Key_Escape:
            self.close_find()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._jump_to_doings()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._place_pupil()
            else:
                self._take(here)
        elif here is not None and here.kind == TO_DO and letter:
            same = next((line for line in self.model.lines if line.kind == TO_DO and line.key == letter), None)
            self._take(same)
            return same is not None
        else:
            return False
        return True
