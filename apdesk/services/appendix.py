"""The policy's own table of pathways, row by row, as the rules of the protocol state it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from apdesk.domain.clauses import clauses_of
from apdesk.domain.day_counts import counted
from apdesk.domain.permissions import Deed
from apdesk.domain.protocol import DutyRule, LimitRule, Pathway, Protocol
from apdesk.domain.rhythm import rhythm
from apdesk.services.acting import require
from apdesk.services.protocols import protocol_in_force
from apdesk.store.record import Record

VISITS, REVIEWS, CHECK_INS, ATTENDANCE = "visits", "reviews", "check-ins", "attendance"
_KINDS = {
    VISITS: (("visit",),), REVIEWS: (("review",),), CHECK_INS: (("contact",), ("check",)), ATTENDANCE: (("register",),),
}  # fmt: skip
_HAPPENING = ("event", "change", "duty")
SCOPES = ("placement", "stage")
_NUMBERED = re.compile(r"\brow (\d+)")


class Cell(NamedTuple):
    """What one column says of a pathway: how often, and which rules say so."""

    words: str                  # "Every half-term"
    titles: tuple[str, ...]     # "Half-termly review"
    more: str = ""              # "also fortnightly", or what is done once


class AppendixRow(NamedTuple):
    """One pathway or stage of the policy."""

    number: int                 # its place in the protocol
    row: str                    # "3" where the policy has it in a numbered row
    pathway: str
    title: str
    short: str
    length: str                 # "12 weeks, dual registered"
    policy: str                 # "§5 Off-site direction; App. A row 3"
    clause: str                 # "App. A row 3"
    quote: str                  # the policy word for word
    code: str
    visits: Cell
    reviews: Cell
    check_ins: Cell
    attendance: Cell
    rules: frozenset[str]


def appendix(record: Record) -> tuple[AppendixRow, ...]:
    """Every pathway that can be chosen and every stage before, in the order of the protocol in force."""
    require(record, Deed.SEE_PUPILS)
    return appendix_of(protocol_in_force(record).protocol)


def appendix_of(protocol: Protocol) -> tuple[AppendixRow, ...]:
    """The rows of a protocol at hand."""
    shown = (one for one in protocol.pathways.values() if one.scope in SCOPES)
    return tuple(_row(number, one, protocol) for number, one in enumerate(shown))


def days_counted(record: Record) -> tuple[tuple[str, str], ...]:
    """What the office calls a count of days, and how it is counted: ("Review invitation", "Latest 6 … days before")."""
    require(record, Deed.SEE_PUPILS)
    protocol = protocol_in_force(record).protocol
    rules: tuple[DutyRule | LimitRule, ...] = (*protocol.duties, *protocol.limits)
    by_id = {one.id: one for one in rules}
    return tuple((words, counted(by_id[name])) for words, name in protocol.counted.items())


def _row(number: int, pathway: Pathway, protocol: Protocol) -> AppendixRow:
    rules = protocol.duties_of(pathway.id)
    homes = [frozenset([_clause(pathway, protocol)]), _shorts(pathway.policy, protocol)]
    cells = {name: _first_cell(rules, ways, homes, protocol) for name, ways in _KINDS.items()}
    limits = (limit.id for limit in protocol.limits if pathway.id in limit.pathways)
    row = _NUMBERED.search(_clause(pathway, protocol))
    return AppendixRow(
        number, row.group(1) if row else "", pathway.id, pathway.title, pathway.short, pathway.summary,
        pathway.policy, _clause(pathway, protocol), pathway.quote, pathway.policy_code or "",
        cells[VISITS], cells[REVIEWS], cells[CHECK_INS], cells[ATTENDANCE],
        frozenset({*(rule.id for rule in rules), *limits}),
    )  # fmt: skip


def _first_cell(
    rules: Iterable[DutyRule], ways: Iterable[tuple[str, ...]], homes: Iterable[frozenset[str]], protocol: Protocol
) -> Cell:
    """The first way that says anything."""
    found = Cell("None", ())
    for kinds in ways:
        found = _cell(rules, kinds, homes, protocol)
        if found.titles:
            break
    return found


def _cell(
    rules: Iterable[DutyRule], kinds: tuple[str, ...], homes: Iterable[frozenset[str]], protocol: Protocol
) -> Cell:
    """The rules that the pathway's most exact clause states for these kinds; else its other clauses; else any."""
    fitting = [
        rule for rule in rules
        if rule.kind in kinds and rule.when is None and rule.series.each not in _HAPPENING
    ]
    shown = [rule for rule in fitting if rule.series.each != "once" or rule.items]
    for home in homes:
        own = [rule for rule in fitting if home & _shorts(rule.policy, protocol)]
        if own:
            shown = own
            break
    words = list(dict.fromkeys(rhythm(rule, protocol) for rule in shown))
    words = [one for one in words if one != "Once" and not _said_already(one, words)] or words
    if not words:
        return Cell("None", ())
    titles = tuple(dict.fromkeys(rule.title for rule in shown))
    more = f"also {', '.join(words[1:]).lower()}" if len(words) > 1 else titles[0] if words[0] == "Once" else ""
    return Cell(words[0], titles, more)


def _said_already(one: str, words: Sequence[str]) -> bool:
    """"Weekly (first 2)" where "Weekly" is said too."""
    base, some, _ = one.partition(" (first")
    return bool(some) and base in words


def _clause(pathway: Pathway, protocol: Protocol) -> str:
    """The most exact place of the policy: the last of those that are named."""
    found = clauses_of(pathway.policy, protocol)
    return found[-1].short if found else ""


def _shorts(policy: str, protocol: Protocol) -> frozenset[str]:
    return frozenset(one.short for one in clauses_of(policy, protocol))
