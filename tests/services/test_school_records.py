"""Term dates, providers, settings, protocols and the roll: what the office keeps, and what it may not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from apdesk.domain.permissions import READ_ONLY
from apdesk.problems import Cancelled, Problem
from apdesk.progress import Silent
from apdesk.services import protocols, provider_checks, providers, roll_import, school_year, settings
from apdesk.services.provider_checks import CheckForm
from apdesk.services.providers import ProviderForm, SiteForm
from apdesk.services.pupils import PupilForm, add_pupil
from apdesk.services.school_year import Entry
from apdesk.services.term_date_changes import change_dates
from apdesk.store.pupils import Pupil
from apdesk.store.work import Actor

ROLL = """UPN,Adno,Legal Surname,Legal Forename,DOB,Year,Reg,Contact 1 Name,Contact 1 Parental Responsibility
L999204218003,004711,Okonjo,Chidera,14/03/2012,Year 10,10F,Mrs F Okonjo,T
,004712,Vance,Jaydon,02/02/2012,Year 10,10D,,
"""


@pytest.fixture
def roll(tmp_path: Path) -> Path:
    file = tmp_path / "roll.csv"
    file.write_text(ROLL, encoding="utf-8")
    return file


def test_next_years_term_dates_join_those_that_are_there(school):
    record = school.record
    taken = school_year.take_calendar(
        record, "type,start,end,label\nhalf_term,2027-09-02,2027-10-22,Autumn 1\n", "next.csv"
    )
    assert taken.school_years == (2027,)
    calendar = school_year.school_calendar(record)
    assert calendar.is_school_day(date(2026, 11, 10))
    assert calendar.is_school_day(date(2027, 9, 6))
    assert [version.number for version in school_year.versions(record)] == [2, 1]


def test_correcting_a_day_needs_a_reason_and_keeps_the_earlier_version(school):
    lines = [*school_year.entries(school.record), Entry("closure", date(2026, 11, 12), date(2026, 11, 12), "Snow")]
    with pytest.raises(Problem, match="Say why"):
        change_dates(school.record, lines, " ")
    change_dates(school.record, lines, "Snow")
    assert school_year.school_calendar(school.record).label(date(2026, 11, 12)) == "Snow"
    assert len(school_year.versions(school.record)) == 2


def test_a_provider_is_clear_only_while_every_essential_paper_is_in_date(school):
    by_name = {row.name: row for row in providers.providers(school.record, date(2026, 11, 10))}
    assert by_name["Fairholt School"].clearance.state == "clear to use"
    kestrel = by_name["Kestrel Bridge AP"].clearance
    assert (kestrel.state, kestrel.until) == ("clear until", date(2026, 11, 13))
    after = {row.name: row for row in providers.providers(school.record, date(2026, 11, 14))}
    assert after["Kestrel Bridge AP"].clearance.state == "cannot be used"
    provider_checks.record_check(
        school.record, school.fairholt,
        CheckForm(code="assurance", seen_on=date(2026, 11, 10), satisfactory=False, findings="Policy out of date"),
    )
    rows = provider_checks.due_diligence(school.record, school.fairholt)
    assert rows.clearance.state == "cannot be used"
    assert rows.clearance.reasons == ("Safeguarding assurance letter is not satisfactory to us.",)


def test_a_paper_without_an_end_of_its_own_lasts_as_long_as_is_usual(school):
    provider_checks.record_check(school.record, school.kestrel, CheckForm(code="dbs", seen_on=date(2026, 11, 10)))
    row = next(
        one for one in provider_checks.due_diligence(school.record, school.kestrel).rows if one.check.code == "dbs"
    )
    assert (row.valid_until, row.seen_by) == (date(2027, 11, 9), "Ama Mensah")


def test_a_stopped_provider_needs_a_reason_and_stays_stopped(school):
    with pytest.raises(Problem, match="Say why"):
        providers.stop_using(school.record, school.fairholt, date(2026, 11, 10), "")
    providers.stop_using(school.record, school.fairholt, date(2026, 11, 10), "Two incidents")
    row = next(one for one in providers.providers(school.record) if one.id == school.fairholt)
    assert row.clearance.state == "stopped"
    providers.use_again(school.record, school.fairholt, "Put right")
    assert providers.provider_form(school.record, school.fairholt).name == "Fairholt School"


def test_a_site_needs_an_address_and_two_providers_two_names(school):
    with pytest.raises(Problem, match="needs its address"):
        providers.add_site(school.record, school.fairholt, SiteForm(kind="satellite"))
    with pytest.raises(Problem, match="already"):
        providers.add_provider(school.record, ProviderForm(name="fairholt school"))


def test_settings_take_only_what_they_know(school):
    with pytest.raises(Problem) as refused:
        settings.change_settings(school.record, {"school.name": "X", "colour.of.the.cat": "black"})
    assert refused.value.code == "setting.unknown"
    assert settings.settings(school.record)["school.name"] == "Larkmoor High School"


def test_the_same_protocol_twice_is_one_version_and_an_edited_one_is_the_next(school):
    text = protocols.shipped_protocol_text()
    protocols.activate_protocol(school.record, text, "again.toml")
    assert len(protocols.held_versions(school.record)) == 1
    protocols.activate_protocol(school.record, text + "\n# our reading\n", "ours.toml", date(2027, 1, 1))
    assert [one.version for one in protocols.held_versions(school.record)] == [2, 1]
    before = protocols.protocol_in_force(school.record, date(2026, 12, 1))
    after = protocols.protocol_in_force(school.record, date(2027, 1, 4))
    assert before.id != after.id


def test_a_protocol_with_mistakes_is_refused_and_the_old_one_stays(school):
    with pytest.raises(Problem):
        protocols.activate_protocol(school.record, "[protocol]\nid = 3\n", "broken.toml")
    assert len(protocols.held_versions(school.record)) == 1


def test_a_roll_is_shown_first_and_taken_in_whole(record, roll):
    review = roll_import.review_roll(record, roll)
    assert (len(review.plan.new), Pupil.select().count()) == (2, 0)
    taken = roll_import.apply_roll(record, review)
    assert taken.counts["new"] == 2
    again = roll_import.review_roll(record, roll)
    assert again.plan.is_empty


def test_a_cancelled_import_leaves_nothing_behind(record, roll):
    review = roll_import.review_roll(record, roll)
    with pytest.raises(Cancelled):
        roll_import.apply_roll(record, review, progress=Silent(stop_at=1))
    assert Pupil.select().count() == 0


def test_a_plan_that_the_desk_has_outrun_is_not_carried_out(record, roll):
    review = roll_import.review_roll(record, roll)
    add_pupil(record, PupilForm(surname="Okonjo", forename="Chidera", upn="L999204218003"))
    with pytest.raises(Problem) as refused:
        roll_import.apply_roll(record, review)
    assert refused.value.code == "roll.changed-meanwhile"


def test_a_placed_pupil_who_is_missing_from_the_roll_stays(school, roll, clock):
    from apdesk.services.start_placement import start_placement

    clock.go_to(date(2026, 11, 4))
    start_placement(school.record, school.direction())
    roll.write_text("UPN,Legal Surname,Legal Forename,Year\n,Strathdee,Callum,9\n", encoding="utf-8")
    review = roll_import.review_roll(school.record, roll)
    assert [entry.name for entry in review.plan.left] == []
    assert "Okonjo, Chidera" in [entry.name for entry in review.plan.doubtful]


@pytest.mark.parametrize(
    "deed",
    [
        lambda record: settings.change_settings(record, {"school.name": "X"}),
        lambda record: add_pupil(record, PupilForm(surname="A", forename="B")),
        lambda record: school_year.take_calendar(record, "type,start,end,label\n", "x"),
    ],
)
def test_somebody_who_only_reads_changes_nothing(record, deed):
    record.actor = Actor(record.actor.id, "Reader", READ_ONLY)
    with pytest.raises(Problem) as refused:
        deed(record)
    assert refused.value.code == "permission.refused"
