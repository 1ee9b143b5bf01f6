"""What a roll would do: every row in one list with its reason, and nothing done by name alone."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apdesk.domain.roll_plan import facts_of, make_roll_plan
from apdesk.domain.roll_row import RollContact, RollPupil, RollRow

ON = date(2026, 11, 10)
BORN = date(2012, 3, 14)


def a_row(line=2, **facts):
    given_facts = {
        "upn": "L999204218003", "surname": "Okonjo", "forename": "Chidera", "born": BORN, "year": 10, "form": "10F",
        "admission_number": "004512",
    } | facts
    return RollRow(line=line, **given_facts)


def a_pupil(id="p1", **facts):
    given_facts = {
        "upn": "L999204218003", "surname": "Okonjo", "forename": "Chidera", "born": BORN, "year": 10, "form": "10F",
        "admission_number": "004512",
    } | facts
    return RollPupil(id=id, **given_facts)


def plan(rows, pupils, **more):
    return make_roll_plan(rows, pupils, ON, **more)


def only(made, name):
    """The one entry of the plan, which stands in the list `name`."""
    counts = {key: count for key, count in made.counts().items() if count}
    assert counts == {name: 1}
    return getattr(made, name)[0]


def test_a_pupil_not_known_is_new_and_names_the_form():
    entry = only(plan([a_row()], []), "new")
    assert (entry.line, entry.upn, entry.name) == (2, "L999204218003", "Okonjo, Chidera")
    assert entry.reasons == ("New pupil, joins 10F.",)


def test_a_pupil_as_held_is_unchanged():
    made = plan([a_row()], [a_pupil()])
    assert only(made, "unchanged").pupil_id == "p1"
    assert made.is_empty


def test_a_change_is_told_field_by_field():
    entry = only(plan([a_row(form="10G", sen="K", surname="Okonjo-Hale")], [a_pupil(sen="N")]), "changed")
    assert [(one.field, one.before, one.after) for one in entry.differences] == [
        ("surname", "Okonjo", "Okonjo-Hale"), ("form", "10F", "10G"), ("sen", "N", "K"),
    ]
    assert entry.reasons == (
        "Surname was Okonjo, is Okonjo-Hale.", "Form changes from 10F to 10G.", "SEN changes from N to K.",
    )


def test_a_yes_and_a_no_are_not_mixed_up():
    entry = only(plan([a_row(looked_after=True, fsm=False)], [a_pupil(looked_after=False, fsm=True)]), "changed")
    assert sorted(entry.reasons) == [
        "Free school meals changes from Yes to No.", "Looked after changes from No to Yes.",
    ]


def test_what_the_file_does_not_say_blanks_nothing():
    row = RollRow(line=2, upn="L999204218003", surname="Okonjo", forename="Chidera")
    held = a_pupil(sen="E", looked_after=True, medical="Asthma", contacts=(RollContact(surname="Okonjo"),))
    only(plan([row], [held]), "unchanged")


def test_an_untracked_field_is_not_compared():
    only(plan([a_row(uln="1234567899")], [a_pupil()], untracked={"uln"}), "unchanged")


class TestMatching:
    def test_the_upn_comes_first(self):
        row = a_row(admission_number="9999", surname="Hale")
        assert only(plan([row], [a_pupil()]), "changed").pupil_id == "p1"

    def test_an_admission_number_serves_where_there_is_no_upn_and_its_lost_zeros_do_not_matter(self):
        assert only(plan([a_row(upn=None, admission_number="4512")], [a_pupil()]), "unchanged").pupil_id == "p1"

    def test_full_name_and_birth_date_serve_last(self):
        row = a_row(upn=None, admission_number=None, surname="OKONJO")
        assert only(plan([row], [a_pupil(surname="Okónjo")]), "changed").pupil_id == "p1"

    def test_a_name_alone_is_never_enough(self):
        entry = only(plan([a_row(upn=None, admission_number=None, born=None)], [a_pupil()]), "doubtful")
        assert entry.candidates == ("p1",)
        assert "Okonjo, Chidera (10F)" in entry.reasons[0]

    def test_a_row_that_can_never_be_matched_is_refused(self):
        entry = only(plan([a_row(upn=None, admission_number=None, born=None)], []), "rejected")
        assert "a name alone never tells who is meant" in entry.reasons[0]

    def test_the_same_name_with_another_birth_date_is_another_pupil(self):
        row = a_row(upn="V317402126007", admission_number="77", born=date(2014, 1, 1))
        made = plan([a_row(), replace(row, line=3)], [a_pupil()])
        assert made.counts() | {"new": 1, "unchanged": 1} == made.counts()

    def test_a_upn_that_speaks_for_somebody_else_is_doubtful(self):
        row = a_row(surname="Hale", forename="Summer", born=date(2011, 1, 1))
        entry = only(plan([row], [a_pupil()]), "doubtful")
        assert "name and date of birth are others" in entry.reasons[0]

    def test_a_brother_under_a_sisters_upn_is_doubtful(self):
        row = a_row(forename="Ben", born=date(2014, 1, 1))
        assert only(plan([row], [a_pupil()]), "doubtful").candidates == ("p1",)

    def test_an_admission_number_used_again_is_doubtful(self):
        row = a_row(upn="V317402126007", surname="Hale", forename="Summer", born=date(2011, 1, 1))
        only(plan([row], [a_pupil()]), "doubtful")

    def test_an_admission_number_two_pupils_have_here_means_the_one_of_that_name(self):
        summer = a_pupil(id="p2", upn=None, surname="Hale", forename="Summer", born=date(2011, 1, 1))
        made = plan([a_row(upn=None)], [summer, a_pupil(upn=None)])
        assert [one.pupil_id for one in made.unchanged] == ["p1"]
        other = plan([a_row(upn=None, surname="Mbeki", forename="Ife")], [summer, a_pupil(upn=None)])
        assert other.doubtful[0].candidates == ("p2", "p1")

    def test_a_changed_upn_is_followed_through_the_admission_number(self):
        entry = only(plan([a_row(upn="V317402126007")], [a_pupil(upn="E31740212101A")]), "changed")
        assert [one.field for one in entry.differences] == ["upn"]
        assert entry.reasons == ("UPN changes from E31740212101A to V317402126007.",)

    def test_a_former_upn_of_the_file_and_an_earlier_one_of_the_desk_both_find_the_pupil(self):
        row = a_row(upn="V317402126007", former_upn="E31740212101A", admission_number=None, born=None)
        assert plan([row], [a_pupil(upn="E31740212101A")]).changed[0].pupil_id == "p1"
        old = a_row(upn="E31740212101A", admission_number=None)
        assert plan([old], [a_pupil(earlier_upns=("E31740212101A",))]).changed[0].pupil_id == "p1"

    def test_same_name_and_birth_date_but_both_numbers_differ(self):
        row = a_row(upn="V317402126007", admission_number="77")
        assert "another UPN and admission number" in only(plan([row], [a_pupil()]), "doubtful").reasons[0]

    def test_same_name_and_birth_date_and_one_number_that_differs_is_a_change_of_it(self):
        new_upn = a_row(upn="V317402126007", admission_number=None)
        entry = only(plan([new_upn], [a_pupil(upn="E31740212101A")]), "changed")
        assert entry.reasons == ("UPN changes from E31740212101A to V317402126007.",)
        new_admission = a_row(upn=None, admission_number="77")
        entry = only(plan([new_admission], [a_pupil()]), "changed")
        assert [(one.before, one.after) for one in entry.differences] == [("004512", "77")]

    def test_other_middle_names_are_another_pupil_perhaps(self):
        row = a_row(upn=None, admission_number=None, middle_names="Ada")
        only(plan([row], [a_pupil(middle_names="Ben")]), "doubtful")


class TestDecided:
    """What a person says of a doubtful row."""

    doubtful = a_row(upn=None, admission_number=None, born=None, form="10H")

    def test_it_is_the_pupil_with_that_name(self):
        made = make_roll_plan([self.doubtful], [a_pupil()], ON, decided={self.doubtful.line: "p1"})
        assert (made.changed[0].pupil_id, made.doubtful) == ("p1", ())

    def test_it_is_somebody_new(self):
        row = replace(self.doubtful, admission_number="77")
        made = make_roll_plan([row], [a_pupil()], ON, decided={row.line: None})
        assert len(made.new) == 1

    def test_a_upn_of_somebody_else_stands_in_the_way(self):
        row = a_row(surname="Hale", forename="Summer", born=date(2011, 1, 1))
        made = make_roll_plan([row], [a_pupil()], ON, decided={row.line: None})
        assert "held here by another pupil" in made.doubtful[0].reasons[0]

    def test_two_rows_cannot_both_be_one_pupil(self):
        rows = [self.doubtful, replace(self.doubtful, line=3)]
        made = make_roll_plan(rows, [a_pupil()], ON, decided={row.line: "p1" for row in rows})
        assert (len(made.changed), len(made.doubtful)) == (1, 1)


class TestTwins:
    twins = (
        a_pupil("p1", forename="Ada", upn="L999204218003", admission_number="1"),
        a_pupil("p2", forename="Ben", upn="V317402126007", admission_number="2"),
    )

    def test_they_stay_apart(self):
        rows = [
            a_row(2, forename="Ben", upn="V317402126007", admission_number="2"),
            a_row(3, forename="Ada", upn="L999204218003", admission_number="1"),
        ]
        assert [entry.pupil_id for entry in plan(rows, self.twins).unchanged] == ["p2", "p1"]

    def test_a_third_one_is_new(self):
        row = a_row(2, forename="Cal", upn="B801200005001", admission_number="3")
        made = plan([row], self.twins)
        assert [entry.name for entry in made.new] == ["Okonjo, Cal"]

    def test_swapped_upns_are_doubtful(self):
        row = a_row(2, forename="Ben", upn="L999204218003", admission_number="2")
        entry = plan([row], self.twins).doubtful[0]
        assert set(entry.candidates) == {"p1", "p2"}
        assert "another" in entry.reasons[0]


class TestLeaving:
    def test_who_is_not_in_the_file_has_left_but_nobody_is_asked_of_a_few(self):
        pupils = [a_pupil(f"p{n}", upn=None, admission_number=str(n), surname=f"Name{n}") for n in range(1, 11)]
        rows = [a_row(n, upn=None, admission_number=str(n), surname=f"Name{n}") for n in range(2, 11)]
        made = plan(rows, pupils)
        entry = made.left[0]
        assert (entry.line, entry.pupil_id, entry.reasons) == (None, "p1", ("Not in the file.",))
        assert made.share_of_roll == pytest.approx(0.9)
        assert not made.asks_about_leavers

    def test_a_short_file_asks_first(self):
        pupils = [a_pupil(f"p{n}", upn=None, admission_number=str(n), surname=f"Name{n}") for n in range(1, 11)]
        rows = [a_row(n, upn=None, admission_number=str(n), surname=f"Name{n}") for n in range(1, 8)]
        made = plan(rows, pupils)
        assert made.asks_about_leavers
        said = made.leavers_problem("roll.csv").text
        assert "7 of the 10 pupils" in said
        assert "3 would be marked as left" in said

    def test_a_placed_pupil_stays(self):
        entry = plan([a_row(2, upn="V317402126007", admission_number="2", born=date(2011, 1, 1), surname="Hale")],
                     [a_pupil(placed=True)]).doubtful[0]
        assert entry.line is None
        assert "placed" in entry.reasons[0]

    def test_a_hosted_pupil_of_another_school_is_no_business_of_our_roll(self):
        made = plan([], [a_pupil(hosted=True)])
        assert made.is_empty
        assert made.share_of_roll == 1.0

    def test_a_leaving_date_in_the_file_marks_as_left(self):
        entry = plan([a_row(left_on=date(2026, 7, 20))], [a_pupil()]).left[0]
        assert entry.line == 2
        assert "20 July 2026" in entry.reasons[0]

    def test_a_leaving_date_to_come_is_only_noted(self):
        assert plan([a_row(left_on=date(2026, 12, 18))], [a_pupil()]).changed[0].differences[0].field == "left_on"

    def test_who_left_long_ago_is_not_added(self):
        assert "not added" in plan([a_row(left_on=date(2025, 7, 1))], []).rejected[0].reasons[0]

    def test_who_left_and_is_back_comes_back(self):
        entry = only(plan([a_row()], [a_pupil(on_roll=False, left_on=date(2026, 1, 9))]), "changed")
        assert [(one.field, one.after) for one in entry.differences] == [("on_roll", True), ("left_on", None)]

    def test_a_damaged_row_still_keeps_its_pupil_on_roll(self):
        made = plan([a_row(problems=("Date of birth 31/02/2011 does not exist.",))], [a_pupil()])
        assert only(made, "rejected").reasons == ("Date of birth 31/02/2011 does not exist.",)

    def test_a_row_left_out_keeps_its_pupil_on_roll(self):
        assert only(plan([a_row(form="10G")], [a_pupil()], leave_out={2}), "left_out").pupil_id == "p1"


class TestClashes:
    ruby = a_row(602, upn="V317402126007", surname="Fennimore", forename="Ruby", admission_number="8")
    rubie = a_row(603, upn="V317402126007", surname="Fennimore", forename="Rubie", admission_number="9")

    def test_two_pupils_with_one_upn_stop_the_file(self):
        made = plan([self.ruby, self.rubie, a_row()], [])
        assert [entry.reasons for entry in made.rejected] == [
            ("Same UPN as row 603.",), ("Same UPN as row 602.",),
        ]
        assert made.problem is not None
        assert made.problem.code == "roll.duplicate-upn"
        assert "Rows 602 and 603" in made.problem.text

    def test_leaving_both_out_lets_the_rest_in(self):
        made = plan([self.ruby, self.rubie, a_row()], [], leave_out={602, 603})
        assert made.problem is None
        assert made.counts() | {"new": 1, "left_out": 2} == made.counts()

    def test_one_admission_number_twice_without_a_upn(self):
        rows = [a_row(2, upn=None), a_row(3, upn=None, forename="Ada")]
        assert len(plan(rows, []).rejected) == 2

    def test_one_name_and_birth_date_twice_without_any_number(self):
        rows = [a_row(2, upn=None, admission_number=None), a_row(3, upn=None, admission_number=None)]
        assert len(plan(rows, []).rejected) == 2

    def test_two_rows_that_mean_one_pupil_are_not_both_taken(self):
        rows = [a_row(2), a_row(3, upn=None)]
        made = plan(rows, [a_pupil()])
        assert [entry.line for entry in made.unchanged] == [2]
        assert "row 2 of the file already means this pupil" in made.doubtful[0].reasons[0].lower()

    def test_a_file_without_one_good_row_is_refused_as_a_whole(self):
        made = plan([a_row(problems=("Surname is missing.",))], [])
        assert made.problem is not None
        assert made.problem.text == "No row of the file can be taken in. Row 2: Surname is missing."


class TestContacts:
    mother = RollContact(title="Mrs", forename="F", surname="Okonjo", relationship="Mother", phone="07700 900142")

    def test_spacing_of_a_phone_number_is_no_change(self):
        held = replace(self.mother, id="c1", phone="07700900142")
        only(plan([a_row(contacts=(self.mother,))], [a_pupil(contacts=(held,))]), "unchanged")

    def test_a_new_phone_keeps_the_contact_and_what_only_the_desk_knows(self):
        held = (
            replace(self.mother, id="c1", phone="07700 900999", parental_responsibility=True),
            RollContact(id="c2", surname="Tansley", relationship="Social worker"),
        )
        entry = only(plan([a_row(contacts=(self.mother,))], [a_pupil(contacts=held)]), "changed")
        after = entry.differences[0].after
        assert [contact.id for contact in after] == ["c1", "c2"]
        assert after[0].phone == "07700 900142"
        assert after[0].parental_responsibility is True
        assert entry.reasons == ("Contact Mrs F Okonjo: phone changes.",)

    def test_a_contact_not_known_yet_joins(self):
        entry = only(plan([a_row(contacts=(self.mother,))], [a_pupil()]), "changed")
        assert entry.reasons == ("New contact Mrs F Okonjo.",)


def applied(made, pupils):
    """The pupils after a plan, as the desk would hold them."""
    held = {pupil.id: pupil for pupil in pupils}
    for entry in made.new:
        held[f"new{entry.line}"] = RollPupil(id=f"new{entry.line}", **facts_of(entry.row))
    for entry in made.changed:
        for one in entry.differences:
            held[entry.pupil_id] = replace(held[entry.pupil_id], **{one.field: one.after})
    for entry in made.left:
        held[entry.pupil_id] = replace(held[entry.pupil_id], on_roll=False)
    return list(held.values())


names = st.sampled_from(["Ada", "Ben", "Okonjo", "Hale", "O'Neill"])
upns = st.none() | st.sampled_from(["L999204218003", "V317402126007", "B801200005001", "E31740212101A"])
identities = {
    "upn": upns, "admission_number": st.none() | st.sampled_from(["1", "01", "2", "3", "0044"]),
    "surname": names, "forename": names, "born": st.none() | st.dates(date(2010, 1, 1), date(2010, 1, 3)),
    "form": st.none() | st.sampled_from(["7A", "7B"]), "looked_after": st.none() | st.booleans(),
    "contacts": st.lists(
        st.builds(RollContact, surname=names, phone=st.none() | st.sampled_from(["1", "2", "3"])), max_size=3,
    ).map(tuple),
}
roll_rows = st.lists(st.fixed_dictionaries(identities), max_size=8).map(
    lambda all_facts: [RollRow(line=n, **facts) for n, facts in enumerate(all_facts, start=2)],
)
held_pupils = st.lists(st.fixed_dictionaries(identities), max_size=6).map(
    lambda all_facts: [RollPupil(id=f"p{n}", **facts) for n, facts in enumerate(all_facts)],
)


@settings(max_examples=120)
@given(roll_rows, held_pupils)
def test_every_row_and_every_pupil_stands_in_one_list_and_nobody_is_met_twice(rows, pupils):
    made = plan(rows, pupils)
    entries = [
        entry for name in ("new", "changed", "unchanged", "left", "doubtful", "rejected")
        for entry in getattr(made, name)
    ]
    assert sorted(entry.line for entry in entries if entry.line is not None) == [row.line for row in rows]
    met = [entry.pupil_id for name in ("changed", "unchanged", "left") for entry in getattr(made, name)]
    assert len(met) == len(set(met))
    assert all(entry.reasons for name in ("new", "changed", "left", "doubtful", "rejected")
               for entry in getattr(made, name))


@settings(max_examples=120)
@given(roll_rows)
def test_the_same_file_again_changes_nothing(rows):
    first = applied(plan(rows, []), [])
    again = plan(rows, first)
    assert again.new == again.changed == ()


def test_a_former_upn_that_means_a_pupil_already_met_is_doubtful():
    first = a_row()
    again = a_row(line=3, upn=None, former_upn="L999204218003", admission_number=None, forename="Chi")
    made = plan([first, again], [a_pupil()])
    assert [entry.line for entry in made.unchanged] == [2]
    assert "row 2 of the file already means this pupil" in made.doubtful[0].reasons[0].lower()


def test_two_pupils_here_of_one_name_and_birth_date_are_asked_about():
    row = a_row(upn=None, admission_number=None)
    entry = plan([row], [a_pupil(upn=None, admission_number=None), a_pupil("p2", upn=None, admission_number=None)])
    assert "more than one pupil here has this name and date of birth" in entry.doubtful[0].reasons[0].lower()
