"""Looks into the file system inside an old workbook before it is read.

Its streams are chains of sectors. In a damaged file a chain may lead back into itself, and a reader that follows it
fills the machine's memory; so every chain is walked once here. Layout: Microsoft's [MS-CFB], sections 2.2 to 2.6.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

from apdesk.imports.source import cannot_read, damaged_workbook

_SPECIAL = 0xFFFFFFFA       # sector numbers from here on end a chain or mark a sector as free
_ENTRY = 128                # bytes of a directory entry
_STREAM, _ROOT = 2, 5
_SMALL = 4096               # streams below this many bytes lie in the small sectors


class _Damaged(Exception):
    """A chain that cannot be followed to its end."""


def check_compound_file(path: Path) -> None:
    """Nothing, where every stream can be followed to its end. Raises `Problem` "roll.damaged" where one cannot."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise cannot_read(path, fault) from None
    try:
        _check(content)
    except (_Damaged, struct.error, IndexError):
        raise damaged_workbook(path.name) from None


def _check(content: bytes) -> None:
    shift, small_shift = struct.unpack_from("<HH", content, 30)
    directory, _, cutoff, small_table = struct.unpack_from("<IIII", content, 48)
    if shift not in (9, 12) or small_shift != 6 or cutoff != _SMALL:
        raise _Damaged
    size = 1 << shift
    table = _numbers(content, _table_sectors(content, size), size)
    small = _numbers(content, _chain(small_table, table), size)
    for sector in _chain(directory, table):
        for at in range((sector + 1) * size, (sector + 2) * size, _ENTRY):
            kind, start, length = content[at + 66], *struct.unpack_from("<II", content, at + 116)
            if kind == _ROOT:
                _chain(start, table)
            elif kind == _STREAM and length:
                _check_stream(start, length, small if length < _SMALL else table, len(content))


def _check_stream(start: int, length: int, table: Sequence[int], file_length: int) -> None:
    if length > file_length:
        raise _Damaged
    _chain(start, table)


def _table_sectors(content: bytes, size: int) -> Iterator[int]:
    """The sectors that hold the table of all chains: 109 in the head of the file, the rest in a chain of their own."""
    yield from (number for number in struct.unpack_from("<109I", content, 76) if number < _SPECIAL)
    following, = struct.unpack_from("<I", content, 68)
    for _ in range(len(content) // size + 1):
        if following >= _SPECIAL:
            return
        *numbers, following = struct.unpack_from(f"<{size // 4}I", content, (following + 1) * size)
        yield from (number for number in numbers if number < _SPECIAL)
    raise _Damaged


def _numbers(content: bytes, sectors: Iterator[int] | Sequence[int], size: int) -> Sequence[int]:
    found: list[int] = []
    for sector in sectors:
        found.extend(struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size))
        if 4 * len(found) > len(content) + size:    # a sector is listed twice
            raise _Damaged
    return found


def _chain(start: int, table: Sequence[int]) -> Sequence[int]:
    """The sectors from `start` to the end of their chain."""
    seen: dict[int, None] = {}
    at = start
    while at < _SPECIAL:
        if at >= len(table) or at in seen:
            raise _Damaged
        seen[at] = None
        at = table[at]
    return tuple(seen)
