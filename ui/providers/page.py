"""One provider: what is held about it, who is placed there, its sites, people and cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from apdesk.domain import provider as rules
from apdesk.domain.permissions import Deed, may
from apdesk.problems import Problem
from apdesk.services.provider_checks import CheckForm, CheckRow, DueDiligence, due_diligence, record_check
from apdesk.services.providers import (
    ProviderForm,
    SiteForm,
    SiteRow,
    add_site,
    close_site,
    edit_provider,
    edit_site,
    provider_form,
    sites,
    stop_using,
    use_again,
)
from apdesk.services.pupil_list import PupilRow, pupil_list
from ui.common.ask import Choice
from ui.common.context import Context
from ui.common.dates import long_day
from ui.common.dialogs.record_form import money
from ui.common.page import Crumb, Page, Place
from ui.common.tables.table_view import DataTable
from ui.common.widgets.banner import Banner
from ui.common.widgets.button import Button
from ui.common.widgets.card import Card, Section
from ui.common.widgets.chip import Chip
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.facts import Facts
from ui.common.widgets.label import Link
from ui.common.widgets.table_frame import TableFrame
from ui.providers import forms
from ui.providers.columns import check_columns, clearance_chip
from ui.providers.placed import placed_columns
from ui.theme.current import theme


class ProviderPage(Page):
    """The page of one provider; `provider` in the values says which."""

    key = "provider"
    areas = frozenset({"providers", "placements", "pupils", "duties"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._provider = ""
        self._form: ProviderForm | None = None
        self._sites: tuple[SiteRow, ...] = ()
        self._diligence: DueDiligence | None = None
        role = context.record.actor.role
        self._may_change, self._may_check = may(role, Deed.CHANGE_PROVIDERS), may(role, Deed.RECORD_CHECKS)
        self._build()
        self._connect()

    # What it is made of.

    def _build(self) -> None:
        today = self.context.today()
        self._heading = QWidget()
        beside = QHBoxLayout(self._heading)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme().px(10))
        self.chip = Chip("", "placed")
        self.places_chip = Chip("", "later", "")
        beside.addWidget(self.chip)
        beside.addWidget(self.places_chip)
        self.edit_button = Button("Edit", "plain", "ph.pencil-simple")
        self.stop_button = Button("Stop using", "danger", "ph.prohibit")
        self.record_button = Button("Record a check", "plain", "ph.plus", small=True)
        self._banners = QVBoxLayout()
        self.body.addLayout(self._banners)
        holder = QWidget()
        middle = QVBoxLayout(holder)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(theme().px(8))
        head = QHBoxLayout()
        head.addWidget(Section("Due diligence", kind="h2"), 1)
        head.addWidget(self.record_button)
        middle.addLayout(head)
        self.checks = DataTable(check_columns(today), lambda row: row.check.code, "Due diligence", row_height="row")
        middle.addWidget(TableFrame(self.checks), 1)
        self.placed_head = Section("Pupils placed", kind="h2")
        middle.addWidget(self.placed_head)
        self.placed = DataTable(placed_columns(today), lambda row: row.id, "Pupils placed", row_height="two-line-row")
        self.placed_frame = TableFrame(self.placed, EmptyState("ph.student", "Nobody is placed here now."))
        middle.addWidget(self.placed_frame)
        self.scroll(holder)
        self._build_side()

    def _build_side(self) -> None:
        side = self.use_side()
        self.add_site = Link("Add site")
        self.sites_card, self.site_facts = Card("Sites", aside=self.add_site), Facts("Sites")
        self.people_card, self.people_facts = Card("People"), Facts("People")
        self.cost_card, self.cost_facts = Card("Cost and hours"), Facts("Cost and hours")
        self.about_card, self.about_facts = Card("About"), Facts("About")
        for card, facts in ((self.sites_card, self.site_facts), (self.people_card, self.people_facts),
                            (self.cost_card, self.cost_facts), (self.about_card, self.about_facts)):  # fmt: skip
            card.add(facts)
            side.add(card)
        self.add_site.setVisible(self._may_change)

    def _connect(self) -> None:
        self.edit_button.clicked.connect(self._on_edit)
        self.stop_button.clicked.connect(self._on_stop)
        self.record_button.clicked.connect(self._on_record)
        self.record_button.setVisible(self._may_check)
        self.checks.opened.connect(self._on_check)
        self.checks.menu_asked.connect(self._on_check_menu)
        self.checks.heights_changed.connect(lambda: self._fit(self.checks))
        self.placed.heights_changed.connect(lambda: self._fit(self.placed, 2 * theme().length("two-line-row")))
        self.placed.opened.connect(lambda row: self.go("pupil", pupil=row.id))
        self.add_site.clicked.connect(self._on_add_site)
        self.site_facts.asked.connect(self._on_site)

    # What the frame shows.

    def title(self) -> str:
        return self._form.name if self._form else "Provider"

    def crumbs(self) -> Sequence[Crumb]:
        kind = rules.KINDS.get(self._form.kind, "") if self._form else ""
        return (Crumb("Providers", Place("providers")), Crumb(kind))

    def heading(self) -> QWidget:
        return self._heading

    def tools(self) -> Sequence[QWidget]:
        return (self.edit_button, self.stop_button) if self._may_change else ()

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"edit": self._on_edit, "add-evidence": self._on_focused_check, "placed": self.placed.setFocus}

    def focus_start(self) -> QWidget | None:
        return self.checks

    # Its life.

    def activate(self, values: Mapping[str, str]) -> None:
        if values.get("provider", self._provider) != self._provider:
            self._provider, self.stale = values["provider"], True

    def reload(self) -> None:
        record, today = self.context.record, self.context.today()
        try:
            self._form = provider_form(record, self._provider)
        except Problem as problem:
            self.context.ask.refuse(problem)
            self.go("providers")
            return
        self._sites = sites(record, self._provider)
        self._diligence = due_diligence(record, self._provider)
        self.chip.set(*clearance_chip(self._diligence.clearance, today))
        stopped = self._diligence.clearance.state == rules.STOPPED
        self.stop_button.setText("Use again" if stopped else "Stop using")
        here = [row for row in pupil_list(record) if row.provider == self._provider and row.status != "ended"]
        places = f" of {self._form.places} places" if self._form.places is not None else " placed"
        self.places_chip.set(f"{len(here)}{places}", "later", "")
        self.checks.set_rows(self._diligence.rows)
        self._fit(self.checks)
        self._show_placed(here)
        self._show_banner(len(here))
        self._show_side(self._form)

    def _show_placed(self, rows: list[PupilRow]) -> None:
        self.placed_head.set_title("1 pupil placed" if len(rows) == 1 else f"{len(rows)} pupils placed")
        self.placed.set_rows(rows)
        self.placed_frame.show_empty(not rows)
        self._fit(self.placed, 2 * theme().length("two-line-row"))

    def _fit(self, table: DataTable, least: int = 0) -> None:
        """The table is as tall as its rows: the page scrolls, not the table inside it."""
        rows = max(least, table.verticalHeader().length())
        table.setMinimumHeight(theme().length("table-head") + rows + 2)

    def _show_banner(self, placed: int) -> None:
        while self._banners.count():
            old = self._banners.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        found = self._diligence.clearance if self._diligence else None
        if found is None or not found.reasons:
            return
        pupils = "nobody is placed here" if not placed else (
            "the pupil placed here needs a decision" if placed == 1 else f"the {placed} placed pupils need a decision"
        )
        if found.state == rules.CLEAR_UNTIL and found.until is not None:
            detail = f"After that no new pupil can be placed here; {pupils}."
            self._banners.addWidget(Banner("today", found.reasons[0], detail))
        else:
            more = f" And {len(found.reasons) - 1} more." if len(found.reasons) > 1 else ""
            self._banners.addWidget(Banner("overdue", found.reasons[0], f"No new pupil can be placed here.{more}"))

    def _show_side(self, form: ProviderForm) -> None:
        kinds = {"main": "Main", "satellite": "Satellite", "subcontracted": "Run by others"}
        lines: list[tuple[str, ...]] = []
        for one in self._sites:
            lines.append((one.form.name or kinds.get(one.form.kind, one.form.kind), one.one_line or "No address"))
            if self._may_change:
                lines.append(("", "Edit site", one.id))
        self.site_facts.set_lines(lines or [("", "No site yet: the school must know where its pupils are.")])
        people = (
            ("Head", form.head), ("Link", form.link_name), ("", form.link_phone), ("DSL", form.dsl_name),
            ("", form.dsl_phone), ("Out of hours", form.out_of_hours), ("Phone", form.phone), ("Email", form.email),
            ("Returns", form.returns),
        )
        self.people_facts.set_lines([(label, value) for label, value in people if value] or [("", "Nobody yet")])
        self.cost_facts.set_lines(cost_lines(form))
        about = (
            ("URN", form.urn), ("Registered", "school" if form.registered_school else "not a school"),
            ("Registers", "our pupils too" if form.registers_pupils else "does not register our pupils"),
            ("Partner", "partner school" if form.partner_school else None),
            ("Agreement", f"until {long_day(form.agreement_until)}" if form.agreement_until else None),
            ("Travel", form.travel), ("Note", form.note),
        )
        self.about_facts.set_lines([(label, value) for label, value in about if value])

    # Doing.

    def _on_edit(self) -> None:
        if self._form is None:
            return
        form = forms.provider_form(
            f"Edit {self._form.name}", self._form,
            lambda said: edit_provider(self.context.record, self._provider, said), self.context.today(),
        )
        self._saved(form, "Provider saved.")

    def _on_stop(self) -> None:
        stopped = self.stop_button.text() == "Use again"
        title = f"{'Use' if stopped else 'Stop using'} {self.title()}{' again' if stopped else ''}?"
        body = "" if stopped else "No pupil can be placed there from today. Those who are placed stay."
        why = self.context.ask.ask_text(title, "Why", body=body, do="Use again" if stopped else "Stop using")
        if why is None:
            return
        deed = (lambda: use_again(self.context.record, self._provider, why)) if stopped else (
            lambda: stop_using(self.context.record, self._provider, self.context.today(), why)
        )
        changes = self.attempt(deed)
        if changes is not None:
            self.context.publish(changes)
            self.context.say(f"{self.title()} {'can be chosen again' if stopped else 'is no longer used'}.")

    def _on_focused_check(self) -> None:
        row = self.checks.focused_row()
        if row is not None:
            self._on_check(row)

    def _on_record(self) -> None:
        self._on_focused_check()

    def _on_check(self, row: CheckRow) -> None:
        """Records newer evidence for a row; what was held stays in the history."""
        if not self._may_check:
            return
        shown = CheckForm(code=row.check.code, seen_on=self.context.today(), held=row.held or None)
        form = forms.check_form(
            f"{row.check.label}: {self.title()}", shown,
            lambda said: record_check(self.context.record, self._provider, said), self.context.today(),
        )
        self._saved(form, f"{row.check.label} recorded.")

    def _on_check_menu(self, row: CheckRow, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction("Record newer evidence…", lambda: self._on_check(row))
        menu.addAction("What it says", lambda: self.context.ask.tell(row.check.label, row.findings or "Nothing noted."))
        menu.popup(place)

    def _on_add_site(self) -> None:
        shown = SiteForm(kind="satellite" if self._sites else "main")
        form = forms.site_form(
            f"Add a site of {self.title()}", shown,
            lambda said: add_site(self.context.record, self._provider, said), self.context.today(),
        )
        self._saved(form, "Site added.")

    def _on_site(self, site: str) -> None:
        row = next(one for one in self._sites if one.id == site)
        options = [Choice("edit", "Edit the site"), Choice("close", "It is no longer used")]
        key = self.context.ask.choose(row.form.name or row.one_line, options)
        if key == "edit":
            form = forms.site_form(
                "Edit the site", row.form, lambda said: edit_site(self.context.record, site, said),
                self.context.today(),
            )
            self._saved(form, "Site saved.")
        elif key == "close":
            changes = self.attempt(lambda: close_site(self.context.record, site, self.context.today()))
            if changes is not None:
                self.context.publish(changes)
                self.context.say("Site closed.")

    def _saved(self, form: Any, said: str) -> None:
        if self.context.ask.form(form) and form.saved is not None:
            self.context.publish(getattr(form.saved, "changes", form.saved))
            self.context.say(" ".join((said, *getattr(form.saved, "remarks", ()))))


def cost_lines(form: ProviderForm) -> list[tuple[str, str]]:
    """Price and hours; hours say where registration as a school must be asked about."""
    lines = [("A day", money(form.price_day) if form.price_day else "exchange" if form.reciprocal else "not known")]
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
