"""Each row of the obligations table against what meets it in a protocol."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from apdesk.domain.protocol import Protocol


@dataclass(frozen=True, slots=True)
class Covered:
    """One row: `status` covered, planned or missing; `how` in words, `where` the rules that meet it."""

    id: str
    mechanism: str
    status: str
    how: str
    where: tuple[str, ...]
    duty: str
    policy: str


def coverage(protocol: Protocol, rows: Iterable[Mapping[str, str]]) -> list[Covered]:
    """Every row in its order. A row that requires nothing is covered by saying so."""
    met = _met(protocol)
    return [_row(row, met.get(row["id"], []), protocol.planned.get(row["id"])) for row in rows]


def _met(protocol: Protocol) -> dict[str, list[tuple[str, str]]]:
    met: dict[str, list[tuple[str, str]]] = {}
    for rule in protocol.duties:
        for row in dict.fromkeys((*rule.covers, *(one for item in rule.items for one in item.covers))):
            met.setdefault(row, []).append((f"Duty: {rule.title}", rule.id))
    for limit in protocol.limits:
        for row in limit.covers:
            met.setdefault(row, []).append((f"Limit: {limit.text}", limit.id))
    for gate in protocol.gates:
        for row in gate.covers:
            met.setdefault(row, []).append((f"Gate: {gate.text}", gate.id))
    return met


def _row(row: Mapping[str, str], met: list[tuple[str, str]], planned: str | None) -> Covered:
    status, how = "missing", "Nothing in the protocol meets this row."
    if met:
        status = "covered"
        how = met[0][0] + (f" and {len(met) - 1} more" if len(met) > 1 else "")
    elif planned is not None:
        status, how = ("covered" if row["mechanism"] == "none" else "planned"), planned
    return Covered(
        row["id"], row["mechanism"], status, how, tuple(rule for _, rule in met), row["duty"], row["policy"]
    )

