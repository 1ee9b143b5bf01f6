"""Unique pupil numbers: thirteen characters, of which the first is a check letter.

Source: GovTalk data standard for the UPN, as the department's common basic data set restates it. A wrong
number is a reason to ask the school's own system, never a reason to leave a pupil out.
"""

from __future__ import annotations

import re

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"     # no I, O or S; a letter's place in it is its value
LENGTH = 13

_SHAPE = re.compile(rf"[{LETTERS}]\d{{11}}[\d{LETTERS}]")

# Local authority numbers in use in England and Wales, or in use within the last twenty years: a pupil keeps the
# number of the authority that issued it.
_AUTHORITIES = (
    (201, 213), (301, 320), (330, 336), (340, 344), (350, 359), (370, 373), (380, 384), (390, 394), (420, 420),
    (660, 681), (800, 803), (805, 808), (810, 813), (815, 816), (820, 823), (825, 826), (830, 831), (835, 841),
    (845, 846), (850, 852), (855, 857), (860, 861), (865, 896), (908, 909), (916, 916), (919, 919), (921, 921),
    (925, 926), (928, 929), (931, 931), (933, 933), (935, 938), (940, 943),
)


def compact(text: str) -> str:
    """The number in capitals without spaces, hyphens or points: " b801-200 005001" is "B801200005001"."""
    return re.sub(r"[\s.\-‐-―]", "", text).upper()


def check_letter(body: str) -> str:
    """The letter that belongs before the twelve characters `body`: "801200005001" gives "B".

    Each character is weighted by its place in the whole number, 2 to 13; the sum's remainder by 23 names the
    letter. Raises ValueError where `body` is not eleven digits and a digit or letter.
    """
    if not re.fullmatch(rf"\d{{11}}[\d{LETTERS}]", body):
        raise ValueError(f"{body!r} is not the body of a UPN")
    values = (int(sign) if sign.isdigit() else LETTERS.index(sign) for sign in body)
    return LETTERS[sum(place * value for place, value in enumerate(values, start=2)) % len(LETTERS)]


def problem(text: str) -> str | None:
    """What is wrong with a number, as the end of a sentence that began with it; None where it is sound."""
    number = compact(text)
    if len(number) != LENGTH:
        return f"has {len(number)} characters, not {LENGTH}"
    if not _SHAPE.fullmatch(number):
        return "is not a letter, eleven digits and a digit or letter (I, O and S are not used)"
    expected = check_letter(number[1:])
    if number[0] != expected:
        return f"begins with {number[0]}, but its digits ask for {expected}: one of them is mistyped"
    return None


def is_valid(text: str) -> bool:
    """True where length, shape and check letter are right, for permanent and temporary numbers."""
    return problem(text) is None


def has_shape(text: str) -> bool:
    """True where only the check letter may be wrong: such a number still tells pupils apart."""
    return _SHAPE.fullmatch(compact(text)) is not None


def is_temporary(text: str) -> bool:
    """True for a number that ends in a letter: an interim one, until the former school's is known."""
    return has_shape(text) and compact(text)[-1].isalpha()


def local_authority(text: str) -> int | None:
    """The number of the authority that issued it; None where the number has not the shape of a UPN."""
    return int(compact(text)[1:4]) if has_shape(text) else None


def is_known_authority(number: int) -> bool:
    """True for an authority known here; new ones appear, so an unknown one is only worth a remark."""
    return any(first <= number <= last for first, last in _AUTHORITIES)
