"""Looks schools up in the department's register file (Get Information About Schools, edubasealldata….csv).

The file is some 45 MB with a row for every school that ever was; it is streamed, and only what matches is kept.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from apdesk.domain.names import fold
from apdesk.imports.encoding import find_encoding
from apdesk.imports.roll_dates import DateError, read_date
from apdesk.imports.source import cannot_read, recognise
from apdesk.problems import Problem
from apdesk.progress import Progress, Silent

MAX_BYTES = 250 * 1024 * 1024
_STEP = 2_000
_NEEDED = ("URN", "EstablishmentName", "TypeOfEstablishment (code)", "EstablishmentStatus (code)", "LA (code)")
_OPEN = ("1", "3")      # open; open but proposed to close

# Type codes that are no registered school in England, or none for pupils of school age: nursery 15, further
# education 18, offshore 25, miscellaneous 27, higher education 29, Welsh 30, sixth-form 31 and 39, special
# post-16 32, British schools overseas 37.
_NO_SCHOOL_FOR_CODE_D = frozenset((15, 18, 25, 27, 29, 30, 31, 32, 37, 39))


@dataclass(frozen=True)
class GiasSchool:
    """One school of the register; texts are empty where the register holds nothing."""

    urn: str
    name: str
    type_code: int
    type_name: str
    status: str
    la_code: str
    la_name: str
    establishment_number: str
    ukprn: str
    street: str
    locality: str
    address3: str
    town: str
    county: str
    postcode: str
    phone: str
    website: str
    head: str
    opened: date | None
    closed: date | None

    @property
    def is_registered_school(self) -> bool:
        """True where code D may be used for a pupil registered there as well."""
        return self.type_code not in _NO_SCHOOL_FOR_CODE_D


def read_gias(
    path: Path, la: str | None = None, text: str | None = None, open_only: bool = True, limit: int = 200,
    progress: Progress | None = None,
) -> tuple[GiasSchool, ...]:
    """The schools of one authority (number or name) whose name, town, URN or postcode hold `text`; `limit` at most.

    Raises `Problem` for a file that is not the register.
    """
    watcher = progress or Silent()
    wanted_la = fold(la or "")
    wanted = [fold(word) for word in (text or "").split()]
    found: list[GiasSchool] = []
    for count, row in enumerate(_rows(path)):
        if count % _STEP == 0:
            watcher.step(count, 0, "Searching the register of schools")
        if open_only and row["EstablishmentStatus (code)"] not in _OPEN:
            continue
        if wanted_la and wanted_la not in (fold(row["LA (code)"]), fold(row.get("LA (name)", ""))):
            continue
        searched = fold(" ".join(row.get(key, "") for key in ("EstablishmentName", "Town", "URN", "Postcode")))
        if all(word in searched for word in wanted):
            found.append(_school(row))
            if len(found) >= limit:
                break
    return tuple(found)


def count_open(path: Path, progress: Progress | None = None) -> int:
    """How many open schools the register holds. Raises `Problem` for a file that is not the register."""
    watcher = progress or Silent()
    found = 0
    for count, row in enumerate(_rows(path)):
        if count % _STEP == 0:
            watcher.step(count, 0, "Reading the register of schools")
        found += row["EstablishmentStatus (code)"] in _OPEN
    return found


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    if recognise(path, MAX_BYTES) != "csv":
        raise _not_the_register(path)
    line = 1
    try:
        with path.open(encoding=find_encoding(path), newline="") as stream:
            reader = csv.reader(stream, strict=True)
            headings = [heading.strip() for heading in next(reader, [])]
            if not set(_NEEDED) <= set(headings):
                raise _not_the_register(path)
            for row in reader:
                line += 1
                if len(row) >= len(headings):       # a shorter one is a blank line or the end of a cut file
                    yield _by_heading(headings, row)
    except csv.Error:
        raise Problem(
            "gias.broken-row", f"Row {line + 1:,} of {path.name} cannot be read, so the file is damaged. Download it "
            "again.", f"{path.name}, row {line + 1:,}",
        ) from None
    except OSError as fault:
        raise cannot_read(path, fault) from None


def _by_heading(headings: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    return {heading: cell.strip() for heading, cell in zip(headings, row, strict=False)}


def _not_the_register(path: Path) -> Problem:
    return Problem(
        "gias.not-the-register",
        f"{path.name} is not the register of schools: it lacks columns such as URN and EstablishmentName. Download "
        "“Establishment fields” from Get Information About Schools as CSV.", path.name,
    )


def _school(row: Mapping[str, str]) -> GiasSchool:
    def text(heading: str) -> str:
        return row.get(heading, "")

    kind = text("TypeOfEstablishment (code)")
    head = " ".join(filter(None, (text("HeadTitle (name)"), text("HeadFirstName"), text("HeadLastName"))))
    return GiasSchool(
        urn=text("URN"), name=text("EstablishmentName"), type_code=int(kind) if kind.isdigit() else 0,
        type_name=text("TypeOfEstablishment (name)"), status=text("EstablishmentStatus (name)"),
        la_code=text("LA (code)"), la_name=text("LA (name)"), establishment_number=text("EstablishmentNumber"),
        ukprn=text("UKPRN"), street=text("Street"), locality=text("Locality"), address3=text("Address3"),
        town=text("Town"), county=text("County (name)"), postcode=text("Postcode"), phone=text("TelephoneNum"),
        website=text("SchoolWebsite"), head=head, opened=_date(text("OpenDate")), closed=_date(text("CloseDate")),
    )


def _date(text: str) -> date | None:
    try:
        return read_date(text).day if text else None
    except DateError:
        return None
