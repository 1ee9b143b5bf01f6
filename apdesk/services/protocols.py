"""The school's protocol: taking a version into the desk, and reading the one that counts."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.domain.protocol import Protocol
from apdesk.domain.protocol_toml import parse_protocol
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Added
from apdesk.services.shipped import SHIPPED_PROTOCOL, shipped_protocol_text
from apdesk.store.protocols import (
    HeldProtocol,
    ProtocolText,
    protocol_by_id,
    protocol_on,
    protocol_text,
    protocol_versions,
)
from apdesk.store.record import Record
from apdesk.store.work import Work


class ProtocolVersion(NamedTuple):
    """A version that the desk holds."""

    id: str
    version: int
    title: str
    effective: date
    activated_on: date
    source: str
    digest: str


class InForce(NamedTuple):
    """A protocol and the version of it that the desk holds."""

    id: str                     # row id of the version
    protocol: Protocol


def activate_shipped(record: Record) -> Added:
    """The protocol that comes with the program stands in the desk; nothing changes where it does already."""
    return activate_protocol(record, shipped_protocol_text(), SHIPPED_PROTOCOL)


def activate_protocol(
    record: Record, text: str, source: str, effective: date | None = None, why: str = ""
) -> Added:
    """The text is copied in; placements that begin on or after `effective` (the file's own day) follow it.

    Those that began earlier keep their version until they are moved. The same text twice is one version.
    Raises `Problem` with every mistake of the file.
    """
    require(record, Deed.CHANGE_PROTOCOL)
    protocol = read_protocol(text, source)
    with record.work("Took a protocol into use", reason=why.strip() or None) as work:
        row = put_version(record, work, text, source, effective or protocol.effective)
    return Added(row.id, work.changes)


def put_version(record: Record, work: Work, text: str, source: str, effective: date) -> ProtocolText:
    """The text is the newest version, inside the open work; the row that holds it already where nothing differs."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    newest = next(iter(protocol_versions()), None)
    if newest is not None and newest.digest == digest and newest.effective == effective:
        return newest
    protocol = read_protocol(text, source)
    return work.create(
        ProtocolText, protocol=protocol.id, title=protocol.title, effective=effective, text=text, digest=digest,
        version=newest.version + 1 if newest else 1, activated_on=record.clock.today(), source=source,
    )


def activate_protocol_file(record: Record, file: Path, effective: date | None = None) -> Added:
    """As `activate_protocol`, from a file."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Problem("protocol.file", "The protocol file could not be read as text.", str(file)) from None
    return activate_protocol(record, text, file.name, effective)


def protocol_in_force(record: Record, on: date | None = None) -> InForce:
    """The version that a placement proposed on a day (today) follows.

    Raises `Problem` "protocol.none" in a desk without one.
    """
    row = protocol_on(on or record.clock.today())
    if row is None:
        raise Problem("protocol.none", "This desk holds no protocol yet. Choose one under Settings, Protocol.")
    return InForce(row.id, _read(row))


def protocol_version(_record: Record, version: str) -> Protocol:
    """The protocol of a version that the desk holds."""
    row = protocol_by_id(version)
    if row is None:
        raise Problem("protocol.unknown", "The protocol of this placement is no longer in the desk.")
    return _read(row)


def held_versions(_record: Record) -> tuple[ProtocolVersion, ...]:
    """Every version, newest first."""
    return tuple(
        ProtocolVersion(row.id, row.version, row.title, row.effective, row.activated_on, row.source, row.digest)
        for row in protocol_versions()
    )


_known: dict[str, Protocol] = {}     # digest of the text -> protocol: a text never changes


def _read(row: HeldProtocol) -> Protocol:
    if row.digest not in _known:
        _known[row.digest] = read_protocol(protocol_text(row.id), row.source)
    return _known[row.digest]


@lru_cache(maxsize=8)
def read_protocol(text: str, where: str) -> Protocol:
    """A protocol from its text; kept for the next asker."""
    return parse_protocol(text, where)
