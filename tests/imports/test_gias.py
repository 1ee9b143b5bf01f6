"""The register of schools, searched without being held in memory."""

import csv
from datetime import date

import pytest

from apdesk.imports.gias import read_gias
from apdesk.problems import Cancelled, Problem
from apdesk.progress import Silent

HEADINGS = [
    "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (code)",
    "TypeOfEstablishment (name)", "EstablishmentStatus (code)", "EstablishmentStatus (name)", "OpenDate", "CloseDate",
    "UKPRN", "Street", "Locality", "Address3", "Town", "County (name)", "Postcode", "SchoolWebsite", "TelephoneNum",
    "HeadTitle (name)", "HeadFirstName", "HeadLastName",
]


def school(urn, name, kind="34", status="1", la="999"):
    return [
        urn, la, "Wexbridge", "4201", name, kind, "Academy converter", status, "Open", "01-09-2012", "", "10099999",
        "Priory Road", "", "", "Wexbridge", "", "WX4 1RB", "www.fairholt.example", "02079460118", "Mrs", "G", "Lorne",
    ]


SCHOOLS = [
    school("999201", "Fairholt School"), school("999202", "École Saint-Rémy"),
    school("999203", "Old Fairholt", status="2"), school("999204", "Little Fairholt Nursery", kind="15"),
    school("888100", "Fairholt Academy", la="888"),
]


def write(path, rows=SCHOOLS, headings=HEADINGS, encoding="cp1252"):
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows([headings, *rows])
    return path


def test_schools_are_found_by_name_town_urn_and_postcode(tmp_path):
    path = write(tmp_path / "edubasealldata20261101.csv")
    (found,) = read_gias(path, la="999", text="fairholt school")
    assert (found.urn, found.name) == ("999201", "Fairholt School")
    assert (found.postcode, found.head) == ("WX4 1RB", "Mrs G Lorne")
    assert found.opened == date(2012, 9, 1)
    assert found.is_registered_school
    assert [one.urn for one in read_gias(path, text="WX4 1RB 999202")] == ["999202"]
    assert [one.name for one in read_gias(path, text="ecole st remy")] == []
    assert [one.name for one in read_gias(path, text="ecole remy")] == ["École Saint-Rémy"]


def test_closed_schools_and_other_authorities_only_on_request(tmp_path):
    path = write(tmp_path / "gias.csv")
    assert {one.urn for one in read_gias(path, text="fairholt")} == {"999201", "999204", "888100"}
    assert {one.urn for one in read_gias(path, la="Wexbridge", text="fairholt", open_only=False)} >= {"999203"}
    assert len(read_gias(path, limit=2)) == 2


def test_a_nursery_is_no_school_for_code_d(tmp_path):
    (nursery,) = read_gias(write(tmp_path / "gias.csv"), text="nursery")
    assert not nursery.is_registered_school


def test_a_file_that_is_not_the_register_is_refused(tmp_path):
    with pytest.raises(Problem) as caught:
        read_gias(write(tmp_path / "gias.csv", headings=["Name", *HEADINGS[1:]]))
    assert caught.value.code == "gias.not-the-register"


def test_a_search_can_be_stopped(tmp_path):
    with pytest.raises(Cancelled):
        read_gias(write(tmp_path / "gias.csv"), progress=Silent(stop_at=1))
