"""Asking for an exporter costs nothing until a document is asked for."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
import apdesk.exports.xlsx.register_book, apdesk.exports.pdf.review_pack, apdesk.exports.ics.feed
import apdesk.exports.atomic, apdesk.exports.names, apdesk.exports.xlsx.list_book, apdesk.exports.pdf.list_pages
import apdesk.exports.pdf.month_sheet, apdesk.exports.pdf.letter, apdesk.exports.pdf.direction_notice
heavy = [name for name in ("openpyxl", "reportlab", "icalendar", "PIL") if name in sys.modules]
sys.exit(f"imported at start: {heavy}" if heavy else 0)
"""


def test_openpyxl_and_reportlab_are_not_imported_at_start() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
