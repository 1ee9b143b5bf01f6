"""The pupil list: search as you type, tabs and filters, one row a pupil, today or as at an earlier day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from apdesk.domain.permissions import Deed, may
from apdesk.services.pupil_list import ON_ROLL, PLACED, TABS, PupilRow, pupil_list
from apdesk.services.pupils import PupilForm, add_pupil
from apdesk.services.roll_import import roll_history
from apdesk.services.saved_filters import SavedFilter
from ui.common.context import Context
from ui.common.dates import short_day
from ui.common.page import Page
from ui.common.quiet import quiet
from ui.common.tables.table_view import DataTable
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.table_frame import TableFrame
from ui.pupils import empty_words
from ui.pupils.as_at import ask_for_day, banner_for
from ui.pupils.columns import HOW_FAR_FROM, columns, left_out
from ui.pupils.filters import TAB_WORDS, PupilFilter, options
from ui.pupils.new_pupil import new_pupil_form
from ui.pupils.papers import COPIED, ListPapers
from ui.pupils.peek import PeekCard
from ui.pupils.saved import SavedFilters
from ui.pupils.toolbar import Toolbar
from ui.theme.current import theme

RUNNING = ("live", "ends-soon", "hosted-here")


class PupilsPage(Page):
    """Every pupil on roll, hosted or ever placed."""

    key = "pupils"
    areas = frozenset({"pupils", "placements", "duties", "staff", "providers", "school-year", "protocols"})
    side_waits = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows: tuple[PupilRow, ...] = ()
        self._filter = PupilFilter(tab="")
        self._as_at: date | None = None
        self._last_list = ""
        self._said = empty_words.Said("", "", "", empty_words.NOTHING)
        self.papers = ListPapers(context, self.settle)
        self.saved = SavedFilters(context, lambda: self._filter, self.take_filters)
        self._role = context.record.actor.role
        self._build()
        self._connect()

    # What it is made of.

    def _build(self) -> None:
        self.bar = Toolbar(may(self._role, Deed.CHANGE_PUPILS))
        self.search, self.tabs, self.filters = self.bar.search, self.bar.tabs, self.bar.filters
        self.banner_host = QHBoxLayout()
        self.empty = EmptyState("ph.student", "No pupils yet.")
        self.table = DataTable(
            columns(self.day, self._is_narrow), lambda row: row.id, "Pupils", memory=self.context.memory,
            row_height="two-line-row",
        )
        self.frame_of_table = TableFrame(self.table, self.empty)
        self.body.addLayout(self.banner_host)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.frame_of_table, 1)
        self.peek = PeekCard(self.context, self.day)
        self.use_side().add(self.peek)
        self.side.hide()

    def _connect(self) -> None:
        self.search.searched.connect(self._on_search)
        self.search.moved_down.connect(self.frame_of_table.take_focus)
        self.tabs.changed.connect(self._on_tab)
        for button in self.filters.values():
            button.changed.connect(self._on_filter)
        self.table.opened.connect(self._open)
        self.table.peeked.connect(self._on_peek)
        self.table.focused.connect(self._on_focused)
        self.table.shown_changed.connect(self._on_shown)
        self.table.menu_asked.connect(self._on_menu)
        self.empty.asked.connect(self._on_empty_asked)
        self.peek.opened.connect(self._on_open_peeked)
        self.peek.closed.connect(self._close_peek)
        self.side.seen.connect(self._on_side_shown)
        self.bar.as_at.clicked.connect(self._on_as_at)
        self.bar.add.clicked.connect(self._on_add)
        self.bar.saved.menu_shown().aboutToShow.connect(self._on_saved_menu)
        self.bar.more_asked.connect(self._on_more)
        self.papers.fill(self.bar.excel.menu_shown(), self._on_copy, self._on_excel)

    def day(self) -> date:
        """The day that is shown: today, or the one that is looked back at."""
        return self._as_at or self.context.today()

    def _is_narrow(self) -> bool:
        return self.table.viewport().width() < theme().px(HOW_FAR_FROM)

    # What the frame shows.

    def title(self) -> str:
        return "Pupils"

    def subtitle(self) -> str:
        on_roll = sum(ON_ROLL in row.tabs for row in self._rows)
        return f"{on_roll:,} on roll{self._last_list}" if self._rows else "Nobody on roll yet"

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {
            "search": self._on_search_key, "filters": lambda: self.bar.first_filter().setFocus(),
            "new-placement": self._on_place, "excel": self._on_excel, "print": self.papers.tracker_on_paper,
            "as-at": self._on_as_at,
        }

    def focus_start(self) -> QWidget | None:
        return self.table if self.table.shown.rowCount() else self.search

    def reload(self) -> None:
        self._rows = pupil_list(self.context.record, self._as_at)
        runs = roll_history(self.context.record)
        taken = short_day(runs[0].taken_at.astimezone().date(), self.context.today()) if runs else ""
        self._last_list = f", from the list taken in on {taken}" if taken and self._as_at is None else ""
        if not self._filter.tab:
            self._filter = PupilFilter(tab=PLACED if any(PLACED in row.tabs for row in self._rows) else ON_ROLL)
            self.tabs.set_key(self._filter.tab)
        for key in TABS:
            self.tabs.set_count(key, sum(key in row.tabs for row in self._rows))
        self._offer()
        self.table.set_rows(self._rows)
        self._filter = PupilFilter(self._filter.tab, self._filter.text, self._chosen())
        self._apply()

    # Filtering.

    def _chosen(self) -> dict[str, str]:
        return {name: button.chosen() for name, button in self.filters.items()}

    def _offer(self) -> None:
        """The filters offer what the rows of the tab hold."""
        here = [row for row in self._rows if self._filter.tab in row.tabs]
        with quiet(*self.filters.values()):
            for name, button in self.filters.items():
                button.set_options(options(here, name))

    def _apply(self) -> None:
        self.table.leave_out(left_out(self._filter.tab))
        self.table.set_filter(self._filter.compiled())
        self.bar.describe()

    def _on_search(self, text: str) -> None:
        self._filter = PupilFilter(self._filter.tab, text, self._filter.chosen)
        self._apply()

    def _on_tab(self, key: str) -> None:
        self._filter = PupilFilter(key, self._filter.text, self._chosen())
        self._offer()
        self._on_filter()

    def _on_filter(self) -> None:
        self._filter = PupilFilter(self._filter.tab, self._filter.text, self._chosen())
        self._apply()

    def _on_shown(self, count: int) -> None:
        self.bar.counted.set_text(self._count_words(count))
        self.frame_of_table.show_empty(count == 0)
        if count == 0 and self._filter.tab:
            self._said = empty_words.say(self._rows, self._filter, may(self._role, Deed.IMPORT_ROLL))
            self.empty.set(self._said.what, self._said.when, self._said.button)

    def _count_words(self, count: int) -> str:
        if self._filter.tab == PLACED:
            live = sum(row.status in RUNNING for row in self.table.shown_rows())
            parts = [(live, "placed"), (count - live, "planned")]
            return ", ".join(f"{number:,} {word}" for number, word in parts if number)
        return "1 pupil" if count == 1 else f"{count:,} pupils" if count else ""

    def _on_empty_asked(self) -> None:
        said = self._said
        if said.does == empty_words.IMPORT:
            self.go("import")
        elif said.does == empty_words.ELSEWHERE:
            self.show_tab(said.tab, keep_text=True)
        elif said.does == empty_words.WHOLE_TAB:
            self.show_tab(said.tab)
        else:
            self.search.clear()
            if said.row is not None:
                self._open(said.row)

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

    def take_filters(self, saved: SavedFilter) -> None:
        """Shows what was kept under a name; a filter that nobody answers to any more shows everybody."""
        self.show_tab(saved.tab)
        for name, button in self.filters.items():
            button.choose(saved.chosen.get(name, ""))
        self._on_filter()

    # Looking.

    def _open(self, row: PupilRow) -> None:
        self.context.trail.lead(TAB_WORDS[self._filter.tab].lower(), [one.id for one in self.table.shown_rows()])
        self.go("pupil", pupil=row.id)

    def _on_menu(self, row: PupilRow, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction("Open", lambda: self._open(row))
        menu.addAction("Look beside the list\tSpace", lambda: self._on_peek(row))
        if may(self._role, Deed.CHANGE_PLACEMENTS):
            menu.addAction("New placement…\tCtrl+N", lambda: self.go("wizard", pupil=row.id))
        menu.popup(place)

    def _on_place(self) -> None:
        row = self.table.focused_row()
        if may(self._role, Deed.CHANGE_PLACEMENTS):
            self.go("wizard", **({"pupil": row.id} if row is not None else {}))

    def _on_search_key(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_peek(self, row: PupilRow) -> None:
        if self.side.isVisible():
            self._close_peek()
            return
        self.peek.show_row(row)
        self.show_side()

    def _on_side_shown(self, shown: bool) -> None:
        row = self.table.focused_row()
        if shown and row is not None:
            self.peek.show_row(row)

    def _on_focused(self, row: PupilRow | None) -> None:
        if row is not None and self.side.isVisible():
            self.peek.show_row(row)

    def _on_open_peeked(self) -> None:
        row = self.table.focused_row()
        if row is not None:
            self._open(row)

    def _close_peek(self) -> None:
        self.side.hide()
        self.table.setFocus()

    # Doing.

    def _on_saved_menu(self) -> None:
        menu = self.bar.saved.menu_shown()
        menu.clear()
        self.saved.fill(menu)

    def _on_more(self, menu: QMenu) -> None:
        menu.addAction("As at another day…", self._on_as_at)
        self.saved.fill(menu.addMenu("Saved filters"))
        if self.bar.narrow:
            self.papers.fill(menu.addMenu("Excel and paper"), self._on_copy, self._on_excel)
            if may(self._role, Deed.CHANGE_PUPILS):
                menu.addAction("Add pupil…", self._on_add)

    def _on_copy(self) -> None:
        self.table.copy()
        count = self.table.shown.rowCount()
        self.context.say(COPIED.format(rows="1 row" if count == 1 else f"{count:,} rows"))

    def _on_excel(self) -> None:
        if may(self._role, Deed.EXPORT):
            self.papers.rows([row.id for row in self.table.shown_rows()], self._as_at)

    def _on_add(self) -> None:
        form = new_pupil_form(self._add, self.context.today())
        if self.context.ask.form(form) and form.saved is not None:
            self.context.publish(form.saved.changes)
            self.context.say(" ".join(("Pupil added.", *form.saved.remarks)))
            self.go("pupil", pupil=form.saved.id)

    def _add(self, form: PupilForm) -> object:
        return add_pupil(self.context.record, form)

    def _on_as_at(self) -> None:
        day = ask_for_day(self.context)
        if day is not None:
            self.show_as_at(day)

    def _on_back(self) -> None:
        self.show_as_at(None)

    def show_as_at(self, day: date | None) -> None:
        """Shows the list as at an earlier day, under a banner; None shows today again."""
        self._as_at = day
        while self.banner_host.count():
            old = self.banner_host.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if day is not None:
            banner = banner_for(day)
            banner.asked.connect(self._on_back)
            self.banner_host.addWidget(banner)
        self.bar.as_at.setText("As at another day" if day else "As at")
        self.reload()
        self.titles_changed.emit()
