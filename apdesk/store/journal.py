"""The journal: one entry per operation, chained by keyed hash, with the values in rows of their own.

The chain covers an entry's own words and a digest over its values. Each value row has a salted keyed digest,
so that the values of one pupil can be erased lawfully (salt and content go, the digest stays) while the chain
remains whole and tells nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import peewee

from apdesk.store.database import RecordDatabase
from apdesk.store.fields import MomentField, moment_text

WORK, VIEW, UNDO, SERVICE = "work", "view", "undo", "service"
CREATED, UPDATED, REMOVED, ERASED = "create", "update", "remove", "erase"


class JournalEntry(peewee.Model):
    """One operation: who, when, on which copy, what in a sentence, why where it was asked."""

    number = peewee.IntegerField(primary_key=True)
    moment = MomentField()
    device = peewee.TextField()
    person = peewee.TextField(index=True)
    person_name = peewee.TextField()
    role = peewee.TextField()
    kind = peewee.TextField()
    operation = peewee.TextField()
    reason = peewee.TextField(null=True)
    about = peewee.TextField(null=True, index=True)
    corrects = peewee.IntegerField(null=True, index=True)
    undoable = peewee.IntegerField()
    changes = peewee.IntegerField()
    digest = peewee.TextField()
    chain = peewee.TextField()

    class Meta:
        table_name = "journal_entry"


class JournalChange(peewee.Model):
    """One row that an entry touched: `content` is JSON, {field: value} where created, {field: [before, after]} else."""

    entry = peewee.IntegerField()
    position = peewee.IntegerField()
    table_name = peewee.TextField()
    row = peewee.TextField(index=True)
    action = peewee.TextField()
    salt = peewee.TextField(null=True)
    content = peewee.TextField(null=True)
    digest = peewee.TextField()

    class Meta:
        table_name = "journal_change"
        primary_key = peewee.CompositeKey("entry", "position")


@dataclass(frozen=True)
class Change:
    """A touched row before it is written to the journal."""

    table: str
    row: str
    action: str
    content: dict[str, object]


@dataclass(frozen=True)
class Words:
    """What an entry says, apart from its place in the chain."""

    moment: datetime
    device: str
    person: str
    person_name: str
    role: str
    kind: str
    operation: str
    reason: str | None = None
    about: str | None = None
    corrects: int | None = None
    undoable: bool = True


class Journal:
    """Writes entries in the transaction that is open on this thread, and knows where the chain stands."""

    def __init__(self, database: RecordDatabase, key: bytearray) -> None:
        self._database = database
        self._key = key

    def last(self) -> tuple[int, str]:
        """Number and chain value of the newest entry; (0, "") in an empty journal."""
        rows = self._database.rows("SELECT number, chain FROM journal_entry ORDER BY number DESC LIMIT 1")
        return (int(rows[0][0]), str(rows[0][1])) if rows else (0, "")

    def append(self, number: int, chain: str, words: Words, changes: Sequence[Change]) -> str:
        """Write entry `number`, whose predecessor's chain value is `chain`; returns its own chain value."""
        rows = [_change_row(self._key, number, position, change) for position, change in enumerate(changes)]
        digest = digest_of([str(row[-1]) for row in rows])
        columns = entry_columns(number, words, len(rows), digest)
        link = chain_of(self._key, chain, columns)
        self._database.execute_sql(_INSERT_ENTRY, (*columns, link))
        if rows:
            self._database.execute_many(_INSERT_CHANGE, rows)
        return link


_INSERT_ENTRY = f"INSERT INTO journal_entry VALUES ({', '.join('?' * 15)})"
_INSERT_CHANGE = f"INSERT INTO journal_change VALUES ({', '.join('?' * 8)})"


def entry_columns(number: int, words: Words, changes: int, digest: str) -> tuple[object, ...]:
    """The columns that the chain covers, in the order of the table."""
    return (
        number,
        moment_text(words.moment),
        words.device,
        words.person,
        words.person_name,
        words.role,
        words.kind,
        words.operation,
        words.reason,
        words.about,
        words.corrects,
        int(words.undoable),
        changes,
        digest,
    )


def chain_of(key: bytes | bytearray, previous: str, columns: Sequence[object]) -> str:
    """The link of an entry: keyed hash over the previous link and everything the entry says."""
    return _keyed(key, [previous, *columns])


def change_digest(key: bytes | bytearray, covered: Sequence[object]) -> str:
    """The digest of one value row over (entry, position, table, row, action, salt, content)."""
    return _keyed(key, list(covered))


def digest_of(digests: Sequence[str]) -> str:
    """One digest over those of an entry's value rows, in their order."""
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def content_text(content: dict[str, object]) -> str:
    """The values of a change as they are stored."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _change_row(key: bytearray, number: int, position: int, change: Change) -> tuple[object, ...]:
    covered = (
        number,
        position,
        change.table,
        change.row,
        change.action,
        os.urandom(8).hex(),
        content_text(change.content),
    )
    return (*covered, change_digest(key, covered))


def _keyed(key: bytes | bytearray, covered: list[object]) -> str:
    # What is no text and no number was put in from outside: it makes a value that nothing written here has.
    text = json.dumps(covered, ensure_ascii=False, separators=(",", ":"), default=repr)
    return hmac.new(bytes(key), text.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()
