"""A protocol file's tables into a `Protocol`, with the line of every mistake of form."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

from apdesk.domain.chosen_readings import check_choices, with_chosen
from apdesk.domain.expression import Literal
from apdesk.domain.protocol import (
    FACT_TYPES,
    KINDS,
    LEVELS,
    Ambiguity,
    Clause,
    Code,
    CodeRule,
    DutyRule,
    EventType,
    FactType,
    GateRule,
    Item,
    LimitRule,
    Pathway,
    Protocol,
    Reading,
    Role,
    Series,
)
from apdesk.domain.protocol_file import Mistake, ProtocolFile, strings
from apdesk.domain.protocol_keys import NAMED
from apdesk.domain.protocol_shape import check_shape
from apdesk.domain.toml_lines import index


def read_protocol(text: str) -> tuple[Protocol | None, list[Mistake]]:
    """The protocol and every mistake of form; None where the file cannot be read at all."""
    lines = index(text)
    file = ProtocolFile(lines)
    file.mistakes += [
        Mistake(line, "duplicate", f'"{name}" is stated twice; the second is ignored.') for line, name in lines.repeated
    ]
    try:
        raw = tomllib.loads(lines.text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        file.mistakes.append(Mistake(int(found.group(1)) if found else 1, "toml", f"The file cannot be read: {error}."))
        return None, file.mistakes
    except RecursionError:
        file.mistakes.append(Mistake(1, "toml", "The file cannot be read: its brackets are nested too deeply."))
        return None, file.mistakes
    check_shape(raw, file)
    stated = _build(raw, file)
    check_choices(stated, file)
    protocol = with_chosen(stated, stated.chosen, file)
    return protocol, sorted(file.mistakes, key=lambda one: one.line)


def _build(raw: Mapping[str, Any], file: ProtocolFile) -> Protocol:
    head = _dict(raw.get("protocol"))
    effective = head.get("effective")
    named = {table: {name: _dict(one) for name, one in _dict(raw.get(table)).items()} for table in NAMED}
    file.pathways = tuple(named["pathway"])
    file.groups = {name: list(strings(words)) for name, words in _dict(raw.get("group")).items()}
    _open_groups(file)
    return Protocol(
        id=str(head.get("id", "")),
        title=str(head.get("title", "")),
        school=str(head.get("school", "")),
        effective=effective if isinstance(effective, date) else date.min,
        duty_table=str(head.get("duty_table", "")),
        hours_a_session=float(head.get("hours_a_session", 2.5)),
        roles={k: Role(k, _text(v, "label"), v.get("by_year") is True, v.get("external") is True,
                       _text(v, "short"), v.get("keeps_desk") is True)
               for k, v in named["role"].items()},
        facts={name: _fact(name, one, file) for name, one in named["fact"].items()},
        events={
            name: EventType(name, _text(one, "label"), _text(one, "arranged")) for name, one in named["event"].items()
        },
        codes={name: _code(name, one) for name, one in named["code"].items()},
        tables=_dict(raw.get("table")),
        pathways={name: _pathway(name, one, file) for name, one in named["pathway"].items()},
        duties=tuple(_duty(name, one, file) for name, one in named["duty"].items()),
        limits=tuple(_limit(name, one, file) for name, one in named["limit"].items()),
        gates=tuple(_gate(name, one, file) for name, one in named["gate"].items()),
        referee=tuple(_code_rule(n, _dict(one), file) for n, one in enumerate(raw.get("referee", []))),
        ambiguities=tuple(
            Ambiguity(int(number) if number.isdigit() else 0, _text(one, "words"), _text(one, "reading"),
                      _text(one, "alternative"), strings(one.get("rules")), strings(one.get("choose")))
            for number, one in named["ambiguity"].items()
        ),
        planned={name: str(reason) for name, reason in _dict(raw.get("planned")).items()},
        reasons={name: str(words) for name, words in _dict(raw.get("reason")).items()},
        source=_text(head, "source"),
        counted={words: str(rule) for words, rule in _dict(raw.get("counted")).items()},
        chosen={rule: str(name) for rule, name in _dict(raw.get("chosen")).items()},
        clauses={
            name: Clause(name, _text(one, "short"), _text(one, "about"), _text(one, "title"), strings(one.get("text")))
            for name, one in named["clause"].items()
        },
    )


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key, "")
    return value if isinstance(value, str) else ""


def _open_groups(file: ProtocolFile) -> None:
    """Groups may name other groups."""
    for _ in file.groups:
        for name, words in file.groups.items():
            opened = [one for word in words for one in file.groups.get(word, [word])]
            file.groups[name] = list(dict.fromkeys(opened))
    for name, words in file.groups.items():
        for word in words:
            if word not in file.pathways:
                file.wrong("unknown-pathway", f'Group {name}: "{word}" is not a pathway.', "group", name)


def _fact(name: str, one: dict[str, Any], file: ProtocolFile) -> FactType:
    kind = _text(one, "type")
    if kind and kind not in FACT_TYPES:
        text = f'{name}: type is "{kind}", not one of {", ".join(FACT_TYPES)}.'
        file.wrong("unknown-word", text, "fact", name, "type")
    return FactType(
        name, kind, _text(one, "label"), one.get("default"), strings(one.get("choices")),
        file.node(one.get("is"), "fact", name, "is"), one.get("confidential") is True,
    )


def _code(name: str, one: dict[str, Any]) -> Code:
    return Code(
        name, _text(one, "label"), _text(one, "category"), one.get("possible", True) is True,
        one.get("attended") is True, one.get("nature") is True, _text(one, "short"),
    )


def _pathway(name: str, one: dict[str, Any], file: ProtocolFile) -> Pathway:
    return Pathway(
        id=name, title=_text(one, "title"), short=_text(one, "short") or _text(one, "title"),
        scope=_text(one, "scope"), policy=_text(one, "policy"), quote=_text(one, "quote"),
        ends=file.node(one.get("ends"), "pathway", name, "ends"), sessions=_text(one, "sessions") or "PPPPPPPPPP",
        policy_code=one.get("code"), facts=_dict(one.get("facts")), chosen=one.get("chosen") is True,
        census=one.get("census") is True, summary=_text(one, "summary"), incoming=one.get("incoming") is True,
    )


def _duty(name: str, one: dict[str, Any], file: ProtocolFile) -> DutyRule:
    path = ("duty", name)
    items = tuple(_item(n, _dict(item), file, path) for n, item in enumerate(one.get("items", [])))
    due = file.node(one.get("due"), *path, "due")
    if due is None and not items and "due" not in one:
        file.wrong("missing", f"{name} has no due date: give due, or items with their own.", *path)
    if one.get("kind") and one["kind"] not in KINDS:
        file.wrong("unknown-word", f'{name}: kind is "{one["kind"]}", not one of {", ".join(KINDS)}.', *path, "kind")
    return DutyRule(
        id=name, title=_text(one, "title"), kind=_text(one, "kind"), act=_text(one, "act") or name,
        owner=_text(one, "owner"), pathways=file.applies(one.get("for"), *path, "for"),
        series=_series(one, file, path), due=due or (items[0].due if items else Literal(None)),
        hard=file.node(one.get("hard"), *path, "hard"), window_from=file.node(one.get("from"), *path, "from"),
        by=one.get("by"), when=file.node(one.get("when"), *path, "when"),
        per_provider=one.get("per") == "provider", met_by=strings(one.get("met_by")),
        evidence=strings(one.get("evidence")), covers=strings(one.get("covers")), policy=_text(one, "policy"),
        source=_text(one, "source"), because=_text(one, "because"), closed_days=one.get("closed_days") is True,
        if_empty=_text(one, "if_empty"), reading=_text(one, "reading"),
        readings=_readings(one, file, path), items=items, constraint_method=one.get("method"),
        constraint_count=int(one.get("at_least", 1)), outlives=one.get("outlives") is True,
        short=_text(one, "short"), word=_text(one, "word"), line=file.lines.line(*path),
    )


def _series(one: dict[str, Any], file: ProtocolFile, path: tuple[str | int, ...]) -> Series:
    each, every = _text(one, "each") or "once", int(one.get("every", 1))
    if each == "fortnight":
        each, every = "week", 2
    return Series(
        each=each, of=strings(one.get("of")), every=every, first=one.get("first"), skip=int(one.get("skip", 0)),
        minimum_live=int(one.get("live", 1)), days=_text(one, "days") or "school",
        begins=file.node(one.get("begins"), *path, "begins"), until=file.node(one.get("until"), *path, "until"),
        step=file.node(one.get("step"), *path, "step"), last_due=file.node(one.get("last_due"), *path, "last_due"),
        last_hard=file.node(one.get("last_hard"), *path, "last_hard"), stub_below=int(one.get("stub_below", 0)),
        stub_due=file.node(one.get("stub_due"), *path, "stub_due"), dates=strings(one.get("dates")),
        stands_in_for=strings(one.get("stands_in_for")), next_only=one.get("next_only") is True,
        waits=one.get("waits") is True,
    )


def _item(n: int, one: dict[str, Any], file: ProtocolFile, path: tuple[str, str]) -> Item:
    at = (*path, "items", n)
    return Item(
        title=_text(one, "title"), due=file.node(one.get("due"), *at, "due") or Literal(None),
        hard=file.node(one.get("hard"), *at, "hard"), window_from=file.node(one.get("from"), *at, "from"),
        if_empty=_text(one, "if_empty"), covers=strings(one.get("covers")),
        when=file.node(one.get("when"), *at, "when"), reading=_text(one, "reading"),
        readings=_readings(one, file, at),
    )


def _readings(one: dict[str, Any], file: ProtocolFile, path: tuple[str | int, ...]) -> tuple[Reading, ...]:
    return tuple(_reading(_dict(raw), file, (*path, "readings", n)) for n, raw in enumerate(one.get("readings", [])))


def _reading(one: dict[str, Any], file: ProtocolFile, path: tuple[str | int, ...]) -> Reading:
    due, hard, window_from, until = (file.node(one.get(key), *path, key) for key in ("due", "hard", "from", "until"))
    series = _series(one, file, path) if "each" in one else None
    return Reading(_text(one, "name"), due, hard, window_from, until, series)


def _limit(name: str, one: dict[str, Any], file: ProtocolFile) -> LimitRule:
    path = ("limit", name)
    level = _text(one, "level") or "block"
    _check_level(level, file, *path)
    counts = file.applies(one["counts"], *path, "counts") if "counts" in one else frozenset()
    if sum(key in one for key in ("until", "days", "sessions", "episodes", "holds")) != 1:
        file.wrong("missing", f"{name} needs exactly one of until, days, sessions, episodes and holds.", *path)
    return LimitRule(
        id=name, text=_text(one, "text"), sense=_text(one, "sense"),
        pathways=file.applies(one.get("for"), *path, "for"),
        level=level, when=file.node(one.get("when"), *path, "when"), until=file.node(one.get("until"), *path, "until"),
        days=one.get("days"), sessions=one.get("sessions"), episodes=one.get("episodes"),
        cumulative=_text(one, "cumulative"), counts=counts,
        holds=file.node(one.get("holds"), *path, "holds"), warn=file.node(one.get("warn"), *path, "warn"),
        warn_days=int(one.get("warn_days", 0)), reading=_text(one, "reading"), readings=_readings(one, file, path),
        lifted_by=strings(one.get("lifted_by")),
        covers=strings(one.get("covers")), policy=_text(one, "policy"), because=_text(one, "because"),
        line=file.lines.line(*path),
    )


def _check_level(level: str, file: ProtocolFile, *path: str) -> None:
    if level not in LEVELS:
        file.wrong("unknown-word", f'{path[-1]}: level is "{level}", not one of {", ".join(LEVELS)}.', *path, "level")


def _gate(name: str, one: dict[str, Any], file: ProtocolFile) -> GateRule:
    path = ("gate", name)
    _check_level(_text(one, "level") or "block", file, *path)
    seniors = strings(one.get("lifted_by"))
    return GateRule(
        id=name, text=_text(one, "text"), level=_text(one, "level"),
        pathways=file.applies(one.get("for"), *path, "for"),
        when=file.node(one.get("when"), *path, "when"), met=file.node(one.get("met"), *path, "met"),
        lifted_by=next(iter(seniors), None), or_by=seniors[1:], covers=strings(one.get("covers")),
        policy=_text(one, "policy"),
        because=_text(one, "because"), line=file.lines.line(*path),
    )


def _code_rule(n: int, one: dict[str, Any], file: ProtocolFile) -> CodeRule:
    path = ("referee", n)
    return CodeRule(
        letters=_text(one, "letters"), code=one.get("code"), why=_text(one, "why"),
        when=file.node(one.get("when"), *path, "when"), problem=one.get("problem"),
        pathways=file.applies(one["for"], *path, "for") if "for" in one else None, line=file.lines.line(*path),
    )
