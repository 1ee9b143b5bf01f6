"""A case file, or the words of the command line, into a `Case`; every refusal names the word and what it may be."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from apdesk.domain.case import Also, Arranged, Case, Done, Earlier, Event, FactChange, GateAnswer, ManualDates, Pause
from apdesk.domain.expression import Value
from apdesk.domain.protocol import FactType, Protocol
from apdesk.problems import Problem

_WEEK = re.compile(r"^[PSR-]{10}$")
_KEYS = {
    "pathway", "start", "end", "calendar", "host_calendar", "protocol", "on", "facts", "change", "event", "done",
    "arranged", "earlier", "also", "pause", "dates", "gate", "reading",
}
_YES, _NO = ("yes", "true", "y"), ("no", "false", "n")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a case file names besides the case: files beside it, and the raw tables still to be typed."""

    raw: Mapping[str, Any]
    where: str

    def named(self, key: str) -> str | None:
        """The file name the case gives for `calendar`, `host_calendar` or `protocol`."""
        value = self.raw.get(key)
        return value if isinstance(value, str) else None


def read_case_file(text: str, where: str) -> CaseFile:
    """The tables of a case file. Raises `case.toml` or `case.key` with the place."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Problem("case.toml", f"The case cannot be read: {error}.", where) from None
    for key in raw:
        if key not in _KEYS:
            raise Problem("case.key", f'"{key}" is not a key of a case file.', where)
    return CaseFile(raw, where)


def make_case(file: CaseFile, protocol: Protocol) -> Case:
    """The case that the file states, every fact typed by the protocol."""
    raw, where = file.raw, file.where
    if not isinstance(raw.get("pathway"), str):
        raise Problem("case.pathway", "The case names no pathway.", where)
    return Case(
        pathway=raw["pathway"],
        start=_optional(raw, "start", where),
        end=_optional(raw, "end", where),
        facts=_facts(raw.get("facts", {}), protocol, f"{where}, [facts]"),
        changes=tuple(
            FactChange(_day(one, "on", at), _known(protocol, one.get("fact"), at).name,
                       typed(_known(protocol, one.get("fact"), at), one.get("value"), at))
            for at, one in _each(raw, "change", where)
        ),
        events=tuple(
            Event(_event(protocol, one.get("name"), at), _day(one, "on", at), one.get("at"), one.get("booked") is True)
            for at, one in _each(raw, "event", where)
        ),
        done=tuple(_done(protocol, one, at) for at, one in _each(raw, "done", where)),
        arranged=tuple(
            Arranged(_duty(protocol, one.get("rule"), at), _day(one, "on", at), int(one.get("occurrence", 1)),
                     one.get("provider"))
            for at, one in _each(raw, "arranged", where)
        ),
        earlier=tuple(
            Earlier(str(one.get("pathway")), _day(one, "from", at), _day(one, "to", at))
            for at, one in _each(raw, "earlier", where)
        ),
        also=tuple(_also(protocol, one, at) for at, one in _each(raw, "also", where)),
        pauses=tuple(
            Pause(_day(one, "from", at), _day(one, "to", at), str(one.get("reason", "paused")))
            for at, one in _each(raw, "pause", where)
        ),
        dates=tuple(_dates(protocol, one, at) for at, one in _each(raw, "dates", where)),
        gates=tuple(_gate(protocol, one, at) for at, one in _each(raw, "gate", where)),
        readings={str(k): str(v) for k, v in raw.get("reading", {}).items()},
        on=_optional(raw, "on", where),
    )


def _each(raw: Mapping[str, Any], key: str, where: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    tables = raw.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise Problem("case.form", f"{key} is written as [[{key}]] tables.", where)
    return ((f"{where}, [[{key}]] {n}", one) for n, one in enumerate(tables, 1))


def _day(table: Mapping[str, Any], key: str, where: str) -> date:
    value = _optional(table, key, where)
    if value is None:
        raise Problem("case.date", f"{key} is missing.", where)
    return value


def _optional(table: Mapping[str, Any], key: str, where: str) -> date | None:
    value = table.get(key)
    return None if value is None else to_date(value, f"{where}, {key}")


def to_date(value: object, where: str) -> date:
    """A date as TOML or as text like 2026-11-11."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Problem("case.date", f'"{value}" is not a date like 2026-11-11.', where) from None


def _known(protocol: Protocol, name: object, where: str) -> FactType:
    fact = protocol.facts.get(str(name))
    if fact is None:
        raise Problem("case.fact", f'The protocol {protocol.id} knows no fact "{name}".', where)
    return fact


def _event(protocol: Protocol, name: object, where: str) -> str:
    if name not in protocol.events:
        known = ", ".join(protocol.events)
        raise Problem("case.event", f'The protocol {protocol.id} knows no event "{name}". It knows {known}.', where)
    return str(name)


def _facts(table: Mapping[str, Any], protocol: Protocol, where: str) -> dict[str, Value]:
    return {name: typed(_known(protocol, name, where), value, f"{where} {name}") for name, value in table.items()}


def _duty(protocol: Protocol, rule: object, where: str) -> str:
    if rule not in {one.id for one in protocol.duties}:
        raise Problem("case.rule", f'The protocol {protocol.id} has no duty "{rule}".', where)
    return str(rule)


def _done(protocol: Protocol, one: Mapping[str, Any], where: str) -> Done:
    return Done(
        _duty(protocol, one.get("rule"), where), _day(one, "on", where), int(one.get("occurrence", 1)),
        one.get("provider"), one.get("with"), one.get("method"),
    )


def _also(protocol: Protocol, one: Mapping[str, Any], where: str) -> Also:
    sessions = one.get("sessions")
    if sessions is not None:
        _week(sessions, where)
    facts = _facts(one.get("facts", {}), protocol, where)
    if not one.get("provider"):
        raise Problem("case.also", "A second provider needs a name.", where)
    return Also(str(one["provider"]), _day(one, "from", where), _optional(one, "to", where), sessions, facts)


def _dates(protocol: Protocol, one: Mapping[str, Any], where: str) -> ManualDates:
    on = one.get("on", [])
    days = tuple(to_date(day, where) for day in (on if isinstance(on, list) else [on]))
    if not one.get("reason"):
        raise Problem("case.reason", "Dates set by hand need a reason.", where)
    return ManualDates(_duty(protocol, one.get("rule"), where), tuple(sorted(days)), str(one["reason"]))


def _gate(protocol: Protocol, one: Mapping[str, Any], where: str) -> GateAnswer:
    rule = one.get("rule")
    if rule not in {gate.id for gate in protocol.gates}:
        raise Problem("case.gate", f'The protocol {protocol.id} has no gate "{rule}".', where)
    met = one.get("met")
    return GateAnswer(str(rule), met if isinstance(met, bool) else None, one.get("override"), one.get("by"))


def _week(value: object, where: str) -> str:
    if not isinstance(value, str) or not _WEEK.match(value):
        text = f'"{value}" is not a week: ten letters, Monday AM to Friday PM, each P, S, R or -.'
        raise Problem("case.sessions", text, where)
    return value


def typed(fact: FactType, value: object, where: str) -> Value:
    """A fact's value in its type; words of the command line ("yes", "10", "2026-11-11") are read as well."""
    if fact.type == "yes-no":
        return _yes_no(fact, value, where)
    if fact.type in ("number", "year group"):
        return _number(fact, value, where)
    if fact.type == "date":
        return to_date(value, where)
    if fact.type == "sessions":
        return _week(value, where)
    if fact.choices and value not in fact.choices:
        text = f'{fact.name} is one of {", ".join(fact.choices)}, not "{value}".'
        raise Problem("case.choice", text, where)
    return str(value)


def _yes_no(fact: FactType, value: object, where: str) -> bool:
    if isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _YES or isinstance(value, date):
        return True
    if word in _NO:
        return False
    raise Problem("case.yes-no", f'{fact.name} is yes or no, not "{value}".', where)


def _number(fact: FactType, value: object, where: str) -> Value:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    try:
        number = float(str(value))
    except ValueError:
        raise Problem("case.number", f'{fact.name} is a number, not "{value}".', where) from None
    return int(number) if number == int(number) else number
