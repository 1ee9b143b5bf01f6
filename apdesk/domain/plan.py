"""What the engine answers: duties with dates, reasons and sources; gates, limits and expected codes.

Field names are those of the command line's JSON, except `window_from`, which is written as `from`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Why = str | Callable[[], str]


@dataclass(frozen=True, slots=True)
class DutyReading:
    """One way to read an ambiguous deadline; exactly one of a duty's readings is `chosen`."""

    name: str
    window_from: date | None
    due: date | None
    hard: date | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing somebody must do. `due` is never later than `hard`; both are None while it waits."""

    rule: str
    occurrence: int
    kind: str
    act: str
    title: str
    due: date | None
    by: str | None
    hard: date | None
    window_from: date | None
    owner: str
    provider: str | None
    state: str  # open, met, waiting, paused, withdrawn
    met_by: str | None
    waits_for: str | None
    after: str | None
    evidence: tuple[str, ...]
    readings: tuple[DutyReading, ...]
    covers: tuple[str, ...]
    policy: str
    reason: Why = field(compare=False, repr=False)
    problem: str | None = None
    rules: tuple[str, ...] = ()  # every rule that this one act answers, the first among them
    period: tuple[date, date] | None = None

    @property
    def why(self) -> str:
        """One sentence: the rule, the inputs and the arithmetic."""
        return self.reason if isinstance(self.reason, str) else self.reason()

    @property
    def key(self) -> tuple[str, int, str | None]:
        """What stays the same when the duty moves: rule, occurrence and provider."""
        return (self.rule, self.occurrence, self.provider)


@dataclass(frozen=True, slots=True)
class LimitReading:
    """One way to count an ambiguous length ("12 weeks")."""

    name: str
    until: date | None
    last_day: date | None
    school_days: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """How long or how much is allowed; `last_day` is the last school day inside it."""

    rule: str
    sense: str  # max, min
    text: str
    until: date | None
    last_day: date | None
    school_days: int | None
    warn_from: date | None
    reason: Why = field(compare=False, repr=False)
    readings: tuple[LimitReading, ...]
    covers: tuple[str, ...]
    policy: str
    kept: bool | None = None
    level: str = "warn"
    problem: str | None = None

    @property
    def why(self) -> str:
        return self.reason if isinstance(self.reason, str) else self.reason()


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition before the start. `met` is None while nobody has said."""

    rule: str
    level: str  # block, override, warn, note
    met: bool | None
    lifted_by: str | None
    text: str
    why: str
    covers: tuple[str, ...]
    policy: str
    overridden: str | None = None

    @property
    def stands(self) -> str:
        """The condition in words that are true: it begins with "Not met" where it does not hold and stays so."""
        return f"Not met: {self.text}" if self.met is False and not self.overridden else self.text


@dataclass(frozen=True, slots=True)
class Session:
    """What our register is expected to carry for one half day, and the policy's own code beside it."""

    date: date
    session: str  # AM, PM
    provider: str | None
    expected: str | None
    policy_code: str | None
    why: str
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a comparison with an earlier plan."""

    rule: str
    occurrence: int
    provider: str | None
    title: str
    was: date | None
    now: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Changes:
    """An earlier plan against this one; what is done or was already overdue stays as it is."""

    kept: tuple[Change, ...]
    moved: tuple[Change, ...]
    added: tuple[Change, ...]
    withdrawn: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything one placement, stage, school year or provider obliges."""

    pathway: str
    protocol: str
    start: date | None
    end: date | None
    planned_to: date | None
    limits: tuple[Limit, ...]
    gates: tuple[Gate, ...]
    duties: tuple[Duty, ...]
    sessions: tuple[Session, ...]
    problems: tuple[str, ...]
    changes: Changes | None = None


def as_json(plan: Plan) -> dict[str, Any]:
    """The document that `apdesk plan --json` prints."""
    return {
        "pathway": plan.pathway,
        "protocol": plan.protocol,
        "start": _iso(plan.start),
        "end": _iso(plan.end),
        "planned_to": _iso(plan.planned_to),
        "limits": [_limit(limit) for limit in plan.limits],
        "gates": [_gate(gate) for gate in plan.gates],
        "duties": [duty_json(duty) for duty in plan.duties],
        "sessions": [_session(session) for session in plan.sessions],
        "problems": list(plan.problems),
        "changes": _changes(plan.changes) if plan.changes else {},
    }


def duty_json(duty: Duty) -> dict[str, Any]:
    """One duty as the command line shows it."""
    return {
        "rule": duty.rule, "occurrence": duty.occurrence, "kind": duty.kind, "act": duty.act, "title": duty.title,
        "due": _iso(duty.due), "by": duty.by, "hard": _iso(duty.hard), "from": _iso(duty.window_from),
        "owner": duty.owner, "provider": duty.provider, "state": duty.state, "met_by": duty.met_by,
        "waits_for": duty.waits_for, "after": duty.after, "evidence": list(duty.evidence),
        "readings": [
            {"name": one.name, "from": _iso(one.window_from), "due": _iso(one.due), "hard": _iso(one.hard),
             "chosen": one.chosen}
            for one in duty.readings
        ],
        "covers": list(duty.covers), "policy": duty.policy, "why": duty.why, "problem": duty.problem,
        "rules": list(duty.rules),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _limit(limit: Limit) -> dict[str, Any]:
    return {
        "rule": limit.rule, "sense": limit.sense, "text": limit.text, "until": _iso(limit.until),
        "last_day": _iso(limit.last_day), "school_days": limit.school_days, "warn_from": _iso(limit.warn_from),
        "why": limit.why, "level": limit.level, "kept": limit.kept,
        "readings": [
            {"name": one.name, "until": _iso(one.until), "last_day": _iso(one.last_day),
             "school_days": one.school_days, "chosen": one.chosen}
            for one in limit.readings
        ],
        "covers": list(limit.covers), "policy": limit.policy, "problem": limit.problem,
    }


def _gate(gate: Gate) -> dict[str, Any]:
    return {
        "rule": gate.rule, "level": gate.level, "met": gate.met, "lifted_by": gate.lifted_by, "text": gate.text,
        "why": gate.why, "covers": list(gate.covers), "policy": gate.policy, "overridden": gate.overridden,
    }


def _session(session: Session) -> dict[str, Any]:
    return {
        "date": session.date.isoformat(), "session": session.session, "provider": session.provider,
        "expected": session.expected, "policy_code": session.policy_code, "why": session.why,
        "problem": session.problem,
    }


def _changes(changes: Changes) -> dict[str, Any]:
    def lines(some: tuple[Change, ...]) -> list[dict[str, Any]]:
        return [
            {"rule": one.rule, "occurrence": one.occurrence, "provider": one.provider, "title": one.title,
             "was": _iso(one.was), "now": _iso(one.now), "reason": one.reason}
            for one in some
        ]

    return {
        "kept": lines(changes.kept), "moved": lines(changes.moved),
        "added": lines(changes.added), "withdrawn": lines(changes.withdrawn),
    }
