"""Step 3: who provides it, with the checks held of each provider."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from apdesk.domain.provider import IN_DATE, NOT_NEEDED, RUNS_OUT
from apdesk.services.placement_choices import BLOCKED, ProviderChoice, needs_provider, papers, provider_choices
from apdesk.services.placement_flow import PlacementFlow
from apdesk.services.provider_checks import CheckRow
from apdesk.services.providers import provider_form
from ui.common.context import Context
from ui.common.dates import short_day
from ui.common.quiet import quiet
from ui.common.widgets.card import Card
from ui.common.widgets.chip import Chip
from ui.common.widgets.empty import Icon
from ui.common.widgets.field import Field
from ui.common.widgets.label import DataLabel
from ui.common.widgets.school_date import SchoolDateField
from ui.placement_wizard.framed import framed
from ui.placement_wizard.option_head import OptionHead
from ui.placement_wizard.option_list import Facts, Option, OptionList
from ui.placement_wizard.step import StepPane
from ui.theme.current import theme

NONE_YET = "none-yet"
_SHAPES = {IN_DATE: ("ph.check-circle-fill", "done/icon"), NOT_NEEDED: ("ph.check-circle", "later/icon"),
           RUNS_OUT: ("ph.warning-fill", "today/icon")}
_MISSING = ("ph.prohibit-bold", "overdue/icon")


class ProviderStep(StepPane):
    """The providers with their standing on the first day, and the papers of the one with the ring."""

    key = "provider"
    heading = "Choose the provider"
    below = "A check out of date rules a provider out. One that runs out part-way becomes a duty to renew it."

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._choices: dict[str, ProviderChoice] = {}
        self.options = OptionList([Facts("Places used", 84), Facts("A day", 70)], 212, "Providers", least=3, row=50)
        self._head = OptionHead(self.options, "Provider", "Can it be used?")
        self.options_frame = framed(self._head, self.options)
        self.body.addWidget(self.options_frame, 1)
        self.papers_chip = Chip("", "done")
        self.papers = Card("Due diligence", aside=self.papers_chip)
        self._papers = QGridLayout()
        self._papers.setHorizontalSpacing(theme().px(8))
        self._papers.setVerticalSpacing(theme().px(6))
        self.papers.add_layout(self._papers)
        self.body.addWidget(self.papers)
        self.panel = SchoolDateField(context.today(), required=False)
        self.panel_card = Card()
        field = Field("The Inclusion Panel meets on", self.panel, if_known=True, check=self.panel.trouble)
        words = DataLabel("Papers go one week before. The placement can be created as proposed.", "small", wrap=True)
        across = QHBoxLayout()
        across.setSpacing(theme().px(16))
        across.addWidget(field, 2)
        across.addWidget(words, 3)
        self.panel_card.add_layout(across)
        self.body.addWidget(self.panel_card)
        self.body.addStretch(0)
        self.options.fitted.connect(self._on_fitted)
        self.options.chosen.connect(self._on_chosen)
        self.options.read.connect(self._on_read)
        self.options.taken.connect(self._on_taken)
        self.panel.changed.connect(self._on_panel)

    def question(self) -> tuple[str, str]:
        if self.flow is not None and not needs_provider(self.flow):
            return "Is a provider involved?", "This pathway keeps the pupil at school or at home: leave it open."
        return super().question()

    def fill(self, flow: PlacementFlow) -> None:
        self._choices = {one.id: one for one in provider_choices(flow)}
        open_words = "The Panel or the host decides" if needs_provider(flow) else "No provider is needed"
        none = Option(NONE_YET, "Not chosen yet" if needs_provider(flow) else "No provider", open_words, ("", ""), "",
                      "later", "Create it as proposed, choose later" if needs_provider(flow) else "")
        rows = [_option(one) for one in self._choices.values()]
        chosen = flow.answers.provider or (NONE_YET if flow.answers.panel_on or not needs_provider(flow) else "")
        self.options.set_options([*rows, none] if needs_provider(flow) else [none, *rows], chosen)
        with quiet(self.panel):
            self.panel.set_date(flow.answers.panel_on)
        self._show_papers(self.options.current_key())

    def focus_start(self) -> QWidget | None:
        return self.options

    def quotes(self) -> list[tuple[str, str, str]]:
        found = super().quotes()
        closed = sum(one.standing == BLOCKED for one in self._choices.values())
        if found and closed:
            many = "1 provider is" if closed == 1 else f"{closed} providers are"
            found[0] = (found[0][0], found[0][1], f"{many} closed to new placements for now.")
        return found

    def _show_papers(self, key: str) -> None:
        one = self._choices.get(key)
        self.papers.setVisible(one is not None)
        if one is None or self.flow is None:
            return
        rows = [row for row in papers(self.flow, key) if row.check.essential]
        good = sum(row.state in (IN_DATE, RUNS_OUT, NOT_NEEDED) for row in rows)
        self.papers.set_title(f"{one.name}: due diligence")
        self.papers_chip.set(f"{good} of {len(rows)}", "done" if good == len(rows) else "overdue")
        while self._papers.count():
            old = self._papers.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        half = -(-len(rows) // 2)
        for number, row in enumerate(rows):
            self._paper(row, number % half, 3 * (number // half))
        for column in (1, 4):
            self._papers.setColumnStretch(column, 1)

    def _paper(self, row: CheckRow, line: int, column: int) -> None:
        shape, role = _SHAPES.get(row.state, _MISSING)
        until = short_day(row.valid_until, self.context.today()) if row.valid_until else "No end date"
        words = {NOT_NEEDED: "Not needed", IN_DATE: until, RUNS_OUT: until}.get(row.state, row.state.capitalize())
        said = DataLabel(row.check.label, "small", ink="ink", wrap=True)
        said.setAccessibleName(f"{row.check.label}: {words}")
        self._papers.addWidget(Icon(shape, role, 16), line, column)
        self._papers.addWidget(said, line, column + 1)
        self._papers.addWidget(DataLabel(words, "small"), line, column + 2)

    def _on_fitted(self, height: int) -> None:
        """The frame ends with the last row; where the window is low the list scrolls, and the checks stay in view."""
        self.options_frame.setMaximumHeight(height + self._head.sizeHint().height() + 2 * theme().edge)

    def _on_chosen(self, key: str) -> None:
        if self.flow is None:
            return
        price = provider_form(self.flow.record, key).price_day if key != NONE_YET else None
        self.change(provider=None if key == NONE_YET else key, price_day=price)

    def _on_read(self, key: str) -> None:
        self._show_papers(key)
        self.policy_changed.emit()

    def _on_taken(self, key: str) -> None:
        self._on_chosen(key)
        self.next_asked.emit()

    def _on_panel(self, day: date | None) -> None:
        self.change(panel_on=day)


def _option(one: ProviderChoice) -> Option:
    price = one.price if one.price in ("–", "no charge") else f"{one.price} a day"
    places = one.places if one.places.endswith("placed") else f"{one.places} places used"
    return Option(
        one.id, one.name, one.detail, (one.places, one.price), one.chip, one.status, one.reason,
        one.standing != BLOCKED, "ph.prohibit", "ph.users-fill" if one.status == "later" else "",
        ", ".join(part for part in (places, price) if part != "–"),
    )
