"""What moves along when a meeting moves: the engine is asked again, and its answer laid beside the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from apdesk.domain.case import Case, Event
from apdesk.domain.clauses import is_confidential
from apdesk.domain.engine import make_plan
from apdesk.domain.lateness import DONE, WITHDRAWN
from apdesk.domain.plan import Duty as Planned
from apdesk.domain.plan import Plan
from apdesk.domain.protocol import Protocol
from apdesk.services.duty_pairing import key, pair, renumbered
from apdesk.services.duty_words import KEPT_BACK_WORD
from apdesk.services.kinds_shown import LABELS, shown_as
from apdesk.services.placement_case import CaseSource, arranged_of, done_of
from apdesk.services.placement_days import last_school_day
from apdesk.services.planned_duties import SETTLED, fate, is_overdue
from apdesk.store.duties import Duty

MOVES, NEW, GONE, TOLD = "moves", "new", "gone", "told"


class Follow(NamedTuple):
    """One date that a move touches.

    `how`: moves, new (it is asked for now), gone (it is no longer asked for), or told (a letter about the old day
    went out on `was` and stays as it is: somebody has to tell of the new one).
    """

    how: str
    what: str                   # "Invitation"
    was: date | None
    now: date | None
    latest: date | None         # the last day, where it is later than `now`
    latest_school_day: date | None = None   # the last school day up to `latest`

    @property
    def last(self) -> date | None:
        """The last day on which it would be in time."""
        return self.latest or self.now

    def gone(self, today: date) -> bool:
        """True where a last lawful or policy day would lie behind us before anything was done."""
        return self.how in (MOVES, NEW) and self.latest is not None and self.latest < today

    def late(self, today: date) -> bool:
        """True where it would be late already, without a last lawful day."""
        return self.how in (MOVES, NEW) and self.latest is None and self.now is not None and self.now < today


class Along:
    """Answers for changed cases of one placement; reads nothing."""

    def __init__(self, source: CaseSource, rows: Sequence[Duty], today: date, *, sees_flags: bool) -> None:
        self._source, self._rows, self._today = source, rows, today
        self._words = _Words(source.protocol, sees_flags=sees_flags)

    def of_move(self, row: Duty, to: date | None) -> tuple[Follow, ...]:
        """What moves along with a duty to another day (None: the day it is due), soonest first."""
        return self._follows(self._source.case, row, {row.id: to})

    def of_event(self, event: Event) -> tuple[Follow, ...]:
        """What an event more does to the dates on record, soonest first."""
        return self._follows(replace(self._source.case, events=(*self._source.case.events, event)))

    def _follows(
        self, case: Case, moved: Duty | None = None, instead: Mapping[str, date | None] | None = None
    ) -> tuple[Follow, ...]:
        plan = self._plan(case, {}, instead)
        numbers = renumbered(plan.duties, self._rows)
        if numbers:
            plan = self._plan(replace(case, done=done_of(self._rows, numbers)), numbers, instead)
        paired = pair(plan.duties, self._rows)
        found = [self._pair(one, paired.held.get(key(one)), moved) for one in plan.duties]
        found += [self._gone(row) for row in paired.left if row is not moved]
        kept = [one for one in found if one is not None]
        kept += self._letters_out(moved) if moved is not None else ()
        return tuple(sorted(kept, key=lambda one: (one.now is None, one.now or one.was or date.max, one.what)))

    def _letters_out(self, about: Duty) -> tuple[Follow, ...]:
        """Letters about a meeting that went out already: they name the old day."""
        named = f"{about.rule}#{about.occurrence}"
        return tuple(
            Follow(TOLD, self._words.of(row.rule, row.kind), row.done_on, None, None)
            for row in self._rows
            if row.after == named and row.state == DONE and row.kind in ("letter", "notify")
        )

    def _plan(self, case: Case, numbers: Mapping[str, int], instead: Mapping[str, date | None] | None) -> Plan:
        arranged = arranged_of(self._rows, numbers, instead)
        return make_plan(
            replace(case, arranged=arranged), self._source.protocol, self._source.calendar, self._source.host
        )

    def _pair(self, one: Planned, row: Duty | None, moved: Duty | None) -> Follow | None:
        what = self._words.of(one.rule, one.kind)
        if row is None:
            new = Follow(NEW, what, None, one.due, one.hard, self._school_day(one.hard))
            return new if one.state == "open" else None
        if row is moved or one.due is None or fate(row, one, self._today) == "kept":
            return None
        return Follow(MOVES, what, row.due, one.due, one.hard, self._school_day(one.hard))

    def _school_day(self, hard: date | None) -> date | None:
        return last_school_day(self._source.calendar, hard)

    def _gone(self, row: Duty) -> Follow | None:
        if row.state in (*SETTLED, WITHDRAWN) or is_overdue(row, self._today):
            return None
        return Follow(GONE, self._words.of(row.rule, row.kind), row.due, None, None)


class _Words:
    """What the duties of a protocol are called in a sentence, for somebody who may see the confidential ones or not."""

    def __init__(self, protocol: Protocol, *, sees_flags: bool) -> None:
        self._rules = {rule.id: rule for rule in protocol.duties}
        self._protocol, self._sees = protocol, sees_flags

    def of(self, rule: str, kind: str) -> str:
        found = self._rules.get(rule)
        word = found.word if found and found.word else LABELS[shown_as(kind)].lower()
        if found is not None and not self._sees and is_confidential(found, self._protocol):
            word = KEPT_BACK_WORD
        return word[:1].upper() + word[1:]
