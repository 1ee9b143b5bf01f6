"""What the policy words of a duty stand for, and which rules few may see."""

from __future__ import annotations

from collections.abc import Iterable

from apdesk.domain.expression import names_in
from apdesk.domain.protocol import Clause, DutyRule, Protocol

BETWEEN = "; "


def clauses_of(policy: str, protocol: Protocol | None) -> tuple[Clause, ...]:
    """The clauses that "§6; §3 HOY" names, in its order; one that the protocol does not know stands for itself."""
    known = protocol.clauses if protocol else {}
    return tuple(known.get(part) or _unknown(part) for part in policy.split(BETWEEN) if part)


def short_clause(clauses: Iterable[Clause]) -> str:
    """The first in few letters and how many more: "Section 6 +1"; clauses of one short name count once."""
    names = list(dict.fromkeys(one.short for one in clauses))
    return f"{names[0]} +{len(names) - 1}" if len(names) > 1 else "".join(names)


def wide_clause(clauses: Iterable[Clause]) -> str:
    """The first with what it is about, and how many more: "App. A row 3 – Visits"."""
    held = list(clauses)
    if not held:
        return ""
    first = held[0]
    words = f"{first.short} – {first.about}" if first.about else first.short
    return f"{words} +{len(held) - 1}" if len(held) > 1 else words


def is_confidential(rule: DutyRule, protocol: Protocol) -> bool:
    """True where the rule's being there would tell a confidential fact of the pupil (a social worker, a plan)."""
    asked = set(rule.series.of) | (set(names_in(rule.when)) if rule.when is not None else set())
    return any(protocol.facts[name].confidential for name in asked if name in protocol.facts)


def _unknown(part: str) -> Clause:
    words = part.replace("§", "Section ")
    return Clause(part, words.partition(",")[0], title=words)
