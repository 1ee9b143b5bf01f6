"""What the policy says beside each step of a new placement, and what a provider may be given: data of the protocol."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from apdesk.places import resources


class Quote(NamedTuple):
    """Words of the policy, and how they apply to this pupil."""

    head: str
    quote: str
    applies: str = ""


class ShareRule(NamedTuple):
    """One thing a provider may be given: who shares it, and whether it is ticked to begin with.

    `locked`: shared outside the program by its owner; only that and when is kept. `needs` are those of which a pupil
    has one where it is asked about (none: of every pupil), `duties` the rules that share it.
    """

    id: str
    title: str
    detail: str
    owner: str
    ticked: bool
    locked: bool
    needs: tuple[str, ...]
    duties: tuple[str, ...]


def quotes(protocol: str, step: str, pathway: str | None, needs: frozenset[str]) -> tuple[Quote, ...]:
    """What stands beside a step for a pupil with these needs; nothing where the protocol has no such file."""
    return tuple(
        Quote(one["head"], one["quote"], one.get("applies", ""))
        for one in _guide(protocol).get("quote", ())
        if one["step"] == step and pathway_fits(one, pathway) and _needed(one, needs)
    )


class Asked(NamedTuple):
    """What is asked while nobody has said whether a gate holds, and the words of both answers."""

    asks: str
    yes: str
    no: str


def gate_question(protocol: str, rule: str, text: str) -> Asked:
    """How the gate is asked about; where the protocol has no question of its own, its sentence stands for one."""
    one = _guide(protocol).get("gate", {}).get(rule)
    return Asked(one["asks"], one["yes"], one["no"]) if one else Asked(f"Not said yet: {text}", "It is so", "Not so")


def short_reason(protocol: str, reason: str) -> str:
    """A reason of the policy in two or three words, for where there is no room for its sentence; "" where none is."""
    return str(_guide(protocol).get("reason", {}).get(reason, ""))


def share_rules(protocol: str, needs: frozenset[str]) -> tuple[ShareRule, ...]:
    """What a provider of a pupil with these needs may be given, in the order of the list."""
    return tuple(
        one for one in every_share_rule(protocol) if not one.needs or any(need in needs for need in one.needs)
    )


def every_share_rule(protocol: str) -> tuple[ShareRule, ...]:
    """What a provider of any pupil may be given, in the order of the list."""
    return tuple(
        ShareRule(
            one["id"], one["title"], one["detail"], one["owner"], one.get("ticked", False), one.get("locked", False),
            tuple(str(one["when"]).split(" or ")) if "when" in one else (), tuple(one.get("duties", ())),
        )
        for one in _guide(protocol).get("share", ())
    )


def pathway_fits(entry: Mapping[str, Any], pathway: str | None) -> bool:
    """True where an entry is for every pathway, or for this one."""
    return "for" not in entry or pathway in entry["for"]


def _needed(entry: Mapping[str, Any], needs: frozenset[str]) -> bool:
    return "when" not in entry or any(need in needs for need in str(entry["when"]).split(" or "))


@cache
def _guide(protocol: str) -> Mapping[str, Any]:
    file = resources() / "placements" / f"{protocol}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
