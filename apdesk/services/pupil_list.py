"""The pupil list: who, where, how far in, what is next, which needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from apdesk.domain import placement as states
from apdesk.domain.lateness import Standing, standing
from apdesk.domain.names import fold, inner_word
from apdesk.domain.permissions import Deed
from apdesk.domain.protocol import STAGE, Pathway, Protocol
from apdesk.domain.pupil import Flag, Names, flags
from apdesk.exports.words import SCHOOL_TIME
from apdesk.problems import Problem
from apdesk.services.acting import FlagRule, own_years_only, require
from apdesk.services.duty_words import DutyWords, ended_words
from apdesk.services.heads_of_year import heads_of_year
from apdesk.services.placement_days import last_school_day
from apdesk.services.protocols import protocol_in_force, protocol_version
from apdesk.services.school_year import calendar_or_none
from apdesk.store.past_pupils import past_pupil_records
from apdesk.store.pupil_rows import PupilRecord, pupil_records
from apdesk.store.record import Record

ON_ROLL = "on-roll"
SUPPORT_PLAN = "support-plan"
PLACED = "placed"
HOSTED = "hosted-here"
ENDED = "ended"
TABS = (ON_ROLL, SUPPORT_PLAN, PLACED, HOSTED, ENDED)


class NextDue(NamedTuple):
    """The duty that comes next for a pupil."""

    id: str
    title: str
    short: str                  # the same in few letters
    kind: str
    day: date
    by: str | None
    hard: date | None
    standing: Standing
    last_school_day: date | None = None     # the last school day up to the last day in time


class Progress(NamedTuple):
    """How far a placement is: school day `done` of `total`; `total` None without an end."""

    done: int
    total: int | None
    ends_soon: bool


class PupilRow(NamedTuple):
    """One line of the list."""

    id: str
    list_name: str              # "Okonjo, Chidera"
    name: str                   # "Chidera Okonjo"
    initials: str
    form: str
    year: int | None
    head_of_year: str
    upn: str
    tabs: frozenset[str]
    status: str                 # "", proposed, panel, agreed, live, ends-soon, support-plan, hosted-here, ended
    status_text: str            # "Placed", "Starts Mon 16 Nov", "Support plan, week 7 of 12"
    pathway: str | None
    pathway_short: str
    provider: str | None
    provider_name: str
    placement: str | None
    reference: str
    start: date | None
    end: date | None            # the last day on which there is school
    panel_on: date | None
    progress: Progress | None
    more_placements: int        # further ones that are proposed, agreed or running
    next_due: NextDue | None
    overdue: int
    flags: tuple[Flag, ...]
    found_by: str               # folded words for search: names, form, UPN, admission number


def pupil_list(
    record: Record, on: date | None = None, *, leavers: bool = False, present: bool = False
) -> tuple[PupilRow, ...]:  # fmt: skip
    """Everybody on roll, hosted, or ever placed, as at a day (today); one query for the pupils.

    `leavers` adds everybody else who was ever held; `present` leaves out all but those on roll and hosted today.
    An earlier day shows who was where then, as `apdesk.store.past_pupils` says; a later one where everybody would be.
    A Head of Year sees the own year groups.
    """
    require(record, Deed.SEE_PUPILS)
    day = on or record.clock.today()
    try:
        protocol = protocol_in_force(record).protocol
    except Problem:
        protocol = None
    stages = [one.id for one in protocol.pathways.values() if one.scope == STAGE] if protocol else []
    rules = [rule.id for rule in protocol.duties] if protocol else []
    lister = _Lister(record, day, protocol, frozenset(stages))
    today = record.clock.today()
    if day < today:
        found = past_pupil_records(record.database, day, _end_of(day), today, stages, rules)
    else:
        found = pupil_records(record.database, day, stages, rules, leavers=leavers, present=present)
    years = own_years_only(record)
    return tuple(lister.row(one) for one in found if years is None or one.year in years)


def _end_of(day: date) -> datetime:
    """The first moment after a day, by the clock on the school's wall."""
    return datetime.combine(day + timedelta(days=1), time.min, SCHOOL_TIME)


def matches(row: PupilRow, text: str) -> bool:
    """True where every word of the text begins some word of the pupil's names, form or numbers.

    Accents, capitals, hyphens and apostrophes do not matter, and "quarrie" begins a word of "McQuarrie".
    The last digits of a UPN find it too.
    """
    held = f" {row.found_by} "
    return all(f" {word}" in held or (_is_tail(word) and f"{word} " in held) for word in folded(text))


@lru_cache(maxsize=64)
def folded(text: str) -> tuple[str, ...]:
    """The words of a search as they are compared."""
    return tuple(word for part in text.split() if (word := fold(part)))


def _is_tail(word: str) -> bool:
    """True for what may be the end of a number: a UPN is read out from its last digits."""
    return len(word) >= 3 and word[-1].isdigit()


class _Lister:
    """Turns records into rows; asks for calendar, roles and protocols once."""

    def __init__(self, record: Record, on: date, protocol: Protocol | None, stages: frozenset[str]) -> None:
        self._record, self._on, self._stages = record, on, stages
        self._protocols: dict[str, Protocol | None] = {"": protocol}
        self._calendar = calendar_or_none(record)
        self._flags = FlagRule(record)
        self._heads = heads_of_year(record, on)
        self._words: dict[str | None, DutyWords] = {}
        self._totals: dict[tuple[date, date], int | None] = {}

    def row(self, one: PupilRecord) -> PupilRow:
        called = _called(
            one.surname, one.forename, one.preferred_surname, one.preferred_forename, one.form, one.upn,
            one.admission_number,
        )
        pathway = self._pathway(one)
        progress = self._progress(one)
        status, status_text = self._status(one, pathway, progress)
        return PupilRow(
            one.id, called.in_lists, called.in_sentences, called.initials, one.form or "", one.year,
            self._heads.of(one.year), one.upn or "",
            self._tabs(one), status, status_text, one.pathway, pathway.short if pathway else one.pathway or "",
            one.provider, one.provider_short or one.provider_name or "", one.placement, one.reference or "", one.start,
            last_school_day(self._calendar, one.end), one.panel_on, progress,
            max(0, one.current - (one.state in states.CURRENT)), self._next(one), one.overdue,
            self._needs(one), called.found_by,
        )

    def _pathway(self, one: PupilRecord) -> Pathway | None:
        protocol = self._protocol(one.protocol) if one.pathway is not None and one.protocol is not None else None
        return protocol.pathways.get(one.pathway or "") if protocol else None

    def _protocol(self, version: str) -> Protocol | None:
        if version not in self._protocols:
            self._protocols[version] = protocol_version(self._record, version) if version else None
        return self._protocols[version]

    def _words_of(self, version: str | None) -> DutyWords:
        if version not in self._words:
            self._words[version] = DutyWords(self._protocol(version or ""))
        return self._words[version]

    def _tabs(self, one: PupilRecord) -> frozenset[str]:
        tabs = set()
        if one.on_roll and not one.hosted_here:
            tabs.add(ON_ROLL)
        if one.hosted_here:
            tabs.add(HOSTED)
        if one.state in states.CURRENT:
            tabs.add(SUPPORT_PLAN if one.pathway in self._stages else PLACED)
        if one.state == states.ENDED:
            tabs.add(ENDED)
        return frozenset(tabs)

    def _count(self, first: date, last: date) -> int | None:
        if (first, last) not in self._totals:
            try:
                self._totals[first, last] = self._calendar.count(first, last) if self._calendar else None
            except Problem:
                self._totals[first, last] = None
        return self._totals[first, last]

    def _progress(self, one: PupilRecord) -> Progress | None:
        if one.state != states.LIVE or one.start is None:
            return None
        done = self._count(one.start, self._on)
        total = one.school_days or (self._count(one.start, one.end) if one.end else None)
        if done is None:
            return None
        soon = total is not None and total - done <= max(3, total // 6)
        return Progress(min(done, total) if total is not None else done, total, soon)

    def _status(self, one: PupilRecord, pathway: Pathway | None, progress: Progress | None) -> tuple[str, str]:
        if one.state == states.ENDED:
            word = self._words_of(one.duty_protocol).word(one.duty_rule or "")
            return "ended", ended_words(one.outcome or "", one.duty_kind or "", word)
        if one.state is None:
            return ("", "") if not one.hosted_here else (HOSTED, "Hosted here")
        if one.pathway in self._stages:
            weeks = _weeks(one, self._on)
            return "support-plan", f"{pathway.short if pathway else 'Support plan'}{weeks}"
        if pathway is not None and pathway.incoming and one.state == states.LIVE:
            return HOSTED, "Hosted here"
        if one.state == states.AGREED and one.start is not None:
            return "agreed", f"Starts {one.start:%a} {one.start.day} {one.start:%b}"
        if one.state == states.LIVE and progress is not None and progress.ends_soon:
            return "ends-soon", "Ends soon"
        return one.state, states.STATE_WORDS[one.state]

    def _next(self, one: PupilRecord) -> NextDue | None:
        day = one.duty_put_off_to or one.duty_due
        if one.duty is None or day is None:
            return None
        try:
            stands = standing("open", one.duty_due, one.duty_hard, one.duty_put_off_to, self._on, self._calendar)
        except Problem:
            stands = standing("open", one.duty_due, one.duty_hard, one.duty_put_off_to, self._on, None)
        hidden = not self._flags.sees(one.year)
        title, short = self._words_of(one.duty_protocol).named(
            one.duty_rule or "", one.duty_rules, one.duty_title or "", hidden=hidden
        )
        return NextDue(
            one.duty, title, short, one.duty_kind or "", day, one.duty_by, one.duty_hard, stands,
            last_school_day(self._calendar, stands.last_day),
        )

    def _needs(self, one: PupilRecord) -> tuple[Flag, ...]:
        return flags(
            sen=one.sen or "N", ehcp=one.sen == "E", lac=one.looked_after, social_worker=one.social_worker,
            cp_plan=one.child_protection, pp=one.pupil_premium, medical=one.medical, eal=one.eal,
            confidential=self._flags.sees(one.year),
        )


def _weeks(one: PupilRecord, on: date) -> str:
    if one.start is None or one.state != states.LIVE:
        return ""
    week = (on - one.start).days // 7 + 1
    return f", week {week} of {((one.end - one.start).days + 7) // 7}" if one.end else f", week {week}"


class _Called(NamedTuple):
    """How a pupil is named and found; the same until one of the parts changes."""

    in_lists: str
    in_sentences: str
    initials: str
    found_by: str


@lru_cache(maxsize=32_768)
def _called(*parts: str | None) -> _Called:
    """The parts: surname, forename, the preferred ones, form, UPN and admission number."""
    surname, forename, preferred_surname, preferred_forename = (part or "" for part in parts[:4])
    names = Names(surname, forename, preferred_surname, preferred_forename)
    return _Called(names.in_lists, names.in_sentences, names.initials, _found_by(parts))


def _found_by(parts: Sequence[str | None]) -> str:
    words = [word for part in parts if part for word in part.replace("-", " ").split()]
    whole = [part for part in parts[:4] if part and ("-" in part or " " in part)]
    inner = [word[inner_word(word):] for word in words if inner_word(word)]
    return " ".join(dict.fromkeys(fold(word) for word in (*words, *whole, *inner)))

