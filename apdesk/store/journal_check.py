"""Proving the journal: every entry, every value, the order and the end; what is wrong is named."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

import apsw

from apdesk.progress import Progress, Silent
from apdesk.store.journal import ERASED, chain_of, change_digest, digest_of
from apdesk.store.keys import Head

_ENTRIES = "SELECT * FROM journal_entry ORDER BY number"
_CHANGES = "SELECT * FROM journal_change ORDER BY entry, position"
_ERASURES = "SELECT content FROM journal_change WHERE action = ?"


@dataclass(frozen=True)
class JournalReport:
    """How the journal was found: the number of entries, and the numbers and sentences of those that are bad."""

    entries: int
    bad: dict[int, list[str]] = field(default_factory=dict)

    @property
    def intact(self) -> bool:
        """True where nothing was edited, removed, reordered or cut off."""
        return not self.bad

    @property
    def first_bad(self) -> int | None:
        """The lowest number of an entry that is not as it was written."""
        return min(self.bad, default=None)

    @property
    def sentences(self) -> list[str]:
        """What is wrong, in order."""
        return [sentence for number in sorted(self.bad) for sentence in self.bad[number]]


def check_journal(
    connection: apsw.Connection, key: bytes | bytearray, head: Head | None = None, progress: Progress | None = None
) -> JournalReport:
    """Prove the whole journal against its key, and its end against the head that `keys` holds."""
    return _Check(connection, key).run(head, progress or Silent())


class _Check:
    def __init__(self, connection: apsw.Connection, key: bytes | bytearray) -> None:
        self._connection = connection
        self._key = key
        self._bad: dict[int, list[str]] = {}
        self._erased = self._lawfully_erased()

    def run(self, head: Head | None, progress: Progress) -> JournalReport:
        values = _Values(self._connection.execute(_CHANGES))
        total = next(self._connection.execute("SELECT count(*) FROM journal_entry"))[0]
        previous: tuple[int, str | None] = (0, "")
        for done, row in enumerate(self._connection.execute(_ENTRIES)):
            if done % 500 == 0:
                progress.step(done, total, "Proving the journal")
            self._strays(values.before(row[0]))
            previous = self._entry(row, previous, values.of(row[0]), head)
        self._strays(values.rest())
        if head is not None and previous[0] < head.entry:
            self._missing(previous[0] + 1, head.entry, "The journal was cut off: ")
        return JournalReport(total, self._bad)

    def _entry(
        self, row: tuple[Any, ...], previous: tuple[int, str | None], changes: list[tuple[Any, ...]], head: Head | None
    ) -> tuple[int, str | None]:
        number, chain = int(row[0]), str(row[-1])
        if number > previous[0] + 1:
            self._missing(previous[0] + 1, number - 1)
        elif previous[1] is not None and not hmac.compare_digest(chain_of(self._key, previous[1], row[:-1]), chain):
            self._say(number, f"Entry {number} is not as it was written.")
        if head is not None and head.entry == number and head.chain != chain:
            self._say(number, f"Entry {number} is not the one that the keys of this desk know.")
        self._values_of(number, row, changes)
        return number, chain

    def _values_of(self, number: int, row: tuple[Any, ...], changes: list[tuple[Any, ...]]) -> None:
        for change in changes:
            *covered, digest = change
            position, salt, content = covered[1], covered[5], covered[6]
            if content is None and salt is None:
                if (number, position) not in self._erased:
                    self._say(number, f"Values of entry {number} were emptied outside AP Desk.")
            elif not hmac.compare_digest(change_digest(self._key, covered), str(digest)):
                self._say(number, f"Values of entry {number} are not as they were written ({covered[2]}).")
        if len(changes) != row[12] or digest_of([str(change[-1]) for change in changes]) != row[13]:
            self._say(number, f"Values of entry {number} were added or taken away.")

    def _missing(self, first: int, last: int, why: str = "") -> None:
        if first == last:
            sentence = f"{why}Entry {first} is missing."
        else:
            sentence = f"{why}Entries {first} to {last} are missing."
        self._say(first, sentence[0].upper() + sentence[1:])

    def _strays(self, entries: set[int]) -> None:
        for number in sorted(entries):
            self._say(number, f"There are values of entry {number} without the entry itself.")

    def _say(self, number: int, sentence: str) -> None:
        self._bad.setdefault(number, []).append(sentence)

    def _lawfully_erased(self) -> set[tuple[int, int]]:
        # Whether the erasing entry is itself genuine is proved like any other.
        found: set[tuple[int, int]] = set()
        for (content,) in self._connection.execute(_ERASURES, (ERASED,)):
            if content is not None:
                found.update((entry, position) for entry, position in json.loads(content)["erased"])
        return found


class _Values:
    """The value rows, read once beside the entries."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._next = self._advance()

    def before(self, number: int) -> set[int]:
        """Entries below `number` whose values stand here although nobody asked for them."""
        strays: set[int] = set()
        while self._next is not None and self._next[0] < number:
            strays.add(self._next[0])
            self._next = self._advance()
        return strays

    def of(self, number: int) -> list[tuple[Any, ...]]:
        """The value rows of one entry."""
        if self._next is None or self._next[0] != number:
            return []
        rows = self._next[1]
        self._next = self._advance()
        return rows

    def rest(self) -> set[int]:
        """Entries beyond the last one whose values stand here."""
        return self.before(2**63)

    def _advance(self) -> tuple[int, list[tuple[Any, ...]]] | None:
        group = next(self._groups, None)
        return None if group is None else (int(group[0]), list(group[1]))
