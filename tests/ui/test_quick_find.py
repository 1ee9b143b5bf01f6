"""Quick find as a person works it: what it finds, in which order, and what its keys do."""

from __future__ import annotations

from datetime import date

import pytest
from placement_school import clock, made_school, record, small_school  # noqa: F401
from pupil_school import as_role, page, placed, window  # noqa: F401
from PySide6.QtCore import Qt
from settings_window import finish

from apdesk.services.pupils import PupilForm, add_pupil
from ui.common.page import Place
from ui.shell.found_list import FoundModel, matched
from ui.shell.quick_find import QuickFind


@pytest.fixture
def found(window):  # noqa: F811
    """The box, open over Today."""
    window.go(Place("today"))
    return QuickFind.open_over(window)


def heads(found):
    return [line.title for line in found.model.lines if line.head]


def of_kind(found, kind):
    return [line for line in found.model.lines if line.kind == kind and not line.head]


@pytest.mark.parametrize("typed", ["oko", "chid", "ÓKONJO", "10f ok", "8003"])
def test_a_pupil_is_found_by_any_beginning_without_accents_and_by_the_end_of_the_upn(found, typed):
    found.field.setText(typed)
    assert found.current().title == "Okonjo, Chidera"
    assert found.current().chip[0] == "Placed"


def test_a_name_inside_a_name_is_a_beginning_too(window, record):  # noqa: F811
    add_pupil(record, PupilForm(forename="Rowan", surname="McQuarrie"))
    add_pupil(record, PupilForm(forename="Ada", surname="O’Neill-Sayle"))
    found = QuickFind.open_over(window)
    for typed, title in (("qua", "McQuarrie, Rowan"), ("neil", "O’Neill-Sayle, Ada"), ("say", "O’Neill-Sayle, Ada")):
        found.field.setText(typed)
        assert found.current().title == title
        assert any(bold for _, bold in matched(title, (typed,)))
    assert matched("McQuarrie, Rowan", ("qua",))[:2] == [("Mc", False), ("Qua", True)]
    assert matched("McQuarrie, Rowan", ("mcq",))[0] == ("McQ", True)


def test_many_of_a_kind_are_counted_and_said_to_be_more(window, record):  # noqa: F811
    for forename in ("Ada", "Bea", "Cy", "Di", "Eve"):
        add_pupil(record, PupilForm(forename=forename, surname="Okonkwo"))
    found = QuickFind.open_over(window)
    found.field.setText("oko")
    assert heads(found)[0] == "Pupils: 4 of 6"
    assert found._counted.whole_text().startswith("6 pupils")
    assert found.current().title == "Okonjo, Chidera", "who is placed comes first"


def test_what_is_to_be_done_is_one_letter_away(window, found, qtbot):  # noqa: F811
    done = []
    found.field.setText("okonjo")
    assert "Things to do for Chidera Okonjo" in heads(found)
    visit = next(line for line in of_kind(found, "to-do") if line.key == "V")
    qtbot.keyClick(found.field, Qt.Key.Key_Tab)
    assert found.current().kind == "to-do"
    window.page("pupil")._do_next = done.append
    qtbot.keyClick(found.field, Qt.Key.Key_V)
    assert done == [visit.action] == ["visit"]
    assert window.current().key == "pupil"


def test_a_name_spelt_otherwise_offers_those_that_are_close(found):
    found.field.setText("okonyo")
    assert heads(found)[0] == "Nothing matches “okonyo”. This is close"
    assert found.current().title == "Okonjo, Chidera"
    found.field.setText("zzzzq")
    assert not found.model.lines
    assert found._none.whole_text().startswith("Nothing matches “zzzzq”.")


def test_what_is_to_be_done_is_said_with_a_verb(found, placed):  # noqa: F811
    found.field.setText("okonjo")
    doing = {line.key: line.title for line in of_kind(found, "to-do")}
    assert doing["V"].startswith(("Visit the ", "Record the "))


def test_ctrl_enter_starts_a_placement_for_the_pupil(window, found, placed, qtbot):  # noqa: F811
    found.field.setText("okonjo")
    qtbot.keyClick(found.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.current().key == "wizard"


def test_who_may_not_place_is_not_offered_it(window, record, qtbot):  # noqa: F811
    with as_role(record, "attendance"):
        found = QuickFind.open_over(window)
        found.field.setText("okonjo")
        assert (("Ctrl Enter",), "place this pupil") not in found.keys.hints()
        here = window.current().key
        qtbot.keyClick(found.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert window.current().key == here


def test_a_paper_is_found_and_shown_among_the_pupil_s_documents(window, page, ask, qtbot, context, executor):  # noqa: F811
    ask.expects("choose", "parent").expects("form", lambda dialog: bool(dialog.reject()))
    page.pack_button.click()
    finish(qtbot, context, executor)
    window.go(Place("today"))
    found = QuickFind.open_over(window)
    found.field.setText("pack oko")
    [paper] = of_kind(found, "paper")
    assert paper.title.endswith("C Okonjo")
    assert "copy 1" in paper.detail
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert window.current().tabs.key() == "documents"
    assert window.current().papers.table.focused_row().id == paper.place.values["document"]


def test_it_opens_with_the_last_places_and_says_when_nothing_begins_so(window, found):  # noqa: F811
    assert heads(found) == ["Where you were"]
    assert found.current().title == "Chidera Okonjo"
    tall = found.height()
    found.field.setText("zzq")
    assert found.model.rowCount() == 0
    assert found._none.whole_text().startswith("Nothing matches “zzq”.")
    assert found.keys.hints() == [(("Esc",), "close")]
    assert found.height() < tall + found.list.sizeHint().height()


def test_a_press_beside_the_box_puts_it_away(window, found, qtbot):  # noqa: F811
    qtbot.mouseClick(found._shade, Qt.MouseButton.LeftButton)
    assert not found.isVisible()
    assert not found._shade.isVisible()


def test_a_screen_reader_hears_the_chip_and_the_key(found):
    found.field.setText("okonjo")
    said = [found.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(found.model.rowCount())]
    assert any(line.startswith("Okonjo, Chidera, 10F") and line.endswith("Placed") for line in said)
    assert any(line.endswith(", V") for line in said)
    assert isinstance(found.model, FoundModel)


def test_what_is_late_is_offered_first_and_marked(window, clock):  # noqa: F811
    clock.go_to(date(2026, 12, 11))
    found = QuickFind.open_over(window)
    found.field.setText("okonjo")
    doing = of_kind(found, "to-do")
    late = [line for line in doing if line.detail.endswith("late")]
    assert late
    assert doing[:len(late)] == late
    assert any(not line.key and line.place.page == "today" for line in late), "other kinds than those with a letter"
    chips = {line.chip[0] for line in of_kind(found, "duty") if line.chip is not None and line.chip[1] == "overdue"}
    assert chips
    assert all(words.endswith("late") for words in chips)
