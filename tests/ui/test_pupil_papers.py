"""The pupil's page: papers made, kept and opened again; contacts; what happened; attendance and needs."""

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
    show_pupil,
    window,
)
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from settings_window import finish
from small_steps import answers_of, fill

from apdesk.services import duties, pupils, registers
from apdesk.services.document_copies import keep_copy, open_copy
from apdesk.services.duties import Completion
from apdesk.services.notes import NoteForm, add_note
from apdesk.services.placement_answers import SharedItem
from apdesk.services.placement_changes import carry_out, extend
from apdesk.services.pupil_page import pupil_page
from apdesk.services.registers import Mark
from apdesk.services.start_placement import start_placement
from apdesk.store.pupils import Contact
from ui.common.dialogs.paper_dialog import PaperDialog
from ui.common.widgets.button import Button
from ui.common.widgets.label import DataLabel
from ui.pupil.side import sent_words


def leave_by(way):
    """Looks at the pages and leaves by one of the ways."""

    def work(dialog):
        assert isinstance(dialog, PaperDialog)
        assert len(dialog.sheets) > 1
        words = {"save": "Save a copy", "print": "Print"}[way]
        next(each for each in dialog.findChildren(Button) if each.text() == words).click()
        return True

    return work


@pytest.fixture
def made(page, ask, qtbot, context, executor):  # noqa: F811
    """A parent's review pack, made from the page, looked at and closed."""
    ask.expects("choose", "parent").expects("form", lambda dialog: bool(dialog.reject()))
    page.pack_button.click()
    finish(qtbot, context, executor)
    page.show_tab("documents")
    return page.papers.table.shown_rows()[0]


def test_a_pack_is_made_for_a_reader_kept_and_shown(page, ask, made):  # noqa: F811
    title, options = ask.asked[0][1]
    assert title == "Who is the pack for?"
    assert [one.label for one in options] == ["School copy", "Parent’s copy", "Provider’s copy", "Panel’s copy"]
    dialog = ask.asked[1][1]
    assert dialog.heading.text() == "Review pack, copy 1"
    assert dialog.words.text().startswith("Parent’s copy, for ")
    assert (made.kind, made.reader, made.suffix) == ("review pack", "parent", "pdf")
    assert page.tabs.tab("documents").accessibleName() == "Documents, 1"


def test_nobody_reads_the_pages_without_it_being_journaled(page, ask, made):  # noqa: F811
    looked = journaled().count("Opened a kept document: review pack")
    ask.expects("form", leave_by("print")).expects("print_pages", True)
    page.papers.table.opened.emit(made)
    assert ask.asked[-1][1][0] == "Review pack"
    assert journaled().count("Opened a kept document: review pack") == looked + 1
    assert journaled()[-1] == "Printed a kept document: review pack"
    ask.expects("form", leave_by("print")).expects("print_pages", False)
    page.papers.table.opened.emit(made)
    assert journaled()[-1] == "Opened a kept document: review pack", "the printer was never chosen"


def test_a_kept_pack_is_saved_byte_for_byte_under_a_name_that_names_nobody(page, ask, record, made, tmp_path):  # noqa: F811
    file = tmp_path / "again.pdf"
    ask.expects("form", leave_by("save")).expects("save_file", file)
    page.papers.open_button.click()
    assert file.read_bytes() == open_copy(record, made.id).data
    assert "okonjo" not in ask.asked[-1][1][1].casefold()


def test_a_register_is_kept_for_the_whole_provider(page, ask, qtbot, context, executor, tmp_path):  # noqa: F811
    ask.expects("save_file", tmp_path / "register.xlsx")
    page.show_tab("documents")
    page.papers.register.click()
    finish(qtbot, context, executor)
    (row,) = page.papers.table.shown_rows()
    assert (row.kind, row.suffix) == ("register", "xlsx")
    ask.expects("save_file", tmp_path / "again.xlsx")
    page.papers.table.opened.emit(row)
    assert (tmp_path / "again.xlsx").read_bytes() == (tmp_path / "register.xlsx").read_bytes()


def test_what_is_not_kept_cannot_be_opened_and_says_so(page, record, placed):  # noqa: F811
    page.context.publish(keep_copy(record, "calendar file", b"x", placement=placed.placement))
    page.show_tab("documents")
    page.papers.table.focus_id(page.papers.table.shown_rows()[0].id)
    assert not page.papers.open_button.isEnabled()
    assert page.papers.open_button.toolTip() == "Choose a document that is kept"


def test_somebody_who_may_not_export_reads_but_takes_nothing_out(context, qtbot, ask, record, made, placed):  # noqa: F811
    with as_role(record, "read-only"):
        page = show_pupil(qtbot, context, placed.pupil, tab="documents").current()
        assert not page.papers.save_button.isVisible()
        ask.expects("form", lambda dialog: dialog.do_button.text() == "Close")
        page.papers.table.opened.emit(made)


def test_the_page_keys_turn_the_pages(made, ask, page, qtbot):  # noqa: F811
    def turn(dialog):
        with qtbot.waitExposed(dialog):
            dialog.show()
        QTest.keyClick(dialog.do_button, Qt.Key.Key_PageDown)
        assert dialog.scroller.verticalScrollBar().value() > 0
        QTest.keyClick(dialog.do_button, Qt.Key.Key_Home)
        assert dialog.scroller.verticalScrollBar().value() == 0
        return True

    ask.expects("form", turn)
    page.papers.table.opened.emit(made)


# Contacts.


def shown(table, row):
    """Everything that the row says, the second lines too."""
    words = [text(row) for column in table.table.columns for text in (column.text, column.second) if text]
    return [word for word in words if word and word != "Mother"]


def test_contacts_say_responsibility_home_and_letters(page):  # noqa: F811
    said = [shown(page.contacts.table, row) for row in page.contacts.table.shown_rows()]
    assert [row[0] for row in said] == ["Mrs F Okonjo", "Mr U Okonjo"]
    assert said[0][1:6] == ["Yes", "Yes", "Lives with the pupil", "Yes", "26 Saltmarsh Avenue"]
    assert "Each notice makes 1 letter" in page.contacts._said.text()


def test_a_second_household_makes_a_second_letter(page, ask, record, placed):  # noqa: F811
    father = page.contacts.table.shown_rows()[1]
    ask.expects("form", lambda dialog: fill(dialog, letters_to=True, address="4 Quay Lane"))
    page.contacts.table.opened.emit(father)
    assert "Each notice makes 2 letters" in page.contacts._said.text()
    assert Contact.get_by_id(father.id).address == "4 Quay Lane"


def test_whoever_lives_elsewhere_without_an_address_is_counted_apart_and_named(page, ask):  # noqa: F811
    father = page.contacts.table.shown_rows()[1]
    ask.expects("form", lambda dialog: fill(dialog, letters_to=True))
    page.contacts.table.opened.emit(father)
    assert "Each notice makes 2 letters" in page.contacts._said.text()
    banner = page.contacts._warning.itemAt(0).widget()
    assert banner.accessibleName().startswith("Mr U Okonjo lives elsewhere and no address is held.")
    ask.expects("form", lambda dialog: fill(dialog, address="4 Quay Lane"))
    banner.asked.emit()
    assert page.contacts._warning.count() == 0


def test_letters_to_nobody_are_said_in_amber_with_the_way_to_mend_it(page, ask):  # noqa: F811
    mother = page.contacts.table.shown_rows()[0]
    ask.expects("form", lambda dialog: fill(dialog, letters_to=False))
    page.contacts.table.opened.emit(mother)
    banner = page.contacts._warning.itemAt(0).widget()
    assert banner.accessibleName().startswith("Letters go to nobody yet.")
    ask.expects("form", lambda dialog: fill(dialog, letters_to=True))
    banner.asked.emit()
    assert page.contacts._warning.count() == 0


def test_no_contact_stands_in_words_and_takes_the_letters_away(page, ask, record):  # noqa: F811
    father = page.contacts.table.shown_rows()[1]
    both = {"letters_to": True, "no_contact": True}

    def refused(dialog):
        assert not fill(dialog, **both)
        return fill(dialog, letters_to=False)

    ask.expects("form", refused)
    page.contacts.edit_asked.emit(father)
    banner = page.contacts._warning.itemAt(0).widget()
    assert "No contact with Mr U Okonjo." in banner.accessibleName()
    assert "Mr U Okonjo: no contact" in str([one.text() for one in _labels(page.cards)])


def test_a_hidden_address_is_nowhere_on_the_page(page, record, placed):  # noqa: F811
    form = pupils.pupil_form(record, placed.pupil)
    page.context.publish(pupils.edit_pupil(
        record, placed.pupil, replace(form, address="12 Secret Street", confidential_address=True)
    ).changes)
    words = " ".join(one.text() for one in _labels(page))
    assert "Secret Street" not in words
    assert page._page.header.address_hidden
    mother = page.contacts.table.shown_rows()[0]
    assert mother.hides_address
    assert "Saltmarsh" not in str(shown(page.contacts.table, mother))
    assert "Home address hidden" in page.contacts._said.text()


def test_a_contact_is_added_and_removed(page, ask, record):  # noqa: F811
    ask.expects("form", lambda dialog: fill(dialog, surname="Aunt", title="Ms", relationship="Aunt"))
    page.contacts.add_button.click()
    assert page.contacts.table.shown_rows()[-1].name == "Ms Aunt"
    ask.expects("confirm", True)
    page.contacts.remove_asked.emit(page.contacts.table.shown_rows()[-1])
    assert ask.asked[-1][1].title == "Remove Ms Aunt from Chidera Okonjo?"
    assert len(page.contacts.table.shown_rows()) == 2


def _labels(widget):
    return widget.findChildren(DataLabel)


# What happened.


def test_the_timeline_is_filtered_by_kind_and_words(page, record, placed, qtbot):  # noqa: F811
    for text in ("Rang home about the bus", "Art prize"):
        page.context.publish(add_note(record, placed.pupil, NoteForm(on=date(2026, 11, 20), text=text)).changes)
    page.show_tab("timeline")
    page.timeline.kind.choose("note")
    page.timeline.kind.changed.emit("note")
    assert lines_of(page.timeline.happened) == ["November 2026", "Note", "Note"]
    with qtbot.waitSignal(page.timeline.search.searched):
        qtbot.keyClicks(page.timeline.search, "BUS home")
    (line,) = [row.line for row in page.timeline.happened.model().rows() if row.line]
    assert "Rang home about the bus" in line.detail
    with qtbot.waitSignal(page.timeline.search.searched):
        qtbot.keyClicks(page.timeline.search, " moon")
    assert page.timeline._happened_frame.is_empty()


def test_a_duty_done_has_the_same_words_in_the_timeline_as_in_the_overview(page, record, placed):  # noqa: F811
    visit = next(one for one in page._page.duties if one.kind == "visit")
    page.context.publish(
        duties.complete_duty(record, visit.id, Completion(on=date(2026, 11, 10), evidence=visit.evidence))
    )
    shown = [
        next(row.line for row in face.model().rows() if row.line and row.line.id == visit.id)
        for face in (page.overview.duties, page.timeline.happened)
    ]
    assert [line.action for line in shown] == [visit.short, visit.short]
    assert [line.chip for line in shown] == [("Visited", "done"), ("Visited", "done")]
    assert shown[0].detail == shown[1].detail


def test_the_history_says_who_changed_what_from_what_to_what(page, ask, record, placed):  # noqa: F811
    form = pupils.pupil_form(record, placed.pupil)
    page.context.publish(pupils.edit_pupil(record, placed.pupil, replace(form, form="10G")).changes)
    page.show_tab("timeline")
    page.timeline.show_face("changed")
    newest = page.timeline.changed.shown_rows()[0]
    assert newest.who == record.actor.name
    assert "Form: 10F → 10G" in newest.details
    page.timeline.show_face("viewed")
    assert {row.what for row in page.timeline.changed.shown_rows()} == {"Opened a pupil’s page"}


def test_the_history_gives_the_reason_under_what_was_changed(page, record, placed):  # noqa: F811
    change = extend(record, placed.placement, date(2027, 2, 12), date(2026, 11, 10), "Fairholt asks for more time")
    page.context.publish(carry_out(record, placed.placement, change).changes)
    page.show_tab("timeline")
    page.timeline.show_face("changed")
    table = page.timeline.changed
    told = table.table.columns[-1].second(table.shown_rows()[0])
    assert told.endswith("Why: Fairholt asks for more time")
    assert told.count("; ") < 8, "the rest is counted"


def test_who_looked_several_times_on_a_day_is_one_line(page, record, placed):  # noqa: F811
    for _ in range(3):
        pupil_page(record, placed.pupil)
    page.show_tab("timeline")
    page.timeline.happened.setFocus()
    page.timeline.show_face("viewed")
    assert page.timeline.changed.hasFocus(), "the ring stays in the timeline"
    rows = page.timeline.changed.shown_rows()
    assert [row.details for row in rows] == [("4 times that day",)]


# Attendance and needs.


def test_attendance_is_the_providers_and_our_own_code_says_nothing(page, record, placed):  # noqa: F811
    marks = [
        Mark(placed.placement, date(2026, 11, 12), session, code, "provision", reason)
        for session, code, reason in (("AM", "/", ""), ("PM", "I", "Mrs Okonjo rang"))
    ]
    page.context.publish(registers.mark(record, marks))
    card = page._page.placements[0].attendance
    assert (card.counts.attended, card.counts.possible) == (1, 2)
    page.show_tab("attendance")
    (row,) = page.attendance.table.shown_rows()
    assert (row.day, row.session, row.code) == (date(2026, 11, 12), "PM", "I")
    assert "does not say whether the pupil was there" in " ".join(one.text() for one in _labels(page.attendance))


def test_an_item_counts_as_shared_on_the_day_its_duty_was_done(page, record, placed, small_school):  # noqa: F811
    sharing = (SharedItem("profile", True, "asked"), SharedItem("safeguarding", True, "to do"),
               SharedItem("social-worker", True, "to do"))  # fmt: skip
    start = answers_of(small_school, start=date(2026, 12, 7), decided_on=date(2026, 11, 30), sharing=sharing)
    made = start_placement(record, start, proposed=True)
    page.context.publish(made.changes)
    page.show_tab("needs")

    def shown():
        card = next(one for one in page._page.placements if one.id == made.placement)
        return [(row.title, row.state, row.on) for row in card.shared]

    assert shown() == [("One page profile", "Asked, waiting", None), ("Safeguarding information", "To do", None)]
    card = next(one for one in page._page.placements if one.id == made.placement)
    assert sent_words(card, date(2026, 12, 1)) == ("0 of 2 items shared, due Thu 3 Dec", False)
    (duty,) = [row for row in open_duties(record, made.placement, "share") if row.rule == "send.share"]
    page.context.publish(duties.complete_duties(
        record, [(duty.id, Completion(on=date(2026, 12, 1), evidence=duty.evidence[:1]))]
    ))
    assert shown()[0] == ("One page profile", "Shared", date(2026, 12, 1))
