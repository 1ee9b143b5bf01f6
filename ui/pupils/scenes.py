"""The pupil list in its states: every tab, searched, filtered, peeked into, as at an earlier day, empty."""

from __future__ import annotations

from datetime import date
from functools import partial

from apdesk.services.pupil_list import ENDED, ON_ROLL
from ui.common.scenes import TWELVE_FLAGS, Over, Scene, Shown, Stage, worked
from ui.pupils.as_at import day_form
from ui.pupils.new_pupil import new_pupil_form
from ui.pupils.page import PupilsPage

LONG = "Featherstonehaugh-Mensah-Worthington, Oluwaseunfunmi Alexandria"


_state = partial(worked, "pupils", PupilsPage)


def _filtered(page: PupilsPage) -> None:
    page.filters["needs"].choose("K")
    page.filters["year"].choose("10")
    page.filters["year"].changed.emit("10")


def _peeked(page: PupilsPage) -> None:
    page.table.focus_id(page.table.shown_rows()[5].id)
    page.table.peeked.emit(page.table.focused_row())


def _strained(page: PupilsPage) -> None:
    """Names of 60 characters, twelve flags, and a second placement in each row."""
    page.table.set_rows([
        row._replace(list_name=LONG, flags=TWELVE_FLAGS, provider_name=f"{LONG} Centre", more_placements=1,
                     pathway_short="AP, part of the week")
        for row in page.table.shown_rows()
    ])  # fmt: skip


def _new(stage: Stage) -> Shown:
    window = stage.window("pupils")
    return Over(window, stage.show(new_pupil_form(lambda said: said, stage.context.today()), (560, 520)))


def _day(stage: Stage) -> Shown:
    window = stage.window("pupils")
    return Over(window, stage.show(day_form(stage.context.today()), (460, 300)))


SCENES = (
    Scene("pupils-as-at-day", _day),
    Scene("pupils-on-roll", _state(lambda page: page.show_tab(ON_ROLL))),
    Scene("pupils-ended", _state(lambda page: page.show_tab(ENDED))),
    Scene("pupils-filtered", _state(_filtered)),
    Scene("pupils-peek", _state(_peeked)),
    Scene("pupils-search", _state(lambda page: page.search.setText("qurr"))),
    Scene("pupils-elsewhere", _state(lambda page: page.search.setText("qureshi am"))),
    Scene("pupils-as-at", _state(lambda page: page.show_as_at(date(2026, 10, 12)))),
    Scene("pupils-strained", _state(_strained)),
    Scene("pupils-new", _new),
)
