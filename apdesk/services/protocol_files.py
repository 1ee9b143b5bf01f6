"""A policy file looked at before it is taken into use: its mistakes by line, and how it differs from the one held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.domain.protocol import DutyRule, GateRule, LimitRule, Pathway, Protocol
from apdesk.domain.protocol_file import Mistake
from apdesk.domain.protocol_toml import check_protocol
from apdesk.domain.wording import without_gaps
from apdesk.services.acting import require
from apdesk.services.protocol_fields import FieldChange, changed_fields
from apdesk.services.protocols import protocol_in_force
from apdesk.services.shipped import SHIPPED_PROTOCOL, obligations, read_text, shipped_protocol_text
from apdesk.store.protocols import protocol_text
from apdesk.store.record import Record

COMES, GOES, CHANGES = "comes", "goes", "changes"


class Difference(NamedTuple):
    """One thing that the file says otherwise than the policy in force."""

    kind: str                   # "Duty"
    name: str                   # "Visit the pupil"
    where: str                  # "Off-site direction, AP full time"
    what: str                   # comes, goes, changes
    changes: tuple[FieldChange, ...] = ()   # of one that changes

    @property
    def details(self) -> str:
        """"date, owner"."""
        return ", ".join(one.field for one in self.changes)


@dataclass(frozen=True)
class CheckedFile:
    """A file that was looked at; nothing is written by looking."""

    name: str
    text: str
    protocol: Protocol | None
    mistakes: tuple[Mistake, ...] = ()
    differences: tuple[Difference, ...] = ()
    effective: date = date.min              # the first day it can be in force here: its own, today at the earliest
    same: bool = False                      # it is the text in force already

    def count(self, what: str) -> int:
        """How many things come, go or change."""
        return sum(one.what == what for one in self.differences)


def check_protocol_file(record: Record, file: Path) -> CheckedFile:
    """The file as `apdesk protocol check` sees it, beside the policy in force.

    Raises `Problem` "file.…" where it cannot be read as text.
    """
    require(record, Deed.CHANGE_PROTOCOL)
    return check_text(record, read_text(file, "protocol"), file.name)


def check_shipped(record: Record) -> CheckedFile:
    """The same for the policy that comes with the program."""
    require(record, Deed.CHANGE_PROTOCOL)
    return check_text(record, shipped_protocol_text(), SHIPPED_PROTOCOL)


def check_text(record: Record, text: str, name: str) -> CheckedFile:
    """The same for a text at hand."""
    require(record, Deed.CHANGE_PROTOCOL)
    held = protocol_in_force(record)
    first, _ = check_protocol(text)
    rows = tuple(row["id"] for row in obligations(first.duty_table)) if first else ()
    protocol, mistakes = check_protocol(text, rows)
    if protocol is None or mistakes:
        return CheckedFile(name, text, None, tuple(mistakes))
    return CheckedFile(
        name, text, protocol, (), differences(held.protocol, protocol),
        max(protocol.effective, record.clock.today()), text == protocol_text(held.id),
    )  # fmt: skip


def differences(old: Protocol, new: Protocol) -> tuple[Difference, ...]:
    """What comes, goes and changes: pathways first, then duties, limits, checks, roles and register codes."""
    return (
        *_of("Pathway", old.pathways, new.pathways, old, new),
        *_of("Duty", _by_id(old.duties), _by_id(new.duties), old, new),
        *_of("Limit", _by_id(old.limits), _by_id(new.limits), old, new),
        *_of("Check before the start", _by_id(old.gates), _by_id(new.gates), old, new),
        *_of("Role", old.roles, new.roles, old, new),
        *_of("Register code", old.codes, new.codes, old, new),
    )


def _by_id(rules: Iterable[Any]) -> dict[str, Any]:
    return {one.id: one for one in rules}


def _of(
    kind: str, old: Mapping[str, Any], new: Mapping[str, Any], before: Protocol, after: Protocol
) -> Iterable[Difference]:
    for name, one in new.items():
        if name not in old:
            yield Difference(kind, _name(one), _where(one, after), COMES)
    for name, one in old.items():
        if name not in new:
            yield Difference(kind, _name(one), _where(one, before), GOES)
        elif changed := changed_fields(one, new[name], before, after):
            yield Difference(kind, _name(new[name]), _where(new[name], after), CHANGES, changed)


def _name(one: Any) -> str:
    if isinstance(one, DutyRule | Pathway):
        return one.title
    if isinstance(one, LimitRule | GateRule):
        return without_gaps(one.text)
    return str(one.label)


def _where(one: Any, protocol: Protocol) -> str:
    """The pathways that it is for."""
    wanted: frozenset[str] = getattr(one, "pathways", frozenset())
    return " · ".join(each.short or each.title for each in protocol.pathways.values() if each.id in wanted)
