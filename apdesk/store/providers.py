"""Providers, the places where they teach, and the evidence held about them."""

from __future__ import annotations

from typing import ClassVar

import peewee

from apdesk.store.base import Row
from apdesk.store.fields import DayField, FlagField
from apdesk.store.references import refers_to


class Provider(Row):
    """A school, unit, service or organisation that takes our pupils."""

    area: ClassVar[str] = "providers"

    name = peewee.TextField()
    short_name = peewee.TextField(null=True)            # "Fairholt", for sentences and narrow cells
    trading_name = peewee.TextField(null=True)
    kind = peewee.TextField(default="non-school")       # apdesk.domain.provider.KINDS
    urn = peewee.TextField(null=True)
    ukprn = peewee.TextField(null=True)
    laestab = peewee.TextField(null=True)
    company_number = peewee.TextField(null=True)
    registered_school = FlagField(default=False)
    registers_pupils = FlagField(default=False)         # puts our pupils on its own register
    partner_school = FlagField(default=False)
    agreement_ref = peewee.TextField(null=True)
    agreement_until = DayField(null=True)
    reciprocal = FlagField(default=False)
    directory_listed = FlagField(default=False)         # on the local authority's list
    arranged_by = peewee.TextField(null=True)           # school, la; None: as the pathway says
    delivery = peewee.TextField(null=True)              # in-person, remote; None: as the pathway says
    year_from = peewee.IntegerField(null=True)
    year_until = peewee.IntegerField(null=True)
    places = peewee.IntegerField(null=True)
    price_day = peewee.IntegerField(null=True)          # pence
    miles = peewee.FloatField(null=True)                # from the school
    hours_week = peewee.FloatField(null=True)           # offered to one pupil, in hours
    opens = peewee.TextField(null=True)                 # "08:35"
    break_from = peewee.TextField(null=True)
    break_until = peewee.TextField(null=True)
    closes = peewee.TextField(null=True)
    head = peewee.TextField(null=True)
    link_name = peewee.TextField(null=True)             # the person our pupil reports to
    link_phone = peewee.TextField(null=True)
    link_email = peewee.TextField(null=True)
    dsl_name = peewee.TextField(null=True)
    dsl_phone = peewee.TextField(null=True)
    out_of_hours = peewee.TextField(null=True)
    phone = peewee.TextField(null=True)
    email = peewee.TextField(null=True)
    returns = peewee.TextField(null=True)               # "Fridays by email"
    travel = peewee.TextField(null=True)
    lunch = peewee.TextField(null=True)
    uniform = peewee.TextField(null=True)
    stopped_on = DayField(null=True)
    stopped_why = peewee.TextField(null=True)
    note = peewee.TextField(null=True)


class Site(Row):
    """An address at which a provider, or somebody it pays, teaches our pupils."""

    area: ClassVar[str] = "providers"

    provider = refers_to(Provider)
    kind = peewee.TextField(default="main")             # main, satellite, subcontracted
    name = peewee.TextField(null=True)
    address = peewee.TextField(null=True)
    postcode = peewee.TextField(null=True)
    phone = peewee.TextField(null=True)
    run_by = peewee.TextField(null=True)                # who it is subcontracted to
    closed_on = DayField(null=True)


class ProviderCheck(Row):
    """One paper seen for one row of due diligence; a newer one stands before an older."""

    area: ClassVar[str] = "providers"

    provider = refers_to(Provider)
    code = peewee.TextField()                           # apdesk.domain.provider.CHECKS
    held = peewee.TextField(null=True)                  # "Letter, 12 Nov 2025"
    seen_on = DayField()
    seen_by = peewee.TextField(null=True)               # name
    valid_until = DayField(null=True)
    satisfactory = FlagField(default=True)
    needed = FlagField(default=True)
    framework = peewee.TextField(null=True)             # of an inspection: "Ofsted report card, November 2025"
    findings = peewee.TextField(null=True)              # grade per area, safeguarding met or not, why satisfactory


def provider_by_id(provider: str) -> Provider | None:
    """The provider, or None."""
    found: Provider | None = Provider.get_or_none((Provider.id == provider) & Provider.removed_at.is_null())
    return found


def provider_by_name(name: str) -> Provider | None:
    """The provider of this name, short name or trading name, whatever its capitals."""
    wanted = name.strip().casefold()
    for provider in all_providers():
        called = {text.casefold() for text in (provider.name, provider.short_name, provider.trading_name) if text}
        if wanted in called:
            return provider
    return None


def all_providers() -> list[Provider]:
    """Every provider by name, those no longer used included."""
    return list(Provider.select().where(Provider.removed_at.is_null()).order_by(Provider.name, Provider.id))


def sites_of(provider: str | None = None) -> list[Site]:
    """The open sites of one provider or of all, main ones first."""
    query = Site.select().where(Site.removed_at.is_null() & Site.closed_on.is_null())
    if provider is not None:
        query = query.where(Site.provider == provider)
    return list(query.order_by(Site.provider, Site.kind, Site.name, Site.id))


def site_by_id(site: str) -> Site | None:
    """The site, or None."""
    found: Site | None = Site.get_or_none((Site.id == site) & Site.removed_at.is_null())
    return found


def checks_of(provider: str | None = None) -> list[ProviderCheck]:
    """The evidence of one provider or of all, oldest first."""
    query = ProviderCheck.select().where(ProviderCheck.removed_at.is_null())
    if provider is not None:
        query = query.where(ProviderCheck.provider == provider)
    return list(query.order_by(ProviderCheck.provider, ProviderCheck.seen_on, ProviderCheck.id))


def check_by_id(check: str) -> ProviderCheck | None:
    """The paper, or None."""
    found: ProviderCheck | None = ProviderCheck.get_or_none(
        (ProviderCheck.id == check) & ProviderCheck.removed_at.is_null()
    )
    return found
