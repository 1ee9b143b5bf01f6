"""What the policy and the law ask, row by row, and what AP Desk does about each: for the screen and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from apdesk.domain.clauses import BETWEEN, clauses_of, wide_clause
from apdesk.domain.coverage import Covered, coverage
from apdesk.domain.names import fold
from apdesk.domain.permissions import Deed
from apdesk.domain.protocol import DutyRule, GateRule, LimitRule, Protocol
from apdesk.domain.wording import without_gaps
from apdesk.exports.list_input import Column, ListDocument, Row
from apdesk.exports.names import list_name
from apdesk.exports.pdf.list_pages import list_pages
from apdesk.services.acting import require
from apdesk.services.paper import printing
from apdesk.services.paper_out import Paper
from apdesk.services.protocols import protocol_in_force
from apdesk.services.shipped import obligations
from apdesk.store.record import Record

_AND, _EVERY = " · ", "Every pathway"
KIND = "policy and what is done about it"
COVERED, STANDING, PLANNED, MISSING = "covered", "standing", "planned", "missing"
_WITHOUT_DUTY = ("none", "standing", "field")
"""Ways of meeting a row that leave nobody anything to do on a day: nothing is asked, a rule that always holds, or
something that a form does not go on without."""
MECHANISMS: Mapping[str, str] = {
    "duty": "A duty with a date", "gate": "A check before the start", "limit": "A limit", "register": "The register",
    "document": "A document", "field": "Something to fill in", "standing": "A standing rule", "none": "Nothing to do",
}
_PLACES: Mapping[str, str] = {
    "5.R": "§5 Respite", "5.S": "§5 Short stay", "5.L": "§5 Longer AP", "5.O": "§5 Off-site direction",
    "5.OA": "§5 If agreed", "5.OD": "§5 Parents do not agree", "5.M": "§5 Managed move", "5.H": "§5 SENDATS",
    "5.C": "§5 Commissioning", "5.W": "§5 Wanstead as provider", "§3 HT": "§3 Headteacher",
    "§3 GB": "§3 Governing body",
    "A.R": "App. A row 1", "A.S": "App. A row 2", "A.O": "App. A row 3", "A.P": "App. A row 4", "A.H": "App. A row 5",
    "A.RT": "App. A row 6", "A.F": "App. A row 7",
}  # fmt: skip
"""The obligations table's short names of places in the policy."""
_COLUMNS = {"v": ", visits", "a": ", attendance", "i": ""}
_OWN_NOTES = re.compile(r"\s*\((?:see )?[^()]*\b1\.\d[^()]*\)|\*")
_SHORT_NAMES = re.compile(r" \((?:[A-Z0-9]{2,5}|build anyway)\)|\bAP[FP] ")
_MARKS = re.compile(r"\s*\[[a-z]+\]|\*")
_SOURCES: Mapping[str, str] = {
    "WT": "Working together to improve school attendance", "CFA 2014": "Children and Families Act 2014",
    "EA1996": "Education Act 1996", "EqA 2010": "Equality Act 2010", "EIA 2006": "Education and Inspections Act 2006",
    "DPA 2018": "Data Protection Act 2018", "Regs 2024": "Pupil registration regulations 2024",
    "2007 Regs": "Suspended pupils regulations 2007", "Arranging AP": "Arranging alternative provision",
    "SI 2010/1156": "Off-site direction regulations 2010",
}  # fmt: skip
"""What the table's short names of the law and guidance stand for."""


class Met(NamedTuple):
    """One thing that AP Desk does about a row."""

    what: str                   # "Duty of the Head of Year: Visit the pupil"
    where: str                  # "Off-site direction · AP full time"
    rule: str
    title: str                  # "Visit the pupil"
    who: str                    # "Head of Year", "Limit", "Before the start"


class PolicyRow(NamedTuple):
    """One row of the obligations table."""

    number: int                 # its place in the table
    id: str
    clause: str                 # "App. A row 3 – Visits", or the place as the table names it
    section: str                # "Governance, roles, general"
    duty: str                   # what is asked, in the table's words
    role: str                   # who, in words
    evidence: str
    statute: str
    mechanism: str              # in words
    status: str                 # covered, standing (met without a duty), planned, missing
    how: str                    # in one line
    met: tuple[Met, ...]
    quote: tuple[str, ...]      # the policy word for word, where the protocol quotes it

    @property
    def text(self) -> str:
        """Everything it may be found by, accents and capitals aside."""
        met = (part for one in self.met for part in (one.what, one.where))
        return fold(" ".join((self.id, self.clause, self.section, self.duty, self.role, self.statute, self.how, *met)))


class PolicyPage(NamedTuple):
    """The page: every row, and how many stand in which state."""

    title: str
    rows: tuple[PolicyRow, ...]
    covered: int
    standing: int
    planned: int
    missing: int


def policy_page(record: Record) -> PolicyPage:
    """Every row of the obligations table that the protocol in force names, in its order."""
    require(record, Deed.SEE_PUPILS)
    protocol = protocol_in_force(record).protocol
    table = obligations(protocol.duty_table)
    by_id = {row["id"]: row for row in table}
    rules = _rules(protocol)
    rows = tuple(
        _row(number, one, by_id[one.id], rules, protocol) for number, one in enumerate(coverage(protocol, table))
    )
    counts = [sum(row.status == state for row in rows) for state in (COVERED, STANDING, PLANNED, MISSING)]
    return PolicyPage(protocol.title, rows, *counts)


def policy_paper(record: Record, rows: Sequence[PolicyRow], shown: str = "") -> Paper:
    """These rows as a list on A4 across; `shown` says which they are."""
    require(record, Deed.EXPORT)
    columns = (
        Column("Row", "code", 6), Column("Clause", "long", 16), Column("What is asked", "long", 34),
        Column("What AP Desk does about it", "long", 40), Column("Where", "long", 26),
    )  # fmt: skip
    lines = tuple(
        Row((row.id, row.clause, row.duty, _done(row), _where(row)),
            frozenset({3}) if row.status == MISSING else frozenset(), row.section)
        for row in rows
    )  # fmt: skip
    title = "The policy, and what AP Desk does about it"
    count = f"{len(rows)} of {len(policy_page(record).rows)} rows" if shown else f"{len(rows)} rows"
    document = ListDocument(printing(record), title, ", ".join(part for part in (count, shown) if part), columns, lines)
    return Paper(KIND, title, list_name("policy", record.clock.today(), "pdf"), list_pages(document))


def _row(
    number: int, one: Covered, row: Mapping[str, str], rules: Mapping[str, Met], protocol: Protocol
) -> PolicyRow:
    statute = _law(row["statute"])
    clauses = clauses_of(_place(row["policy"]), protocol)
    section = _SHORT_NAMES.sub("", row["section"])
    return PolicyRow(
        number, one.id, wide_clause(clauses) or statute or "Law", section, _plain_words(row["duty"]),
        _roles(row["role"], protocol), _plain_words(row["evidence"]).strip("–- "), statute,
        MECHANISMS.get(row["mechanism"], row["mechanism"]), _status(one), one.how,
        _once(rules[name] for name in one.where if name in rules),
        tuple(line for clause in clauses for line in clause.text),
    )


def _once(met: Iterable[Met]) -> tuple[Met, ...]:
    """What several rules say alike, each for pathways of its own, said once for all of them."""
    found: dict[str, Met] = {}
    for one in met:
        before = found.get(one.what)
        places = dict.fromkeys((*(before.where.split(_AND) if before else ()), *one.where.split(_AND)))
        found[one.what] = (before or one)._replace(where=_EVERY if _EVERY in places else _AND.join(places))
    return tuple(found.values())


def _status(one: Covered) -> str:
    """The table's own word, but `standing` for a row that no rule needs to meet."""
    return STANDING if one.status != MISSING and not one.where and one.mechanism in _WITHOUT_DUTY else one.status


def _place(policy: str) -> str:
    """Where in the policy, as the protocol names it: "A.R a" is "App. A row 1, attendance"."""
    parts = []
    for part in policy.replace("(", "").replace(")", "").split(","):
        name, _, column = part.strip().removesuffix(" mirror").partition(" ")
        whole = part.strip().removesuffix(" mirror")
        known = _PLACES.get(whole) or _PLACES.get(name)
        if known is not None and whole not in _PLACES:
            known += _COLUMNS.get(column, "")
        parts.append(known or whole)
    return BETWEEN.join(part for part in parts if part.strip("–- ") and part != "– law")


def _plain_words(text: str) -> str:
    """The table's words without its own notes."""
    words = " ".join(_OWN_NOTES.sub("", text).split())
    return words[:1].upper() + words[1:]


def _law(text: str) -> str:
    """The law or guidance behind a row, in full words where the table has a short name; without its own notes."""
    parts = [part.strip("–- ") for part in _MARKS.sub("", text).split(";")]
    law = "; ".join(_full_name(part) for part in parts if part and not re.fullmatch(r"0\.\d.*", part))
    return law[:1].upper() + law[1:]


def _full_name(part: str) -> str:
    short = next((name for name in _SOURCES if re.match(rf"{re.escape(name)}\b", part)), None)
    return part if short is None else f"{_SOURCES[short]}{part.removeprefix(short)}"


def _roles(text: str, protocol: Protocol) -> str:
    """"HOY/LM" in words; what is no role of the protocol stands as it is."""
    parts = [part.strip() for part in text.strip("–- ").split("/") if part.strip()]
    return ", ".join(re.sub(r"\w+", lambda found: _role(found.group(), protocol), part) for part in parts)


def _role(word: str, protocol: Protocol) -> str:
    label = protocol.roles[word].label if word in protocol.roles else word
    return label[:1].upper() + label[1:]


def _rules(protocol: Protocol) -> dict[str, Met]:
    """Everything that may meet a row, by its id, in words."""
    found: dict[str, Met] = {}
    for duty in protocol.duties:
        who = _owner(duty, protocol)
        found[duty.id] = Met(f"Duty of the {who}: {duty.title}", _pathways(duty, protocol), duty.id, duty.title, who)
    for kind, rules in (("Limit", protocol.limits), ("Before the start", protocol.gates)):
        for rule in rules:
            text = without_gaps(rule.text)
            found[rule.id] = Met(f"{kind}: {text}", _pathways(rule, protocol), rule.id, text, kind)
    return found


def _owner(duty: DutyRule, protocol: Protocol) -> str:
    role = protocol.roles.get(duty.owner)
    return role.label if role else duty.owner


def _pathways(rule: DutyRule | LimitRule | GateRule, protocol: Protocol) -> str:
    """The pathways it is for, in the order of the protocol; "every pathway" where it is for all."""
    mine = [one for one in protocol.pathways.values() if one.id in rule.pathways]
    placements = [one for one in protocol.pathways.values() if one.scope == "placement"]
    if len(placements) > 2 and all(one in mine for one in placements):
        return _EVERY
    return _AND.join(one.short or one.title for one in mine)


def _done(row: PolicyRow) -> str:
    return "; ".join(one.what for one in row.met) or row.how


def _where(row: PolicyRow) -> str:
    return "; ".join(dict.fromkeys(one.where for one in row.met)) or row.mechanism
