"""What a roll file would do to the pupils of the desk, worked out before anything is written.

Nobody is ever deleted, a blank never takes a fact away, and the same file a second time changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from apdesk.domain.roll_differences import (
    Difference,
    differences,
    full_name_key,
    joined_contacts,
    said,
    without_leading_zeros,
)
from apdesk.domain.roll_match import Match, Matcher
from apdesk.domain.roll_row import FACT_FIELDS, RollPupil, RollRow
from apdesk.problems import Problem

SHARE_THAT_NEEDS_NO_QUESTION = 0.8


@dataclass(frozen=True)
class PlanEntry:
    """One pupil of the plan; `line` is None for somebody the file does not hold."""

    line: int | None
    upn: str | None
    name: str
    form: str | None
    reasons: tuple[str, ...]
    row: RollRow | None = None
    pupil_id: str | None = None
    differences: tuple[Difference, ...] = ()
    candidates: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The shape of an entry on the command line."""
        return {"line": self.line, "upn": self.upn, "name": self.name, "reasons": list(self.reasons)}


@dataclass(frozen=True)
class RollPlan:
    """Every row and every pupil on roll, each in one list. `found` of `on_roll` pupils are in the file."""

    new: tuple[PlanEntry, ...] = ()
    changed: tuple[PlanEntry, ...] = ()
    unchanged: tuple[PlanEntry, ...] = ()
    left: tuple[PlanEntry, ...] = ()
    doubtful: tuple[PlanEntry, ...] = ()
    rejected: tuple[PlanEntry, ...] = ()
    left_out: tuple[PlanEntry, ...] = ()
    on_roll: int = 0
    found: int = 0
    problem: Problem | None = field(default=None, compare=False)

    @property
    def share_of_roll(self) -> float:
        """Which part of the present roll the file holds, 0 to 1; 1 where nobody is on roll yet."""
        return self.found / self.on_roll if self.on_roll else 1.0

    @property
    def asks_about_leavers(self) -> bool:
        """True where the file is so short that somebody must say that the others have really left."""
        return bool(self.left) and self.share_of_roll < SHARE_THAT_NEEDS_NO_QUESTION

    @property
    def is_empty(self) -> bool:
        """True where applying it would write nothing."""
        return not (self.new or self.changed or self.left)

    def counts(self) -> dict[str, int]:
        """How many entries each list holds."""
        names = ("new", "changed", "unchanged", "left", "doubtful", "rejected", "left_out")
        return {name: len(getattr(self, name)) for name in names}

    def as_json(self) -> dict[str, list[dict[str, object]]]:
        """The document of the command line."""
        names = ("new", "changed", "unchanged", "left", "doubtful", "rejected")
        return {name: [entry.as_json() for entry in getattr(self, name)] for name in names}

    def leavers_problem(self, where: str | None = None) -> Problem:
        """The refusal of a short file whose leavers nobody has accepted."""
        share = int(100 * self.share_of_roll)
        return Problem(
            "roll.leavers",
            f"The file holds {self.found:,} of the {self.on_roll:,} pupils on roll ({share} %), so {len(self.left):,} "
            "would be marked as left. Nothing was changed. Export the whole roll, or accept the leavers if they "
            "have really gone.",
            where,
        )


def make_roll_plan(
    rows: Sequence[RollRow], present_pupils: Sequence[RollPupil], on: date,
    leave_out: Collection[int] = (), untracked: Collection[str] = (), decided: Mapping[int, str | None] | None = None,
) -> RollPlan:
    """The plan for a file on a day. `leave_out` are lines to pass over, `untracked` fields never compared.

    `decided` says whom a doubtful row means: line to the id of a pupil, None for somebody new.
    """
    matcher = Matcher(present_pupils, decided)
    return _Planning(rows, present_pupils, on, frozenset(leave_out), frozenset(untracked), matcher).plan()


def facts_of(row: RollRow) -> dict[str, object]:
    """The facts that a roll gives, for a new pupil; what it does not say is left out, each contact stands once."""
    found = {name: getattr(row, name) for name in FACT_FIELDS} | {"contacts": joined_contacts(row.contacts)}
    return {name: value for name, value in found.items() if value is not None and value != ()}


class _Planning:
    """The lists of one plan while it is being made."""

    def __init__(
        self, rows: Sequence[RollRow], pupils: Sequence[RollPupil], on: date,
        leave_out: frozenset[int], untracked: frozenset[str], matcher: Matcher,
    ) -> None:
        self.matcher = matcher
        self.rows, self.pupils, self.on, self.leave_out, self.untracked = rows, pupils, on, leave_out, untracked
        self.lists: dict[str, list[PlanEntry]] = defaultdict(list)
        self.kept: set[str] = set()     # pupils whom some row may mean: not to be marked as left

    def plan(self) -> RollPlan:
        taken = [row for row in self.rows if not self.leave_out.intersection((row.line, *row.lines))]
        clashes = _clashes(taken)
        sound = {row.line for row in taken if not row.problems and row.line not in clashes}
        taken_lines = {row.line for row in taken}
        # Sound rows are matched first, so that a damaged row cannot take a pupil from the row that means them.
        ordered = sorted(self.rows, key=lambda row: row.line not in sound)
        matches = self.matcher.match_all(ordered)
        for row in self.rows:
            self._keep(matches[row.line])
            if row.line not in taken_lines:
                self._add("left_out", row, ("Left out.",), matches[row.line])
            elif row.line in clashes or row.problems:
                self._add("rejected", row, (*clashes.get(row.line, ()), *row.problems), matches[row.line])
            else:
                self._sort(row, matches[row.line])
        on_roll = [pupil for pupil in self.pupils if pupil.on_roll and not pupil.hosted]
        for pupil in on_roll:
            if pupil.id not in self.kept:
                self._missing(pupil)
        lists = {name: tuple(entries) for name, entries in self.lists.items()}
        found = sum(pupil.id in self.kept for pupil in on_roll)
        return RollPlan(**lists, on_roll=len(on_roll), found=found, problem=self._problem(taken))

    def _keep(self, match: Match) -> None:
        self.kept.update(pupil.id for pupil in (match.pupil, *match.candidates) if pupil)

    def _sort(self, row: RollRow, match: Match) -> None:
        gone = row.left_on is not None and row.left_on < self.on
        if match.doubt:
            self._add("doubtful", row, (match.doubt, *row.remarks), match)
        elif match.pupil is None:
            self._sort_unknown(row, match, gone)
        elif gone:
            self._sort_leaver(row, match.pupil, match)
        else:
            self._sort_known(row, match.pupil, match)

    def _sort_unknown(self, row: RollRow, match: Match, gone: bool) -> None:
        if not (row.upn or row.admission_number or row.born):
            why = "A UPN, an admission number or a date of birth is needed: a name alone never tells who is meant."
            self._add("rejected", row, (why, *row.remarks), match)
        elif gone:
            self._add("rejected", row, (f"Left on {said('left_on', row.left_on)}: not added.", *row.remarks), match)
        else:
            joins = f"New pupil, joins {row.form}." if row.form else "New pupil."
            self._add("new", row, (joins, *row.remarks), match)

    def _sort_leaver(self, row: RollRow, pupil: RollPupil, match: Match) -> None:
        why = f"The file gives {said('left_on', row.left_on)} as the leaving date."
        if not pupil.on_roll:
            self._add("unchanged", row, row.remarks, match)
        elif pupil.placed:
            self._add("doubtful", row, (f"{why} A placement is not ended yet: end it first.",), match)
        else:
            self._add("left", row, (why, *row.remarks), match)

    def _sort_known(self, row: RollRow, pupil: RollPupil, match: Match) -> None:
        found = differences(row, pupil, self.untracked)
        if not pupil.on_roll:
            back = "Had left and is in the file again: comes back on roll"
            found = (Difference("on_roll", False, True, back), *found)
            if pupil.left_on and row.left_on is None and "left_on" not in self.untracked:
                found = (*found, Difference("left_on", pupil.left_on, None, "Leaving date is taken back"))
        if not found:
            self._add("unchanged", row, row.remarks, match)
            return
        reasons = tuple(f"{one.text}." for one in found)
        self._add("changed", row, (*reasons, *row.remarks), match, found)

    def _missing(self, pupil: RollPupil) -> None:
        """A pupil on roll whom no row means."""
        if pupil.placed:
            name, why = "doubtful", "Not in the file, but placed: stays on roll until somebody says they have left."
        else:
            name, why = "left", "Not in the file."
        self.lists[name].append(
            PlanEntry(None, pupil.upn, pupil.names.in_lists, pupil.form, (why,), pupil_id=pupil.id),
        )

    def _add(
        self, name: str, row: RollRow, reasons: tuple[str, ...], match: Match, found: tuple[Difference, ...] = (),
    ) -> None:
        self.lists[name].append(PlanEntry(
            line=row.line, upn=row.upn or row.upn_as_written, name=row.names.in_lists,
            form=row.form, reasons=reasons, row=row, pupil_id=match.pupil.id if match.pupil else None,
            differences=found, candidates=tuple(pupil.id for pupil in match.candidates),
        ))

    def _problem(self, taken: Sequence[RollRow]) -> Problem | None:
        """What stands against taking the file in at all."""
        for rows in _groups_of_one_upn(taken):
            numbers = _and(str(row.line) for row in rows)
            names = _and(row.names.in_lists or "no name" for row in rows)
            return Problem(
                "roll.duplicate-upn",
                f"Rows {numbers} hold the same UPN, {rows[0].upn}, for different pupils: {names}. Nothing was changed. "
                "Correct the file, or leave these rows out.",
                f"rows {numbers}",
            )
        refused = self.lists["rejected"]
        if taken and len(refused) == len(taken):
            first = refused[0]
            return Problem(
                "roll.nothing-usable",
                f"No row of the file can be taken in. Row {first.line}: {first.reasons[0]}",
                f"row {first.line}",
            )
        return None


def _groups_of_one_upn(rows: Iterable[RollRow]) -> list[list[RollRow]]:
    groups: dict[str, list[RollRow]] = defaultdict(list)
    for row in rows:
        if row.upn:
            groups[row.upn].append(row)
    return [group for group in groups.values() if len(group) > 1]


def _clashes(rows: Sequence[RollRow]) -> dict[int, tuple[str, ...]]:
    """Rows that claim one identity and were not joined as one pupil: none of them can be trusted.

    A row is known by its UPN, else by its admission number, else by name and birth date.
    """
    found: dict[int, tuple[str, ...]] = {}
    numbered: dict[object, list[RollRow]] = defaultdict(list)
    named: dict[object, list[RollRow]] = defaultdict(list)
    for row in rows:
        if row.admission_number and not row.upn:
            numbered[without_leading_zeros(row.admission_number)].append(row)
        elif row.born and not row.upn:
            named[full_name_key(row), row.born].append(row)
    for what, groups in (
        ("UPN", _groups_of_one_upn(rows)), ("admission number", numbered.values()),
        ("name and date of birth", named.values()),
    ):
        for group in groups:
            if len(group) == 1:
                continue
            for row in group:
                others = _and(f"row {other.line}" for other in group if other is not row)
                found[row.line] = (f"Same {what} as {others}.",)
    return found


def _and(words: Iterable[str]) -> str:
    """"602, 603 and 604"."""
    listed = list(words)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"
