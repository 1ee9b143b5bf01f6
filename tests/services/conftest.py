"""A real encrypted desk for every test of a use case, empty or with a small school in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from desk_fixture import cheap_keys, clock, record  # noqa: F401

from apdesk.domain.provider import CHECKS
from apdesk.services import provider_checks, providers, pupils, school_year, staff
from apdesk.services.placement_answers import Answers, GateSaid, ObjectiveAnswer
from apdesk.services.placement_flow import PlacementFlow, begin
from apdesk.services.protocols import activate_protocol
from apdesk.services.provider_checks import CheckForm
from apdesk.services.providers import ProviderForm, SiteForm
from apdesk.services.pupils import PupilForm
from apdesk.services.settings import change_settings
from apdesk.services.staff import StaffForm
from apdesk.store.record import Record

THIRD_SCHOOL = Path(__file__).parents[1] / "domain" / "third-school.toml"

CALENDAR = """type,start,end,label
half_term,2026-09-03,2026-10-23,Autumn 1
half_term,2026-11-03,2026-12-18,Autumn 2
half_term,2027-01-05,2027-02-12,Spring 1
half_term,2027-02-22,2027-03-25,Spring 2
half_term,2027-04-12,2027-05-28,Summer 1
half_term,2027-06-07,2027-07-20,Summer 2
inset,2026-09-01,2026-09-02,INSET
inset,2026-11-02,2026-11-02,INSET
inset,2027-01-04,2027-01-04,INSET
"""


@dataclass(frozen=True)
class School:
    """A small school: ids of who and what is in it."""

    record: Record
    pupil: str
    other_pupil: str
    fairholt: str           # a partner school, clear to use
    kestrel: str            # not a school, its assurance runs out
    farrant: str            # Head of Year 10

    def direction(self, **changes: object) -> Answers:
        """Complete answers for an off-site direction at Fairholt from Wednesday 11 November 2026."""
        answers = Answers(
            pupil=self.pupil, reasons=("psp",), tried="Report card, mentor", met_parents_on=date(2026, 10, 20),
            directed=True, pathway="osd", provider=self.fairholt, start=date(2026, 11, 11),
            decided_on=date(2026, 11, 4), readings={"osd.length": "12 calendar weeks"},
            gates=tuple(GateSaid(rule, met=True) for rule in ANSWERED),
            objectives=(ObjectiveAnswer("Attend every session", "95 % of sessions"),),
        )
        return replace(answers, **changes)

    def respite(self, **changes: object) -> Answers:
        """Complete answers for respite at Fairholt from Monday 16 November 2026."""
        return self.direction(
            pathway="respite", start=date(2026, 11, 16), readings={}, reasons=("ssp",), directed=False, **changes
        )


ANSWERED = (
    "virtual-school-told", "return-plan", "direction.delegated", "direction.tried", "osd.agreed",
)


@pytest.fixture
def school(record: Record) -> School:  # noqa: F811
    """Term dates, two pupils, two providers and a Head of Year."""
    change_settings(record, {"school.name": "Larkmoor High School", "school.letters": "LHS"})
    school_year.take_calendar(record, CALENDAR, "terms.csv")
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
            registers_pupils=True, partner_school=True, agreement_until=date(2027, 8, 31), opens="08:35",
            break_from="12:40", break_until="13:20", closes="15:05", link_name="Mr R Tansley", places=3,
        ),
        SiteForm(address="Priory Road, Larkmoor", postcode="E99 4QT"),
    ).id
    kestrel = providers.add_provider(
        record, ProviderForm(name="Kestrel Bridge AP", short_name="Kestrel Bridge", directory_listed=True)
    ).id
    for provider, until in ((fairholt, date(2027, 8, 31)), (kestrel, date(2026, 11, 13))):
        provider_checks.record_checks(
            record, provider,
            tuple(CheckForm(code=one.code, seen_on=date(2026, 9, 1), valid_until=until) for one in CHECKS),
        )
    farrant = staff.add_staff(record, StaffForm(surname="Farrant", forename="Lena", title="Ms")).id
    staff.give_role(record, farrant, "HOY", 10)
    return School(record, pupil, other, fairholt, kestrel, farrant)


@pytest.fixture(name="flow")
def at_harbour_hill(school: School, clock) -> PlacementFlow:  # noqa: F811
    """The wizard under the policy of a third invented school: Chidera learns a trade at Fairholt from 11 November."""
    clock.go_to(date(2026, 11, 4))
    activate_protocol(school.record, THIRD_SCHOOL.read_text(encoding="utf-8"), THIRD_SCHOOL.name)
    flow = begin(school.record, school.pupil)
    flow.change(reasons=("trade",), pathway="workshop", provider=school.fairholt, start=date(2026, 11, 11))
    return flow
