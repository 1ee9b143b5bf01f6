"""A pupil's placements as the page shows them: where, how far, for what, what was shared, what was made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from apdesk.domain.placement import CURRENT, LIVE, STATE_WORDS
from apdesk.domain.plan import Limit
from apdesk.domain.protocol import STAGE
from apdesk.domain.school_calendar import monday_of
from apdesk.problems import Problem
from apdesk.services.acting import FlagRule
from apdesk.services.attendance import Attendance, attendance_of
from apdesk.services.document_copies import CopyRow, copies
from apdesk.services.duty_lists import DutyRow
from apdesk.services.expected_sessions import Placed, placed
from apdesk.services.needs_shared import SharedRow, needs_shared
from apdesk.services.placement_case import placement_source
from apdesk.services.placement_changes import state_of
from apdesk.services.placement_days import day_of_days, last_day_of, last_school_day
from apdesk.services.ribbon import Ribbon, ribbon
from apdesk.services.school_year import calendar_or_none
from apdesk.store.placements import (
    ExpectedOutcome,
    Objective,
    Placement,
    objectives_by_placement,
    outcomes_by_placement,
)
from apdesk.store.providers import Provider, all_providers
from apdesk.store.record import Record
from apdesk.store.registers import RegisterMark, marks_between


class ObjectiveRow(NamedTuple):
    """An objective and how far it is."""

    id: str
    text: str
    measure: str
    judgement: str              # Met, Mostly, Partly, Not yet; "" while nobody has judged it
    evidence: str
    judged_on: date | None
    judged_by: str


class OutcomeRow(NamedTuple):
    """What a subject expects, and where it stands."""

    subject: str
    expected: str
    now: str
    comment: str


class LimitRow(NamedTuple):
    """How long or how much is allowed, and whether it is kept."""

    text: str
    until: date | None
    last_day: date | None       # the last school day inside it
    school_days: int | None
    near: bool                  # the day from which to watch it has come
    kept: bool | None
    policy: str
    why: str


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
    provider_short: str
    second: tuple[str, ...]     # further providers of the same weeks
    registers: bool             # the provider puts the pupil on its own register
    times: str                  # "08:35 to 15:05"
    link: str                   # "Mr R Tansley", whom to ring there
    link_phone: str
    start: date | None
    end: date | None
    last_school_day: date | None    # on or before the end
    day: int | None             # school day n of m
    days: int | None
    week: int | None            # calendar week n of m
    weeks: int | None
    sessions: str
    codes: tuple[str, ...]      # expected on its sessions
    price_day: int | None       # pence
    reciprocal: bool
    limits: tuple[LimitRow, ...]    # of placements that are not over
    objectives: tuple[ObjectiveRow, ...]
    outcomes: tuple[OutcomeRow, ...]
    return_by: date | None
    return_plan: dict[str, str]
    shared: tuple[SharedRow, ...]
    reasons: tuple[str, ...]
    reason_note: str
    facts: tuple[tuple[str, str], ...]  # further facts in words: what was tried, who registers there
    outcome: str
    ended_why: str
    ribbon: Ribbon
    attendance: Attendance
    documents: tuple[CopyRow, ...]
    is_current: bool
    is_stage: bool              # support in school, not a placement elsewhere


def placement_cards(
    record: Record, placements: list[Placement], duties: Iterable[DutyRow], today: date
) -> tuple[PlacementCard, ...]:
    """Current placements first, then by first day, newest first.

    The questions asked do not grow with their number, but for the limits of those that are not over.
    """
    if not placements:
        return ()
    found = [_Cards(record, placements, list(duties), today)]
    cards = [found[0].card(one) for one in placed(record, placements)]
    return tuple(sorted(cards, key=lambda card: (
        not card.is_current, card.state != LIVE, -(card.start or date.max).toordinal()
    )))


class _Cards:
    """Reads once what every card needs."""

    def __init__(self, record: Record, rows: list[Placement], duties: list[DutyRow], today: date) -> None:
        ids = [row.id for row in rows]
        self._record, self._duties, self._today = record, duties, today
        self._calendar = calendar_or_none(record)
        self._providers: Mapping[str, Provider] = {one.id: one for one in all_providers()}
        self._objectives = objectives_by_placement(ids)
        self._outcomes = outcomes_by_placement(ids)
        self._marks: dict[str, list[RegisterMark]] = {}
        for mark in marks_between(date.min, today, ids):
            self._marks.setdefault(mark.placement, []).append(mark)
        taught = {row.provider for row in rows if row.provider}
        self._copies = copies(record, ids, taught)
        self._flags = FlagRule(record)

    def card(self, one: Placed) -> PlacementCard:
        row, pathway, provider = one.placement, one.protocol.pathways[one.placement.pathway], one.provider
        state, end = state_of(row, self._today), last_day_of(row)
        day, days = day_of_days(self._calendar, row, end, self._today)
        week, weeks = _weeks(row, end, self._today)
        last = last_school_day(self._calendar, end)
        own = [duty for duty in self._duties if duty.placement == row.id]
        codes = dict.fromkeys(each.expected for each in one.sessions if each.expected and each.expected != "#")
        return PlacementCard(
            row.id, row.reference, row.pathway, pathway.short,
            f"{pathway.short} at {provider.name}" if provider else pathway.title, pathway.policy, state,
            STATE_WORDS[state], row.provider, provider.name if provider else "", _short(provider),
            self._second(one), bool(provider and provider.registers_pupils), _times(provider),
            (provider.link_name if provider else "") or "", (provider.link_phone if provider else "") or "", row.start,
            end, last, day, days, week, weeks, row.sessions or pathway.sessions, tuple(codes), _price(one),
            bool(provider and provider.reciprocal), self._limits(row, state),
            tuple(_objective(each) for each in self._objectives.get(row.id, ())),
            tuple(_outcome(each) for each in self._outcomes.get(row.id, ())), row.return_by, dict(row.return_plan),
            needs_shared(one, own, self._flags),
            tuple(one.protocol.reasons.get(reason, reason) for reason in row.reasons), row.reason_note or "",
            tuple(_facts(row)), row.outcome or "", row.ended_why or "",
            ribbon(self._calendar, row.start, end, own) if self._calendar else Ribbon((), ()),
            attendance_of(one, self._marks.get(row.id, []), self._today), self._documents(row, end), state in CURRENT,
            pathway.scope == STAGE,
        )

    def _second(self, one: Placed) -> tuple[str, ...]:
        ids = dict.fromkeys(extra.provider for extra in one.extras)
        return tuple(_short(self._providers[each]) for each in ids if each in self._providers)

    def _limits(self, row: Placement, state: str) -> tuple[LimitRow, ...]:
        """What the engine says of how long and how much; nothing where it cannot be asked."""
        if state not in CURRENT or row.start is None:
            return ()
        try:
            limits = placement_source(self._record, row).plan().limits
        except Problem:
            return ()
        return tuple(_limit(one, self._today) for one in limits if one.until is not None or one.kept is False)

    def _registers_from(self, start: date, proposed: date) -> date:
        """The first day on which a register made for the provider may hold the pupil: it is of one half-term."""
        block = self._calendar.half_term_of(start) if self._calendar is not None else None
        return min(monday_of(start), max(proposed, block.start) if block is not None else monday_of(start))

    def _documents(self, row: Placement, end: date | None) -> tuple[CopyRow, ...]:
        """Those about the placement, and the registers made for its provider while it stood or ran, newest first."""
        own = list(self._copies.get(row.id, ()))
        if row.provider and row.start:
            since = self._registers_from(row.start, row.proposed_on)
            for copy in self._copies.get(row.provider, ()):
                made = copy.made_at.date()
                if made >= since and (end is None or made <= end):
                    own.append(copy)
        return tuple(sorted(own, key=lambda copy: copy.made_at, reverse=True))


def _short(provider: Provider | None) -> str:
    return (provider.short_name or provider.name) if provider else ""


def _times(provider: Provider | None) -> str:
    return f"{provider.opens} to {provider.closes}" if provider and provider.opens and provider.closes else ""


def _weeks(row: Placement, end: date | None, today: date) -> tuple[int | None, int | None]:
    """Calendar week n of m; n None before the first day, m without an end."""
    if row.start is None:
        return None, None
    total = ((end - row.start).days // 7 + 1) if end else None
    if today < row.start:
        return None, total
    return (min(today, end) - row.start).days // 7 + 1 if end else (today - row.start).days // 7 + 1, total


def _price(one: Placed) -> int | None:
    agreed: int | None = one.placement.price_day
    return agreed if agreed is not None or one.provider is None else one.provider.price_day


def _limit(one: Limit, today: date) -> LimitRow:
    near = one.warn_from is not None and one.warn_from <= today
    return LimitRow(one.text, one.until, one.last_day, one.school_days, near, one.kept, one.policy, one.why)


def _objective(row: Objective) -> ObjectiveRow:
    return ObjectiveRow(
        row.id, row.text, row.measure or "", row.judgement or "", row.evidence or "", row.judged_on,
        row.judged_by or "",
    )


def _outcome(row: ExpectedOutcome) -> OutcomeRow:
    return OutcomeRow(row.subject, row.expected, row.now or "", row.comment or "")


def _facts(row: Placement) -> Iterable[tuple[str, str]]:
    """Further facts of a placement that somebody wrote down."""
    told = (
        ("What was tried", row.tried), ("What parents said", row.parent_view), ("Report to", row.report_to),
        ("Arrive by", row.arrive_by), ("Registration there confirmed by", row.registered_by),
        ("Next destination", row.destination),
    )
    yield from ((label, text) for label, text in told if text)


