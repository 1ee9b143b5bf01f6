"""Term dates: a year as a strip, its lines as a table, corrected in a draft that shows what would move."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from apdesk.domain.permissions import Deed
from apdesk.domain.school_calendar import SchoolCalendar, school_year_of
from apdesk.problems import Problem
from apdesk.services.drafts import discard_draft, drafts, save_draft
from apdesk.services.school_year import (
    Entry,
    as_text,
    entries,
    merged,
    read_calendar,
    read_terms,
    version_entries,
    versions,
)
from apdesk.services.term_date_changes import BY_HAND, Corrected, change_dates, dates_would_move
from apdesk.services.term_draft import REMOVED, TermDraft, school_years, year_words
from apdesk.services.what_would_move import WHAT, Moves
from ui.common.ask import Choice, Question
from ui.common.context import Context
from ui.common.dates import short_day
from ui.common.dialogs.moves_dialog import MovesAnswer, MovesDialog
from ui.common.jobs import Outcome
from ui.common.tables.table_view import DataTable
from ui.common.widgets.button import Button, MenuButton
from ui.common.widgets.card import Card
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.label import DataLabel
from ui.common.widgets.table_frame import TableFrame
from ui.common.widgets.tabs import FilterTabs
from ui.settings.dates_columns import DateRow, LineForm, date_columns, line_form, shown_of
from ui.settings.part import SettingsPart
from ui.settings.unsaved_bar import UnsavedBar
from ui.settings.year_strip import YearStrip
from ui.theme.current import theme

DRAFT = "settings-dates"
STRIP_FROM = 440        # design pixels of height
_CSV = (("Term dates (CSV)", ("*.csv",)),)


class DatesPart(SettingsPart):
    """The school's own term dates. What is changed stays a draft until what would move has been seen."""

    key = "dates"
    heading = "Term dates"
    areas = frozenset({"school-year", "placements"})
    deed = Deed.CHANGE_SCHOOL_YEAR
    hints = ("add", "edit", "remove", "would-move", "history")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.draft = TermDraft(())
        self._kept: str | None = None
        self._year = 0
        self._strip_wanted = False
        self._calendar: SchoolCalendar | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        now, today = theme(), self.context.today()
        self.import_button = Button("Import a file", "plain", "ph.tray")
        self.add_button = Button("Add a line", "plain", "ph.plus")
        menu = QMenu(self)
        menu.addAction("Copy this year to the next", self._on_copy_year)
        menu.addAction("Earlier versions…", self._on_history)
        self.more_button = MenuButton("More", menu)
        for button in (self.add_button, self.import_button, self.more_button):
            button.setVisible(self.may_change)
            self.tools.addWidget(button)
        self._years = QHBoxLayout()
        self._years.addStretch(1)
        self.body.addLayout(self._years)
        self.year_tabs: FilterTabs | None = None
        self.strip = YearStrip()
        self.strip_card = Card()
        self.strip_card.add(self.strip)
        self.strip_card.add(DataLabel("▾ INSET   ■ closure   ● bank holiday   hatched: holiday", "meta"))
        self.body.addWidget(self.strip_card)
        self.table = DataTable(date_columns(today), lambda row: row.key, "Term dates", row_height="row")
        self.empty = EmptyState(
            "ph.calendar-blank", "No term dates yet.",
            "Every duty gets its date from them. A file has the columns type, start, end and label; "
            "a type is half_term (a block of teaching, six a year), inset, closure or bank_holiday.",
            "Import dates" if self.may_change else "",
        )  # fmt: skip
        self.frame = TableFrame(self.table, self.empty)
        self.body.addWidget(self.frame, 1)
        self.bar = UnsavedBar("See what would move")
        self.body.addWidget(self.bar)
        self.table.setMinimumHeight(now.px(110))

    def _connect(self) -> None:
        self.import_button.clicked.connect(self._on_import)
        self.add_button.clicked.connect(self._on_add)
        self.empty.asked.connect(self._on_import)
        self.table.opened.connect(self._on_edit)
        self.table.menu_asked.connect(self._on_menu)
        self.bar.go_on_asked.connect(self.see_what_would_move)
        self.bar.discard_asked.connect(self._on_discard)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_strip()

    def _fit_strip(self) -> None:
        """The strip tells nothing that the lines do not: where the window is low they have its room."""
        self.strip_card.setVisible(self._strip_wanted and self.height() / theme().scale >= STRIP_FROM)

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"add": self._on_add, "edit": self._on_edit_key, "remove": self._on_remove,
                "would-move": self.see_what_would_move, "history": self._on_history}  # fmt: skip

    def focus_start(self) -> QWidget | None:
        if self.draft.lines():
            return self.table
        return self.empty.button if self.may_change else None

    def place_of(self, at: str) -> QWidget | None:
        return self.import_button if at == "import" else None

    def state_text(self) -> tuple[str, str] | None:
        return ("ph.note-pencil", "Not saved yet; kept as a draft") if self.draft.changes() else None

    # Its life.

    def reload(self) -> None:
        record, today = self.context.record, self.context.today()
        self.draft = TermDraft(entries(record))
        for kept in drafts(record, DRAFT) if self.may_change else ():
            if self._kept is None and self.draft.take_json(kept.content):
                self._kept = kept.id
        newest = next(iter(versions(record)), None)
        self.set_note(f"{newest.source}, since {short_day(newest.loaded_on, today)}" if newest else "")
        self.show_draft()

    def show_draft(self) -> None:
        """Everything as the draft has it now."""
        shown, today = self.draft.entries(), self.context.today()
        self._calendar, trouble = None, ""
        if shown:
            try:
                self._calendar = read_calendar(as_text(shown), BY_HAND)
            except Problem as problem:
                trouble = problem.text
        self._show_years(school_years(line.entry for line in self.draft.lines()))
        mine = [one for one in self._with_known(shown) if one.school_year == self._year]
        self._strip_wanted = bool(mine)
        self._fit_strip()
        if mine:
            blocks = {one.start: self._days_of(one) or 0 for one in mine if one.type == "half_term"}
            self.strip.show_year(self._year, mine, blocks, today)
        self.table.set_rows(self._rows())
        self.frame.show_empty(not self.draft.lines())
        count = self.draft.changes()
        said = "1 line is changed." if count == 1 else f"{count} lines are changed."
        self.bar.show_state(f"{said} Nothing is saved yet." if count else "", trouble)
        self.state_changed.emit()

    def _show_years(self, years: tuple[int, ...]) -> None:
        """A tab for each school year; the present one first chosen."""
        if self.year_tabs is not None:
            self._years.removeWidget(self.year_tabs)
            self.year_tabs.hide()
            self.year_tabs.deleteLater()
            self.year_tabs = None
        if not years:
            return
        present = school_year_of(self.context.today())
        if self._year not in years:
            self._year = present if present in years else years[-1]
        self.year_tabs = FilterTabs([(str(year), year_words(year)) for year in years], name="School year")
        self.year_tabs.set_key(str(self._year))
        self.year_tabs.changed.connect(self._on_year)
        self._years.insertWidget(0, self.year_tabs)

    def _with_known(self, shown: tuple[Entry, ...]) -> list[Entry]:
        """The lines with the bank holidays that the program adds by itself."""
        own = {one.start for one in shown if one.type == "bank_holiday"}
        known = [
            Entry("bank_holiday", one.start, one.end, one.label)
            for one in (self._calendar.closures if self._calendar else ())
            if one.kind == "bank_holiday" and one.start not in own
        ]
        return [*shown, *known]

    def _rows(self) -> list[DateRow]:
        rows = [
            DateRow(line.key, line.entry, line, self._days_of(line.entry) if line.state != REMOVED else None)
            for line in self.draft.lines() if line.entry.school_year == self._year
        ]
        held = set(self.draft.entries())
        known = [one for one in self._with_known(self.draft.entries()) if one not in held]
        return rows + [DateRow(f"known-{one.start}", one, None, None) for one in known
                       if one.school_year == self._year]  # fmt: skip

    def _days_of(self, one: Entry) -> int | None:
        if one.type != "half_term" or self._calendar is None:
            return None
        return self._calendar.count(one.start, one.end)

    def _changed(self) -> None:
        """The draft is kept on disk at once and shown."""
        if self.draft.changes():
            self._kept = save_draft(self.context.record, self._kept, DRAFT, "Settings, Term dates",
                                    self.draft.as_json())
        else:
            self._forget()
        self.show_draft()

    def _forget(self) -> None:
        if self._kept is not None:
            discard_draft(self.context.record, self._kept)
        self._kept = None

    # Changing the draft.

    def _on_year(self, key: str) -> None:
        self._year = int(key)
        self.show_draft()
        if self.year_tabs is not None:
            self.year_tabs.tab(key).setFocus()

    def _on_add(self) -> None:
        if not self.may_change:
            return
        row = self.table.focused_row()
        shown = LineForm("inset" if self.draft.lines() else "half_term", None, row.entry.start if row else None)
        added: list[str] = []
        form = line_form("Add a line", shown, lambda said: added.append(self.draft.add(said.entry())) or True,
                         self.context.today())  # type: ignore[func-returns-value]
        if self.context.ask.form(form) and added:
            self._year = form.saved and form.values().entry().school_year
            self._changed()
            self.table.focus_id(added[0])

    def _on_edit_key(self) -> None:
        row = self.table.focused_row()
        if row is not None:
            self._on_edit(row)

    def _on_edit(self, row: DateRow) -> None:
        if not self.may_change or row.line is None:
            return
        key = row.line.key
        form = line_form(f"Change {row.entry.label}", shown_of(row.entry),
                         lambda said: self.draft.change(key, said.entry()) or True, self.context.today())  # type: ignore[func-returns-value]
        if self.context.ask.form(form):
            self._changed()
            self.table.focus_id(key)

    def _on_remove(self) -> None:
        row = self.table.focused_row()
        if not self.may_change or row is None or row.line is None:
            return
        if row.line.state == REMOVED:
            self.draft.restore(row.line.key)
        else:
            self.draft.remove(row.line.key)
        self._changed()

    def _on_menu(self, row: DateRow, place: QPoint) -> None:
        if not self.may_change or row.line is None:
            return
        menu = QMenu(self)
        menu.addAction("Change…", lambda: self._on_edit(row))
        menu.addAction("Put back" if row.line.state == REMOVED else "Remove", self._on_remove)
        menu.popup(place)

    def _on_import(self) -> None:
        file = self.context.ask.pick_file("Choose the file with term dates", _CSV)
        if file is None:
            return
        lines = self.attempt(lambda: merged(self.context.record, read_terms(file), file.name))
        if lines is None or not self._may_replace(lines):
            return
        self.draft.put_all(lines, file.name)
        if not self.draft.changes():
            self.context.say("The file says what is known already. Nothing is changed.")
            return
        self._changed()
        if not entries(self.context.record):
            self.see_what_would_move()

    def _may_replace(self, lines: Sequence[Entry]) -> bool:
        """Asks where lines that were typed and not saved would be gone."""
        lost = self.draft.unsaved_but(lines)
        if not lost:
            return True
        many = "1 line that is" if len(lost) == 1 else f"{len(lost)} lines that are"
        named = "; ".join(f"{one.label or one.type}, {short_day(one.start, self.context.today())}" for one in lost[:4])
        more = f" and {len(lost) - 4} more" if len(lost) > 4 else ""
        return self.context.ask.confirm(Question(
            f"Leave out {many} not saved yet?",
            f"What comes in states its school years whole. Not in it: {named}{more}.",
            do="Leave out", keep="Keep my lines", danger=True,
        ))  # fmt: skip

    def _on_copy_year(self) -> None:
        count = self.draft.copy_year(self._year)
        if count:
            self._year += 1
            self._changed()
            self.context.say(f"{count} lines copied 52 weeks on. Check every date before you save.")

    def _on_history(self) -> None:
        held, today = versions(self.context.record), self.context.today()
        options = [
            Choice(str(one.number), f"{short_day(one.loaded_on, today)}: {one.source}",
                   ", ".join(year_words(year) for year in one.school_years)) for one in held
        ]  # fmt: skip
        if not options:
            return
        key = self.context.ask.choose("Versions of the term dates", options, do="Show as a draft",
                                      body="A version that is shown as a draft changes nothing until it is saved.")
        if key is not None and self.may_change:
            lines = self.attempt(lambda: version_entries(self.context.record, int(key)))
            if lines is not None and self._may_replace(lines):
                self.draft.put_all(lines, f"Version {key}")
                self._changed()

    def _on_discard(self) -> None:
        self._forget()
        self.reload()
        self.table.setFocus()

    # Saving.

    def see_what_would_move(self) -> None:
        """Works out what the draft would do to every placement, and asks before anything is saved."""
        if not self.may_change or not self.draft.changes():
            return
        record, lines = self.context.record, self.draft.entries()
        self.context.jobs.run(WHAT, lambda progress: dates_would_move(record, lines, progress=progress), self._on_seen,
                              "Nothing is changed by looking.")

    def _on_seen(self, outcome: Outcome) -> None:
        self.context.settle(outcome, self._ask)

    def _ask(self, moves: Moves) -> None:
        first = not entries(self.context.record)
        if first and not moves.placements:
            self._save(MovesAnswer(""))
            return
        body = "Duties that are done or overdue stay as they are."
        dialog = MovesDialog("Save these term dates?", moves, self.context.today(), do="Save term dates", body=body,
                             asks_why=not first)
        if self.context.ask.form(dialog):
            self._save(dialog.values())

    def _save(self, answer: MovesAnswer) -> None:
        record, lines, source = self.context.record, self.draft.entries(), self.draft.source or BY_HAND
        self.context.jobs.run(
            "Saving term dates",
            lambda progress: change_dates(record, lines, answer.why, source=source, progress=progress), self._on_saved,
            "Cancel leaves everything as it was.",
        )  # fmt: skip

    def _on_saved(self, outcome: Outcome) -> None:
        self.context.settle(outcome, self._say_saved)

    def _say_saved(self, done: Corrected) -> None:
        from_file = bool(self.draft.source)
        self._forget()
        if done.changes is None:
            self.reload()
            return
        if from_file:
            self.context.bus.backed_up.emit()
        words = f" {done.moves.in_words}" if done.moves.placements else ""
        self.done(done.changes, f"Term dates saved.{words}", undoable=True)
