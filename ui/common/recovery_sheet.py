"""The sheet for the safe: the recovery key, what it is for, and no pupil."""

from __future__ import annotations

import html
from datetime import date

from PySide6.QtGui import QTextDocument

from ui.common.dates import long_day
from ui.theme.current import theme

TITLE = "AP Desk recovery key"


def recovery_sheet(key: str, school: str, desk: str, made: date) -> QTextDocument:
    """The sheet as a document that prints on one A4 page."""
    family = theme().font("body").families()[0]
    groups = key.split("-")
    cells = "".join(f"<td style='padding: 6pt 12pt'>{number}. <b>{html.escape(group)}</b></td>"
                    + ("</tr><tr>" if number % 4 == 0 else "") for number, group in enumerate(groups, 1))  # fmt: skip
    document = QTextDocument()
    document.setHtml(
        f"<div style=\"font-family: '{family}'; font-size: 11pt\">"
        f"<h1 style='font-size: 20pt'>{TITLE}</h1>"
        f"<p>{html.escape(school)}<br>Desk: {html.escape(desk)}<br>Made on {long_day(made)}</p>"
        f"<table border='1' cellspacing='0' style='font-size: 16pt'><tr>{cells}</tr></table>"
        "<p>This key opens the desk when a passphrase is forgotten. Keep it in the school's safe and nowhere else: "
        "whoever holds it and the desk's folder can read every record.</p>"
        "<p>To use it: open AP Desk, choose “Use the recovery key”, type the eight groups, and choose a new "
        "passphrase. AP Desk then gives a new key; print it, put it here, and destroy this sheet.</p>"
        "<p>Put in the safe by ______________________________ on ____________________</p></div>"
    )
    return document
