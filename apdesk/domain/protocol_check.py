"""The meaning of a protocol: known names, possible units, references that lead somewhere, nothing unreachable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from apdesk.domain.expression import Call, ExpressionError, Literal, Name, Node, Operation, calls_in, names_in, parse
from apdesk.domain.facts import DERIVED
from apdesk.domain.functions import FUNCTIONS, MONTHS, WEEKDAYS
from apdesk.domain.protocol import DutyRule, Protocol
from apdesk.domain.protocol_form_toml import Mistake
from apdesk.domain.toml_lines import Lines

ANCHORS = {"start", "S0", "end", "last day", "last day out", "planned end"}
PERIOD_NAMES = {"half-term", "term", "week", "month", "school day", "period"}
SESSION_FACTS = {"letter", "half", "home_open", "host_open", "paused", "agreed"}
_TIME = re.compile(r"^(?:[01]\d|2[0-3]):[0-5]\d$")
_YEARLY = re.compile(
    rf"^(?:(?:[1-4](?:st|nd|rd|th)|last) (?:{'|'.join(WEEKDAYS)}) of|(?:[12]?\d|3[01])) (?:{'|'.join(MONTHS)})$"
)
LONGEST_SHORT = 40      # letters
LONGEST_WORD = 17
_GAP = re.compile(r"\{([^}]*)\}")


class _Checker:
    def __init__(self, protocol: Protocol, lines: Lines) -> None:
        self.protocol = protocol
        self.lines = lines
        self.found: list[Mistake] = []
        self.rules = {rule.id: rule for rule in protocol.duties}

    def wrong(self, code: str, text: str, *path: str | int) -> None:
        self.found.append(Mistake(self.lines.line(*path), code, text))

    # -------------------------------------------------------- expressions

    def expression(self, node: Node | None, names: set[str], wants: str, *path: str | int) -> None:
        """Every name known, every function given what it takes, the whole of kind `wants` (date, yes-no, any)."""
        if node is None:
            return
        for name in names_in(node):
            self._name(name, names, path)
        for call in calls_in(node):
            self._call(call, path)
        kind = self.kind(node)
        if wants == "date" and kind not in ("date", "any"):
            self.wrong("unit", f"{path[-2]}: {path[-1]} has to be a date, and this is a {kind}.", *path)
        if wants == "yes-no" and kind not in ("yes-no", "any"):
            self.wrong("unit", f"{path[-2]}: {path[-1]} has to be a yes or no, and this is a {kind}.", *path)
        if wants == "yes-no":
            self._possible(node, path)

    def _name(self, name: str, names: set[str], path: tuple[str | int, ...]) -> None:
        if name in names or name in self.protocol.events:
            return
        if name.startswith("session.") and path[0] == "referee" and name[8:] in SESSION_FACTS:
            return
        if "." in name:
            if name not in self.protocol.facts and name not in DERIVED:
                near = _nearest(name, [*self.protocol.facts, *DERIVED])
                hint = f' Did you mean "{near}"?' if near else ""
                self.wrong("unknown-fact", f'{path[-2]}: no fact is called "{name}".{hint}', *path)
            return
        self.wrong("unknown-name", f'{path[-2]}: nothing is called "{name}" here.', *path)

    def _call(self, call: Call, path: tuple[str | int, ...]) -> None:
        function = FUNCTIONS.get(call.function)
        if call.function == "list":
            return
        if function is None:
            near = _nearest(call.function, list(FUNCTIONS))
            hint = f' Did you mean "{near}"?' if near else ""
            self.wrong("unknown-function", f'{path[-2]}: there is no function or unit "{call.function}".{hint}', *path)
            return
        takes = function.takes * len(call.arguments) if function.many else function.takes
        if not (len(takes) - function.optional <= len(call.arguments) <= len(takes)):
            text = f"{path[-2]}: {call.function} takes {len(takes)} things, not {len(call.arguments)}."
            self.wrong("unit", text, *path)
            return
        for argument, taken in zip(call.arguments, takes, strict=False):
            self._argument(call.function, argument, taken, path)

    def _argument(self, function: str, argument: Node, taken: str, path: tuple[str | int, ...]) -> None:
        kind = self.kind(argument)
        word = argument.value if isinstance(argument, Literal) else None
        wanted = {"d": "date", "n": "number", "p": "period"}.get(taken)
        if wanted and kind not in (wanted, "any"):
            self.wrong("unit", f"{path[-2]}: {function} needs a {wanted} where a {kind} stands.", *path)
        elif taken == "n" and isinstance(word, float):
            self.wrong("unit", f"{path[-2]}: {function} counts in whole numbers.", *path)
        elif taken == "e" and word not in self.protocol.events:
            self.wrong("unknown-event", f'{path[-2]}: no event is called "{word}".', *path)
        elif taken == "r" and word not in self.rules:
            self.wrong("unknown-rule", f'{path[-2]}: no rule is called "{word}".', *path)
        elif taken == "t" and word not in self.protocol.tables:
            self.wrong("unknown-table", f'{path[-2]}: no table is called "{word}".', *path)

    def kind(self, node: Node) -> str:
        """date, number, yes-no, text, period or any."""
        if isinstance(node, Operation):
            return "yes-no"
        if isinstance(node, Literal):
            value = node.value
            if isinstance(value, bool):
                return "yes-no"
            kinds = {"int": "number", "float": "number", "str": "text", "date": "date"}
            return kinds.get(type(value).__name__, "any")
        if isinstance(node, Name):
            return self._kind_of_name(node.name)
        if node.function in ("within", "happened"):
            return "yes-no"
        if node.function in ("days", "school-days", "live"):
            return "number"
        if node.function in ("if", "table"):
            return "any"
        return "date"

    def _kind_of_name(self, name: str) -> str:
        if name.startswith("session."):
            return "any"
        if name in self.protocol.facts:
            kind = self.protocol.facts[name].type
            return {"yes-no": "yes-no", "number": "number", "year group": "number", "date": "date"}.get(kind, "text")
        if name.startswith(("placement.sessions_at", "placement.hours_")):
            return "number"
        if name in DERIVED:
            return "text" if name == "placement.pathway" else "yes-no"
        if name.removeprefix("next ") in PERIOD_NAMES and name not in self.protocol.events:
            return "period"
        return "date"

    def _possible(self, node: Node, path: tuple[str | int, ...]) -> None:
        """A condition that can never hold makes its rule unreachable."""
        for comparison in _comparisons(node):
            left, right = comparison.left, comparison.right
            if not isinstance(left, Name) or left.name not in self.protocol.facts:
                continue
            choices = self.protocol.facts[left.name].choices
            values = right.arguments if isinstance(right, Call) else (right,)
            for value in values:
                if choices and isinstance(value, Literal) and value.value not in choices:
                    text = f'{path[-2]}: "{left.name}" is never "{value.value}", so this never holds.'
                    self.wrong("unreachable", text, *path)
        if isinstance(node, Literal) and node.value is False:
            self.wrong("unreachable", f"{path[-2]}: {path[-1]} never holds.", *path)

    def template(self, text: str, names: set[str], *path: str | int) -> None:
        """The `{expressions}` of a sentence."""
        for gap in _GAP.findall(text):
            try:
                self.expression(parse(gap), names, "any", *path)
            except ExpressionError as error:
                self.wrong("expression", f"{path[-2]}: {error}.", *path)


def _comparisons(node: Node) -> Iterator[Operation]:
    if isinstance(node, Operation):
        if node.operator in ("==", "in"):
            yield node
        if node.operator == "and":  # under "or" one side may still hold
            if node.left is not None:
                yield from _comparisons(node.left)
            yield from _comparisons(node.right)


def _nearest(word: str, known: list[str]) -> str | None:
    from difflib import get_close_matches

    found = get_close_matches(word, known, 1)
    return found[0] if found else None


def check_meaning(protocol: Protocol, lines: Lines, rows: tuple[str, ...] = ()) -> list[Mistake]:
    """Every mistake of meaning; `rows` are the obligations that something in the file has to cover."""
    checker = _Checker(protocol, lines)
    for rule in protocol.duties:
        _duty(checker, rule)
    _others(checker)
    _circles(checker)
    if rows:
        _covers(checker, rows)
    return checker.found


def _names_of(rule: DutyRule) -> set[str]:
    names = ANCHORS | {"half-term", "term"}
    each = rule.series.each
    if each in ("week", "month", "half-term", "term", "school day"):
        names = names | {each, f"next {each}", "period", "previous"}
    if each == "chain":
        names = names | {"previous"}
    if each in ("event", "change", "dates"):
        names = names | {"event"}
    if each == "duty":
        names = names | {"that", "that.due", "that.hard"}
    return names


def _duty(checker: _Checker, rule: DutyRule) -> None:
    path, names, protocol = ("duty", rule.id), _names_of(rule), checker.protocol
    for key, node in (("due", rule.due), ("hard", rule.hard), ("from", rule.window_from)):
        if not (key == "due" and (rule.items or node == Literal(None))):
            checker.expression(node, names, "date", *path, key)
    series = rule.series
    for key, node in (
        ("begins", series.begins), ("until", series.until), ("step", series.step), ("last_due", series.last_due),
        ("last_hard", series.last_hard),
        ("stub_due", series.stub_due),
    ):
        checker.expression(node, names, "date", *path, key)
    checker.expression(rule.when, names, "yes-no", *path, "when")
    for n, item in enumerate(rule.items):
        for key, node in (("due", item.due), ("hard", item.hard), ("from", item.window_from)):
            checker.expression(node, names, "date", *path, "items", n, key)
        checker.expression(item.when, names, "yes-no", *path, "items", n, "when")
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


def _series(checker: _Checker, rule: DutyRule) -> None:
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


def _others(checker: _Checker) -> None:
    names = ANCHORS | {"half-term", "term"}
    for limit in checker.protocol.limits:
        path = ("limit", limit.id)
        checker.expression(limit.when, names, "yes-no", *path, "when")
        checker.expression(limit.until, names, "date", *path, "until")
        checker.expression(limit.holds, names, "yes-no", *path, "holds")
        checker.expression(limit.warn, names, "date", *path, "warn")
        checker.template(limit.because, names, *path, "because")
        checker.template(limit.text, names, *path, "text")
        _roles(checker, limit.lifted_by, *path, "lifted_by")
        for n, reading in enumerate(limit.readings):
            checker.expression(reading.until, names, "date", *path, "readings", n, "until")
    for gate in checker.protocol.gates:
        checker.expression(gate.when, names, "yes-no", "gate", gate.id, "when")
        checker.expression(gate.met, names, "yes-no", "gate", gate.id, "met")
        seniors = (*([gate.lifted_by] if gate.lifted_by else []), *gate.or_by)
        _roles(checker, seniors, "gate", gate.id, "lifted_by")
    for n, rule in enumerate(checker.protocol.referee):
        checker.expression(rule.when, set(), "yes-no", "referee", n, "when")
        if rule.code not in (None, "policy", *checker.protocol.codes):
            checker.wrong("unknown-code", f'No register code "{rule.code}" is listed.', "referee", n, "code")
    for pathway in checker.protocol.pathways.values():
        checker.expression(pathway.ends, {"start", "S0"}, "date", "pathway", pathway.id, "ends")
        for fact in pathway.facts:
            if fact not in checker.protocol.facts:
                text = f'{pathway.id}: no fact is called "{fact}".'
                checker.wrong("unknown-fact", text, "pathway", pathway.id, "facts", fact)
    for fact_type in checker.protocol.facts.values():
        checker.expression(fact_type.formula, set(), "any", "fact", fact_type.name, "is")


def _roles(checker: _Checker, roles: Iterable[str], *path: str) -> None:
    for role in roles:
        if role not in checker.protocol.roles:
            checker.wrong("unknown-role", f'{path[-2]}: no role is called "{role}".', *path)


def _circles(checker: _Checker) -> None:
    """Rules that wait for each other would never get a date."""
    follows = {rule.id: set(_references(rule)) for rule in checker.protocol.duties}
    for name in follows:
        seen, ahead = set(), list(follows[name])
        while ahead:
            one = ahead.pop()
            if one == name:
                checker.wrong("circle", f"{name} waits for itself through the rules it follows.", "duty", name)
                break
            if one not in seen:
                seen.add(one)
                ahead += follows.get(one, ())


def _references(rule: DutyRule) -> Iterator[str]:
    if rule.series.each == "duty":
        yield from rule.series.of
    nodes = [rule.due, rule.hard, rule.window_from, rule.when, rule.series.begins, rule.series.until]
    nodes += [node for item in rule.items for node in (item.due, item.hard, item.window_from)]
    for node in nodes:
        for call in calls_in(node) if node is not None else ():
            if call.function in ("due", "hard", "held", "done") and isinstance(call.arguments[0], Literal):
                yield str(call.arguments[0].value)


def _covers(checker: _Checker, rows: tuple[str, ...]) -> None:
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
