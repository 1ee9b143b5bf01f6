"""An open, unlocked desk: what every use case is handed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from apdesk.clock import Clock
from apdesk.problems import Problem
from apdesk.store import journal as words
from apdesk.store.database import RecordDatabase
from apdesk.store.door import RECORD
from apdesk.store.journal import Journal, Words
from apdesk.store.keys import Head, Keys, Secrets
from apdesk.store.occupancy import Occupancy
from apdesk.store.trouble import ENGINE, in_plain_words, surely_not_written
from apdesk.store.work import Actor, Work

HEAD_EVERY_ENTRIES = 25
MUCH = 500  # changed rows, after which the engine counts anew
HEAD_EVERY = timedelta(minutes=1)
_LONGEST_WAIT_FOR_ANOTHER_WORK = 30.0  # seconds


class Record:
    """The record of one desk, opened by one person on one machine.

    Read through the tables (they are bound to this record while it is open); change through `work`.
    Each thread that reads gets its own connection: call `release_thread` when that thread is done.
    """

    occupancy: Occupancy

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        actor: Actor,
        device: str,
        database: RecordDatabase,
        keys: Keys,
        secrets: Secrets,
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.actor = actor
        self.device = device
        self.database = database
        self.keys = keys
        self.secrets = secrets
        self.notices: list[str] = []
        """Sentences the person should see after opening: a clock that went back, a newer file, a shared drive."""
        self._journal = Journal(database, secrets.journal)
        self._writing = threading.Lock()
        self._writer: int | None = None
        self._head_noted = clock.now()
        self._file = (folder / RECORD).stat()

    @contextmanager
    def work(
        self, operation: str, *, reason: str | None = None, corrects: int | None = None, undoable: bool = True
    ) -> Iterator[Work]:
        """One transaction and one journal entry; afterwards everything is on disk, or nothing happened.

        `operation` is a sentence in the past without names; `corrects` the number of the entry it puts right.
        Any exception rolls everything back. `Problem` where the disk refuses; RuntimeError when nested.
        """
        kind = words.WORK
        with self._writing_alone(), in_plain_words(self.folder), self._transaction() as (number, chain):
            work = Work(self.database, (self.device, number), self.clock.now(), self.clock.new_id)
            yield work
            if work.journaled:
                said = self._words(kind, operation, reason=reason, corrects=corrects, undoable=undoable)
                self._journal.append(number, chain, said, work.journaled)
        work.commit_done()
        self._note_head_sometimes(work.entry)
        if len(work.journaled) >= MUCH:
            self.learn()

    @contextmanager
    def undoing(self, operation: str, entry: int) -> Iterator[Work]:
        """As `work`, for the reversal of an entry."""
        with self._writing_alone(), in_plain_words(self.folder), self._transaction() as (number, chain):
            work = Work(self.database, (self.device, number), self.clock.now(), self.clock.new_id)
            yield work
            said = self._words(words.UNDO, operation, corrects=entry, undoable=False)
            self._journal.append(number, chain, said, work.journaled)
        work.commit_done()
        self._note_head_sometimes(work.entry)

    def viewed(self, what: str, about: str | None = None) -> None:
        """Journal that something sensitive was seen, printed, exported or searched for."""
        self._say(words.VIEW, what, about)

    def noted(self, what: str, about: str | None = None) -> None:
        """Journal what happened to the desk itself: opened, backed up, restored, a person added."""
        self._say(words.SERVICE, what, about)

    def last_entry(self) -> int:
        """The number of the newest journal entry; 0 before the first."""
        return self._journal.last()[0]

    def note_head(self) -> None:
        """Afterwards `keys` knows the newest journal entry."""
        with in_plain_words(self.folder):
            number, chain = self._journal.last()
        self.keys.set_head(Head(number, chain), self.secrets)
        self._head_noted = self.clock.now()

    def learn(self) -> None:
        """Let the engine count the tables again; what fails is caught up with another time."""
        with suppress(Problem), self._writing_alone(), in_plain_words(self.folder):
            self.database.learn()

    def release_thread(self) -> None:
        """Close this thread's connection; the next read on it opens another."""
        self.database.close()

    # -- inside -------------------------------------------------------------------------------------------

    def _say(self, kind: str, what: str, about: str | None) -> None:
        with self._writing_alone(), in_plain_words(self.folder), self._transaction() as (number, chain):
            self._journal.append(number, chain, self._words(kind, what, about=about, undoable=False), ())
        self._note_head_sometimes(number)

    def _words(
        self,
        kind: str,
        operation: str,
        *,
        reason: str | None = None,
        about: str | None = None,
        corrects: int | None = None,
        undoable: bool,
    ) -> Words:
        actor = self.actor
        return Words(
            self.clock.now(),
            self.device,
            actor.id,
            actor.name,
            actor.role,
            kind,
            operation,
            reason,
            about,
            corrects,
            undoable,
        )

    @contextmanager
    def _writing_alone(self) -> Iterator[None]:
        if self._writer == threading.get_ident():
            raise RuntimeError("a work is open already: one operation, one work")
        if not self._writing.acquire(timeout=_LONGEST_WAIT_FOR_ANOTHER_WORK):
            raise Problem(
                "record.busy", "AP Desk is still saving something long. Nothing is lost. Save again in a moment."
            )
        self._writer = threading.get_ident()
        try:
            yield
        finally:
            self._writer = None
            self._writing.release()

    @contextmanager
    def _transaction(self) -> Iterator[tuple[int, str]]:
        self.database.connect(reuse_if_open=True)
        self._demand_still_there()
        self.database.allow_writing(True)
        committing = False
        try:
            with self.database.transaction("IMMEDIATE"):
                number, chain = self._journal.last()
                # Where the end of the journal was cut off, its numbers stay missing: nothing new takes their place.
                yield max(number, self.keys.head.entry) + 1, chain
                self._demand_still_there()
                committing = True
        except ENGINE as error:
            if committing and not self._refusal_settled() and not surely_not_written(error):
                raise self._uncertain() from error
            raise
        finally:
            self.database.allow_writing(False)

    def _refusal_settled(self) -> bool:
        """True: the change that the disk refused is gone for good. False where the disk goes on failing.

        A commit that fails at its sync has its last frame in the write-ahead log already: this process has rolled it
        back, but the next to open the file after a crash would take it for done. An entry written now, in its place
        in the log, ends that.
        """
        try:
            with self.database.transaction("IMMEDIATE"):
                number, chain = self._journal.last()
                said = self._words(words.SERVICE, "Did not save a change: the disk refused it", undoable=False)
                self._journal.append(max(number, self.keys.head.entry) + 1, chain, said, ())
        except ENGINE:
            return False
        return True

    def _uncertain(self) -> Problem:
        return Problem(
            "record.uncertain",
            "The disk failed while the last change was being saved, and goes on failing, so whether it was kept is not "
            "certain. Everything before it is safe. See to the disk, close the desk, open it again, and look whether "
            "the change is there before you make it once more.",
            str(self.folder),
        )

    def _demand_still_there(self) -> None:
        # Unix lets a file be deleted or replaced while it is open; what is written to it then is lost.
        try:
            there = (self.folder / RECORD).stat()
        except OSError:
            there = None
        if there is None or (there.st_ino, there.st_dev) != (self._file.st_ino, self._file.st_dev):
            raise Problem(
                "record.gone",
                "The desk folder cannot be reached, so the last change was not saved. Everything before it is safe. "
                "Check that the drive is connected, then close the desk and open it again.",
                str(self.folder),
            )

    def _note_head_sometimes(self, entry: int) -> None:
        due = entry - self.keys.head.entry >= HEAD_EVERY_ENTRIES or self.clock.now() - self._head_noted >= HEAD_EVERY
        if not due:
            return
        # The work is on disk; a head that could not be noted now is noted next time.
        try:
            self.note_head()
        except Problem:
            self._head_noted = self.clock.now()
