"""The places pupils go to: which can be used, until when, how full, what a day costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
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
from ui.providers.forms import provider_form
from ui.providers.look_up import LookUp
from ui.theme.current import theme

ALL, CLEAR, SOON, CANNOT = "all", "clear", "soon", "cannot"
_TABS = ((ALL, "All"), (CLEAR, "Clear to use"), (SOON, "Running out"), (CANNOT, "Cannot be used"))
_STATES = {
    CLEAR: (rules.CLEAR, rules.CLEAR_UNTIL), SOON: (rules.CLEAR_UNTIL,), CANNOT: (rules.CANNOT, rules.STOPPED),
}  # fmt: skip


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
        self.search.setMaximumWidth(now.px(250))
        self.tabs = FilterTabs(_TABS, name="Which providers")
        self.add_button = Button("Add provider", "plain", "ph.plus")
        self.look_up_button = Button("Look up a school", "plain", "ph.magnifying-glass")
        line = QHBoxLayout()
        line.setSpacing(now.px(8))
        line.addWidget(self.search, 1)
        line.addWidget(self.tabs)
        line.addStretch(1)
        for button in (self.look_up_button, self.add_button):
            line.addWidget(button)
        self.body.addLayout(line)
        for button in (self.look_up_button, self.add_button):
            button.setVisible(may_change)
        self.empty = EmptyState("ph.buildings", "No providers yet.")
        self.table = DataTable(
            provider_columns(self.context.today()), lambda row: row.id, "Providers", memory=self.context.memory,
            row_height="two-line-row",
        )
        self.frame_of_table = TableFrame(self.table, self.empty)
        self.body.addWidget(self.frame_of_table, 1)

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

    def focus_start(self) -> QWidget | None:
        return self.table if self._rows else self.add_button

    def reload(self) -> None:
        self._rows = providers(self.context.record)
        self.tabs.set_count(ALL, len(self._rows))
        for key, states in _STATES.items():
            count = sum(row.clearance.state in states for row in self._rows)
            self.tabs.set_count(key, count, late=key == CANNOT)
        self.table.set_rows(self._rows)
        self._apply()

    def _apply(self) -> None:
        self.table.set_filter(self._lets_through)

    def _lets_through(self, row: ProviderRow) -> bool:
        states = _STATES.get(self.tabs.key())
        found = fold(f"{row.name} {row.short_name} {row.kind}")
        return (states is None or row.clearance.state in states) and all(
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
            self.empty.set("No provider stands like that.", "", "Show all")

    def _on_empty(self) -> None:
        if not self._rows:
            self._on_add()
            return
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
        form = provider_form(
            "Add a provider", shown, lambda said: add_provider(self.context.record, said, site), self.context.today()
        )
        if self.context.ask.form(form) and form.saved is not None:
            self.context.publish(form.saved.changes)
            self.context.say(" ".join((f"{form.values().name} added.", *form.saved.remarks)))
            self.go("provider", provider=form.saved.id)
