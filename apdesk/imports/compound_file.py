"""The file system inside an old workbook, walked with care before anything else reads it.

Its streams are chains of sectors. In a damaged file a chain may lead back into itself or a length may be a number
made of rubbish, and a reader that believes it fills the machine's memory; so every chain and length is looked at
once here. Layout: Microsoft's [MS-CFB], sections 2.2 to 2.6.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

_SPECIAL = 0xFFFFFFFA       # sector numbers from here on end a chain or mark a sector as free
_ENTRY = 128                # bytes of a directory entry
_STREAM, _ROOT = 2, 5
_SMALL = 4096               # streams below this many bytes lie in the small sectors
_SMALL_SECTOR = 64


class DamagedFile(Exception):
    """Something in the file contradicts something else."""


def streams(content: bytes) -> dict[str, bytes]:
    """Every stream by its name. Raises `DamagedFile` where one cannot be followed to its end."""
    try:
        return _Walk(content).streams()
    except (struct.error, IndexError):
        raise DamagedFile from None


class _Walk:
    """The tables of one file."""

    def __init__(self, content: bytes) -> None:
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        directories, tables, self._directory, _, cutoff, small_table, small_tables, self._more, more = (
            struct.unpack_from("<9I", content, 40)
        )
        if shift not in (9, 12) or small_shift != 6 or cutoff != _SMALL:
            raise DamagedFile
        self._content, self._size = content, 1 << shift
        self._sectors = len(content) // self._size
        if max(directories, tables, small_tables, more) > self._sectors:
            raise DamagedFile
        self._table = self._numbers(self._table_sectors())
        self._small_table = self._numbers(self._chain(small_table))

    def streams(self) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        small = b""
        for sector in self._chain(self._directory):
            for at in range((sector + 1) * self._size, (sector + 2) * self._size, _ENTRY):
                entry = self._content[at: at + _ENTRY]
                kind, start, length = entry[66], *struct.unpack_from("<II", entry, 116)
                if kind not in (_ROOT, _STREAM):
                    continue
                if length > len(self._content) or (self._size > 512 and any(entry[124:128])):
                    raise DamagedFile
                name = entry[:64].decode("utf-16-le", "replace").partition("\0")[0]
                if kind == _ROOT:
                    small = self._joined(start)
                elif length >= _SMALL:
                    found.setdefault(name, self._joined(start)[:length])
                elif length:
                    found.setdefault(name, self._small(start, small)[:length])
        return found

    def _joined(self, start: int) -> bytes:
        return b"".join(
            self._content[(at + 1) * self._size: (at + 2) * self._size] for at in self._chain(start)
        )

    def _small(self, start: int, holder: bytes) -> bytes:
        chain = _followed(start, self._small_table, len(holder) // _SMALL_SECTOR)
        return b"".join(holder[at * _SMALL_SECTOR: (at + 1) * _SMALL_SECTOR] for at in chain)

    def _chain(self, start: int) -> Sequence[int]:
        return _followed(start, self._table, self._sectors)

    def _table_sectors(self) -> Iterable[int]:
        """The sectors that hold the table of chains: 109 in the head of the file, the rest in a chain of their own."""
        yield from struct.unpack_from("<109I", self._content, 76)
        following = self._more
        for _ in range(self._sectors):
            if following >= _SPECIAL:
                return
            *numbers, following = struct.unpack_from(
                f"<{self._size // 4}I", self._content, (following + 1) * self._size,
            )
            yield from numbers
        if following < _SPECIAL:
            raise DamagedFile

    def _numbers(self, sectors: Iterable[int]) -> Sequence[int]:
        found: list[int] = []
        for sector in sectors:
            if sector >= _SPECIAL:
                continue
            found.extend(struct.unpack_from(f"<{self._size // 4}I", self._content, (sector + 1) * self._size))
            if 4 * len(found) > len(self._content) + self._size:    # a sector is listed twice
                raise DamagedFile
        return found


def _followed(start: int, table: Sequence[int], sectors: int) -> Sequence[int]:
    """The sectors from `start` to the end of their chain."""
    seen: dict[int, None] = {}
    at = start
    while at < _SPECIAL:
        if at >= len(table) or at >= sectors or at in seen:
            raise DamagedFile
        seen[at] = None
        at = table[at]
    return tuple(seen)
