"""One occurrence of one rule while the plan is being made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from apdesk.domain.expression import Call
from apdesk.domain.plan import Duty, DutyReading
from apdesk.domain.protocol import Deadline, DutyRule, Reading
from apdesk.domain.reason import Reason
from apdesk.domain.scope import Period, Scope, Waits
from apdesk.domain.vocabulary import loaded_day
from apdesk.domain.wording import plain_date
from apdesk.problems import Problem


@dataclass(slots=True)
class Draft:
    """Mutable until every rule has been heard; `held` is when it happened, is booked, or is planned."""

    rule: DutyRule
    n: int
    provider: str | None
    base: Scope
    names: dict[str, Any]
    deadline: Deadline
    title: str
    covers: tuple[str, ...]
    due: date | None = None
    hard: date | None = None
    window_from: date | None = None
    by: str | None = None
    state: str = "open"
    met_on: date | None = None
    booked: date | None = None
    met_by: str | None = None
    method: str | None = None
    waits_for: str | None = None
    after: str | None = None
    follows: date | None = None  # only what happened after this day can answer it
    problem: str | None = None
    period: Period | None = None
    on: date | None = None  # facts hold as on this day; on the first without it
    note: str = ""  # said instead of the arithmetic
    more: str = ""  # said after it
    reading: str = ""
    readings: tuple[DutyReading, ...] = ()
    evidence: tuple[str, ...] = field(default_factory=tuple)

    @property
    def scope(self) -> Scope:
        """What the expressions of this occurrence may see."""
        return self.base.seen_by(self.names, self.on)

    @property
    def held(self) -> date | None:
        """When it was done, else when it is booked, else when it is planned."""
        return self.met_on or self.booked or self.due

    def like(self, deadline: Deadline) -> Draft:
        """The same occurrence with another window, still to be dated."""
        return Draft(self.rule, self.n, self.provider, self.base, self.names, deadline, "", ())

    def _reason(self) -> Reason:
        return Reason(
            self.rule, self.title, self.deadline, self.base, self.names, self.due, self.hard, self.on, self.note,
            self.more, self.waits_for, self.problem,
        )

    def duty(self) -> Duty:
        """The finished duty."""
        rule = self.rule
        return Duty(
            rule=rule.id, occurrence=self.n, kind=rule.kind, act=rule.act, title=self.title, due=self.due, by=self.by,
            hard=self.hard, window_from=self.window_from, owner=rule.owner, provider=self.provider, state=self.state,
            met_by=self.met_by, waits_for=self.waits_for, after=self.after, evidence=self.evidence or rule.evidence,
            readings=self.readings, covers=self.covers, policy=rule.policy, reason=self._reason(), problem=self.problem,
            rules=rule.own_id, period=(self.period.start, self.period.end) if self.period else None,
        )


def set_dates(draft: Draft, anchor: date | None = None) -> None:
    """Work out the window of `draft`; what cannot be dated waits or carries a problem, never a guess.

    A due date on a closed day is brought forward, but never to before `anchor`, the day it follows.
    """
    deadline, scope = draft.deadline, draft.scope
    try:
        draft.hard = loaded_day(deadline.hard, scope) if deadline.hard else None
    except Waits:
        draft.hard = None
    except Problem as problem:
        draft.problem = problem.text
    try:
        draft.window_from = loaded_day(deadline.window_from, scope) if deadline.window_from else None
        draft.due = _school_day(loaded_day(deadline.due, scope), draft, anchor)
    except Waits as waits:
        draft.state, draft.waits_for = "waiting", waits.what
        draft.hard = draft.window_from = None
        return
    except Problem as problem:
        draft.due, draft.problem = None, problem.text
        return
    if draft.hard is not None or draft.window_from is not None:
        _fit_window(draft)


def _school_day(due: date, draft: Draft, anchor: date | None) -> date:
    calendar = draft.base.calendar
    node = draft.deadline.due
    if draft.rule.closed_days or calendar.is_school_day(due):
        return due
    if isinstance(node, Call) and node.function == "BF":
        return due  # already brought forward as far as its own anchor allows
    brought = calendar.on_or_before(due)
    return due if anchor is not None and brought < anchor <= due else brought


def _fit_window(draft: Draft) -> None:
    calendar, due, hard, first = draft.base.calendar, draft.due, draft.hard, draft.window_from
    assert due is not None
    try:
        if hard is not None and due > hard:
            due = hard if draft.rule.closed_days else calendar.on_or_before(hard)
        if first is not None and due < first:
            due = calendar.on_or_after(first)
            if hard is not None and due > hard:
                due = _empty_window(draft, due, hard)
        draft.due = due
    except Problem as problem:
        draft.due, draft.problem = None, problem.text


def _empty_window(draft: Draft, next_day: date, hard: date) -> date:
    """No school day between the earliest and the latest date: a person has to settle it."""
    first = draft.window_from
    assert first is not None
    span = f"There is no school day between {plain_date(first)} and {plain_date(hard)}"
    if draft.deadline.if_empty == "after":
        draft.problem = f"{span}, so the first one after it, {plain_date(next_day)}, is proposed. Settle the date."
        draft.note = draft.problem
        draft.hard = None
        return next_day
    before = draft.base.calendar.on_or_before(hard)
    draft.problem = f"{span}, so the last one before it, {plain_date(before)}, is proposed. Settle the date."
    draft.window_from = before
    return before


def read_otherwise(draft: Draft, readings: Iterable[Reading], anchor: date | None) -> tuple[DutyReading, ...]:
    """The reading in force, marked, and each of the other `readings` with the dates it would give.

    A reading in which the rule recurs otherwise has no date that stands for this one.
    """
    found = [DutyReading(draft.reading, draft.window_from, draft.due, draft.hard, True)]
    for reading in readings:
        if reading.series is not None:
            found.append(DutyReading(reading.name, None, None, None, False))
            continue
        other = draft.like(draft.deadline.read_as(reading))
        set_dates(other, anchor)
        found.append(DutyReading(reading.name, other.window_from, other.due, other.hard, False))
    return tuple(found)
