"""How often a rule comes round, in a few words: for a table of the policy."""

from __future__ import annotations

from apdesk.domain.expression import Call, Literal
from apdesk.domain.protocol import DutyRule, Protocol

_EACH = {
    ("school day", 1): "Daily", ("week", 1): "Weekly", ("week", 2): "Fortnightly", ("fortnight", 1): "Fortnightly",
    ("month", 1): "1 a month", ("half-term", 1): "Every half-term", ("term", 1): "Every term",
}  # fmt: skip
_UNITS = {"CW": "week", "SW": "school week", "CD": "day", "SD": "school day", "WD": "working day", "CM": "month"}


def rhythm(rule: DutyRule, protocol: Protocol) -> str:
    """"Weekly", "1 a month", "Every 6 weeks", "2 in all", "Weekly (first 2)"."""
    series = rule.series
    if rule.items:
        return f"{len(rule.items)} in all"
    if series.each == "chain":
        return _step(rule) or "One after another"
    if series.each in ("event", "change"):
        named = [protocol.events[name].label for name in series.of if name in protocol.events]
        return f"At each {' or '.join(named)}" if named else "When it happens"
    if series.each == "duty":
        return "After each"
    if series.each == "dates":
        return "On set days"
    if series.each == "once":
        return "Once"
    words = _EACH.get((series.each, series.every)) or f"Every {series.every} {series.each}s"
    return f"{words} (first {series.first})" if series.first else words


def _step(rule: DutyRule) -> str:
    """"Every 6 weeks" of a chain whose step is a plain number of them."""
    step = rule.series.step
    if not isinstance(step, Call) or step.function not in _UNITS or len(step.arguments) < 2:
        return ""
    count = step.arguments[1]
    if not isinstance(count, Literal) or not isinstance(count.value, int):
        return ""
    number, unit = count.value, _UNITS[step.function]
    if unit == "day" and number % 7 == 0:
        number, unit = number // 7, "week"
    return f"Every {unit}" if number == 1 else f"Every {number} {unit}s"
