"""The last step of a new placement: what stands in the way, what it will create, and what it does not do by itself."""

from __future__ import annotations

from datetime import date

import pytest
from placement_school import cheap_keys, clock, made_school, record, small_school  # noqa: F401
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from whole_window import shown_window
from wizard_page import Keys, answered, wizard

from apdesk.services import duty_lists
from apdesk.services.placement_answers import GateSaid
from apdesk.services.settings import change_settings
from ui.common.events import settle
from ui.common.widgets.button import Button
from ui.common.widgets.frame import FormFoot


@pytest.fixture
def window(qtbot, context, small_school):  # noqa: F811
    return shown_window(qtbot, context)


def lines(page):
    """The duties listed."""
    listed = page.panes["check"].duties
    every = (listed.line_at(row) for row in range(listed.model().rowCount()))
    return [line for line in every if not line.is_head]


def respite(page, small_school, **values):  # noqa: F811
    """Everything that a placement of respite needs."""
    answers = {"reasons": ("ssp",), "tried": "Mentor", "pathway": "respite", "provider": small_school.fairholt,
               "start": date(2026, 11, 16), "return_steps": "Back on 30 November",
               "decided_on": date(2026, 11, 3)}  # fmt: skip
    answered(page, "check", **(answers | values))


def test_enter_creates_nothing(window, record, clock, small_school):  # noqa: F811
    clock.go_to(date(2026, 11, 4))
    page, keys = wizard(window, pupil=small_school.pupil), Keys()
    respite(page, small_school)
    assert page._foot.next_button.isEnabled()
    page.panes["check"].duties.setFocus()
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.AltModifier)
    assert page.step == "check"
    assert not duty_lists.duties_of(record, pupil=small_school.pupil)


def test_what_is_done_already_is_listed_and_counted_as_done(window, clock, small_school):  # noqa: F811
    clock.go_to(date(2026, 11, 4))
    page = wizard(window, pupil=small_school.pupil)
    respite(page, small_school, met_parents_on=date(2026, 11, 3))
    done = [line for line in lines(page) if line.state == "done"]
    assert done
    assert {line.when for line in done} == {"done Tue 3 Nov"}
    assert all(line.said.startswith("Done. ") for line in done)
    assert page.panes["check"].count.text().endswith(f"{len(done)} done already")
    assert f"{len(done)} is done already" in page._foot._said.text() or "are done already" in page._foot._said.text()


def test_dates_beyond_the_policys_length_say_so_and_offer_the_last_day_inside_it(
    window, clock, small_school  # noqa: F811
):
    clock.go_to(date(2026, 11, 10))
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "check", reasons=("psp",), tried="Mentor", pathway="osd", provider=small_school.fairholt,
             start=date(2026, 11, 16), directed=True, return_steps="Back in February")  # fmt: skip
    answered(page, "check", end=date(2027, 2, 26), readings={"osd.length": "12 calendar weeks"})
    said = [one.text() for one in page.panes["check"].gates.findChildren(QLabel)]
    assert "An off-site direction runs for 12 weeks, so until Fri 5 Feb here. The last day is Fri 26 Feb." in said
    use = next(one for one in page.panes["check"].gates.findChildren(Button) if one.text() == "Use Fri 5 Feb")
    use.click()
    assert page.flow.answers.end == date(2027, 2, 5)
    assert not any(gate.rule == "osd.length" for gate in page.flow.stops())


def test_what_it_creates_is_said_whole_however_narrow_the_foot_is(qtbot):
    room = QWidget()
    foot = FormFoot("Back", "Create placement", room)
    qtbot.addWidget(room)
    foot.resize(700, 60)
    said = "Creates 1 placement, 56 duties, 7 of them letters; 2 are done already. Nothing is sent."
    foot.say(said)
    with qtbot.waitExposed(room):
        room.show()
    assert foot._said.text() == said
    assert foot._said.heightForWidth(foot._said.width()) <= foot.height()


def test_an_override_takes_a_name_and_a_reason(window, ask, small_school):  # noqa: F811
    page = wizard(window, pupil=small_school.pupil)
    answered(
        page, "check", reasons=("struggling",), pathway="osd", provider=small_school.fairholt, start=date(2026, 11, 18)
    )
    assert not page._foot.next_button.isEnabled()

    def fill(dialog):
        assert not dialog._reason.text()
        dialog._name.setText("Dr P Wrenfield")
        dialog._reason.setText("The Panel asked for it")
        return True

    gate = next(gate for gate in page.flow.stops() if gate.rule == "osd.ground")
    ask.expects("form", fill)
    page.panes["check"].gates.override(gate)
    held = next(one for one in page.flow.answers.gates if one.rule == "osd.ground")
    assert held == GateSaid("osd.ground", override="The Panel asked for it (Dr P Wrenfield)", by="HT")


def test_the_last_step_asks_who_approved_it_before_anything_is_agreed(
    window, record, ask, clock, small_school  # noqa: F811
):
    clock.go_to(date(2026, 11, 4))
    page, keys = wizard(window, pupil=small_school.pupil), Keys()
    respite(page, small_school, decided_on=None)
    assert not page._foot.next_button.isEnabled()
    assert page.propose_button.isVisible()

    def fill(dialog):
        dialog.name.setText("Dr P Wrenfield")
        dialog.on.set_date(date(2026, 11, 5))
        assert dialog.fields[1].verify() is False     # a day to come
        dialog.on.set_date(date(2026, 11, 3))
        return True

    ask.expects("form", fill)
    assert page.pane().focus_start().text() == "Approved…"
    keys.press(Qt.Key.Key_Space)
    assert (page.flow.answers.decided_on, page.flow.answers.decided_by) == (date(2026, 11, 3), "Dr P Wrenfield")
    assert page._foot.next_button.isEnabled()
    page._on_create()
    (done,) = [one for one in duty_lists.duties_of(record, pupil=small_school.pupil) if one.rule == "approval"]
    assert (done.state, done.done_by) == ("done", "Dr P Wrenfield")


def test_every_group_of_the_plan_is_one_press_away_and_arrows_keep_it_in_sight(
    window, clock, small_school  # noqa: F811
):
    clock.go_to(date(2026, 11, 4))
    window.resize(1366, 768)
    page, keys = wizard(window, pupil=small_school.pupil), Keys()
    respite(page, small_school)
    settle()
    listed = page.pane().duties

    def seen():
        return listed.viewport().visibleRegion().boundingRect().contains(listed.visualRect(listed.currentIndex()))

    shown = [one for one in page.pane().jumps if one.isVisible()]
    assert [one.text().rpartition(" ")[0] for one in shown] == ["Before", "Reviews", "At the end"]
    shown[-1].click()
    assert listed.hasFocus()
    assert listed.line_at(listed.currentIndex().row() - 1).title == "At the end"
    assert seen()
    for _row in range(listed.currentIndex().row()):
        keys.press(Qt.Key.Key_Up)
        assert seen()


def test_the_last_step_lists_exactly_what_is_created(window, record, clock, small_school):  # noqa: F811
    clock.go_to(date(2026, 11, 4))
    page = wizard(window, pupil=small_school.pupil)
    answered(
        page,
        "check",
        reasons=("ssp",),
        tried="Mentor",
        pathway="respite",
        provider=small_school.fairholt,
        start=date(2026, 11, 16),
        decided_on=date(2026, 11, 3),
        return_steps="Back on 30 November",
    )
    listed = page.panes["check"].duties
    total = sum(
        int(line.number) for line in (listed.line_at(row) for row in range(listed.model().rowCount())) if line.is_head
    )
    page._on_create()
    assert len(duty_lists.duties_of(record, pupil=small_school.pupil)) == total


def test_the_toast_takes_back_the_placement_and_nothing_done_since(window, record, clock, small_school):  # noqa: F811
    clock.go_to(date(2026, 11, 4))
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "check", reasons=("ssp",), tried="Mentor", pathway="respite", provider=small_school.fairholt,
             start=date(2026, 11, 16), return_steps="Back on 30 November", decided_on=date(2026, 11, 3))  # fmt: skip
    page._on_create()
    take_back = window.toast._said.undo
    change_settings(record, {"school.filing": "CPOMS"})
    take_back()
    assert "Something was done since" in window.toast.text()
    assert duty_lists.duties_of(record, pupil=small_school.pupil)
    window.saved.undo()
    take_back()
    assert not duty_lists.duties_of(record, pupil=small_school.pupil)


def test_a_placement_that_began_in_the_past_asks_what_was_done(window, record, ask, clock, small_school):  # noqa: F811
    clock.go_to(date(2026, 11, 10))
    page = wizard(window, pupil=small_school.pupil)
    answered(
        page,
        "check",
        reasons=("ssp",),
        tried="Mentor",
        pathway="respite",
        provider=small_school.fairholt,
        start=date(2026, 11, 3),
        return_steps="Back on 17 November",
    )
    pane = page.panes["check"]
    assert pane.past_line.isVisible()

    def fill(dialog):
        first = next(iter(dialog.days.values()))
        first.set_date(date(2026, 11, 2))
        return True

    ask.expects("form", fill)
    pane.past_line.button.click()
    page._on_create()
    rows = duty_lists.duties_of(record, pupil=small_school.pupil)
    assert [row for row in rows if row.state == "overdue"] == []
    assert any(row.done_on == date(2026, 11, 2) for row in rows)
    assert any(row.state == "before-desk" for row in rows)


def test_preparation_already_late_is_asked_of_and_stays_overdue_only_where_nobody_did_it(
    window, record, ask, clock, small_school  # noqa: F811
):
    clock.go_to(date(2026, 11, 10))
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "check", reasons=("ssp",), tried="Mentor", pathway="respite", provider=small_school.fairholt,
             start=date(2026, 11, 11), return_steps="Back on 25 November", decided_on=date(2026, 11, 2))  # fmt: skip
    pane = page.panes["check"]
    assert pane.past_line.isVisible()
    assert pane.past_line.words.text().endswith("they will be created as overdue.")
    late = [line for line in lines(page) if line.state == "overdue"]
    assert late
    assert all(line.said.startswith("Overdue, ") and "late" in line.when for line in late)

    def fill(dialog):
        next(iter(dialog.days.values())).set_date(date(2026, 11, 3))
        return True

    ask.expects("form", fill)
    pane.past_line.button.click()
    page._on_create()
    rows = duty_lists.duties_of(record, pupil=small_school.pupil)
    assert any(row.done_on == date(2026, 11, 3) for row in rows)
    assert any(row.state == "overdue" for row in rows)
    assert not any(row.state == "before-desk" for row in rows)


def test_the_last_step_says_again_what_the_dates_were_warned_of(window, record, clock, small_school):  # noqa: F811
    clock.go_to(date(2026, 11, 10))
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "check", reasons=("psp",), tried="Mentor", pathway="osd", provider=small_school.fairholt,
             start=date(2026, 11, 11), directed=True, return_steps="Back in February")  # fmt: skip
    pane = page.panes["check"]
    assert pane.warnings.isVisible()
    assert any("Notice is too late" in one.accessibleName() for one in pane.warnings.findChildren(QWidget))


def test_a_return_plan_that_is_wanting_is_one_press_away(window, clock, small_school):  # noqa: F811
    clock.go_to(date(2026, 11, 4))
    page = wizard(window, pupil=small_school.pupil)
    respite(page, small_school, return_steps="")
    write = next(one for one in page.pane().findChildren(Button) if one.text() == "Write the plan")
    write.click()
    assert page.step == "objectives"
