"""What the wizard shows of the pupil it is about: name, form, flags, needs, and earlier placements."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.domain.protocol import Protocol
from apdesk.domain.pupil import Flag, Names, flags
from apdesk.problems import Problem
from apdesk.services.acting import FlagRule, require
from apdesk.services.placement_changes import state_of
from apdesk.services.protocols import protocol_version
from apdesk.services.pupils import the_pupil
from apdesk.store.placements import placements_of
from apdesk.store.providers import provider_by_id
from apdesk.store.pupils import Pupil
from apdesk.store.record import Record

LAST_YEAR_OF_SCHOOL = 11


class PupilFacts(NamedTuple):
    """The pupil of a placement. `needs` are ehcp, send, lac, social-worker, medical and year-11."""

    id: str
    name: str                   # "Chidera Okonjo"
    list_name: str
    forename: str
    form: str
    year: int | None
    hosted: bool
    flags: tuple[Flag, ...]
    needs: frozenset[str]


class Episode(NamedTuple):
    """An earlier or other placement, or a stage of support."""

    id: str
    words: str                  # "Respite at Fairholt School"
    first: date | None
    last: date | None
    state: str
    outcome: str


def pupil_facts(record: Record, pupil: str) -> PupilFacts:
    """The pupil as the acting person may see him or her."""
    require(record, Deed.SEE_PUPILS)
    row = the_pupil(pupil)
    names = Names(row.surname, row.forename, row.preferred_surname or "", row.preferred_forename or "")
    sees = FlagRule(record).sees(row.year)
    shown = flags(
        sen=row.sen or "N", ehcp=row.sen == "E", lac=bool(row.looked_after), social_worker=bool(row.social_worker),
        cp_plan=bool(row.child_protection), pp=bool(row.pupil_premium), medical=bool(row.medical), eal=bool(row.eal),
        confidential=sees,
    )
    return PupilFacts(
        row.id, names.in_sentences, names.in_lists, names.forename, row.form or "", row.year,
        bool(row.hosted_here), shown, _needs(row, sees),
    )


def episodes(record: Record, pupil: str) -> tuple[Episode, ...]:
    """Every placement and stage of the pupil, latest first."""
    require(record, Deed.SEE_PUPILS)
    today = record.clock.today()
    rows = sorted(placements_of(pupil), key=lambda row: row.start or row.proposed_on, reverse=True)
    found = []
    for row in rows:
        protocol = _protocol(record, row.protocol)
        pathway = protocol.pathways.get(row.pathway) if protocol else None
        provider = provider_by_id(row.provider) if row.provider else None
        words = pathway.title if pathway else row.pathway
        words = f"{words}, {provider.name}" if provider else words
        found.append(
            Episode(row.id, words, row.start, row.ended_on or row.planned_end, state_of(row, today), row.outcome or "")
        )
    return tuple(found)


def _needs(row: Pupil, sees: bool) -> frozenset[str]:
    held = {
        "ehcp": row.sen == "E", "send": row.sen in ("K", "E"), "lac": bool(row.looked_after),
        "social-worker": sees and bool(row.social_worker), "medical": bool(row.medical),
        "year-11": row.year == LAST_YEAR_OF_SCHOOL,
    }
    return frozenset(need for need, has in held.items() if has)


def _protocol(record: Record, version: str) -> Protocol | None:
    try:
        return protocol_version(record, version)
    except Problem:
        return None
