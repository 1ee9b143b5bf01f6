"""Beside the pupil: what was shared with the provider, attendance there, whom to ring."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.services.contacts import ContactRow
from apdesk.services.pupil_page import PlacementCard, PupilPage
from ui.common.dates import short_day
from ui.common.widgets.card import Card
from ui.common.widgets.empty import Icon
from ui.common.widgets.facts import Facts
from ui.common.widgets.label import DataLabel, Link
from ui.pupil.attendance import AttendanceCard
from ui.pupil.heading import current_card
from ui.theme.current import theme

_SEN = {"K": "SEN support (K)", "EHCP": "EHC plan"}
MOST_CONTACTS = 3


def unbroken(number: str) -> str:
    """A telephone number that no line break parts."""
    return number.replace(" ", "\u00a0")


class SideCards(QWidget):
    """`tab_asked` with the tab that says more."""

    tab_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tab, self._taught = "", False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().length("space-gap"))
        self._needs_link, self._all = Link("All needs"), Link("All contacts")
        self.needs = Card("Needs", aside=self._needs_link)
        self._need_facts = Facts("Needs")
        self._sent = DataLabel("", "small", wrap=True)
        self._sent_icon = Icon("ph.check-circle-fill", "done/icon", 16)
        self.needs.add(self._need_facts)
        line = QHBoxLayout()
        line.setSpacing(theme().px(8))
        line.addWidget(self._sent_icon)
        line.addWidget(self._sent, 1)
        self.needs.add_layout(line)
        self.attendance = AttendanceCard("Attendance")
        self.contacts = Card("Contacts", aside=self._all)
        self._contact_facts = Facts("Contacts")
        self.contacts.add(self._contact_facts)
        for card in (self.needs, self.attendance, self.contacts):
            layout.addWidget(card)
        self._needs_link.clicked.connect(lambda: self.tab_asked.emit("needs"))
        self._all.clicked.connect(lambda: self.tab_asked.emit("contacts"))

    def show_page(self, page: PupilPage, today: date) -> None:
        """Shows this pupil."""
        card = current_card(page)
        where = card.provider_short if card else ""
        words, done = sent_words(card, today)
        verb = "to share" if words and not done else "shared"
        self.needs.set_title(f"Needs {verb} with {where}" if where else "Needs")
        self._need_facts.set_lines(_needs(page))
        self._show_sent(words, done)
        self._taught = bool(where)
        if card is not None and where:
            self.attendance.set_title(f"Attendance at {where}")
            self.attendance.show_attendance(card.attendance, where)
        self._all.setText(f"All {len(page.contacts)}" if len(page.contacts) > MOST_CONTACTS else "All contacts")
        self._contact_facts.set_lines(_contacts(page.contacts, card) or [("", "No contacts yet")])
        self.leave_out(self._tab)

    def leave_out(self, tab: str) -> None:
        """What the tab in front shows in full stands here no second time."""
        self._tab = tab
        for key, card in (("needs", self.needs), ("contacts", self.contacts)):
            card.setVisible(tab != key)
        self.attendance.setVisible(tab != "attendance" and self._taught)

    def _show_sent(self, words: str, done: bool) -> None:
        self._sent.set_text(words)
        for widget in (self._sent, self._sent_icon):
            widget.setVisible(bool(words))
        self._sent_icon.set("ph.check-circle-fill" if done else "ph.hourglass-medium-fill",
                            "done/icon" if done else "waiting/icon")  # fmt: skip


def sent_words(card: PlacementCard | None, today: date) -> tuple[str, bool]:
    """"3 of 3 items shared, the last on Tue 22 Sep", "1 of 3 items shared, due Thu 12 Nov"; True once all are."""
    shared = card.shared if card and card.provider else ()
    if not shared:
        return "", False
    done = [one for one in shared if one.done]
    due = min((one.due for one in shared if one.due is not None), default=None)
    if len(done) < len(shared) and due is not None:
        return f"{len(done)} of {len(shared)} items shared, due {short_day(due, today)}", False
    last = max((one.on for one in done if one.on is not None), default=None)
    when = f", the last on {short_day(last, today)}" if last else ""
    return f"{len(done)} of {len(shared)} items shared{when}", len(done) == len(shared)


def _needs(page: PupilPage) -> list[tuple[str, ...]]:
    head = page.header
    sen = next((_SEN[flag.letters] for flag in head.flags if flag.letters in _SEN), "")
    lines = [
        ("SEN", ": ".join(part for part in (sen, head.sen_need) if part) or "None known"), ("Support", head.support),
        ("Medical", head.medical), *[("Social worker", "Yes") for flag in head.flags if flag.letters == "SW"],
    ]
    return [line for line in lines if line[1]]


def _contacts(contacts: tuple[ContactRow, ...], card: PlacementCard | None) -> list[tuple[str, ...]]:
    """The first to ring, who must not be, and the link person at the provider."""
    lines: list[tuple[str, ...]] = [
        (row.form.relationship or "Contact", _ring(row)) for row in contacts[:MOST_CONTACTS]
    ]
    barred = [row for row in contacts[MOST_CONTACTS:] if row.form.no_contact]
    lines += [(row.form.relationship or "Contact", _ring(row)) for row in barred]
    if card is not None and card.link:
        lines.append((card.provider_short, "\n".join(part for part in (card.link, unbroken(card.link_phone)) if part)))
    return lines


def _ring(row: ContactRow) -> str:
    if row.form.no_contact:
        return f"{row.name}: no contact"
    return ", ".join(part for part in (row.name, unbroken(row.form.phone or "")) if part)
