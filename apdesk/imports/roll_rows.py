"""Cleans the rows of a roll one by one; each remark names the column it stands in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from apdesk.domain.names import recased, split_full_name, tidy
from apdesk.domain.roll_row import FACT_FIELDS, CellProblem, RollContact
from apdesk.imports.roll_cells import ESSENTIAL, Cleaned, clean
from apdesk.imports.roll_columns import RollColumn
from apdesk.imports.roll_contacts import contacts_of
from apdesk.imports.roll_fields import ADDRESS_PART, EHCP, NAME_FORENAME_FIRST, NAME_SURNAME_FIRST
from apdesk.imports.sheet import Cell, is_blank, text_of

IDENTITY = ("upn", "admission_number", "surname", "forename", "born", NAME_FORENAME_FIRST, NAME_SURNAME_FIRST)

# How a line at the foot of a list begins.
_FOOT = re.compile(
    r"(grand |sub.?)?totals?\b|(count|number) of\b|count$|printed\b|page \d|report\b|generated\b|exported\b|"
    r"run (on|by)\b|end of\b|\d+ (pupils|students|records|rows)\b", re.IGNORECASE,
)


@dataclass
class Draft:
    """One row while it is being cleaned."""

    line: int
    lines: list[int]
    values: dict[str, object] = field(default_factory=dict)
    contacts: list[RollContact] = field(default_factory=list)
    upn_as_written: str | None = None
    remarks: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    fixable: list[CellProblem] = field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """How to read the rows of one file; the last two are learnt from whole columns before any row is read."""

    columns: Sequence[RollColumn]
    fixes: Mapping[tuple[int, str], str]
    blank_means_no: frozenset[str] = frozenset()
    admission_width: int | None = None

    def cells(self, line: int, row: Sequence[Cell]) -> dict[str, tuple[str, Cell]]:
        """Heading and cell by field, corrections put in; parts of an address are joined in their order."""
        found: dict[str, tuple[str, Cell]] = {}
        parts = []
        for column in self.columns:
            cell = row[column.index] if column.index < len(row) else ""
            if column.field == ADDRESS_PART:
                parts.append(text_of(cell))
            elif column.field:
                fix = self.fixes.get((line, column.field))
                found[column.field] = (column.heading, cell if fix is None else fix)
        if any(parts) and "address" not in found:
            found["address"] = ("Address", ", ".join(filter(None, parts)))
        return found


def read_row(reading: Reading, line: int, row: Sequence[Cell]) -> Draft:
    """The row cleaned, with whatever is wrong with it."""
    draft = Draft(line, [line])
    cells = reading.cells(line, row)
    for name, (heading, cell) in cells.items():
        if not name.startswith("contact."):
            _take(draft, name, heading, cell, clean(name, cell))
    _settle_names(draft, cells)
    if draft.values.pop(EHCP, None):
        draft.values["sen"] = "E"
    for name in reading.blank_means_no:
        draft.values.setdefault(name, "N" if name == "sen" else False)
    _pad_admission_number(draft, reading.admission_width)
    contacts, remarks = contacts_of({name: cell for name, (_, cell) in cells.items()})
    draft.contacts.extend(contacts)
    draft.remarks.extend(f"{remark}." for remark in remarks)
    _check_extent(draft, reading, row)
    return draft


def _take(draft: Draft, name: str, heading: str, cell: Cell, found: Cleaned) -> None:
    if name == "upn" and text_of(cell):
        draft.upn_as_written = text_of(cell)
    if found.value is not None:
        draft.values[name] = found.value
    problem, remark = found.problem, found.remark
    if problem and name not in ESSENTIAL:
        problem, remark = None, f"{problem}; it was passed over"
    if remark:
        draft.remarks.append(f"Column {heading}: {remark}.")
    if problem:
        draft.problems.append(f"Column {heading}: {problem}.")
    if problem or (remark and name in ESSENTIAL):
        draft.fixable.append(CellProblem(draft.line, heading, name, text_of(cell), problem or remark or ""))


def _settle_names(draft: Draft, cells: Mapping[str, tuple[str, Cell]]) -> None:
    """Surname and forename, taken from a column of whole names where there is one; both are needed."""
    held = {name: draft.values.pop(name, None) for name in (NAME_SURNAME_FIRST, NAME_FORENAME_FIRST)}
    for name, whole in held.items():
        if not whole or {"surname", "forename"} <= draft.values.keys():
            continue
        split = split_full_name(text_of(cells[name][1]), surname_first=name == NAME_SURNAME_FIRST)
        if split is None:
            _missing(draft, name, cells, f'"{tidy(str(whole))}" is only half a name')
            return
        draft.values.setdefault("surname", recased(split.surname))
        draft.values.setdefault("forename", recased(split.forename))
        if split.preferred_forename:
            draft.values.setdefault("preferred_forename", split.preferred_forename)
        if not split.sure:
            draft.remarks.append(
                f'Column {cells[name][0]}: read as surname "{split.surname}", first name "{split.forename}".',
            )
    for name, words in (("surname", "the surname"), ("forename", "the first name")):
        damaged = any(one.field == name for one in draft.fixable)
        if name not in draft.values and not damaged and (draft.values or draft.upn_as_written):
            _missing(draft, name, cells, f"{words} is missing")
    for preferred, legal in (("preferred_surname", "surname"), ("preferred_forename", "forename")):
        if draft.values.get(preferred) == draft.values.get(legal):
            draft.values.pop(preferred, None)


def _missing(draft: Draft, name: str, cells: Mapping[str, tuple[str, Cell]], text: str) -> None:
    heading = cells[name][0] if name in cells else "Name"
    if not any(problem.startswith(f"Column {heading}:") for problem in draft.problems):
        draft.problems.append(f"Column {heading}: {text}.")
        draft.fixable.append(CellProblem(draft.line, heading, name, text_of(cells.get(name, ("", ""))[1]), text))


def _pad_admission_number(draft: Draft, width: int | None) -> None:
    number = draft.values.get("admission_number")
    if width and isinstance(number, str) and number.isdigit() and len(number) < width:
        draft.values["admission_number"] = number.zfill(width)
        draft.remarks.append(f"Admission number {number} had lost its leading zeros, read as {number.zfill(width)}.")


def _check_extent(draft: Draft, reading: Reading, row: Sequence[Cell]) -> None:
    beyond = row[len(reading.columns):]
    if not is_blank(beyond):
        draft.problems.append(
            f"The row has {len(row)} cells under {len(reading.columns)} headings: a comma inside a cell was probably "
            "not put in quotation marks.",
        )


def says_nothing_of_a_pupil(draft: Draft, row: Sequence[Cell]) -> bool:
    """True for a line of totals, a note, or a row that only carries one more contact."""
    known = {*FACT_FIELDS, EHCP} & draft.values.keys() & set(IDENTITY)
    first = next((text for cell in row if (text := text_of(cell))), "")
    if _FOOT.match(first) and not known & {"upn", "born"} and not {"surname", "forename"} <= known:
        return True
    return not known and not draft.upn_as_written and not any(one.field in IDENTITY for one in draft.fixable)
