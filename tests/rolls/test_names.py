import pytest

from apdesk.domain.names import FullName, fold, greeted, inner_word, recased, split_full_name, tidy


@pytest.mark.parametrize(("text", "surname_first", "expected"), [
    ("Okonjo, Chidera", True, FullName("Okonjo", "Chidera")),
    ("Okonjo, Chidera", False, FullName("Okonjo", "Chidera")),
    ("Okonjo Chidera", True, FullName("Okonjo", "Chidera")),
    ("Chidera Okonjo", False, FullName("Okonjo", "Chidera")),
    ("OKONJO Chidera", False, FullName("OKONJO", "Chidera")),
    ("LE ROUX Marie", False, FullName("LE ROUX", "Marie")),
    ("OKONJO Chidera B", False, FullName("OKONJO", "Chidera B")),
    ("Holloway-Tate Summer", True, FullName("Holloway-Tate", "Summer")),
    ("Okonjo, Chidera (Chi)", True, FullName("Okonjo", "Chidera", "Chi")),
    ("De La Cruz Maria", True, FullName("De La Cruz", "Maria", sure=False)),
    ("Maria van der Berg", False, FullName("van der Berg", "Maria", sure=False)),
    ("Smith Mary Ann", True, FullName("Smith", "Mary Ann", sure=False)),
])
def test_one_column_is_split_into_surname_and_forename(text, surname_first, expected):
    assert split_full_name(text, surname_first) == expected


@pytest.mark.parametrize("text", ["", "Okonjo", "Okonjo,", ", Chidera", "(Chi)"])
def test_half_a_name_is_not_split(text):
    assert split_full_name(text, surname_first=True) is None


def test_names_are_compared_without_accents_hyphens_and_case():
    assert fold("O’Brien-Łukasz") == fold("OBRIEN LUKASZ")
    assert fold("Zoë") == fold("ZOE")
    assert fold("Groß") == fold("gross")
    assert fold("Ann") != fold("Anna")


def test_names_are_tidied_but_not_respelt():
    assert tidy("  Chlo\u0065\u0301 \u00a0 Marie ") == "Chlo\u00e9 Marie"
    assert tidy("O`Neill") == "O'Neill"
    assert tidy("McQuarrie\u200b") == "McQuarrie"


def test_a_second_word_inside_a_name_is_found_where_there_is_one():
    assert [inner_word(name) for name in ("McQuarrie", "O'Neill", "Okonjo", "de", "O'")] == [2, 2, 0, 0, 0]


def test_names_in_capitals_are_written_as_a_person_writes_them():
    assert recased("O'NEILL-MCQUARRIE") == "O'Neill-McQuarrie"
    assert recased("VAN DER BERG") == "Van Der Berg"
    assert recased("AJ") == "AJ"
    assert (recased("MCVY"), recased("MCA")) == ("McVy", "Mca")
    assert recased("McQuarrie") == "McQuarrie"


@pytest.mark.parametrize(("name", "said"), [
    ("Miss A Noor", "Miss Noor"), ("Mrs J. van der Berg", "Mrs van der Berg"), ("Ama Mensah", "Ama Mensah"),
    ("Dr O Featherstonehaugh-Mensah", "Dr Featherstonehaugh-Mensah"), ("Mr T", "Mr T"),
])
def test_a_greeting_leaves_initials_out(name, said):
    assert greeted(name) == said
