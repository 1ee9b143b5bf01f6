"""The sheet for the safe: the recovery key, what it is for, and no pupil."""

from __future__ import annotations

import html
from datetime import date

from PySide6.QtGui import QTextDocument

from ui.common.dates import long_day
from ui.theme.current import theme

TITLE = "AP Desk recovery key"
_ACROSS = 4


def recovery_sheet(key: str, school: str, desk: str, made: date) -> QTextDocument:
    """The sheet as a document that prints on one A4 page."""
    family = theme().font("body").families()[0]
    cells = [f"<td>{number}.&nbsp;<b>{html.escape(group)}</b></td>" for number, group in enumerate(key.split("-"), 1)]
    rows = "".join(f"<tr>{''.join(cells[first:first + _ACROSS])}</tr>" for first in range(0, len(cells), _ACROSS))
    document = QTextDocument()
    document.setHtml(
        f"<div style=\"font-family: '{family}'; font-size: 11pt\">"
        f"<p style='font-size: 20pt'><b>{TITLE}</b></p>"    # a heading's own step made it 2 points on paper
        f"<p>{html.escape(school)}<br>Desk: {html.escape(desk)}<br>Made on {long_day(made)}</p>"
        "<table border='1' cellspacing='0' cellpadding='10' "
        f"style='font-size: 16pt; border-collapse: collapse; margin-top: 10pt'>{rows}</table>"
        "<p>This key opens the desk when a passphrase is forgotten. Keep it in the school’s safe and nowhere else: "
        "whoever holds it and the desk’s folder can read every record.</p>"
        "<p>To use it: open AP Desk, choose “Use the recovery key”, type the eight groups, and choose a new "
        "passphrase. AP Desk then gives a new key; print it, put it here, and destroy this sheet.</p>"
        "<p>Put in the safe by ________________________ on ______________</p></div>"
    )
    return document
