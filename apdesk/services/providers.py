"""Providers and the places where they teach: add, edit, stop using, list."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import NamedTuple

from apdesk.domain import provider as rules
from apdesk.domain.permissions import Deed
from apdesk.domain.provider import Clearance, Seen
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Added, Changes, values_of
from apdesk.store.placements import places_taken
from apdesk.store.providers import (
    Provider,
    ProviderCheck,
    Site,
    all_providers,
    checks_of,
    provider_by_id,
    provider_by_name,
    site_by_id,
    sites_of,
)
from apdesk.store.record import Record


@dataclass(frozen=True, kw_only=True)
class ProviderForm:
    """Everything about a provider that may be typed; prices in pence, hours a week for one pupil."""

    name: str
    short_name: str | None = None
    trading_name: str | None = None
    kind: str = "non-school"
    urn: str | None = None
    ukprn: str | None = None
    laestab: str | None = None
    company_number: str | None = None
    registered_school: bool = False
    registers_pupils: bool = False
    partner_school: bool = False
    agreement_ref: str | None = None
    agreement_until: date | None = None
    reciprocal: bool = False
    directory_listed: bool = False
    arranged_by: str | None = None
    delivery: str | None = None
    year_from: int | None = None
    year_until: int | None = None
    places: int | None = None
    price_day: int | None = None
    miles: float | None = None
    hours_week: float | None = None
    opens: str | None = None
    break_from: str | None = None
    break_until: str | None = None
    closes: str | None = None
    head: str | None = None
    link_name: str | None = None
    link_phone: str | None = None
    link_email: str | None = None
    dsl_name: str | None = None
    dsl_phone: str | None = None
    out_of_hours: str | None = None
    phone: str | None = None
    email: str | None = None
    returns: str | None = None
    travel: str | None = None
    lunch: str | None = None
    uniform: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class SiteForm:
    """One address. `kind`: main, satellite or subcontracted (then `run_by` says to whom)."""

    kind: str = "main"
    name: str | None = None
    address: str | None = None
    postcode: str | None = None
    phone: str | None = None
    run_by: str | None = None


class SiteRow(NamedTuple):
    """A site as a page shows it."""

    id: str
    form: SiteForm

    @property
    def one_line(self) -> str:
        """"Unit 4, Kestrel Yard, E99 4QT"."""
        return ", ".join(part for part in (self.form.address, self.form.postcode) if part)


class ProviderRow(NamedTuple):
    """A provider in the list."""

    id: str
    name: str
    short_name: str
    kind: str                   # in words
    registered_school: bool
    places: int | None
    taken: int                  # pupils placed or agreed
    price_day: int | None       # pence
    reciprocal: bool            # places are exchanged without charge
    miles: float | None
    clearance: Clearance
    years: tuple[int | None, int | None]

    @property
    def full(self) -> bool:
        """True where every place is taken."""
        return self.places is not None and self.taken >= self.places


def providers(record: Record, on: date | None = None) -> tuple[ProviderRow, ...]:
    """Every provider with its standing on a day (today); three queries whatever their number."""
    require(record, Deed.SEE_PUPILS)
    day = on or record.clock.today()
    seen: dict[str, list[Seen]] = {}
    for check in checks_of():
        seen.setdefault(check.provider, []).append(as_seen(check))
    taken = places_taken(day)
    return tuple(
        ProviderRow(
            one.id, one.name, one.short_name or one.name, rules.KINDS.get(one.kind, one.kind),
            one.registered_school, one.places, taken.get(one.id, 0), one.price_day, one.reciprocal, one.miles,
            clearance_of(one, seen.get(one.id, []), day, record.clock.today()), (one.year_from, one.year_until),
        )
        for one in all_providers()
    )


def as_seen(check: ProviderCheck) -> Seen:
    """A stored paper as the rules see it."""
    return Seen(check.code, check.seen_on, check.valid_until, check.satisfactory, check.needed)


def clearance_of(provider: Provider, seen: list[Seen], on: date, today: date | None = None) -> Clearance:
    """Whether a provider with these papers can be used on a day; `today` where that is a day to come."""
    states = rules.check_states(seen, provider.registered_school, on)
    return rules.clearance(states, provider.stopped_on, on, today)


def provider_form(record: Record, provider: str) -> ProviderForm:
    """The provider's details, ready to edit."""
    require(record, Deed.SEE_PUPILS)
    row = the_provider(provider)
    return ProviderForm(**{field.name: getattr(row, field.name) for field in fields(ProviderForm)})


def add_provider(record: Record, form: ProviderForm, site: SiteForm | None = None) -> Added:
    """The provider, with its main site where given, can be chosen once its essential checks are recorded."""
    require(record, Deed.CHANGE_PROVIDERS)
    _check(form)
    with record.work("Added a provider") as work:
        row = work.create(Provider, **values_of(form))
        if site is not None:
            work.create(Site, provider=row.id, **values_of(site))
    return Added(row.id, work.changes, _remarks(form))


def edit_provider(record: Record, provider: str, form: ProviderForm) -> Added:
    """The provider's details are those of the form."""
    require(record, Deed.CHANGE_PROVIDERS)
    row = the_provider(provider)
    _check(form, but=row.id)
    with record.work("Changed a provider’s details") as work:
        work.update(row, **values_of(form))
    return Added(row.id, work.changes, _remarks(form))


def stop_using(record: Record, provider: str, on: date, why: str) -> Changes:
    """No pupil can be placed there from that day; those who are placed stay until somebody decides."""
    require(record, Deed.CHANGE_PROVIDERS)
    if not why.strip():
        raise Problem("provider.why", "Say why the school stops using this provider.", "why")
    row = the_provider(provider)
    with record.work("Stopped using a provider", reason=why.strip()) as work:
        work.update(row, stopped_on=on, stopped_why=why.strip())
    return work.changes


def use_again(record: Record, provider: str, why: str) -> Changes:
    """A provider that was stopped can be chosen again, if its essential checks are in date."""
    require(record, Deed.CHANGE_PROVIDERS)
    row = the_provider(provider)
    with record.work("Took a provider into use again", reason=why.strip() or None) as work:
        work.update(row, stopped_on=None, stopped_why=None)
    return work.changes


def sites(record: Record, provider: str) -> tuple[SiteRow, ...]:
    """Where the provider teaches, main site first."""
    require(record, Deed.SEE_PUPILS)
    names = [field.name for field in fields(SiteForm)]
    return tuple(
        SiteRow(row.id, SiteForm(**{name: getattr(row, name) for name in names})) for row in sites_of(provider)
    )


def add_site(record: Record, provider: str, form: SiteForm) -> Added:
    """The provider teaches at one more place. Raises `Problem` "site.address" without an address."""
    require(record, Deed.CHANGE_PROVIDERS)
    row = the_provider(provider)
    _check_site(form)
    with record.work("Added a site of a provider") as work:
        site = work.create(Site, provider=row.id, **values_of(form))
    return Added(site.id, work.changes)


def edit_site(record: Record, site: str, form: SiteForm) -> Changes:
    """The site is as the form says."""
    require(record, Deed.CHANGE_PROVIDERS)
    row = _the_site(site)
    _check_site(form)
    with record.work("Changed a site of a provider") as work:
        work.update(row, **values_of(form))
    return work.changes


def close_site(record: Record, site: str, on: date) -> Changes:
    """The provider no longer teaches there after that day."""
    require(record, Deed.CHANGE_PROVIDERS)
    row = _the_site(site)
    with record.work("Closed a site of a provider") as work:
        work.update(row, closed_on=on)
    return work.changes


def the_provider(provider: str) -> Provider:
    """The provider; `Problem` "provider.unknown" where there is none of that id."""
    row = provider_by_id(provider)
    if row is None:
        raise Problem("provider.unknown", "This provider is no longer in the desk. Look again in the list.")
    return row


def _the_site(site: str) -> Site:
    row = site_by_id(site)
    if row is None:
        raise Problem("site.unknown", "This site is no longer in the desk. Look again at the provider’s page.")
    return row


def _check_site(form: SiteForm) -> None:
    if not (form.address or "").strip():
        raise Problem("site.address", "A site needs its address: the school must know where its pupils are.", "address")


def _check(form: ProviderForm, but: str | None = None) -> None:
    if not form.name.strip():
        raise Problem("provider.name", "A provider needs a name.", "name")
    if form.kind not in rules.KINDS:
        raise Problem("provider.kind", f"A provider is one of: {', '.join(rules.KINDS.values())}.", "kind")
    same = provider_by_name(form.name)
    if same is not None and same.id != but:
        raise Problem("provider.taken", f"There is a provider called {same.name} already.", "name")


def _remarks(form: ProviderForm) -> tuple[str, ...]:
    remarks = []
    if form.urn and not (form.urn.isdigit() and len(form.urn) == 6):
        remarks.append(f"URN {form.urn}: a URN has six digits.")
    if form.ukprn and not (form.ukprn.isdigit() and len(form.ukprn) == 8 and form.ukprn.startswith("1")):
        remarks.append(f"UKPRN {form.ukprn}: a UKPRN has eight digits and begins with 1.")
    if form.registered_school and not form.urn:
        remarks.append("A registered school has a URN. Look it up before the census.")
    if form.registers_pupils and not form.registered_school:
        remarks.append("Only a registered school can put our pupils on its own register.")
    return tuple(remarks)
