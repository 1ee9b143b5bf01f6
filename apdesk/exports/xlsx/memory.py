"""A workbook to bytes without touching the disk.

openpyxl writes each sheet to a temporary file in the clear, and stamps the time of saving into the file;
both would betray what the record keeps secret or make two equal documents differ.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

_NO_TIME = (1980, 1, 1, 0, 0, 0)        # the earliest a zip can say


def workbook_bytes(book: Workbook, made_at: datetime, title: str, school: str) -> bytes:
    """The workbook as a file; the same book and moment give the same bytes."""
    moment = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.properties.created = moment
    book.properties.modified = moment
    book.properties.creator = school
    book.properties.title = title
    out = BytesIO()
    with _TimelessZip(out, "w", ZIP_DEFLATED) as archive:
        _InMemoryWriter(book, archive).write_data()
    return out.getvalue()


class _TimelessZip(ZipFile):
    """Members carry no time of day."""

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *more: Any, **named: Any) -> None:
        name = zinfo_or_arcname.filename if isinstance(zinfo_or_arcname, ZipInfo) else zinfo_or_arcname
        member = ZipInfo(name, _NO_TIME)
        member.compress_type = ZIP_DEFLATED
        super().writestr(member, data, *more, **named)


class _InMemoryWriter(ExcelWriter):
    """Sheets go straight into the archive."""

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        out = BytesIO()
        writer: Any = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels
        archive: ZipFile = self._archive    # type: ignore[attr-defined]     # the stubs leave it out
        archive.writestr(ws.path[1:], out.getvalue())
        self.manifest.append(ws)
