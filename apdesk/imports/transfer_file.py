"""Reads a common transfer file (CTF, XML) into a table with one row a pupil.

Element names are compared without name space, every version is accepted, and document types and entities are
refused unread.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from apdesk.imports.sheet import MAX_ROWS, Sheet
from apdesk.imports.source import cannot_read
from apdesk.problems import Problem

MAX_CONTACTS = 6

# heading of the table -> path of local names below Pupil
_PUPIL: dict[str, str] = {
    "UPN": "UPN", "Former UPN": "BasicDetails/FormerUPN", "ULN": "UniqueLearnerNumber", "Surname": "Surname",
    "Forename": "Forename", "Middle Names": "BasicDetails/MiddleNames",
    "Preferred Surname": "BasicDetails/PreferredSurname", "Preferred Forename": "BasicDetails/PreferredForename",
    "DOB": "DOB", "Sex": "Sex", "NC Year": "BasicDetails/NCyearActual", "Ethnicity": "BasicDetails/Ethnicity",
    "First Language": "BasicDetails/Languages/Type/Language", "Enrolment Status": "BasicDetails/EnrolStatus",
    "In Care": "LookedAfter/InCare", "Postcode": "Address/PostCode", "Phone": "Phones/Phone/PhoneNo",
    "Email": "Email",
}
_CONTACT: dict[str, str] = {
    "Title": "Title", "Forename": "Forename", "Surname": "Surname", "Relationship": "Relationship",
    "Order": "Order", "Phone": "Phones/Phone/PhoneNo", "Email": "Email",
}
_ADDRESS = ("SAON", "PAON", "Street", "Locality", "Town", "PostTown", "AddressLine1", "AddressLine2", "AddressLine3",
            "AddressLine4", "AddressLine5", "County", "PostCode")
# The department's codes of relationship.
_RELATIONSHIPS = {
    "MOT": "Mother", "FAT": "Father", "MTF": "Mother", "FTM": "Father", "STM": "Stepmother", "STF": "Stepfather",
    "FM": "Foster mother", "FF": "Foster father", "FP": "Foster parent", "CAR": "Carer", "GPA": "Grandparent",
    "GPM": "Grandmother", "GPF": "Grandfather", "SWR": "Social worker", "OTR": "Other relative", "OTH": "Other contact",
    "PAM": "Mother", "PAF": "Father", "PAR": "Parent", "AUN": "Aunt", "UNC": "Uncle", "BRO": "Brother", "SIS": "Sister",
}


def read_transfer_file(path: Path) -> Sheet:
    """One row a pupil under one row of headings; pupil number n stands in row n.

    Raises `Problem` for a file that is not well formed, holds a document type, or is no transfer file.
    """
    rows: list[tuple[str, ...]] = [_headings()]
    try:
        for pupil in _pupils(path):
            rows.append(tuple(_row(pupil)))
            if len(rows) > MAX_ROWS:
                raise Problem(
                    "roll.too-large", f"{path.name} holds more pupils than any school. Export it again.", path.name,
                )
    except ParseError as fault:
        line = fault.position[0]
        raise Problem(
            "roll.broken-xml",
            f"{path.name} is cut short or damaged at line {line:,}, so nothing was read. Export it again.",
            f"{path.name}, line {line:,}",
        ) from None
    except LookupError:         # an encoding that does not exist
        raise Problem(
            "roll.broken-xml", f"{path.name} says that its letters are stored in a way that does not exist, so nothing "
            "was read. Export it again.", path.name,
        ) from None
    except ValueError:          # defusedxml: a document type, an entity, an outside reference
        raise Problem(
            "roll.unsafe-xml",
            f"{path.name} holds instructions that no common transfer file needs, so it was not opened. Ask the "
            "sender for a fresh one.", path.name,
        ) from None
    except OSError as fault:
        raise cannot_read(path, fault) from None
    return Sheet(rows, first_line=0)


def _pupils(path: Path) -> Iterator[Element]:
    from defusedxml.ElementTree import iterparse

    with path.open("rb") as stream:
        for _, element in iterparse(stream, forbid_dtd=True):
            if _local(element) == "Pupil":
                yield element
                element.clear()


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _find(element: Element, path: str) -> Element | None:
    """The first element at a path of local names."""
    name, _, rest = path.partition("/")
    for child in element:
        if _local(child) == name:
            found = _find(child, rest) if rest else child
            if found is not None:
                return found
    return None


def _text(element: Element, path: str) -> str:
    found = _find(element, path)
    return (found.text or "").strip() if found is not None else ""


def _headings() -> tuple[str, ...]:
    contacts = [
        f"Contact {number} {part}" for number in range(1, MAX_CONTACTS + 1)
        for part in (*_CONTACT, "Parental Responsibility", "Address")
    ]
    return (*_PUPIL, "Address", "SEN Status", "SEN Need", "FSM", *contacts)


def _row(pupil: Element) -> Iterator[str]:
    for heading, path in _PUPIL.items():
        yield _text(pupil, path) or (_text(pupil, "Gender") if heading == "Sex" else "")
    yield _address(pupil)
    yield _newest(pupil, "SENhistory", "SEN", "StartDate", "SENprovision")
    yield ", ".join(need for need in _all(pupil, "SENneeds/SENneed", ("SENtype", "Type")) if need)
    yield _free_meals(pupil)
    contacts = _children(_find(pupil, "Contacts"), "Contact")[:MAX_CONTACTS]
    for number in range(MAX_CONTACTS):
        yield from _contact(contacts[number] if number < len(contacts) else None)


def _contact(contact: Element | None) -> Iterator[str]:
    if contact is None:
        yield from ("" for _ in range(len(_CONTACT) + 2))
        return
    for heading, path in _CONTACT.items():
        text = _text(contact, path)
        yield _RELATIONSHIPS.get(text.upper(), text) if heading == "Relationship" else text
    yield _text(contact, "Responsibility")
    yield _address(contact)


def _children(element: Element | None, name: str) -> list[Element]:
    return [child for child in element if _local(child) == name] if element is not None else []


def _all(pupil: Element, path: str, names: tuple[str, ...]) -> list[str]:
    parent, _, child = path.partition("/")
    found = _children(_find(pupil, parent), child)
    return [next((text for name in names if (text := _text(one, name))), "") for one in found]


def _address(element: Element) -> str:
    address = _find(element, "Address")
    if address is None:
        return ""
    parts = {_local(part): (part.text or "").strip() for part in address.iter()}
    return ", ".join(dict.fromkeys(parts[name] for name in _ADDRESS if parts.get(name)))


def _newest(pupil: Element, history: str, entry: str, start: str, value: str) -> str:
    """The value of the entry that began last; dates are ISO, so text order is date order."""
    entries = _children(_find(pupil, history), entry)
    return _text(max(entries, key=lambda one: _text(one, start)), value) if entries else ""


def _free_meals(pupil: Element) -> str:
    """Yes while some entitlement has no end date; blank where the file has no history."""
    entries = _children(_find(pupil, "FSMhistory"), "FSMinstance")
    if not entries:
        return ""
    return "Yes" if any(not _text(one, "FSMendDate") for one in entries) else "No"
