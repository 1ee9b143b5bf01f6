"""Whom, where and on what pathway a row of a tracker means; and what its days of the week say."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.domain.roll_row import RollPupil, RollRow
from apdesk.domain.tracker_match import BY_NAME_AND_FORM, Named, PupilFinder, meant
from apdesk.domain.tracker_row import week_of

PATHWAYS = (
    Named("osd", ("osd", "Off-site direction")), Named("home-tuition", ("Home tuition",)),
    Named("ap-full-time", ("Alternative provision, full time", "AP, full time")),
    Named("ap-part-week", ("Alternative provision, part of the week",)),
)


def a_pupil(id="p1", **facts):
    return RollPupil(id=id, **({"surname": "Okonjo", "forename": "Chidera", "form": "10F"} | facts))


def a_row(**facts):
    return RollRow(line=2, **({"surname": "Okonjo", "forename": "Chidera"} | facts))


class TestWho:
    def test_by_number_however_the_name_is_written(self):
        found = PupilFinder([a_pupil(upn="L999204218003")]).find(a_row(upn="L999204218003", forename="Chi"))
        assert found.pupil.id == "p1"

    def test_by_full_name_and_birth_date(self):
        pupil = a_pupil(born=date(2012, 3, 14))
        assert PupilFinder([pupil]).find(a_row(born=date(2012, 3, 14))).pupil.id == "p1"

    def test_by_name_and_form_where_nobody_else_has_the_name(self):
        found = PupilFinder([a_pupil(), a_pupil("p2", forename="Ada")]).find(a_row(form="10 F"))
        assert (found.pupil.id, found.note) == ("p1", BY_NAME_AND_FORM)

    def test_by_the_name_that_the_pupil_goes_by(self):
        pupil = a_pupil(preferred_forename="Chi")
        assert PupilFinder([pupil]).find(a_row(forename="Chi", form="10F")).pupil.id == "p1"

    @pytest.mark.parametrize("row", [a_row(), a_row(form="9B")])
    def test_a_name_alone_is_a_doubt(self, row):
        found = PupilFinder([a_pupil()]).find(row)
        assert found.pupil is None
        assert found.doubt == "Found by name alone: Okonjo, Chidera (10F)."

    def test_a_name_that_two_pupils_have_is_a_doubt_even_with_the_form(self):
        found = PupilFinder([a_pupil(), a_pupil("p2", form="10G")]).find(a_row(form="10F"))
        assert [one.id for one in found.candidates] == ["p1", "p2"]

    def test_one_pupil_may_stand_in_two_rows(self):
        finder = PupilFinder([a_pupil(upn="L999204218003")])
        assert [finder.find(a_row(upn="L999204218003")).pupil.id for _ in range(2)] == ["p1", "p1"]

    def test_nobody_of_that_name(self):
        assert PupilFinder([a_pupil()]).find(a_row(surname="Hale")).candidates == ()


@pytest.mark.parametrize(("text", "pathway"), [
    ("OSD", "osd"), ("off site direction", "osd"), ("Off-site", "osd"), ("AP full time", "ap-full-time"),
    ("HT", "home-tuition"), ("Alternative provision", None), ("something", None), ("", None),
    ("off", None),  # three letters stand in too many names
])  # fmt: skip
def test_words_mean_a_pathway_or_nothing(text, pathway):
    assert meant(text, PATHWAYS, {}) == pathway


def test_what_a_person_said_of_words_counts_wherever_they_stand():
    assert meant("Dir. ", PATHWAYS, {"dir": "osd"}) == "osd"
    assert meant("Dir.", PATHWAYS, {"dir": "gone"}) is None


@pytest.mark.parametrize(("text", "week"), [
    ("Full time", "PPPPPPPPPP"), ("Mon-Wed", "PPPPPPSSSS"), ("Tue AM, Thursday", "SSPSSSPPSS"),
    ("Friday pm", "SSSSSSSSSP"), ("Monday to Tuesday, Fri am", "PPPPSSSSPS"), ("3 days", None), ("", None),
])
def test_days_of_the_week(text, week):
    assert week_of(text) == week
