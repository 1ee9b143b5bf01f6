"""Who can open the desk: one wrapped copy of the secrets per person and one for the recovery key.

Everything but the failed tries stands under a seal that only somebody with the secrets can make, so an edited
name or a journal head that was turned back is noticed at the next unlock.

Only who has the desk open changes what is sealed. Failed tries are noted by any process, in the file as it stands
at that moment, so that a scheduled backup with a wrong passphrase never writes over a person just added.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from apdesk.problems import Problem
from apdesk.store import key_file, key_wrap, tries
from apdesk.store.file_lock import alone_in
from apdesk.store.file_trouble import files_in_plain_words
from apdesk.store.key_wrap import Cost, Wrapped, wipe
from apdesk.store.passphrases import clean_name, demand_strength, same_name
from apdesk.store.recovery_key import new_recovery_key, read_recovery_key
from apdesk.store.tries import RECOVERY, UNKNOWN

R = TypeVar("R")


@dataclass(frozen=True)
class Holder:
    """A person who can open the desk; `id` is that of their row among the staff."""

    id: str
    name: str


@dataclass(frozen=True)
class Head:
    """The last journal entry that `keys` knows of; entry 0 with an empty chain before the first."""

    entry: int
    chain: str


class Secrets:
    """The two keys behind every wrapping: one for the pages of the record, one for the journal's chain."""

    def __init__(self, both: bytes | bytearray) -> None:
        self.data = bytearray(both[:32])
        self.journal = bytearray(both[32:])

    def wipe(self) -> None:
        """Overwrite both."""
        wipe(self.data)
        wipe(self.journal)

    def both(self) -> bytearray:
        """What is wrapped; wipe it after use."""
        return self.data + self.journal


@dataclass(frozen=True)
class Unlocked:
    """What a right passphrase gives: the person and the secrets."""

    holder: Holder
    secrets: Secrets


class Keys:
    """The `keys` file of one desk folder. Every change is on disk, sealed and whole, when its method returns.

    Keys without a folder are those inside a backup: they open it and are never written.
    """

    def __init__(self, folder: Path | None, content: dict[str, Any], cost: Cost) -> None:
        self.folder = folder
        self.cost = cost
        self._content = content
        self._saved = json.dumps(content)
        self._one_thread = threading.RLock()

    # -- made and read ------------------------------------------------------------------------------------

    @staticmethod
    def create(folder: Path, desk: str, first: Holder, passphrase: str, cost: Cost | None = None) -> NewKeys:
        """New secrets for a new desk, wrapped for its first person and a new recovery key, which is returned."""
        demand_strength(passphrase)
        first = Holder(first.id, clean_name(first.name))
        secrets = Secrets(os.urandom(64))
        sealed = {"desk": desk, "people": [], "recovery": {}, "head": {"entry": 0, "chain": ""}, "generation": 0}
        keys = Keys(folder, {"format": 1, "sealed": sealed, "seal": "", "tries": {}}, cost or key_wrap.TARGET)
        recovery = new_recovery_key()
        keys._put(first, passphrase, secrets)
        keys._put_recovery(recovery, secrets)
        keys._save(secrets)
        return NewKeys(keys, secrets, recovery)

    @staticmethod
    def read(folder: Path, cost: Cost | None = None) -> Keys:
        """The keys of a desk folder; `Problem` "keys.missing", "keys.damaged" or "keys.newer" otherwise."""
        return Keys(folder, key_file.read(folder), cost or key_wrap.TARGET)

    @staticmethod
    def inside(content: dict[str, Any], cost: Cost | None = None) -> Keys:
        """The keys that a backup holds."""
        return Keys(None, content, cost or key_wrap.TARGET)

    @property
    def desk(self) -> str:
        """The identity of the desk that these keys belong to."""
        return str(self._sealed["desk"])

    @property
    def people(self) -> tuple[Holder, ...]:
        """Everybody who can open the desk, in the order they were added."""
        return tuple(Holder(person["id"], person["name"]) for person in self._sealed["people"])

    @property
    def head(self) -> Head:
        """The journal entry that the record must still reach."""
        return Head(int(self._sealed["head"]["entry"]), str(self._sealed["head"]["chain"]))

    def find(self, name: str | None) -> Holder | None:
        """The person of that name whatever the capitals; the only one where no name is given."""
        if name is None:
            return self.people[0] if len(self.people) == 1 else None
        return next((one for one in self.people if same_name(one.name, name) or one.id == name), None)

    # -- unlocking ----------------------------------------------------------------------------------------

    def unlock(self, name: str | None, passphrase: str, now: datetime, *, opening: bool = False) -> Unlocked:
        """The secrets for this person; `Problem` "keys.which-person", "keys.wrong" or "keys.wait".

        `opening`: the desk is held by this process, which may renew a wrapping that has become too cheap.
        """
        if name is None and len(self.people) != 1:
            known = ", ".join(holder.name for holder in self.people)
            raise Problem("keys.which-person", f"Several people can open this desk. Say who you are: {known}.")
        holder = self.find(name)
        who = holder.id if holder else UNKNOWN
        tries.demand_patience(self._content["tries"], who, now)
        wrapped = self._wrapped(holder.id) if holder else None
        if wrapped is None:
            key_wrap.spend(passphrase, self.cost)
        both = key_wrap.unwrap(wrapped, passphrase, self._bound(who)) if wrapped else None
        if both is None or holder is None or wrapped is None:
            raise self._failed(who, now, "That passphrase did not open the desk file.")
        secrets = self._opened(both)
        self._end_row(who)
        if opening and wrapped.cost < self.cost:
            self._put(holder, passphrase, secrets)
            self._save(secrets)
        return Unlocked(holder, secrets)

    def unlock_by_recovery(self, typed: str, now: datetime) -> Unlocked:
        """The secrets by the printed recovery key, as nobody yet; the caller sets a new passphrase next."""
        spelling = read_recovery_key(typed)
        tries.demand_patience(self._content["tries"], RECOVERY, now)
        wrapped = Wrapped.from_json(self._sealed["recovery"])
        both = key_wrap.unwrap(wrapped, spelling, self._bound(RECOVERY))
        if both is None:
            raise self._failed(RECOVERY, now, "That recovery key is not the one of this desk.")
        secrets = self._opened(both)
        self._end_row(RECOVERY)
        return Unlocked(Holder("", ""), secrets)

    def wrong_tries(self, name: str) -> int:
        """How many tries in a row failed for the person of that name."""
        holder = self.find(name)
        return tries.in_a_row(self._content["tries"], holder.id) if holder else 0

    def untold(self, person: str) -> tuple[int, int]:
        """Failed tries that the journal does not know of: those of this person, and those of nobody known."""
        return tries.untold(self._content["tries"], person)

    def told(self, person: str) -> None:
        """The journal has been told of them."""
        if self.untold(person) != (0, 0):
            self._change_tries(lambda noted: tries.told(noted, person))

    # -- changing -----------------------------------------------------------------------------------------

    def add(self, holder: Holder, passphrase: str, secrets: Secrets) -> None:
        """Afterwards this person can open the desk too; the record itself is not touched."""
        holder = Holder(holder.id, clean_name(holder.name))
        self.demand_free(holder, passphrase)
        self._put(holder, passphrase, secrets)
        self._save(secrets)

    def demand_free(self, holder: Holder, passphrase: str) -> None:
        """Nothing happens where `add` would be accepted; `Problem` "keys.name-taken", "keys.name" or "keys.short"."""
        demand_strength(passphrase)
        clean_name(holder.name)
        if self.find(holder.name) or any(known.id == holder.id for known in self.people):
            raise Problem("keys.name-taken", f"{holder.name} can open this desk already. Choose another name.")

    def remove(self, person: str, secrets: Secrets) -> None:
        """Afterwards the person of this id cannot open the desk; the last one cannot be removed."""
        if len(self.people) == 1:
            raise Problem("keys.last-person", "The last person who can open the desk cannot be removed.")
        self._sealed["people"] = [known for known in self._sealed["people"] if known["id"] != person]
        self._save(secrets, without_tries_of=person)

    def rename(self, person: str, name: str, secrets: Secrets) -> None:
        """Afterwards the person stands under the new name, with the passphrase they had."""
        name = clean_name(name)
        other = self.find(name)
        if other and other.id != person:
            raise Problem("keys.name-taken", f"{name} can open this desk already. Choose another name.")
        for known in self._sealed["people"]:
            if known["id"] == person:
                known["name"] = name
        self._save(secrets)

    def change_passphrase(self, person: str, passphrase: str, secrets: Secrets) -> None:
        """Afterwards only the new passphrase opens the desk for this person."""
        demand_strength(passphrase)
        holder = next(known for known in self.people if known.id == person)
        self._end_row(person)
        self._put(holder, passphrase, secrets)
        self._save(secrets)

    def renew_recovery(self, secrets: Secrets) -> str:
        """A new recovery key; the sheet in the safe no longer opens the desk."""
        recovery = new_recovery_key()
        self._put_recovery(recovery, secrets)
        self._save(secrets)
        return recovery

    def demand_seal(self, secrets: Secrets) -> None:
        """Nothing happens where these secrets sealed the file; `Problem` "keys.edited" otherwise."""
        if not hmac.compare_digest(str(self._content["seal"]), _seal(self._sealed, secrets)):
            raise Problem(
                "keys.edited",
                "Somebody has edited the keys of this desk outside AP Desk. Restore them from the newest backup.",
                str(self.folder / key_file.NAME) if self.folder else None,
            )

    def set_head(self, head: Head, secrets: Secrets) -> None:
        """Note the newest journal entry, so that cutting off the end of the journal shows; never an earlier one."""
        with self._one_thread:
            if head.entry > self.head.entry:
                self._sealed["head"] = {"entry": head.entry, "chain": head.chain}
                self._save(secrets)

    def as_bytes(self) -> bytes:
        """The present content as a file, for a backup."""
        return key_file.encode(self._content)

    # -- inside -------------------------------------------------------------------------------------------

    @property
    def _sealed(self) -> dict[str, Any]:
        sealed = self._content["sealed"]
        assert isinstance(sealed, dict)
        return sealed

    def _bound(self, person: str) -> str:
        return f"{self.desk}/{person}"

    def _wrapped(self, person: str) -> Wrapped | None:
        found = (known["wrapped"] for known in self._sealed["people"] if known["id"] == person)
        return next((Wrapped.from_json(wrapped) for wrapped in found), None)

    def _put(self, holder: Holder, passphrase: str, secrets: Secrets) -> None:
        both = secrets.both()
        wrapped = key_wrap.wrap(both, passphrase, self._bound(holder.id), self.cost).as_json()
        wipe(both)
        for known in self._sealed["people"]:
            if known["id"] == holder.id:
                known["wrapped"] = wrapped
                return
        self._sealed["people"].append({"id": holder.id, "name": holder.name, "wrapped": wrapped})

    def _put_recovery(self, recovery: str, secrets: Secrets) -> None:
        both = secrets.both()
        self._sealed["recovery"] = key_wrap.wrap(both, recovery, self._bound(RECOVERY), self.cost).as_json()
        wipe(both)

    def _opened(self, both: bytearray) -> Secrets:
        secrets = Secrets(both)
        wipe(both)
        try:
            self.demand_seal(secrets)
        except Problem:
            secrets.wipe()
            raise
        return secrets

    def _save(self, secrets: Secrets, *, without_tries_of: str | None = None) -> None:
        with self._alone() as stands:
            noted = dict(stands["tries"] if stands else self._content["tries"])
            if without_tries_of is not None:
                noted.pop(without_tries_of, None)
            self._content["tries"] = noted
            self._sealed["generation"] += 1
            self._content["seal"] = _seal(self._sealed, secrets)
            self._write(self._content)

    def _change_tries(self, change: Callable[[tries.Tries], R]) -> R:
        """What `change` answers; afterwards the file as it stands on disk has the tries that it made of those there."""
        with self._alone() as stands:
            noted = stands["tries"] if stands else self._content["tries"]
            answer = change(noted)
            self._content["tries"] = noted
            self._write(stands or self._content)
            return answer

    @contextmanager
    def _alone(self) -> Iterator[dict[str, Any] | None]:
        """Nobody else changes the keys within; the content that stands on disk, None where none of this desk does."""
        with self._one_thread:
            if self.folder is None:
                yield None
                return
            with alone_in(self.folder):
                try:
                    stands = key_file.read(self.folder)
                except Problem:
                    stands = None
                yield stands if stands and stands["sealed"]["desk"] == self.desk else None

    def _write(self, content: dict[str, Any]) -> None:
        """Put the content on disk; where that fails ours is again what stood there."""
        if self.folder is None:
            return
        try:
            with files_in_plain_words(self.folder / key_file.NAME):
                key_file.write(self.folder, content)
        except Problem:
            self._content = json.loads(self._saved)
            raise
        self._saved = json.dumps(self._content)

    def _failed(self, who: str, now: datetime, sentence: str) -> Problem:
        # Where the folder cannot be written the answer stays the same.
        try:
            rest = self._change_tries(lambda noted: tries.note_failure(noted, who, now))
        except Problem:
            rest = ""
        if self.folder is None:
            rest = ""
        return Problem("keys.wrong", f"{sentence} {rest}".strip())

    def _end_row(self, who: str) -> None:
        if not tries.in_a_row(self._content["tries"], who):
            return
        with suppress(Problem):  # the passphrase was right, also where the folder cannot be written
            self._change_tries(lambda noted: tries.end_row(noted, who))


@dataclass(frozen=True)
class NewKeys:
    """What `Keys.create` made; show the recovery key once and forget it."""

    keys: Keys
    secrets: Secrets
    recovery_key: str


def _seal(sealed: dict[str, Any], secrets: Secrets) -> str:
    text = json.dumps(sealed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(bytes(secrets.journal), b"keys\x00" + text.encode(), hashlib.sha256).hexdigest()
