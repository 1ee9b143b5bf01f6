"""The school's crest: taken in from a picture, kept in the desk, printed at the head of every page."""

from __future__ import annotations

from base64 import b64decode, b64encode
from pathlib import Path

from apdesk.domain.permissions import Deed
from apdesk.exports.crest_picture import LARGEST_FILE, crest_picture
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.settings import put_setting
from apdesk.store.record import Record
from apdesk.store.settings import set_values

_NAME = "school.crest"      # base64 of a small PNG


def crest(_record: Record) -> bytes | None:
    """The crest as a PNG, or None where none was taken in."""
    held = set_values([_NAME]).get(_NAME)
    return b64decode(held) if held else None


def take_crest(record: Record, file: Path) -> Changes:
    """The picture of the file, made small, stands at the head of every page; the file itself is not needed any more.

    Raises `Problem` "crest.…" where it cannot be read, is no picture, or is far too large.
    """
    require(record, Deed.CHANGE_SETTINGS)
    try:
        data = file.read_bytes() if file.stat().st_size <= LARGEST_FILE else b"\0" * (LARGEST_FILE + 1)
    except OSError as trouble:
        raise Problem("crest.file", f"The picture could not be read ({trouble.strerror}).", str(file)) from None
    small = crest_picture(data, file.name)
    with record.work("Took in the school’s crest") as work:
        put_setting(work, _NAME, b64encode(small).decode("ascii"))
    return work.changes


def remove_crest(record: Record) -> Changes:
    """The letters in a plain shield stand at the head of every page again."""
    require(record, Deed.CHANGE_SETTINGS)
    with record.work("Removed the school’s crest") as work:
        put_setting(work, _NAME, None)
    return work.changes
