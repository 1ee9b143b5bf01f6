"""The answers of the placement wizard: plain values, kept as a draft after every change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any


@dataclass(frozen=True)
class ObjectiveAnswer:
    """What the placement is for, and how that will be measured."""

    text: str
    measure: str = ""


@dataclass(frozen=True)
class OutcomeAnswer:
    """What a subject expects of the pupil."""

    subject: str
    expected: str


@dataclass(frozen=True)
class SharedItem:
    """One thing the provider gets to know: who shares it, whether, and how far that is."""

    item: str                   # id of `apdesk.services.sharing`
    share: bool
    state: str = "to do"        # to do, asked, ready, done
    on: date | None = None


@dataclass(frozen=True)
class SecondProvider:
    """Another provider in the same weeks."""

    provider: str
    start: date
    end: date | None
    sessions: str               # ten letters


@dataclass(frozen=True)
class AlreadyDone:
    """A duty of a placement that began in the past: done on a day, before AP Desk (day not known), or still open."""

    rule: str
    occurrence: int
    provider: str = ""
    on: date | None = None
    by: str = ""
    note: str = ""
    still_open: bool = False    # nobody has done it: it stands as overdue


@dataclass(frozen=True)
class Happened:
    """Something that happened before the placement was entered: an event of the protocol."""

    name: str
    on: date
    note: str = ""
    who: str = ""


@dataclass(frozen=True)
class GateSaid:
    """What somebody said of a gate: met or not, or overridden with a reason by the holder of a role."""

    rule: str
    met: bool | None = None
    override: str = ""
    by: str = ""                # role id


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Everything the seven steps ask; what is not answered yet is None or empty."""

    pupil: str | None = None
    # 1 reason
    reasons: tuple[str, ...] = ()
    reason_note: str = ""
    tried: str = ""
    met_parents_on: date | None = None
    parent_view: str = ""
    directed: bool | None = None
    # 2 pathway
    pathway: str | None = None
    gates: tuple[GateSaid, ...] = ()
    decided_on: date | None = None          # the decision to place
    decided_by: str = ""                    # who took it
    # 3 provider
    provider: str | None = None
    panel_on: date | None = None
    extra: tuple[SecondProvider, ...] = ()
    price_day: int | None = None            # pence
    # 4 dates and timetable
    start: date | None = None
    end: date | None = None
    readings: Mapping[str, str] = field(default_factory=dict)
    sessions: str | None = None
    report_to: str = ""
    arrive_by: str = ""
    registered_by: str = ""
    registered_confirmed_on: date | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)      # further facts the protocol asks for
    dates: tuple[Mapping[str, Any], ...] = ()                   # manual dates: {"rule", "on", "reason"}
    # 5 needs and sharing
    sharing: tuple[SharedItem, ...] = ()
    # 6 objectives and return
    objectives: tuple[ObjectiveAnswer, ...] = ()
    outcomes: tuple[OutcomeAnswer, ...] = ()
    return_by: date | None = None
    return_steps: str = ""
    return_lead: str = ""
    return_support: str = ""
    destination: str = ""
    # where the placement began in the past
    agreed_on: date | None = None
    happened: tuple[Happened, ...] = ()
    already_done: tuple[AlreadyDone, ...] = ()
    earlier_duties: str = "ask"             # ask, before-desk, done-on-time


_DATES = frozenset({
    "met_parents_on", "panel_on", "start", "end", "registered_confirmed_on", "return_by", "agreed_on", "decided_on",
    "on",
})
_PARTS: dict[str, type[Any]] = {
    "gates": GateSaid, "extra": SecondProvider, "sharing": SharedItem, "objectives": ObjectiveAnswer,
    "outcomes": OutcomeAnswer, "already_done": AlreadyDone, "happened": Happened,
}


def as_json(answers: Answers) -> dict[str, Any]:
    """The answers as a draft keeps them; what is not answered is left out."""
    unanswered = Answers()
    return {
        one.name: _plain(getattr(answers, one.name))
        for one in fields(Answers) if getattr(answers, one.name) != getattr(unanswered, one.name)
    }


def from_json(content: Mapping[str, Any]) -> Answers:
    """The answers of a draft; what an older draft does not know, or no longer exists, is left out."""
    names = {one.name for one in fields(Answers)}
    return Answers(**{name: _read(name, value) for name, value in content.items() if name in names})


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return value


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _PARTS:
        return tuple(_PARTS[name](**_dates(one)) for one in value)
    if name in _DATES:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def _dates(values: Mapping[str, Any]) -> dict[str, Any]:
    days = _DATES | {"start", "end"}
    return {
        name: date.fromisoformat(value) if name in days and isinstance(value, str) else value
        for name, value in values.items()
    }
