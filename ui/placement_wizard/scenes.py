"""Every step of a new placement, drawn from the made-up school; the answers are never kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QScrollArea, QWidget

from apdesk.domain.permissions import AP_LEAD
from apdesk.services import placement_dates
from apdesk.services.placement_answers import Answers, ObjectiveAnswer, SharedItem
from apdesk.services.placement_choices import OPEN, provider_choices
from apdesk.services.placement_flow import KEYS, PlacementFlow
from apdesk.services.placement_summary import holder, past
from apdesk.services.providers import provider_form
from apdesk.services.pupil_list import pupil_list
from apdesk.services.pupils import edit_pupil, pupil_form
from apdesk.services.undo import undo
from ui.common.events import settle
from ui.common.scenes import Scene, Shown, Stage, over
from ui.placement_wizard.decision_dialog import DecisionDialog
from ui.placement_wizard.override_dialog import OverrideDialog
from ui.placement_wizard.page import WizardPage
from ui.placement_wizard.past_dialog import PastDialog
from ui.placement_wizard.pathway_step import PathwayStep
from ui.placement_wizard.provider_step import ProviderStep
from ui.placement_wizard.questions_card import QuestionsCard

LONG = "The Wexbridge and District Alternative Provision Academy Trust, Lower School"
FIRST_DAY = date(2026, 11, 23)
SOON = date(2026, 11, 12)
"""So near that some of the preparation is late already."""


SHARING = (
    SharedItem("profile", True, "ready"), SharedItem("safeguarding", True, "asked"), SharedItem("risk", True),
)


def _answered(stage: Stage) -> PlacementFlow:
    """A flow for a pupil without a placement, answered as far as the last step; nothing of it is a draft."""
    record = stage.context.record
    pupil = next(row for row in pupil_list(record) if row.year == 10 and row.placement is None and row.flags)
    flow = PlacementFlow(record, Answers(pupil=pupil.id), draft="pictured", furthest=len(KEYS) - 1)
    pathway = next(one for one in flow.protocol.pathways.values() if one.chosen and one.policy_code == "D")
    flow.answers = replace(
        flow.answers, reasons=("incident",),
        tried="Report card since September, mentor each week, PSP review on 15 October",
        met_parents_on=date(2026, 11, 3), pathway=pathway.id, start=FIRST_DAY, decided_on=date(2026, 11, 6),
        objectives=(ObjectiveAnswer("Attend every session", "95% of sessions"),
                    ObjectiveAnswer("Finish lessons without removal", "Weekly return")),
        return_steps="Two mornings a week from February", return_lead="The Head of Year",
    )
    usable = next((one for one in provider_choices(flow) if one.standing == OPEN and one.status == "done"), None)
    if usable is not None:
        flow.answers = replace(
            flow.answers, provider=usable.id, price_day=provider_form(record, usable.id).price_day
        )
    first = next(iter(placement_dates.end_readings(flow)), None)
    if first is not None:
        flow.answers = replace(flow.answers, readings={first.rule: first.name}, end=first.last_day)
    return flow


def _step(key: str, **changes: Any) -> Callable[[Stage], Shown]:
    def make(stage: Stage) -> Shown:
        window = stage.window("wizard")
        page = window.current()
        assert isinstance(page, WizardPage)
        page.flow = _answered(stage)
        page.flow.answers = replace(page.flow.answers, **changes)
        page.step = key
        page.open_step(key)
        settle()
        return window

    return make


def _looked_after(stage: Stage) -> Shown:
    """The same pupil as one who is looked after, with an EHC plan and a social worker, seen by the AP lead."""
    record = stage.context.record
    actor, record.actor = record.actor, replace(stage.context.record.actor, role=AP_LEAD)
    try:
        pupil = _answered(stage).answers.pupil or ""
        known = replace(pupil_form(record, pupil), sen="E", looked_after=True, social_worker=True)
        edit_pupil(record, pupil, known)
        try:
            return _step("needs", sharing=SHARING)(stage)
        finally:
            undo(record)        # what is shown was read before; the made-up school stays as it was
    finally:
        record.actor = actor


def _questions(stage: Stage) -> Shown:
    """What the policy asks of its own, below the pathways."""
    window = _step("pathway")(stage)
    assert isinstance(window, QWidget)
    card = window.findChild(QuestionsCard)
    area = window.findChild(PathwayStep).parentWidget().parentWidget()  # type: ignore[union-attr]
    assert isinstance(area, QScrollArea)
    assert isinstance(card, QWidget)
    area.ensureWidgetVisible(card)
    settle()
    return window


def _late_asked(stage: Stage) -> Shown:
    """The question that stands behind the card of late preparation."""
    window = _step("check", start=SOON)(stage)
    flow = window.current().flow  # type: ignore[union-attr]
    return over(stage, window, PastDialog(past(flow), stage.context.today(), began=False))


def _decision(stage: Stage) -> Shown:
    """The last step asks who approved the placement before it can be agreed."""
    window = _step("check", decided_on=None)(stage)
    return over(stage, window, DecisionDialog(
        "Has the Headteacher approved the placement?", "Mrs A Wrenfield", stage.context.today()
    ))


def _override(stage: Stage) -> Shown:
    """A senior lets the placement go on although it runs beyond the policy's length."""
    window = _step("check", start=SOON)(stage)
    flow = window.current().flow  # type: ignore[union-attr]
    gate = next(one for one in flow.plan.gates if one.level == "override" and one.met is False)
    return over(stage, window, OverrideDialog(gate, holder(flow, gate.lifted_by)))


def _pupil(stage: Stage) -> Shown:
    window = stage.window("wizard")
    page = window.current()
    assert isinstance(page, WizardPage)
    page.pupil_step.search.setText("ra")
    settle()
    return window


def _long_names(stage: Stage) -> Shown:
    window = _step("provider")(stage)
    assert isinstance(window, QWidget)
    step = window.findChild(ProviderStep)
    assert isinstance(step, ProviderStep)
    step.options.set_options([replace(one, title=LONG) for one in step.options.options()], step.options.chosen_key())
    settle()
    return window


SCENES = (
    Scene("wizard-0-pupil", _pupil),
    *(Scene(f"wizard-{number}-{key}", _step(key)) for number, key in enumerate(KEYS, 1)),
    Scene("wizard-8-late", _step("check", start=SOON)),
    Scene("wizard-9-late-asked", _late_asked),
    Scene("wizard-9-override", _override),
    Scene("wizard-7-undecided", _step("check", decided_on=None)),
    Scene("wizard-9-decision", _decision),
    Scene("wizard-3-provider-long-names", _long_names),
    Scene("wizard-2-questions", _questions),
    Scene("wizard-5-looked-after", _looked_after),
    Scene("wizard-4-part-week", _step("dates", sessions="PPPPSSPPSS")),
)
