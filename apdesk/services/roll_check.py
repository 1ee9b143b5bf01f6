"""A pupil list as the window shows it before it is taken in: row by row what was found, and what can be put right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from apdesk.domain.day_words import whole_date
from apdesk.domain.roll_plan import PlanEntry
from apdesk.domain.roll_row import RollPupil
from apdesk.progress import Progress
from apdesk.services.roll_import import RollReview, review_again
from apdesk.store.record import Record

TO_FIX, CHANGE, NEW, NOT_IN_FILE, NO_CHANGE = "fix", "change", "new", "gone", "same"
LEFT_OUT = "out"
COUNTED = (TO_FIX, CHANGE, NEW, NOT_IN_FILE, NO_CHANGE)

_LISTS = (
    ("rejected", TO_FIX), ("doubtful", TO_FIX), ("changed", CHANGE), ("new", NEW), ("left", NOT_IN_FILE),
    ("left_out", LEFT_OUT), ("unchanged", NO_CHANGE),
)
_IDENTITY = ("upn", "admission_number", "full_name", "full_name_surname_first", "surname", "forename", "born")


class CheckRow(NamedTuple):
    """One row of the file, or one pupil whom the file does not hold (`line` is None)."""

    id: str
    kind: str               # one of COUNTED, or LEFT_OUT
    line: int | None
    name: str
    form: str
    upn: str
    found: str              # what was found, in a sentence
    more: tuple[str, ...]   # what else there is to know of the row
    pupil: str | None       # of the desk, where it is known who is meant
    candidates: tuple[str, ...]
    wrong: frozenset[str]   # fields of cells that cannot stay as they are


class CellToFix(NamedTuple):
    """One cell of a row as somebody wrote it, to be corrected on the spot."""

    field: str
    heading: str            # of its column in the file
    label: str
    written: str
    trouble: str            # what is wrong with it; empty where nothing is


class Candidate(NamedTuple):
    """A pupil of the desk whom a doubtful row may mean."""

    pupil: str
    name: str
    detail: str             # form, date of birth and UPN


def check_rows(review: RollReview) -> tuple[CheckRow, ...]:
    """Every row of the file and everybody missing from it: what is to be fixed first, then by row."""
    rows = [
        _row(entry, kind) for name, kind in _LISTS for entry in getattr(review.plan, name)
    ]
    return tuple(sorted(rows, key=_place))


def _place(row: CheckRow) -> tuple[bool, bool, int, str]:
    return row.kind != TO_FIX, row.line is None, row.line or 0, row.name.casefold()


def _row(entry: PlanEntry, kind: str) -> CheckRow:
    if kind == TO_FIX and entry.line is None:
        kind = NOT_IN_FILE
    elif kind in (CHANGE, NEW, NO_CHANGE) and _without_upn(entry):
        kind = TO_FIX       # it comes in all the same, but without the number that the next list is matched by
    found, *more = entry.reasons or ("Nothing changes.",)
    wrong = frozenset(cell.field for cell in entry.row.fixable if cell.text) if entry.row and kind == TO_FIX else ()
    return CheckRow(
        f"row {entry.line}" if entry.line is not None else f"pupil {entry.pupil_id}", kind, entry.line,
        entry.name or "No name", entry.form or "", entry.upn or "", found, tuple(more), entry.pupil_id,
        entry.candidates, frozenset(wrong),
    )


def _without_upn(entry: PlanEntry) -> bool:
    """True where what the file holds as the UPN is none."""
    return entry.row is not None and bool(entry.row.upn_as_written) and not entry.row.upn


def counts_of(rows: Sequence[CheckRow]) -> dict[str, int]:
    """How many rows there are of each kind."""
    found = Counter(row.kind for row in rows)
    return {kind: found[kind] for kind in (*COUNTED, LEFT_OUT)}


def cells_to_fix(review: RollReview, line: int) -> tuple[CellToFix, ...]:
    """The cells that say who the pupil of a row is, and every further one in which something is wrong."""
    from apdesk.imports.roll import label_of

    cells = next(cells for number, cells in review.raw.rows if number == line)
    row = next((one for one in review.file.rows if line in (one.line, *one.lines)), None)
    troubles = {cell.field: cell.text for cell in row.fixable} if row else {}
    found = []
    for column in review.file.columns:
        field = column.field
        if field is None or (field not in _IDENTITY and field not in troubles):
            continue
        written = review.fixes.get((line, field))
        if written is None:
            written = _text(cells[column.index]) if column.index < len(cells) else ""
        found.append(CellToFix(field, column.heading, label_of(field), written, troubles.get(field, "")))
    return tuple(found)


def _text(cell: object) -> str:
    from apdesk.imports.sheet import text_of

    return text_of(cell)  # type: ignore[arg-type]


def fix_row(
    record: Record, review: RollReview, line: int, written: Mapping[str, str], progress: Progress | None = None
) -> RollReview:
    """The review with these cells of a row written otherwise; nothing is changed in the file."""
    held = {cell.field: cell.written for cell in cells_to_fix(review, line)}
    changed = {(line, field): text for field, text in written.items() if text != held.get(field)}
    decided = {number: pupil for number, pupil in review.decided.items() if number != line}
    fixes = {**review.fixes, **changed}
    return review_again(record, review, fixes=fixes, decided=decided, progress=progress)


def candidates_of(review: RollReview, row: CheckRow) -> tuple[Candidate, ...]:
    """The pupils of the desk whom a doubtful row may mean."""
    held = {pupil.id: pupil for pupil in review.pupils}
    return tuple(candidate_of(held[one]) for one in row.candidates if one in held)


def candidate_of(pupil: RollPupil) -> Candidate:
    """A pupil of the desk with what tells them from others."""
    born = f"born {whole_date(pupil.born)}" if pupil.born else "date of birth not known"
    where = pupil.form or "no form"
    detail = ", ".join((where if pupil.on_roll else f"{where}, has left", born, pupil.upn or "no UPN"))
    return Candidate(pupil.id, pupil.names.in_lists, detail)


def without_rows_to_fix(record: Record, review: RollReview) -> RollReview:
    """The review with every row left out that cannot be taken in as it stands; what it says of others is the same."""
    lines = {entry.line for entry in review.plan.rejected if entry.line is not None}
    return review_again(record, review, leave_out=review.leave_out | lines) if lines else review


class ImportQuestion(NamedTuple):
    """The question before a list is taken in, in numbers. `warning` must be read where it is not empty."""

    title: str
    body: str
    warning: str
    do: str
    leavers: bool           # taking it in accepts more leavers than a list usually has


def import_question(review: RollReview) -> ImportQuestion:
    """What will happen, in numbers. Raises `Problem` where the list cannot be taken in at all."""
    plan = review.plan
    if plan.problem is not None:
        raise plan.problem
    taken = len(plan.new) + len(plan.changed) + len(plan.unchanged)
    staying = sum(entry.line is None for entry in plan.doubtful)
    doubtful = len(plan.doubtful) - staying
    parts = [
        f"{len(plan.changed):,} change{'s' if len(plan.changed) == 1 else ''}",
        f"{len(plan.new):,} {'is' if len(plan.new) == 1 else 'are'} new",
    ]
    if plan.left:
        parts.append(f"{len(plan.left):,} {'has' if len(plan.left) == 1 else 'have'} left")
    if staying == 1:
        parts.append("1 placed pupil is not in the file and stays")
    elif staying:
        parts.append(f"{staying:,} placed pupils are not in the file and stay")
    out = len(plan.left_out) + len(plan.rejected) + doubtful
    sentences = [f"{', '.join(parts)}."]
    if out:
        sentences.append("1 row is left out." if out == 1 else f"{out:,} rows are left out.")
    bare = sum(_without_upn(entry) for entry in (*plan.changed, *plan.new, *plan.unchanged))
    if bare:
        sentences.append("1 pupil comes in without a UPN." if bare == 1 else f"{bare:,} pupils come in without a UPN.")
    sentences.append("Nobody is deleted. A backup is made first.")
    title = f"Import {taken:,} pupil{'' if taken == 1 else 's'}?"
    if plan.asks_about_leavers:
        warning = (
            f"The file holds {plan.found:,} of the {plan.on_roll:,} pupils on roll "
            f"({int(100 * plan.share_of_roll)}%). {len(plan.left):,} would be marked as left. Go back if this is not "
            "the whole roll."
        )
        return ImportQuestion(title, " ".join(sentences), warning, f"Import and mark {len(plan.left):,} as left", True)
    return ImportQuestion(title, " ".join(sentences), "", "Import", False)


def nothing_to_do(review: RollReview) -> bool:
    """True where every pupil of the file stands in the desk as the file says."""
    plan = review.plan
    return plan.is_empty and not any(entry.line is not None for entry in (*plan.doubtful, *plan.rejected))
