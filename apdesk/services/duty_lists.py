"""Duties as people read them: who owes what for whom, by when, how late, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from apdesk.domain.lateness import (
    BEFORE_DESK,
    DONE,
    LATER,
    OPEN_STATES,
    SOON,
    TODAY,
    WAITING,
    WITHDRAWN,
    Standing,
    last_to_act,
    standing,
    working_day,
)
from apdesk.domain.permissions import ATTENDANCE, Deed
from apdesk.domain.protocol import Protocol
from apdesk.domain.pupil import Names
from apdesk.problems import Problem
from apdesk.services.acting import FlagRule, own_years_only, require
from apdesk.services.duty_pairing import BY_EVENT
from apdesk.services.duty_words import DutyWords, Said, role_short
from apdesk.services.placement_days import last_school_day
from apdesk.services.protocols import protocol_in_force, protocol_version
from apdesk.services.school_year import calendar_or_none
from apdesk.services.staff import Owners, owners
from apdesk.store.duty_rows import DutyRecord, duty_records
from apdesk.store.record import Record
from apdesk.store.staff import all_staff, staff_name

RECORDED_OPEN = ("open", "waiting", "paused")


class DutyRow(NamedTuple):
    """One duty as it stands on a day.

    `state`: overdue, today, soon (this week), later, waiting, paused, done, before-desk or withdrawn. What waits
    for somebody (`waiting_for`) is waiting until its last day has come; from then on it presses like any other.
    """

    id: str
    state: str
    lateness_school_days: int | None    # 0 unless overdue; None where it cannot be counted
    day: date | None                    # the day to work to: due, or put off to
    last_day: date | None               # the last day on which it is in time
    due: date | None
    by: str | None
    hard: date | None
    window_from: date | None
    title: str
    kind: str
    act: str
    rule: str
    occurrence: int
    owner: str                          # role id
    owner_label: str                    # "Head of Year"
    who: str                            # the person who owes it, "" where nobody holds the role
    who_id: str | None                  # staff id of that person
    who_why: str                        # "covering", or what to do where nobody holds the role
    pupil: str | None
    pupil_list_name: str                # "Okonjo, Chidera"
    pupil_name: str                     # "Chidera Okonjo"
    initials: str
    form: str
    year: int | None
    placement: str | None
    reference: str
    pathway: str | None
    pathway_short: str
    provider: str | None
    provider_name: str
    policy: str
    why: str
    evidence: tuple[str, ...]
    covers: tuple[str, ...]
    waits_for: str | None
    after: str | None
    problem: str | None
    done_on: date | None
    done_by: str
    entered_by: str
    met_by: str | None                  # "review 2026-12-10" where an event answered it
    evidence_given: tuple[str, ...]
    note: str
    put_off_why: str
    withdrawn_why: str
    short: str                          # the title in few letters: "Invite parents to the review"
    role_short: str                     # "HOY 9", "Attendance"
    clause: str                         # the policy in few letters: "App. A row 3", "Section 6 +1"
    clause_wide: str                    # "App. A row 3 – Visits"
    confidential: bool                  # its wording is kept from the acting person
    period_from: date | None            # first day of the week, month or half-term it belongs to
    chased_on: date | None              # when its owner was last reminded
    waiting_for: str                    # "Fairholt: dates for the review", "" where nothing is waited for
    waiting_since: date | None
    word: str                           # what is done, in a word or two: "invitation"
    lock: str                           # why no hand moves its date: follows, meeting, law; "" where people arrange it
    record: DutyRecord
    last_school_day: date | None = None     # `last_day`, or the last school day before it

    def limit(self, today: date) -> date | None:
        """The last day on which somebody is there to do it in time; None where that is the day worked to."""
        if self.day is None or self.last_day is None or self.last_day <= self.day:
            return None
        there = last_to_act(self.last_day, self.last_school_day, self.day, today)
        return None if there == self.day else there

    @property
    def is_open(self) -> bool:
        """True while somebody still has to do it."""
        return self.state in OPEN_STATES


def due_list(
    record: Record, on: date | None = None, days: int | None = None, *, waiting: bool = False, outside: bool = False
) -> tuple[DutyRow, ...]:
    """Everything open whose working day comes within `days` calendar days of a day (today), oldest first.

    Without `days`, everything open; `waiting` adds what waits for others or stands still. `outside`: confidential
    wording is kept back whoever asks.
    """
    require(record, Deed.SEE_PUPILS)
    day = on or record.clock.today()
    until = None if days is None else day + timedelta(days=days)
    rows = duty_records(states=RECORDED_OPEN if waiting else ("open",), until=until)
    dated = [row for row in rows if waiting or working_day(row.due, row.put_off_to) is not None]
    return _for_reader(record, _shown(record, dated, day, outside=outside))


def duties_between(
    record: Record, first: date, last: date, on: date | None = None, *, outside: bool = False
) -> tuple[DutyRow, ...]:
    """Every duty that was done between two days or, where it was not, is to be; what is withdrawn is left out.

    `outside`: confidential wording is kept back whoever asks.
    """
    require(record, Deed.SEE_PUPILS)
    rows = duty_records(states=(*RECORDED_OPEN, DONE, BEFORE_DESK), stands=(first, last))
    return _for_reader(record, _shown(record, rows, on or record.clock.today(), outside=outside))


def duties_for_calendar(record: Record, first: date | None) -> tuple[DutyRow, ...]:
    """Every duty with a day on or after one (None: all), what is gone included: a calendar program must hear of it.

    The rows leave the building, so that confidential wording is kept back whoever asks.
    """
    require(record, Deed.SEE_PUPILS)
    return _shown(record, duty_records(since=first, removed=True), record.clock.today(), outside=True)


def duties_of(
    record: Record, *, placement: str | None = None, pupil: str | None = None, provider: str | None = None,
    withdrawn: bool = False, on: date | None = None,
) -> tuple[DutyRow, ...]:
    """The duties of one placement, pupil or provider in order of their days."""
    require(record, Deed.SEE_PUPILS)
    states = (*RECORDED_OPEN, DONE, BEFORE_DESK, *((WITHDRAWN,) if withdrawn else ()))
    rows = duty_records(states=states, placement=placement, pupil=pupil, provider=provider)
    return _shown(record, rows, on or record.clock.today())


def duties_of_placements(record: Record, placements: Iterable[str], on: date | None = None) -> tuple[DutyRow, ...]:
    """The duties of many placements, what is withdrawn left out, in order of their days; one query for all.

    They stand in lists that leave the building, so that confidential wording is kept back whoever asks.
    """
    require(record, Deed.SEE_PUPILS)
    rows = duty_records(states=(*RECORDED_OPEN, DONE, BEFORE_DESK), placements=placements)
    return _shown(record, rows, on or record.clock.today(), outside=True)


def duties_with_ids(record: Record, ids: Iterable[str], on: date | None = None) -> tuple[DutyRow, ...]:
    """These duties in order of their days; ids that nobody has are passed over."""
    require(record, Deed.SEE_PUPILS)
    return _shown(record, duty_records(ids=ids), on or record.clock.today())


def duty(record: Record, duty: str, on: date | None = None) -> DutyRow:
    """One duty. Raises `Problem` "duty.unknown" where there is none of that id."""
    require(record, Deed.SEE_PUPILS)
    rows = duties_with_ids(record, [duty], on)
    if not rows:
        raise Problem("duty.unknown", "This duty is no longer in the desk. Look again in the list.")
    return rows[0]


def duties_outside(record: Record, ids: Iterable[str]) -> tuple[DutyRow, ...]:
    """As `duties_with_ids`, for what leaves the building: confidential wording is kept back whoever asks."""
    require(record, Deed.EXPORT)
    return _shown(record, duty_records(ids=ids), record.clock.today(), outside=True)


def _for_reader(record: Record, rows: tuple[DutyRow, ...]) -> tuple[DutyRow, ...]:
    """What the acting person works with: a Head of Year the own year groups, Attendance the registers, and
    both what they owe themselves; everybody else all of it."""
    years, actor = own_years_only(record), record.actor
    if years is None and actor.role != ATTENDANCE:
        return rows
    if years is None:
        return tuple(row for row in rows if row.kind == "register" or row.who_id == actor.id)
    return tuple(row for row in rows if row.who_id == actor.id or (row.pupil is not None and row.year in years))


def _shown(
    record: Record, rows: Iterable[DutyRecord], on: date, *, outside: bool = False
) -> tuple[DutyRow, ...]:
    shower = _Shower(record, on, outside=outside)
    shown = [shower.show(row) for row in rows]
    return tuple(shown)


class _Shower:
    """Turns records into rows; asks for roles, calendar and protocols once."""

    def __init__(self, record: Record, on: date, *, outside: bool = False) -> None:
        self._record, self._on, self._outside = record, on, outside
        self._owners: Owners = owners(record, on)
        self._calendar = calendar_or_none(record)
        self._protocols: dict[str | None, Protocol | None] = {}
        self._words: dict[str | None, DutyWords] = {}
        self._flags = FlagRule(record)
        self._names: dict[str, str] | None = None

    def show(self, row: DutyRecord) -> DutyRow:
        stands = self._standing(row)
        said = self._words_of(row)
        names = Names(
            row.surname or "", row.forename or "", row.preferred_surname or "", row.preferred_forename or ""
        )
        protocol = self._protocol(row.protocol)
        who, who_id, who_why = self._who(row)
        pathway = protocol.pathways.get(row.pathway or "") if protocol else None
        role = protocol.roles.get(row.owner.split("/")[0]) if protocol else None
        return DutyRow(
            row.id, self._state(row, stands), stands.lateness_school_days, working_day(row.due, row.put_off_to),
            stands.last_day,
            row.due, row.by, row.hard, row.window_from, said.title, row.kind, row.act, row.rule, row.occurrence,
            row.owner, role.label if role else row.owner, who, who_id, who_why, row.pupil, names.in_lists,
            names.in_sentences, names.initials, row.form or "", row.year, row.placement, row.reference or "",
            row.pathway, pathway.short if pathway else row.pathway or "", row.provider, row.provider_name or "",
            said.policy, said.why, said.evidence, tuple(row.covers), row.waits_for, row.after,
            row.planned_problem, row.done_on, row.done_by or "", row.entered_by or "", _event(row.met_by),
            tuple(row.evidence_given), row.note or "", row.put_off_why or "", row.withdrawn_why or "",
            said.short, role_short(role, row.owner, row.year), said.clause, said.clause_wide, said.kept_back,
            row.period_from,
            row.chased_on, row.waiting_for or "", row.waiting_since, said.word, said.lock, row,
            last_school_day(self._calendar, stands.last_day),
        )

    def _words_of(self, row: DutyRecord) -> Said:
        if row.protocol not in self._words:
            self._words[row.protocol] = DutyWords(self._protocol(row.protocol))
        return self._words[row.protocol].of(row, hidden=self._outside or not self._flags.sees(row.year))

    def _standing(self, row: DutyRecord) -> Standing:
        try:
            return standing(row.state, row.due, row.hard, row.put_off_to, self._on, self._calendar)
        except Problem:     # beyond the loaded term dates: late, but nobody can count by how much
            return standing(row.state, row.due, row.hard, row.put_off_to, self._on, None)

    def _state(self, row: DutyRecord, stands: Standing) -> str:
        """What waits for somebody presses nobody until its last day; from then on waiting excuses nothing."""
        ahead = stands.last_day is None or self._on < stands.last_day
        return WAITING if row.waiting_for and stands.state in (TODAY, SOON, LATER) and ahead else stands.state

    def _who(self, row: DutyRecord) -> tuple[str, str | None, str]:
        if row.given_to is not None:
            return self._name_of(row.given_to), row.given_to, "given to"
        owner = self._owners.of(row.owner, row.year)
        return owner.name, owner.staff, owner.why

    def _name_of(self, member: str) -> str:
        if self._names is None:
            self._names = {one.id: staff_name(one.title, one.forename, one.surname) for one in all_staff()}
        return self._names.get(member, "")

    def _protocol(self, version: str | None) -> Protocol | None:
        if version not in self._protocols:
            self._protocols[version] = self._read(version)
        return self._protocols[version]

    def _read(self, version: str | None) -> Protocol | None:
        try:
            return protocol_version(self._record, version) if version else protocol_in_force(self._record).protocol
        except Problem:
            return None


def _event(met_by: str | None) -> str | None:
    return met_by.removeprefix(BY_EVENT) if met_by else None
