"""Cleans one cell of a roll by what its column means; what cannot be read is told, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from apdesk.domain import upn, year_group
from apdesk.domain.names import recased, tidy
from apdesk.domain.roll_row import LABELS
from apdesk.imports.roll_dates import DateError, read_date
from apdesk.imports.sheet import Cell, text_of

MAX_NAME = 100
MAX_TEXT = 2_000
_PUPILS_BORN = range(1990, 2046)

_YES = frozenset((
    "y", "yes", "t", "true", "1", "x", "✓", "✔", "eligible", "current", "currently", "active", "on", "fsm", "pp",
    "lac", "cla", "eal", "cin", "cp", "in care", "currently in care", "looked after", "recipient", "yes eligible",
))
_NO = frozenset((
    "n", "no", "f", "false", "0", "none", "not eligible", "ineligible", "never", "not in care", "not applicable",
    "n/a", "na", "no longer", "previously", "previously in care", "off", "-", "–", "not looked after",
))
_PUPIL_PREMIUM_REASONS = re.compile(r"depriv|free school|ever ?6|fsm|looked after|adopt|service|care", re.IGNORECASE)
_SEN_WORDS = {
    "n": "N", "none": "N", "no": "N", "no sen": "N", "no special educational need": "N", "not sen": "N", "nsen": "N",
    "no specialist assessment": "N", "no special educational needs": "N",
    "k": "K", "sen support": "K", "sen k": "K", "send support": "K",
    "e": "E", "ehcp": "E", "ehc": "E", "ehc plan": "E", "education health and care plan": "E",
    "education health care plan": "E", "educational health and care plan": "E",
}
_SEX = {"f": "F", "female": "F", "girl": "F", "m": "M", "male": "M", "boy": "M", "u": "U", "unknown": "U"}
_EXCEL_ERRORS = ("#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#null!", "#num!", "#####")
_MISREAD = re.compile("Ã[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\u00a0-\u00bf]|â€|�")
_NOT_IN_NAMES = re.compile(r"[0-9<>{}\[\]|\\^~*_=+%$£€#@¤¦§©®°±¿×÷†‡‰™¢¥]")


class Cleaned(NamedTuple):
    """A value; a word about it; or why the row cannot be taken in. Both words begin after the column's name."""

    value: object = None
    remark: str | None = None
    problem: str | None = None


def shown(text: str) -> str:
    """What somebody wrote, short enough for a sentence."""
    return f'"{text[:40]}…"' if len(text) > 41 else f'"{text}"'


def clean(field: str, cell: Cell) -> Cleaned:
    """The value of a cell for a roll field; blank cells give None."""
    text = text_of(cell)
    if not text:
        return Cleaned()
    if text.casefold() in _EXCEL_ERRORS:
        return Cleaned(remark=f"{text} is a fault of the spreadsheet and was passed over")
    if text.startswith("=") and isinstance(cell, str):
        return Cleaned(problem=f"{shown(text)} is a formula, not its result")
    if len(text) > MAX_TEXT:
        return Cleaned(problem=f"holds {len(text):,} characters")
    return _CLEANERS.get(field, _text)(cell)


def _text(cell: Cell) -> Cleaned:
    lines = [" ".join(line.split()) for line in text_of(cell).splitlines()]
    return Cleaned("".join(sign for sign in ", ".join(filter(None, lines)) if sign.isprintable()) or None)


def _name(cell: Cell) -> Cleaned:
    text = tidy(str(cell) if isinstance(cell, bool) else text_of(cell))     # Excel turns the name True into TRUE
    if len(text) > MAX_NAME:
        return Cleaned(problem=f"holds {len(text):,} characters, too long for a name")
    if _MISREAD.search(text):
        return Cleaned(problem=f"{shown(text)} has letters stored in a wrong way; export the list as CSV UTF-8")
    if not any(sign.isalpha() for sign in text):
        return Cleaned(problem=f"{shown(text)} is not a name")
    remark = f"{shown(text)} holds a sign that names rarely have" if _NOT_IN_NAMES.search(text) else None
    return Cleaned(recased(text), remark)


def _upn(cell: Cell) -> Cleaned:
    """A number of the right shape is kept even with a wrong check letter: it still tells pupils apart."""
    number = upn.compact(text_of(cell))
    wrong = upn.problem(number)
    if wrong is None:
        return Cleaned(number)
    if upn.has_shape(number):
        return Cleaned(number, f"{shown(number)} {wrong}")
    return Cleaned(None, f"{shown(text_of(cell))} {wrong}; imported without it")


def _unique_learner_number(cell: Cell) -> Cleaned:
    number = re.sub(r"\s", "", text_of(cell))
    if not re.fullmatch(r"[0-9]{10}", number):
        return Cleaned(None, f"{shown(number)} is not ten digits; imported without it")
    rest = sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), number, strict=False)) % 11
    wrong = rest == 0 or int(number[9]) != 10 - rest
    return Cleaned(number, f"{number} has a wrong check digit" if wrong else None)


def _admission_number(cell: Cell) -> Cleaned:
    return Cleaned("".join(text_of(cell).split()))


def _born(cell: Cell) -> Cleaned:
    try:
        day, remark = read_date(cell)
    except DateError as fault:
        return Cleaned(problem=f"{text_of(cell)} {fault}")
    if day.year not in _PUPILS_BORN:
        return Cleaned(problem=f"{text_of(cell)} is not the birth date of a pupil")
    return Cleaned(day, f"{text_of(cell)} {remark}" if remark else None)


def _other_date(cell: Cell) -> Cleaned:
    try:
        day, remark = read_date(cell)
    except DateError as fault:
        return Cleaned(None, f"{shown(text_of(cell))} {fault}; it was passed over")
    return Cleaned(day, f"{text_of(cell)} {remark}" if remark else None)


def _sex(cell: Cell) -> Cleaned:
    text = text_of(cell)
    found = _SEX.get(text.casefold())
    return Cleaned(found, None if found else f"{shown(text)} is not F, M or U; it was passed over")


def _year(cell: Cell) -> Cleaned:
    text = text_of(cell)
    found = year_group.from_text(text)
    return Cleaned(found, None if found is not None else f"{shown(text)} is not a year group; it was passed over")


def _sen(cell: Cell) -> Cleaned:
    """N, K or E from the letter, the words, or both ("K - SEN Support")."""
    text = text_of(cell)
    words = " ".join(re.sub(r"[^a-z]+", " ", text.casefold()).split())
    found = _SEN_WORDS.get(words) or _SEN_WORDS.get(words.partition(" ")[2])
    return Cleaned(found, None if found else f"{shown(text)} is not N, K or E; it was passed over")


def flag_of(cell: Cell) -> bool | None:
    """Yes, no, or None where it is neither or blank."""
    if isinstance(cell, bool):
        return cell
    words = " ".join(text_of(cell).casefold().replace("-", " ").split()) or text_of(cell)
    return True if words in _YES else False if words in _NO else None


def _flag(cell: Cell) -> Cleaned:
    found = flag_of(cell)
    text = text_of(cell)
    return Cleaned(found, None if found is not None else f"{shown(text)} is neither yes nor no; it was passed over")


def _pupil_premium(cell: Cell) -> Cleaned:
    """Some systems give the reason instead of Yes."""
    if flag_of(cell) is None and _PUPIL_PREMIUM_REASONS.search(text_of(cell)):
        return Cleaned(True)
    return _flag(cell)


def _medical(cell: Cell) -> Cleaned:
    found = flag_of(cell)
    if found is None:
        return _text(cell)
    return Cleaned("Recorded in the school's system" if found else None)


def phone_of(cell: Cell) -> str | None:
    """A number to ring, with the leading zero that Excel drops."""
    text = " ".join(text_of(cell).split())
    digits = re.sub(r"[^0-9]", "", text)
    lost = len(digits) == 10 and digits[0] in "1237" and digits == text
    return f"0{digits}" if lost else text or None


def _phone(cell: Cell) -> Cleaned:
    return Cleaned(phone_of(cell))


def _postcode(cell: Cell) -> Cleaned:
    text = "".join(text_of(cell).upper().split())
    return Cleaned(f"{text[:-3]} {text[-3:]}" if re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", text) else text)


_CLEANERS: dict[str, Callable[[Cell], Cleaned]] = {
    **dict.fromkeys(("surname", "forename", "middle_names", "preferred_surname", "preferred_forename"), _name),
    **dict.fromkeys(("upn", "former_upn"), _upn),
    **dict.fromkeys(("joined_on", "left_on"), _other_date),
    "uln": _unique_learner_number, "admission_number": _admission_number, "born": _born, "sex": _sex, "year": _year,
    "sen": _sen, "pupil_premium": _pupil_premium, "medical": _medical, "phone": _phone, "postcode": _postcode,
}
FLAGS = ("ehcp", "fsm", "fsm_ever", "eal", "looked_after", "social_worker", "child_protection", "young_carer",
         "service_child", "pupil_premium")
_CLEANERS = {**dict.fromkeys(FLAGS, _flag), **_CLEANERS}

ESSENTIAL = ("upn", "surname", "forename", "born", "admission_number", "full_name", "full_name_surname_first")


def label(field: str) -> str:
    """The name of a field at the start of a sentence."""
    return LABELS.get(field, "Name")
