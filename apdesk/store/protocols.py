"""Protocols as the desk holds them: whole texts, each with its hash and the day it took effect here."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, NamedTuple

import peewee

from apdesk.store.base import Row
from apdesk.store.fields import DayField


class ProtocolText(Row):
    """One version of the school's protocol. Its text never changes; placements name the version they began under."""

    area: ClassVar[str] = "protocols"

    protocol = peewee.TextField()                       # "wanstead-2026"
    title = peewee.TextField()
    version = peewee.IntegerField()                     # 1, 2, 3 … in this desk
    effective = DayField()                              # from this day new placements follow it
    text = peewee.TextField()
    digest = peewee.TextField(index=True)               # SHA-256 of the text, hexadecimal
    activated_on = DayField()
    source = peewee.TextField()                         # file name, or what was chosen in Settings


class HeldProtocol(NamedTuple):
    """Which version, without its long text."""

    id: str
    digest: str
    source: str


def protocol_by_id(version: str) -> HeldProtocol | None:
    """The version of that row id, or None."""
    return _held(ProtocolText.id == version, ProtocolText.version)


def protocol_text(version: str) -> str:
    """The text of a version that is held."""
    text: str = ProtocolText.select(ProtocolText.text).where(ProtocolText.id == version).get().text
    return text


def protocol_on(on: date) -> HeldProtocol | None:
    """The version in force on a day: the one that took effect last, the newer of one day; else the very first."""
    last = (ProtocolText.effective.desc(), ProtocolText.version.desc())
    return _held(ProtocolText.effective <= on, *last) or _held(ProtocolText.effective > on, ProtocolText.version)


def _held(condition: Any, *order: Any) -> HeldProtocol | None:
    query = ProtocolText.select(ProtocolText.id, ProtocolText.digest, ProtocolText.source)
    row = query.where(condition & ProtocolText.removed_at.is_null()).order_by(*order).first()
    return None if row is None else HeldProtocol(row.id, row.digest, row.source)


def protocol_versions() -> list[ProtocolText]:
    """Every version without its long text, newest first."""
    fields = [one for one in ProtocolText._meta.sorted_fields if one is not ProtocolText.text]
    query = ProtocolText.select(*fields).where(ProtocolText.removed_at.is_null())
    return list(query.order_by(ProtocolText.version.desc()))
