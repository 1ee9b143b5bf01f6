"""How the letters of a text file are stored, found by reading all of it once in pieces."""

from __future__ import annotations

import codecs
from pathlib import Path

from apdesk.imports.source import cannot_read
from apdesk.problems import Problem

MAX_LINE_BYTES = 2 * 1024 * 1024
_CHUNK = 1 << 20
_BOMS: tuple[tuple[bytes, str], ...] = (        # the longer ones first: UTF-32 begins like UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_IN_TEXT = bytes(sorted(set(range(32)) - {9, 10, 11, 12, 13, 26})) + b"\x7f"
_NOT_IN_WINDOWS_1252 = b"\x81\x8d\x8f\x90\x9d"
_AGAIN = "Export the list again as CSV UTF-8, or as an Excel workbook."


def find_encoding(path: Path) -> str:
    """"utf-8-sig", "utf-8", "utf-16" (or its "-le" and "-be"), "utf-32" or "cp1252".

    Raises `Problem` for what is no text, for text stored in two ways, and for a line of more than 2 MB.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError as fault:
        raise cannot_read(path, fault) from None
    bom = next((name for mark, name in _BOMS if head.startswith(mark)), None)
    encoding = bom or _wide_without_bom(head) or "utf-8"
    if encoding in ("utf-8", "utf-8-sig"):
        _refuse_binary(path)
    line, seen_letters_beyond_ascii = _first_undecodable_line(path, encoding)
    if line is None:
        return encoding
    if encoding == "utf-8" and not seen_letters_beyond_ascii:
        _check_windows_1252(path)
        return "cp1252"
    raise Problem(
        "roll.encoding",
        f"Row {line:,} of {path.name} holds letters that are stored in another way than those before it. {_AGAIN}",
        f"{path.name}, row {line:,}",
    )


def _wide_without_bom(head: bytes) -> str | None:
    """UTF-16 without a mark shows as a NUL in every other byte."""
    pairs = len(head) // 2
    if pairs < 4:
        return None
    if head[1::2].count(0) > 0.7 * pairs and head[0::2].count(0) < 0.1 * pairs:
        return "utf-16-le"
    if head[0::2].count(0) > 0.7 * pairs and head[1::2].count(0) < 0.1 * pairs:
        return "utf-16-be"
    return None


def _refuse_binary(path: Path) -> None:
    """Raises `Problem` at the first sign that no text holds, and at a line without an end."""
    line, since_break = 1, 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if chunk.translate(None, _NOT_IN_TEXT) != chunk:
                at = next(index for index, sign in enumerate(chunk) if sign in _NOT_IN_TEXT)
                row = line + max(chunk.count(b"\n", 0, at), chunk.count(b"\r", 0, at))
                raise Problem(
                    "roll.not-a-list",
                    f"Row {row:,} of {path.name} holds signs that no text has, so this is no list of pupils. {_AGAIN}",
                    f"{path.name}, row {row:,}",
                )
            breaks = chunk.count(b"\n") or chunk.count(b"\r")
            last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
            since_break = since_break + len(chunk) if last < 0 else len(chunk) - last - 1
            line += breaks
            if since_break > MAX_LINE_BYTES:
                raise Problem(
                    "roll.long-line",
                    f"Row {line:,} of {path.name} does not end within {MAX_LINE_BYTES // 2**20} MB, so this is no "
                    f"list of pupils. {_AGAIN}", f"{path.name}, row {line:,}",
                )


def _first_undecodable_line(path: Path, encoding: str) -> tuple[int | None, bool]:
    """The row at which decoding fails (None: nowhere), and whether letters beyond ASCII came before."""
    decoder = codecs.getincrementaldecoder(encoding)()
    line, beyond = 1, encoding != "utf-8"
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            try:
                text = decoder.decode(chunk)
            except UnicodeDecodeError as fault:
                sound = fault.object[: fault.start]
                return line + sound.count(b"\n"), beyond or not sound.isascii()
            line += text.count("\n")
            beyond = beyond or not text.isascii()
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return line, beyond
    return None, beyond


def _check_windows_1252(path: Path) -> None:
    line = 1
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            bad = min((at for sign in _NOT_IN_WINDOWS_1252 if (at := chunk.find(sign)) >= 0), default=None)
            if bad is not None:
                line += chunk.count(b"\n", 0, bad)
                raise Problem(
                    "roll.encoding",
                    f"Row {line:,} of {path.name} holds letters that are neither UTF-8 nor Windows-1252. {_AGAIN}",
                    f"{path.name}, row {line:,}",
                )
            line += chunk.count(b"\n")
