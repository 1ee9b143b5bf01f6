"""Where everyone is now, and what is coming up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from counting import counted

from apdesk.domain.permissions import HEAD_OF_YEAR
from apdesk.services import placement_changes
from apdesk.services.absences import AbsenceForm, report_absence
from apdesk.services.coming_up import coming_up
from apdesk.services.provider_checks import CheckForm, record_checks
from apdesk.services.providers import ProviderForm, add_provider
from apdesk.services.pupils import PupilForm, add_pupil
from apdesk.services.registers import Mark, mark
from apdesk.services.start_placement import start_placement
from apdesk.services.whereabouts import whereabouts
from apdesk.store.work import Actor

TODAY = date(2026, 11, 12)


@pytest.fixture
def placement(school, clock):
    """A directed pupil at Fairholt; today is Thursday 12 November, 09:50."""
    clock.go_to(date(2026, 11, 4))
    started = start_placement(school.record, school.direction())
    clock.moment = datetime(2026, 11, 12, 9, 50, tzinfo=UTC)
    return started.placement


@pytest.fixture
def others(school, clock, monkeypatch):
    """Three more: a reduced timetable from a confidential address, tuition at home, and flexi in school."""
    monkeypatch.setattr(placement_changes, "refuse_blocked", lambda plan: None)
    clock.go_to(date(2026, 11, 4))
    tuition = add_provider(school.record, ProviderForm(name="Wexbridge Tuition Service", kind="tuition",
                                                       phone="020 7946 0159")).id  # fmt: skip
    made = {}
    for surname, year, pathway, provider, changes in (
        ("Penrose", 8, "reduced-timetable", None, {"sessions": "S-S-S-S-S-"}),
        ("Dunthorpe", 11, "home-tuition", tuition, {"sessions": "P-P-P-P-P-"}),
        ("Chowdhurin", 9, "flexi-timetable", None, {"sessions": "SSSSSSSS--"}),
    ):
        pupil = add_pupil(school.record, PupilForm(
            surname=surname, forename="Ada", year=year, form=f"{year}A", address="9 Orchard Terrace",
            postcode="WX4 6JL", confidential_address=surname == "Penrose",
        )).id  # fmt: skip
        answers = school.direction(pupil=pupil, pathway=pathway, provider=provider, directed=False, readings={},
                                   end=date(2026, 12, 18), **changes)  # fmt: skip
        started = start_placement(school.record, answers, proposed=True)
        change = placement_changes.agree(school.record, started.placement, date(2026, 11, 4))
        placement_changes.carry_out(school.record, started.placement, change)
        made[surname] = started.placement
    clock.moment = datetime(2026, 11, 12, 9, 50, tzinfo=UTC)
    return made


def names(people):
    return [one.name for one in people]


def test_each_pupil_stands_at_the_site_with_how_to_reach_it(school, placement):
    now = whereabouts(school.record)
    (place,) = now.places
    assert (place.name, place.address) == ("Fairholt School", "Priory Road, Larkmoor, E99 4QT")
    assert place.link == "Mr R Tansley"
    assert names(place.people) == ["Okonjo, Chidera"]
    assert (now.session, now.closed, now.everyone) == ("AM", "", 1)
    assert [(one.code, one.label, one.pupils) for one in now.codes] == [("D", "Dual registered", 1)]
    assert (now.off_site, now.part_time) == (1, 0)


def test_morning_in_school_afternoon_at_home_and_no_confidential_address(school, placement, others, clock):
    now = whereabouts(school.record)
    assert names(now.in_school) == ["Chowdhurin, Ada", "Penrose, Ada"]
    assert [place.name for place in now.places] == ["Fairholt School", "Wexbridge Tuition Service"]
    tuition = now.places[1]
    assert (tuition.address, tuition.people[0].note) == ("taught at home", "9 Orchard Terrace, WX4 6JL")
    assert (now.off_site, now.part_time) == (2, 1)
    clock.moment = datetime(2026, 11, 12, 13, 15, tzinfo=UTC)
    later = whereabouts(school.record)
    assert later.session == "PM"
    (home,) = later.at_home
    assert (home.name, home.code, home.note) == ("Penrose, Ada", "C2", "address hidden")
    assert "Orchard" not in repr(later.at_home)


def test_whoever_is_off_or_not_accounted_for_stands_apart(school, placement, others):
    record = school.record
    mark(record, [Mark(others["Dunthorpe"], TODAY, "AM", "I", "provision", reason="Cold", told_by="Tutor")])
    report_absence(record, AbsenceForm(placement=placement, session="AM", told_at="09:40", told_by="Mr R Tansley"))
    now = whereabouts(record)
    assert [(one.name, one.note) for one in now.off] == [
        ("Dunthorpe, Ada", "Wexbridge Tuition Service, I, illness, Cold")
    ]
    assert [one.name for one in now.missing] == ["Chidera Okonjo"]
    assert now.places == ()
    assert now.everyone == 4


def test_on_a_closed_day_it_says_why(school, placement, clock):
    clock.go_to(date(2026, 11, 14))
    assert (whereabouts(school.record).closed, whereabouts(school.record).everyone) == ("Weekend", 0)
    clock.go_to(date(2026, 12, 21))
    assert whereabouts(school.record).closed == "Holiday"


def test_a_head_of_year_sees_the_own_year(school, placement, others):
    school.record.actor = Actor(school.farrant, "Ms L Farrant", HEAD_OF_YEAR)
    now = whereabouts(school.record)
    assert (now.everyone, now.off_site) == (1, 1)


def test_more_pupils_take_no_more_questions(school, placement, clock, monkeypatch, request):
    whereabouts(school.record)
    with counted(school.record) as one:
        whereabouts(school.record)
    request.getfixturevalue("others")
    with counted(school.record) as four:
        assert whereabouts(school.record).everyone == 4
    assert len(four) == len(one)


def test_what_is_coming_up_is_said_with_where_it_leads(school, placement, clock):
    record = school.record
    papers = tuple(CheckForm(code=code, seen_on=date(2026, 11, 1), valid_until=date(2026, 11, 27))
                   for code in ("assurance",))  # fmt: skip
    record_checks(record, school.fairholt, papers)
    start_placement(record, school.respite(pupil=school.other_pupil))
    lines = {(one.day, one.words, one.page) for one in coming_up(record)}
    assert (date(2026, 11, 16), "Callum Strathdee starts", "pupil") in lines
    assert (date(2026, 11, 27), "Callum Strathdee: last day", "pupil") in lines
    assert (date(2026, 11, 27), "Fairholt: checks run out", "provider") in lines
    assert (date(2026, 12, 18), "Term ends (27 school days)", "calendar") in lines
    assert [one.day for one in coming_up(record)] == sorted(one.day for one in coming_up(record))


def test_several_on_one_day_are_one_line_and_a_panel_is_there(school, clock):
    record = school.record
    clock.go_to(date(2026, 11, 4))
    for pupil in (school.pupil, school.other_pupil):
        start_placement(record, school.respite(pupil=pupil))
    third = add_pupil(record, PupilForm(surname="Vance", forename="Jaydon", year=9)).id
    answers = replace(school.direction(pupil=third), start=None, decided_on=None)
    proposed = start_placement(record, answers, proposed=True)
    change = placement_changes.refer_to_panel(record, proposed.placement, date(2026, 11, 18))
    placement_changes.carry_out(record, proposed.placement, change)
    clock.go_to(TODAY)
    words = [one.words for one in coming_up(record)]
    assert "2 pupils start" in words
    assert "2 pupils have their last day" in words
    assert "Panel meets" in words
