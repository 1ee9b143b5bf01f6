"""Pathways and providers to choose from: what each row says, why it cannot be chosen, and how keys go through them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from placement_school import cheap_keys, clock, made_school, record, small_school  # noqa: F401
from PySide6.QtCore import QRect, Qt
from whole_window import shown_window
from wizard_page import Keys, answered, wizard

from apdesk.services.placement_choices import pathway_choices
from apdesk.services.settings import change_settings
from ui.placement_wizard.option_list import Option, OptionList, OptionModel
from ui.theme.current import theme


@pytest.fixture
def window(qtbot, context, small_school):  # noqa: F811
    return shown_window(qtbot, context)


def test_a_pathway_that_step_one_keeps_closed_says_so(window, small_school):  # noqa: F811
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "pathway", reasons=("incident",))
    told = {one.id: one.reason for one in pathway_choices(page.flow)}
    assert told["reduced-timetable"].startswith("Not met: ")
    assert told["reduced-timetable"].endswith("(step 1).")


def test_each_pathway_says_how_long_it_is_in_a_column_of_its_own(window, small_school):  # noqa: F811
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "pathway")
    shown = {one.key: one for one in page.pane().options.options()}
    assert (shown["respite"].title, shown["respite"].detail) == ("Respite", "At a partner school")
    assert shown["respite"].facts == ("5 to 10 school days", "B")
    assert (shown["osd"].title, shown["osd"].detail) == ("Off-site direction", "Dual registered")
    assert shown["ap-full-time"].sentence().startswith("Alternative provision, full time. ")


def test_blocked_pathways_say_why_and_cannot_be_chosen(window, small_school):  # noqa: F811
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "pathway", reasons=("psp",))
    options = page.panes["pathway"].options
    row = options.option("reduced-timetable")
    assert (row.usable, row.chip) == (False, "Not yet")
    assert "wellbeing" in row.reason
    options.take("reduced-timetable")
    assert page.flow.answers.pathway is None
    said = [applies for _head, _quote, applies in page.panes["pathway"].quotes()]
    assert any(text.startswith("Not yet") for text in said)


def test_a_provider_whose_checks_ran_out_cannot_be_chosen(window, clock, small_school):  # noqa: F811
    clock.go_to(date(2026, 11, 10))
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "provider", reasons=("psp",), pathway="short-stay")
    row = page.panes["provider"].options.option(small_school.kestrel)
    assert (row.usable, row.chip) == (False, "Cannot be used")
    assert "ran out" in row.reason


def test_rows_are_sentences_for_a_screen_reader(window, record, small_school):  # noqa: F811
    change_settings(record, {"school.minute": "Minute 14 of 3 September"})
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "pathway", reasons=("psp",), tried="Mentor")
    model = page.panes["pathway"].options.model()
    said = [model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole) for row in (0, 2)]
    assert said[0].startswith("Respite at a partner school. ")
    assert "Available. Section 5; App. A row 1" in said[0]
    assert "Needs a step first. Have the host school and the parents agreed?" in said[1]


def test_reasons_and_names_stand_whole_however_long_they_are(window, record, small_school):  # noqa: F811
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "pathway", reasons=("psp",), tried="Mentor")
    options = page.panes["pathway"].options
    rows = [options.model().index(row) for row in range(options.model().rowCount())]
    for width in (1400, 560):
        heights = [options.delegate.height(row.data(OptionModel.OptionRole), width) for row in rows]
        assert min(heights) >= theme().px(50)
    long = replace(rows[0].data(OptionModel.OptionRole), reason="It stays open until the parents have agreed. " * 4)
    assert options.delegate.height(long, 560) > options.delegate.height(long, 1400) >= theme().px(50)
    options.set_options([long, *(row.data(OptionModel.OptionRole) for row in rows[1:])], "")
    assert options.height() == sum(options.visualRect(row).height() for row in rows)


def test_facts_without_room_for_their_columns_stand_with_the_words(window, small_school):  # noqa: F811
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "provider", reasons=("psp",), tried="Mentor", pathway="osd")
    options = page.panes["provider"].options
    row = options.option(small_school.fairholt)
    wide, narrow = (options.delegate.places(QRect(0, 0, width, 56)) for width in (1000, 380))
    assert len(wide[1]) == 2
    assert narrow[1] == []
    told = " ".join(options.delegate._lines(row, 200, 150, False)[1].lines)
    assert "places used" in told
    assert told.endswith(("a day", "no charge"))
    assert "places used" not in " ".join(options.delegate._lines(row, 200, 150, True)[1].lines)


def test_a_long_list_of_providers_leaves_room_for_the_checks_below(qtbot):
    options = OptionList([], 200, "Providers", least=3)
    qtbot.addWidget(options)
    heights = []
    options.fitted.connect(heights.append)
    options.resize(600, 200)
    options.set_options([Option(str(number), f"Provider {number}") for number in range(12)], "0")
    assert heights[-1] == options.maximumHeight() == 12 * theme().px(56)
    assert options.minimumHeight() == 3 * theme().px(56)


def test_the_arrows_go_row_by_row_from_the_first_on(window, small_school):  # noqa: F811
    page = wizard(window, pupil=small_school.pupil)
    answered(page, "pathway", reasons=("psp",))
    rows = page.panes["pathway"].options
    rows.clearFocus()
    rows.set_options(rows.options(), "")
    rows.setFocus()
    seen = []
    for _ in range(4):
        Keys().press(Qt.Key.Key_Down)
        seen.append(rows.currentIndex().row())
    assert seen == [1, 2, 3, 4]
