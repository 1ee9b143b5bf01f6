"""The question put to the engine: one placement (or stage, school year, provider) and what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from apdesk.domain.expression import Value


@dataclass(frozen=True, slots=True)
class FactChange:
    """From `on` the fact has this value."""

    on: date
    fact: str
    value: Value


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened or is booked; `at` is a time of day ("14:30") where one matters.

    `booked`: it stands in the diary, and a person has yet to say that it was held, whatever today is.
    `provider` names a second provider where it happened there; None is the first one, or the pupil.
    """

    name: str
    on: date
    at: str | None = None
    booked: bool = False
    provider: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A duty was carried out; `method` says how ("face to face", "email")."""

    rule: str
    on: date
    occurrence: int = 1
    provider: str | None = None
    who: str | None = None
    method: str | None = None


@dataclass(frozen=True, slots=True)
class Arranged:
    """A duty stands in the diary for that day: until it is done, what follows from it is counted from there."""

    rule: str
    on: date
    occurrence: int
    provider: str | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier episode that counts towards a limit, first to last calendar day."""

    pathway: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Also:
    """A second provider in the same week; a transfer is one that begins when the first has ended."""

    provider: str
    first: date
    last: date | None = None
    sessions: str | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still on these calendar days (provider closed, suspended by a head, turned away)."""

    first: date
    last: date
    reason: str


@dataclass(frozen=True, slots=True)
class ManualDates:
    """Dates agreed by people that replace a rule for this placement."""

    rule: str
    on: tuple[date, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class GateAnswer:
    """What somebody said of a gate: met or not, or overridden by a named senior with a reason."""

    rule: str
    met: bool | None = None
    override: str | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Everything the engine may know. `start` is None while a placement is only proposed."""

    pathway: str
    start: date | None
    end: date | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)
    changes: tuple[FactChange, ...] = ()
    events: tuple[Event, ...] = ()
    done: tuple[Done, ...] = ()
    arranged: tuple[Arranged, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    also: tuple[Also, ...] = ()
    pauses: tuple[Pause, ...] = ()
    dates: tuple[ManualDates, ...] = ()
    gates: tuple[GateAnswer, ...] = ()
    readings: Mapping[str, str] = field(default_factory=dict)  # rule -> name of the reading chosen for this placement
    on: date | None = None
