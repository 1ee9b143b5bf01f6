"""The providers as a person works them: what stops one, what is held, and whom to ring there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from placement_school import clock, made_school, record, small_school  # noqa: F401
from PySide6.QtCore import Qt
from small_steps import answers_of, fill
from whole_window import shown_window

from apdesk.services.provider_checks import CheckForm, due_diligence, record_check
from apdesk.services.providers import ProviderForm, edit_provider, provider_form
from apdesk.services.start_placement import start_placement
from ui.common.page import Place
from ui.common.widgets.banner import Banner
from ui.common.widgets.card import Card
from ui.providers.forms import details_form

LONG = "office.of.the.headteacher@averyveryverylongnameofaschool.example"


@pytest.fixture
def window(small_school, context, qtbot):  # noqa: F811
    made = shown_window(qtbot, context)
    made.go(Place("providers"))
    made.activateWindow()
    return made


@pytest.fixture
def page(window, small_school):  # noqa: F811
    window.go(Place("provider", {"provider": small_school.fairholt}))
    return window.current()


def chips(page):
    return {row.name: page.table.table.columns[1].text(row) for row in page.table.shown_rows()}


def test_a_full_provider_is_not_offered_as_clear(window, small_school, record):  # noqa: F811
    start_placement(record, answers_of(small_school))
    form = provider_form(record, small_school.fairholt)
    edit_provider(record, small_school.fairholt, replace(form, places=1))
    page = window.current()
    page.reload()
    assert chips(page) == {"Fairholt School": "Full", "Kestrel Bridge AP": "Cannot be used"}
    counts = [page.tabs.count_words(key) for key in ("all", "clear", "full", "soon", "cannot")]
    assert counts == ["2", "0", "1", "0", "1"]


def test_the_list_says_which_check_runs_out_first_and_when(window):
    page = window.current()
    fairholt = next(row for row in page.table.shown_rows() if row.name == "Fairholt School")
    check, when = page.table.table.columns[2].text(fairholt).replace("\u00a0", " ").split(", ")
    assert check == fairholt.clearance.first[0]
    assert when.split(" ")[0] in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def test_the_ring_goes_to_a_provider_that_was_added_whatever_was_searched_for(window, context):
    page = window.current()
    page.search.setText("kestrel")
    page.search.searched.emit("kestrel")
    context.ask.expects("form", lambda form: fill(form, name="Wexbridge College"))
    page._on_add()
    assert window.current().title() == "Wexbridge College"
    assert page.table.focused_row().name == "Wexbridge College"
    assert page.search.text() == ""


def test_the_ring_begins_on_the_check_that_stops_a_provider(window, small_school, record):  # noqa: F811
    bad = CheckForm(code="dbs", seen_on=date(2026, 11, 1), satisfactory=False)
    record_check(record, small_school.fairholt, bad)
    window.go(Place("provider", {"provider": small_school.fairholt}))
    page = window.current()
    assert page.checks.focused_row().check.code == "dbs"
    assert page.checks.horizontalHeader().sortIndicatorSection() == -1


def test_enter_shows_a_paper_that_is_in_date_and_u_records_a_newer_one(page, context, qtbot):
    row = page.checks.focused_row()
    asked = context.ask.expects("confirm", False)
    qtbot.keyClick(page.checks, Qt.Key.Key_Return)
    question = asked.asked[-1][1]
    assert question.title == f"{row.check.label}: Fairholt School"
    assert "Seen: " in question.body
    assert question.do == "Record newer evidence"
    context.ask.expects("form", False)
    qtbot.keyClick(page.checks, Qt.Key.Key_U)
    context.ask.all_asked()


def test_the_banner_names_every_reason_and_leads_to_the_first(window, small_school, record, context):  # noqa: F811
    for code in ("dbs", "health-safety"):
        record_check(record, small_school.fairholt, CheckForm(code=code, seen_on=date(2026, 11, 1), satisfactory=False))
    window.go(Place("provider", {"provider": small_school.fairholt}))
    page = window.current()
    banner = page.findChild(Banner)
    assert banner.accessibleName() == (
        "DBS confirmation is not satisfactory to us. Health and safety policy is not satisfactory to us. "
        "No new pupil can be placed here."
    )
    context.ask.expects("form", lambda form: fill(form, satisfactory=True))
    banner.asked.emit()
    states = {row.check.code: row.state for row in due_diligence(record, small_school.fairholt).rows}
    assert states["dbs"] == "in date"


def test_people_are_added_at_their_card_and_nothing_else_changes(page, small_school, record, context):  # noqa: F811
    before = provider_form(record, small_school.fairholt)
    link = page.side_cards.links["people"]
    assert link.text() == "Add people"
    context.ask.expects("form", lambda form: fill(form, link_name="Mrs H Calloway", returns="Fridays"))
    link.click()
    after = provider_form(record, small_school.fairholt)
    assert (after.link_name, after.places, after.urn) == ("Mrs H Calloway", before.places, before.urn)
    assert link.text() == "Edit people"


def test_a_long_address_never_makes_the_column_wider_than_its_place(page, small_school, record, context):  # noqa: F811
    context.ask.expects("form", lambda form: fill(form, link_email=LONG))
    page.side_cards.links["people"].click()
    side = page.side
    for card in side.findChildren(Card):
        assert card.mapTo(side, card.rect().topRight()).x() <= side.width()
    assert len({card.width() for card in side.findChildren(Card)}) == 1


@pytest.mark.parametrize("size", [(1366, 768), (1200, 800), (1050, 700), (960, 540)])
def test_only_the_page_scrolls_and_every_row_keeps_its_button(window, page, size, qtbot):
    window.resize(*size)
    qtbot.waitUntil(lambda: window.width() == size[0])
    table = page.checks
    qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() == table.horizontalScrollBar().maximum() == 0)


def test_the_row_with_the_ring_is_scrolled_into_sight(window, page, qtbot):
    window.resize(960, 540)
    page.checks.setFocus()
    qtbot.keyClick(page.checks, Qt.Key.Key_End)
    row = page.checks.visualRect(page.checks.currentIndex())
    place = page.checks.viewport().mapTo(page.middle.viewport(), row.center())
    assert page.middle.viewport().rect().contains(place)


def test_a_column_that_comes_and_goes_never_makes_the_page_flutter(window, page):
    """A column makes rows taller, so that the page needs its bar, which takes the room of the column."""
    for high in (700, 900):
        for width in range(1150, 1250, 4):
            window.resize(width, high)
            window.layout().activate()
    assert page.checks.horizontalScrollBar().maximum() == 0


def test_whether_it_is_a_registered_school_follows_its_kind(qtbot, context):
    form = details_form("Add a provider", ProviderForm(name=""), lambda said: said, context.today(), new=True)
    qtbot.addWidget(form)
    kind = form.control("kind")
    for key, school in (("pru", True), ("non-school", False), ("special", True), ("base", True), ("tuition", False)):
        kind.set_key(key)
        kind.changed.emit(key)
        assert form.values().registered_school == school
    assert not form.values().registers_pupils


def test_a_report_card_is_taken_field_by_field_and_kept_in_words(page, small_school, record, context):  # noqa: F811
    def fill_in(form):
        form.control("inspected_on").set_date(date(2026, 10, 6))
        form.control("framework").set_key("Ofsted report card")
        form.control("inclusion").set_key("Strong standard")
        form.control("leadership").set_key("Needs attention")
        form.control("safeguarding").set_key("Safeguarding standards met")
        form.control("judged").setText("Mr D Ashworth, the plan for leadership is in hand.")
        form.accept()
        return True

    context.ask.expects("form", fill_in)
    row = next(one for one in due_diligence(record, small_school.fairholt).rows if one.check.code == "inspection")
    page._on_check(row)
    kept = next(one for one in due_diligence(record, small_school.fairholt).rows if one.check.code == "inspection")
    assert kept.findings == (
        "Inspected Tue 6 Oct 2026. Inclusion: strong standard. Leadership and governance: needs attention. "
        "Safeguarding standards met. Mr D Ashworth, the plan for leadership is in hand."
    )
