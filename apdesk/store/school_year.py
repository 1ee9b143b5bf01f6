"""Term dates, version by version; the newest one in force is the one everybody counts with."""

from __future__ import annotations

from typing import ClassVar

import peewee

from apdesk.store.base import Row
from apdesk.store.fields import DayField
from apdesk.store.providers import Provider
from apdesk.store.references import refers_to


class TermDates(Row):
    """One version of a calendar file: ours, or a provider's own. Versions are never changed, only followed."""

    area: ClassVar[str] = "school-year"

    provider = refers_to(Provider, null=True)    # None: our school
    number = peewee.IntegerField()                      # 1, 2, 3 … for one school
    source = peewee.TextField()                         # file name, or "Corrected in AP Desk"
    text = peewee.TextField()                           # `type,start,end,label`
    loaded_on = DayField()


def newest_term_dates(provider: str | None = None) -> TermDates | None:
    """The version in force for our school (None) or a provider; None where there is none."""
    whose = TermDates.provider.is_null() if provider is None else TermDates.provider == provider
    query = TermDates.select().where(whose & TermDates.removed_at.is_null()).order_by(TermDates.number.desc())
    found: TermDates | None = query.first()
    return found


def term_date_versions(provider: str | None = None) -> list[TermDates]:
    """Every version, newest first."""
    whose = TermDates.provider.is_null() if provider is None else TermDates.provider == provider
    query = TermDates.select().where(whose & TermDates.removed_at.is_null())
    return list(query.order_by(TermDates.number.desc()))


def all_newest_term_dates() -> dict[str | None, TermDates]:
    """The versions in force of our school (None) and of every provider that has its own; one query."""
    query = TermDates.select().where(TermDates.removed_at.is_null()).order_by(TermDates.number)
    return {row.provider: row for row in query}
