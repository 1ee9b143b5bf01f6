"""Settings: the room itself, the school's details, and how the program looks."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from settings_window import acting_as, part_of, press, show_settings, type_into
from walk import out_of_tab_order, sideways, stumbles

from apdesk.domain.permissions import PERSON_ROLES
from apdesk.services.crest import crest
from apdesk.services.drafts import drafts
from apdesk.services.paper import sample_letter
from apdesk.services.settings import change_settings, settings
from ui.common.dialogs.paper_dialog import PaperDialog
from ui.common.page import Place
from ui.settings.parts import PARTS, find, open_parts
from ui.theme.current import theme
from ui.theme.style import apply_theme


def laid_out() -> None:
    """Every part has the place that its layout gives it."""
    for _ in range(6):
        QApplication.sendPostedEvents()


@pytest.fixture
def picture(tmp_path) -> Path:
    """A crest far larger than paper shows."""
    file = tmp_path / "crest.jpg"
    Image.new("RGB", (2400, 1200), (20, 60, 40)).save(file)
    return file


def test_the_school_is_saved_by_keys_alone(qtbot, context, record):
    window = show_settings(qtbot, context, "school")
    school = part_of(window)
    type_into(school.fields["school.name"].control, "Larkmoor High School")
    type_into(school.fields["school.headteacher"].control, "Mrs A Wrenfield")
    window.do("save")
    found = settings(record)
    assert (found["school.name"], found["school.headteacher"]) == ("Larkmoor High School", "Mrs A Wrenfield")
    assert not school.changed()
    assert drafts(record) == ()


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(qtbot, context, record):
    window = show_settings(qtbot, context, "school")
    school = part_of(window)
    type_into(school.fields["school.name"].control, "Larkmoor High School")
    type_into(school.fields["school.email"].control, "office at larkmoor")
    window.do("save")
    assert "@" in school.fields["school.email"].trouble()
    assert school.fields["school.email"].control.hasFocus()
    assert settings(record)["school.name"] == ""


def test_what_was_typed_is_there_again_after_a_crash(qtbot, context, record):
    school = part_of(show_settings(qtbot, context, "school"))
    type_into(school.fields["school.name"].control, "Larkmoor")
    qtbot.waitUntil(lambda: bool(drafts(record)), timeout=3000)
    again = part_of(show_settings(qtbot, context, "school"))
    assert again.fields["school.name"].control.text() == "Larkmoor"
    assert settings(record)["school.name"] == ""
    assert "Draft" in again.state_text()[1]
    press(again, "Discard changes")
    assert again.fields["school.name"].control.text() == ""
    assert drafts(record) == ()


def test_a_crest_is_kept_small_in_the_desk_and_printed(qtbot, context, record, ask, picture):
    school = part_of(show_settings(qtbot, context, "school"))
    ask.expects("pick_file", picture)
    press(school, "Choose a picture")
    picture.unlink()
    held = crest(record)
    assert Image.open(BytesIO(held)).size == (600, 300)
    assert b"/Subtype /Image" in sample_letter(record, settings(record))
    press(school, "Remove")
    assert crest(record) is None
    assert b"/Subtype /Image" not in sample_letter(record, settings(record))


def test_what_is_no_picture_is_refused(qtbot, context, record, ask, tmp_path):
    school = part_of(show_settings(qtbot, context, "school"))
    file = tmp_path / "crest.png"
    file.write_bytes(b"%PDF-1.7 not a picture")
    ask.expects("pick_file", file).expects("refuse")
    press(school, "Choose a picture")
    assert ask.asked[-1][1].code == "crest.kind"
    assert crest(record) is None


def test_the_sample_letter_shows_what_is_typed_but_not_saved(qtbot, context, ask):
    school = part_of(show_settings(qtbot, context, "school"))
    type_into(school.fields["school.name"].control, "Larkmoor High School")
    shown = []
    ask.expects("form", lambda dialog: shown.append(dialog) or True)
    press(school, "See a sample letter")
    assert isinstance(shown[0], PaperDialog)
    assert len(shown[0].sheets) == 1


def test_somebody_who_may_not_change_settings_can_look(qtbot, context, record):
    change_settings(record, {"school.name": "Larkmoor High School"})
    with acting_as(record, "dsl"):
        school = part_of(show_settings(qtbot, context, "school"))
        control = school.fields["school.name"].control
        assert control.text() == "Larkmoor High School"
        assert control.isReadOnly()
        assert not school.save_button.isVisible()
        assert "Ask: Administrator" in school.refusal()
        school.save()
    assert settings(record)["school.name"] == "Larkmoor High School"


def test_searching_leads_to_the_field(qtbot, context):
    window = show_settings(qtbot, context, "appearance")
    page = window.current()
    window.do("search")
    QTest.keyClicks(page.search, "mark")
    qtbot.waitUntil(lambda: page.nav.keys() == ["school/paper.marking"])
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    QTest.keyClick(page.nav.button("school/paper.marking"), Qt.Key.Key_Return)
    school = part_of(window)
    assert school.key == "school"
    assert window.focusWidget() is school.fields["paper.marking"].control.focusProxy()
    assert page.search.text() == ""


def test_nothing_found_is_said(qtbot, context):
    page = show_settings(qtbot, context, "school").current()
    page.search.setText("zebra")
    qtbot.waitUntil(lambda: page.nav.keys() == [])
    assert "zebra" in page.nav.findChild(type(page.nav._none)).whole_text()
    assert find("administrator", "") == []


def test_parts_are_reached_by_number_and_by_going_back(qtbot, context):
    window = show_settings(qtbot, context, "school")
    window.do("part-7")
    window.do("part-1")
    assert part_of(window).key == "school"
    window.go(Place("settings", {"part": "appearance"}))
    window.go_back()
    assert part_of(window).key == "school"


def test_a_look_is_put_on_at_once_and_remembered(qtbot, context):
    window = show_settings(qtbot, context, "appearance")
    part_of(window).themes["dark"].click()
    assert theme().name == "dark"
    part = part_of(window)
    assert part.themes["dark"].isChecked()
    part.size.button("130").click()
    assert (theme().name, theme().text_size) == ("dark", 130)
    part_of(window).still.click()
    assert theme().still
    memory = context.memory
    assert [memory.get(f"appearance/{name}") for name in ("theme", "text-size", "still")] == ["dark", "130", "yes"]
    assert part_of(window).key == "appearance"


@pytest.mark.parametrize("key", [each.key for each in PARTS])
@pytest.mark.parametrize(("text", "size"), [(100, (1366, 690)), (100, (960, 540)), (150, (1366, 768))])
def test_everyone_can_use_every_part(qtbot, qapp, context, key, text, size):
    apply_theme(qapp, "light", text, still=True)
    window = show_settings(qtbot, context, key, size)
    laid_out()
    assert stumbles(window.frame) == []
    assert sideways(window.frame) == []
    assert out_of_tab_order(window.current()) == []


@pytest.mark.parametrize("role", PERSON_ROLES)
@pytest.mark.parametrize("key", [each.key for each in PARTS])
def test_every_role_sees_what_it_may_and_changes_nothing_else(qtbot, context, record, key, role):
    with acting_as(record, role):
        window = show_settings(qtbot, context, key)
        part = part_of(window)
        shown = key in [each.key for each in open_parts(role)]
        assert (part.key == key) == shown
        assert bool(part.refusal()) == (not part.may_change)
        laid_out()
        assert stumbles(window.frame) == []
