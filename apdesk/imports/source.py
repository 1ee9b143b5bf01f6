"""What kind of file somebody chose, told by what is in it and never by its name."""

from __future__ import annotations

import re
import stat
import zipfile
from pathlib import Path

from apdesk.problems import Problem

MAX_BYTES = 50 * 1024 * 1024        # a roll of 2,000 pupils with six contacts each is under 5 MB

_HEAD = 8192
_EXPORT_AGAIN = "Export the list again as CSV or as an Excel workbook."
_OTHER_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"), (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"),
    (b"Rar!", "an archive"), (b"7z\xbc\xaf", "an archive"), (b"\x1f\x8b", "an archive"), (b"{\\rtf", "a text document"),
    (b"SQLite format 3", "a database"), (b"MZ", "a program"), (b"\x7fELF", "a program"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def recognise(path: Path, max_bytes: int = MAX_BYTES) -> str:
    """The kind of a list: "csv", "xlsx", "xls", "ods", "html" or "ctf".

    Raises `Problem` for a file that is missing, unreadable, empty, too large, or no list at all.
    """
    head = _head(path, max_bytes)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_archive(path)
    if head.startswith(_OLE):
        return _kind_of_old_workbook(path)
    for mark, what in _OTHER_KINDS:
        if head.startswith(mark):
            raise Problem("roll.not-a-list", f"{path.name} is {what}, not a list of pupils. {_EXPORT_AGAIN}", path.name)
    return _kind_of_text(path, head)


def _head(path: Path, max_bytes: int) -> bytes:
    where = path.name
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise Problem("roll.folder", f"{where} is a folder. Choose the file inside it.", where)
        if not stat.S_ISREG(found.st_mode):
            raise Problem("roll.not-a-list", f"{where} is not a file that can be read. {_EXPORT_AGAIN}", where)
        if where.startswith(("~$", ".~lock.")):
            raise Problem(
                "roll.lock-file", f"{where} only says that the workbook is open. Choose the workbook itself.", where,
            )
        if found.st_size == 0:
            raise Problem("roll.empty-file", f"{where} is empty. {_EXPORT_AGAIN}", where)
        if found.st_size > max_bytes:
            raise Problem(
                "roll.too-large",
                f"{where} is {found.st_size // 2**20:,} MB; such a list is under {max_bytes // 2**20:,} MB. "
                f"{_EXPORT_AGAIN}", where,
            )
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except FileNotFoundError:
        raise Problem("roll.no-file", f"There is no file {where} there any more. Choose it again.", where) from None
    except OSError as fault:
        raise cannot_read(path, fault) from None


def cannot_read(path: Path, fault: OSError) -> Problem:
    """The refusal of a file that the machine will not hand over."""
    if isinstance(fault, PermissionError):
        text = f"{path.name} is open in another program, or you may not read it. Close it there and try again."
    else:
        text = f"{path.name} could not be read ({fault.strerror or 'the disk did not answer'}). Copy it and try again."
    return Problem("roll.unreadable", text, path.name)


def _kind_of_archive(path: Path) -> str:
    where = path.name
    try:
        with zipfile.ZipFile(path) as book:
            names = set(book.namelist())
            kind = b""
            if "mimetype" in names:
                with book.open("mimetype") as stream:
                    kind = stream.read(100)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        raise damaged_workbook(where) from None
    if "xl/workbook.xml" in names:
        return "xlsx"
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    if "xl/workbook.bin" in names:
        raise Problem("roll.not-a-list", f"{where} is a binary workbook. Save it as .xlsx in Excel.", where)
    if any(name.startswith("word/") for name in names) or b"opendocument" in kind:
        raise Problem("roll.not-a-list", f"{where} is a document, not a list of pupils. {_EXPORT_AGAIN}", where)
    raise Problem("roll.not-a-list", f"{where} is a zipped folder. Unpack it and choose the list inside.", where)


def damaged_workbook(where: str) -> Problem:
    """The refusal of a workbook that stops in the middle or does not hold together."""
    return Problem(
        "roll.damaged", f"{where} is cut short or damaged, so nothing was read. Export or copy it again.", where,
    )


def protected_workbook(where: str) -> Problem:
    """The refusal of a workbook that asks for a password."""
    return Problem(
        "roll.password", f"{where} is protected by a password. Open it in Excel, save a copy without one and choose "
        "that. Delete the copy afterwards.", where,
    )


def _kind_of_old_workbook(path: Path) -> str:
    """An OLE file: an old workbook, or a new one wrapped by a password."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise cannot_read(path, fault) from None
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise protected_workbook(path.name)
    if any(name.encode("utf-16-le") + b"\0\0" in content for name in ("Workbook", "Book", "WORKBOOK", "BOOK")):
        return "xls"
    raise Problem("roll.not-a-list", f"{path.name} is not a list of pupils. {_EXPORT_AGAIN}", path.name)


def _kind_of_text(path: Path, head: bytes) -> str:
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:4000].lower()
    if not start.startswith(b"<"):
        return "csv"
    if re.search(rb"<(?:[\w.-]+:)?ctfile\b", start):
        return "ctf"
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<style")) or b"<html" in start:
        return "html"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        raise Problem(
            "roll.not-a-list", f"{path.name} is an XML table of Excel 2003. Open it in Excel and save it as .xlsx.",
            path.name,
        )
    raise Problem(
        "roll.not-a-list", f"{path.name} is XML, but not a common transfer file. {_EXPORT_AGAIN}", path.name,
    )
