"""One pupil's page: who, where, what is next and what has been done."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.domain.placement import ENDED
from apdesk.domain.pupil import Flag, Names, age_on, flags
from apdesk.problems import Problem
from apdesk.services.acting import FlagRule, demand_own_year, require
from apdesk.services.contacts import ContactRow, contacts, shown
from apdesk.services.duty_lists import DutyRow, duties_of
from apdesk.services.duty_words import DutyWords, ended_words
from apdesk.services.heads_of_year import heads_of_year
from apdesk.services.placement_cards import PlacementCard, placement_cards
from apdesk.services.placement_guide import every_share_rule
from apdesk.services.protocols import protocol_in_force, protocol_version
from apdesk.services.pupil_timeline import TimelineEntry, pupil_timeline
from apdesk.services.pupils import the_pupil
from apdesk.services.staff import owners
from apdesk.store.placements import placements_of
from apdesk.store.pupils import Pupil
from apdesk.store.record import Record


class Header(NamedTuple):
    """The head of the page. `address` is "" and `address_hidden` True where it is confidential."""

    id: str
    name: str
    list_name: str
    initials: str
    pronouns: str
    form: str
    year: int | None
    born: date | None
    age: int | None
    upn: str
    tutor: str
    head_of_year: str
    flags: tuple[Flag, ...]
    on_roll: bool
    left_on: date | None
    hosted_here: bool
    home_school: str
    address: str
    address_hidden: bool
    sen_need: str
    support: str
    medical: str
    safeguarding_with: str      # who holds what is confidential: "Ms R Idowu, Designated Safeguarding Lead"


class PupilPage(NamedTuple):
    """Everything the page shows."""

    header: Header
    placements: tuple[PlacementCard, ...]   # current ones first
    duties: tuple[DutyRow, ...]             # open ones, by day
    done: tuple[DutyRow, ...]               # newest first
    timeline: tuple[TimelineEntry, ...]     # newest first
    contacts: tuple[ContactRow, ...]        # those that the acting person may know of
    every_contact: tuple[ContactRow, ...]   # for papers, which ask whom they are for
    ended_words: str            # how the placement stands that ended last: "Returned (6-week check)"


def pupil_page(record: Record, pupil: str, on: date | None = None, *, log: bool = True) -> PupilPage:
    """The page as at a day (today); that it was opened is journaled unless `log` is False.

    Raises `Problem` "permission.year" for a Head of Year of another year group.
    """
    require(record, Deed.SEE_PUPILS)
    row = the_pupil(pupil)
    demand_own_year(record, row.year)
    today = on or record.clock.today()
    placements = placements_of(pupil)
    duties = duties_of(record, pupil=pupil, on=today)
    cards = placement_cards(record, placements, duties, today)
    if log:
        record.viewed("Opened a pupil’s page", about=pupil)
    done = sorted(
        (one for one in duties if one.state in ("done", "before-desk")),
        key=lambda one: one.done_on or one.day or date.min, reverse=True,
    )
    people = contacts(record, pupil)
    opened = tuple(one for one in duties if one.is_open)
    return PupilPage(
        _header(record, row, today), cards, opened, tuple(done),
        pupil_timeline(record, placements, duties, cards, pupil, today), shown(record, row, people), people,
        _ended_words(record, cards, opened),
    )


def _ended_words(record: Record, cards: tuple[PlacementCard, ...], duties: tuple[DutyRow, ...]) -> str:
    if not cards or cards[0].is_current or cards[0].state != ENDED:
        return ""
    coming = next((one for one in duties if one.day is not None), None)
    version = coming.record.protocol if coming else None
    word = DutyWords(protocol_version(record, version)).word(coming.rule) if coming and version else ""
    return ended_words(cards[0].outcome, coming.kind if coming else "", word)


def _header(record: Record, row: Pupil, today: date) -> Header:
    names = Names(row.surname, row.forename, row.preferred_surname or "", row.preferred_forename or "")
    held = flags(
        sen=row.sen or "N", ehcp=row.sen == "E", lac=bool(row.looked_after), social_worker=bool(row.social_worker),
        cp_plan=bool(row.child_protection), pp=bool(row.pupil_premium), medical=bool(row.medical), eal=bool(row.eal),
        confidential=FlagRule(record).sees(row.year),
    )
    address = ", ".join(part for part in (row.address, row.postcode) if part)
    return Header(
        row.id, names.in_sentences, names.in_lists, names.initials, row.pronouns or "", row.form or "", row.year,
        row.born, age_on(row.born, today) if row.born else None, row.upn or "", row.tutor or "",
        heads_of_year(record, today).of(row.year), held, row.on_roll, row.left_on, row.hosted_here,
        row.home_school or "",
        "" if row.confidential_address else address, row.confidential_address, row.sen_need or "", row.support or "",
        row.medical or "", _safeguarding_with(record, row, today),
    )


def _safeguarding_with(record: Record, row: Pupil, today: date) -> str:
    """Who shares what is confidential, by the protocol: its owner and the owner's role."""
    try:
        protocol = protocol_in_force(record).protocol
    except Problem:
        return ""
    rule = next((one for one in every_share_rule(protocol.id) if one.locked), None)
    if rule is None:
        return ""
    role = protocol.roles.get(rule.owner)
    who = owners(record, today).of(rule.owner, row.year).name
    return ", ".join(part for part in (who, role.label if role else "") if part)
