"""Settings: what the office sets once and looks at twice a year, part by part."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.common.context import Context
from ui.common.page import Page
from ui.common.widgets.fields import SearchField
from ui.common.widgets.frame import BAR
from ui.settings.nav import NavLine, NavList
from ui.settings.part import PartEntry, SettingsPart
from ui.settings.parts import find, make_part, open_parts
from ui.theme.current import theme

_EVERY_PART = ("search", "part-1")


class SettingsPage(Page):
    """The list of parts at the left, one part at the right; `part` and `at` in the values say which and where."""

    key = "settings"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._open = {each.key: each for each in open_parts(context.record.actor.role)}
        self._made: dict[str, SettingsPart] = {}
        self._part, self._at = next(iter(self._open)), ""
        self._build()
        self._connect()

    def _build(self) -> None:
        now = theme()
        self.search = SearchField("Find a setting", name="Find a setting")
        self.search.setFixedWidth(now.px(180))
        self.nav = NavList("Parts of Settings")
        self.stack = QStackedWidget()
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(now.px(8))
        left.addWidget(self.search)
        left.addWidget(self.nav, 1)
        edge = now.length("space-page")
        self.frame.setContentsMargins(edge, 0, edge - now.px(BAR + 2), now.px(16))
        self.frame.insertLayout(0, left)
        self.body.addWidget(self.stack, 1)
        self._list_parts()

    def _connect(self) -> None:
        self.nav.asked.connect(self._on_asked)
        self.search.searched.connect(self._on_searched)
        self.search.moved_down.connect(self._on_moved_down)

    # What the frame shows.

    def title(self) -> str:
        return "Settings"

    def state_text(self) -> tuple[str, str] | None:
        part = self._made.get(self._part)
        return part.state_text() if part is not None else None

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        part = self._made.get(self._part)
        own = dict(part.handlers()) if part is not None else {}
        jumps = {f"part-{number}": self._opening(key) for number, key in enumerate(self._open, 1)}
        return {"search": self._on_search_key, **jumps, **own}

    def hint_names(self) -> Collection[str] | None:
        part = self._made.get(self._part)
        return (*(part.shown_hints() if part is not None and part.may_change else ()), *_EVERY_PART)

    def focus_start(self) -> QWidget | None:
        part = self._made.get(self._part)
        start = (part.place_of(self._at) or part.focus_start()) if part is not None else None
        return start if start is not None and start.isEnabled() else self.nav.button(self._part)

    # Its life.

    def activate(self, values: Mapping[str, str]) -> None:
        wanted = values.get("part", self._part)
        self._part = wanted if wanted in self._open else self._part
        self._at = values.get("at", "")
        if self.search.text():
            self.search.clear()
        self._show_part()

    def may_leave(self) -> bool:
        part = self._made.get(self._part)
        return part is None or part.may_leave()

    def hear(self, changes: Any) -> None:
        touched = frozenset(getattr(changes, "areas", ()))
        for part in self._made.values():
            if touched & part.areas:
                part.stale = True
        self.stale = True
        self.freshen()

    def reload(self) -> None:
        part = self._made.get(self._part)
        if part is None:
            return
        if part.stale:
            part.stale = False
            part.reload()

    def part(self) -> SettingsPart:
        """The part in front."""
        return self._made[self._part]

    # Doing.

    def _show_part(self) -> None:
        if self._part not in self._made:
            made = make_part(self._open[self._part], self.context)
            made.place_requested.connect(self.place_requested)
            made.state_changed.connect(self.titles_changed)
            self._made[self._part] = made
            self.stack.addWidget(made)
        self.stack.setCurrentWidget(self._made[self._part])
        self.nav.choose(self._part)
        self.stale = True

    def _opening(self, key: str) -> Callable[[], None]:
        return lambda: self.go("settings", part=key)

    def _list_parts(self) -> None:
        self.nav.set_lines([NavLine(each.key, each.label) for each in self._open.values()])
        self.nav.choose(self._part)

    def _on_asked(self, key: str) -> None:
        part, _, at = key.partition("/")
        self.go("settings", part=part, **({"at": at} if at else {}))

    def _on_searched(self, words: str) -> None:
        if not words:
            self._list_parts()
            return
        found = find(self.context.record.actor.role, words)
        self.nav.set_lines([_found_line(part, entry.words, entry.at) for part, entry in found],
                           f"Nothing in Settings is called “{words}”.")

    def _on_search_key(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_moved_down(self) -> None:
        self.nav.focus_chosen()


def _found_line(part: PartEntry, words: str, at: str) -> NavLine:
    return NavLine(f"{part.key}/{at}" if at else part.key, words, part.label if words != part.label else "")
