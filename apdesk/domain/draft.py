"""One occurrence of one rule while the plan is being made, and the sentence that explains it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from apdesk.domain.explaining import explain, name_label
from apdesk.domain.expression import Call, Node
from apdesk.domain.plan import Duty, DutyReading
from apdesk.domain.protocol import DutyRule, Item, Reading
from apdesk.domain.scope import Period, Scope, Waits
from apdesk.domain.vocabulary import loaded_day
from apdesk.domain.wording import fill, plain_date, value_if_known
from apdesk.problems import Problem


@dataclass(frozen=True, slots=True)
class Deadline:
    """The expressions of one window: what to work to, the last lawful day, the first sensible day."""

    due: Node
    hard: Node | None = None
    window_from: Node | None = None
    if_empty: str = ""


@dataclass(slots=True)
class Draft:
    """Mutable until every rule has been heard; `held` is when it happened, is booked, or is planned."""

    rule: DutyRule
    n: int
    provider: str | None
    scope: Scope
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
    note: str = ""
    reading: str = ""
    readings: tuple[DutyReading, ...] = ()
    evidence: tuple[str, ...] = field(default_factory=tuple)

    @property
    def held(self) -> date | None:
        """When it was done, else when it is booked, else when it is planned."""
        return self.met_on or self.booked or self.due

    def why(self) -> str:
        """The rule, the inputs and the arithmetic, the clause and the term dates counted with."""
        rule, calendar = self.rule, self.scope.calendar.name
        said = fill(rule.because, self.scope) if rule.because else self.title
        parts = [said if said.endswith((".", "?")) else f"{said}.", self._when()]
        if self.hard and self.deadline.hard and self.hard != self.due:
            arithmetic = explain(self.deadline.hard, self.scope, self.hard)
            parts.append(f"Latest {plain_date(self.hard)}: {arithmetic}.")
        source = "; ".join(one for one in (rule.policy, rule.source, f"term dates: {calendar}") if one)
        return f"{' '.join(parts)} ({source})"

    def _when(self) -> str:
        if self.note:
            return self.note
        if self.due is not None:
            return f"Due {plain_date(self.due)}: {explain(self.deadline.due, self.scope, self.due)}{self._moved()}."
        if self.waits_for:
            return f"No date yet: it waits for {name_label(self.waits_for, self.scope)}."
        return f"No date can be given. {self.problem}" if self.problem else "No date can be given."

    def _moved(self) -> str:
        """Why the due date is another than the arithmetic gives."""
        raw = value_if_known(self.deadline.due, self.scope)
        if not isinstance(raw, date) or raw == self.due or self.due is None:
            return ""
        if self.due > raw:
            return f", which is {plain_date(raw)}, put to the first school day of its window"
        if self.hard is not None and raw > self.hard:
            return f", which is {plain_date(raw)}, brought forward to the latest day"
        closed = not self.scope.calendar.is_school_day(raw)
        way = "a school day" if closed else "the last school day of the placement"
        return f", which is {plain_date(raw)}, brought forward to {way}"

    def duty(self) -> Duty:
        """The finished duty."""
        rule = self.rule
        return Duty(
            rule=rule.id, occurrence=self.n, kind=rule.kind, act=rule.act, title=self.title, due=self.due, by=self.by,
            hard=self.hard, window_from=self.window_from, owner=rule.owner, provider=self.provider, state=self.state,
            met_by=self.met_by, waits_for=self.waits_for, after=self.after, evidence=self.evidence or rule.evidence,
            readings=self.readings, covers=self.covers, policy=rule.policy, reason=self.why, problem=self.problem,
            rules=(rule.id,), period=(self.period.start, self.period.end) if self.period else None,
        )


def set_dates(draft: Draft, anchor: date | None = None) -> None:
    """Work out the window of `draft`; what cannot be dated waits or carries a problem, never a guess.

    A due date on a closed day is brought forward, but never to before `anchor`, the day it follows.
    """
    deadline = draft.deadline
    try:
        draft.hard = loaded_day(deadline.hard, draft.scope) if deadline.hard else None
    except Waits:
        draft.hard = None
    except Problem as problem:
        draft.problem = problem.text
    try:
        draft.window_from = loaded_day(deadline.window_from, draft.scope) if deadline.window_from else None
        draft.due = _school_day(loaded_day(deadline.due, draft.scope), draft, anchor)
    except Waits as waits:
        draft.state, draft.waits_for = "waiting", waits.what
        draft.hard = draft.window_from = None
        return
    except Problem as problem:
        draft.due, draft.problem = None, problem.text
        return
    _fit_window(draft)


def _school_day(due: date, draft: Draft, anchor: date | None) -> date:
    calendar = draft.scope.calendar
    node = draft.deadline.due
    if draft.rule.closed_days or calendar.is_school_day(due):
        return due
    if isinstance(node, Call) and node.function == "BF":
        return due  # already brought forward as far as its own anchor allows
    brought = calendar.on_or_before(due)
    return due if anchor is not None and brought < anchor else brought


def _fit_window(draft: Draft) -> None:
    calendar, due, hard, first = draft.scope.calendar, draft.due, draft.hard, draft.window_from
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
    before = draft.scope.calendar.on_or_before(hard)
    draft.problem = f"{span}, so the last one before it, {plain_date(before)}, is proposed. Settle the date."
    draft.window_from = before
    return before


def read_otherwise(draft: Draft, chosen: str, readings: tuple[Reading, ...]) -> tuple[DutyReading, ...]:
    """Every reading of an ambiguous deadline with its dates, the one in force marked.

    A reading in which the rule recurs otherwise has no date that stands for this one.
    """
    if not readings:
        return ()
    found = [DutyReading(chosen, draft.window_from, draft.due, draft.hard, True)]
    for reading in readings:
        if reading.series is not None:
            found.append(DutyReading(reading.name, None, None, None, False))
            continue
        other = Draft(draft.rule, draft.n, draft.provider, draft.scope, other_deadline(draft.deadline, reading), "", ())
        set_dates(other)
        found.append(DutyReading(reading.name, other.window_from, other.due, other.hard, False))
    return tuple(found)


def other_deadline(own: Deadline, reading: Reading) -> Deadline:
    """The window of an alternative reading; what it does not state stays."""
    return Deadline(
        reading.due or own.due, reading.hard or own.hard, reading.window_from or own.window_from, own.if_empty
    )


def deadline_of(rule: DutyRule | Item) -> Deadline:
    """The window as the rule states it."""
    return Deadline(rule.due, rule.hard, rule.window_from, rule.if_empty)
