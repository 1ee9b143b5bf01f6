"""A look at one pupil beside the list, without leaving it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from apdesk.services.contacts import contacts
from apdesk.services.pupil_list import PupilRow
from ui.common.context import Context
from ui.common.dates import short_day
from ui.common.widgets.button import Button, IconButton
from ui.common.widgets.card import Card
from ui.common.widgets.chip import Chip, NeedsFlags
from ui.common.widgets.facts import Facts
from ui.common.widgets.label import DataLabel
from ui.pupils.columns import how_far, next_words, status_chip


class PeekCard(Card):
    """Placement, next duty and whom to ring; `opened` and `closed` are its two buttons."""

    opened = Signal()
    closed = Signal()

    def __init__(self, context: Context, day: Callable[[], date], parent: QWidget | None = None) -> None:
        close = IconButton("ph.x", "Close the look (Space)", "quiet", small=True)
        super().__init__("Pupil", aside=close, parent=parent)
        self._context, self._day = context, day
        self._about = DataLabel("", "small", wrap=True)
        self._chip = Chip("", "placed")
        self._flags = NeedsFlags()
        self._facts = Facts("About the pupil")
        self.open_button = Button("Open pupil", "plain", "ph.arrow-right")
        self.add(self._about)
        self.add(self._chip)
        self.add(self._flags)
        self.add(self._facts)
        self.add(self.open_button)
        close.clicked.connect(self.closed)
        self.open_button.clicked.connect(self.opened)

    def show_row(self, row: PupilRow) -> None:
        """Shows this pupil."""
        self.set_title(row.name)
        about = "  ·  ".join(part for part in (row.form, row.head_of_year) if part)
        self._about.set_text("\n".join(part for part in (about, f"UPN {row.upn}" if row.upn else "") if part))
        chip = status_chip(row, self._day())
        self._chip.setVisible(chip is not None)
        if chip is not None:
            self._chip.set(row.status_text, chip[1], chip[2])
        self._flags.set_flags(tuple(flag.letters for flag in row.flags))
        self._facts.set_lines(self._lines(row))

    def _lines(self, row: PupilRow) -> list[tuple[str, str]]:
        today = self._day()
        lines = []
        if row.pathway_short:
            lines.append(("Where", " at ".join(part for part in (row.pathway_short, row.provider_name) if part)))
        if row.start:
            until = f" to {short_day(row.end, today)}" if row.end else ", no end date"
            lines.append(("When", f"{short_day(row.start, today)}{until}"))
        if row.progress:
            lines.append(("How far", how_far(row, today)))
        if row.next_due:
            when = next_words(row.next_due, today)
            lines.append(("Next", f"{row.next_due.title}: {_inner(when)}"))
        if row.overdue:
            lines.append(("Overdue", str(row.overdue)))
        for contact in contacts(self._context.record, row.id)[:2]:
            if contact.form.no_contact:
                continue
            ring = ", ".join(part for part in (contact.name, (contact.form.phone or "").replace(" ", "\u00a0")) if part)
            lines.append((contact.form.relationship or "Contact", ring))
        return lines


def _inner(when: str) -> str:
    """"today, last day", "due today", where it does not begin the line; the name of a day keeps its capital."""
    return f"{when[:1].lower()}{when[1:]}" if when.startswith(("Today", "Due")) else when
