"""What a roll changes about a pupil, field by field, in words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from apdesk.domain.day_words import whole_date
from apdesk.domain.names import fold
from apdesk.domain.roll_row import CONTACT_FIELDS, FACT_FIELDS, LABELS, RollContact, RollFacts, RollPupil, RollRow
from apdesk.domain.upn import compact
from apdesk.domain.year_group import label as year_label


@dataclass(frozen=True)
class Difference:
    """One field that the file would change; `text` says it ("Form changes from 9B to 9E")."""

    field: str
    before: object
    after: object
    text: str


def differences(row: RollRow, pupil: RollPupil, untracked: Collection[str] = ()) -> tuple[Difference, ...]:
    """What would change; a fact that the file does not give never takes one away."""
    found = []
    for name in FACT_FIELDS:
        before, after = getattr(pupil, name), getattr(row, name)
        if name in untracked or name == "contacts" or after is None or _same(name, before, after):
            continue
        found.append(Difference(name, before, after, _text(name, before, after)))
    if "contacts" not in untracked:
        found.extend(_contact_difference(pupil.contacts, row.contacts))
    return tuple(found)


def said(name: str, value: object) -> str:
    """A fact as the office says it: Yes and No, "Year 9", "3 March 2012"; "nothing" where there is none."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return whole_date(value)
    if name == "year" and isinstance(value, int):
        return year_label(value)
    return str(value)


def _text(name: str, before: object, after: object) -> str:
    title = LABELS[name]
    if name in ("surname", "forename") and before:
        return f"{title} was {before}, is {after}"
    if name in ("address", "medical"):
        return f"{title} changes" if before else f"{title} added"
    if before is None:
        return f"{title} is {said(name, after)}"
    return f"{title} changes from {said(name, before)} to {said(name, after)}"


def without_leading_zeros(number: str) -> str:
    """An admission number for comparing: Excel drops the zeros in front of it."""
    return number.strip().lstrip("0").casefold()


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


_COMPARED: dict[str, Callable[[str], str]] = {
    "admission_number": without_leading_zeros, "upn": compact, "former_upn": compact, "phone": _digits,
    "other_phone": _digits, "postcode": fold, "address": fold, "email": str.casefold,
}


def _same(name: str, before: object, after: object) -> bool:
    """True where the two say the same, however spaced or punctuated."""
    if before == after:
        return True
    compared = _COMPARED.get(name)
    if compared and isinstance(before, str) and isinstance(after, str):
        return compared(before) == compared(after)
    return False


def merged_contacts(
    held: tuple[RollContact, ...], given: tuple[RollContact, ...],
) -> tuple[tuple[RollContact, ...], tuple[str, ...]]:
    """The contacts after the file, and what changes in words.

    People are told apart by name. Nobody is dropped because a file does not name them: the office may know a
    contact that the school's system does not.
    """
    merged = list(held)
    texts: list[str] = []
    places: dict[str, int] = {}
    for index, contact in enumerate(held):
        places.setdefault(_person(contact), index)
    for contact in joined_contacts(given):
        place = places.get(_person(contact))
        if place is None:
            places[_person(contact)] = len(merged)
            merged.append(contact)
            texts.append(f"New contact {contact.name}")
            continue
        changed = {
            name: getattr(contact, name) for name in CONTACT_FIELDS
            if getattr(contact, name) is not None
            and not _same(name, getattr(merged[place], name), getattr(contact, name))
        }
        if changed:
            merged[place] = replace(merged[place], **changed)
            parts = ", ".join(LABELS.get(name, name).lower() for name in changed)
            texts.append(f"Contact {contact.name}: {parts} changes")
    return tuple(merged), tuple(texts)


def joined_contacts(given: Iterable[RollContact]) -> tuple[RollContact, ...]:
    """Each person once, in the order given: a file may name one parent in several rows, for several phones."""
    joined: dict[str, RollContact] = {}
    for contact in given:
        first = joined.setdefault(_person(contact), contact)
        missing = {
            name: getattr(contact, name) for name in CONTACT_FIELDS
            if getattr(first, name) is None and getattr(contact, name) is not None
        }
        if contact.phone and first.phone and not first.other_phone and not _same("phone", first.phone, contact.phone):
            missing["other_phone"] = contact.phone
        joined[_person(contact)] = replace(first, **missing)
    return tuple(joined.values())


def _person(contact: RollContact) -> str:
    return fold(f"{contact.forename or ''}{contact.surname or ''}")


def _contact_difference(held: tuple[RollContact, ...], given: tuple[RollContact, ...]) -> list[Difference]:
    merged, texts = merged_contacts(held, given)
    return [Difference("contacts", held, merged, "; ".join(texts))] if texts else []


def full_name_key(facts: RollFacts) -> tuple[str, str]:
    """Legal surname and forename for comparing."""
    return fold(facts.surname or ""), fold(facts.forename or "")
