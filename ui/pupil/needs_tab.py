"""What a pupil needs, and what each provider was given of it, and when."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from apdesk.services.needs_shared import SharedRow
from apdesk.services.placement_cards import PlacementCard
from apdesk.services.pupil_page import PupilPage
from apdesk.services.pupils import PupilForm
from ui.common.dates import long_day, short_day
from ui.common.widgets.button import Button
from ui.common.widgets.card import Card
from ui.common.widgets.checks import Check, Checks
from ui.common.widgets.facts import Facts
from ui.common.widgets.label import DataLabel
from ui.common.widgets.scroller import Scroller
from ui.theme.current import theme

_SEN = {"K": "SEN support", "E": "Education, health and care plan", "N": "No special provision"}
_YES = {True: "Yes", False: "No", None: "Not known"}
ELSEWHERE = "Safeguarding is not kept here. It is held outside AP Desk by {who}: ask there."

KEPT = (
    "On a lawful request, what was corrected or removed can be erased. The whole record can be erased once the pupil "
    "has left and the school’s schedule (Settings, School) no longer keeps it."
)


class NeedsTab(QWidget):
    """`edit_asked` where the details may be changed, `erase_asked` where what is held may be erased."""

    edit_asked = Signal()
    erase_asked = Signal()

    def __init__(self, may_change: bool, may_erase: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        self.edit_button = Button("Edit details", "plain", "ph.pencil-simple")
        self.edit_button.setVisible(may_change)
        self.facts = Facts("Needs", columns=2)
        card = Card("Needs", aside=self.edit_button)
        card.add(self.facts)
        self.safeguarding = DataLabel("", "small", wrap=True)
        guard = Card("Safeguarding")
        guard.add(self.safeguarding)
        self.erase_button = Button("Erase", "plain", "ph.eraser")
        kept = Card("Kept", aside=self.erase_button)
        kept.add(DataLabel(KEPT, "small", wrap=True))
        kept.setVisible(may_erase)
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(now.length("space-gap"))
        for widget in (card, guard, kept):
            self._column.addWidget(widget)
        self._shared: list[Card] = []
        self._column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Scroller(holder))
        self.edit_button.clicked.connect(self.edit_asked)
        self.erase_button.clicked.connect(self.erase_asked)

    def show_needs(self, page: PupilPage, form: PupilForm, today: date) -> None:
        """Shows this pupil; what is not known is said to be so."""
        self.facts.set_lines(_facts(page, form))
        held = [flag.words for flag in page.header.flags if flag.confidential]
        elsewhere = ELSEWHERE.format(who=page.header.safeguarding_with or "the Designated Safeguarding Lead")
        self.safeguarding.set_text(f"{'; '.join(held)}. {elsewhere}" if held else elsewhere)
        for old in self._shared:
            old.hide()
            old.deleteLater()
        self._shared = [_shared_card(card, today) for card in page.placements if card.shared]
        for place, card in enumerate(self._shared):
            self._column.insertWidget(2 + place, card)


def _facts(page: PupilPage, form: PupilForm) -> list[tuple[str, ...]]:
    header = page.header
    lines = [
        ("SEN", _SEN.get(form.sen or "", "Not known")), ("Need", header.sen_need), ("What helps", header.support),
        ("Medical", header.medical), ("Annual review", long_day(form.ehcp_review_on) if form.ehcp_review_on else ""),
        ("Looked after", _YES[form.looked_after]), ("By which authority", form.care_authority or ""),
        ("Pupil premium", _YES[form.pupil_premium]), ("Free school meals", _YES[form.fsm]),
        ("English as an additional language", _YES[form.eal]), ("First language", form.first_language or ""),
        ("Young carer", _YES[form.young_carer]), ("Pronouns", header.pronouns),
    ]
    return [line for line in lines if line[1]]


def _shared_card(card: PlacementCard, today: date) -> Card:
    """What one provider was given of it."""
    made = Card(f"Shared with {card.provider_name or 'the provider'}", note=f"{card.short}, {card.reference}")
    checks = Checks()
    checks.set_items([
        Check("ok" if one.done else "info", one.title, _when(one, today)) for one in card.shared
    ])
    made.add(checks)
    return made


def _when(one: SharedRow, today: date) -> str:
    when = f" on {short_day(one.on, today)}" if one.on else f", due {short_day(one.due, today)}" if one.due else ""
    locked = ". By the DSL: only that it was shared, and when" if one.locked else ""
    return f"{one.state}{when}{locked}"
