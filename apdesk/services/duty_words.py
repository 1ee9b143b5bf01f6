"""What a duty is called, at length and in few letters, and what is kept from whom.

A rule that asks whether a pupil has a social worker or a child protection plan tells it by being there. Its
wording shows only to those who may see these flags, and never leaves the building.
"""

from __future__ import annotations

from typing import NamedTuple

from apdesk.domain.clauses import BETWEEN, clauses_of, is_confidential, short_clause, wide_clause
from apdesk.domain.moving import lock_of
from apdesk.domain.protocol import DutyRule, Protocol, Role
from apdesk.services.kinds_shown import LABELS, shown_as
from apdesk.store.duty_rows import DutyRecord

KEPT_BACK = "Safeguarding duty"
KEPT_BACK_WORD = "safeguarding duty"
KEPT_BACK_POLICY = "Confidential"
KEPT_BACK_WHY = "Its wording shows to the Designated Safeguarding Lead, the AP lead and the Head of Year."


class Said(NamedTuple):
    """The words of one duty for one reader."""

    title: str
    short: str
    policy: str
    clause: str
    clause_wide: str
    why: str
    evidence: tuple[str, ...]
    kept_back: bool
    word: str                   # "invitation": for a narrow cell
    lock: str                   # why the date is not moved by hand: follows, meeting, law; "" where it is


RETURNED = "returned"


def ended_words(outcome: str, kind: str, word: str) -> str:
    """How a placement that is over stands: "Returned (6-week check)" while a check is the next duty, else "Ended"."""
    if outcome != RETURNED:
        return "Ended"
    return f"Returned ({word})" if kind == "check" and word else "Returned"


class DutyWords:
    """The words of the duties of one protocol version; None: a protocol that the desk no longer reads."""

    def __init__(self, protocol: Protocol | None) -> None:
        self._protocol = protocol
        self._rules = {rule.id: rule for rule in protocol.duties} if protocol else {}
        self._confidential = {
            rule.id for rule in self._rules.values() if protocol and is_confidential(rule, protocol)
        }
        self._clauses: dict[str, tuple[str, str]] = {}
        self._locks: dict[str, str] = {}

    def of(self, row: DutyRecord, *, hidden: bool) -> Said:
        """The words of a duty; `hidden`: for somebody who may not see the pupil's confidential flags."""
        rules = row.rules or [row.rule]
        if hidden and not self._confidential.isdisjoint(rules):
            return self._kept_back(row, [self._rules[name] for name in rules if name not in self._confidential
                                         and name in self._rules])
        clause, wide = self._clause(row.policy)
        return Said(row.title, self._short(row.rule, row.title), row.policy, clause, wide, row.why,
                    tuple(row.evidence), False, self._word(row.rule, row.kind), self._lock(row.rule))

    def named(self, rule: str, rules: list[str], title: str, *, hidden: bool) -> tuple[str, str]:
        """A duty's title and its short form, for a list that shows nothing else of it."""
        names = rules or [rule]
        if not hidden or self._confidential.isdisjoint(names):
            return title, self._short(rule, title)
        shown = [self._rules[name] for name in names if name not in self._confidential and name in self._rules]
        return (shown[0].title, shown[0].short or shown[0].title) if shown else (KEPT_BACK, KEPT_BACK)

    def word(self, rule: str) -> str:
        """A duty in a word or two ("6-week check"); "" where the protocol has none, or it would tell what is kept."""
        found = self._rules.get(rule)
        return found.word if found and rule not in self._confidential else ""

    def _kept_back(self, row: DutyRecord, shown: list[DutyRule]) -> Said:
        """Of several rules that one act answers, those that anybody may know of."""
        if not shown:
            return Said(KEPT_BACK, KEPT_BACK, KEPT_BACK_POLICY, KEPT_BACK_POLICY, KEPT_BACK_POLICY, KEPT_BACK_WHY, (),
                        True, KEPT_BACK_WORD, self._lock(row.rule))
        policy = BETWEEN.join(dict.fromkeys(part for rule in shown for part in rule.policy.split(BETWEEN)))
        clause, wide = self._clause(policy)
        evidence = tuple(one for one in row.evidence if any(one in rule.evidence for rule in shown))
        return Said(shown[0].title, shown[0].short or shown[0].title, policy, clause, wide, shown[0].because,
                    evidence, True, self._word(shown[0].id, row.kind), self._lock(row.rule))

    def _short(self, rule: str, title: str) -> str:
        found = self._rules.get(rule)
        return found.short if found and found.short and found.title == title else title

    def _word(self, rule: str, kind: str) -> str:
        found = self._rules.get(rule)
        return found.word if found and found.word else LABELS[shown_as(kind)].lower()

    def _lock(self, rule: str) -> str:
        found = self._rules.get(rule)
        if found is None or self._protocol is None:
            return ""
        if rule not in self._locks:
            lock = lock_of(found, self._protocol)
            self._locks[rule] = lock.kind if lock else ""
        return self._locks[rule]

    def _clause(self, policy: str) -> tuple[str, str]:
        if policy not in self._clauses:
            found = clauses_of(policy, self._protocol)
            self._clauses[policy] = (short_clause(found), wide_clause(found))
        return self._clauses[policy]


def role_short(role: Role | None, owner: str, year: int | None) -> str:
    """"HOY 9", "Attendance"; the role as it stands where the protocol does not know it."""
    if role is None:
        return owner
    words = role.short or role.label
    return f"{words} {year}" if role.by_year and year is not None else words
