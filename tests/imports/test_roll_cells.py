"""What single cells mean, however they are written."""

from datetime import date, datetime, timedelta

import pytest

from apdesk.imports.roll_cells import clean
from apdesk.imports.roll_contacts import split_contact_name
from apdesk.imports.roll_dates import DateError, order_in_doubt, read_date
from apdesk.imports.roll_fields import MAPPABLE, field_of, is_field
from apdesk.imports.sheet import column_index, column_letter, text_of

BORN = date(2012, 3, 4)


@pytest.mark.parametrize("written", [
    "04/03/2012", "4/3/2012", "04-03-2012", "04.03.2012", "2012-03-04", "2012/03/04", "4 Mar 2012", "04-Mar-2012",
    "4th March 2012", "04 March 2012", "March 4, 2012", "20120304", "04/03/2012 00:00:00", "2012-03-04T00:00:00",
    "Sun 4 Mar 2012", BORN, datetime.combine(BORN, datetime.min.time()), "40972", 40972.0, 40972, "04/03/12",
    "4-Mar-12",
])
def test_dates(written):
    assert read_date(written).day == BORN


@pytest.mark.parametrize(("written", "said"), [
    ("31/02/2011", "does not exist"), ("00/01/2011", "does not exist"), ("12.5", "is not a date"),
    ("03/14/2012", "is written month first; dates must be day first (dd/mm/yyyy)"), ("soon", "is not a date"),
    ("2012", "is not a date"), ("4 Mars 2012", "is not a date"),
])
def test_what_is_no_date_is_said(written, said):
    with pytest.raises(DateError, match=f"^{said.replace('(', '.').replace(')', '.')}$"):
        read_date(written)


def test_what_was_open_about_a_date_is_remarked():
    assert read_date("04/03/12").remark == "has a year of two digits, read as 2012"
    assert read_date("40972").remark == "is read as a day number of Excel"
    assert read_date("04/03/2012").remark is None


def test_a_column_is_month_first_only_where_nothing_speaks_against_it():
    assert order_in_doubt(["01/02/2012", "03/14/2012"]).index == 1
    assert order_in_doubt(["13/02/2012", "03/14/2012"]) is None
    assert order_in_doubt(["01/02/2012", "", BORN]) is None


def test_dates_with_am_or_pm_are_trusted_only_where_one_is_plainly_day_first():
    assert order_in_doubt(["", "3/4/2012 12:00:00 AM"]).index == 1
    assert order_in_doubt(["25/4/2012 12:00:00 AM", "3/4/2012 12:00:00 AM"]) is None


def test_a_column_that_a_spreadsheet_turned_half_round_is_noticed():
    turned = ["25/12/2011", date(2012, 3, 4), "13/01/2012", date(2012, 5, 6), "30/06/2012", date(2012, 1, 12)]
    assert order_in_doubt(turned).index == 1
    assert order_in_doubt([*turned, date(2012, 1, 13)]) is None
    assert order_in_doubt([*turned, "03/04/2012"]) is None


@pytest.mark.parametrize("written", ["31/12/1911", "01/01/2050"])
def test_a_birth_date_of_no_pupil_stops_the_row(written):
    assert clean("born", written).problem == f"{written} is not the birth date of a pupil"


@pytest.mark.parametrize(("field", "written", "value"), [
    ("year", "Year  9", 9), ("year", 9.0, 9), ("year", "Yr 09", 9),
    ("sen", "K - SEN Support", "K"), ("sen", "Education, Health and Care Plan", "E"), ("sen", "n", "N"),
    ("sen", "No Special Educational Need", "N"), ("sen", "E", "E"),
    ("fsm", "Eligible", True), ("fsm", "Not eligible", False), ("fsm", "T", True), ("fsm", "0", False),
    ("fsm", 1.0, True), ("eal", "No", False), ("eal", True, True), ("looked_after", "Currently in care", True),
    ("pupil_premium", "Deprivation", True), ("pupil_premium", "F", False),
    ("sex", "Female", "F"), ("sex", "m", "M"), ("postcode", "wx1 4lh", "WX1 4LH"), ("postcode", "WX14LH", "WX1 4LH"),
    ("phone", 7700900142.0, "07700900142"), ("phone", "07700 900 142", "07700 900 142"),
    ("admission_number", '="004512"', "004512"), ("admission_number", 4512.0, "4512"),
    ("upn", "l999 2042 18003", "L999204218003"), ("surname", "  O`NEILL ", "O'Neill"), ("form", "10F", "10F"),
    ("address", "26 Saltmarsh Avenue\nWexbridge", "26 Saltmarsh Avenue, Wexbridge"), ("medical", "No", None),
    ("uln", "1234567899", "1234567899"), ("email", " a@family.example ", "a@family.example"),
])
def test_values(field, written, value):
    found = clean(field, written)
    assert found.value == value
    assert found.problem is None
    assert found.remark is None


@pytest.mark.parametrize(("field", "written"), [
    ("year", "Year nine"), ("sen", "Q"), ("fsm", "perhaps"), ("sex", "?"), ("left_on", "soon"), ("uln", "1.23E+09"),
    ("form", "#N/A"),
])
def test_what_is_not_understood_is_remarked_and_passed_over(field, written):
    found = clean(field, written)
    assert found.value is None
    assert found.remark
    assert found.problem is None


@pytest.mark.parametrize(("field", "written"), [
    ("surname", "=CONCATENATE(A1,B1)"), ("surname", "x" * 200), ("surname", "12345"), ("forename", "Zo\ufffd"),
    ("born", "=A1"), ("address", "x" * 5000),
])
def test_what_would_do_harm_stops_the_row(field, written):
    assert clean(field, written).problem


def test_a_upn_with_a_wrong_letter_is_kept_and_one_of_a_wrong_shape_is_not():
    kept = clean("upn", "A999204218003")
    assert kept.value == "A999204218003"
    assert kept.remark == '"A999204218003" begins with A, but its digits ask for L: one of them is mistyped'
    left_out = clean("upn", "H99920421")
    assert left_out.value is None
    assert left_out.remark == '"H99920421" has 9 characters, not 13; imported without it'


@pytest.mark.parametrize(("text", "name"), [
    ("Mrs F Okonjo", ("Mrs", "F", "Okonjo")), ("Okonjo, Mrs F", ("Mrs", "F", "Okonjo")),
    ("Mr and Mrs Qureshi", ("Mr and Mrs", None, "Qureshi")), ("Folasade Okonjo", (None, "Folasade", "Okonjo")),
    ("OKONJO", (None, None, "Okonjo")), ("Dr. Okonjo", ("Dr.", None, "Okonjo")),
])
def test_names_of_contacts(text, name):
    assert split_contact_name(text) == name


@pytest.mark.parametrize(("cell", "text"), [
    (40.0, "40"), (40.5, "40.5"), (True, "Yes"), ('="00123"', "00123"), ("'0123", "0123"), ("\u00a0 a \u00a0", "a"),
    (date(2012, 3, 4), "2012-03-04"), (timedelta(hours=1), "1:00:00"),
])
def test_the_text_of_a_cell(cell, text):
    assert text_of(cell) == text


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (16383, "XFD")])
def test_letters_of_columns(index, letters):
    assert column_letter(index) == letters
    assert column_index(letters) == index


@pytest.mark.parametrize(("heading", "field"), [
    ("Adno", "admission_number"), ("ADM. NO.", "admission_number"), ("Legal Surname", "surname"), ("D.O.B.", "born"),
    ("Student Date of Birth", "born"), ("PP Indicator", "pupil_premium"), ("Pupil Premium", "pupil_premium"),
    ("Free School Meals?", "fsm"), ("FSM Ever 6", "fsm_ever"), ("In Care", "looked_after"),
    ("Priority 1 Contact Mobile", "contact.1.phone"), ("Contact 2: E-mail", "contact.2.email"),
    ("Parent/Carer 1 Name", "contact.1.name"), ("Relationship to pupil", "contact.0.relationship"),
    ("Bus route", None), ("% Attendance", None), ("", None), ("Gender identity", None),
])
def test_headings(heading, field):
    assert field_of(heading) == field


def test_everything_offered_for_a_column_is_a_field_and_has_words_of_its_own():
    assert all(is_field(one.id) for one in MAPPABLE)
    assert len({one.label for one in MAPPABLE}) == len(MAPPABLE)
