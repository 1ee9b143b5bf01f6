"""One pupil's page: who, where, what is next and what has been done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.domain.placement import CURRENT, STATE_WORDS
from apdesk.domain.pupil import Flag, Names, age_on, flags
from apdesk.problems import Problem
from apdesk.services.acting import FlagRule, demand_own_year, require
from apdesk.services.attendance import Attendance, attendance_of
from apdesk.services.contacts import ContactRow, contacts
from apdesk.services.document_copies import CopyRow, copies
from apdesk.services.duty_lists import DutyRow, duties_of
from apdesk.services.expected_sessions import Placed, placed
from apdesk.services.heads_of_year import heads_of_year
from apdesk.services.placement_changes import state_of
from apdesk.services.placement_days import day_of_days, last_day_of
from apdesk.services.protocols import protocol_in_force
from apdesk.services.pupils import the_pupil
from apdesk.services.ribbon import Ribbon, ribbon
from apdesk.services.school_year import calendar_or_none
from apdesk.store.placements import (
    Objective,
    Placement,
    events_of,
    notes_of,
    objectives_of,
    outcomes_of,
    placements_of,
)
from apdesk.store.pupils import Pupil
from apdesk.store.record import Record
from apdesk.store.registers import marks_of


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


class ObjectiveRow(NamedTuple):
    """An objective and how far it is."""

    id: str
    text: str
    measure: str
    judgement: str
    evidence: str


class OutcomeRow(NamedTuple):
    """What a subject expects, and where it stands."""

    subject: str
    expected: str
    now: str
    comment: str


class PlacementCard(NamedTuple):
    """One placement or stage of support."""

    id: str
    reference: str
    pathway: str
    short: str                  # "Off-site direction"
    title: str                  # "Off-site direction at Fairholt School"
    policy: str
    state: str
    state_words: str
    provider: str | None
    provider_name: str
    start: date | None
    end: date | None
    day: int | None             # school day n of m
    days: int | None
    sessions: str
    codes: tuple[str, ...]      # expected on its sessions
    price_day: int | None       # pence
    objectives: tuple[ObjectiveRow, ...]
    outcomes: tuple[OutcomeRow, ...]
    return_by: date | None
    return_plan: dict[str, str]
    sharing: tuple[dict[str, object], ...]
    reasons: tuple[str, ...]
    ribbon: Ribbon
    attendance: Attendance
    documents: tuple[CopyRow, ...]
    is_current: bool


class TimelineEntry(NamedTuple):
    """Something that happened. `kind`: event, duty, note, start, end."""

    on: date
    kind: str
    title: str
    detail: str
    who: str
    placement: str | None
    id: str | None


class PupilPage(NamedTuple):
    """Everything the page shows."""

    header: Header
    placements: tuple[PlacementCard, ...]   # current ones first
    duties: tuple[DutyRow, ...]             # open ones, by day
    done: tuple[DutyRow, ...]               # newest first
    timeline: tuple[TimelineEntry, ...]     # newest first
    contacts: tuple[ContactRow, ...]


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
    cards = [_card(record, one, duties, today) for one in placed(record, placements)] if placements else []
    cards.sort(key=lambda card: (not card.is_current, -(card.start or date.max).toordinal()))
    if log:
        record.viewed("Opened a pupil's page", about=pupil)
    done = sorted(
        (one for one in duties if one.state in ("done", "before-desk")),
        key=lambda one: one.done_on or one.day or date.min, reverse=True,
    )
    return PupilPage(
        _header(record, row, today), tuple(cards), tuple(one for one in duties if one.is_open), tuple(done),
        _timeline(record, placements, duties, pupil, today), contacts(record, pupil),
    )


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
        row.medical or "",
    )


def _card(record: Record, one: Placed, duties: Iterable[DutyRow], today: date) -> PlacementCard:
    row, pathway = one.placement, one.protocol.pathways[one.placement.pathway]
    calendar = calendar_or_none(record)
    state, end = state_of(row, today), last_day_of(row)
    own = [duty for duty in duties if duty.placement == row.id]
    day, days = day_of_days(calendar, row, end, today)
    codes = tuple(dict.fromkeys(each.expected for each in one.sessions if each.expected and each.expected != "#"))
    title = f"{pathway.short} at {one.provider.name}" if one.provider else pathway.title
    return PlacementCard(
        row.id, row.reference, row.pathway, pathway.short, title, pathway.policy, state, STATE_WORDS[state],
        row.provider, one.provider.name if one.provider else "", row.start, end, day, days,
        row.sessions or pathway.sessions, codes, _price(one), tuple(_objective(each) for each in objectives_of(row.id)),
        tuple(OutcomeRow(o.subject, o.expected, o.now or "", o.comment or "") for o in outcomes_of(row.id)),
        row.return_by, dict(row.return_plan), tuple(row.sharing),
        tuple(one.protocol.reasons.get(reason, reason) for reason in row.reasons),
        ribbon(calendar, row.start, end, own) if calendar else Ribbon((), ()),
        attendance_of(one, marks_of(row.id), today), copies(record, [row.id]).get(row.id, ()), state in CURRENT,
    )


def _price(one: Placed) -> int | None:
    agreed: int | None = one.placement.price_day
    return agreed if agreed is not None or one.provider is None else one.provider.price_day


def _objective(row: Objective) -> ObjectiveRow:
    return ObjectiveRow(row.id, row.text, row.measure or "", row.judgement or "", row.evidence or "")


def _timeline(
    record: Record, placements: list[Placement], duties: Iterable[DutyRow], pupil: str, today: date
) -> tuple[TimelineEntry, ...]:
    entries = [
        TimelineEntry(row.done_on, "duty", row.title, row.note, row.done_by, row.placement, row.id)
        for row in duties if row.state == "done" and row.done_on is not None
    ]
    labels: dict[str, str] = {}
    if placements:
        try:
            labels = {name: event.label for name, event in protocol_in_force(record).protocol.events.items()}
        except Problem:
            labels = {}
    entries += [
        TimelineEntry(
            row.on, "event", labels.get(row.name, row.name).capitalize(), row.note or "", row.who or "", row.placement,
            row.id,
        )
        for row in events_of([one.id for one in placements])
    ]
    for one in placements:
        for day, kind, words in ((one.start, "start", "Placement started"), (one.ended_on, "end", "Placement ended")):
            if day is not None and day <= today and one.agreed_on is not None:
                entries.append(TimelineEntry(day, kind, words, one.reference, "", one.id, None))
    entries += [
        TimelineEntry(row.on, "note", row.text, row.outcome or "", row.entered_by, row.placement, row.id)
        for row in notes_of(pupil)
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.on, entry.title), reverse=True))
