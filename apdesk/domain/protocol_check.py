"""The meaning of a protocol: known names, possible units, references that lead somewhere, nothing unreachable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from apdesk.domain.case_values import typed
from apdesk.domain.expression import Literal, calls_in, names_in
from apdesk.domain.expression_check import NUMBER, ExpressionChecker
from apdesk.domain.functions import MONTHS, WEEKDAYS
from apdesk.domain.protocol import DutyRule, Item, LimitRule, Protocol
from apdesk.domain.protocol_file import Mistake
from apdesk.domain.toml_lines import Lines
from apdesk.problems import Problem

ANCHORS = {"start", "S0", "end", "last day", "last day out", "planned end"}
_TIME = re.compile(r"^(?:[01]\d|2[0-3]):[0-5]\d$")
_YEARLY = re.compile(
    rf"^(?:(?:[1-4](?:st|nd|rd|th)|last) (?:{'|'.join(WEEKDAYS)}) of|(?:[12]?\d|3[01])) (?:{'|'.join(MONTHS)})$"
)
FORTNIGHT = 2           # weeks
LONGEST_SHORT = 40      # letters
LONGEST_WORD = 17


def check_meaning(protocol: Protocol, lines: Lines, rows: tuple[str, ...] = ()) -> list[Mistake]:
    """Every mistake of meaning; `rows` are the obligations that something in the file has to cover."""
    checker = ExpressionChecker(protocol, lines)
    for rule in protocol.duties:
        _duty(checker, rule)
    _others(checker)
    _circles(checker)
    if rows:
        _covers(checker, rows)
    return checker.found


def _names_of(rule: DutyRule) -> set[str]:
    names = ANCHORS | {"half-term", "term", NUMBER}
    each = rule.series.each
    if each in ("week", "month", "half-term", "term", "school day"):
        names = names | {each, f"next {each}", "period", "previous"}
    if each == "week" and rule.series.every == FORTNIGHT:
        names = names | {"fortnight", "next fortnight"}
    if each == "chain":
        names = names | {"previous"}
    if each in ("event", "change", "dates"):
        names = names | {"event"}
    if each == "duty":
        names = names | {"that", "that.due", "that.hard"}
    return names


def _duty(checker: ExpressionChecker, rule: DutyRule) -> None:
    path, names, protocol = ("duty", rule.id), _names_of(rule), checker.protocol
    series = rule.series
    _window(checker, rule, names, *path)
    for key, node in (
        ("begins", series.begins), ("until", series.until), ("step", series.step), ("last_due", series.last_due),
        ("last_hard", series.last_hard), ("stub_due", series.stub_due),
    ):
        checker.expression(node, names, "date", *path, key)
    checker.expression(rule.when, names, "yes-no", *path, "when", pathways=sorted(rule.pathways))
    for n, item in enumerate(rule.items):
        _window(checker, item, names, *path, "items", n)
        checker.expression(item.when, names, "yes-no", *path, "items", n, "when", pathways=sorted(rule.pathways))
    checker.template(rule.because, names, *path, "because")
    if len(rule.short) > LONGEST_SHORT:
        text = f"{rule.id}: short has {len(rule.short)} letters; more than {LONGEST_SHORT} are cut in a list."
        checker.wrong("long", text, *path, "short")
    if len(rule.word) > LONGEST_WORD:
        text = f"{rule.id}: word has {len(rule.word)} letters; more than {LONGEST_WORD} are cut in the calendar."
        checker.wrong("long", text, *path, "word")
    if rule.owner not in protocol.roles:
        checker.wrong("unknown-role", f'{rule.id}: no role is called "{rule.owner}".', *path, "owner")
    if rule.by is not None and rule.by != "event" and not _TIME.match(rule.by):
        checker.wrong("unit", f'{rule.id}: by is "{rule.by}", not a time like "09:30".', *path, "by")
    for event in rule.met_by:
        if event not in protocol.events:
            checker.wrong("unknown-event", f'{rule.id}: no event is called "{event}".', *path, "met_by")
    _series(checker, rule)


def _window(checker: ExpressionChecker, rule: DutyRule | Item, names: set[str], *path: str | int) -> None:
    """The dates of a rule or of one of its items, in every reading."""
    undated = isinstance(rule, DutyRule) and (rule.items or rule.due == Literal(None))
    dates = (("due", rule.due), ("hard", rule.hard), ("from", rule.window_from))
    for key, node in dates[1:] if undated else dates:
        checker.expression(node, names, "date", *path, key)
    for n, reading in enumerate(rule.readings):
        series = reading.series
        known = _names_of(replace(rule, series=series)) if isinstance(rule, DutyRule) and series else names
        nodes = [("due", reading.due), ("hard", reading.hard), ("from", reading.window_from)]
        if series is not None:
            nodes += [("begins", series.begins), ("step", series.step), ("last_due", series.last_due),
                      ("last_hard", series.last_hard)]  # fmt: skip
        for key, node in nodes:
            checker.expression(node, known, "date", *path, "readings", n, key)
        if series is not None and series.each == "chain" and series.step is None:
            text = f"{path[1]}: the reading {reading.name} is a chain and has no step."
            checker.wrong("missing", text, *path, "readings", n)


def _series(checker: ExpressionChecker, rule: DutyRule) -> None:
    path, series = ("duty", rule.id), rule.series
    known: dict[str, object] = {
        "event": checker.protocol.events, "duty": checker.rules, "change": checker.protocol.facts
    }
    if series.each in known:
        table = known[series.each]
        assert isinstance(table, dict)
        if not series.of:
            checker.wrong("unreachable", f"{rule.id} follows each {series.each}, and `of` names none.", *path)
        for name in series.of:
            if name not in table:
                code = {"event": "unknown-event", "duty": "unknown-rule", "change": "unknown-fact"}[series.each]
                checker.wrong(code, f'{rule.id}: no {series.each} is called "{name}".', *path, "of")
    if series.each == "duty" and all(
        not (checker.rules[name].pathways & rule.pathways) for name in series.of if name in checker.rules
    ):
        text = f"{rule.id} follows rules of other pathways, so it never comes about."
        checker.wrong("unreachable", text, *path, "of")
    for name in series.stands_in_for:
        if name not in checker.rules:
            checker.wrong("unknown-rule", f'{rule.id}: no rule is called "{name}".', *path, "stands_in_for")
    if series.each == "chain" and series.step is None:
        checker.wrong("missing", f"{rule.id} is a chain and has no step.", *path)
    for words in series.dates:
        if not _YEARLY.match(words):
            text = f'{rule.id}: "{words}" is not like "1st Thursday of October", "last Friday of June" or "31 January".'
            checker.wrong("unit", text, *path, "dates")


def _others(checker: ExpressionChecker) -> None:
    names = ANCHORS | {"half-term", "term"}
    for limit in checker.protocol.limits:
        _limit(checker, limit, names)
    for gate in checker.protocol.gates:
        path = ("gate", gate.id)
        checker.expression(gate.when, names, "yes-no", *path, "when", pathways=sorted(gate.pathways))
        checker.expression(gate.met, names, "yes-no", *path, "met")
        for key, text in (("because", gate.because), ("text", gate.text)):
            checker.template(text, names, *path, key)
        _roles(checker, (*([gate.lifted_by] if gate.lifted_by else []), *gate.or_by), *path, "lifted_by")
    for pathway in checker.protocol.pathways.values():
        checker.expression(pathway.ends, {"start", "S0"}, "date", "pathway", pathway.id, "ends")
        for fact, value in pathway.facts.items():
            _value(checker, fact, value, "pathway", pathway.id, "facts", fact)
        if pathway.policy_code not in (None, *checker.protocol.codes):
            text = f'{pathway.id}: no register code "{pathway.policy_code}" is listed.'
            checker.wrong("unknown-code", text, "pathway", pathway.id, "code")
    for name, kind in checker.protocol.facts.items():
        checker.expression(kind.formula, set(), "any", "fact", name, "is")
        if kind.default is not None:
            _value(checker, name, kind.default, "fact", name, "default")
    _referee(checker)


def _limit(checker: ExpressionChecker, limit: LimitRule, names: set[str]) -> None:
    path = ("limit", limit.id)
    checker.expression(limit.when, names, "yes-no", *path, "when", pathways=sorted(limit.pathways))
    checker.expression(limit.until, names, "date", *path, "until")
    checker.expression(limit.holds, names, "yes-no", *path, "holds")
    checker.expression(limit.warn, names, "date", *path, "warn")
    for key, text in (("because", limit.because), ("text", limit.text)):
        checker.template(text, names, *path, key)
    _roles(checker, limit.lifted_by, *path, "lifted_by")
    for n, reading in enumerate(limit.readings):
        checker.expression(reading.until, names, "date", *path, "readings", n, "until")


def _value(checker: ExpressionChecker, fact: str, value: object, *path: str | int) -> None:
    """A stated value fits its fact."""
    if fact not in checker.protocol.facts:
        checker.wrong("unknown-fact", f'{path[-3]}: no fact is called "{fact}".', *path)
        return
    try:
        typed(checker.protocol.facts[fact], value, "")
    except Problem as problem:
        checker.wrong("form", problem.text, *path)


def _referee(checker: ExpressionChecker) -> None:
    """Known codes and conditions, and no row behind one that already decides everything it would."""
    protocol = checker.protocol
    for n, rule in enumerate(protocol.referee):
        pathways = rule.pathways if rule.pathways is not None else frozenset(protocol.pathways)
        checker.expression(rule.when, set(), "yes-no", "referee", n, "when", pathways=sorted(pathways))
        for key, text in (("why", rule.why), ("problem", rule.problem or "")):
            checker.template(text, set(), "referee", n, key)
        if rule.code not in (None, "policy", *protocol.codes):
            checker.wrong("unknown-code", f'No register code "{rule.code}" is listed.', "referee", n, "code")
        before = [one for one in protocol.referee[:n] if one.when is None]
        if any(
            set(rule.letters) <= set(one.letters) and (one.pathways is None or pathways <= one.pathways)
            for one in before
        ):
            text = f"Row {n + 1} of the referee is never reached: a row before it decides all of its sessions."
            checker.wrong("unreachable", text, "referee", n)


def _roles(checker: ExpressionChecker, roles: Iterable[str], *path: str) -> None:
    for role in roles:
        if role not in checker.protocol.roles:
            checker.wrong("unknown-role", f'{path[-2]}: no role is called "{role}".', *path)


def _circles(checker: ExpressionChecker) -> None:
    """Rules that wait for each other would never get a date; facts made of each other would never have a value."""
    follows = {rule.id: set(_references(rule)) for rule in checker.protocol.duties}
    for name in _in_a_circle(follows):
        checker.wrong("circle", f"{name} waits for itself through the rules it follows.", "duty", name)
    made_of = {name: set(names_in(kind.formula)) for name, kind in checker.protocol.facts.items() if kind.formula}
    for name in _in_a_circle(made_of):
        checker.wrong("circle", f"{name} is worked out from itself.", "fact", name, "is")


def _in_a_circle(follows: Mapping[str, set[str]]) -> Iterator[str]:
    for name in follows:
        seen: set[str] = set()
        ahead = list(follows[name])
        while ahead:
            one = ahead.pop()
            if one == name:
                yield name
                break
            if one not in seen:
                seen.add(one)
                ahead += follows.get(one, ())


def _references(rule: DutyRule) -> Iterator[str]:
    series = rule.series
    yield from series.of if series.each == "duty" else ()
    yield from series.stands_in_for
    nodes = [rule.due, rule.hard, rule.window_from, rule.when, series.begins, series.until, series.step]
    nodes += [series.last_due, series.last_hard, series.stub_due]
    nodes += [node for item in rule.items for node in (item.due, item.hard, item.window_from, item.when)]
    readings = [*rule.readings, *(one for item in rule.items for one in item.readings)]
    nodes += [node for one in readings for node in (one.due, one.hard, one.window_from)]
    nodes += [node for one in readings if one.series for node in (one.series.begins, one.series.step)]
    for node in nodes:
        for call in calls_in(node) if node is not None else ():
            if call.function in ("due", "hard", "held", "done"):
                yield from (str(one.value) for one in call.arguments[:1] if isinstance(one, Literal))


def _covers(checker: ExpressionChecker, rows: tuple[str, ...]) -> None:
    protocol, met = checker.protocol, set(checker.protocol.planned)
    for kind, rules in (("duty", protocol.duties), ("limit", protocol.limits), ("gate", protocol.gates)):
        for rule in rules:
            named = {*rule.covers, *(row for item in getattr(rule, "items", ()) for row in item.covers)}
            met |= named
            for row in sorted(named - set(rows)):
                text = f'{rule.id} covers "{row}", which is no row of the obligations table.'
                checker.wrong("unknown-row", text, kind, rule.id, "covers")
    for row in rows:
        if row not in met:
            checker.wrong("uncovered", f"Nothing in this file covers row {row} of the obligations table.", "protocol")
