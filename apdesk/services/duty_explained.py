"""Why a duty is asked for and on that day: the arithmetic, the clauses word for word, and what else it could mean."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from apdesk.domain.clauses import clauses_of
from apdesk.domain.protocol import Clause, Protocol
from apdesk.exports.words import short_day
from apdesk.problems import Problem
from apdesk.services.duty_lists import DutyRow, duty
from apdesk.services.protocols import protocol_in_force, protocol_version
from apdesk.store.record import Record


class Explained(NamedTuple):
    """Everything there is to say about one duty."""

    row: DutyRow
    because: str                # the rule's own sentence
    source: str                 # the law it comes from, "" where it is the policy alone
    clauses: tuple[Clause, ...]
    readings: tuple[str, ...]   # "Six clear days: due Thu 12 Nov (ours)"
    evidence: tuple[str, ...]


def explain(record: Record, duty_id: str) -> Explained:
    """What the acting person may know of it. Raises `Problem` "duty.unknown"."""
    row = duty(record, duty_id)
    protocol = _protocol(record, row)
    rules = {rule.id: rule for rule in protocol.duties} if protocol else {}
    rule = rules.get(row.rule)
    if row.confidential or rule is None:
        return Explained(row, "", "", clauses_of(row.policy, protocol), (), row.evidence)
    return Explained(
        row, rule.because, rule.source, clauses_of(row.policy, protocol), tuple(_readings(row)), row.evidence
    )


def _protocol(record: Record, row: DutyRow) -> Protocol | None:
    version = row.record.protocol
    try:
        return protocol_version(record, version) if version else protocol_in_force(record).protocol
    except Problem:
        return None


def _readings(row: DutyRow) -> list[str]:
    found = []
    for one in row.record.readings:
        due = one.get("due")
        day = f": due {short_day(_day(due))}" if due else ""
        ours = " (ours)" if one.get("chosen") else ""
        name = str(one.get("name", ""))
        found.append(f"{name[:1].upper()}{name[1:]}{day}{ours}")
    return found


def _day(text: str) -> date:
    return date.fromisoformat(text)
