"""Readings that a school chose instead of those its protocol file states first: the file's `[chosen]` table.

The rule with the chosen reading works by its dates; the reading it had before becomes one of its alternatives.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from apdesk.domain.protocol import DutyRule, Item, Protocol, Reading
from apdesk.domain.protocol_file import ProtocolFile
from apdesk.domain.toml_lines import index

TABLE = "chosen"
_HEAD = f"[{TABLE}]  # readings chosen by the school instead of those that the rules state"
_Dated = TypeVar("_Dated", DutyRule, Item)


def with_chosen(protocol: Protocol, chosen: Mapping[str, str], file: ProtocolFile) -> Protocol:
    """The protocol with these readings (rule id to name of a reading) in force; a mistake for each that is unknown."""
    duties = {rule.id: rule for rule in protocol.duties}
    lengths = {limit.id for limit in protocol.limits}
    for name, wanted in chosen.items():
        rule = duties.get(name)
        if rule is None and name in lengths:
            file.wrong("unit", f"{name} is a length: its reading is chosen at each placement, not here.", TABLE, name)
        elif rule is None:
            file.wrong("unknown-rule", f'"{name}" is not a duty of this file.', TABLE, name)
        elif wanted not in rule.reading_names:
            names = ", ".join(dict.fromkeys(rule.reading_names)) or "none"
            file.wrong("unknown-word", f'{name}: no reading is called "{wanted}". It has {names}.', TABLE, name)
        else:
            duties[name] = read_so(rule, wanted)
    return replace(protocol, duties=tuple(duties.values()))


def check_choices(protocol: Protocol, file: ProtocolFile) -> None:
    """Every point names rules that have readings, no rule is decided by two points, and `counted` names rules."""
    readings = {rule.id: rule.reading_names for rule in protocol.duties}
    readings |= {limit.id: limit.reading_names for limit in protocol.limits}
    decided: dict[str, str] = {}
    for point in protocol.ambiguities:
        for name in point.choose:
            at = ("ambiguity", str(point.number), "choose")
            if name not in readings:
                file.wrong("unknown-rule", f'"{name}" is not a duty or a limit of this file.', *at)
            elif len(readings[name]) < 2:
                file.wrong("missing", f"{name} has no second reading to choose from.", *at)
            elif name in decided:
                file.wrong("duplicate", f"The reading of {name} is decided by point {decided[name]} already.", *at)
            decided.setdefault(name, str(point.number))
    for words, name in protocol.counted.items():
        if name not in readings:
            file.wrong("unknown-rule", f'{words}: "{name}" is not a duty or a limit of this file.', "counted", words)


def put_chosen(text: str, chosen: Mapping[str, str]) -> str:
    """The text of a protocol file with exactly these readings chosen; without any, no such table stands in it."""
    kept = _without_table(text)
    if not chosen:
        return kept
    lines = [f"{json.dumps(rule, ensure_ascii=False)} = {json.dumps(name, ensure_ascii=False)}"
             for rule, name in sorted(chosen.items())]  # fmt: skip
    return "\n".join([kept.rstrip("\n"), "", _HEAD, *lines, ""])


def _without_table(text: str) -> str:
    mine = {line for path, line in index(text).at.items() if path[0] == TABLE}
    if not mine:
        return text
    kept = [line for number, line in enumerate(text.splitlines(), 1) if number not in mine]
    return "\n".join(kept).rstrip("\n") + "\n"


def read_so(rule: DutyRule, wanted: str) -> DutyRule:
    """The rule, and those of its items that have it, with the reading of that name in force."""
    found = next((one for one in rule.readings if one.name == wanted), None)
    read = replace(_dates_so(rule, wanted), items=tuple(_dates_so(item, wanted) for item in rule.items))
    if found is None or found.series is None:
        return read
    stated, *others = read.readings
    return replace(read, series=found.series, readings=(replace(stated, series=rule.series), *others))


def _dates_so(dated: _Dated, wanted: str) -> _Dated:
    """The rule's or item's own dates by that reading, what it does not state as before; as it is without it."""
    found: Reading | None = next((one for one in dated.readings if one.name == wanted), None)
    if found is None:
        return dated
    stated = Reading(dated.reading, dated.due, dated.hard, dated.window_from)
    return replace(
        dated, reading=found.name, readings=(stated, *(one for one in dated.readings if one is not found)),
        due=found.due or dated.due, hard=found.hard or dated.hard, window_from=found.window_from or dated.window_from,
    )  # fmt: skip


def reading_in_force(rule: DutyRule) -> str:
    """The reading that the rule follows, its own or that of its first item with readings."""
    dated: list[DutyRule | Item] = [rule, *rule.items]
    return next((one.reading for one in dated if one.reading), "")


def reading_stated(rule: DutyRule, protocol: Protocol) -> str:
    """The reading that the file states first, whichever is chosen."""
    if rule.id not in protocol.chosen:
        return reading_in_force(rule)
    dated: list[DutyRule | Item] = [rule, *rule.items]
    return next((one.readings[0].name for one in dated if one.readings), "")
