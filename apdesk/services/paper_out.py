"""Pages that are ready leave the program: onto paper or into a file, and it is noted that they left."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.exports.atomic import write_document
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.document_copies import keep_copy
from apdesk.store.record import Record


class Paper(NamedTuple):
    """Pages that are ready to be printed or saved."""

    kind: str                   # "list of duties": how the journal calls it
    title: str                  # for the dialog and the printer's own list; no name in it
    file_name: str
    data: bytes                 # a PDF


def save_paper(record: Record, paper: Paper, file: Path) -> Changes:
    """The pages are on disk, and it is noted that they left. Raises `Problem` "document.…" where they could not be."""
    require(record, Deed.EXPORT)
    write_document(file, paper.data)
    return note_paper(record, paper)


def note_paper(record: Record, paper: Paper) -> Changes:
    """It is noted that the pages were printed."""
    require(record, Deed.EXPORT)
    return keep_copy(record, paper.kind, paper.data)
