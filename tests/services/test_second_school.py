"""A school with another policy: its file alone changes what the wizard asks, what is due, and what registers expect."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from apdesk.exports.ics.feed import calendar_file
from apdesk.services import duties, duty_lists, placement_choices
from apdesk.services.calendar_files import calendar_feed
from apdesk.services.calendar_view import calendar_view, days_of
from apdesk.services.duties import Completion
from apdesk.services.placement_answers import GateSaid
from apdesk.services.placement_changes import NewEvent, PlacementChange, carry_out
from apdesk.services.placement_flow import begin
from apdesk.services.protocols import activate_protocol
from apdesk.services.register_books import write_register
from apdesk.services.register_weeks import register_week

SECOND = Path(__file__).parents[1] / "domain" / "second-school.toml"


@pytest.fixture
def flow(school, clock):
    """The wizard of Saltmarsh Academy for Chidera on Wednesday 4 November 2026."""
    clock.go_to(date(2026, 11, 4))
    activate_protocol(school.record, SECOND.read_text(encoding="utf-8"), SECOND.name)
    return begin(school.record, school.pupil)


@pytest.fixture
def placement(school, flow):
    """A fresh start at Fairholt from Monday 9 November: five school weeks."""
    flow.change(
        reasons=("harm",), pathway="fresh-start", provider=school.fairholt, start=date(2026, 11, 9), directed=False,
        decided_on=date(2026, 11, 4), sessions="PPPPPPPP--",
    )
    flow.say_gate(GateSaid("principal", override="Signed on the 4th", by="PRINCIPAL"))
    return flow.create().placement


def due(school, placement, rule):
    rows = duty_lists.duties_of(school.record, placement=placement)
    return [(row.due, row.state) for row in rows if row.rule == rule]


def test_the_wizard_offers_that_schools_pathways_gates_and_caps(school, flow):
    assert [one.id for one in placement_choices.pathway_choices(flow)] == ["bridge-term", "fresh-start"]
    flow.change(reasons=("settling",), pathway="fresh-start", provider=school.fairholt, start=date(2026, 11, 9))
    plan = flow.plan
    assert plan is not None
    assert (plan.end, [gate.rule for gate in plan.gates]) == (date(2026, 12, 11), ["principal", "cap.settling"])
    flow.change(reasons=("harm",))
    assert [limit.rule for limit in flow.plan.limits if limit.sense == "max"] == ["cap.harm"]


def test_its_duties_stand_in_the_calendar_on_its_own_days(school, placement, clock):
    assert due(school, placement, "talk") == [
        (date(2026, 11, 20), "later"), (date(2026, 12, 4), "later"), (date(2026, 12, 11), "later"),
    ]
    # four working days before is Tuesday 3 November, a week before at the latest is the INSET day: brought forward
    assert due(school, placement, "warning")[0][0] == date(2026, 10, 23)
    view = calendar_view(school.record, date(2026, 11, 16), date(2026, 11, 20))
    assert [item.title for item in days_of(view)[date(2026, 11, 20)].items] == ["Mentor talk"]
    feed = calendar_file(calendar_feed(school.record)).decode().replace("\r\n ", "")
    assert "Mentor talk" in feed
    assert "Okonjo" not in feed


def test_within_twenty_four_hours_is_a_time_on_the_next_day_even_a_saturday(school, placement, clock):
    clock.go_to(date(2026, 11, 13))
    incident = NewEvent("incident", date(2026, 11, 13), at="14:30")
    carry_out(school.record, placement, PlacementChange(what="Noted an incident", event=incident))
    rows = duty_lists.duties_of(school.record, placement=placement)
    told = next(row for row in rows if row.rule == "incident.tell")
    assert (told.due, told.by, told.owner) == (date(2026, 11, 14), "14:30", "CLERK")


def test_one_talk_of_the_series_has_to_be_face_to_face(school, placement):
    rows = duty_lists.duties_of(school.record, placement=placement)
    talks = [row for row in rows if row.rule == "talk"]
    assert ["face to face" in row.evidence for row in talks] == [False, False, True]


def test_its_own_code_is_expected_and_goes_out_in_the_register(school, placement, clock, tmp_path):
    clock.go_to(date(2026, 11, 13))
    (row,) = register_week(school.record, date(2026, 11, 9)).rows
    assert row.expected == "AW"
    written = write_register(school.record, school.fairholt, date(2026, 11, 11), folder=tmp_path)
    book = load_workbook(io.BytesIO(written.file.read_bytes()))
    texts = {str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None}
    assert {"Okonjo, Chidera", "AW"} <= texts


def test_a_duty_of_that_school_is_done_like_any_other(school, placement, clock):
    clock.go_to(date(2026, 11, 19))
    row = next(one for one in duty_lists.duties_of(school.record, placement=placement) if one.rule == "talk")
    duties.complete_duty(school.record, row.id, Completion(on=date(2026, 11, 19), evidence=("note",)))
    assert due(school, placement, "talk")[0][1] == "done"
