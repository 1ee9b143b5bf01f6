"""A small school on a real desk: two pupils, a partner school that is clear, a provider that is not, a Head of Year."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from desk_fixture import CHEAP, PASSPHRASE, PERSON, StoppedClock, cheap_keys  # noqa: F401

from apdesk import desk as desks
from apdesk.domain.provider import CHECKS
from apdesk.services import provider_checks, providers, pupils, school_year, staff
from apdesk.services.provider_checks import CheckForm
from apdesk.services.providers import ProviderForm, SiteForm
from apdesk.services.pupils import PupilForm
from apdesk.services.settings import change_settings
from apdesk.services.staff import StaffForm
from apdesk.store import key_wrap
from apdesk.store.record import Record

TERMS = """type,start,end,label
half_term,2026-09-03,2026-10-23,Autumn 1
half_term,2026-11-02,2026-12-18,Autumn 2
half_term,2027-01-05,2027-02-12,Spring 1
half_term,2027-02-22,2027-03-25,Spring 2
half_term,2027-04-12,2027-05-28,Summer 1
half_term,2027-06-07,2027-07-20,Summer 2
inset,2026-11-27,2026-11-27,INSET day
"""


@dataclass(frozen=True)
class SmallSchool:
    """Ids of who and what is in it."""

    pupil: str
    other: str
    fairholt: str
    kestrel: str


FOLDER = "larkmoor.apdesk"


@pytest.fixture(scope="session")
def made_school(tmp_path_factory) -> tuple[Path, SmallSchool]:
    """A closed desk with the school in it, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("school") / FOLDER
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(key_wrap, "TARGET", CHEAP)
        record, _recovery = desks.create_desk(folder, PERSON, PASSPHRASE, StoppedClock())
        try:
            made = _fill(record)
        finally:
            desks.close_desk(record)
    return folder, made


@pytest.fixture
def clock() -> StoppedClock:
    """Ids go on where those of the school ended."""
    return StoppedClock(made=100_000)


@pytest.fixture
def record(made_school, tmp_path, clock, cheap_keys) -> Iterator[Record]:  # noqa: F811
    """A copy of the school's desk, open."""
    folder = tmp_path / FOLDER
    shutil.copytree(made_school[0], folder)
    with desks.opened(folder, PERSON, PASSPHRASE, clock) as opened:
        yield opened


@pytest.fixture
def small_school(made_school) -> SmallSchool:
    """Who and what is in the desk."""
    return made_school[1]


def _fill(record: Record) -> SmallSchool:
    change_settings(record, {"school.name": "Larkmoor High School", "school.letters": "LHS"})
    school_year.take_calendar(record, TERMS, "terms.csv")
    pupil = pupils.add_pupil(
        record, PupilForm(surname="Okonjo", forename="Chidera", year=10, form="10F", upn="L999204218003", sen="K")
    ).id
    other = pupils.add_pupil(
        record, PupilForm(surname="Strathdee", forename="Callum", year=9, form="9F", looked_after=True, sen="E")
    ).id
    fairholt = providers.add_provider(
        record,
        ProviderForm(
            name="Fairholt School", short_name="Fairholt", kind="mainstream", urn="999001", registered_school=True,
            registers_pupils=True, partner_school=True, agreement_until=date(2027, 8, 31), places=3, price_day=0,
        ),
        SiteForm(address="Priory Road, Larkmoor", postcode="E99 4QT"),
    ).id
    kestrel = providers.add_provider(
        record, ProviderForm(name="Kestrel Bridge AP", short_name="Kestrel Bridge", directory_listed=True)
    ).id
    for provider, until in ((fairholt, date(2027, 8, 31)), (kestrel, date(2026, 11, 6))):
        papers = tuple(CheckForm(code=one.code, seen_on=date(2026, 9, 1), valid_until=until) for one in CHECKS)
        provider_checks.record_checks(record, provider, papers)
    farrant = staff.add_staff(record, StaffForm(surname="Farrant", forename="Lena", title="Ms")).id
    staff.give_role(record, farrant, "HOY", 10)
    return SmallSchool(pupil, other, fairholt, kestrel)
