"""One provider: what is held about it, who is placed there, its sites, people and cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from apdesk.domain import provider as rules
from apdesk.domain.permissions import Deed, may
from apdesk.problems import Problem
from apdesk.services.inspections import InspectionForm, as_check
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
from ui.common.ask import Choice, Question
from ui.common.context import Context
from ui.common.dialogs.record_form import RecordForm
from ui.common.page import Crumb, Page, Place
from ui.common.tables.table_view import DataTable
from ui.common.widgets.banner import Banner
from ui.common.widgets.button import Button
from ui.common.widgets.card import Section
from ui.common.widgets.chip import Chip
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.label import DataLabel
from ui.common.widgets.table_frame import TableFrame
from ui.providers import forms
from ui.providers.columns import check_columns, clearance_chip, seen_lines, wanting
from ui.providers.placed import placed_columns
from ui.providers.side import COST, LETTERS, PEOPLE, SITES, ProviderSide
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
        self._first_seen = False
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
        self.needed = DataLabel("", "small", cut=True)
        self.needed.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._banners = QVBoxLayout()
        holder = QWidget()
        middle = QVBoxLayout(holder)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(theme().px(8))
        middle.addLayout(self._banners)
        head = QHBoxLayout()
        head.setSpacing(theme().px(12))
        head.addWidget(Section("Due diligence", kind="h2"))
        head.addWidget(self.needed, 1)
        head.addWidget(self.record_button)
        middle.addLayout(head)
        self.checks = DataTable(
            check_columns(today, self._may_check), lambda row: row.check.code, "Due diligence", row_height="row"
        )
        self.checks.keep_order()
        middle.addWidget(TableFrame(self.checks))
        self.placed_head = Section("Pupils placed", kind="h2")
        middle.addWidget(self.placed_head)
        self.placed = DataTable(placed_columns(today), lambda row: row.id, "Pupils placed", row_height="two-line-row")
        self.placed_frame = TableFrame(self.placed, EmptyState("ph.student", "Nobody is placed here now."))
        middle.addWidget(self.placed_frame)
        middle.addStretch(1)
        self.middle = self.scroll(holder)
        for table in (self.checks, self.placed):
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side_cards = ProviderSide(self.use_side(), self._may_change)

    def _connect(self) -> None:
        self.edit_button.clicked.connect(self._on_edit)
        self.stop_button.clicked.connect(self._on_stop)
        self.record_button.clicked.connect(self._on_focused_check)
        self.record_button.setVisible(self._may_check)
        self.checks.opened.connect(self._on_opened)
        self.checks.menu_asked.connect(self._on_check_menu)
        for table in (self.checks, self.placed):
            table.heights_changed.connect(lambda table=table: self._fit(table))
            table.focused.connect(lambda _row, table=table: self._follow(table))
        self.placed.opened.connect(lambda row: self.go("pupil", pupil=row.id))
        self.side_cards.asked.connect(self._on_side)
        self.side_cards.site_asked.connect(self._on_site)

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
            self._provider, self.stale, self._first_seen = values["provider"], True, True

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
        stopped = self._diligence.clearance.state == rules.STOPPED
        self.stop_button.setText("Use again" if stopped else "Stop using")
        here = [row for row in pupil_list(record) if row.provider == self._provider and row.status != "ended"]
        limit = self._form.places
        places = f" of {limit} places" if limit is not None else " placed"
        self.places_chip.set(f"{len(here)}{places}", "later", "")
        self.chip.set(*clearance_chip(self._diligence.clearance, limit is not None and len(here) >= limit, today))
        self.needed.set_text(f"The first {self._diligence.clearance.essential} must be in date: section 5, "
                             "commissioning, and section 9")
        self._show_checks(self._diligence.rows)
        self._show_placed(here)
        self._show_banner(len(here))
        self.side_cards.show_provider(self._form, self._sites)

    def _show_checks(self, rows: Sequence[CheckRow]) -> None:
        """The ring begins on the first check that somebody has to see to."""
        self.checks.set_rows(rows)
        if self._first_seen:
            first = [row for row in rows if wanting(row)] or list(rows)
            self.checks.focus_id(min(first, key=lambda row: not row.check.essential).check.code)
            self._first_seen = False
        self._fit(self.checks)

    def _show_placed(self, rows: list[PupilRow]) -> None:
        self.placed_head.set_title(
            "Pupils placed" if not rows else "1 pupil placed" if len(rows) == 1 else f"{len(rows)} pupils placed"
        )
        self.placed.set_rows(rows)
        self.placed_frame.show_empty(not rows)
        self._fit(self.placed)

    def _fit(self, table: DataTable) -> None:
        """The table is as tall as its rows: the page scrolls, not the table inside it."""
        rows = table.verticalHeader().length() or 3 * theme().length("two-line-row")    # the room of what says so
        table.setFixedHeight(theme().length("table-head") + rows)

    def _follow(self, table: DataTable) -> None:
        """The row with the ring is in sight."""
        place = table.visualRect(table.currentIndex())
        if table.hasFocus() and place.isValid():
            centre = table.viewport().mapTo(self.middle.widget(), place.center())
            self.middle.ensureVisible(0, centre.y(), 0, place.height())

    def _show_banner(self, placed: int) -> None:
        while self._banners.count():
            old = self._banners.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        found = self._diligence.clearance if self._diligence else None
        if found is None or not found.reasons:
            return
        pupils = "" if not placed else (
            " The pupil placed here needs a decision." if placed == 1 else f" The {placed} pupils placed here need a "
            "decision."
        )
        said = " ".join(found.reasons) if len(found.reasons) < 3 else (
            f"{len(found.reasons)} of the {found.essential} checks that must be in date are not."
        )
        button = "Record a check" if self._may_check and found.state != rules.STOPPED else ""
        if found.state == rules.CLEAR_UNTIL:
            banner = Banner("today", said, f"After that no new pupil can be placed here.{pupils}", button)
        else:
            banner = Banner("overdue", said, f"No new pupil can be placed here.{pupils}", button)
        banner.asked.connect(self._on_first_wanting)
        self._banners.addWidget(banner)

    # Doing.

    def _on_edit(self) -> None:
        if self._form is None:
            return
        self._edit(forms.details_form, f"Edit {self._form.name}")

    def _on_side(self, card: str) -> None:
        if card == SITES:
            self._on_add_site()
        else:
            make, title = {
                PEOPLE: (forms.people_form, "People at"), COST: (forms.cost_form, "Cost and hours of"),
                LETTERS: (forms.letters_form, "For letters about"),
            }[card]  # fmt: skip
            self._edit(make, f"{title} {self.title()}")

    def _edit(self, make: Callable[..., RecordForm], title: str) -> None:
        form = make(
            title, self._form, lambda said: edit_provider(self.context.record, self._provider, said),
            self.context.today(),
        )  # fmt: skip
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

    def _on_first_wanting(self) -> None:
        """Where the banner leads: the first check that stops the provider, or soon will."""
        rows = self._diligence.rows if self._diligence else ()
        row = next((row for row in rows if wanting(row) and row.check.essential), None)
        if row is not None:
            self.checks.focus_id(row.check.code)
            self._on_check(row)

    def _on_opened(self, row: CheckRow) -> None:
        """What the button of the row says."""
        if self._may_check and wanting(row):
            self._on_check(row)
        else:
            self._on_view(row)

    def _on_view(self, row: CheckRow) -> None:
        """Shows what is held; that can be followed by newer evidence."""
        title = f"{row.check.label}: {self.title()}"
        body = "\n".join(seen_lines(row, self.context.today()))
        if not self._may_check:
            self.context.ask.tell(title, body)
        elif self.context.ask.confirm(Question(title, body, "Record newer evidence", "Close")):
            self._on_check(row)

    def _on_check(self, row: CheckRow) -> None:
        """Records newer evidence for a row; what was held stays in the history."""
        if not self._may_check:
            return
        kind = InspectionForm if row.check.code == forms.INSPECTION else CheckForm
        shown = kind(code=row.check.code, seen_on=self.context.today(), held=row.held or None)
        form = forms.check_form(
            f"{row.check.label}: {self.title()}", shown,
            lambda said: record_check(self.context.record, self._provider, as_check(said)), self.context.today(),
        )
        self._saved(form, f"{row.check.label} recorded.")

    def _on_check_menu(self, row: CheckRow, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction("View what we hold…", lambda: self._on_view(row))
        if self._may_check:
            menu.addAction("Record newer evidence…", lambda: self._on_check(row))
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

