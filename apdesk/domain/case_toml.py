"""A case file, or the words of the command line, into a `Case`; every refusal names the word and what it may be."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from apdesk.domain.case import Also, Arranged, Case, Done, Earlier, Event, FactChange, GateAnswer, ManualDates, Pause
from apdesk.domain.case_values import to_date, to_time, to_week, to_words, typed
from apdesk.domain.expression import Value
from apdesk.domain.protocol import FactType, Protocol
from apdesk.problems import Problem

FILES = ("calendar", "host_calendar", "protocol")
TABLES: dict[str, tuple[str, ...]] = {
    "change": ("on", "fact", "value"),
    "event": ("name", "on", "at", "booked", "provider"),
    "done": ("rule", "on", "occurrence", "provider", "with", "method"),
    "arranged": ("rule", "on", "occurrence", "provider"),
    "earlier": ("pathway", "from", "to"),
    "also": ("provider", "from", "to", "sessions", "facts"),
    "pause": ("from", "to", "reason"),
    "dates": ("rule", "on", "reason"),
    "gate": ("rule", "met", "override", "by"),
}
KEYS = ("pathway", "start", "end", *FILES, "on", "facts", "reading", *TABLES)
Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a case file names besides the case: files beside it, and the raw tables still to be typed."""

    raw: Table
    where: str

    def named(self, key: str) -> str | None:
        """The file name the case gives for `calendar`, `host_calendar` or `protocol`."""
        value = self.raw.get(key)
        return None if value is None else to_words(value, key, self.where)


def read_case_file(text: str, where: str) -> CaseFile:
    """The tables of a case file. Raises `case.toml` or `case.key` with the place."""
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Problem("case.toml", f"The case cannot be read: {error}.", where) from None
    _only(raw, KEYS, "a case file", where)
    for key, known in TABLES.items():
        for at, one in _each(raw, key, where):
            _only(one, known, f"[[{key}]]", at)
    return CaseFile(raw, where)


def _only(table: Table, known: tuple[str, ...], what: str, where: str) -> None:
    for key in table:
        if key not in known:
            raise Problem("case.key", f'"{key}" is not a key of {what}. It has {", ".join(known)}.', where)


def make_case(file: CaseFile, protocol: Protocol) -> Case:
    """The case that the file states, every fact typed by the protocol."""
    raw, where = file.raw, file.where
    if not isinstance(raw.get("pathway"), str):
        raise Problem("case.pathway", "The case names no pathway.", where)
    return Case(
        pathway=_pathway(protocol, raw["pathway"], where),
        start=_optional(raw, "start", where),
        end=_optional(raw, "end", where),
        facts=_facts(raw.get("facts", {}), protocol, f"{where}, [facts]"),
        changes=tuple(_change(protocol, one, at) for at, one in _each(raw, "change", where)),
        events=tuple(_event(protocol, one, at) for at, one in _each(raw, "event", where)),
        done=_all_done(protocol, raw, where),
        arranged=tuple(
            Arranged(_duty(protocol, one.get("rule"), at), _day(one, "on", at), _occurrence(one, at),
                     _words(one, "provider", at))
            for at, one in _each(raw, "arranged", where)
        ),
        earlier=tuple(
            Earlier(_pathway(protocol, one.get("pathway"), at), *_span(one, at))
            for at, one in _each(raw, "earlier", where)
        ),
        also=_all_also(protocol, raw, where),
        pauses=tuple(
            Pause(*_span(one, at), to_words(one.get("reason", "paused"), "reason", at))
            for at, one in _each(raw, "pause", where)
        ),
        dates=tuple(_dates(protocol, one, at) for at, one in _each(raw, "dates", where)),
        gates=tuple(_gate(protocol, one, at) for at, one in _each(raw, "gate", where)),
        readings=_readings(protocol, raw.get("reading", {}), f"{where}, [reading]"),
        on=_optional(raw, "on", where),
    )


def _each(raw: Table, key: str, where: str) -> Iterable[tuple[str, Table]]:
    tables = raw.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(one, dict) for one in tables):
        raise Problem("case.form", f"{key} is written as [[{key}]] tables.", where)
    return [(f"{where}, [[{key}]] {n}", one) for n, one in enumerate(tables, 1)]


def _table(value: object, where: str) -> Table:
    if not isinstance(value, dict):
        raise Problem("case.form", "This has to be a table of names and values.", where)
    return value


def _day(table: Table, key: str, where: str) -> date:
    value = _optional(table, key, where)
    if value is None:
        raise Problem("case.date", f"{key} is missing.", where)
    return value


def _optional(table: Table, key: str, where: str) -> date | None:
    value = table.get(key)
    return None if value is None else to_date(value, f"{where}, {key}")


def _span(table: Table, where: str) -> tuple[date, date]:
    first, last = _day(table, "from", where), _day(table, "to", where)
    if last < first:
        raise Problem("case.order", f"The last day, {last}, is before the first, {first}.", where)
    return first, last


def _words(table: Table, key: str, where: str) -> str | None:
    value = table.get(key)
    return None if value is None else to_words(value, key, where)


def _pathway(protocol: Protocol, name: object, where: str) -> str:
    if not isinstance(name, str) or name not in protocol.pathways:
        known = ", ".join(protocol.pathways)
        text = f'The protocol {protocol.id} has no pathway "{name}". It has {known}.'
        raise Problem("plan.pathway", text, where)
    return name


def _known(protocol: Protocol, name: object, where: str) -> FactType:
    fact = protocol.facts.get(str(name))
    if fact is None:
        raise Problem("case.fact", f'The protocol {protocol.id} knows no fact "{name}".', where)
    return fact


def _facts(table: object, protocol: Protocol, where: str) -> dict[str, Value]:
    return {
        name: typed(_known(protocol, name, where), value, f"{where} {name}")
        for name, value in _table(table, where).items()
    }


def _change(protocol: Protocol, one: Table, where: str) -> FactChange:
    fact = _known(protocol, one.get("fact"), where)
    if "value" not in one:
        raise Problem("case.change", f"The change of {fact.name} has no value.", where)
    return FactChange(_day(one, "on", where), fact.name, typed(fact, one["value"], where))


def _event(protocol: Protocol, one: Table, where: str) -> Event:
    name = one.get("name")
    if not isinstance(name, str) or name not in protocol.events:
        known = ", ".join(protocol.events)
        raise Problem("case.event", f'The protocol {protocol.id} knows no event "{name}". It knows {known}.', where)
    at = None if one.get("at") is None else to_time(one["at"], f"{where}, at")
    return Event(name, _day(one, "on", where), at, one.get("booked") is True, _words(one, "provider", where))


def _duty(protocol: Protocol, rule: object, where: str) -> str:
    if not isinstance(rule, str) or rule not in {one.id for one in protocol.duties}:
        raise Problem("case.rule", f'The protocol {protocol.id} has no duty "{rule}".', where)
    return rule


def _occurrence(one: Table, where: str) -> int:
    number = one.get("occurrence", 1)
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise Problem("case.occurrence", f'"{number}" is not a number of an occurrence: 1 is the first.', where)
    return number


def _all_done(protocol: Protocol, raw: Table, where: str) -> tuple[Done, ...]:
    second = {str(one.get("provider")) for _, one in _each(raw, "also", where)}
    return tuple(_done(protocol, one, second, at) for at, one in _each(raw, "done", where))


def _done(protocol: Protocol, one: Table, second: set[str], where: str) -> Done:
    provider, companion = _words(one, "provider", where), _words(one, "with", where)
    if provider is None and companion in second:
        provider = companion
    return Done(
        _duty(protocol, one.get("rule"), where), _day(one, "on", where), _occurrence(one, where), provider, companion,
        _words(one, "method", where),
    )


def _all_also(protocol: Protocol, raw: Table, where: str) -> tuple[Also, ...]:
    found = tuple(_also(protocol, one, at) for at, one in _each(raw, "also", where))
    names = [one.provider for one in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        text = f'The second provider "{twice}" is named twice. Give each stretch a name of its own.'
        raise Problem("case.also", text, where)
    return found


def _also(protocol: Protocol, one: Table, where: str) -> Also:
    sessions = None if one.get("sessions") is None else to_week(one["sessions"], where)
    first, last = _day(one, "from", where), _optional(one, "to", where)
    if last is not None:
        first, last = _span(one, where)
    facts = _facts(one.get("facts", {}), protocol, where)
    return Also(to_words(one.get("provider"), "The name of a second provider", where), first, last, sessions, facts)


def _dates(protocol: Protocol, one: Table, where: str) -> ManualDates:
    on = one.get("on", [])
    days = tuple(to_date(day, where) for day in (on if isinstance(on, list) else [on]))
    if not days:
        raise Problem("case.date", "Dates set by hand need at least one date.", where)
    reason = _words(one, "reason", where)
    if reason is None:
        raise Problem("case.reason", "Dates set by hand need a reason.", where)
    return ManualDates(_duty(protocol, one.get("rule"), where), tuple(sorted(days)), reason)


def _gate(protocol: Protocol, one: Table, where: str) -> GateAnswer:
    rule, met = one.get("rule"), one.get("met")
    known = {gate.id for gate in protocol.gates} | {limit.id for limit in protocol.limits}
    if not isinstance(rule, str) or rule not in known:
        raise Problem("case.gate", f'The protocol {protocol.id} has no gate "{rule}".', where)
    if met is not None and not isinstance(met, bool):
        raise Problem("case.yes-no", f'met is true or false, not "{met}".', where)
    return GateAnswer(rule, met, _words(one, "override", where), _words(one, "by", where))


def _readings(protocol: Protocol, table: object, where: str) -> dict[str, str]:
    """The reading chosen for a rule, by its name."""
    known = {rule.id: rule.reading_names for rule in protocol.duties}
    known |= {rule.id: rule.reading_names for rule in protocol.limits}
    chosen: dict[str, str] = {}
    for rule, name in _table(table, where).items():
        if name not in known.get(rule, ()):
            names = ", ".join(known.get(rule, ())) or "none"
            raise Problem("case.reading", f'{rule} has no reading "{name}". It has {names}.', where)
        chosen[rule] = name
    return chosen
