"""Unique pupil numbers, by the published examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apdesk.domain import upn

SOUND = [
    "B801200005001", "F317402121001", "V317402126007", "Q317202519045",
    "E31740212101A", "B31740212607B",       # temporary
]


@pytest.mark.parametrize("number", SOUND)
def test_published_numbers_are_sound(number):
    assert upn.is_valid(number)
    assert upn.check_letter(number[1:]) == number[0]


@pytest.mark.parametrize(("number", "said"), [
    ("H99920421", "has 9 characters, not 13"),
    ("", "has 0 characters, not 13"),
    ("I801200005001", "is not a letter, eleven digits and a digit or letter (I, O and S are not used)"),
    ("A801200005001", "begins with A, but its digits ask for B: one of them is mistyped"),
    ("E3174021210I1", "is not a letter, eleven digits and a digit or letter (I, O and S are not used)"),
    ("E31740212101S", "is not a letter, eleven digits and a digit or letter (I, O and S are not used)"),
])
def test_what_is_wrong_is_said_in_words(number, said):
    assert upn.problem(number) == said
    assert not upn.is_valid(number)


def test_spaces_and_small_letters_do_not_matter():
    assert upn.compact(" b801 2000-05001\u00a0") == "B801200005001"
    assert upn.is_valid("b801 2000 05001")


def test_a_temporary_number_ends_in_a_letter():
    assert upn.is_temporary("E31740212101A")
    assert not upn.is_temporary("F317402121001")


def test_the_authority_is_named_and_an_unknown_one_is_not_a_fault():
    assert upn.local_authority("F317402121001") == 317
    assert upn.is_known_authority(317)
    assert not upn.is_known_authority(999)
    assert upn.is_valid(upn.check_letter("999204218003") + "999204218003")
    assert upn.local_authority("nonsense") is None


def test_authorities_of_the_list_are_known_and_their_neighbours_are_not():
    known = (201, 213, 301, 320, 380, 384, 394, 420, 681, 803, 805, 831, 846, 850, 857, 896, 926, 928, 938, 943)
    unknown = (200, 214, 300, 321, 385, 395, 421, 682, 804, 809, 832, 847, 858, 897, 927, 930, 939, 944)
    assert [number for number in known if not upn.is_known_authority(number)] == []
    assert [number for number in unknown if upn.is_known_authority(number)] == []


def test_a_body_that_is_none_has_no_letter():
    with pytest.raises(ValueError, match="not the body"):
        upn.check_letter("12")


@given(st.integers(0, 10**11 - 1), st.sampled_from("0123456789" + upn.LETTERS), st.integers(0, 10))
def test_one_mistyped_digit_is_always_noticed(digits, last, place):
    body = f"{digits:011d}{last}"
    number = upn.check_letter(body) + body
    wrong = str((int(body[place]) + 1) % 10)
    assert not upn.is_valid(number[: place + 1] + wrong + number[place + 2:])
