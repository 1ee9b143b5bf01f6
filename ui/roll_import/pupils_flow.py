"""A pupil list from the school's system: match its columns, check its rows, take it in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from apdesk.problems import Problem
from apdesk.progress import Progress
from apdesk.services.column_matching import AS_SAID, FROM_LAST_TIME, columns_of_roll, fields_of_roll, meaning
from apdesk.services.import_history import OPERATIONS_OF
from apdesk.services.roll_check import (
    LEFT_OUT,
    NO_CHANGE,
    TO_FIX,
    CheckRow,
    candidates_of,
    cells_to_fix,
    check_rows,
    counts_of,
    fix_row,
    import_question,
    without_rows_to_fix,
)
from apdesk.services.roll_import import (
    OpenedRoll,
    RollReview,
    RollTaken,
    apply_roll,
    open_file,
    review_again,
    review_opened,
)
from ui.common.ask import Choice, Question
from ui.common.context import Context
from ui.roll_import.check_pane import CheckPane
from ui.roll_import.columns_pane import ColumnsPane
from ui.roll_import.columns_panel import ColumnsCard, Matched
from ui.roll_import.fix_form import FixForm
from ui.roll_import.flow import CONFIRM, Ended, Foot, ImportFlow
from ui.roll_import.pupil_rows import KINDS, found_words, pupil_columns

COLUMNS, CHECK = "columns", "check"
_NEW, _CORRECT, _OUT = "new", "correct", "out"


class PupilsFlow(ImportFlow):
    """`review` is what the file would do; None while its columns do not suffice."""

    key = "pupils"
    title = "Import pupils"
    filters = (("Pupil lists", ("*.csv", "*.xlsx", "*.xls", "*.ods", "*.tsv", "*.txt", "*.xml")), ("All files", ("*",)))
    steps = ((COLUMNS, "Match columns"), (CHECK, "Check rows"), (CONFIRM, "Confirm"))
    hints: ClassVar[Mapping[str, Collection[str]]] = {
        CHECK: ("rows", "fix", "leave-out", "only-to-fix", "go-on"), COLUMNS: ("go-on",),
    }

    def __init__(self, context: Context, file: Path) -> None:
        super().__init__(context, file)
        self.opened: OpenedRoll | None = None
        self.review: RollReview | None = None
        self._mapping: Mapping[str, str] | None = None
        self._said = False
        self.columns = ColumnsPane()
        self.card = ColumnsCard()
        self.check = CheckPane(context, KINDS, pupil_columns(), "Rows of the pupil list", self.card, to_fix=TO_FIX,
                               quiet_kind=NO_CHANGE)
        self.columns.changed.connect(self._on_column)
        self.card.panel.changed.connect(self._on_column)
        self.card.whole_asked.connect(self._on_columns_asked)
        self.check.opened.connect(self.on_row)

    def panes(self) -> Mapping[str, QWidget]:
        return {COLUMNS: self.columns, CHECK: self.check}

    def subtitle(self) -> str:
        if self.opened is None:
            return f"from {self.file.name}"
        count = len(self.opened.raw.rows)
        return f"from {self.file.name}, {count:,} row{'' if count == 1 else 's'}"

    def has_content(self) -> bool:
        review = self.review
        return self._said or bool(review and (review.fixes or review.leave_out or review.decided))

    # Reading.

    def read(self) -> None:
        record, file = self.context.record, self.file

        def work(progress: Progress) -> tuple[OpenedRoll, RollReview | Problem]:
            opened = open_file(record, file, progress)
            try:
                return opened, review_opened(record, opened, None, progress)
            except Problem as problem:      # its columns can still be matched by hand
                return opened, problem

        self.run("Reading the pupil list", work, self._on_read, refused=self.refused.emit)

    def _on_read(self, found: tuple[OpenedRoll, RollReview | Problem]) -> None:
        self.opened = found[0]
        known = self.opened.mapping is not None
        self._take(found[1])
        self.step = CHECK if self.review is not None and known else COLUMNS

    def _take(self, found: RollReview | Problem) -> None:
        """Shows what came of reading: rows to check, or why the columns do not suffice yet."""
        self.review = found if isinstance(found, RollReview) else None
        if isinstance(found, Problem):
            self.columns.refusal.say("These columns do not suffice yet.", found.text)
            self.step = COLUMNS
        else:
            self.columns.refusal.say("", "")
            self._show_rows()
        self._show_columns()

    def _show_rows(self) -> None:
        if self.review is not None:
            rows = check_rows(self.review)
            counts = counts_of(rows)
            self.check.show_rows(rows, counts.__getitem__)

    def _show_columns(self) -> None:
        if self.opened is None:
            return
        found = columns_of_roll(self.opened, self._mapping)
        shown = [Matched(*column) for column in found]
        options = fields_of_roll(self.opened)
        hows = {column.how for column in found}
        remembered = FROM_LAST_TIME in hows and AS_SAID not in hows
        note = "Matched from last time" if remembered else "Matched by their headings"
        taken = sum(bool(column.field) for column in found)
        verb = "is" if taken == 1 else "are"
        whole = f"{note}. {taken} of {len(found)} columns {verb} imported. Set any of them otherwise."
        remarks = self.review.file.remarks if self.review else self.opened.raw.remarks
        self.columns.show_columns(shown, options, whole, remarks)
        self.card.show_columns(shown, options, note)

    def renew(self) -> None:
        if self.review is not None:
            record, review = self.context.record, self.review
            self.run("Checking rows", lambda progress: review_again(record, review, anew=True, progress=progress),
                     self._take)

    # Columns.

    def _on_column(self, heading: str, field: str) -> None:
        if self.opened is None:
            return
        self._mapping = meaning(columns_of_roll(self.opened, self._mapping), heading, field)
        self._said = True
        record, opened, review, mapping = self.context.record, self.opened, self.review, self._mapping

        def work(progress: Progress) -> RollReview | Problem:
            try:
                if review is None:
                    return review_opened(record, opened, mapping, progress)
                return review_again(record, review, mapping=mapping, progress=progress)
            except Problem as problem:
                return problem

        self.run("Checking rows", work, self._take)

    def _on_columns_asked(self) -> None:
        self.open_step(COLUMNS)

    # Rows.

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        if self.step != CHECK:
            return {}
        return {"leave-out": self._on_leave_out, "only-to-fix": self.check.only_to_fix}

    def _on_leave_out(self) -> None:
        row = self.check.table.focused_row()
        if row is not None and row.line is not None:
            self.leave_out(row)

    def leave_out(self, row: CheckRow) -> None:
        """The row is left out, or taken in again where it was."""
        if self.review is not None and row.line is not None:
            out = self.review.leave_out ^ {row.line}
            self._again(review_again(self.context.record, self.review, leave_out=out))

    def _again(self, review: RollReview) -> None:
        self.review = review
        self._show_rows()
        self.shown.emit()

    def on_row(self, row: CheckRow) -> None:
        """Puts a row right, takes it in again, or tells what is known of it."""
        if row.kind == LEFT_OUT:
            self.leave_out(row)
        elif row.kind == TO_FIX and row.candidates:
            self._decide(row)
        elif row.kind == TO_FIX:
            self._correct(row)
        else:
            place = f"Row {row.line:,} of {self.file.name}" if row.line else f"Not in {self.file.name}"
            about = ", ".join(part for part in (place, row.form, row.upn) if part)
            if row.kind == NO_CHANGE and not row.more:
                about = f"{about}.\n\nThe desk says the same."
            else:
                about = "\n".join((f"{about}.", "", row.found, *row.more))
            self.context.ask.tell(row.name, about)

    def _decide(self, row: CheckRow) -> None:
        """A person says whom a doubtful row means."""
        if self.review is None or row.line is None:
            return
        options = [
            Choice(one.pupil, f"It is {one.name}", one.detail) for one in candidates_of(self.review, row)
        ]
        options += [
            Choice(_NEW, "It is a new pupil", "Nobody in the desk yet"),
            Choice(_CORRECT, "Correct the row", "Something in it is mistyped"),
            Choice(_OUT, "Leave the row out", "Nothing is taken from it"),
        ]
        key = self.context.ask.choose(f"Who is {row.name} in row {row.line:,}?", options, body=found_words(row),
                                      do="Keep this")
        if key == _CORRECT:
            self._correct(row)
        elif key == _OUT:
            self.leave_out(row)
        elif key is not None:
            decided = {**self.review.decided, row.line: None if key == _NEW else key}
            self._again(review_again(self.context.record, self.review, decided=decided))

    def _correct(self, row: CheckRow) -> None:
        if self.review is None or row.line is None:
            return
        line = row.line
        form = FixForm(f"Row {line:,}: {row.name}", found_words(row), cells_to_fix(self.review, line))
        if self.context.ask.form(form):
            review, record, written = self.review, self.context.record, form.values()
            self.run("Checking rows", lambda progress: fix_row(record, review, line, written, progress), self._take)

    # The foot, and going on.

    def foot(self) -> Foot:
        if self.step == COLUMNS:
            why = "" if self.review is not None else "Say which columns hold the names and the UPN or date of birth"
            return Foot("Choose another file", "Next: Check rows", why)
        to_fix = self.check.tiles.tiles[TO_FIX].count
        said = "Rows to fix can be left out." if to_fix else ""
        return Foot("Back: Match columns", "Next: Confirm", self._why_not(), beside=said)

    def _why_not(self) -> str:
        if self.review is None:
            return "Match the columns first"
        plan = self.review.plan
        if not (plan.new or plan.changed or plan.unchanged or plan.left):
            return "No row can be taken in as it stands"
        return "The desk says all of this already" if plan.is_empty and plan.problem is None else ""

    def go_next(self) -> None:
        if self.step == COLUMNS:
            if self.review is not None:
                self.open_step(CHECK)
            return
        if self.review is None or self._why_not():
            return
        try:
            ready = without_rows_to_fix(self.context.record, self.review)
            question = import_question(ready)
        except Problem as problem:
            self.context.ask.refuse(problem)
            return
        asked = Question(question.title, question.body, do=question.do, keep="Go back", warning=question.warning,
                         danger=question.leavers)
        if not self.context.ask.confirm(asked):
            return
        record, leavers = self.context.record, question.leavers
        self.run(
            "Importing pupils", lambda progress: apply_roll(record, ready, accept_leavers=leavers, progress=progress),
            self._on_taken, "Cancel undoes all of it.",
        )

    def _on_taken(self, taken: RollTaken) -> None:
        counts = taken.counts
        lines = [
            f"{counts['changed']:,} changed, {counts['new']:,} {'is' if counts['new'] == 1 else 'are'} new, "
            f"{counts['left']:,} {'has' if counts['left'] == 1 else 'have'} left, {counts['unchanged']:,} stay as they "
            "were."
        ]
        out = counts["left_out"] + counts["rejected"]
        if out:
            lines.append("1 row was left out." if out == 1 else f"{out:,} rows were left out.")
        title = f"{counts['changed'] + counts['new'] + counts['unchanged']:,} pupils are in."
        self.finish(taken.changes, Ended(title, lines, OPERATIONS_OF["roll"], "Show pupils", "pupils"))

    def focus_start(self) -> QWidget | None:
        return self.columns.focus_start() if self.step == COLUMNS else self.check.focus_start()


