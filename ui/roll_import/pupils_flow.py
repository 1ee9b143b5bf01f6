"""A pupil list from the school's system."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from apdesk.progress import Progress, Silent
from apdesk.services.column_matching import MatchedColumn, columns_of_roll, fields_of_roll
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
from ui.roll_import.check_pane import CheckPane
from ui.roll_import.fix_form import FixForm
from ui.roll_import.flow import Ended
from ui.roll_import.list_flow import ListFlow, Work
from ui.roll_import.pupil_rows import KINDS, found_words, pupil_columns

_NEW, _CORRECT, _OUT = "new", "correct", "out"


class PupilsFlow(ListFlow):
    """Nobody is deleted: who is not in the file is marked as left, unless placed."""

    key = "pupils"
    title = "Import pupils"
    filters = (("Pupil lists", ("*.csv", "*.xlsx", "*.xls", "*.ods", "*.tsv", "*.txt", "*.xml")), ("All files", ("*",)))
    what = "the pupil list"
    missing: ClassVar[Mapping[str, str]] = {
        "roll.no-names": "Say which columns hold the names",
        "roll.no-identity": "Say which column holds the UPN or date of birth",
        "roll.month-first": "Say which columns hold dates",
    }  # fmt: skip
    opened: OpenedRoll
    review: RollReview | None

    def make_check(self) -> CheckPane:
        return CheckPane(self.context, KINDS, pupil_columns(), "Rows of the pupil list", self.card, to_fix=TO_FIX,
                         quiet_kind=NO_CHANGE)

    def opening(self) -> Work:
        return partial(open_file, self.context.record, self.file)

    def reviewing(self) -> Callable[[OpenedRoll, Mapping[str, str] | None, Progress], RollReview]:
        return partial(review_opened, self.context.record)

    def reviewing_again(self, **changes: Any) -> Work:
        record, review = self.context.record, self.review
        assert review is not None
        return lambda progress: review_again(record, review, anew=not changes, progress=progress, **changes)

    def matched(self) -> Sequence[MatchedColumn]:
        return columns_of_roll(self.opened, self._mapping)

    def options(self) -> Sequence[tuple[str, str]]:
        return fields_of_roll(self.opened)

    def show_rows(self) -> None:
        if self.review is not None:
            rows = check_rows(self.review)
            counts = counts_of(rows)
            self.check.show_rows(rows, counts.__getitem__)

    def has_content(self) -> bool:
        return super().has_content() or bool(self.review is not None and self.review.decided)

    def leave_out(self, line: int) -> None:
        """At once: the pupils of the desk need not be asked for again."""
        if self.review is not None:
            self.take_rows(self.reviewing_again(leave_out=self.review.leave_out ^ {line})(Silent()))

    # Rows.

    def on_row(self, row: CheckRow) -> None:
        if row.kind == LEFT_OUT and row.line is not None:
            self.leave_out(row.line)
        elif row.kind == TO_FIX and row.candidates:
            self._decide(row)
        elif row.kind == TO_FIX:
            self._correct(row)
        else:
            place = f"Row {row.line:,} of {self.file.name}" if row.line else f"Not in {self.file.name}"
            about = ", ".join(part for part in (place, row.form, row.upn) if part)
            self.context.ask.tell(row.name, "\n".join((f"{about}.", "", row.found, *row.more)))

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
            self.leave_out(row.line)
        elif key is not None:
            self.again(decided={**self.review.decided, row.line: None if key == _NEW else key})

    def _correct(self, row: CheckRow) -> None:
        if self.review is None or row.line is None:
            return
        line, review, record = row.line, self.review, self.context.record
        form = FixForm(f"Row {line:,}: {row.name}", (row.found, *row.more), cells_to_fix(review, line))
        if not self.context.ask.form(form):
            return
        if form.leaves_out:
            self.leave_out(line)
        else:
            written = form.values()
            self.run("Checking rows", lambda progress: fix_row(record, review, line, written, progress), self.take)

    # Taking it in.

    def to_fix(self) -> int:
        return self.check.tiles.tiles[TO_FIX].count

    def why_not(self) -> str:
        assert self.review is not None
        plan = self.review.plan
        if not (plan.new or plan.changed or plan.unchanged or plan.left):
            return "No row can be taken in as it stands"
        return "The desk says all of this already" if plan.is_empty and plan.problem is None else ""

    def question(self) -> tuple[Question, Work]:
        assert self.review is not None
        record = self.context.record
        ready = without_rows_to_fix(record, self.review)
        asked = import_question(ready)
        question = Question(asked.title, asked.body, do=asked.do, keep="Go back", warning=asked.warning,
                            danger=asked.leavers)
        return question, lambda progress: apply_roll(record, ready, accept_leavers=asked.leavers, progress=progress)

    def taken(self, done: RollTaken) -> None:
        counts = done.counts
        lines = [
            f"{counts['changed']:,} changed, {counts['new']:,} {'is' if counts['new'] == 1 else 'are'} new, "
            f"{counts['left']:,} {'has' if counts['left'] == 1 else 'have'} left, {counts['unchanged']:,} stay as they "
            "were."
        ]
        out = counts["left_out"] + counts["rejected"]
        if out:
            lines.append("1 row was left out." if out == 1 else f"{out:,} rows were left out.")
        pupils = counts["changed"] + counts["new"] + counts["unchanged"]
        title = "1 pupil is in." if pupils == 1 else f"{pupils:,} pupils are in."
        self.finish(done.changes, Ended(title, lines, OPERATIONS_OF["roll"], "Show pupils", "pupils"))

