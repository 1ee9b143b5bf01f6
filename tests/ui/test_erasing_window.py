"""Lawful erasure from the pupil's page: what is asked, what is said before, and what is left."""

from __future__ import annotations

from datetime import date

from placement_school import clock, made_school, record, small_school  # noqa: F401
from pupil_school import as_role, journaled, page, placed, show_pupil, window  # noqa: F401
from PySide6.QtCore import Qt
from small_steps import fill

from apdesk.domain.permissions import SENDCO
from apdesk.services import backups, pupils
from apdesk.services.placement_changes import carry_out, end_placement
from apdesk.store.pupils import Pupil
from ui.pupil.erasing import HISTORY, WHOLE

LONG_AFTER = date(2054, 1, 12)      # 25 years after leaving: no date of birth is known of the pupil


def erase(qtbot, window, executor):  # noqa: F811
    """Presses the button by its key, and the long work is carried out."""
    shown = window.current()
    shown.show_tab("needs")
    qtbot.keyClick(shown.needs.erase_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: executor.drain() is None and not shown.context.jobs.busy)


def test_the_history_goes_for_good_after_a_backup_and_the_page_stays(
    page, window, qtbot, ask, executor, record, placed,  # noqa: F811
):
    said = []
    page.context.bus.said.connect(said.append)
    ask.expects("form", lambda form: fill(form, what=HISTORY, reason="Request of the parents, 1 December"))
    ask.expects("confirm", True)
    erase(qtbot, window, executor)
    question = ask.asked[-1][1]
    assert question.title == "Erase the history of Chidera Okonjo?"
    assert question.danger
    assert "backup" not in question.body
    assert question.warning.startswith("This cannot be undone. Backups, one made just before among them, keep it until")
    assert journaled()[-1] == "Erased the history of a pupil"
    assert len(backups.listed(record.folder)) == 1
    assert said[-1].text == "The history is erased."
    assert said[-1].undo is None
    assert window.current() is page
    assert page.title() == "Chidera Okonjo"


def test_the_whole_record_is_offered_only_when_nothing_keeps_it(page, window, qtbot, ask, executor, placed):  # noqa: F811
    def see(form):
        assert [form.control("what").itemData(n) for n in range(form.control("what").count())] == [HISTORY]
        assert "The pupil is on roll." in form.words.text()
        assert not fill(form, reason="  "), "without a reason it stays open"
        return False

    ask.expects("form", see)
    erase(qtbot, window, executor)
    assert "Erased" not in journaled()[-1]


def test_a_leaver_is_erased_whole_and_the_window_goes_back_to_the_list(
    qtbot, context, ask, executor, record, placed, clock,  # noqa: F811
):
    end = end_placement(record, placed.placement, date(2026, 12, 18), "returned", "Settled")
    carry_out(record, placed.placement, end)
    pupils.mark_left(record, placed.pupil, date(2028, 7, 20))
    clock.go_to(LONG_AFTER)
    shown = show_pupil(qtbot, context, placed.pupil)
    ask.expects("form", lambda form: fill(form, what=WHOLE, reason="Retention over"))
    ask.expects("confirm", True)
    erase(qtbot, shown, executor)
    assert "Erased: name and details, 2 contacts, 1 placement, " in ask.asked[-1][1].body
    assert Pupil.get_by_id(placed.pupil).surname == ""
    assert shown.current().key == "pupils"


def test_whoever_may_not_erase_sees_no_button(qtbot, context, record, placed):  # noqa: F811
    with as_role(record, SENDCO):
        shown = show_pupil(qtbot, context, placed.pupil)
        shown.current().show_tab("needs")
        assert not shown.current().needs.erase_button.isVisible()
