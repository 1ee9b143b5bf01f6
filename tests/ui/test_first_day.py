"""Today before the first placement: the steps of setting up, put aside and found again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from placement_school import clock, made_school, record, small_school  # noqa: F401
from PySide6.QtCore import Qt
from whole_window import shown_window

from apdesk.services.providers import ProviderForm, add_provider
from apdesk.services.setting_up import SettingUp
from ui.common.page import Place
from ui.today.set_up import steps_of

NOTHING = SettingUp("", 0, (), 0, "Alternative Provision and Off-Site Direction Policy", 9, 0, 0, False, False)


@pytest.fixture
def empty(context, qtbot, clock):  # noqa: F811
    """The window on a desk in which nobody is placed yet."""
    clock.moment = datetime(2026, 11, 12, 9, 50, tzinfo=UTC)
    made = shown_window(qtbot, context)
    made.activateWindow()
    made.start()
    return made


class TestFirstDay:
    """On a desk in which nothing is placed yet."""

    @pytest.fixture
    def page(self, empty):
        return empty.current()

    def test_the_steps_stand_in_the_margin_and_lead_to_where_they_are_done(self, empty, page):
        assert page.title() == "Welcome, Ama Mensah"
        assert page.subtitle().startswith("Set-up, ")
        step = page._set_up.steps[-1]
        assert (step.title, step.page, step.part) == ("Backup", "settings", "backup")
        page.first_run.buttons[-1].click()
        assert empty.history.here.page == "settings"

    def test_a_step_is_put_aside_and_found_again(self, empty, page, qtbot):
        left = [step.key for step in page._set_up.steps if not step.settled]
        assert left == ["policy", "backup"]
        page.first_run.buttons[2].click()
        assert empty.history.here == Place("settings", {"part": "protocol"})
        empty.go(Place("today"))
        assert [step.key for step in page._set_up.steps if not step.settled] == ["policy", "backup"]
        right = page.first_run.first_button()
        assert right.accessibleName() == "Your policy’s rules: They are right"
        right.click()
        page.first_run.skips["backup"].click()
        assert page.list_frame.isVisible()
        assert page.title() == "Thursday 12 November 2026"
        qtbot.waitUntil(lambda: bool(page.left_over.links))
        assert page.left_over.links[0].accessibleName() == "Still to set up: backup"
        page.left_over.links[0].click()
        assert empty.history.here == Place("settings", {"part": "backup"})

    def test_what_was_opened_out_of_turn_can_be_called_right_too(self, empty, page):
        page.first_run.set_steps(steps_of(NOTHING, frozenset(), opened=True))
        last = page.first_run.buttons[2]
        assert (last.accessibleName(), last.variant) == ("Your policy’s rules: They are right", "plain")
        last.click()
        assert empty.context.memory.get("today/policy-looked") == "2026-11-12"

    def test_what_is_set_up_is_said(self, empty, page, record):  # noqa: F811
        details = {step.key: step for step in page._set_up.steps}
        assert details["school"].done
        assert details["school"].detail == "Larkmoor High School. 1 person added"
        assert details["dates"].detail == "2026/27, with 1 INSET day"
        assert details["pupils"].detail == "2 on roll"
        assert not details["policy"].done
        assert details["policy"].detail.endswith("Filled in for you, look through each")
        page._set_up.look(empty.context)
        page.reload()
        looked = next(step for step in page._set_up.steps if step.key == "policy")
        assert looked.done
        assert looked.detail.endswith("Looked through Thu 12 Nov")
        empty.context.publish(add_provider(record, ProviderForm(name="The Nook")).changes)
        assert next(step for step in page._set_up.steps if step.key == "providers").detail == "3 providers"

    def test_the_arrows_and_the_key_bar_fit_the_steps(self, empty, page, qtbot):
        first = page.first_run.first_button()
        first.setFocus()
        qtbot.keyClick(first, Qt.Key.Key_Down)
        assert not first.hasFocus()
        assert page.hint_names() == ("do",)

    def test_whoever_comes_back_finds_the_ring_on_the_step_that_is_next(self, empty, page):
        page.first_run.buttons[-1].setFocus()
        page.first_run.buttons[-1].click()
        empty.go(Place("today"))
        assert page.first_run.first_button().hasFocus()
