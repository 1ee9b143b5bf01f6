"""Moving from a spreadsheet: the office's own tracker of placements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from apdesk.progress import Progress
from apdesk.services.column_matching import MatchedColumn, columns_of_tracker, fields_of_tracker
from apdesk.services.import_history import OPERATIONS_OF
from apdesk.services.tracker_check import (
    Meaning,
    pathways_meant,
    providers_meant,
    tracker_candidates,
    tracker_cells,
    tracker_question,
)
from apdesk.services.tracker_import import (
    OpenedTracker,
    TrackerReview,
    TrackerTaken,
    apply_tracker,
    open_tracker_file,
    review_tracker,
    review_tracker_again,
    say_pupil,
    say_words,
)
from apdesk.services.tracker_rows import (
    HERE,
    LEFT_OUT,
    PATHWAY,
    PROVIDER,
    PUPIL,
    TO_FIX,
    Said,
    TrackerEntry,
    counted,
)
from ui.common.ask import Choice, Question
from ui.roll_import.check_pane import CheckPane
from ui.roll_import.fix_form import FixForm
from ui.roll_import.flow import Ended
from ui.roll_import.list_flow import ListFlow, Work
from ui.roll_import.tracker_rows import KINDS, TrackerRow, found_words, row_of, tracker_columns

_CORRECT, _OUT = "correct", "out"
_REST = (Choice(_CORRECT, "Correct the row", "Something in it is mistyped"),
         Choice(_OUT, "Leave the row out", "Nothing is taken from it"))  # fmt: skip


class TrackerFlow(ListFlow):
    """Each row becomes a placement as the wizard makes it; its clocks run from the last visit and review."""

    key = "tracker"
    title = "Move from a spreadsheet"
    filters = (("Trackers", ("*.xlsx", "*.xls", "*.ods", "*.csv", "*.tsv")), ("All files", ("*",)))
    what = "the tracker"
    missing: ClassVar[Mapping[str, str]] = {
        "tracker.columns": "Say which columns hold the pupil, the pathway and the first day",
        "roll.month-first": "Say which columns hold dates",
    }  # fmt: skip
    opened: OpenedTracker
    review: TrackerReview | None

    def make_check(self) -> CheckPane:
        return CheckPane(self.context, KINDS, tracker_columns(self.context.today()), "Rows of the tracker", self.card,
                         to_fix=TO_FIX, quiet_kind=HERE, row_height="two-line-row", side_from=1300)

    def opening(self) -> Work:
        return partial(open_tracker_file, self.context.record, self.file)

    def reviewing(self) -> Callable[[OpenedTracker, Mapping[str, str] | None, Progress], TrackerReview]:
        return partial(review_tracker, self.context.record)

    def reviewing_again(self, **changes: Any) -> Work:
        record, review = self.context.record, self._review()
        return lambda progress: review_tracker_again(record, review, progress=progress, **changes)

    def matched(self) -> Sequence[MatchedColumn]:
        return columns_of_tracker(self.opened, self._mapping)

    def options(self) -> Sequence[tuple[str, str]]:
        return fields_of_tracker()

    def show_rows(self) -> None:
        if self.review is not None:
            counts = counted(self.review.entries)
            self.check.show_rows([row_of(entry) for entry in self.review.entries], counts.__getitem__)

    # Rows.

    def on_row(self, row: TrackerRow) -> None:
        entry = row.entry
        if row.kind == LEFT_OUT:
            self.leave_out(row.line)
        elif row.kind != TO_FIX:
            self.context.ask.tell(entry.name, "\n".join((f"Row {row.line:,} of {self.file.name}.", "", *entry.reasons)))
        elif PUPIL in entry.wrong and entry.candidates:
            self._say_pupil(entry)
        elif PROVIDER in entry.wrong and entry.provider:
            self._say_words(entry, PROVIDER, providers_meant(self.context.record),
                            f"Which provider is “{entry.provider}”?")
        elif PATHWAY in entry.wrong and entry.pathway:
            self._say_words(entry, PATHWAY, pathways_meant(self.context.record),
                            f"Which pathway is “{entry.pathway}”?")
        else:
            self._correct(entry)

    def _say_pupil(self, entry: TrackerEntry) -> None:
        options = [Choice(one.pupil, f"It is {one.name}", one.detail)
                   for one in tracker_candidates(self.context.record, entry)]  # fmt: skip
        title = f"Who is {entry.name} in row {entry.line:,}?"
        key = self.context.ask.choose(title, (*options, *_REST), body=found_words(entry), do="Keep this")
        self._follow(entry, key, lambda pupil: say_pupil(self._review(), entry.line, pupil))

    def _say_words(self, entry: TrackerEntry, field: str, meanings: Sequence[Meaning], title: str) -> None:
        options = [Choice(one.id, one.name, one.detail) for one in meanings]
        body = "What you say counts for every row with these words, and the next time too."
        key = self.context.ask.choose(title, (*options, *_REST), body=body, do="Keep this")
        self._follow(entry, key, lambda means: say_words(self._review(), entry.line, field, means))

    def _follow(self, entry: TrackerEntry, key: str | None, say: Callable[[str], Said]) -> None:
        if key == _CORRECT:
            self._correct(entry)
        elif key == _OUT:
            self.leave_out(entry.line)
        elif key is not None:
            self._said = True
            self.again(said=say(key))

    def _correct(self, entry: TrackerEntry) -> None:
        review = self._review()
        cells = tracker_cells(review, entry.line)
        form = FixForm(f"Row {entry.line:,}: {entry.name}", entry.reasons, cells)
        if not self.context.ask.form(form):
            return
        if form.leaves_out:
            self.leave_out(entry.line)
        else:
            held = {cell.field: cell.written for cell in cells}
            changed = {(entry.line, name): text for name, text in form.values().items() if text != held[name]}
            self.again(fixes={**review.fixes, **changed})

    def _review(self) -> TrackerReview:
        assert self.review is not None
        return self.review

    # Taking it in.

    def to_fix(self) -> int:
        return self.check.tiles.tiles[TO_FIX].count

    def why_not(self) -> str:
        review = self._review()
        if any(entry.ready for entry in review.entries):
            return ""
        return "Every placement stands in the desk already" if review.of(HERE) else "No row can come in as it stands"

    def question(self) -> tuple[Question, Work]:
        review, record = self._review(), self.context.record
        asked = tracker_question(review)
        question = Question(asked.title, asked.body, do="Place them", keep="Go back")
        return question, lambda progress: apply_tracker(record, review, progress)

    def taken(self, done: TrackerTaken) -> None:
        counts = done.counts
        lines = [
            f"{counts['placed']:,} placed, {counts['proposed']:,} proposed, with {done.duties:,} duties. Nothing "
            "of it is overdue.",
        ]
        out = counts["rejected"] + counts["left_out"]
        if out:
            lines.append("1 row was left out." if out == 1 else f"{out:,} rows were left out.")
        count = counts["placed"] + counts["proposed"]
        title = f"{count:,} placement{' is' if count == 1 else 's are'} in."
        self.finish(done.changes, Ended(title, lines, OPERATIONS_OF["tracker"], "Show pupils", "pupils"))
