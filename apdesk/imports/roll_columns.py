"""Says what each column of a pupil list means."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from apdesk.imports.roll_fields import (
    ADDRESS_PART,
    NAME_FORENAME_FIRST,
    NAME_SURNAME_FIRST,
    field_of,
    is_field,
    plain_heading,
)
from apdesk.imports.sheet import Cell, text_of
from apdesk.problems import Problem

_SAMPLES = 3
_REPEATABLE = (ADDRESS_PART,)

GIVEN = "given"             # by the person, now or the last time
RECOGNISED = "recognised"   # by its words
DUPLICATE = "duplicate"     # means what an earlier column already says
UNKNOWN = ""


@dataclass(frozen=True)
class RollColumn:
    """One column: its heading, what it means (None: not imported), some values, and how that was found."""

    index: int
    heading: str
    field: str | None
    samples: tuple[str, ...]
    how: str


def headings_in(row: Sequence[Cell]) -> int:
    """How many different facts the cells of a row would name if it were the row of headings."""
    return len({field for cell in row if isinstance(cell, str) and (field := field_of(text_of(cell)))})


def match_columns(
    headings: Sequence[str], rows: Sequence[Sequence[Cell]], mapping: Mapping[str, str],
) -> tuple[RollColumn, ...]:
    """What each column means: as the person said, else by its words.

    No fact is taken from two columns; where two mean the same, the first that holds anything is taken.
    """
    given = {plain_heading(heading): field for heading, field in mapping.items()}
    columns = []
    for index, heading in enumerate(headings):
        said = mapping.get(heading, given.get(plain_heading(heading)))
        samples = samples_of(rows, index)
        if said is not None:
            columns.append(RollColumn(index, heading, said if is_field(said) else None, samples, GIVEN))
        else:
            meant = in_order_of(samples, field_of(unnumbered(heading)))
            columns.append(RollColumn(index, heading, meant, samples, RECOGNISED if meant else UNKNOWN))
    return _without_needless_names(each_once(_with_contacts_beside(_number_contacts(columns))))


def in_order_of(samples: Sequence[str], field: str | None) -> str | None:
    """The field; for whole names that are all written "Okonjo, Chidera" the one with the surname first."""
    surname_first = bool(samples) and all("," in name for name in samples)
    return NAME_SURNAME_FIRST if field == NAME_FORENAME_FIRST and surname_first else field


def unnumbered(heading: str) -> str:
    """A heading without the number that tells it from an earlier one of the same words."""
    return re.sub(r" \(\d+\)$", "", heading)


def samples_of(rows: Sequence[Sequence[Cell]], index: int) -> tuple[str, ...]:
    """The first different values of a column."""
    found: list[str] = []
    for row in rows:
        text = text_of(row[index]) if index < len(row) else ""
        if text and text not in found:
            found.append(text[:60])
            if len(found) == _SAMPLES:
                break
    return tuple(found)


def _number_contacts(columns: list[RollColumn]) -> list[RollColumn]:
    """Blocks of contacts under repeated headings ("Contact Name", "Contact Name (2)") become contact 1, 2 …"""
    counts: dict[str, int] = {}
    for column in columns:
        if column.how == RECOGNISED and column.field and column.field.startswith("contact.0."):
            counts[column.field] = counts.get(column.field, 0) + 1
    if max(counts.values(), default=0) < 2:
        return columns
    seen: dict[str, int] = {}
    numbered = []
    for column in columns:
        if column.how == RECOGNISED and column.field in counts:
            seen[column.field] = seen.get(column.field, 0) + 1
            column = replace(column, field=column.field.replace("contact.0.", f"contact.{seen[column.field]}."))
        numbered.append(column)
    return numbered


def _with_contacts_beside(columns: list[RollColumn]) -> list[RollColumn]:
    """In a list with one row a contact, a phone and e-mail to the right of the contact's name are the contact's."""
    fields = {column.field for column in columns}
    names = [column.index for column in columns if column.field in ("contact.0.name", "contact.0.surname")]
    if not names:
        return columns
    return [
        replace(column, field=f"contact.0.{column.field}")
        if column.how == RECOGNISED and column.index > names[0] and column.field in ("phone", "email")
        and f"contact.0.{column.field}" not in fields else column
        for column in columns
    ]


def each_once(columns: Sequence[RollColumn]) -> list[RollColumn]:
    """No fact is taken from two columns: what was given comes first, then what holds anything, then the left one."""
    taken: dict[str, int] = {}
    order = sorted(columns, key=lambda one: (one.how != GIVEN, not one.samples, one.index))
    settled: dict[int, RollColumn] = {}
    for column in order:
        field = column.field
        if field in taken and field.endswith(".phone"):
            field = field.replace(".phone", ".other_phone")
        if field is None or field not in taken or field in _REPEATABLE:
            settled[column.index] = replace(column, field=field)
        else:
            settled[column.index] = replace(column, field=None, how=DUPLICATE)
        if field is not None:
            taken.setdefault(field, column.index)
    return [settled[column.index] for column in columns]


def _without_needless_names(columns: list[RollColumn]) -> tuple[RollColumn, ...]:
    """A column with the whole name is not read where surname and forename have columns of their own."""
    fields = {column.field for column in columns}
    whole = (NAME_FORENAME_FIRST, NAME_SURNAME_FIRST)
    needless = {"surname", "forename"} <= fields
    return tuple(
        replace(column, field=None, how=DUPLICATE) if needless and column.field in whole and column.how != GIVEN
        else column
        for column in columns
    )


def check_columns(columns: Sequence[RollColumn], file: str, line: int) -> None:
    """Raises `Problem` where the columns cannot say who a pupil is."""
    fields = {column.field for column in columns}
    where = f"{file}, row {line}"
    shown = ", ".join(column.heading[:30] for column in columns[:8]) + (" …" if len(columns) > 8 else "")
    if not ({"surname", "forename"} <= fields or fields & {NAME_FORENAME_FIRST, NAME_SURNAME_FIRST}):
        missing = "surnames" if "forename" in fields else "first names" if "surname" in fields else "names"
        which = "columns they are" if missing == "names" else "column it is"
        raise Problem(
            "roll.no-names",
            f"No column of {file} is known to hold {missing}. The headings in row {line} are: {shown}. Say which "
            f"{which}, or export the list with Surname and Forename.", where,
        )
    if not fields & {"upn", "admission_number", "born"}:
        raise Problem(
            "roll.no-identity",
            f"No column of {file} is known to hold a UPN, an admission number or a date of birth, and a name alone "
            f"never tells who is meant. The headings in row {line} are: {shown}. Export the list with one of them.",
            where,
        )


def system_of(headings: Sequence[str]) -> str:
    """The system whose words the headings are: "SIMS", "Arbor", "Bromcom" or "other"."""
    words = {plain_heading(unnumbered(heading)) for heading in headings}
    if words & {"arborstudentid", "arborid"} or {"registrationform", "legallastname"} <= words:
        return "Arbor"
    if words & {"adno", "reg", "legalsurname"}:
        return "SIMS"
    if words & {"bromcomid"} or {"tutorgroup", "lastname"} <= words or {"tutorgroup", "legallastname"} <= words:
        return "Bromcom"
    return "other"
