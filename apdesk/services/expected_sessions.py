"""Which code our register is expected to carry, session by session, for many placements at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from apdesk.domain.case import Event
from apdesk.domain.engine import expected_sessions
from apdesk.domain.plan import Session
from apdesk.domain.protocol import Protocol
from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.problems import Problem
from apdesk.services.placement_case import Around, also_of, build_case, engine_event
from apdesk.services.protocols import protocol_version
from apdesk.services.school_year import read_calendar, school_calendar
from apdesk.store.placements import ExtraProvider, Placement, events_of, extras_of
from apdesk.store.providers import Provider, ProviderCheck, all_providers, checks_of
from apdesk.store.pupils import Pupil, pupils_by_ids
from apdesk.store.record import Record
from apdesk.store.school_year import all_newest_term_dates


class Placed(NamedTuple):
    """A placement with its pupil, its providers, and its sessions."""

    placement: Placement
    pupil: Pupil
    provider: Provider | None
    extras: tuple[ExtraProvider, ...]
    protocol: Protocol
    sessions: tuple[Session, ...]
    problem: str | None         # why there are none


def placed(record: Record, rows: Iterable[Placement]) -> tuple[Placed, ...]:
    """The placements with their expected sessions; the number of queries does not grow with theirs."""
    placements = list(rows)
    ids = [row.id for row in placements]
    pupils = pupils_by_ids({row.pupil for row in placements})
    providers = {one.id: one for one in all_providers()}
    checks: dict[str, list[ProviderCheck]] = {}
    for check in checks_of():
        checks.setdefault(check.provider, []).append(check)
    events: dict[str, list[Event]] = {}
    for event in events_of(ids):
        events.setdefault(event.placement, []).append(engine_event(event))
    extras: dict[str, list[ExtraProvider]] = {}
    for extra in extras_of(ids):
        extras.setdefault(extra.placement, []).append(extra)
    asker = _Asker(record, providers, checks)
    return tuple(
        asker.ask(row, pupils[row.pupil], events.get(row.id, []), extras.get(row.id, []))
        for row in placements if row.pupil in pupils
    )


class _Asker:
    """Asks the engine for one placement after another, with everything at hand."""

    def __init__(
        self, record: Record, providers: Mapping[str, Provider], checks: Mapping[str, list[ProviderCheck]]
    ) -> None:
        self._record, self._providers, self._checks = record, providers, checks
        self._calendar = school_calendar(record)
        self._hosts = {
            owner: read_calendar(row.text, row.source) for owner, row in all_newest_term_dates().items() if owner
        }
        self._protocols: dict[str, Protocol] = {}

    def ask(
        self, row: Placement, pupil: Pupil, events: list[Event], extras: list[ExtraProvider]
    ) -> Placed:
        if row.protocol not in self._protocols:
            self._protocols[row.protocol] = protocol_version(self._record, row.protocol)
        protocol = self._protocols[row.protocol]
        provider = self._providers.get(row.provider)
        around = Around(pupil, provider, self._checks.get(row.provider, ()))
        also = [
            also_of(
                protocol, self._providers.get(one.provider), self._checks.get(one.provider, ()), one.start,
                one.planned_end, one.sessions, one.facts,
            )
            for one in extras
        ]
        case = build_case(
            protocol, around, row.__data__, self._record.clock.today(), events=events, also=also,
        )
        try:
            sessions, problem = expected_sessions(case, protocol, self._calendar, self._host(row.provider)), None
        except Problem as beyond:
            sessions, problem = (), beyond.text
        return Placed(row, pupil, provider, tuple(extras), protocol, sessions, problem)

    def _host(self, provider: str | None) -> SchoolCalendar | None:
        return self._hosts.get(provider) if provider else None
