"""Every page of an encrypted file, proved without the engine.

A page of the SQLCipher 4 format ends in 16 bytes of initialisation vector and 64 of HMAC-SHA512, made over the
page, the vector and the page's number. Reading them ourselves also covers free pages, which no integrity check
of SQLite looks at, and costs a fraction of decrypting.
Source: SQLCipher design, "Database Encryption and Files"; checked against both engines by test.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAGE = 4096
_SALT = 16
_MAC = 64
_LOCK_PAGE = 0x40000000 // PAGE + 1  # SQLite keeps this page for file locks and never writes it
_AT_ONCE = 256  # pages read in one go


@dataclass(frozen=True)
class Pages:
    """How many pages a file holds, the numbers of those that are not as they were written, and its checksum so far."""

    total: int
    bad: tuple[int, ...]
    checksum: Any
    """A SHA-256 over all the bytes read, to which a backup adds what follows them."""


def read_pages(file: Path, key: bytes | bytearray, length: int | None = None) -> Pages:
    """Prove every page among the first `length` bytes (None: all), in one pass."""
    length = file.stat().st_size if length is None else length
    checksum = hashlib.sha256()
    total = -(-length // PAGE)
    bad: list[int] = []
    with file.open("rb") as data:
        mac_key = _mac_key(key, data.read(_SALT))
        data.seek(0)
        for first in range(1, total + 1, _AT_ONCE):
            last = min(first + _AT_ONCE - 1, total)
            chunk = data.read(min((last - first + 1) * PAGE, length - (first - 1) * PAGE))
            checksum.update(chunk)
            bad.extend(_unsound(chunk, first, last, mac_key))
    return Pages(total, tuple(bad), checksum)


def _unsound(chunk: bytes, first: int, last: int, mac_key: bytes) -> list[int]:
    template = hmac.new(mac_key, digestmod=hashlib.sha512)
    bad = []
    for number in range(first, last + 1):
        if number == _LOCK_PAGE:
            continue
        page = chunk[(number - first) * PAGE : (number - first + 1) * PAGE]
        made = template.copy()
        made.update(page[_SALT if number == 1 else 0 : PAGE - _MAC])
        made.update(number.to_bytes(4, "little"))
        if len(page) != PAGE or not hmac.compare_digest(made.digest(), page[PAGE - _MAC :]):
            bad.append(number)
    return bad


def _mac_key(key: bytes | bytearray, salt: bytes) -> bytes:
    return hashlib.pbkdf2_hmac("sha512", bytes(key), bytes(byte ^ 0x3A for byte in salt), 2, 32)
