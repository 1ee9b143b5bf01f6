"""Beside the pupil: what was shared with the provider, attendance there, whom to ring."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.services.contacts import ContactRow
from apdesk.services.pupil_page import PlacementCard, PupilPage
from ui.common.dates import short_day
from ui.common.widgets.card import Card
from ui.common.widgets.empty import Icon
from ui.common.widgets.facts import Facts
from ui.common.widgets.label import DataLabel, Link
from ui.pupil.attendance import AttendanceCard
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
        self._tab, self._taught = "", 0
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().length("space-gap"))
        self._needs_link, self._all = Link("All needs"), Link("All contacts")
        self.needs = Card("Needs", aside=self._needs_link)
        self._need_facts = Facts("Needs")
        self.needs.add(self._need_facts)
        self._sent: list[SentLine] = []
        self.attendances = [AttendanceCard("Attendance")]
        self.contacts = Card("Contacts", aside=self._all)
        self._contact_facts = Facts("Contacts")
        self.contacts.add(self._contact_facts)
        for card in (self.needs, *self.attendances, self.contacts):
            layout.addWidget(card)
        self._column = layout
        self._needs_link.clicked.connect(lambda: self.tab_asked.emit("needs"))
        self._all.clicked.connect(lambda: self.tab_asked.emit("contacts"))

    def show_page(self, page: PupilPage, today: date) -> None:
        """Shows this pupil."""
        taught = [card for card in page.placements if card.is_current and card.provider]
        self._need_facts.set_lines(_needs(page))
        self._show_sent(taught, today)
        self._show_attendance(taught)
        self._all.setText(f"All {len(page.contacts)}" if len(page.contacts) > MOST_CONTACTS else "All contacts")
        self._contact_facts.set_lines(_contacts(page.contacts, taught) or [("", "No contacts yet")])
        self.leave_out(self._tab)

    def leave_out(self, tab: str) -> None:
        """What the tab in front shows in full stands here no second time."""
        self._tab = tab
        for key, card in (("needs", self.needs), ("contacts", self.contacts)):
            card.setVisible(tab != key)
        for number, shown in enumerate(self.attendances):
            shown.setVisible(tab != "attendance" and number < self._taught)

    def _show_sent(self, taught: list[PlacementCard], today: date) -> None:
        """With one provider its name stands in the title, with several each in its own line."""
        found = [(card.provider_short, *sent_words(card, today)) for card in taught]
        title = "Needs"
        if len(found) == 1:
            where, words, done = found[0]
            title = f"Needs {'to share' if words and not done else 'shared'} with {where}"
        self.needs.set_title(title)
        for old in self._sent:
            old.hide()
            old.deleteLater()
        self._sent = [
            SentLine(words if len(found) == 1 else f"{where}: {words}", done) for where, words, done in found if words
        ]
        for line in self._sent:
            self.needs.add(line)

    def _show_attendance(self, taught: list[PlacementCard]) -> None:
        self._taught = len(taught)
        while len(self.attendances) < len(taught):
            self.attendances.append(AttendanceCard("Attendance"))
            self._column.insertWidget(len(self.attendances), self.attendances[-1])
        for shown, card in zip(self.attendances, taught, strict=False):
            shown.set_title(f"Attendance at {card.provider_short}")
            shown.show_attendance(card.attendance, card.provider_short)


class SentLine(QWidget):
    """What was shared with one provider, and whether that is all."""

    def __init__(self, words: str, done: bool) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme().px(8))
        icon = ("ph.check-circle-fill", "done/icon") if done else ("ph.hourglass-medium-fill", "waiting/icon")
        line.addWidget(Icon(*icon, 16), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(DataLabel(words, "small", wrap=True), 1)


def sent_words(card: PlacementCard, today: date) -> tuple[str, bool]:
    """"3 of 3 items shared, the last on Tue 22 Sep", "1 of 3 items shared, due Thu 12 Nov"; True once all are."""
    shared = card.shared if card.provider else ()
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


def _contacts(contacts: tuple[ContactRow, ...], taught: list[PlacementCard]) -> list[tuple[str, ...]]:
    """The first to ring, who must not be, and the link person at each provider."""
    lines: list[tuple[str, ...]] = [
        (row.form.relationship or "Contact", _ring(row)) for row in contacts[:MOST_CONTACTS]
    ]
    barred = [row for row in contacts[MOST_CONTACTS:] if row.form.no_contact]
    lines += [(row.form.relationship or "Contact", _ring(row)) for row in barred]
    return lines + [
        (card.provider_short, "\n".join(part for part in (card.link, unbroken(card.link_phone)) if part))
        for card in taught if card.link
    ]


def _ring(row: ContactRow) -> str:
    if row.form.no_contact:
        return f"{row.name}: no contact"
    return ", ".join(part for part in (row.name, unbroken(row.form.phone or "")) if part)
