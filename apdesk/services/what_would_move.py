"""What new term dates or a new reading of the policy would do to every placement, seen before it is done.

What is done and what was overdue already stays as it is; doing it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from apdesk.domain.clauses import is_confidential
from apdesk.domain.protocol import Protocol
from apdesk.domain.pupil import Names
from apdesk.domain.reason import in_short
from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.problems import Problem
from apdesk.progress import Progress, Silent
from apdesk.services.acting import FlagRule
from apdesk.services.duty_words import KEPT_BACK
from apdesk.services.placement_case import CaseSource, placement_source
from apdesk.services.planned_duties import Comparison, Line, Reconciled, write
from apdesk.services.protocols import protocol_version
from apdesk.services.replanning import against_record
from apdesk.services.school_year import calendar_or_none
from apdesk.store.duties import Duty, duties_of_placement, placements_with_open_duties
from apdesk.store.placements import Placement, all_placements
from apdesk.store.providers import all_providers
from apdesk.store.pupils import Pupil, pupils_by_ids
from apdesk.store.record import Record
from apdesk.store.work import Work

MOVED, ADDED, WITHDRAWN, KEPT = "moved", "added", "withdrawn", "kept"
WHAT = "Working out what would move"


@dataclass(frozen=True)
class Instead:
    """What the placements are planned with instead of what the desk holds; None: what it holds."""

    calendar: SchoolCalendar | None = None
    provider: str | None = None             # whose calendar it is; None: our school's
    protocol: Protocol | None = None

    def of(self, source: CaseSource, row: Placement) -> CaseSource:
        """The question for a placement with what stands here."""
        if self.protocol is not None:
            source = replace(source, protocol=self.protocol)
        if self.calendar is not None and self.provider is None:
            return replace(source, calendar=self.calendar)
        if self.calendar is not None and row.provider == self.provider:
            return replace(source, host=self.calendar)
        return source


class MoveLine(NamedTuple):
    """One duty of one placement: what becomes of it, and why."""

    fate: str                   # moved, added, withdrawn, kept
    title: str
    was: date | None
    now: date | None
    reason: str
    placement: str
    pupil: str
    pupil_name: str             # "Okonjo, Chidera"
    about: str                  # "Off-site direction, Fairholt"
    rule: str
    occurrence: int
    late: int | None = None     # school days that it would be late at once; None where it is in time
    last: date | None = None    # the last day it is in time, of what is still to do and moves or comes


class Unplanned(NamedTuple):
    """A placement that could not be planned so, and why."""

    placement: str
    pupil_name: str
    about: str
    why: str


@dataclass(frozen=True)
class Moves:
    """What becomes of every duty of the placements that were looked at."""

    lines: tuple[MoveLine, ...] = ()
    unplanned: tuple[Unplanned, ...] = ()
    placements: int = 0

    def of(self, fate: str) -> tuple[MoveLine, ...]:
        """The lines of one fate."""
        return tuple(line for line in self.lines if line.fate == fate)

    def count(self, fate: str) -> int:
        """How many duties meet that fate."""
        return sum(line.fate == fate for line in self.lines)

    @property
    def late(self) -> tuple[MoveLine, ...]:
        """What moves or comes to a day that has gone, so that it would be late at once."""
        return tuple(line for line in self.lines if line.late is not None)

    @property
    def touched(self) -> int:
        """How many placements have a duty that moves, comes or goes."""
        return len({line.placement for line in self.lines if line.fate != KEPT})

    @property
    def in_words(self) -> str:
        """ "4 duties move, 1 is added and 2 are withdrawn, in 3 of 31 placements. 412 stay as they are." """
        if not self.placements:
            return "No placement is planned yet, so nothing moves."
        looked = f"{self.placements:,} placement{'' if self.placements == 1 else 's'}"
        listed = self._listed()
        if not listed:
            return f"No duty moves in {looked}."
        return f"{listed}, in {self.touched:,} of {looked}. {self._kept()}"

    @property
    def of_one_in_words(self) -> str:
        """The same where only one placement is changed: "4 duties move and 1 is added. 12 stay as they are." """
        listed = self._listed()
        return f"{listed}. {self._kept()}" if listed else f"No duty moves. {self._kept()}"

    def still_in_time(self, today: date) -> tuple[MoveLine, ...]:
        """What would come or move to a day before today, and can still be done by its last day."""
        coming = (line for line in self.lines if line.fate in (MOVED, ADDED) and line.late is None)
        return tuple(line for line in coming if line.last is not None and line.now is not None and line.now < today)

    def _kept(self) -> str:
        number = self.count(KEPT)
        kept = f"{number:,} {'stays' if number == 1 else 'stay'} as {'it is' if number == 1 else 'they are'}."
        late = len(self.late)
        return f"{kept} {late:,} {'is' if late == 1 else 'are'} late at once." if late else kept

    def _listed(self) -> str:
        fates = ((MOVED, "moves", "move"), (ADDED, "is added", "are added"),
                 (WITHDRAWN, "is withdrawn", "are withdrawn"))
        said = [(self.count(fate), one if self.count(fate) == 1 else many) for fate, one, many in fates]
        said = [(number, words) for number, words in said if number]
        if not said:
            return ""
        (number, words), *rest = said
        parts = [f"{number:,} {'duty' if number == 1 else 'duties'} {words}", *(f"{n:,} {each}" for n, each in rest)]
        return f"{', '.join(parts[:-1])} and {parts[-1]}" if rest else parts[0]


NOTHING_MOVES = Moves()


def to_plan_again(record: Record, provider: str | None = None) -> list[Placement]:
    """The placements that new dates or rules can still touch: not over, or over with duties that are open.

    `provider` limits them to those at one provider.
    """
    today, alive = record.clock.today(), placements_with_open_duties()
    rows = [row for row in all_placements() if row.withdrawn_on is None and (_stands(row, today) or row.id in alive)]
    return [row for row in rows if provider is None or row.provider == provider]


def would_move(
    record: Record, rows: Sequence[Placement], instead: Instead, progress: Progress | None = None, why: str = ""
) -> Moves:
    """What becomes of the duties of these placements; nothing is written. Long work: `progress` may cancel it."""
    names = _Named(record, rows, instead)
    for number, row in enumerate(rows):
        (progress or Silent()).step(number, len(rows), WHAT)
        try:
            names.add(row, _asked(record, row, instead, why).comparison)
        except Problem as problem:
            names.refuse(row, problem.text)
    return names.moves()


def move(
    record: Record, work: Work, rows: Sequence[Placement], why: str, progress: Progress | None = None,
    protocol: str | None = None,
) -> Moves:  # fmt: skip
    """The placements' duties are as the record now obliges, inside the open work.

    `protocol`: they follow this version of it from now on; one that it cannot plan keeps the version it has. Without
    it, `Problem` "moves.unplanned" where one cannot be planned: nothing of the work stands then.
    """
    instead = Instead() if protocol is None else Instead(protocol=protocol_version(record, protocol))
    names = _Named(record, rows, instead)
    for number, row in enumerate(rows):
        (progress or Silent()).step(number, len(rows), "Moving duties")
        try:
            reconciled = _asked(record, row, instead, why)
        except Problem as problem:
            if protocol is None:
                text = f"{names.of(row)} cannot be planned with this change: {problem.text}"
                raise Problem("moves.unplanned", text, problem.where) from None
            names.refuse(row, problem.text)
            continue
        if protocol is not None:
            work.update(row, protocol=protocol)
        write(work, reconciled)
        names.add(row, reconciled.comparison)
    return names.moves()


def told(record: Record, row: Placement, comparison: Comparison) -> Moves:
    """What a change does to one placement's duties, in the words that the acting person may read."""
    names = _Named(record, [row], Instead())
    names.add(row, comparison)
    return names.moves()


def _asked(record: Record, row: Placement, instead: Instead, why: str) -> Reconciled:
    duties: list[Duty] = duties_of_placement(row.id)
    source = instead.of(placement_source(record, row, duties=duties), row)
    return against_record(record, row, source, duties, why)[1]


def _stands(row: Placement, today: date) -> bool:
    last = row.ended_on or row.planned_end
    return last is None or last >= today


class _Named:
    """Collects lines with the words that this person may read."""

    def __init__(self, record: Record, rows: Iterable[Placement], instead: Instead) -> None:
        self._record, self._today = record, record.clock.today()
        ours = instead.calendar if instead.provider is None else None
        self._calendar = ours or calendar_or_none(record)
        self._pupils: dict[str, Pupil] = pupils_by_ids({row.pupil for row in rows})
        self._providers = {one.id: one.short_name or one.name for one in all_providers()}
        self._flags = FlagRule(record)
        self._protocol = instead.protocol
        self._secret: dict[str, frozenset[str]] = {}
        self._lines: list[MoveLine] = []
        self._unplanned: list[Unplanned] = []
        self._count = 0

    def of(self, row: Placement) -> str:
        """The pupil, as lists name them."""
        pupil = self._pupils.get(row.pupil)
        if pupil is None:
            return "A pupil"
        return Names(
            pupil.surname or "", pupil.forename or "", pupil.preferred_surname or "", pupil.preferred_forename or ""
        ).in_lists

    def about(self, row: Placement) -> str:
        """Pathway and provider."""
        pathway = self._protocol_of(row).pathways.get(row.pathway)
        parts = (pathway.short if pathway else row.pathway, self._providers.get(row.provider or "", ""))
        return ", ".join(part for part in parts if part)

    def add(self, row: Placement, comparison: Comparison) -> None:
        self._count += 1
        for fate in (MOVED, ADDED, WITHDRAWN, KEPT):
            for line in getattr(comparison, fate):
                self._lines.append(self._line(row, fate, line))

    def refuse(self, row: Placement, why: str) -> None:
        self._count += 1
        self._unplanned.append(Unplanned(row.id, self.of(row), self.about(row), why))

    def moves(self) -> Moves:
        return Moves(tuple(self._lines), tuple(self._unplanned), self._count)

    def _line(self, row: Placement, fate: str, line: Line) -> MoveLine:
        pupil = self._pupils.get(row.pupil)
        title, reason = line.title, line.reason
        if not self._flags.sees(pupil.year if pupil else None):
            title, reason = self._for_anybody(row, line)
        return MoveLine(
            fate, title, line.was, line.now, in_short(reason), row.id, row.pupil, self.of(row), self.about(row),
            line.key[0], line.key[1], self._late(line) if fate in (MOVED, ADDED) else None, line.last,
        )

    def _late(self, line: Line) -> int | None:
        if line.last is None or line.last >= self._today:
            return None
        return self._calendar.count(line.last + timedelta(days=1), self._today) if self._calendar else 0

    def _for_anybody(self, row: Placement, line: Line) -> tuple[str, str]:
        """The words for somebody who may not know of the pupil's confidential flags."""
        rules, secret = line.rules or (line.key[0],), self._kept_back(row)
        if secret.isdisjoint(rules):
            return line.title, line.reason
        titles = {rule.id: rule.title for rule in self._protocol_of(row).duties}
        open_to_all = (titles[name] for name in rules if name not in secret and name in titles)
        return next(open_to_all, KEPT_BACK), ""

    def _kept_back(self, row: Placement) -> frozenset[str]:
        if row.protocol not in self._secret:
            both = [self._protocol_of(row), *([self._protocol] if self._protocol else [])]
            self._secret[row.protocol] = frozenset(
                rule.id for protocol in both for rule in protocol.duties if is_confidential(rule, protocol)
            )
        return self._secret[row.protocol]

    def _protocol_of(self, row: Placement) -> Protocol:
        return protocol_version(self._record, row.protocol)
