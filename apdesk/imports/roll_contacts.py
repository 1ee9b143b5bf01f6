"""Contacts of one row of a roll, however its columns spread them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from apdesk.domain.names import recased, tidy
from apdesk.domain.roll_row import RollContact
from apdesk.imports.roll_cells import clean, flag_of, phone_of
from apdesk.imports.sheet import Cell, text_of

_TITLE = re.compile(
    r"((?:mr|mrs|miss|ms|mx|dr|prof|professor|rev|revd|sir|dame|lord|lady)\.?"
    r"(?: ?(?:&|and|/) ?(?:mr|mrs|miss|ms|mx|dr)\.?)?)\s+", re.IGNORECASE,
)


def split_contact_name(text: str) -> tuple[str | None, str | None, str | None]:
    """Title, forename and surname of "Mrs F Okonjo", "Okonjo, Mrs F" or "Mr and Mrs Qureshi"."""
    plain = recased(tidy(text))
    surname, comma, rest = plain.partition(",")
    words = rest.strip() if comma else plain
    found = _TITLE.match(f"{words} ")
    title = found[1].strip() if found else None
    words = f"{words} "[found.end():].strip() if found else words
    if comma:
        return title, words or None, surname.strip() or None
    forename, _, last = words.rpartition(" ")
    return title, forename or None, last or None


def contacts_of(cells: Mapping[str, Cell]) -> tuple[tuple[RollContact, ...], tuple[str, ...]]:
    """The contacts in the "contact.n.part" cells of a row, in the order of n, and remarks on them."""
    numbers = sorted({int(field.split(".")[1]) for field in cells if field.startswith("contact.")})
    contacts, remarks = [], []
    for number in numbers:
        prefix = f"contact.{number}."
        parts = {field.removeprefix(prefix): cell for field, cell in cells.items() if field.startswith(prefix)}
        contact, remark = _contact(parts)
        if contact is not None:
            contacts.append(contact)
        elif remark:
            remarks.append(remark)
    return tuple(contacts), tuple(remarks)


def _contact(parts: Mapping[str, Cell]) -> tuple[RollContact | None, str | None]:
    def words(part: str) -> str | None:
        value = clean("address", parts[part]).value if part in parts else None
        return str(value) if value else None

    title, forename, surname = words("title"), words("forename"), words("surname")
    if name := words("name"):
        found = split_contact_name(name)
        title, forename, surname = title or found[0], forename or found[1], surname or found[2]
    if not (forename or surname):
        said = next((words(part) for part in ("phone", "email", "address") if words(part)), None)
        return None, "A contact without a name was passed over" if said else None
    address = ", ".join(part for part in (words("address"), words("postcode")) if part)
    order = text_of(parts.get("priority", ""))
    return RollContact(
        title=title, forename=recased(forename) if forename else None, surname=recased(surname) if surname else None,
        relationship=words("relationship"),
        parental_responsibility=flag_of(parts.get("parental_responsibility", "")),
        lives_with=flag_of(parts.get("lives_with", "")),
        priority=int(order) if order.isascii() and order.isdigit() and len(order) < 4 else None,
        phone=phone_of(parts.get("phone", "")), other_phone=phone_of(parts.get("other_phone", "")),
        email=words("email"), address=address or None,
    ), None
