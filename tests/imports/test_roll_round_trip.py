"""A roll written and read back holds the same pupils, whatever their names."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from roll_files import write_csv, write_xlsx

from apdesk.domain.names import tidy
from apdesk.domain.upn import check_letter
from apdesk.imports.roll import read_roll

LETTERS = "abcdeéèëïłøžñ ĄÉZ'-’"
names = st.text(LETTERS, min_size=1, max_size=25).map(lambda text: "B" + tidy(text).lower())
dates = st.dates(date(2007, 9, 1), date(2015, 8, 31))
upns = st.integers(0, 999).map(lambda serial: f"99920421{serial % 10 + 10}{serial:03d}"[:12]).map(
    lambda body: check_letter(body) + body)
pupils = st.lists(
    st.tuples(upns, names, names, dates, st.integers(7, 13), st.sampled_from(["N", "K", "E"]), st.booleans()),
    min_size=1, max_size=12, unique_by=lambda one: one[0],
)
HEADINGS = ["UPN", "Legal Surname", "Legal Forename", "DOB", "Year", "SEN Status", "In Care"]


def facts(row):
    return (row.upn, row.surname, row.forename, row.born, row.year, row.sen, row.looked_after)


@settings(max_examples=60)
@given(pupils=pupils, encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), delimiter=st.sampled_from(",;\t"))
def test_csv(tmp_path_factory, pupils, encoding, delimiter):
    rows = [
        [number, surname, forename, f"{born:%d/%m/%Y}", f"Year {year:>2}", sen, "T" if in_care else "F"]
        for number, surname, forename, born, year, sen, in_care in pupils
    ]
    path = write_csv(tmp_path_factory.mktemp("roll"), [HEADINGS, *rows], encoding, delimiter=delimiter)
    assert [facts(row) for row in read_roll(path).rows] == pupils


@settings(max_examples=25)
@given(pupils=pupils)
def test_xlsx(tmp_path_factory, pupils):
    rows = [[*pupil] for pupil in pupils]
    path = write_xlsx(tmp_path_factory.mktemp("roll"), [["Larkmoor"], HEADINGS, *rows])
    assert [facts(row) for row in read_roll(path).rows] == pupils
