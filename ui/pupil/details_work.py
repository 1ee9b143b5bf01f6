"""What is typed on a pupil's page: details, contacts, notes. Each is saved as one operation and said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apdesk.problems import Problem
from apdesk.services.acting import FlagRule
from apdesk.services.contacts import ContactForm, ContactRow, add_contact, edit_contact, remove_contact
from apdesk.services.goals import judge
from apdesk.services.notes import add_note
from apdesk.services.placement_cards import PlacementCard
from apdesk.services.pupil_page import PupilPage
from apdesk.services.pupils import edit_pupil, pupil_form
from apdesk.services.school_year import calendar_or_none
from apdesk.services.support_plans import PlanForm, open_plan, stages
from ui.common.ask import Question
from ui.common.context import Context
from ui.common.dialogs.record_form import RecordForm
from ui.common.duties.rows import lower_first
from ui.common.taking_back import said_with_undo
from ui.pupil import forms
from ui.pupil.change_forms import plan_parts
from ui.pupil.heading import current_card
from ui.pupil.judge_form import JudgeForm


class DetailsWork:
    """Asks, saves, tells every page, and offers to take it back."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def note(self, page: PupilPage | None) -> None:
        """A dated line about the pupil, and about the placement that runs."""
        if page is None:
            return
        card = current_card(page)
        form = forms.NotePad(
            page.header.name,
            lambda said: add_note(
                self._context.record, page.header.id, forms.tidy_note(said, card.id if card else None)
            ),
            self._context.today(),
        )
        self._saved(form, "Note kept.")

    def edit(self, page: PupilPage | None) -> None:
        """Name, needs, home."""
        if page is None:
            return
        pupil = page.header.id
        shown = pupil_form(self._context.record, pupil)
        form = forms.pupil_form(
            f"Details of {page.header.name}", shown, lambda said: edit_pupil(self._context.record, pupil, said),
            self._context.today(), confidential=FlagRule(self._context.record).sees(shown.year),
        )
        self._saved(form, "Details saved.")

    def open_plan(self, page: PupilPage | None) -> None:
        """A stage of support in school begins."""
        if page is None:
            return
        record = self._context.record
        offered = stages(record)
        known = " ".join(f"{one.title}: {one.summary[:1].lower()}{one.summary[1:]}." for one in offered)
        form = RecordForm(
            f"Support plan for {page.header.name}", plan_parts([(one.id, one.title) for one in offered]),
            PlanForm(pathway=offered[0].id if offered else "", start=self._context.today()),
            save=lambda said: open_plan(record, page.header.id, said), today=self._context.today(),
            calendar=calendar_or_none(record), body=known, do="Open the plan",
        )
        self._saved(form, "Plan opened.")

    def judge(self, card: PlacementCard) -> None:
        """How far the objectives and the subjects of a placement are."""
        record = self._context.record
        form = JudgeForm(card, lambda judged, standings: judge(record, card.id, judged, standings))
        self._saved(form, "Judgements saved.")

    def add_contact(self, page: PupilPage | None) -> None:
        """One more parent, carer or professional."""
        if page is None:
            return
        form = forms.contact_form(
            f"Contact of {page.header.name}", ContactForm(position=len(page.contacts) + 1),
            lambda said: add_contact(self._context.record, page.header.id, said), self._context.today(),
        )
        self._saved(form, "Contact added.")

    def edit_contact(self, page: PupilPage | None, row: ContactRow) -> None:
        """What is known of a contact."""
        if page is None:
            return
        form = forms.contact_form(
            _edit_title(page, row), row.form,
            lambda said: edit_contact(self._context.record, page.header.id, row.id, said), self._context.today(),
        )
        self._saved(form, "Contact saved.")

    def remove_contact(self, page: PupilPage | None, row: ContactRow) -> None:
        """The contact no longer stands with the pupil; asked first."""
        if page is None:
            return
        question = Question(
            f"Remove {row.name} from {page.header.name}?",
            "Letters no longer go there. The history keeps the contact.", do="Remove contact",
            keep="Keep the contact", danger=True,
        )
        if self._context.ask.confirm(question):
            self._attempt(
                lambda: remove_contact(self._context.record, page.header.id, row.id), f"{row.name} removed."
            )

    def _attempt(self, work: Callable[[], Any], said: str) -> None:
        try:
            changes = work()
        except Problem as problem:
            self._context.ask.refuse(problem)
            return
        said_with_undo(self._context, changes, said)

    def _saved(self, form: Any, said: str) -> None:
        if self._context.ask.form(form) and form.saved is not None:
            remarks = " ".join(getattr(form.saved, "remarks", ()))
            said_with_undo(self._context, getattr(form.saved, "changes", form.saved), f"{said} {remarks}".strip())


def _edit_title(page: PupilPage, row: ContactRow) -> str:
    """"Edit contact: Mrs F Okonjo, mother of Chidera Okonjo"."""
    kin = row.form.relationship if row.form.relationship != row.name else None
    return f"Edit contact: {row.name}, {lower_first(kin or 'contact')} of {page.header.name}"
