"""The column beside a provider: its sites, people, cost and what letters say, each with its own way to change it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from apdesk.services.providers import ProviderForm, SiteRow
from ui.common.dates import long_day
from ui.common.dialogs.record_form import money
from ui.common.widgets.card import Card
from ui.common.widgets.facts import Facts
from ui.common.widgets.frame import SideColumn
from ui.common.widgets.label import Link
from ui.providers.columns import unbroken

SITES, PEOPLE, COST, LETTERS, ABOUT = "sites", "people", "cost", "letters", "about"
_TITLES = {SITES: "Sites", PEOPLE: "People", COST: "Cost and hours", LETTERS: "For letters", ABOUT: "About"}
_CHANGED = {SITES: "Add site", PEOPLE: "Edit people", COST: "Edit cost", LETTERS: "Edit letters"}
_SITE_KINDS = {"main": "Main", "satellite": "Satellite", "subcontracted": "Run by others"}
Lines = list[tuple[str, ...]]


class ProviderSide(QObject):
    """`asked(card)` when the word at a card's head is pressed, `site_asked(id)` for one of its sites."""

    asked = Signal(str)
    site_asked = Signal(str)

    def __init__(self, side: SideColumn, may_change: bool) -> None:
        super().__init__(side)
        self._may_change = may_change
        self.facts: dict[str, Facts] = {}
        self.links: dict[str, Link] = {}
        for key, title in _TITLES.items():
            link = Link(_CHANGED[key]) if may_change and key in _CHANGED else None
            card, facts = Card(title, aside=link), Facts(title)
            card.add(facts)
            side.add(card)
            self.facts[key] = facts
            if link is not None:
                self.links[key] = link
                link.clicked.connect(lambda _pressed, key=key: self.asked.emit(key))
        self.facts[SITES].asked.connect(self.site_asked)

    def show_provider(self, form: ProviderForm, sites: Sequence[SiteRow]) -> None:
        """Shows what is known; a word at the head says Add where nothing is."""
        for key, lines, nothing in (
            (SITES, self._site_lines(sites), "No site yet: the school must know where its pupils are."),
            (PEOPLE, people_lines(form), "Nobody yet"),
            (COST, cost_lines(form), ""),
            (LETTERS, letter_lines(form), "Nothing yet about travel, lunch or uniform"),
            (ABOUT, about_lines(form), ""),
        ):
            self.facts[key].set_lines(lines or [("", nothing)])
        for key, known in ((PEOPLE, people_lines(form)), (LETTERS, letter_lines(form))):
            if key in self.links:
                said = f"{'Edit' if known else 'Add'} {key}"
                self.links[key].setText(said)
                self.links[key].setAccessibleName(said)
                self.links[key].updateGeometry()

    def _site_lines(self, sites: Sequence[SiteRow]) -> Lines:
        lines: Lines = []
        for one in sites:
            place = [one.form.address or "", unbroken(one.form.postcode or "")]
            address = ", ".join(part for part in place if part)
            lines.append((one.form.name or _SITE_KINDS.get(one.form.kind, one.form.kind), address or "No address"))
            if self._may_change:
                lines.append(("", "Edit site", one.id))
        return lines


def people_lines(form: ProviderForm) -> Lines:
    """Who is there, and how to reach them."""
    people = (
        ("Head", form.head), ("Phone", form.phone), ("Email", form.email), ("Contact", form.link_name),
        ("", form.link_phone), ("", form.link_email), ("DSL", form.dsl_name), ("", form.dsl_phone),
        ("Out of hours", form.out_of_hours), ("Returns", form.returns),
    )  # fmt: skip
    return [(label, value) for label, value in people if value]


def cost_lines(form: ProviderForm) -> Lines:
    """Price and hours; hours say where registration as a school must be asked about."""
    lines: Lines = [("A day", money(form.price_day) if form.price_day else "Exchange" if form.reciprocal else
                     "Not known")]  # fmt: skip
    if form.hours_week is not None:
        over = "" if form.registered_school or form.hours_week <= 15 else (
            ", over 18: must it register as a school?" if form.hours_week > 18 else ", near the 18-hour limit"
        )
        lines.append(("Hours", f"{form.hours_week:g} a week{over}"))
    if form.opens and form.closes:
        lines.append(("Day", f"{form.opens} to {form.closes}"))
    if form.year_from is not None and form.year_until is not None:
        lines.append(("Years", f"{form.year_from} to {form.year_until}"))
    return lines


def letter_lines(form: ProviderForm) -> Lines:
    """What letters tell parents, and the office's note."""
    said = (("Travel", form.travel), ("Lunch", form.lunch), ("Uniform", form.uniform), ("Note", form.note))
    return [(label, value) for label, value in said if value]


def about_lines(form: ProviderForm) -> Lines:
    """What it is in law, and to us."""
    about = (
        ("URN", form.urn), ("Registered", "As a school" if form.registered_school else "Not a school"),
        ("Registers", "Our pupils too" if form.registers_pupils else "Not our pupils"),
        ("Partner", "Partner school" if form.partner_school else None),
        ("Agreement", f"Until {long_day(form.agreement_until)}" if form.agreement_until else None),
    )  # fmt: skip
    return [(label, value) for label, value in about if value]
