"""Who can open the desk: one wrapped copy of the secrets per person and one for the recovery key.

Everything but the failed tries stands under a seal that only somebody with the secrets can make, so an edited
name or a journal head that was turned back is noticed at the next unlock.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from apdesk.problems import Problem
from apdesk.store import key_file, key_wrap, tries
from apdesk.store.key_wrap import Cost, Wrapped, wipe
from apdesk.store.recovery_key import new_recovery_key, read_recovery_key
from apdesk.store.trouble import in_plain_words

SHORTEST_PASSPHRASE = 12
RECOVERY = "recovery"


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
    """What a right passphrase gives: the person, the secrets, and how many tries failed before."""

    holder: Holder
    secrets: Secrets
    failed: int


class Keys:
    """The `keys` file of one desk folder. Every change is on disk, sealed and whole, when its method returns.

    Keys without a folder are those inside a backup: they open it and are never written.
    """

    def __init__(self, folder: Path | None, content: dict[str, Any], cost: Cost) -> None:
        self.folder = folder
        self.cost = cost
        self._content = content
        self._saved = json.dumps(content)

    # -- made and read ------------------------------------------------------------------------------------

    @staticmethod
    def create(folder: Path, desk: str, first: Holder, passphrase: str, cost: Cost | None = None) -> NewKeys:
        """New secrets for a new desk, wrapped for its first person and a new recovery key, which is returned."""
        demand_strength(passphrase)
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
        wanted = _plain(name)
        return next((holder for holder in self.people if _plain(holder.name) == wanted or holder.id == name), None)

    # -- unlocking ----------------------------------------------------------------------------------------

    def unlock(self, name: str | None, passphrase: str, now: datetime) -> Unlocked:
        """The secrets for this person; `Problem` "keys.which-person", "keys.wrong" or "keys.wait"."""
        if name is None and len(self.people) != 1:
            known = ", ".join(holder.name for holder in self.people)
            raise Problem("keys.which-person", f"Several people can open this desk. Say who you are: {known}.")
        holder = self.find(name)
        who = holder.id if holder else "unknown"
        self._demand_patience(who, now)
        wrapped = self._wrapped(holder.id) if holder else None
        if wrapped is None:
            key_wrap.spend(passphrase, self.cost)
        both = key_wrap.unwrap(wrapped, passphrase, self._bound(who)) if wrapped else None
        if both is None or holder is None or wrapped is None:
            raise self._failed(who, now, "That passphrase did not open the desk file.")
        secrets = self._opened(both)
        failed = self._forgive(who)
        if wrapped.cost < self.cost:
            self._put(holder, passphrase, secrets)
        if failed or wrapped.cost < self.cost:
            self._save(secrets)
        return Unlocked(holder, secrets, failed)

    def unlock_by_recovery(self, typed: str, now: datetime) -> Unlocked:
        """The secrets by the printed recovery key, as nobody yet; the caller sets a new passphrase next."""
        spelling = read_recovery_key(typed)
        self._demand_patience(RECOVERY, now)
        wrapped = Wrapped.from_json(self._sealed["recovery"])
        both = key_wrap.unwrap(wrapped, spelling, self._bound(RECOVERY))
        if both is None:
            raise self._failed(RECOVERY, now, "That recovery key is not the one of this desk.")
        secrets = self._opened(both)
        failed = self._forgive(RECOVERY)
        return Unlocked(Holder("", ""), secrets, failed)

    # -- changing -----------------------------------------------------------------------------------------

    def add(self, holder: Holder, passphrase: str, secrets: Secrets) -> None:
        """Afterwards this person can open the desk too; the record itself is not touched."""
        self.demand_free(holder, passphrase)
        self._put(holder, passphrase, secrets)
        self._save(secrets)

    def demand_free(self, holder: Holder, passphrase: str) -> None:
        """Nothing happens where `add` would be accepted; `Problem` "keys.name-taken" or "keys.short" otherwise."""
        demand_strength(passphrase)
        if self.find(holder.name) or any(known.id == holder.id for known in self.people):
            raise Problem("keys.name-taken", f"{holder.name} can open this desk already. Choose another name.")

    def remove(self, person: str, secrets: Secrets) -> None:
        """Afterwards the person of this id cannot open the desk; the last one cannot be removed."""
        if len(self.people) == 1:
            raise Problem("keys.last-person", "The last person who can open the desk cannot be removed.")
        self._sealed["people"] = [known for known in self._sealed["people"] if known["id"] != person]
        self._content["tries"].pop(person, None)
        self._save(secrets)

    def rename(self, person: str, name: str, secrets: Secrets) -> None:
        """Afterwards the person stands under the new name, with the passphrase they had."""
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
        self._put(holder, passphrase, secrets)
        self._content["tries"].pop(person, None)
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
        """Note the newest journal entry, so that cutting off the end of the journal shows."""
        if head != self.head:
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

    def _save(self, secrets: Secrets) -> None:
        self._sealed["generation"] += 1
        self._content["seal"] = _seal(self._sealed, secrets)
        self._write()

    def _write(self) -> None:
        """Put the content on disk; where that fails the content is again what stands there."""
        if self.folder is None:
            return
        try:
            with in_plain_words(self.folder / key_file.NAME):
                key_file.write(self.folder, self._content)
        except Problem:
            self._content = json.loads(self._saved)
            raise
        self._saved = json.dumps(self._content)

    def _demand_patience(self, who: str, now: datetime) -> None:
        tries.demand_patience(self._content["tries"], who, now)

    def _failed(self, who: str, now: datetime, sentence: str) -> Problem:
        rest = tries.note_failure(self._content["tries"], who, now)
        # Where the folder cannot be written the answer stays the same.
        try:
            self._write()
        except Problem:
            rest = ""
        if self.folder is None:
            rest = ""
        return Problem("keys.wrong", f"{sentence} {rest}".strip())

    def _forgive(self, who: str) -> int:
        failed = self._content["tries"].pop(who, None)
        return int(failed["count"]) if failed else 0


@dataclass(frozen=True)
class NewKeys:
    """What `Keys.create` made; show the recovery key once and forget it."""

    keys: Keys
    secrets: Secrets
    recovery_key: str


def demand_strength(passphrase: str) -> None:
    """Nothing happens for a passphrase of twelve characters or more; `Problem` "keys.short" otherwise."""
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise Problem(
            "keys.short",
            f"A passphrase needs at least {SHORTEST_PASSPHRASE} characters. "
            "Three or four unrelated words are easy to keep.",
        )


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _seal(sealed: dict[str, Any], secrets: Secrets) -> str:
    text = json.dumps(sealed, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(bytes(secrets.journal), b"keys\x00" + text.encode(), hashlib.sha256).hexdigest()
