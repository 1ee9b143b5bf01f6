"""The places pupils go to: which can be used, until when, how full, what a day costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from apdesk.domain import provider as rules
from apdesk.domain.names import fold
from apdesk.domain.permissions import Deed, may
from apdesk.services.providers import ProviderForm, ProviderRow, add_provider, providers
from ui.common.context import Context
from ui.common.page import Page
from ui.common.tables.table_view import DataTable
from ui.common.widgets.button import Button
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.fields import SearchField
from ui.common.widgets.table_frame import TableFrame
from ui.common.widgets.tabs import FilterTabs
from ui.providers.columns import provider_columns
from ui.providers.forms import details_form
from ui.providers.look_up import LookUp
from ui.theme.current import theme

ALL, CLEAR, FULL, SOON, CANNOT = "all", "clear", "full", "soon", "cannot"
_TABS = ((ALL, "All"), (CLEAR, "Clear to use"), (FULL, "Full"), (SOON, "Running out"), (CANNOT, "Cannot be used"))
_LEAST_SEARCH = 200
"""Design pixels of the search; the tabs go below where there is no room beside it."""


class ProvidersPage(Page):
    """Every provider the school knows."""

    key = "providers"
    areas = frozenset({"providers", "placements"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows: tuple[ProviderRow, ...] = ()
        self._words = ""
        self._look_up = LookUp(context)
        self._build()
        self._connect()

    def _build(self) -> None:
        now = theme()
        may_change = may(self.context.record.actor.role, Deed.CHANGE_PROVIDERS)
        self.search = SearchField("Search name or kind", name="Search providers")
        self.search.setMinimumWidth(now.px(_LEAST_SEARCH))
        self.tabs = FilterTabs(_TABS, name="Which providers")
        self.add_button = Button("Add provider", "plain", "ph.plus")
        self.look_up_button = Button("Look up a school", "plain", "ph.magnifying-glass")
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        self._first.setSpacing(now.px(8))
        self._first.addWidget(self.search, 1)
        self._first.addWidget(self.tabs)
        self._first.addStretch(1)
        for button in (self.look_up_button, self.add_button):
            self._first.addWidget(button)
        self.body.addLayout(self._first)
        self.body.addLayout(self._second)
        for button in (self.look_up_button, self.add_button):
            button.setVisible(may_change)
        self.empty = EmptyState("ph.buildings", "No providers yet.")
        self.table = DataTable(
            provider_columns(self.context.today()), lambda row: row.id, "Providers", memory=self.context.memory,
            row_height="two-line-row",
        )
        self.frame_of_table = TableFrame(self.table, self.empty)
        self.body.addWidget(self.frame_of_table, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The tabs stand beside the search where there is room for all of their words, else below it."""
        now = theme()
        buttons = [each for each in (self.look_up_button, self.add_button) if each.isVisibleTo(self)]
        beside = sum(each.sizeHint().width() for each in buttons) + now.px(8) * (len(buttons) + 2)
        room = self.contentsRect().width() - 2 * now.length("space-page")
        below = now.px(_LEAST_SEARCH) + self.tabs.wanted_width() + beside > room
        self.search.setMaximumWidth(now.px(500 if below else 250))
        if below != (self._second.indexOf(self.tabs) >= 0):
            (self._second if below else self._first).insertWidget(0 if below else 1, self.tabs)
            if below:
                self._second.addStretch(1)
            else:
                self._second.takeAt(0)

    def _connect(self) -> None:
        self.search.searched.connect(self._on_search)
        self.search.moved_down.connect(self.frame_of_table.take_focus)
        self.tabs.changed.connect(self._apply)
        self.table.opened.connect(lambda row: self.go("provider", provider=row.id))
        self.table.shown_changed.connect(self._on_shown)
        self.add_button.clicked.connect(self._on_add)
        self.look_up_button.clicked.connect(self._on_look_up)
        self.empty.asked.connect(self._on_empty)

    def title(self) -> str:
        return "Providers"

    def subtitle(self) -> str:
        taken = sum(row.taken for row in self._rows)
        if not self._rows:
            return "None yet"
        many = "1 provider" if len(self._rows) == 1 else f"{len(self._rows)} providers"
        return f"{many}, {'1 pupil' if taken == 1 else f'{taken} pupils'} placed"

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"search": self._on_search_key, "add": self._on_add, "excel": self._on_copy}

    def hint_names(self) -> Collection[str] | None:
        return ("search",) if self.frame_of_table.is_empty() and self._rows else None

    def focus_start(self) -> QWidget | None:
        return self.table if self._rows else self.add_button

    def reload(self) -> None:
        self._rows = providers(self.context.record)
        self.tabs.set_count(ALL, len(self._rows))
        counts = Counter(map(tab_of, self._rows))
        for key in (CLEAR, FULL, SOON, CANNOT):
            self.tabs.set_count(key, counts[key], late=key == CANNOT)
        self._arrange()
        self.table.set_rows(self._rows)
        self._apply()

    def _apply(self) -> None:
        self.table.set_filter(self._lets_through)

    def _lets_through(self, row: ProviderRow) -> bool:
        found = fold(f"{row.name} {row.short_name} {row.kind}")
        return self.tabs.key() in (ALL, tab_of(row)) and all(
            fold(word) in found for word in self._words.split()
        )

    def _on_search(self, words: str) -> None:
        self._words = words
        self._apply()

    def _on_search_key(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_shown(self, count: int) -> None:
        self.frame_of_table.show_empty(count == 0)
        if not self._rows:
            self.empty.set("No providers yet.", "Add the places you use, with the papers you saw.", "Add provider")
        elif self._words:
            self.empty.set(f"No provider matches “{self._words}”.", "", "Clear search")
        else:
            self.empty.set("No provider is in this state now.", "", "Show all")
        self.frame_changed.emit()

    def _on_empty(self) -> None:
        if not self._rows:
            self._on_add()
            return
        self._show_all()

    def _show_all(self) -> None:
        self._words = ""
        self.search.clear()
        self.tabs.set_key(ALL)
        self._apply()

    def _on_copy(self) -> None:
        self.table.copy()
        self.context.say(f"{self.table.shown.rowCount()} rows copied. Paste into Excel.")

    def _on_add(self) -> None:
        self._add_from(ProviderForm(name=""), None)

    def _on_look_up(self) -> None:
        found = self._look_up.choose()
        if found is not None:
            self._add_from(found.form, found.site)

    def _add_from(self, shown: ProviderForm, site: Any) -> None:
        if not may(self.context.record.actor.role, Deed.CHANGE_PROVIDERS):
            return
        form = details_form(
            "Add a provider", shown, lambda said: add_provider(self.context.record, said, site),
            self.context.today(), new=True,
        )  # fmt: skip
        if self.context.ask.form(form) and form.saved is not None:
            self.context.publish(form.saved.changes)
            if not self.table.focus_id(form.saved.id):
                self._show_all()
                self.table.focus_id(form.saved.id)
            self.context.say(" ".join((f"{form.values().name} added.", *form.saved.remarks)))
            self.go("provider", provider=form.saved.id)


def tab_of(row: ProviderRow) -> str:
    """Under which tab a provider stands: one only, so that they add up."""
    if row.clearance.state == rules.CLEAR:
        return FULL if row.full else CLEAR
    return SOON if row.clearance.state == rules.CLEAR_UNTIL else CANNOT
