"""Proving the journal: every entry, every value, the order and the end; what is wrong is named.

Nothing is taken for granted of what stands in the tables: with the key in hand anything can have been put there.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import apsw

from apdesk.progress import Progress, Silent
from apdesk.store.journal import ERASED, chain_of, change_digest, digest_of
from apdesk.store.journal_rows import Written, one_by_one, streamed
from apdesk.store.keys import Head

_ERASURES = "SELECT CAST(content AS BLOB) FROM journal_change WHERE action = ?"


@dataclass(frozen=True)
class JournalReport:
    """How the journal was found: the number of entries, and the numbers and sentences of those that are bad.

    `lost` are the numbers at which entries are missing altogether; `loose` has what belongs to no entry; `read` is
    False where the journal could not be read at all.
    """

    entries: int
    bad: dict[int, list[str]] = field(default_factory=dict)
    lost: frozenset[int] = frozenset()
    loose: tuple[str, ...] = ()
    read: bool = True

    @property
    def intact(self) -> bool:
        """True where nothing was edited, removed, reordered or cut off."""
        return self.read and not self.bad and not self.loose

    @property
    def genuine(self) -> bool:
        """True where every entry that stands is as it was written, though others may be missing."""
        return self.read and not self.loose and all(n in self.lost and len(said) == 1 for n, said in self.bad.items())

    @property
    def first_bad(self) -> int | None:
        """The lowest number of an entry that is not as it was written."""
        return min(self.bad, default=None)

    @property
    def sentences(self) -> list[str]:
        """What is wrong, in order."""
        return [*(sentence for number in sorted(self.bad) for sentence in self.bad[number]), *self.loose]


def check_journal(
    connection: apsw.Connection, key: bytes | bytearray, head: Head | None = None, progress: Progress | None = None
) -> JournalReport:
    """Prove the whole journal against its key, and its end against the head that `keys` holds."""
    total = int(next(connection.execute("SELECT count(*) FROM journal_entry"))[0])
    erased = _lawfully_erased(connection)
    try:
        return _Check(key, erased).run(streamed(connection), total, head, progress or Silent())
    except UnicodeDecodeError:  # bytes that are no text were put in; which entry has them shows one by one
        return _Check(key, erased).run(one_by_one(connection), total, head, progress or Silent())


class _Link(NamedTuple):
    """The newest entry met so far: its number, and its chain value where that can be told."""

    number: int
    chain: str | None


class _Check:
    def __init__(self, key: bytes | bytearray, erased: set[tuple[int, int]]) -> None:
        self._key = key
        self._bad: dict[int, list[str]] = {}
        self._erased = erased
        self._lost: set[int] = set()

    def run(self, written: Iterator[Written], total: int, head: Head | None, progress: Progress) -> JournalReport:
        """One report over everything that was written."""
        previous = _Link(0, "")
        loose: list[str] = []
        for done, one in enumerate(written):
            if done % 500 == 0:
                progress.step(done, total, "Proving the journal")
            if one.number is None:
                loose.append("There are values of the journal that belong to no entry.")
            elif one.entry is None:
                self._say(one.number, f"There are values of entry {one.number} without the entry itself.")
            elif one.number < 1:
                self._say(one.number, f"Entry {one.number} was put in.")
            else:
                previous = self._entry(one.number, one.entry, one.changes, previous, head)
        if head is not None and previous.number < head.entry:
            self._missing(previous.number + 1, head.entry, "The journal was cut off: ")
        return JournalReport(total, self._bad, frozenset(self._lost), tuple(loose))

    def _entry(
        self, number: int, row: tuple[Any, ...], changes: list[tuple[Any, ...]], previous: _Link, head: Head | None
    ) -> _Link:
        if number > previous.number + 1:
            self._missing(previous.number + 1, number - 1)
        if not row:
            self._say(number, f"Entry {number} cannot be read.")
            return _Link(number, None)
        chain = str(row[-1])
        follows = number == previous.number + 1 and previous.chain is not None
        if follows and not _same(chain_of(self._key, previous.chain or "", row[:-1]), chain):
            self._say(number, f"Entry {number} is not as it was written.")
        if head is not None and head.entry == number and head.chain != chain:
            self._say(number, f"Entry {number} is not the one that the keys of this desk know.")
        self._values_of(number, row, changes)
        return _Link(number, chain)

    def _values_of(self, number: int, row: tuple[Any, ...], changes: list[tuple[Any, ...]]) -> None:
        for change in changes:
            *covered, digest = change
            position, salt, content = covered[1], covered[5], covered[6]
            if content is None and salt is None:
                if (number, position) not in self._erased:
                    self._say(number, f"Values of entry {number} were emptied outside AP Desk.")
            elif not _same(change_digest(self._key, covered), str(digest)):
                self._say(number, f"Values of entry {number} are not as they were written ({covered[2]}).")
        if len(changes) != row[12] or digest_of([str(change[-1]) for change in changes]) != row[13]:
            self._say(number, f"Values of entry {number} were added or taken away.")

    def _missing(self, first: int, last: int, why: str = "") -> None:
        if first == last:
            sentence = f"{why}entry {first} is missing."
        else:
            sentence = f"{why}entries {first} to {last} are missing."
        self._lost.add(first)
        self._say(first, sentence[0].upper() + sentence[1:])

    def _say(self, number: int, sentence: str) -> None:
        self._bad.setdefault(number, []).append(sentence)


def _same(made: str, found: str) -> bool:
    return hmac.compare_digest(made.encode(), found.encode(errors="surrogatepass"))


def _lawfully_erased(connection: apsw.Connection) -> set[tuple[int, int]]:
    """The places that erasing entries name; whether those entries are themselves genuine is proved like any other."""
    found: set[tuple[int, int]] = set()
    for (content,) in connection.execute(_ERASURES, (ERASED,)):
        try:
            found.update((int(entry), int(position)) for entry, position in json.loads(content)["erased"])
        except (ValueError, TypeError, KeyError):
            continue
    return found
