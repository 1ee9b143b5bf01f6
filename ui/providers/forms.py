"""The forms of a provider: its details, a site, a paper that was seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from apdesk.domain.provider import CHECKS, KINDS
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

PROVIDER_PARTS = (
    Part("name", "Name"),
    Part("short_name", "Name in lists", if_known=True, beside=True),
    Part("kind", "Kind", CHOICE, options=tuple(KINDS.items())),
    Part("urn", "URN", if_known=True, beside=True, help="Six digits, registered schools only"),
    Part("registered_school", "A registered school", TICK),
    Part("registers_pupils", "Puts our pupils on its own register", TICK, beside=True),
    Part("partner_school", "Partner school", TICK),
    Part("reciprocal", "Places are exchanged without charge", TICK, beside=True),
    Part("agreement_ref", "Partner agreement", if_known=True),
    Part("agreement_until", "Agreement runs until", DAY, if_known=True, beside=True),
    Part("", "Places, hours and price", HEAD),
    Part("places", "Places for our pupils", NUMBER, if_known=True, most=500),
    Part("price_day", "Price a day in pounds", MONEY, if_known=True, beside=True),
    Part("hours_week", "Hours a week for one pupil", HOURS, if_known=True),
    Part("opens", "Opens", if_known=True, help="08:35"),
    Part("closes", "Closes", if_known=True, beside=True, help="15:05"),
    Part("break_from", "Midday break from", if_known=True),
    Part("break_until", "until", if_known=True, beside=True),
    Part("year_from", "Takes years from", NUMBER, if_known=True, most=14),
    Part("year_until", "to", NUMBER, if_known=True, beside=True, most=14),
    Part("directory_listed", "On the local authority's list of providers", TICK),
    Part("", "People", HEAD),
    Part("head", "Head", if_known=True),
    Part("phone", "Telephone", if_known=True, beside=True),
    Part("link_name", "Link person", if_known=True),
    Part("link_phone", "Link person's telephone", if_known=True, beside=True),
    Part("link_email", "Link person's email", if_known=True),
    Part("returns", "How registers come back", if_known=True, beside=True),
    Part("dsl_name", "Designated Safeguarding Lead", if_known=True),
    Part("dsl_phone", "DSL's telephone", if_known=True, beside=True),
    Part("out_of_hours", "Out of hours", if_known=True),
    Part("email", "Email", if_known=True, beside=True),
    Part("", "For letters to parents", HEAD),
    Part("travel", "How to get there", if_known=True),
    Part("lunch", "Lunch and free meals", if_known=True, beside=True),
    Part("uniform", "Uniform", if_known=True),
    Part("note", "Note", AREA, if_known=True),
)

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

CHECK_PARTS = (
    Part("code", "Check", CHOICE, options=tuple((one.code, one.label) for one in CHECKS)),
    Part("held", "What we hold", if_known=True, help="Letter, PDF, LA visit …"),
    Part("seen_by", "Seen by", if_known=True, beside=True, help="Empty: you"),
    Part("seen_on", "Seen on", DAY),
    Part("valid_until", "Runs out on", DAY, if_known=True, beside=True, help="Empty: after its usual time"),
    Part("no_end", "It has no end date", TICK),
    Part("satisfactory", "Satisfactory to us", TICK, beside=True),
    Part("needed", "Needed for this provider", TICK),
    Part("framework", "Inspection framework", if_known=True, help="Grade card by area since November 2025"),
    Part("findings", "What it says", AREA, if_known=True),
)


def provider_form(title: str, shown: ProviderForm, save: Save, today: date) -> RecordForm:
    """Everything about a provider that a person may type."""
    return RecordForm(title, PROVIDER_PARTS, shown, save=save, today=today, do="Save provider", width=640)


def site_form(title: str, shown: SiteForm, save: Save, today: date) -> RecordForm:
    """One address where the provider teaches."""
    return RecordForm(title, SITE_PARTS, shown, save=save, today=today, do="Save site", width=560)


def check_form(title: str, shown: CheckForm, save: Save, today: date) -> RecordForm:
    """A paper that somebody has seen."""
    return RecordForm(title, CHECK_PARTS, shown, save=save, today=today, do="Record check", width=560)
