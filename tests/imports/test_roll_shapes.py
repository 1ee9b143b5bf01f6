"""Rolls in the shapes of the systems that schools have, read to the same pupils."""

from datetime import date

import pytest
from ods_sheet import write_ods
from roll_files import CHIDERA, KAYDEN, PUPILS, SIMS, write_csv, write_html, write_xls, write_xlsx

from apdesk.imports.roll import clean_roll, columns_of, open_roll, read_roll
from apdesk.problems import Cancelled, Problem
from apdesk.progress import Silent


def expect_chidera(row):
    assert (row.upn, row.surname, row.forename) == ("L999204218003", "Okonjo", "Chidera")
    assert (row.born, row.year, row.form) == (date(2012, 3, 14), 10, "10F")


class TestKinds:
    def test_a_sims_report_with_title_rows_and_a_byte_order_mark(self, tmp_path):
        rows = [["Larkmoor High School"], ["Pupil list", "", "Report run 09/11/2026"], [], SIMS, *PUPILS]
        roll = read_roll(write_csv(tmp_path, rows))
        assert [row.line for row in roll.rows] == [5, 6, 7]
        expect_chidera(roll.rows[0])
        assert (roll.source_kind, roll.source) == ("csv", "SIMS")
        assert roll.unknown_columns == ()

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
    def test_every_usual_way_to_store_letters(self, tmp_path, encoding):
        row = [*CHIDERA[:2], "Adébáyò–O'Neill", "Zoë", *CHIDERA[4:]]
        if encoding == "cp1252":
            row[2] = "Adébáyo–O'Neill"
        found = read_roll(write_csv(tmp_path, [SIMS, row], encoding)).rows[0]
        assert (found.surname, found.forename) == (row[2], "Zoë")

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_every_usual_delimiter(self, tmp_path, delimiter):
        expect_chidera(read_roll(write_csv(tmp_path, [SIMS, *PUPILS], delimiter=delimiter)).rows[0])

    def test_excels_own_hint_at_the_delimiter(self, tmp_path):
        path = write_csv(tmp_path, [SIMS, CHIDERA], encoding="utf-8", delimiter=";")
        path.write_bytes(b"sep=;\r\n" + path.read_bytes())
        expect_chidera(read_roll(path).rows[0])

    def test_an_excel_workbook_with_real_dates_and_numbers(self, tmp_path):
        row = [4512, "L999204218003", "Okonjo", "Chidera", date(2012, 3, 14), 10, "10F", "K", False]
        roll = read_roll(write_xlsx(tmp_path, [["Larkmoor"], [], SIMS, row]))
        expect_chidera(roll.rows[0])
        assert roll.rows[0].line == 4
        assert roll.rows[0].admission_number == "4512"
        assert roll.rows[0].looked_after is False

    def test_the_sheet_that_looks_like_a_roll_is_read_and_the_others_are_named(self, tmp_path):
        roll = read_roll(write_xlsx(tmp_path, [["Notes"], ["Printed on Monday"]], sheets=[("Pupils", [SIMS, CHIDERA])]))
        expect_chidera(roll.rows[0])
        assert roll.remarks[0] == "Sheet Pupils was read; not read: Roll."

    def test_an_old_excel_workbook(self, tmp_path):
        row = ["004512", "L999204218003", "Okonjo", "Chidera", date(2012, 3, 14), 10, "10F", "K", "F"]
        roll = read_roll(write_xls(tmp_path, [SIMS, row]))
        expect_chidera(roll.rows[0])
        assert roll.source_kind == "xls"

    def test_an_open_document_sheet(self, tmp_path):
        row = ["004512", "L999204218003", "Okonjo", "Chidera", date(2012, 3, 14), 10, "10F", "K", "F"]
        roll = read_roll(write_ods(tmp_path / "roll.ods", [SIMS, row]))
        expect_chidera(roll.rows[0])
        assert roll.source_kind == "ods"

    def test_a_web_page_that_calls_itself_xls(self, tmp_path):
        roll = read_roll(write_html(tmp_path, [SIMS, *PUPILS]))
        expect_chidera(roll.rows[0])
        assert (roll.source_kind, len(roll.rows)) == ("html", 3)

    def test_the_ending_of_a_name_does_not_matter(self, tmp_path):
        expect_chidera(read_roll(write_xlsx(tmp_path, [SIMS, CHIDERA], name="roll.csv")).rows[0])


class TestSystems:
    def test_arbor(self, tmp_path):
        headings = ["Arbor Student ID", "UPN", "Legal First Name", "Legal Last Name", "Preferred First Name",
                    "Date of Birth", "Year Group", "Registration Form", "SEN Status", "Pupil Premium Recipient",
                    "FSM Eligible", "EAL Status"]
        row = ["771", "L999204218003", "Chidera", "Okonjo", "Chi", "14 Mar 2012", "Year 10", "10F", "SEN Support",
               "Yes", "Not eligible", "N"]
        roll = read_roll(write_csv(tmp_path, [headings, row]))
        expect_chidera(roll.rows[0])
        found = roll.rows[0]
        assert roll.source == "Arbor"
        assert (found.sen, found.pupil_premium, found.fsm, found.eal) == ("K", True, False, False)
        assert (found.preferred_forename, found.mis_id) == ("Chi", "771")

    def test_bromcom(self, tmp_path):
        headings = ["UPN", "Admission No", "Last Name", "First Name", "Birth Date", "NC Year", "Tutor Group",
                    "SEN Provision", "Primary Need", "Looked After", "EAL"]
        row = ["L999204218003", "4512", "Okonjo", "Chidera", "2012-03-14", "10", "10F",
               "K - SEN Support", "SEMH", "", "Y"]
        roll = read_roll(write_csv(tmp_path, [headings, row]))
        expect_chidera(roll.rows[0])
        assert roll.source == "Bromcom"
        assert (roll.rows[0].sen, roll.rows[0].sen_need, roll.rows[0].looked_after) == ("K", "SEMH", None)

    @pytest.mark.parametrize(("heading", "name"), [
        ("Surname Forename", "Okonjo Chidera"), ("Surname, Forename", "Okonjo, Chidera"),
        ("Student Name", "Chidera Okonjo"), ("Name", "OKONJO Chidera"),
    ])
    def test_one_column_for_the_whole_name(self, tmp_path, heading, name):
        roll = read_roll(write_csv(tmp_path, [[heading, "DOB", "Year", "Form"], [name, "14/03/2012", "10", "10F"]]))
        assert (roll.rows[0].surname, roll.rows[0].forename) == ("Okonjo", "Chidera")

    def test_a_name_that_could_be_split_in_two_ways_says_how_it_was_read(self, tmp_path):
        roll = read_roll(write_csv(tmp_path, [["Surname Forename", "DOB"], ["De La Cruz Maria Ana", "14/03/2012"]]))
        assert (roll.rows[0].surname, roll.rows[0].forename) == ("De La Cruz", "Maria Ana")
        assert "read as surname" in roll.rows[0].remarks[0]


class TestColumns:
    def test_a_heading_that_stands_twice_is_read_once(self, tmp_path):
        headings = ["UPN", "Surname", "Surname", "Forename", "DOB"]
        roll = read_roll(write_csv(tmp_path, [headings, ["", "", "Okonjo", "Chidera", "14/03/2012"]]))
        assert roll.rows[0].surname == "Okonjo"         # the one that holds something
        assert [column.heading for column in roll.columns][1:3] == ["Surname", "Surname (2)"]
        assert roll.unknown_columns == ("Surname",)

    def test_an_unknown_column_is_named_and_left_alone(self, tmp_path):
        roll = read_roll(write_csv(tmp_path, [[*SIMS, "Bus route"], [*CHIDERA, "W19"]]))
        assert roll.unknown_columns == ("Bus route",)
        assert roll.mapping["Bus route"] == ""
        assert roll.mapping["Reg"] == "form"

    def test_a_person_may_say_what_a_column_means_without_opening_the_file_again(self, tmp_path):
        raw = open_roll(write_csv(tmp_path, [[*SIMS, "House"], [*CHIDERA, "10G"]]))
        (tmp_path / "roll.csv").unlink()
        roll = clean_roll(raw, {"House": "form", "Reg": ""})
        assert roll.rows[0].form == "10G"
        assert roll.mapping["Reg"] == ""

    def test_columns_that_are_refused_can_still_be_shown_and_corrected(self, tmp_path):
        raw = open_roll(write_csv(tmp_path, [["Pupil ref", "Family", "Given", "Birth"], ["1", "Okonjo", "Chidera",
                                                                                       "14/03/2012"]]))
        with pytest.raises(Problem):
            clean_roll(raw)
        assert [(column.heading, column.field) for column in columns_of(raw)][1] == ("Family", None)
        said = {"Family": "surname", "Given": "forename", "Birth": "born"}
        assert clean_roll(raw, said).rows[0].names.in_lists == "Okonjo, Chidera"

    def test_the_mapping_used_gives_the_same_roll_again(self, tmp_path):
        path = write_csv(tmp_path, [[*SIMS, "Surname"], [*CHIDERA, "Hale"]])
        first = read_roll(path)
        assert read_roll(path, first.mapping).rows == first.rows

    def test_a_cell_put_right_on_the_spot(self, tmp_path):
        raw = open_roll(write_csv(tmp_path, [SIMS, [*CHIDERA[:4], "31/02/2012", *CHIDERA[5:]]]))
        damaged = clean_roll(raw).rows[0]
        assert damaged.problems == ("Column DOB: 31/02/2012 does not exist.",)
        assert (damaged.fixable[0].line, damaged.fixable[0].field) == (2, "born")
        assert clean_roll(raw, fixes={(2, "born"): "14/03/2012"}).rows[0].born == date(2012, 3, 14)

    def test_headings_that_stand_again_on_every_page_are_passed_over(self, tmp_path):
        roll = read_roll(write_csv(tmp_path, [SIMS, *PUPILS, SIMS, PUPILS[0]]))
        assert len(roll.rows) == 3
        assert "row 5" in roll.remarks[0]

    def test_a_line_of_totals_is_passed_over(self, tmp_path):
        roll = read_roll(write_csv(tmp_path, [SIMS, *PUPILS, ["", "", "", "", "", "", "", "", "3"]]))
        assert len(roll.rows) == 3
        assert "Row 5 names no pupil and was passed over." in roll.remarks


class TestContacts:
    def test_wide_contacts(self, tmp_path):
        headings = [*SIMS, "Contact 1 Name", "Contact 1 Relationship", "Contact 1 Parental Responsibility",
                    "Contact 1 Mobile", "Contact 1 Home Phone", "Contact 2 Name", "Contact 2 Email"]
        row = [*CHIDERA, "Mrs F Okonjo", "Mother", "T", "7700900142", "020 7946 0001", "Mr U Okonjo",
               "u@family.example"]
        mother, father = read_roll(write_csv(tmp_path, [headings, row])).rows[0].contacts
        assert (mother.name, mother.relationship, mother.parental_responsibility) == ("Mrs F Okonjo", "Mother", True)
        assert (mother.phone, mother.other_phone) == ("07700900142", "020 7946 0001")
        assert (father.name, father.email) == ("Mr U Okonjo", "u@family.example")

    def test_a_row_for_each_contact_makes_one_pupil(self, tmp_path):
        headings = [*SIMS, "Contact Name", "Relationship", "Priority", "Lives with pupil"]
        rows = [[*CHIDERA, "Mrs F Okonjo", "Mother", "1", "T"], [*CHIDERA, "Mr U Okonjo", "Father", "2", "F"],
                [*KAYDEN, "Ms C Marlowe", "Mother", "1", "T"]]
        chidera, kayden = read_roll(write_csv(tmp_path, [headings, *rows])).rows
        assert [contact.name for contact in chidera.contacts] == ["Mrs F Okonjo", "Mr U Okonjo"]
        assert [contact.lives_with for contact in chidera.contacts] == [True, False]
        assert chidera.lines == (2, 3)
        assert [contact.priority for contact in kayden.contacts] == [1]

    def test_rows_that_only_carry_one_more_contact_belong_to_the_pupil_above(self, tmp_path):
        headings = [*SIMS, "Contact Name", "Contact Mobile"]
        rows = [[*CHIDERA, "Mrs F Okonjo", "07700 900142"], [*[""] * 9, "Mr U Okonjo", "07700 900143"]]
        roll = read_roll(write_csv(tmp_path, [headings, *rows]))
        assert [contact.name for contact in roll.rows[0].contacts] == ["Mrs F Okonjo", "Mr U Okonjo"]

    def test_blocks_of_contacts_under_the_same_headings(self, tmp_path):
        headings = [*SIMS, "Contact Name", "Contact Mobile", "Contact Name", "Contact Mobile"]
        row = [*CHIDERA, "Mrs F Okonjo", "07700 900142", "Mr U Okonjo", "07700 900143"]
        contacts = read_roll(write_csv(tmp_path, [headings, row])).rows[0].contacts
        assert [(one.name, one.phone) for one in contacts] == [
            ("Mrs F Okonjo", "07700 900142"), ("Mr U Okonjo", "07700 900143"),
        ]

    def test_one_parent_in_two_rows_for_two_phones(self, tmp_path):
        headings = [*SIMS, "Contact Name", "Contact Mobile"]
        rows = [[*CHIDERA, "Mrs F Okonjo", "07700 900142"], [*CHIDERA, "Mrs F Okonjo", "07700 900143"]]
        (contact,) = read_roll(write_csv(tmp_path, [headings, *rows])).rows[0].contacts
        assert (contact.phone, contact.other_phone) == ("07700 900142", "07700 900143")


class TestJoining:
    def test_a_row_for_each_need(self, tmp_path):
        headings = [*SIMS, "SEN Type"]
        roll = read_roll(write_csv(tmp_path, [headings, [*CHIDERA, "SEMH"], [*CHIDERA, "SLCN"]]))
        assert roll.rows[0].sen_need == "SEMH, SLCN"

    def test_rows_that_contradict_each_other_say_so(self, tmp_path):
        roll = read_roll(write_csv(tmp_path, [SIMS, CHIDERA, [*CHIDERA[:6], "10G", *CHIDERA[7:]]]))
        assert roll.rows[0].form == "10F"
        assert roll.rows[0].remarks == ("Row 3 is the same pupil: form 10F is kept, not 10G.",)

    def test_different_pupils_with_one_upn_stay_apart(self, tmp_path):
        roll = read_roll(write_csv(tmp_path, [SIMS, CHIDERA, [*CHIDERA[:3], "Chidiebere", *CHIDERA[4:]]]))
        assert len(roll.rows) == 2


def test_a_long_file_reports_how_far_it_is_and_can_be_stopped(tmp_path):
    rows = [[f"{n:06d}", "", "Okonjo", f"Name{'abcdefghij'[n % 10]}{n}", "14/03/2012", "10", "10F", "N", "F"]
            for n in range(1, 1501)]
    path = write_csv(tmp_path, [SIMS, *rows])
    watcher = Silent()
    assert len(read_roll(path, progress=watcher).rows) == 1500
    assert watcher.steps > 5
    with pytest.raises(Cancelled):
        read_roll(path, progress=Silent(stop_at=3))
