"""What of one rule a policy file says otherwise: each thing as the office calls it, what it was and what it will be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, NamedTuple

from apdesk.domain.day_counts import counted
from apdesk.domain.protocol import DutyRule, LimitRule, Protocol
from apdesk.domain.rhythm import rhythm
from apdesk.domain.wording import without_gaps

DETAILS = "details"
NOTHING = "nothing"
_IN_WORDS: Mapping[str, str] = {
    "title": "name", "label": "name", "text": "wording", "due": "date", "hard": "date", "window_from": "date",
    "by": "date", "if_empty": "date", "items": "date", "reading": "reading", "readings": "reading", "owner": "owner",
    "pathways": "pathways", "series": "how often", "when": "for whom", "until": "length", "days": "length",
    "episodes": "length", "ends": "length", "code": "code", "policy_code": "code", "level": "how strict", "met": "test",
    "holds": "test", "met_by": "how it is met", "evidence": "evidence", "policy": "clause", "source": "clause",
    "because": "reason",
}  # fmt: skip
"""A field of a rule, as the office calls it; the others are "details"."""
_LEVELS = {"block": "stops the placement", "override": "a senior may override it", "warn": "warns", "note": "notes it"}
_LONGEST = 200


class FieldChange(NamedTuple):
    """One thing that changes: "owner", "Head of Year", "DSL"."""

    field: str
    was: str
    will_be: str


def changed_fields(old: Any, new: Any, before: Protocol, after: Protocol) -> tuple[FieldChange, ...]:
    """The fields that differ, details last; where a rule stands in its file is no difference."""
    differing: dict[str, list[str]] = {}
    for one in fields(old):
        if one.name != "line" and getattr(old, one.name) != getattr(new, one.name):
            differing.setdefault(_IN_WORDS.get(one.name, DETAILS), []).append(one.name)
    named = sorted(differing.items(), key=lambda item: item[0] == DETAILS)
    return tuple(_change(words, names, old, new, before, after) for words, names in named)


def _change(words: str, names: list[str], old: Any, new: Any, before: Protocol, after: Protocol) -> FieldChange:
    pairs = [(_value(old, name, before), _value(new, name, after)) for name in names]
    told = [pair for pair in pairs if None not in pair and pair[0] != pair[1]]
    if told:
        was, will_be = ("; ".join(str(one) for one in side) for side in zip(*told, strict=True))
        return FieldChange(words, was, will_be)
    return FieldChange(words, _line(old, "policy in force"), _line(new, "file"))


def _line(rule: Any, where: str) -> str:
    """Where to read what cannot be said in a few words."""
    line = getattr(rule, "line", 0)
    return f"as line {line:,} of the {where} says" if line else f"as the {where} says"


def _value(rule: Any, name: str, protocol: Protocol) -> str | None:
    """A field in words, None where there are none for it."""
    value = getattr(rule, name)
    if name in ("due", "hard", "until") and isinstance(rule, DutyRule | LimitRule):
        return counted(rule) or None
    if name == "series" and isinstance(rule, DutyRule):
        return rhythm(rule, protocol)
    if name == "level":
        return _LEVELS.get(str(value), str(value))
    if name in ("owner", "lifted_by") and isinstance(value, str):
        return protocol.roles[value].label if value in protocol.roles else value
    if name == "pathways":
        shown = [one.short or one.title for one in protocol.pathways.values() if one.id in value]
        return ", ".join(shown) or NOTHING
    if name in ("title", "label", "text", "short", "summary", "policy", "quote", "because", "source", "code",
                "policy_code", "word", "category"):  # fmt: skip
        return _cut(without_gaps(value or "")) or NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    return None


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
