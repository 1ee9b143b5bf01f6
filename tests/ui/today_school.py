"""The small school with three placements running, so that Today has something in every group."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest
from whole_window import shown_window

from apdesk.services import pupils, staff
from apdesk.services.placement_answers import Answers, GateSaid, ObjectiveAnswer
from apdesk.services.pupils import PupilForm
from apdesk.services.staff import StaffForm
from apdesk.services.start_placement import start_placement
from apdesk.store.record import Record
from ui.common.page import Place
from ui.shell.main_window import MainWindow

GATES = ("virtual-school-told", "return-plan", "direction.delegated", "direction.tried", "osd.agreed")


@dataclass(frozen=True)
class Day:
    """Ids of who is in it. Today is Thursday 12 November, 09:50."""

    chidera: str
    amara: str
    placement: str
    second: str
    sandhu: str


def answers(pupil: str, provider: str) -> Answers:
    return Answers(
        pupil=pupil, reasons=("psp",), tried="Mentor", met_parents_on=date(2026, 10, 20), directed=True,
        pathway="osd", provider=provider, start=date(2026, 11, 9), decided_on=date(2026, 10, 21),
        readings={"osd.length": "12 calendar weeks"}, gates=tuple(GateSaid(rule, met=True) for rule in GATES),
        objectives=(ObjectiveAnswer("Attend", "95 %"),),
    )


@pytest.fixture
def day(record: Record, small_school, clock) -> Day:
    """Two pupils of Year 10 directed to Fairholt from Monday 9 November; Attendance is held by Mrs P Sandhu."""
    clock.go_to(date(2026, 10, 22))
    amara = pupils.add_pupil(record, PupilForm(surname="Benbow", forename="Amara", year=10, form="10B")).id
    sandhu = staff.add_staff(record, StaffForm(surname="Sandhu", forename="Priya", title="Mrs")).id
    staff.give_role(record, sandhu, "AO")
    first = answers(small_school.pupil, small_school.fairholt)
    one = start_placement(record, first).placement
    two = start_placement(record, replace(first, pupil=amara)).placement
    clock.moment = datetime(2026, 11, 12, 9, 50, tzinfo=UTC)
    return Day(small_school.pupil, amara, one, two, sandhu)


@pytest.fixture
def window(context, qtbot, day) -> MainWindow:
    """The whole window on Today."""
    made = shown_window(qtbot, context)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.start()
    assert made.go(Place("today"))
    made.current().duties.setFocus()
    return made


@pytest.fixture
def page(window):
    """Today itself."""
    return window.current()
