"""Today: every key and button, through to the record."""

from __future__ import annotations

from datetime import date

import pytest
from placement_school import clock, made_school, record, small_school  # noqa: F401
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from today_school import day, page, window  # noqa: F401

from apdesk.domain.permissions import HEAD_OF_YEAR, READ_ONLY
from apdesk.services import duty_lists
from apdesk.store.documents import DocumentCopy
from apdesk.store.work import Actor
from ui.common.duties.chasing import chase
from ui.common.page import Place
from ui.common.widgets.label import DataLabel
from ui.shell.main_window import MainWindow
from ui.today.groups import NEXT, OVERDUE, WAITING
from ui.today.page import TodayPage

TODAY = date(2026, 11, 12)


def titles(page, key):  # noqa: F811
    return [line.action for group in page.grouped.groups if group.key == key for line in group.lines]


def line_of(page, action):  # noqa: F811
    return next(line for group in page.grouped.groups for line in group.lines if line.action == action)


def ring_on(page, action):  # noqa: F811
    assert page.duties.focus_id(line_of(page, action).id)


def standing(record, page, action):  # noqa: F811
    """The duties of a line, as the record has them now."""
    return duty_lists.duties_with_ids(record, page.grouped.members[line_of(page, action).id])


def test_the_day_stands_in_its_groups_with_their_counts(page):  # noqa: F811
    keys = [group.key for group in page.grouped.groups]
    assert keys == [key for key in (OVERDUE, "today", "week", NEXT, WAITING) if key in keys]
    assert "Send placement notice to parents" in titles(page, OVERDUE)
    assert "Confirm the week’s attendance" in titles(page, "week")
    late = sum(group.counted for group in page.grouped.groups if group.key == OVERDUE)
    assert page.tools_strip.tabs.tab(OVERDUE).accessibleName() == f"Overdue, {late}"
    assert page.subtitle() == "Autumn term, week 10 of 15"


def test_weekly_duties_of_one_act_owner_and_day_are_one_row(page):  # noqa: F811
    line = line_of(page, "Weekly contact: provider and pupil")
    assert line.about == "2 pupils at Fairholt School"
    assert (line.who, line.role, line.button) == ("Ms L Farrant", "HOY 10", "Log contacts")
    assert line.sentence() == (
        "Due, Friday 13 November, tomorrow, weekly contact: provider and pupil, 2 pupils at Fairholt School, "
        "Ms L Farrant, HOY 10, Section 6; Section 5 Managed move; Section 3 HOY. Button: Log contacts"
    )
    assert [member.name for member in line.members] == ["Amara Benbow", "Chidera Okonjo"]


def test_one_side_of_a_contact_is_kept_and_both_are_done(page, record, qtbot, window):  # noqa: F811
    ring_on(page, "Weekly contact: provider and pupil")
    qtbot.keyClick(page.duties, Qt.Key.Key_Space)
    qtbot.keyClicks(page.duties, "j")
    first = page.duties.focused_member()
    for wanted in ("spoken to the provider", "spoken to the pupil"):
        assert duty_lists.duty(record, first).state == "soon"
        qtbot.keyClick(page.duties, Qt.Key.Key_Return)
        assert wanted in duty_lists.duty(record, first).evidence_given
    if duty_lists.duty(record, first).state != "done":
        qtbot.keyClick(page.duties, Qt.Key.Key_Return)      # the parents, whom the same act answers
    done = duty_lists.duty(record, first)
    assert (done.state, done.done_by, done.entered_by) == ("done", "Ms L Farrant", "Ama Mensah")
    assert "marked as done" in window.toast.text()
    again = TodayPage(page.context)
    again.reload()
    assert line_of(again, "Weekly contact: provider and pupil").about == "Chidera Okonjo"


def test_a_tick_made_an_hour_ago_is_still_there(page, record, context):  # noqa: F811
    line = line_of(page, "Weekly contact: provider and pupil")
    page.deeds.tick(line.id, line.members[0].id, "spoken to the provider", True)
    again = TodayPage(context)
    again.reload()
    shown = line_of(again, "Weekly contact: provider and pupil")
    assert shown.members[0].ticks[0] == ("spoken to the provider", "Provider", True)
    assert shown.detail == "1 begun"
    page.deeds.tick(line.id, line.members[0].id, "spoken to the provider", False)
    assert duty_lists.duty(record, line.members[0].id).evidence_given == ()


def test_enter_completes_and_the_row_leaves_with_a_toast_and_undo(page, record, ask, qtbot, window):  # noqa: F811
    ring_on(page, "Send placement notice to parents")
    (before,) = standing(record, page, "Send placement notice to parents")[:1]

    def work(dialog):
        assert dialog.by.text() == ""
        dialog.by.setText("Mrs A Wrenfield")
        dialog.how.set_key("by post")
        dialog.accept()
        return dialog.saved is not None

    ask.expects("form", work)
    qtbot.keyClick(page.duties, Qt.Key.Key_Return)
    done = duty_lists.duty(record, before.id)
    assert (done.state, done.done_by, done.evidence_given) == ("done", "Mrs A Wrenfield", ("Sent by post",))
    assert all(before.id not in ids for ids in page.grouped.members.values())
    assert page.duties.hasFocus()
    assert page.duties.focused_id()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert duty_lists.duty(record, before.id).state == "overdue"
    assert any(before.id in ids for ids in page.grouped.members.values())


def test_nothing_is_done_without_a_word_of_what_shows_it(page, record, ask, qtbot):  # noqa: F811
    ring_on(page, "Send placement notice to parents")
    (before,) = standing(record, page, "Send placement notice to parents")[:1]

    def work(dialog):
        dialog.by.setText("Mrs A Wrenfield")
        dialog.accept()
        assert dialog.saved is None
        assert dialog.problems() == [
            "Say what shows that it was done: tick the evidence, name another, or say it in a note."
        ]
        dialog.note.setText("Handed over at the gate")
        dialog.accept()
        return dialog.saved is not None

    ask.expects("form", work)
    qtbot.keyClick(page.duties, Qt.Key.Key_Return)
    assert duty_lists.duty(record, before.id).note == "Handed over at the gate"


def test_a_contact_needs_both_sides_before_it_is_done(page, record, ask):  # noqa: F811
    ring_on(page, "Weekly contact: provider and pupil")

    def work(dialog):
        dialog.accept()
        assert dialog.saved is None
        assert "both sides" in dialog.problems()[0]
        said = [label.whole_text() for label in dialog.findChildren(DataLabel)]
        assert "Evidence (provider, pupil and parents: all needed)" in said
        assert not any(".csv" in words or "§" in words for words in said)
        assert [tick.text() for tick in dialog.evidence][:2] == ["Spoken to the provider", "Spoken to the pupil"]
        for tick in dialog.evidence:
            tick.setChecked(True)
        dialog.accept()
        return True

    ask.expects("form", work)
    page.deeds.complete()
    assert "Weekly contact: provider and pupil" not in titles(page, "week")


def test_put_off_asks_why_and_says_when_it_is_past_the_last_day(page, record, ask, qtbot):  # noqa: F811
    ring_on(page, "Send placement notice to parents")
    ids = page.deeds.wanted()

    def work(dialog):
        dialog.to.set_date(date(2026, 11, 16))
        dialog.why.setText("The head is away")
        assert "after the last day" in dialog.problems()[0]
        assert "stays overdue" in dialog.past.text()
        dialog.past.setChecked(True)
        dialog.accept()
        return True

    ask.expects("form", work)
    qtbot.keyClicks(page.duties, "s")
    row = duty_lists.duty(record, ids[0])
    assert (row.state, row.day, row.put_off_why) == ("overdue", date(2026, 11, 16), "The head is away")
    assert "notice of the direction: put off to Mon 16 Nov." in page.window().toast.accessibleName()


def test_several_are_marked_and_given_together(page, record, ask, qtbot, day, window):  # noqa: F811
    page.tools_strip.tabs.set_key(OVERDUE)
    page.tools_strip.changed.emit()
    qtbot.keyClick(page.duties, Qt.Key.Key_Home)
    qtbot.keyClicks(page.duties, "xjx")
    assert page.marked.isVisible()
    wanted = page.deeds.wanted()
    assert len(wanted) >= 2

    def work(dialog):
        assert page.deeds.wanted()
        dialog.person.set_key(day.sandhu)
        dialog.accept()
        return True

    ask.expects("form", work)
    qtbot.keyClicks(page.duties, "a")
    assert {row.who for row in duty_lists.duties_with_ids(record, wanted)} == {"Mrs P Sandhu"}
    assert not page.marked.isVisible(), "the marks go with what was done"
    assert window.toast.text().endswith("given to somebody else.")
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    rows = duty_lists.duties_with_ids(record, wanted)
    assert "Mrs P Sandhu" not in {row.who for row in rows if row.kind != "register"}


def test_w_notes_for_whom_it_waits_and_takes_it_back(page, record, ask, qtbot):  # noqa: F811
    ring_on(page, "Confirm the week’s attendance")
    wanted = page.deeds.wanted()
    ask.expects("ask_text", "Fairholt: Friday’s return")
    qtbot.keyClicks(page.duties, "w")
    assert "Confirm the week’s attendance" in titles(page, WAITING)
    waiting = next(group for group in page.grouped.groups if group.key == WAITING)
    line = next(line for line in waiting.lines if line.action == "Confirm the week’s attendance")
    assert (line.under, line.status) == ("waiting", "waiting")
    page.duties.focus_id(line.id)
    qtbot.keyClicks(page.duties, "w")
    assert {row.state for row in duty_lists.duties_with_ids(record, wanted)} == {"soon"}


def test_done_already_asks_when_and_for_proof(page, record, ask, qtbot):  # noqa: F811
    ring_on(page, "Send placement notice to parents")
    wanted = page.deeds.wanted()[0]

    def work(dialog):
        assert dialog.on.date() is None
        dialog.on.set_date(date(2026, 11, 5))
        dialog.accept()
        assert dialog.saved is None
        assert "shows that it was done" in dialog.problems()[0]
        dialog.other.setText("Copy of the letter")
        dialog.accept()
        return True

    ask.expects("form", work)
    qtbot.keyClicks(page.duties, "d")
    row = duty_lists.duty(record, wanted)
    assert (row.done_on, row.evidence_given) == (date(2026, 11, 5), ("Copy of the letter",))


def test_a_week_is_signed_off_once_and_only_differences_are_listed(page, record, ask, day):  # noqa: F811
    from apdesk.services.registers import Mark, mark

    mark(record, [Mark(day.placement, date(2026, 11, 10), "AM", "B")])
    ring_on(page, "Confirm the week’s attendance")
    wanted = page.deeds.wanted()

    def work(dialog):
        (only,) = dialog.sorted_out
        assert duty_lists.duty(record, only).pupil_name == "Chidera Okonjo"
        dialog.accept()
        return True

    ask.expects("form", work)
    page.deeds.do(page.duties.focused_id())
    states = {row.pupil_name: row.state for row in duty_lists.duties_with_ids(record, wanted)}
    assert states == {"Amara Benbow": "done", "Chidera Okonjo": "soon"}


def test_f1_shows_the_clause_word_for_word(page, ask, qtbot, window):  # noqa: F811
    ring_on(page, "Send placement notice to parents")

    def work(dialog):
        said = [label.whole_text() for label in dialog.findChildren(DataLabel)]
        assert "Section 5, What Happens if an Off-Site Direction Is Agreed?" in said
        assert any(text.startswith("Parents/carers will receive formal written notification") for text in said)
        quoted = next(n for n, text in enumerate(said) if text.startswith("Parents/carers will receive formal"))
        law = next(n for n, text in enumerate(said) if text.startswith("SI 2010/1156"))
        assert quoted < law
        assert not any(".csv" in text for text in said)
        return True

    ask.expects("form", work)
    qtbot.keyClick(window, Qt.Key.Key_F1)


def test_chasing_copies_and_saves_and_stands_on_the_row(page, ask, qtbot, tmp_path):  # noqa: F811
    ring_on(page, "Weekly contact: provider and pupil")
    qtbot.keyClicks(page.duties, "x")
    file = tmp_path / "chase.eml"

    def work(dialog):
        assert "Okonjo" not in dialog.text.text()
        dialog.copy_button.click()
        dialog.accept()
        return True

    ask.expects("form", work).expects("save_file", file)
    qtbot.keyClicks(page.duties, "c")
    assert QApplication.clipboard().text().startswith("Alternative provision: 2 duties wait for you")
    assert file.read_bytes().startswith(b"X-Unsent: 1")
    assert line_of(page, "Weekly contact: provider and pupil").role == "chased Thu 12 Nov"


def test_p_opens_the_pupil(page, window, qtbot, day):  # noqa: F811
    ring_on(page, "Send placement notice to parents")
    pupil = page.deeds.focused_pupil()
    qtbot.keyClicks(page.duties, "p")
    assert window.history.here == Place("pupil", {"pupil": pupil})


def test_the_list_is_printed_as_it_is_shown(page, ask, tmp_path, qtbot, window):  # noqa: F811
    from pypdf import PdfReader

    file = tmp_path / "due.pdf"
    ask.expects("choose", "save").expects("save_file", file)
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    text = " ".join(page.extract_text() for page in PdfReader(file).pages)
    assert "What is due on Thursday 12 November 2026" in text
    assert "Okonjo, Chidera" in text
    assert DocumentCopy.get().kind == "list of duties"


def test_who_may_only_read_has_no_button_and_keys_do_nothing(context, record, day, qtbot):  # noqa: F811
    record.actor = Actor(record.actor.id, "Reader", READ_ONLY)
    made = MainWindow(context)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.start()
    shown = made.current()
    for name in ("put-off", "give", "wait", "done-already", "chase", "complete", "absent-today"):
        made.do(name)
    assert not shown.deeds.actions.allowed
    assert [group.link for group in shown.grouped.groups] == [""] * len(shown.grouped.groups)
    assert shown.duties._delegate.buttons is False


def test_a_head_of_year_sees_the_own_pupils(context, record, day, small_school):  # noqa: F811
    from apdesk.services.staff import staff

    farrant = next(one for one in staff(record) if one.name == "Ms L Farrant")
    record.actor = Actor(farrant.id, farrant.name, HEAD_OF_YEAR)
    shown = TodayPage(context)
    shown.reload()
    abouts = {line.about for group in shown.grouped.groups for line in group.lines}
    assert "Chidera Okonjo" in abouts
    assert "The school" not in abouts
    record.actor = Actor("other", "Mr G Ellery", HEAD_OF_YEAR)
    shown.reload()
    assert shown.grouped.groups == ()


def test_what_is_done_elsewhere_leaves_the_list_at_once(page, record, context):  # noqa: F811
    from apdesk.services.duties import Completion, complete_duty

    wanted = page.grouped.members[line_of(page, "Send placement notice to parents").id][0]
    context.publish(complete_duty(record, wanted, Completion(on=TODAY)))
    assert all(wanted not in ids for ids in page.grouped.members.values())


@pytest.mark.parametrize(("on", "said"), [
    (date(2026, 11, 12), "Autumn term, week 10 of 15"),
    (date(2026, 10, 28), "Holiday  ·  School again Mon 2 Nov"),
    (date(2026, 11, 27), "Autumn term, week 12 of 15  ·  INSET day"),
    (date(2029, 1, 1), "Beyond the term dates"),
])  # fmt: skip
def test_the_week_of_the_term_is_said(record, on, said):  # noqa: F811
    from apdesk.services.school_year import calendar_or_none
    from ui.today.week_words import week_words

    assert week_words(calendar_or_none(record), on) == said
    assert week_words(None, on) == "No term dates yet"


def test_chasing_what_nobody_owes_says_who_has_to_be_named_and_never_with_a_tick(context):
    said = []
    context.bus.said.connect(said.append)
    assert not chase(context, ("a", "b"))
    assert said[0].text.startswith("Nobody owes these yet: say who holds the role")
    assert said[0].status != "done"
