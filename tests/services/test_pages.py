"""Lists and pages: what they show is what the records say, in a constant number of queries."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

import pytest
from counting import counted

from apdesk.services import calendar_view, contacts, duties, duty_lists, notes, pupils
from apdesk.services.contacts import ContactForm
from apdesk.services.duties import Completion
from apdesk.services.notes import NoteForm
from apdesk.services.protocols import protocol_in_force
from apdesk.services.pupil_list import PLACED, matches, pupil_list
from apdesk.services.pupil_page import pupil_page
from apdesk.services.pupils import PupilForm
from apdesk.services.register_weeks import register_week
from apdesk.services.search import find
from apdesk.services.start_placement import start_placement
from apdesk.store.duties import Duty
from apdesk.store.placements import Placement

TODAY = date(2026, 11, 13)


@pytest.fixture
def placed(school, clock):
    clock.go_to(date(2026, 11, 4))
    started = start_placement(school.record, school.direction())
    clock.go_to(TODAY)
    return started.placement


def test_the_list_shows_where_a_pupil_is_and_what_is_next(school, placed):
    rows = {row.list_name: row for row in pupil_list(school.record)}
    row = rows["Okonjo, Chidera"]
    assert (row.status_text, row.pathway_short, row.provider_name) == ("Placed", "Off-site direction", "Fairholt")
    assert (row.progress.done, row.progress.total) == (3, 49)
    assert row.next_due.standing.state == "overdue"
    assert row.overdue > 0
    assert PLACED in row.tabs
    assert rows["Strathdee, Callum"].tabs == {"on-roll"}
    assert [flag.letters for flag in rows["Strathdee, Callum"].flags] == ["LAC", "EHCP"]


def test_the_list_takes_one_query_for_the_pupils_however_many_there_are(school, placed):
    with counted(school.record) as few:
        pupil_list(school.record)
    for number in range(30):
        pupils.add_pupil(school.record, PupilForm(surname=f"Added{number}", forename="Pupil", year=7))
    with counted(school.record) as many:
        pupil_list(school.record)
    assert len(many) == len(few)
    assert sum('FROM "pupil"' in sql or "FROM pupil" in sql for sql in many) == 1


def test_registers_and_calendar_take_no_query_a_row(school, placed, clock):
    with counted(school.record) as one:
        register_week(school.record, TODAY)
        calendar_view.calendar_view(school.record, *calendar_view.month_span(TODAY))
    clock.go_to(date(2026, 11, 4))
    start_placement(school.record, school.direction(pupil=school.other_pupil))
    clock.go_to(TODAY)
    with counted(school.record) as two:
        register_week(school.record, TODAY)
        calendar_view.calendar_view(school.record, *calendar_view.month_span(TODAY))
    assert len(two) == len(one)


def test_the_list_can_be_seen_as_at_an_earlier_day(school, placed):
    before = {row.list_name: row for row in pupil_list(school.record, date(2026, 11, 3))}
    assert before["Okonjo, Chidera"].status == ""
    agreed = {row.list_name: row for row in pupil_list(school.record, date(2026, 11, 9))}
    assert agreed["Okonjo, Chidera"].status_text == "Starts Wed 11 Nov"


@pytest.mark.parametrize("text", ["okon", "chid okon", "10f", "8003", "OKONJO"])
def test_a_pupil_is_found_by_any_word_form_or_end_of_upn(school, text):
    rows = [row.list_name for row in pupil_list(school.record) if matches(row, text)]
    assert rows == ["Okonjo, Chidera"]


def test_accents_and_hyphens_do_not_hide_anybody(school):
    pupils.add_pupil(school.record, PupilForm(surname="Núñez-Sørensen", forename="Zoë"))
    assert [hit.title for hit in find(school.record, "zoe sorensen")] == ["Núñez-Sørensen, Zoë"]
    assert [hit.kind for hit in find(school.record, "kestrel")] == ["provider"]


def test_the_page_tells_what_is_next_and_what_was_done(school, placed):
    contacts.add_contact(
        school.record, school.pupil, ContactForm(title="Mrs", forename="Flora", surname="Okonjo", letters_to=True)
    )
    notes.add_note(school.record, school.pupil, NoteForm(on=TODAY, kind="behaviour", text="Commended for maths"))
    notice = next(row for row in duty_lists.duties_of(school.record, placement=placed) if "O13" in row.covers)
    duties.complete_duty(school.record, notice.id, Completion(on=date(2026, 11, 5), evidence=("D1",), note="By post"))
    page = pupil_page(school.record, school.pupil)
    assert page.header.name == "Chidera Okonjo"
    assert page.header.head_of_year == "Ms L Farrant"
    (card,) = page.placements
    assert (card.title, card.codes, card.day, card.days) == (
        "Off-site direction at Fairholt School", ("D",), 3, 49
    )
    assert [week.closed for week in card.ribbon.weeks].count("holiday") == 2
    assert page.done[0].note == "By post"
    assert {entry.kind for entry in page.timeline} == {"duty", "event", "placement", "note"}
    assert page.contacts[0].name == "Mrs F Okonjo"


def test_a_confidential_address_is_never_on_the_page(school, placed):
    form = pupils.pupil_form(school.record, school.pupil)
    pupils.edit_pupil(school.record, school.pupil, PupilForm(
        **{**form.__dict__, "address": "1 Hidden Way", "confidential_address": True}
    ))
    header = pupil_page(school.record, school.pupil).header
    assert (header.address, header.address_hidden) == ("", True)


def test_the_month_names_closed_days_and_what_stands_on_each(school, placed):
    view = calendar_view.calendar_view(school.record, *calendar_view.month_span(TODAY))
    days = calendar_view.days_of(view)
    assert (view.first.weekday(), view.last.weekday(), len(days) % 7) == (0, 6, 0)
    assert (days[date(2026, 11, 2)].closed, days[date(2026, 11, 2)].inset) == ("INSET", True)
    starts = [item.short for item in days[date(2026, 11, 11)].items if item.kind == "start"]
    assert starts == ["C Okonjo starts"]
    assert all(item.said.startswith("Overdue") for item in view.late)
    assert "Ms L Farrant" in view.owners
    hers = calendar_view.days_of(view, calendar_view.Shown(owner="Ms L Farrant"))
    assert {item.who for day in hers.values() for item in day.items} == {"Ms L Farrant"}
    without = calendar_view.days_of(view, calendar_view.Shown(hidden=frozenset({"visit", "start"})))
    assert not {"visit", "start"} & {item.kind for day in without.values() for item in day.items}


def test_a_found_pupil_s_pathway_keeps_capitals_that_are_letters(school, placed, clock):
    (hit, *_) = find(school.record, "okonjo")
    assert hit.detail == "10F, off-site direction at Fairholt"
    clock.go_to(date(2026, 11, 4))
    away = school.direction(pupil=school.other_pupil, pathway="ap-part-week", provider=school.kestrel, directed=False,
                            readings={}, end=date(2026, 12, 18), sessions="PPPPPPPPPP")  # fmt: skip
    start_placement(school.record, away, proposed=True)
    (hit, *_) = find(school.record, "strathdee")
    assert "AP, part of the week at" in hit.detail


def test_of_several_duties_on_one_day_what_weighs_most_is_next_whatever_their_ids(school, placed, clock):
    order = [rule.id for rule in protocol_in_force(school.record).protocol.duties]
    found = sorted(Duty.select().where(Duty.state == "open", Duty.pupil == school.pupil), key=lambda row: row.id)
    first, second, third = next(
        three for three in combinations(found, 3)
        if order.index(three[0].rule) > order.index(three[1].rule) > order.index(three[2].rule)
    )
    early, later = date(2026, 10, 6), date(2026, 10, 7)
    for on, wanted, hard in (
        (TODAY, first, {first.id: early}), (date(2026, 11, 16), second, {first.id: later, third.id: later}),
        (date(2026, 11, 17), third, {}),
    ):  # fmt: skip
        clock.go_to(on)
        with school.record.work("Made them due together") as work:
            for row in Duty.select().where(Duty.id << [first.id, second.id, third.id]):
                work.update(row, due=early, put_off_to=None, by=None, hard=hard.get(row.id))
        shown = next(row for row in pupil_list(school.record) if row.id == school.pupil)
        assert shown.next_due.id == wanted.id
        clock.go_to(on + timedelta(days=1))
        then = next(row for row in pupil_list(school.record, on) if row.id == school.pupil)
        assert then.next_due.id == wanted.id


def test_a_placement_that_ends_on_a_sunday_is_said_to_end_on_the_last_school_day(school, placed):
    with school.record.work("Moved the end") as work:
        work.update(Placement.get_by_id(placed), planned_end=date(2027, 1, 31))
    shown = next(row for row in pupil_list(school.record) if row.id == school.pupil)
    assert shown.end == date(2027, 1, 29)
