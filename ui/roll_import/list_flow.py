"""The base of lists that come in row by row: match columns, check rows, take them in."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from apdesk.problems import Problem
from apdesk.progress import Progress
from apdesk.services.column_matching import AS_SAID, FROM_LAST_TIME, MatchedColumn, meaning
from ui.common.ask import Question
from ui.common.context import Context
from ui.roll_import.check_pane import CheckPane
from ui.roll_import.columns_pane import ColumnsPane
from ui.roll_import.columns_panel import ColumnsCard, Matched
from ui.roll_import.flow import CONFIRM, Foot, ImportFlow

COLUMNS, CHECK = "columns", "check"
Work = Callable[[Progress], Any]


class ListFlow(ImportFlow):
    """`opened` is the file as read, `review` what it would do; None while its columns do not suffice."""

    steps = ((COLUMNS, "Match columns"), (CHECK, "Check rows"), (CONFIRM, "Confirm"))
    hints: ClassVar[Mapping[str, Collection[str]]] = {
        CHECK: ("rows", "fix", "leave-out", "only-to-fix", "go-on"), COLUMNS: ("go-on",),
    }
    what: ClassVar[str] = ""
    """What is read, for the bar ("the pupil list")."""
    missing: ClassVar[Mapping[str, str]] = {}
    """Codes of refusals that another meaning of a column may put right, with what is to be said of the columns."""

    def __init__(self, context: Context, file: Path) -> None:
        super().__init__(context, file)
        self.opened: Any = None
        self.review: Any = None
        self._missing = ""
        self._mapping: Mapping[str, str] | None = None
        self._said = False
        self._then = ""     # the row that gets the ring once a row was left out
        self.columns = ColumnsPane()
        self.card = ColumnsCard()
        self.check = self.make_check()
        self.columns.changed.connect(self._on_column)
        self.card.panel.changed.connect(self._on_column)
        self.card.whole_asked.connect(self._on_columns_asked)
        self.check.opened.connect(self.on_row)

    # What each list does by itself.

    @abstractmethod
    def make_check(self) -> CheckPane:
        """The pane of its rows, with `self.card` at the left."""

    # Work is handed to another thread, so it holds nothing of the window: it must never be the last to let go of it.

    @abstractmethod
    def opening(self) -> Work:
        """Work that answers the file as read; raises `Problem`."""

    @abstractmethod
    def reviewing(self) -> Callable[[Any, Mapping[str, str] | None, Progress], Any]:
        """Work on what was opened, with a meaning of its columns, that answers what the file would do."""

    @abstractmethod
    def reviewing_again(self, **changes: Any) -> Work:
        """Work that answers the review with some answers changed (`mapping`, `leave_out` …), or worked out anew."""

    @abstractmethod
    def matched(self) -> Sequence[MatchedColumn]:
        """What the columns are taken for."""

    @abstractmethod
    def options(self) -> Sequence[tuple[str, str]]:
        """What a column may mean."""

    @abstractmethod
    def show_rows(self) -> None:
        """Fills the pane of the rows from the review."""

    @abstractmethod
    def on_row(self, row: Any) -> None:
        """Puts a row right, takes it in again, or tells what is known of it."""

    @abstractmethod
    def to_fix(self) -> int:
        """How many rows cannot come in as they stand."""

    @abstractmethod
    def why_not(self) -> str:
        """Why the rows cannot be taken in; empty where they can."""

    @abstractmethod
    def question(self) -> tuple[Question, Work]:
        """The question before it is done, and the deed. Raises `Problem` where it cannot be done."""

    @abstractmethod
    def taken(self, done: Any) -> None:
        """Says what was done."""

    def remarks(self) -> Sequence[str]:
        """Words about the file as a whole."""
        return self.review.file.remarks if self.review is not None else self.opened.raw.remarks

    # The frame.

    def panes(self) -> Mapping[str, QWidget]:
        return {COLUMNS: self.columns, CHECK: self.check}

    def subtitle(self) -> str:
        if self.opened is None:
            return f"from {self.file.name}"
        count = len(self.opened.raw.rows)
        return f"from {self.file.name}, {count:,} row{'' if count == 1 else 's'}"

    def has_content(self) -> bool:
        review = self.review
        return self._said or bool(review is not None and (review.fixes or review.leave_out))

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        if self.step != CHECK:
            return {}
        return {"leave-out": self._on_leave_out, "only-to-fix": self.check.only_to_fix}

    def foot(self) -> Foot:
        if self.step == COLUMNS:
            return Foot("Choose another file", "Next: Check rows", "" if self.review is not None else self._missing)
        beside = "Rows to fix can be left out." if self.to_fix() else ""
        why = self.why_not() if self.review is not None else self._missing
        return Foot("Back: Match columns", "Next: Confirm", why, beside=beside)

    def focus_start(self) -> QWidget | None:
        return self.columns.focus_start() if self.step == COLUMNS else self.check.focus_start()

    # Reading, and working it out again.

    def read(self) -> None:
        opening, reviewing, by_columns = self.opening(), self.reviewing(), self.missing

        def work(progress: Progress) -> tuple[Any, Any]:
            opened = opening(progress)
            try:
                return opened, reviewing(opened, None, progress)
            except Problem as problem:
                if problem.code in by_columns:
                    return opened, problem
                raise

        self.run(f"Reading {self.what}", work, self._on_read, refused=self.refused.emit)

    def _on_read(self, found: tuple[Any, Any]) -> None:
        self.opened = found[0]
        known = self.opened.mapping is not None
        self.take(found[1])
        self.step = CHECK if self.review is not None and known else COLUMNS

    def take(self, found: Any) -> None:
        """Shows what came of working it out: rows to check, or why the columns do not suffice yet."""
        self.review = None if isinstance(found, Problem) else found
        if isinstance(found, Problem):
            self._missing = self.missing.get(found.code, "Say what the columns hold")
            self.columns.refusal.say("Something is still missing.", found.text)
            self.step = COLUMNS
        else:
            self.columns.refusal.say("", "")
            self._show_rows()
        self._show_columns()

    def _show_rows(self) -> None:
        self.show_rows()
        if self._then:
            self.check.table.focus_id(self._then)
            self._then = ""

    def take_rows(self, review: Any) -> None:
        """Shows a review whose columns mean what they meant before."""
        self.review = review
        self._show_rows()
        self.shown.emit()

    def again(self, **changes: Any) -> None:
        """Works the review out with other answers, off the window's thread."""
        self.run("Checking rows", self.reviewing_again(**changes), self.take)

    def renew(self) -> None:
        if self.review is not None:
            self.again()

    # Columns.

    def _show_columns(self) -> None:
        found = self.matched()
        shown = [Matched(*column) for column in found]
        hows = {column.how for column in found}
        remembered = FROM_LAST_TIME in hows and AS_SAID not in hows
        note = "Matched from last time" if remembered else "Matched by their headings"
        taken = sum(bool(column.field) for column in found)
        verb = "is" if taken == 1 else "are"
        whole = f"{note}. {taken} of {len(found)} columns {verb} imported. Change any that are wrong."
        self.columns.show_columns(shown, self.options(), whole, self.remarks())
        self.card.show_columns(shown, self.options(), note)

    def _on_column(self, heading: str, field: str) -> None:
        self._mapping = mapping = meaning(self.matched(), heading, field)
        self._said = True
        first = partial(self.reviewing(), self.opened, mapping)
        reviewing = first if self.review is None else self.reviewing_again(mapping=mapping)

        def work(progress: Progress) -> Any:
            try:
                return reviewing(progress)
            except Problem as problem:
                return problem

        self.run("Checking rows", work, self.take)

    def _on_columns_asked(self) -> None:
        self.open_step(COLUMNS)

    # Rows.

    def _on_leave_out(self) -> None:
        table = self.check.table
        row = table.focused_row()
        if row is not None and row.line is not None:
            below = table.shown.index(table.currentIndex().row() + 1, 0)
            self._then = table.shown.row_of(below).id if below.isValid() else ""
            self.leave_out(row.line)

    def leave_out(self, line: int) -> None:
        """The row is left out, or taken in again where it was."""
        if self.review is not None:
            self.again(leave_out=self.review.leave_out ^ {line})

    # Going on.

    def go_next(self) -> None:
        if self.step == COLUMNS:
            if self.review is not None:
                self.open_step(CHECK)
            return
        if self.review is None or self.why_not():
            return
        try:
            question, deed = self.question()
        except Problem as problem:
            self.context.ask.refuse(problem)
            return
        if self.confirm(question):
            self.run(f"Taking in {self.what}", deed, self.taken, "Cancel undoes all of it.")
