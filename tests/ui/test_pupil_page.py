"""The pupil's page as a person works it: through the keys and dialogs to the record, and what each role sees."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from placement_school import clock, made_school, record, small_school  # noqa: F401
from pupil_school import (  # noqa: F401
    as_role,
    journaled,
    lines_of,
    open_duties,
    page,
    placed,
    row_of,
    show_pupil,
    window,
)
from PySide6.QtCore import Qt
from small_steps import answers_of, fill

from apdesk.services import contacts, pupils
from apdesk.services.contacts import ContactForm
from apdesk.services.notes import NoteForm, add_note
from apdesk.services.placement_answers import Answers
from apdesk.services.pupil_list import pupil_list
from apdesk.services.start_placement import start_placement
from apdesk.store.duties import Duty
from apdesk.store.placements import Objective, PupilNote
from ui.common.events import settle
from ui.common.page import Place
from ui.common.widgets.label import DataLabel

VIEW = "Opened a pupil’s page"


def press(window, qtbot, key):  # noqa: F811
    qtbot.keyClick(window.focusWidget() or window, key)


def test_opening_is_journaled_once_and_the_key_bar_says_so(window, page, qtbot, placed, record):  # noqa: F811
    assert journaled().count(VIEW) == 1
    _, words = page.state_text()
    assert words == f"Opened by {record.actor.name} 08:30. Views are logged"
    press(window, qtbot, Qt.Key.Key_3)
    add = add_note(record, placed.pupil, NoteForm(on=date(2026, 12, 1), text="Rang home"))
    window.context.publish(add.changes)
    assert journaled().count(VIEW) == 1
    window.go(Place("pupils"))
    window.go(Place("pupil", {"pupil": placed.other}))
    window.go(Place("pupil", {"pupil": placed.pupil}))
    assert journaled().count(VIEW) == 3


def test_a_pupil_without_a_placement_opens_on_what_can_be_begun(window, page, placed):  # noqa: F811
    window.go(Place("pupils"))
    window.go(Place("pupil", {"pupil": placed.other}))
    assert window.focusWidget().text() == "New placement"


def test_the_head_says_who_this_is_and_how_it_stands(page):  # noqa: F811
    assert page.title() == "Chidera Okonjo"
    assert page._heading.form.text() == "10F"
    assert (page._heading.chip.text(), page._heading.chip.status()) == ("Placed", "placed")
    assert page.identity.whole_text().startswith("UPN L999204218003")


@pytest.mark.parametrize(("number", "key"), list(enumerate(
    ("overview", "placement", "timeline", "documents", "contacts", "attendance", "needs"), 1
)))
def test_the_number_keys_show_the_seven_parts(window, page, qtbot, number, key):  # noqa: F811
    press(window, qtbot, Qt.Key(Qt.Key.Key_0 + number))
    assert page.tabs.key() == key
    assert page.stack.currentIndex() == number - 1
    assert page.isAncestorOf(window.focusWidget())


def test_what_is_next_stands_before_what_was_done(page, record, placed):  # noqa: F811
    groups = [row.group for row in page.overview.duties.model().rows()]
    assert [group.key for group in dict.fromkeys(groups)] == ["next", "done"]
    first = next(row.line for row in page.overview.duties.model().rows() if row.line)
    assert first.status == "overdue"
    done = [row.line for row in page.overview.duties.model().rows() if row.line and row.group.key == "done"]
    assert {"Placement started", "Placement agreed"} <= {line.action for line in done}


@pytest.mark.parametrize(("key", "kind"), [(Qt.Key.Key_V, "visit"), (Qt.Key.Key_R, "review"), (Qt.Key.Key_L, "letter")])
def test_a_letter_key_does_the_next_duty_of_its_kind(window, page, qtbot, ask, record, placed, key, kind):  # noqa: F811
    wanted = open_duties(record, placed.placement, kind)[0]

    def work(dialog):
        dialog.other.setText("Minutes of the meeting")
        dialog.accept()
        return dialog.saved is not None

    ask.expects("form", work)
    press(window, qtbot, key)
    still = {row.id for row in open_duties(record, placed.placement, kind)}
    assert wanted.id not in still


def test_a_key_without_a_duty_says_so(context, qtbot, placed):  # noqa: F811
    said = []
    context.bus.said.connect(lambda words: said.append(words.text))
    made = show_pupil(qtbot, context, placed.other)
    press(made, qtbot, Qt.Key.Key_V)
    assert said == ["No visit is due for Callum Strathdee."]


def test_a_note_is_kept_with_the_placement_that_runs(window, page, qtbot, ask, placed):  # noqa: F811
    ask.expects("form", lambda dialog: fill(dialog, text="Rang home, all well", kind="contact", with_whom="Mrs Okonjo"))
    press(window, qtbot, Qt.Key.Key_N)
    (note,) = PupilNote.select()
    assert (note.text, note.kind, note.with_whom, note.placement) == (
        "Rang home, all well", "contact", "Mrs Okonjo", placed.placement
    )
    assert "Contact with Mrs Okonjo" in lines_of(page.timeline.happened)


def test_a_note_asks_only_for_what_its_kind_needs(page, ask):  # noqa: F811
    def look(dialog):
        shown = {name: dialog.parts[name].isVisibleTo(dialog) for name in ("with_whom", "outcome", "by")}
        assert shown == {"with_whom": False, "outcome": False, "by": False}
        dialog.control("kind").set_key("behaviour")
        dialog.control("kind").changed.emit("behaviour")
        assert dialog.parts["outcome"].isVisibleTo(dialog)
        dialog.reject()
        return False

    ask.expects("form", look)
    page.details.note(page._page)


def test_the_brackets_go_through_the_list_the_person_came_from(window, page, qtbot, context, placed):  # noqa: F811
    said = []
    context.bus.said.connect(lambda words: said.append(words.text))
    press(window, qtbot, Qt.Key.Key_BracketRight)
    assert said[-1].startswith("Open a pupil from the list")
    window.go(Place("pupils"))
    window.current().show_tab("on-roll")
    window.current().table.focus_id(placed.pupil)
    window.current().table.opened.emit(window.current().table.focused_row())
    assert [crumb.text for crumb in page.crumbs()] == ["Pupils", "1 of 2 on roll"]
    press(window, qtbot, Qt.Key.Key_BracketRight)
    assert page.title() == "Callum Strathdee"
    press(window, qtbot, Qt.Key.Key_BracketRight)
    assert said[-1] == "This is the last of the list."
    press(window, qtbot, Qt.Key.Key_BracketLeft)
    assert page.title() == "Chidera Okonjo"


def test_objectives_are_judged_from_the_placement(page, ask, record, placed):  # noqa: F811
    def judge(dialog):
        (choice,), (evidence,) = dialog.judgements.values(), dialog.evidence.values()
        choice.set_key("Mostly")
        evidence.setText("96 % in November")
        dialog.accept()
        return True

    ask.expects("form", judge)
    page.show_tab("placement")
    page.placement.judge.click()
    (objective,) = Objective.select()
    assert (objective.judgement, objective.evidence, objective.judged_by) == (
        "Mostly", "96 % in November", record.actor.name
    )
    assert objective.judged_on == date(2026, 12, 1)


def test_judging_nothing_is_refused_in_the_form(page, ask, record):  # noqa: F811
    before = journaled()

    def press_save(dialog):
        dialog.accept()
        assert "Nothing is other than before" in dialog.troubles.accessibleName() or dialog.troubles.isVisibleTo(dialog)
        dialog.reject()
        return False

    ask.expects("form", press_save)
    page.details.judge(page._page.placements[0])
    assert journaled() == before


def test_a_support_plan_opens_for_a_pupil_without_one(context, qtbot, ask, record, placed):  # noqa: F811
    made = show_pupil(qtbot, context, placed.other)
    shown = [tool.text() for tool in made.current().tools()]
    assert shown == ["Note", "Support plan", "New placement"]
    ask.expects("form", lambda dialog: fill(dialog, pathway="ssp", targets="In by 08:35\nHomework on time"))
    made.current().plan_button.click()
    row = next(one for one in pupil_list(record) if one.id == placed.other)
    assert (row.status_text, "support-plan" in row.tabs) == ("Support plan, week 1 of 12", True)
    assert made.current()._heading.chip.text() == "Support plan, week 1 of 12"
    assert [tool.text() for tool in made.current().tools()][-1] == "End plan"
    assert [one.text for one in made.current()._page.placements[0].objectives] == ["In by 08:35", "Homework on time"]
    ask.expects("form", lambda dialog: not fill(dialog, pathway="ssp") and False)
    made.current().details.open_plan(made.current()._page)
    assert "is running already" in ask.asked[-1][1].parts["pathway"].trouble()


def test_what_was_shared_is_told_with_its_day_once_its_duty_is_done(page, ask, record, placed):  # noqa: F811
    words = "\n".join(label.text() for label in _labels(page.needs))
    assert "It is held outside AP Desk by" in words
    assert page._page.header.flags[0].letters == "K"


def _labels(widget):
    return [label for label in widget.findChildren(DataLabel) if label.isVisibleTo(widget)]


def test_confidential_flags_show_only_to_those_who_may_see_them(context, qtbot, record, placed):  # noqa: F811
    form = pupils.pupil_form(record, placed.pupil)
    with as_role(record, "dsl"):
        pupils.edit_pupil(record, placed.pupil, replace(form, social_worker=True, child_protection=True))
        contacts.add_contact(record, placed.pupil, ContactForm(
            title="Ms", forename="Tia", surname="Abara", relationship="Social worker", kind="professional", position=3,
        ))
        seen = show_pupil(qtbot, context, placed.pupil).current()
        assert {"SW", "CP"} <= {flag.letters for flag in seen._page.header.flags}
        assert "Ms T Abara" in [row.name for row in seen._page.contacts]
    for role in ("administrator", "sendco", "attendance", "read-only"):
        with as_role(record, role):
            hidden = show_pupil(qtbot, context, placed.pupil).current()
            assert not {"SW", "CP"} & {flag.letters for flag in hidden._page.header.flags}
            assert "Ms T Abara" not in [row.name for row in hidden._page.contacts]
            hidden.show_tab("timeline")
            hidden.timeline.show_face("changed")
            shown = str([(row.what, row.details) for row in hidden.timeline.changed.shown_rows()])
            assert "Abara" not in shown
            assert "Social worker" not in shown
            assert "Child protection" not in shown


def test_a_head_of_another_year_is_sent_back_to_the_list(context, qtbot, ask, record, placed):  # noqa: F811
    with as_role(record, "head-of-year"):
        ask.expects("refuse")
        made = show_pupil(qtbot, context, placed.pupil)
        assert ask.asked[-1][1].code == "permission.year"
        assert made.current().key == "pupils"
    assert VIEW not in journaled()


@pytest.mark.parametrize(("role", "tools"), [
    ("read-only", []), ("attendance", ["Note", "Print pack"]), ("sendco", ["Note", "Print pack"]),
    ("dsl", ["Note", "Print pack", "Change placement", "End placement"]),
])  # fmt: skip
def test_only_what_a_role_may_do_is_offered(context, qtbot, record, placed, role, tools):  # noqa: F811
    with as_role(record, role):
        page = show_pupil(qtbot, context, placed.pupil).current()
        assert [tool.text() for tool in page.tools()] == tools
        assert page.contacts.add_button.isHidden() is (role in ("read-only", "attendance"))


def test_what_waits_for_dates_stands_on_the_overview_while_nothing_has_any(
    context, qtbot, record, placed  # noqa: F811
):  # fmt: skip
    start_placement(record, Answers(pupil=placed.other, reasons=("ssp",), tried="Mentor", pathway="respite"),
                    proposed=True)  # fmt: skip
    page = show_pupil(qtbot, context, placed.other).current()  # noqa: F811
    groups = dict.fromkeys((row.group.key, row.group.title) for row in page.overview.duties.model().rows())
    assert next(iter(groups)) == ("waiting", "Waiting for a date")


def test_nine_placements_at_two_providers_are_all_there(context, qtbot, record, placed, small_school, clock):  # noqa: F811
    for number in range(8):
        where = placed.fairholt if number % 2 else placed.kestrel
        start_placement(record, answers_of(small_school, provider=where, start=date(2026, 11, 16)), proposed=True)
    page = show_pupil(qtbot, context, placed.pupil).current()  # noqa: F811
    assert len(page._page.placements) == 9
    assert page.placement.which.count() == 9
    assert page._heading.chip.text() == "Placed, 8 more"
    assert page.overview._cards.count() == 9
    assert page.overview.duties.height() > 150


def test_a_name_of_sixty_letters_stands_whole_in_the_heading(context, qtbot, record, placed):  # noqa: F811
    long = "Featherstonehaugh-Cholmondeley-Ffoulkes-Mainwaring-Beauchamp"
    form = pupils.pupil_form(record, placed.pupil)
    pupils.edit_pupil(record, placed.pupil, replace(form, surname=long))
    made = show_pupil(qtbot, context, placed.pupil)
    title = made.top_bar._title
    settle()
    assert title.whole_text() == f"Chidera {long}"
    assert _letters(title.text()) == _letters(title.whole_text())
    assert title.height() >= title.fontMetrics().boundingRect(title.rect(), 0, title.text()).height()
    assert title.accessibleName() == title.whole_text()
    assert long not in made.windowTitle()
    right = made.current().tools()
    assert all(tool.width() >= tool.sizeHint().width() for tool in right)


def _letters(text):
    return "".join(text.split())


def test_a_long_name_leaves_its_room_to_the_next_pupil(context, qtbot, record, placed, small_school):  # noqa: F811
    made = show_pupil(qtbot, context, placed.pupil)
    bar = made.top_bar
    ordinary, kind = bar.height(), bar._title.property("kind")
    shown = made.current()
    shown.show_pupil(shown._page._replace(header=shown._page.header._replace(name="Wilhelmina-Alexandrina " * 4)))
    shown.titles_changed.emit()
    settle()
    assert bar.height() > ordinary
    shown.reload()
    shown.titles_changed.emit()
    settle()
    assert bar.height() == ordinary
    assert bar._title.property("kind") == kind


def test_narrow_windows_leave_to_the_menu_what_has_no_room(window, page, qtbot):  # noqa: F811
    window.resize(960, 540)
    qtbot.waitUntil(lambda: page.note_button.isHidden() and page.end_button.isHidden())
    held = [action.text() for action in page.change_button.menu_shown().actions()]
    assert {"End…", "Add a note…\tN"} <= set(held)
    assert page.change_button.width() > 60, "an icon alone would not say what it does"
    window.resize(1600, 900)
    qtbot.waitUntil(lambda: page.note_button.isVisible() and page.end_button.isVisible())
    assert page.note_button.width() > 60


def test_reopening_a_tick_says_so_where_something_else_answers_the_duty(page, context, ask, placed, record):  # noqa: F811
    answered = Duty.select().where(Duty.placement == placed.placement, Duty.met_by.startswith("event:")).first()
    with record.work("Ticked by hand as well") as work:
        work.update(answered, met_by=None, done_by="Ms L Farrant")
    said = []
    context.bus.said.connect(said.append)
    ask.expects("ask_text", "Ticked twice")
    assert page.duties.reopen(answered.id)
    assert said[-1].text.startswith(f"{answered.title} stays done: the ")
    assert said[-1].text.endswith(" is on record.")


def test_the_key_bar_teaches_the_keys_that_do_something_here(page, context, qtbot, placed):  # noqa: F811
    assert {"tab-1", "do", "note", "visit", "review"} <= set(page.hint_names())
    assert "previous-pupil" not in page.hint_names(), "this pupil was not opened from a list"
    page.show_tab("needs")
    assert "do" not in page.hint_names()
    nobody = show_pupil(qtbot, context, placed.other).current()
    assert not {"visit", "review", "letter", "do"} & set(nobody.hint_names())


def test_the_side_says_no_second_time_what_the_tab_in_front_shows(page):  # noqa: F811
    cards = {"needs": page.cards.needs, "contacts": page.cards.contacts, "attendance": page.cards.attendances[0]}
    for tab in ("overview", *cards):
        page.show_tab(tab)
        assert {key for key, card in cards.items() if card.isHidden()} == {tab} & set(cards)


def test_the_side_speaks_of_each_provider_where_there_are_two(page):  # noqa: F811
    read = page._page
    (first,) = [card._replace(link="Mr R Tansley") for card in read.placements]
    second = first._replace(id="second", provider_short="Kestrel Bridge", link="Ms J Farrow")
    page.show_pupil(read._replace(placements=(first, second)))
    said = [label.whole_text() for label in page.cards.findChildren(DataLabel)]
    assert "Needs" in said
    for where in (first.provider_short, "Kestrel Bridge"):
        assert f"Attendance at {where}" in said
        assert where in said, "its link person"
        assert not first.shared or any(words.startswith(f"{where}: ") for words in said)
    page.show_tab("attendance")
    assert all(card.isHidden() for card in page.cards.attendances)
    page.show_pupil(read)
    page.show_tab("overview")
    assert [card.isHidden() for card in page.cards.attendances] == [False, True]


def test_what_the_desk_does_not_know_is_not_counted_as_done(page):  # noqa: F811
    read = page._page
    unknown = read.duties[0]._replace(state="before-desk")
    page.show_pupil(read._replace(done=(*read.done, unknown)))
    known = f", {len(read.done)} done" if read.done else ""
    assert page.overview._all.text() == f"All {len(read.duties)} to do{known}"
    assert lines_of(page.overview.duties)[-2:] == ["Before AP Desk, not known", unknown.title]
