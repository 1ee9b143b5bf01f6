"""A secret wrapped by a passphrase: Argon2id makes the wrapping key, AES-GCM holds the secret.

Both are loaded when a passphrase is tried, or by `get_ready` while it is typed: the lock is on the screen before.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass
from importlib import import_module

from apdesk.problems import Problem

SALT_BYTES = 16
NONCE_BYTES = 12


@dataclass(frozen=True, order=True)
class Cost:
    """What one guess costs: memory in KiB, passes over it, lanes."""

    memory: int
    passes: int
    lanes: int


TARGET = Cost(memory=256 * 1024, passes=3, lanes=4)
"""About half a second on an office PC of 2026; wrappings of a lower cost are renewed at the next unlock."""


@dataclass(frozen=True)
class Wrapped:
    """The secret as it stands in `keys`: useless without the passphrase."""

    cost: Cost
    salt: bytes
    nonce: bytes
    sealed: bytes

    def as_json(self) -> dict[str, object]:
        """The shape in the file; bytes as hexadecimal text."""
        return {
            "memory": self.cost.memory,
            "passes": self.cost.passes,
            "lanes": self.cost.lanes,
            "salt": self.salt.hex(),
            "nonce": self.nonce.hex(),
            "sealed": self.sealed.hex(),
        }

    @staticmethod
    def from_json(data: dict[str, object]) -> Wrapped:
        """What `as_json` wrote; KeyError, TypeError or ValueError where it is something else."""
        cost = Cost(*(int(str(data[name])) for name in ("memory", "passes", "lanes")))
        return Wrapped(cost, *(bytes.fromhex(str(data[name])) for name in ("salt", "nonce", "sealed")))


def get_ready() -> None:
    """Trying a passphrase loads nothing more afterwards."""
    for name in ("argon2.low_level", "cryptography.hazmat.primitives.ciphers.aead"):
        import_module(name)


def wrap(secret: bytes | bytearray, passphrase: str, belongs_to: str, cost: Cost) -> Wrapped:
    """The secret under this passphrase; `belongs_to` (desk and person) is bound in, so it fits nowhere else."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    wrapping = AESGCM(_derive(passphrase, salt, cost))
    return Wrapped(cost, salt, nonce, wrapping.encrypt(nonce, bytes(secret), belongs_to.encode()))


def unwrap(wrapped: Wrapped, passphrase: str, belongs_to: str) -> bytearray | None:
    """The secret, or None where the passphrase is not the one."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    wrapping = AESGCM(_derive(passphrase, wrapped.salt, wrapped.cost))
    try:
        return bytearray(wrapping.decrypt(wrapped.nonce, wrapped.sealed, belongs_to.encode()))
    except InvalidTag:
        return None


def spend(passphrase: str, cost: Cost) -> None:
    """Take as long as a real try: for a person who is not in the file."""
    _derive(passphrase, os.urandom(SALT_BYTES), cost)


def wipe(secret: bytearray) -> None:
    """Overwrite a secret that is no longer needed."""
    for place in range(len(secret)):
        secret[place] = 0


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    # The same letters typed on another machine may come composed differently; what is no letter stays what it is.
    typed = unicodedata.normalize("NFC", passphrase).encode(errors="surrogatepass")
    try:
        return hash_secret_raw(typed, salt, cost.passes, cost.memory, cost.lanes, 32, Type.ID)
    except HashingError:
        raise Problem(
            "keys.memory",
            f"Trying a passphrase takes {cost.memory // 1024} MB of memory, and this computer has not that much free. "
            "Close other programs, then try again.",
        ) from None
