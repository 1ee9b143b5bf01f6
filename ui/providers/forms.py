"""The forms of a provider: its details, a site, a paper that was seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from apdesk.domain import inspection
from apdesk.domain.provider import IN_A_SCHOOL, KINDS, SCHOOLS
from apdesk.services.inspections import InspectionForm
from apdesk.services.provider_checks import CheckForm
from apdesk.services.providers import ProviderForm, SiteForm
from ui.common.dialogs.record_form import (
    AREA,
    CHOICE,
    DAY,
    HEAD,
    HOURS,
    MONEY,
    NUMBER,
    TICK,
    Part,
    RecordForm,
)

Save = Callable[[Any], Any]
INSPECTION = "inspection"

DETAILS = (
    Part("name", "Name"),
    Part("short_name", "Name in lists", if_known=True, beside=True),
    Part("kind", "Kind", CHOICE, options=tuple(KINDS.items())),
    Part("urn", "URN", if_known=True, beside=True, help="6 digits, registered schools only"),
    Part("registered_school", "A registered school", TICK),
    Part("registers_pupils", "Puts our pupils on its own register", TICK, beside=True),
    Part("partner_school", "Partner school", TICK),
    Part("reciprocal", "Places are exchanged without charge", TICK, beside=True),
    Part("agreement_ref", "Partner agreement", if_known=True),
    Part("agreement_until", "Agreement runs until", DAY, if_known=True, beside=True),
)
PLACES = (
    Part("places", "Places for our pupils", NUMBER, if_known=True, most=500),
    Part("price_day", "Price a day in pounds", MONEY, if_known=True, beside=True),
)
HOURS_THERE = (
    Part("hours_week", "Hours a week for one pupil", HOURS, if_known=True),
    Part("opens", "Opens at", if_known=True, help="For example 08:35"),
    Part("closes", "Closes at", if_known=True, beside=True, help="For example 15:05"),
    Part("break_from", "Midday break from", if_known=True),
    Part("break_until", "Midday break until", if_known=True, beside=True),
    Part("year_from", "Takes years from", NUMBER, if_known=True, most=14),
    Part("year_until", "Takes years to", NUMBER, if_known=True, beside=True, most=14),
)
PEOPLE = (
    Part("head", "Head", if_known=True),
    Part("phone", "Telephone", if_known=True, beside=True),
    Part("link_name", "Contact", if_known=True),
    Part("link_phone", "Contact’s telephone", if_known=True, beside=True),
    Part("link_email", "Contact’s email", if_known=True),
    Part("email", "Email of the office", if_known=True, beside=True),
    Part("dsl_name", "Designated Safeguarding Lead", if_known=True),
    Part("dsl_phone", "DSL’s telephone", if_known=True, beside=True),
    Part("out_of_hours", "Out of hours", if_known=True),
    Part("returns", "How registers come back", if_known=True, beside=True),
)
LETTERS = (
    Part("travel", "How to get there", if_known=True),
    Part("lunch", "Lunch and free meals", if_known=True, beside=True),
    Part("uniform", "Uniform", if_known=True),
    Part("note", "Note", AREA, if_known=True),
)
LISTED = (Part("directory_listed", "On the local authority’s list of providers", TICK),)

SITE_PARTS = (
    Part("kind", "Kind", CHOICE, options=(
        ("main", "Main site"), ("satellite", "Satellite site"), ("subcontracted", "Run by somebody else"),
    )),
    Part("name", "Name of the site", if_known=True, beside=True),
    Part("address", "Address"),
    Part("postcode", "Postcode", if_known=True),
    Part("phone", "Telephone", if_known=True, beside=True),
    Part("run_by", "Run by", if_known=True, help="Where the provider has given it to another organisation"),
)  # fmt: skip

_SEEN = (
    Part("held", "What we hold", if_known=True, help="Letter, PDF, LA visit …"),
    Part("seen_by", "Seen by", if_known=True, beside=True, help="Leave empty if it was you"),
    Part("seen_on", "Seen on", DAY),
    Part("valid_until", "Runs out on", DAY, if_known=True, beside=True, help="Leave empty for its usual length"),
    Part("no_end", "It has no end date", TICK),
    Part("satisfactory", "Satisfactory to us", TICK, beside=True),
    Part("needed", "Needed for this provider", TICK),
)
_GRADES = tuple(
    Part(key, words, CHOICE, options=(("", "No grade"), *((grade, grade) for grade in inspection.GRADES)),
         beside=place % 2 == 1)
    for place, (key, words) in enumerate(inspection.AREAS.items())
)  # fmt: skip
_INSPECTED = (
    Part("", "What the inspection found", HEAD),
    Part("inspected_on", "Inspected on", DAY, if_known=True),
    Part("framework", "Framework", CHOICE, options=(("", "Not said"), *((one, one) for one in inspection.FRAMEWORKS)),
         beside=True),
    *_GRADES,
    Part("safeguarding", "Safeguarding", CHOICE,
         options=(("", "Not said"), *((one, one) for one in inspection.SAFEGUARDING))),
    Part("judged", "Satisfactory to us or not: who says so, and why", if_known=True),
)  # fmt: skip
_FINDINGS = Part("findings", "What it says", AREA, if_known=True)


def details_form(title: str, shown: ProviderForm, save: Save, today: date, *, new: bool = False) -> RecordForm:
    """What the provider is; of a new one its places and price too. The rest waits at the side of its page."""
    parts = (*DETAILS, *PLACES) if new else (*DETAILS, *LISTED)
    form = RecordForm(title, parts, shown, save=save, today=today, do="Save provider", width=640)
    form.control("kind").changed.connect(lambda kind: _follow_kind(form, kind))
    return form


def _follow_kind(form: RecordForm, kind: str) -> None:
    """Whether it is a registered school follows from what it is; what is no school has no register of its own."""
    if kind == IN_A_SCHOOL:
        return
    form.control("registered_school").setChecked(kind in SCHOOLS)
    if kind not in SCHOOLS:
        form.control("registers_pupils").setChecked(False)


def cost_form(title: str, shown: ProviderForm, save: Save, today: date) -> RecordForm:
    """Places, price, and when it is open for whom."""
    return RecordForm(title, (*PLACES, *HOURS_THERE), shown, save=save, today=today, do="Save", width=560)


def people_form(title: str, shown: ProviderForm, save: Save, today: date) -> RecordForm:
    """Whom to ring and write to there."""
    return RecordForm(title, PEOPLE, shown, save=save, today=today, do="Save people", width=640)


def letters_form(title: str, shown: ProviderForm, save: Save, today: date) -> RecordForm:
    """What letters tell parents about the place."""
    return RecordForm(title, LETTERS, shown, save=save, today=today, do="Save", width=560)


def site_form(title: str, shown: SiteForm, save: Save, today: date) -> RecordForm:
    """One address where the provider teaches."""
    return RecordForm(title, SITE_PARTS, shown, save=save, today=today, do="Save site", width=560)


def check_form(title: str, shown: CheckForm, save: Save, today: date) -> RecordForm:
    """A paper that somebody has seen."""
    inspected = _INSPECTED if isinstance(shown, InspectionForm) else ()
    parts = (*_SEEN, *inspected, _FINDINGS)
    return RecordForm(title, parts, shown, save=save, today=today, do="Record check", width=560)
