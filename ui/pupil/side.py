"""Beside the pupil: needs shared with the provider, attendance there, whom to ring."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from apdesk.services.pupil_page import PupilPage
from ui.common.widgets.card import Card
from ui.common.widgets.facts import Facts
from ui.common.widgets.label import DataLabel, Link
from ui.pupil.attendance import AttendanceCard
from ui.theme.current import theme

_SEN = {"K": "SEN support (K)", "EHCP": "EHC plan"}


def unbroken(number: str) -> str:
    """A telephone number that no line break parts."""
    return number.replace(" ", "\u00a0")


class SideCards(QWidget):
    """`tab_asked` with the tab that says more."""

    tab_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().length("space-gap"))
        more = Link("All needs")
        self.needs = Card("Needs", aside=more)
        self._need_facts = Facts("Needs")
        self._shared = DataLabel("", "small", wrap=True)
        self.needs.add(self._need_facts)
        self.needs.add(self._shared)
        self.attendance = AttendanceCard("Attendance")
        everyone = Link("All contacts")
        self.contacts = Card("Contacts", aside=everyone)
        self._contact_facts = Facts("Contacts")
        self.contacts.add(self._contact_facts)
        for card in (self.needs, self.attendance, self.contacts):
            layout.addWidget(card)
        more.clicked.connect(lambda: self.tab_asked.emit("needs"))
        everyone.clicked.connect(lambda: self.tab_asked.emit("contacts"))

    def show_page(self, page: PupilPage) -> None:
        """Shows this pupil."""
        head = page.header
        card = next((one for one in page.placements if one.is_current), None)
        shared = [one for one in card.sharing if one.get("share")] if card else []
        where = card.provider_name if card and card.provider_name else ""
        sen = next((_SEN[flag.letters] for flag in head.flags if flag.letters in _SEN), "")
        lines = [
            ("SEN", ": ".join(part for part in (sen, head.sen_need) if part) or "None known"),
            ("Support", head.support), ("Medical", head.medical),
        ]
        self._need_facts.set_lines([line for line in lines if line[1]])
        sent = sum(one.get("state") == "done" for one in shared)
        self._shared.set_text(f"{sent} of {len(shared)} items shared with {where or 'the provider'}" if shared else "")
        self._shared.setVisible(bool(shared))
        self.attendance.setVisible(bool(where))
        if card is not None and where:
            self.attendance.show_attendance(card.attendance, where)
        self._contact_facts.set_lines([
            (row.form.relationship or "Contact", "No contact" if row.form.no_contact
             else ", ".join(part for part in (row.name, unbroken(row.form.phone or "")) if part))
            for row in page.contacts[:4]
        ] or [("", "No contacts yet")])  # fmt: skip
