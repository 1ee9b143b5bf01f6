"""The list that an inspector asks for: who teaches our pupils elsewhere, why, since when, for how long; gaps first.

Source: the planning call of school inspections asks for provider name, address, registration status, URN, number of
pupils and reason, start dates and hours attended (domain reference, section 8.1). No child protection or social
worker flag stands in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from apdesk.domain import provider as rules
from apdesk.domain.permissions import Deed
from apdesk.domain.placement import AGREED, LIVE
from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.exports.atomic import write_document
from apdesk.exports.list_input import ListDocument
from apdesk.exports.names import list_name, suffix_of
from apdesk.exports.pdf.list_pages import list_pages
from apdesk.exports.words import long_day
from apdesk.exports.xlsx.list_book import list_workbook
from apdesk.problems import Problem
from apdesk.services import inspection_tables as tables
from apdesk.services.acting import require
from apdesk.services.document_copies import keep_copy
from apdesk.services.inspection_gaps import Attending, Place, gaps_of
from apdesk.services.paper import printing
from apdesk.services.placed_pupils import PlacedPupil, placed_pupils
from apdesk.services.providers import as_seen, clearance_of
from apdesk.services.register_books import Written
from apdesk.services.school_year import calendar_or_none
from apdesk.store.providers import Provider, all_providers, checks_of, sites_of
from apdesk.store.record import Record

KIND = "inspection list"


def inspection_list(record: Record) -> tuple[ListDocument, ...]:
    """Four tables as at today: what is missing, providers, pupils there, part-time timetables."""
    require(record, Deed.EXPORT)
    today = record.clock.today()
    found = [one for one in placed_pupils(record) if not one.pathway.incoming]
    live = [one for one in found if one.state == LIVE]
    away = [one for one in live if _is_away(one)]
    places = _places(away, today)
    calendar = calendar_or_none(record)
    quiet = {one.placed.placement.id: _quiet(one, calendar, today) for one in away}
    gaps = gaps_of(places, live, quiet, today)
    later = sum(one.state == AGREED for one in found)
    head = tables.Head(printing(record), _subtitle(away, places, today), today)
    return (
        tables.gaps_table(head, gaps), tables.providers_table(head, places, later),
        tables.pupils_table(head, places), tables.part_time_table(head, live),
    )


def write_inspection_list(
    record: Record, folder: Path | None = None, file: Path | None = None, suffix: str = "pdf"
) -> Written:
    """The list is on disk: pages, or a workbook where the file's name ends in .xlsx. Its bytes are kept."""
    documents = inspection_list(record)
    target = file or (folder or Path()) / list_name(KIND, record.clock.today(), suffix)
    kind = suffix_of(target, ("pdf", "xlsx"))
    data = list_pages(*documents) if kind == "pdf" else list_workbook(*documents)
    write_document(target, data)
    return Written(target, keep_copy(record, KIND, data, suffix=kind))


def _subtitle(away: list[PlacedPupil], places: tuple[Place, ...], today: date) -> str:
    pupils = len({one.placed.pupil.id for one in away})
    who = "1 pupil" if pupils == 1 else f"{pupils} pupils"
    where = "1 provider" if len(places) == 1 else f"{len(places)} providers"
    return f"{who} at {where}, as at {long_day(today)}"


def _is_away(one: PlacedPupil) -> bool:
    return one.placed.provider is not None and (any(letter in "PR" for letter in one.week) or bool(one.second))


def _places(away: Iterable[PlacedPupil], on: date) -> tuple[Place, ...]:
    """Every provider with a pupil of ours, by name; four questions whatever their number."""
    providers = {one.id: one for one in all_providers()}
    attending: dict[str, list[Attending]] = {}
    for each in (there for one in away for there in _attending(one, providers, on)):
        attending.setdefault(each.provider.id, []).append(each)
    addresses: dict[str, list[str]] = {}
    for site in sites_of():
        line = ", ".join(part for part in (site.address, site.postcode) if part)
        if line:
            addresses.setdefault(site.provider, []).append(line)
    seen: dict[str, list[rules.Seen]] = {}
    for check in checks_of():
        seen.setdefault(check.provider, []).append(as_seen(check))
    found = []
    for provider in sorted((providers[each] for each in attending), key=lambda one: one.name.casefold()):
        states = rules.check_states(seen.get(provider.id, []), provider.registered_school, on)
        found.append(Place(
            provider, "; ".join(addresses.get(provider.id, [])), clearance_of(provider, seen.get(provider.id, []), on),
            next(state for state in states if state.check.code == "assurance"), tuple(attending[provider.id]),
        ))
    return tuple(found)


def _attending(one: PlacedPupil, providers: dict[str, Provider], on: date) -> Iterable[Attending]:
    row, hours = one.placed.placement, one.placed.protocol.hours_a_session
    second = {
        extra.provider: extra for extra in one.placed.extras
        if extra.start <= on and (extra.planned_end is None or extra.planned_end >= on)
    }
    if one.placed.provider is not None:
        yield Attending(one, one.placed.provider, one.week, row.start, one.last_school_day, one.hours_a_week)
    for provider, extra in second.items():
        if provider in providers:
            there = sum(letter in "PR" for letter in extra.sessions)
            yield Attending(
                one, providers[provider], extra.sessions, extra.start, extra.planned_end or one.last_school_day,
                there * hours,
            )


def _quiet(one: PlacedPupil, calendar: SchoolCalendar | None, on: date) -> int:
    """School days up to yesterday since the provider last reported a mark; 0 where nothing was to be reported."""
    start = one.placed.placement.start
    if calendar is None or start is None or not one.attendance.weeks:
        return 0
    told = one.attendance.told_until
    first = told + timedelta(days=1) if told else start
    last = on - timedelta(days=1)
    try:
        return calendar.count(first, last) if first <= last else 0
    except Problem:
        return 0
