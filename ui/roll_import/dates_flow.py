"""Term dates from a file: what it says, and what would move, before anything is changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import ClassVar, NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from apdesk.progress import Progress
from apdesk.services import backups
from apdesk.services.school_year import Entry, Taken, entries, merged, read_terms, taken
from apdesk.services.term_date_changes import dates_would_move, import_terms
from apdesk.services.term_draft import ADDED, AS_BEFORE, REMOVED, TermDraft, year_words
from apdesk.services.what_would_move import ADDED as COMES
from apdesk.services.what_would_move import KEPT, MOVED, WITHDRAWN, MoveLine, Moves
from ui.common.ask import Question
from ui.common.context import Context
from ui.common.dates import days_late, short_day
from ui.common.dialogs.moves_dialog import why_words
from ui.common.tables.columns import Column
from ui.common.widgets.card import Card
from ui.common.widgets.count_tiles import Counted
from ui.common.widgets.facts import Facts
from ui.common.widgets.scroller import Scroller
from ui.roll_import.check_pane import CheckPane
from ui.roll_import.flow import CONFIRM, Ended, Foot, ImportFlow
from ui.theme.current import theme

CHECK = "check"
KINDS: tuple[Counted, ...] = (
    Counted(MOVED, "duties move", "ph.arrows-left-right", "today"),
    Counted(COMES, "are added", "ph.plus-circle", "soon"),
    Counted(WITHDRAWN, "are withdrawn", "ph.minus-circle", "waiting"),
    Counted(KEPT, "duties that stay", "ph.check-circle-fill", "done"),
)
_SHOWN = {kind.key: kind for kind in KINDS}
_WORDS = {"half_term": "Teaching", "inset": "INSET", "closure": "Closed", "bank_holiday": "Bank holiday"}


class MovedRow(NamedTuple):
    """A duty and what becomes of it."""

    id: str
    kind: str
    line: MoveLine


class Read(NamedTuple):
    """A file of term dates, compared with what is known."""

    draft: TermDraft
    years: tuple[int, ...]      # that the file names
    moves: Moves

    @property
    def years_words(self) -> str:
        """"2026/27, 2027/28"."""
        return ", ".join(year_words(year) for year in self.years)


class DatesFlow(ImportFlow):
    """`found` is what the file says and does."""

    key = "dates"
    title = "Import term dates"
    filters = (("Term dates", ("*.csv",)), ("All files", ("*",)))
    steps = ((CHECK, "Check dates"), (CONFIRM, "Confirm"))
    hints: ClassVar[Mapping[str, Collection[str]]] = {CHECK: ("rows", "go-on")}

    def __init__(self, context: Context, file: Path) -> None:
        super().__init__(context, file)
        self.found: Read | None = None
        self.facts = Facts("What the file says")
        card = Card("What the file says", note="type, start, end, label")
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.facts)
        column.addStretch(1)
        card.add(Scroller(lines), 1)
        self.check = CheckPane(context, KINDS, moved_columns(context.today()), "What would move", card, to_fix="",
                               quiet_kind=KEPT, order="now", fold="What the file says")
        self.check.card_asked.connect(self._on_card)
        self.check.nothing = ("No duty moves.", "No placement is planned yet.")
        self.check.opened.connect(self._on_row)

    def panes(self) -> Mapping[str, QWidget]:
        return {CHECK: self.check}

    def subtitle(self) -> str:
        return f"from {self.file.name}: {self.found.years_words}" if self.found else f"from {self.file.name}"

    def read(self) -> None:
        record, file = self.context.record, self.file

        def work(progress: Progress) -> Read:
            text = read_terms(file)
            lines = merged(record, text, file.name)
            draft = TermDraft(entries(record))
            draft.put_all(lines, file.name)
            years = taken(None, text, file.name).school_years
            return Read(draft, years, dates_would_move(record, lines, progress=progress))

        self.run("Working out what would move", work, self._on_read, refused=self.refused.emit)

    def _on_read(self, found: Read) -> None:
        self.found = found
        self.check.card.set_note(self._note())
        self.facts.set_lines(self._lines())
        rows = tuple(
            MovedRow(f"{line.placement}/{line.rule}/{line.occurrence}", line.fate, line) for line in found.moves.lines
        )
        self.check.show_rows(rows, found.moves.count)
        self.step = CHECK

    def _note(self) -> str:
        assert self.found is not None
        changes = self.found.draft.changes()
        if not changes:
            return "All of it is known already"
        return f"{changes} line{' is' if changes == 1 else 's are'} new or gone"

    def _lines(self) -> list[tuple[str, ...]]:
        """What is new or gone first, then what stays of the years in the file."""
        assert self.found is not None
        today, years = self.context.today(), self.found.years
        words = {ADDED: "New", REMOVED: "Gone", AS_BEFORE: "As before"}
        lines = sorted(self.found.draft.lines(), key=lambda line: line.state == AS_BEFORE)
        return [(words.get(line.state, ""), entry_words(line.entry, today)) for line in lines
                if line.state != AS_BEFORE or line.entry.school_year in years]

    def _on_card(self) -> None:
        lines = "\n".join(": ".join(part for part in line if part) for line in self._lines())
        self.context.ask.tell("What the file says", f"{self._note()}.\n\n{lines}")

    def _on_row(self, row: MovedRow) -> None:
        self.context.ask.tell(row.line.title, f"{row.line.pupil_name}, {row.line.about}.\n\n{why_words(row.line)}")

    def foot(self) -> Foot:
        why = ""
        if self.found is not None and not self.found.draft.changes():
            why = "The desk knows all of these dates already"
        elif self.found is not None and self.found.moves.unplanned:
            one = self.found.moves.unplanned[0]
            why = f"{one.pupil_name}, {one.about}, cannot be planned with these dates"
        return Foot("Choose another file", "Next: Confirm", why, beside="Done and overdue duties stay as they are.")

    def go_next(self) -> None:
        if self.found is None or self.foot().why_not:
            return
        body = f"{self._note()}. {self.found.moves.in_words} A backup is made first."
        if not self.confirm(Question(
            f"Take in the term dates of {self.found.years_words}?", body, do="Take in dates",
        )):
            return
        record, file = self.context.record, self.file

        def work(progress: Progress) -> Taken:
            backups.before(record, progress)
            return import_terms(record, file, progress=progress)

        self.run("Taking in term dates", work, self._on_taken, "Cancel undoes all of it.")

    def _on_taken(self, done: Taken) -> None:
        assert self.found is not None
        title = f"{self.found.years_words} is in."
        lines = (f"{done.school_days:,} school days.", self.found.moves.in_words)
        ended = Ended(title, lines, "Took in term dates", "Show term dates", "settings", "dates")
        self.finish(done.changes, ended)

    def focus_start(self) -> QWidget | None:
        return self.check.focus_start()


def entry_words(entry: Entry, today: date) -> str:
    """"INSET Fri 27 Nov", "Teaching Tue 3 Nov to Fri 18 Dec, Autumn 2"."""
    days = short_day(entry.start, today)
    if entry.end != entry.start:
        days = f"{days} to {short_day(entry.end, today)}"
    kind = _WORDS.get(entry.type, entry.type)
    told = kind.casefold() in entry.label.casefold() or entry.label.casefold() in kind.casefold()
    named = "" if told else f", {entry.label}"
    return f"{kind} {days}{named}"


def moved_columns(today: date) -> tuple[Column, ...]:
    """Whose duty, from which day to which, and why."""
    return (
        Column("pupil", "Pupil", lambda row: row.line.pupil_name, width=150, stretch=1, whole=True),
        Column("title", "Duty", lambda row: row.line.title, width=180, stretch=4, whole=True,
               tip=lambda row: why_words(row.line)),
        Column("was", "Was", lambda row: short_day(row.line.was, today) if row.line.was else "–",
               sort=lambda row: row.line.was, width=104),
        Column("now", "Will be", lambda row: _will_be(row, today), kind="said",
               sort=lambda row: row.line.now or row.line.was, width=156, whole=True, value=_icon, status=_status,
               tip=lambda row: why_words(row.line)),
    )  # fmt: skip


def _will_be(row: MovedRow, today: date) -> str:
    if row.kind == WITHDRAWN:
        return "Withdrawn"
    if row.line.now is None:
        return "No date yet"
    late = f", {days_late(row.line.late)}" if row.line.late is not None else ""
    return f"{short_day(row.line.now, today)}{late}"


def _status(row: MovedRow) -> str:
    return "overdue" if row.line.late is not None else _SHOWN[row.kind].status


def _icon(row: MovedRow) -> str:
    return theme().status("overdue").icon if row.line.late is not None else _SHOWN[row.kind].icon
