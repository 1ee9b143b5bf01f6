from datetime import date

import pytest

from apdesk.domain import year_group


@pytest.mark.parametrize("text", [
    "9", "Year  9", "Year 09", "Yr 9", "Y9", "year 9", " NC Year 9 ", "NCY 9", "Curriculum Year 9", "Year Group 9",
    "09",
])
def test_a_year_group_is_read_however_it_is_written(text):
    assert year_group.from_text(text) == 9


@pytest.mark.parametrize(("text", "year"), [("R", 0), ("Reception", 0), ("Year 13", 13)])
def test_reception_and_sixth_form(text, year):
    assert year_group.from_text(text) == year


@pytest.mark.parametrize("text", ["", "9B", "Form 9", "Year", "2026", "99", "nine", "9.5", "-9"])
def test_what_is_no_year_group_is_not_guessed(text):
    assert year_group.from_text(text) is None


@pytest.mark.parametrize(("born", "on", "year"), [
    (date(2012, 3, 14), date(2026, 11, 10), 10),
    (date(2015, 8, 31), date(2026, 9, 1), 7),       # the youngest of Year 7
    (date(2015, 9, 1), date(2026, 9, 1), 6),        # a day younger: a year below
    (date(2012, 3, 14), date(2026, 8, 31), 9),      # until 1 September the old year
    (date(2012, 3, 14), date(2026, 9, 1), 10),
])
def test_the_year_group_follows_the_birth_date_and_changes_on_1_september(born, on, year):
    assert year_group.from_birth_date(born, on) == year


def test_labels():
    assert year_group.label(9) == "Year 9"
    assert year_group.label(0) == "Reception"
