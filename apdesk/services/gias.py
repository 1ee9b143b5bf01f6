"""Look up a school's URN and address in the national register file, where the office has it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.problems import Problem
from apdesk.progress import Progress, Silent
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.providers import ProviderForm, SiteForm
from apdesk.services.settings import change_settings, settings
from apdesk.store.record import Record


@dataclass(frozen=True)
class FoundSchool:
    """A school of the register as a form to accept or change."""

    line: str                   # "Fairholt School, 999001, Academy converter, E99 4QT"
    form: ProviderForm
    site: SiteForm


class Register(NamedTuple):
    """The register of schools that providers are looked up in."""

    open_schools: int
    changes: Changes


def use_register(record: Record, file: Path, progress: Progress | None = None) -> Register:
    """Schools are looked up in this file from now on; it stays where it is.

    Raises `Problem` "gias.…" for a file that is not the register or names no open school.
    """
    from apdesk.imports.gias import count_open

    require(record, Deed.CHANGE_SETTINGS)
    found = count_open(file, progress or Silent())
    if not found:
        raise Problem("gias.empty", f"{file.name} names no open school. Download it again.", file.name)
    return Register(found, change_settings(record, {"gias.file": str(file)}))


def find_schools(
    record: Record, text: str, la: str | None = None, limit: int = 20, progress: Progress | None = None
) -> tuple[FoundSchool, ...]:
    """Open schools whose name, URN or postcode holds the text.

    Raises `Problem` "gias.no-file" where Settings name no file.
    """
    from apdesk.imports.gias import GiasSchool, read_gias

    require(record, Deed.CHANGE_PROVIDERS)
    file = settings(record)["gias.file"]
    if not file:
        raise Problem("gias.no-file", "Choose the file with the register of schools first (Settings, School).")

    def found(school: GiasSchool) -> FoundSchool:
        street = (school.street, school.locality, school.address3, school.town, school.county)
        address = ", ".join(part for part in street if part)
        form = ProviderForm(
            name=school.name, urn=school.urn, ukprn=school.ukprn or None, phone=school.phone or None,
            head=school.head or None, registered_school=school.is_registered_school,
            registers_pupils=school.is_registered_school, kind=_KINDS.get(str(school.type_code), "mainstream"),
            laestab=f"{school.la_code}{school.establishment_number}" if school.establishment_number else None,
        )
        line = ", ".join(part for part in (school.name, school.urn, school.type_name, school.postcode) if part)
        return FoundSchool(line, form, SiteForm(address=address or None, postcode=school.postcode or None))

    schools = read_gias(Path(file), la=la, text=text, limit=limit, progress=progress or Silent())
    return tuple(found(school) for school in schools)


# type codes of the national register that are not mainstream schools
_KINDS = {
    "14": "pru", "38": "ap-academy", "42": "ap-academy", "43": "ap-academy", "10": "special", "7": "special",
    "8": "special", "12": "special", "33": "special", "36": "special", "44": "special", "11": "independent-school",
    "18": "college",
}
