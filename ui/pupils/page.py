"""The pupil list: search as you type, tabs and filters, one row a pupil."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from apdesk.domain.permissions import Deed, may
from apdesk.services.pupil_list import ON_ROLL, PLACED, TABS, PupilRow, matches, pupil_list
from apdesk.services.pupils import PupilForm, add_pupil
from apdesk.services.roll_import import roll_history
from ui.common.context import Context
from ui.common.dates import long_day, short_day
from ui.common.dialogs.record_form import DAY, Part, RecordForm
from ui.common.page import Page
from ui.common.quiet import quiet
from ui.common.tables.table_view import DataTable
from ui.common.widgets.banner import Banner
from ui.common.widgets.button import Button
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.fields import SearchField
from ui.common.widgets.label import DataLabel
from ui.common.widgets.table_frame import TableFrame
from ui.common.widgets.tabs import FilterButton, FilterTabs
from ui.pupils.columns import columns
from ui.pupils.filters import FILTERS, TAB_WORDS, PupilFilter, close_to, options
from ui.pupils.new_pupil import new_pupil_form
from ui.pupils.peek import PeekCard
from ui.theme.current import theme


@dataclass(frozen=True)
class AsAt:
    """A day to look at."""

    on: date | None


class PupilsPage(Page):
    """Every pupil on roll, hosted or ever placed."""

    key = "pupils"
    areas = frozenset({"pupils", "placements", "duties", "staff", "providers", "school-year", "protocols"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows: tuple[PupilRow, ...] = ()
        self._filter = PupilFilter(tab="")
        self._as_at: date | None = None
        self._last_list = ""
        self._build()
        self._connect()

    # What it is made of.

    def _build(self) -> None:
        now = theme()
        self.search = SearchField("Search name, form or UPN", name="Search pupils by name, form or UPN")
        self.search.setMaximumWidth(now.px(250))
        self.tabs = FilterTabs([(key, TAB_WORDS[key]) for key in TABS], name="Which pupils")
        first = QHBoxLayout()
        first.setSpacing(now.px(10))
        first.addWidget(self.search, 1)
        first.addWidget(self.tabs)
        first.addStretch(1)
        self.body.addLayout(first)
        self.banner_host = QHBoxLayout()
        self.body.addLayout(self.banner_host)
        self._build_filters()
        self.empty = EmptyState("ph.student", "No pupils yet.")
        self.table = DataTable(
            columns(self.context.today()), lambda row: row.id, "Pupils", memory=self.context.memory,
            row_height="two-line-row",
        )
        self.frame_of_table = TableFrame(self.table, self.empty)
        self.body.addWidget(self.frame_of_table, 1)
        self.peek = PeekCard(self.context)
        self.use_side().add(self.peek)
        self.side.hide()

    def _build_filters(self) -> None:
        now = theme()
        line = QHBoxLayout()
        line.setSpacing(now.px(8))
        self.filters = {name: FilterButton(label) for name, label in FILTERS.items()}
        for button in self.filters.values():
            line.addWidget(button)
        self.counted = DataLabel("", "small", cut=True)
        self.counted.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.counted, 1)
        self.as_at_button = Button("As at", "plain", "ph.clock-counter-clockwise")
        self.copy_button = Button("Copy for Excel", "plain", "ph.table")
        self.add_button = Button("Add pupil", "plain", "ph.plus")
        self.add_button.setVisible(may(self.context.record.actor.role, Deed.CHANGE_PUPILS))
        for button in (self.as_at_button, self.copy_button, self.add_button):
            line.addWidget(button)
        self.body.addLayout(line)

    def _connect(self) -> None:
        self.search.searched.connect(self._on_search)
        self.search.moved_down.connect(self.table.setFocus)
        self.tabs.changed.connect(self._on_tab)
        for button in self.filters.values():
            button.changed.connect(self._on_filter)
        self.table.opened.connect(self._open)
        self.table.peeked.connect(self._on_peek)
        self.table.focused.connect(self._on_focused)
        self.table.shown_changed.connect(self._on_shown)
        self.empty.asked.connect(self._on_empty_asked)
        self.peek.opened.connect(self._on_open_peeked)
        self.peek.closed.connect(self._close_peek)
        self.as_at_button.clicked.connect(self._on_as_at)
        self.copy_button.clicked.connect(self._on_copy)
        self.add_button.clicked.connect(self._on_add)

    # What the frame shows.

    def title(self) -> str:
        return "Pupils"

    def subtitle(self) -> str:
        on_roll = sum(ON_ROLL in row.tabs for row in self._rows)
        return f"{on_roll:,} on roll{self._last_list}" if self._rows else "Nobody on roll yet"

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {
            "search": self._on_search_key, "filters": self.filters["year"].setFocus,
            "new-placement": self._on_place, "excel": self._on_copy,
        }

    def focus_start(self) -> QWidget | None:
        return self.table if self.table.shown.rowCount() else self.search

    def reload(self) -> None:
        today = self._as_at or self.context.today()
        self._rows = pupil_list(self.context.record, self._as_at)
        runs = roll_history(self.context.record)
        self._last_list = f", list of {short_day(runs[0].taken_at.date(), today)}" if runs else ""
        if not self._filter.tab:
            self._filter = PupilFilter(tab=PLACED if any(PLACED in row.tabs for row in self._rows) else ON_ROLL)
            self.tabs.set_key(self._filter.tab)
        for key in TABS:
            self.tabs.set_count(key, sum(key in row.tabs for row in self._rows))
        with quiet(*self.filters.values()):
            for name, button in self.filters.items():
                button.set_options(options([row for row in self._rows if self._filter.tab in row.tabs], name))
        self.table.set_rows(self._rows)
        self._apply()

    # Filtering.

    def _apply(self) -> None:
        self.table.set_filter(self._filter.lets_through)

    def _on_search(self, text: str) -> None:
        self._filter = PupilFilter(self._filter.tab, text, self._filter.chosen)
        self._apply()

    def _on_tab(self, key: str) -> None:
        chosen = {name: button.chosen() for name, button in self.filters.items()}
        self._filter = PupilFilter(key, self._filter.text, chosen)
        for name, button in self.filters.items():
            button.set_options(options([row for row in self._rows if key in row.tabs], name))
        self._on_filter()

    def _on_filter(self) -> None:
        chosen = {name: button.chosen() for name, button in self.filters.items()}
        self._filter = PupilFilter(self._filter.tab, self._filter.text, chosen)
        self._apply()

    def _on_shown(self, count: int) -> None:
        self.counted.set_text(self._count_words(count))
        self.frame_of_table.show_empty(count == 0)
        if count == 0:
            self._say_empty()

    def _count_words(self, count: int) -> str:
        if self._filter.tab == PLACED:
            live = sum(row.status in ("live", "ends-soon", "hosted-here") for row in self.table.shown_rows())
            return f"{live:,} placed, {count - live:,} planned"
        return "1 pupil" if count == 1 else f"{count:,} pupils"

    def _say_empty(self) -> None:
        """Says what is true, what is close, and offers the one way on."""
        text, tab = self._filter.text, TAB_WORDS[self._filter.tab]
        elsewhere = [row for row in self._rows if text and matches(row, text)]
        if not self._rows:
            self.empty.set("No pupils yet.", "They come from the list of your school system.", "Import pupils")
        elif text and elsewhere:
            names = "; ".join(row.list_name for row in elsewhere[:3])
            self.empty.set(f"Nobody under “{tab}” matches “{text}”.", f"Elsewhere: {names}.", "Search everybody")
        elif text:
            close = close_to(self._rows, text)
            names = " and ".join(row.list_name for row in close[:2])
            near = f"{names} {'is' if len(close) == 1 else 'are'} close." if close else "Try a form or part of a UPN."
            self.empty.set(f"No pupil matches “{text}”.", near, f"Show {close[0].name}" if close else "Clear search")
        elif any(self._filter.chosen.values()):
            self.empty.set(f"Nobody under “{tab}” fits the filters.", "", "Show everybody here")
        else:
            self.empty.set(f"Nobody under “{tab}”.", "Pupils appear here as placements begin and end.", "")

    def _on_empty_asked(self) -> None:
        text = self._filter.text
        if not self._rows:
            self.go("import")
        elif text and any(matches(row, text) for row in self._rows):
            found = next(row for row in self._rows if matches(row, text))
            self.show_tab(next((tab for tab in TABS if tab in found.tabs), ON_ROLL), keep_text=True)
        elif text:
            close = close_to(self._rows, text)
            self.search.clear()
            if close:
                self._open(close[0])
        else:
            self.show_tab(self._filter.tab)

    def show_tab(self, tab: str, *, keep_text: bool = False) -> None:
        """Shows one tab without filters."""
        self.tabs.set_key(tab)
        for button in self.filters.values():
            button.choose("")
        if not keep_text:
            self.search.clear()
            self._filter = PupilFilter(tab)
        self._on_tab(tab)
        self.table.setFocus()

    # Doing.

    def _open(self, row: PupilRow) -> None:
        self.go("pupil", pupil=row.id)

    def _on_place(self) -> None:
        row = self.table.focused_row()
        if row is not None:
            self.go("wizard", pupil=row.id)

    def _on_search_key(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_peek(self, row: PupilRow) -> None:
        if self.side is not None and self.side.isVisible():
            self._close_peek()
            return
        self.peek.show_row(row)
        if self.side is not None:
            self.side.show()
            self._fit_count()

    def _on_focused(self, row: PupilRow | None) -> None:
        if row is not None and self.side is not None and self.side.isVisible():
            self.peek.show_row(row)

    def _on_open_peeked(self) -> None:
        row = self.table.focused_row()
        if row is not None:
            self._open(row)

    def _close_peek(self) -> None:
        if self.side is not None:
            self.side.hide()
        self._fit_count()
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_count()

    def _fit_count(self) -> None:
        """The count stands beside the filters only where there is room for it."""
        beside = self.side.width() if self.side is not None and self.side.isVisible() else 0
        self.counted.setVisible((self.width() - beside) / theme().scale > 1060)

    def _on_copy(self) -> None:
        self.table.copy()
        count = self.table.shown.rowCount()
        self.context.say(f"{count:,} rows copied without child protection and social worker flags. Paste into Excel.")

    def _on_add(self) -> None:
        form = new_pupil_form(self._add, self.context.today())
        if self.context.ask.form(form) and form.saved is not None:
            self.context.publish(form.saved.changes)
            self.go("pupil", pupil=form.saved.id)

    def _add(self, form: PupilForm) -> object:
        return add_pupil(self.context.record, form)

    def _on_as_at(self) -> None:
        if self._as_at is not None:
            self._take_as_at(None)
            return
        part = Part("on", "Day", DAY, help="2 oct, mon, 14/09")
        form = RecordForm(
            "Who was where on which day?", (part,), AsAt(None), save=lambda values: values.on,
            today=self.context.today(), do="Show that day", width=420,
        )
        if self.context.ask.form(form) and form.saved is not None:
            self._take_as_at(form.saved)

    def _take_as_at(self, day: date | None) -> None:
        self._as_at = day
        while self.banner_host.count():
            old = self.banner_host.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if day is not None:
            banner = Banner("soon", f"As at {long_day(day)}.", "This is how it stood then.", "Back to today")
            banner.asked.connect(self._on_as_at)
            self.banner_host.addWidget(banner)
        self.as_at_button.setText("Back to today" if day else "As at")
        self.reload()
        self.titles_changed.emit()
