"""A placement made by the keyboard alone: every step, what blocks, what is kept, and what stands in the desk after."""

from __future__ import annotations

from datetime import date

import pytest
from placement_school import cheap_keys, clock, made_school, record, small_school  # noqa: F401
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from whole_window import shown_window
from wizard_page import Keys, answered, wizard

from apdesk.services import drafts, duty_lists
from apdesk.services.placement_dates import checks as date_checks
from apdesk.services.placement_flow import begin
from apdesk.services.pupils import PupilForm, add_pupil
from ui.common.events import settle
from ui.common.page import Place
from ui.common.widgets.button import Button
from ui.common.widgets.frame import FormFoot
from ui.common.widgets.label import DataLabel
from ui.placement_wizard.progress import steps_shown


@pytest.fixture
def window(qtbot, context, small_school):  # noqa: F811
    return shown_window(qtbot, context)


def test_tab_goes_from_the_reasons_on_to_what_led_here(window, small_school):  # noqa: F811
    page = wizard(window, pupil=small_school.pupil)
    step, keys = page.pane(), Keys()
    list(step._boxes.values())[-1].setFocus()
    keys.press(Qt.Key.Key_Tab)
    assert step.tried.hasFocus()
    keys.press(Qt.Key.Key_Backtab)
    assert list(step._boxes.values())[-1].hasFocus()


def test_step_one_says_whom_it_is_for_and_lets_another_be_chosen(window, record, small_school):  # noqa: F811
    page = wizard(window, pupil=small_school.pupil)
    step = page.pane()
    assert page.flow.pupil.name in step.whom.accessibleName()
    step._boxes["psp"].click()
    step.someone_else.click()
    assert page.pane() is page.pupil_step
    assert page.flow.answers.pupil is None
    assert [one.about for one in drafts.drafts(record, "placement")] == [small_school.pupil]


def test_whether_it_is_a_direction_is_seen_without_scrolling(window, small_school):  # noqa: F811
    window.resize(1366, 690)
    page = wizard(window, pupil=small_school.pupil)
    settle()
    seen = page.pane().directed.visibleRegion().boundingRect()
    assert seen == page.pane().directed.rect()


def test_what_is_missing_gets_the_focus(window, small_school):  # noqa: F811
    page, keys = wizard(window, pupil=small_school.pupil), Keys()
    answered(page, "dates", reasons=("psp",), pathway="osd", provider=small_school.fairholt)
    keys.write("11 nov")
    keys.press(Qt.Key.Key_Return)
    assert page.step == "dates"
    assert page.pane().cards.button("0").hasFocus()


def test_a_respite_placement_is_made_by_keys_alone(window, record, ask, clock, small_school):  # noqa: F811
    clock.go_to(date(2026, 11, 4))
    page, keys = wizard(window), Keys()
    keys.write("okonjo")
    keys.press(Qt.Key.Key_Return)
    assert page.step == "reason"
    keys.to(page.panes["reason"]._boxes["ssp"])
    keys.press(Qt.Key.Key_Space)
    keys.to(page.panes["reason"].tried)
    keys.write("Support plan since September, mentor")
    keys.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.AltModifier)
    assert page.step == "pathway"
    keys.press(Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert page.flow.answers.pathway == "respite"
    assert page.step == "provider"
    keys.press(Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert page.flow.answers.provider == small_school.fairholt
    keys.write("16 nov")
    keys.press(Qt.Key.Key_Return)
    assert page.step == "needs"
    keys.press(Qt.Key.Key_Return)
    keys.write("Attend every session")
    keys.press(Qt.Key.Key_Tab)
    keys.write("95 % of sessions")
    keys.to(page.panes["objectives"].steps)
    keys.write("Meet the Head of Year on the first morning back")
    keys.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.AltModifier)
    assert page.step == "check", page._foot._said.whole_text()
    assert not page._foot.next_button.isEnabled()
    ask.expects("form", lambda dialog: dialog.name.setText("Dr P Wrenfield") or True)
    keys.press(Qt.Key.Key_Space)
    assert page._foot.next_button.isEnabled(), page._foot._said.whole_text()
    keys.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    (row, *_rest) = rows = duty_lists.duties_of(record, pupil=small_school.pupil)
    assert row.reference == "LHS-0001"
    assert {one.provider_name for one in rows} == {"Fairholt School"}
    assert drafts.drafts(record) == ()
    assert keys.strokes < 120


def test_esc_keeps_the_draft_and_it_is_offered_again(window, record, small_school):  # noqa: F811
    page, keys = wizard(window, pupil=small_school.pupil), Keys()
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Escape)
    (held,) = drafts.drafts(record, "placement")
    assert held.about == small_school.pupil
    page = wizard(window, pupil=small_school.pupil)
    assert page.flow.answers.reasons
    assert page.flow.draft == held.id


def test_a_step_is_not_left_before_its_question_is_answered(window, small_school):  # noqa: F811
    page, keys = wizard(window, pupil=small_school.pupil), Keys()
    keys.press(Qt.Key.Key_Return)
    assert page.step == "reason"
    assert "Tick at least one reason" in page._foot._said.whole_text()


def test_the_keys_taught_are_those_that_work_in_the_step(window, small_school):  # noqa: F811
    page = wizard(window)
    taught = lambda: [words for _keys, words in window.key_bar.hints()]  # noqa: E731
    assert taught() == ["next", "save and close", "all keys"]
    page = wizard(window, pupil=small_school.pupil)
    assert "create the placement" not in taught()
    answered(page, "provider", reasons=("psp",), pathway="osd")
    assert taught()[:4] == ["choose", "next", "save and close", "step"]
    answered(page, "check", start=date(2026, 11, 16))
    assert taught()[:3] == ["create the placement", "save and close", "step"]


def test_what_was_chosen_stands_under_each_step_and_the_last_is_not_done_before_the_end(
    window, small_school  # noqa: F811
):
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "check", reasons=("incident",), pathway="osd", provider=small_school.fairholt)
    page.open_step("dates")
    shown = {one.key: (one.chosen, one.state) for one in steps_shown(page.flow, page.step)}
    assert shown["reason"] == ("Serious incident", "done")
    assert shown["needs"] == ("4 items, 4 not ready yet", "done")
    assert shown["check"] == ("", "open")
    assert shown["objectives"] == ("", "open"), "nothing was entered there"


def test_a_placement_begun_and_left_is_found_again_on_today(window, record, small_school):  # noqa: F811
    page, keys = wizard(window, pupil=small_school.pupil), Keys()
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Escape)
    window.go(Place("today"))
    begun = window.current().begun
    assert begun.isVisible()
    begun.links[0].click()
    page = window.current()
    assert page.key == "wizard"
    assert page.flow.answers.reasons


def test_pupils_found_stand_in_the_order_of_the_alphabet_whatever_their_letters(window, record):  # noqa: F811
    for surname, form in (("Darwesh", "9H"), ("D\u0105browczyk", "7B"), ("Darwesh", "7E")):
        add_pupil(record, PupilForm(surname=surname, forename="Rayyan", year=int(form[0]), form=form))
    page = wizard(window)
    page.pupil_step.search.setText("rayyan")
    page.pupil_step._show_found("rayyan")
    found = [(one.title, one.facts[0]) for one in page.pupil_step.found.options()]
    assert found == [("D\u0105browczyk, Rayyan", "7B"), ("Darwesh, Rayyan", "7E"), ("Darwesh, Rayyan", "9H")]


def test_both_readings_of_twelve_weeks_are_offered_and_one_must_be_chosen(window, clock, small_school):  # noqa: F811
    clock.go_to(date(2026, 11, 4))
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "dates", reasons=("psp",), tried="Report card", pathway="osd", provider=small_school.fairholt)
    keys = Keys()
    keys.write("16 nov")
    page.panes["dates"]._show_all()
    keys.press(Qt.Key.Key_Return)
    assert page.step == "dates"
    assert "last day is meant" in page._foot._said.whole_text()
    cards = page.panes["dates"].cards
    keys.to(cards.button("0"))
    assert cards.button("1").accessibleName().startswith("12 school weeks")
    keys.press(Qt.Key.Key_Right, Qt.Key.Key_Space)
    assert page.flow.answers.readings == {"osd.length": "12 school weeks"}
    assert page.flow.answers.end > date(2027, 2, 5)
    keys.press(Qt.Key.Key_Return)
    assert page.step == "needs"


def test_proposed_from_step_two_on(window, record, small_school):  # noqa: F811
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "pathway", reasons=("psp",), pathway="osd")
    assert page.propose_button.isVisible()
    page.propose_button.click()
    rows = duty_lists.duties_of(record, pupil=small_school.pupil)
    assert rows
    assert any(row.waits_for == "start" for row in rows if row.day is None)


def test_a_return_plan_is_complete_only_with_day_steps_lead_and_support(window, small_school):  # noqa: F811
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "objectives", reasons=("psp",), pathway="osd", provider=small_school.fairholt,
             start=date(2026, 11, 18), return_steps="Two mornings a week", return_lead="The Head of Year")  # fmt: skip
    step = page.pane()

    def said():
        return [one.text() for one in step.gates.findChildren(DataLabel) if one.isVisible()]

    assert "The return plan is not yet complete." in said()
    assert "Still to say: when the pupil is back and the support on return. Section 9" in said()
    assert "plan begun" in steps_shown(page.flow, "objectives")[5].chosen
    step.support.setText("A mentor each week")
    step.by.set_date(date(2027, 2, 22))
    page.flow.change(return_by=date(2027, 2, 22))
    step.commit()
    step.fill(page.flow)
    assert "The return plan is not yet complete." not in said()
    assert steps_shown(page.flow, "objectives")[5].chosen == "return plan"


def test_the_flow_goes_on_where_a_draft_was_left(record, clock, small_school):  # noqa: F811
    flow = begin(record, small_school.pupil)
    flow.change(reasons=("psp",), pathway="osd", start=date(2026, 11, 18))
    flow.reach("dates")
    flow.save()
    again = begin(record, small_school.pupil)
    assert again.answers == flow.answers
    assert again.furthest == 3


def test_where_the_foot_is_narrow_icons_stand_for_words(qtbot):
    room = QWidget()
    foot = FormFoot("Back", "Next: Dates and timetable", room)
    says = foot.add(Button("The policy says", "quiet", "ph.book-open"))
    plain = foot.add(Button("Create as proposed", "plain"))
    qtbot.addWidget(room)
    foot.resize(900, 60)
    with qtbot.waitExposed(room):
        room.show()
    assert says.width() > 100
    foot.resize(560, 60)
    qtbot.waitUntil(lambda: says.width() < 60)
    assert (says.toolTip(), says.accessibleName()) == ("The policy says", "The policy says")
    assert plain.width() >= plain.sizeHint().width()


def test_back_from_the_reasons_asks_again_for_whom_and_keeps_what_was_typed(window, record, small_school):  # noqa: F811
    page = wizard(window, pupil=small_school.pupil)
    page.foot().back_asked.emit()
    assert page.pane() is page.pupil_step
    assert not drafts.drafts(record, "placement"), "nothing was typed, so nothing is kept"
    page = wizard(window, pupil=small_school.pupil)
    page.flow.change(reasons=("psp",))
    page.foot().back_asked.emit()
    assert page.pane() is page.pupil_step
    assert page.pupil_step.search.hasFocus()
    (held,) = drafts.drafts(record, "placement")
    assert held.about == small_school.pupil
    page.foot().back_asked.emit()
    assert page.flow is None, "from there it leads out"


@pytest.mark.parametrize("width", [960, 1200, 1366])
def test_no_step_is_wider_than_its_room(window, clock, small_school, width):  # noqa: F811
    clock.go_to(date(2026, 11, 10))
    page = wizard(window, pupil=small_school.pupil)
    window.resize(width, 700)
    answered(page, "check", reasons=("psp",), tried="Mentor", pathway="osd", provider=small_school.fairholt,
             start=date(2026, 11, 23))  # fmt: skip
    for key, pane in page.panes.items():
        page.open_step(key)
        settle()
        room = pane.parentWidget().width()
        assert pane.width() == room, key
        edges = [one.mapTo(pane, one.rect().topRight()).x() for one in pane.findChildren(QWidget) if one.isVisible()]
        assert max(edges) < room, key


def test_how_far_the_sharing_is_can_be_seen_and_changed_on_its_row(window, small_school):  # noqa: F811
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "needs", reasons=("psp",), pathway="osd", provider=small_school.fairholt)
    line = page.panes["needs"]._lines["profile"]
    assert line.state.text() == "To do"
    line.state.choose("ready")
    (held,) = [one for one in page.flow.answers.sharing if one.item == "profile"]
    assert held.state == "ready"
    assert line.state.accessibleName() == "How far: One page profile: Ready. Space changes it"
    offered = [action.text() for action in page.panes["needs"]._lines["safeguarding"].state.menu.actions()]
    assert offered == ["To do", "Asked, waiting", "Ready"], "only the DSL says that it was shared"


def test_ctrl_enter_goes_on_from_several_lines_of_words_and_creates_only_in_the_last_step(
    window, record, small_school  # noqa: F811
):
    page, keys = wizard(window, pupil=small_school.pupil), Keys()
    keys.press(Qt.Key.Key_Space)
    keys.to(page.panes["reason"].tried)
    keys.write("Mentor since September")
    keys.press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert page.step == "pathway"
    assert duty_lists.duties_of(record, pupil=small_school.pupil) == ()


def test_another_placement_in_the_same_days_is_said_with_its_number(window, record, small_school):  # noqa: F811
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "check", reasons=("psp",), pathway="osd", provider=small_school.fairholt, start=date(2026, 11, 16))
    page._finish(proposed=True)
    again = begin(record, small_school.pupil)
    again.change(reasons=("psp",), pathway="ap-part-week", provider=small_school.fairholt, start=date(2026, 12, 1))
    (said,) = [one for one in date_checks(again) if one.text == "Another placement shares these days"]
    assert said.level == "warn"
    assert said.detail.startswith("LHS-0001, ")


def test_who_shares_it_follows_the_pupil(window, record, small_school):  # noqa: F811
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "needs", reasons=("psp",), pathway="osd", provider=small_school.fairholt, start=date(2026, 11, 16))
    heads = lambda: {row.who for row in page.panes["needs"]._made if row.role == "Head of Year"}  # noqa: E731
    assert heads() == {"Ms L Farrant"}
    younger = add_pupil(record, PupilForm(surname="Darwesh", forename="Soraya", year=8, form="8B")).id
    page = wizard(window, pupil=younger)
    answered(page, "needs", reasons=("psp",), pathway="osd", provider=small_school.fairholt, start=date(2026, 11, 16))
    assert heads() == {"Head of Year"}, "nobody holds that role for Year 8"
    shown = [label.whole_text() for label in page.panes["needs"].findChildren(DataLabel) if label.isVisible()]
    assert "Ms L Farrant" not in shown
