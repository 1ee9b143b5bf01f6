"""The entries of the calendar: duties, several as one, booked meetings, first and last days, checks that run out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from apdesk.domain.day_words import weekday_date
from apdesk.domain.lateness import BEFORE_DESK, DONE, OVERDUE, WAITING, last_to_act
from apdesk.domain.provider import CLEAR_UNTIL
from apdesk.domain.pupil import Names
from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.problems import Problem
from apdesk.services.acting import own_years_only
from apdesk.services.booked_meetings import PREFIX
from apdesk.services.duty_lists import DutyRow
from apdesk.services.kinds_shown import minutes_of
from apdesk.services.placement_days import last_day_of, last_school_day
from apdesk.services.protocols import protocol_version
from apdesk.services.providers import ProviderRow
from apdesk.store.placements import EventRecord, Placement
from apdesk.store.pupils import Pupil
from apdesk.store.record import Record

START, END = "start", "end"
PLACED, BOOKED = "placed", "booked"


class Item(NamedTuple):
    """One entry of a day. A time is when it is arranged, or, with `by_then`, when it must be done by."""

    id: str                     # of the duty, the first of several, or "event/…", "start/…", "end/…", "lapse/…"
    day: date
    kind: str                   # the engine's kind, or start, end
    name: str                   # "C Okonjo", "Kestrel Bridge", "" for the school's own
    short: str                  # "C Okonjo review": for a narrow cell
    word: str                   # "review": several of one word on a day stand as one
    title: str                  # under 40 letters
    full: str                   # the title at its full length
    about: str                  # "Chidera Okonjo 10F", "6 pupils", "Kestrel Bridge AP"
    said: str                   # all of it in a sentence, without its day
    duties: tuple[str, ...] = ()    # empty for what is no duty
    time: str = ""              # "09:30", "" for any time
    by_then: bool = False
    minutes: int = 0            # how long it stands in the diary from its time
    place: str = ""             # where it is, in a word: "Fairholt"
    pupil: str | None = None
    provider: str | None = None
    who: str = ""
    role: str = ""
    state: str = ""             # of DutyRow; placed for a first or last day, booked for a meeting
    late: int = 0               # school days
    latest: date | None = None  # last day in time of what is open and not late, `day` itself too; of several the first
    latest_school_day: date | None = None   # the last school day up to `latest`
    clause: str = ""
    policy: str = ""
    why: str = ""
    lock: str = ""              # why no hand moves it: follows, meeting, law, edge; "" where people arrange it

    @property
    def done(self) -> bool:
        """True where nothing is left to do."""
        return self.state in (DONE, BEFORE_DESK)

    @property
    def event(self) -> str:
        """The id of a booked meeting, "" where it is none."""
        return self.id.removeprefix(PREFIX) if self.id.startswith(PREFIX) else ""


def of_duty(row: DutyRow) -> Item:
    """A duty on the day it is worked to, or was done."""
    day = (row.done_on if row.state == DONE else row.day) or row.day or date.max
    about = f"{row.pupil_name} {row.form}".strip() if row.pupil else row.provider_name
    place = row.record.provider_short or row.provider_name
    limited = row.is_open and row.state != OVERDUE and row.last_day is not None
    latest = row.last_day if limited and row.last_day and (row.hard or row.last_day > day) else None
    at = row.record.at or ""
    late = row.lateness_school_days or 0
    who = row.done_by if row.state == DONE and row.done_by else row.who or row.owner_label
    said = _said(
        _standing(row.state, late), row.title, about, place if row.kind == "visit" and row.pupil else "",
        _at(at, row.by), who, row.role_short, _until(latest, day, row.last_school_day), row.clause,
        "its date follows from something else" if row.lock and row.state != OVERDUE else "",
    )
    return Item(
        row.id, day, row.kind, _name(row, place), _short(row, place), row.word, row.short, row.title, about, said,
        duties=(row.id,), time=at or row.by or "", by_then=bool(row.by) and not at, minutes=minutes_of(row.kind),
        place=place, pupil=row.pupil, provider=row.provider, who=who, role=row.role_short, state=row.state, late=late,
        latest=latest, latest_school_day=row.last_school_day if latest else None, clause=row.clause,
        policy=row.policy, why=row.why, lock="" if row.state == OVERDUE else row.lock,
    )


def of_several(same: Sequence[Item]) -> Item:
    """Several entries of one word on one day as one."""
    first, many = same[0], len(same)
    about = f"{many} pupils" if all(one.pupil for one in same) and len({one.pupil for one in same}) == many else ""
    places = {one.place for one in same}
    who = first.who if len({one.who for one in same}) == 1 else f"{len({one.who for one in same})} people"
    late, latest = max(one.late for one in same), min((one.latest for one in same if one.latest), default=None)
    school_day = min((one.latest_school_day for one in same if one.latest_school_day), default=None)
    return first._replace(
        name="", duties=tuple(duty for one in same for duty in one.duties), short=f"{many} {first.word}s",
        title=first.title if len({one.title for one in same}) == 1 else f"{first.word[:1].upper()}{first.word[1:]}s",
        about=about or f"{many} together", place=first.place if len(places) == 1 else "", pupil=None, who=who,
        late=late, latest=latest, latest_school_day=school_day,
        said=_said(
            _standing(first.state, late), f"{many} {first.word}s", about, who, _until(latest, first.day, school_day),
        ),
    )  # fmt: skip


def of_edges(record: Record, rows: Iterable[Placement], first: date, last: date, pupils: dict[str, Pupil],
             places: dict[str, str], calendar: SchoolCalendar | None) -> Iterable[Item]:  # fmt: skip
    """First days, and last days on which there is school, of the placements that were agreed."""
    years = own_years_only(record)
    titles: dict[str, dict[str, str]] = {}
    for row in rows:
        pupil = pupils.get(row.pupil)
        if row.agreed_on is None or pupil is None or (years is not None and pupil.year not in years):
            continue
        if row.protocol not in titles:
            titles[row.protocol] = _titles(record, row.protocol)
        for day, kind in ((row.start, START), (last_school_day(calendar, last_day_of(row)), END)):
            if day is not None and first <= day <= last:
                pathway = titles[row.protocol].get(row.pathway, "Placement")
                yield _edge(row, pupil, day, kind, pathway, places.get(row.provider or "", ""))


def of_events(record: Record, rows: Iterable[EventRecord], met: frozenset[tuple[str | None, str | None]],
              places: dict[str, str]) -> Iterable[Item]:  # fmt: skip
    """Booked meetings, and those that no duty stands for; `met`: placement and event of the duties shown."""
    years, today = own_years_only(record), record.clock.today()
    protocols = {version: protocol_version(record, version) for version in {row.protocol for row in rows}}
    for row in rows:
        protocol = protocols[row.protocol]
        event = protocol.events.get(row.name)
        met_by = {name for rule in protocol.duties_of(row.pathway) for name in rule.met_by}
        others = years is not None and row.year not in years
        answered = (row.placement, f"{row.name} {row.on.isoformat()}") in met or (row.name in met_by and not row.booked)
        if event is None or not event.arranged or others or answered:
            continue
        names = Names(row.surname, row.forename, row.preferred_surname or "", row.preferred_forename or "")
        title = event.label[:1].upper() + event.label[1:]
        about = f"{names.in_sentences} {row.form or ''}".strip()
        word, over = event.label.removesuffix(" meeting"), not row.booked and row.on < today
        yield Item(
            PREFIX + row.id, row.on, event.arranged, _initial(names), f"{_initial(names)} {word}", word, title, title,
            about, _said("Held" if over else "Booked", title, about, _at(row.at or "", None)), time=row.at or "",
            minutes=minutes_of(event.arranged), place=places.get(row.provider or "", ""), pupil=row.pupil,
            provider=row.provider, who=row.who or "", state=DONE if over else BOOKED, why=row.note or "",
        )


def of_lapses(rows: Iterable[ProviderRow], first: date, last: date) -> Iterable[Item]:
    """The days on which a provider that is clear to use stops being so."""
    for row in rows:
        until = row.clearance.until
        if row.clearance.state == CLEAR_UNTIL and until is not None and first <= until <= last:
            title = f"Checks of {row.short_name} run out"
            yield Item(
                f"lapse/{row.id}", until, "document", row.short_name, f"{row.short_name} runs out", "renewal", title,
                title, row.name, title, place=row.short_name, provider=row.id, state=PLACED, lock="edge",
            )


def _edge(row: Placement, pupil: Pupil, day: date, kind: str, pathway: str, place: str) -> Item:
    names = Names(pupil.surname, pupil.forename, pupil.preferred_surname or "", pupil.preferred_forename or "")
    verb = "starts" if kind == START else "ends"
    title = f"{pathway} {verb}{f', {place}' if place else ''}"
    about = f"{names.in_sentences} {pupil.form or ''}".strip()
    return Item(
        f"{kind}/{row.id}", day, kind, _initial(names), f"{_initial(names)} {verb}", verb.removesuffix("s"), title,
        title, about, _said(title, about), place=place, pupil=row.pupil, provider=row.provider, state=PLACED,
        lock="edge",
    )


def _titles(record: Record, version: str) -> dict[str, str]:
    """The short names of a protocol's pathways; none where the version is not held."""
    try:
        return {one.id: one.short for one in protocol_version(record, version).pathways.values()}
    except Problem:
        return {}


def _short(row: DutyRow, place: str) -> str:
    """"C Okonjo, Fairholt" for a visit, else "C Okonjo review"; a provider's or the school's own by their names."""
    if not row.pupil:
        return f"{place} {row.word}" if place else row.word[:1].upper() + row.word[1:]
    name = _name(row, place)
    return f"{name}, {place}" if row.kind == "visit" and place else f"{name} {row.word}"


def _name(row: DutyRow, place: str) -> str:
    return f"{row.pupil_name[:1]} {row.pupil_list_name.partition(',')[0]}" if row.pupil else place


def _initial(names: Names) -> str:
    return f"{names.forename[:1]} {names.surname}"


def _standing(state: str, late: int) -> str:
    words = {DONE: "Done", BEFORE_DESK: "Before AP Desk", OVERDUE: "Overdue", WAITING: "Waiting for others"}
    days = f", {late} school day{'' if late == 1 else 's'} late" if late and state == OVERDUE else ""
    return f"{words.get(state, '')}{days}"


def _at(at: str, by: str | None) -> str:
    return f"at {at}" if at else f"by {by}" if by else ""


def _until(latest: date | None, day: date, school_day: date | None) -> str:
    if latest is None:
        return ""
    there = last_to_act(latest, school_day, day, date.min)
    if there != latest:
        last = "last school day" if there == day else f"latest {weekday_date(there)}"
        return f"{last}, by rule {weekday_date(latest)}"
    return "last day" if latest == day else f"latest {weekday_date(latest)}"


def _said(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
