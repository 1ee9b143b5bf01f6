"""Any name comes out on paper: right letters, right order, nothing dropped unseen."""

from __future__ import annotations

import pytest

from apdesk.exports.pdf.fonts import STRONG, TEXT
from apdesk.exports.pdf.text import MISSING, fitted, is_plain, markup, runs, width
from apdesk.exports.right_to_left import visual
from apdesk.exports.words import clean


@pytest.mark.parametrize("name", ["Łukasz", "Ngọc Ánh", "Şükrü", "Ọlá", "Жанна", "Αλέξης", "Ωmega", "Zoë", "Đặng"])
def test_the_schools_type_has_the_letters_of_our_pupils(name: str) -> None:
    assert runs(name, TEXT) == ((TEXT, name),)


def test_letters_it_lacks_come_from_the_second_face() -> None:
    assert runs("Anna שלום", TEXT) == ((TEXT, "Anna "), ("DejaVu", "םולש"))
    assert runs("א", STRONG) == (("DejaVuStrong", "א"),)


def test_a_letter_nobody_has_leaves_a_visible_box() -> None:
    assert runs("李😀", TEXT) == (("DejaVu", MISSING * 2),)


def test_decomposed_letters_are_put_together_and_invisible_ones_dropped() -> None:
    assert clean("Zoe\u0308\u200b \u202eTom\ufe0f\x07\tB") == "Zoë Tom B"


def test_hebrew_is_written_from_the_right_and_numbers_in_it_from_the_left() -> None:
    assert visual("דוד 12 לוי") == "יול 12 דוד"
    assert visual("Tom דוד Lee") == "Tom דוד Lee"[:4] + "דוד"[::-1] + " Lee"


def test_arabic_letters_join() -> None:
    assert visual("علي") == "\ufef2\ufee0\ufecb"       # final yeh, medial lam, initial ain, from the left
    assert visual("لا") == "\ufefb"                    # lam with alef is one sign


def test_markup_signs_are_only_letters() -> None:
    assert markup("<b>A & B</b>\nC", TEXT) == "&lt;b&gt;A &amp; B&lt;/b&gt;<br/>C"
    assert is_plain("<b>", TEXT)
    assert not is_plain("two\nlines", TEXT)


def test_a_line_too_long_is_made_smaller_before_it_is_cut() -> None:
    name = "Featherstonehaugh-Mensah, Oluwaseunfunmi"
    room = width(name, TEXT, 11) * 0.8
    assert fitted(name, TEXT, 11, room)[0] == name
    short, size = fitted(name * 3, TEXT, 11, room)
    assert size == 6.0
    assert short.endswith("…")
    assert width(short, TEXT, size) <= room
