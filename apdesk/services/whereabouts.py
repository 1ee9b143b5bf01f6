"""Where everyone who is placed is meant to be now: by site, in school, at home, off, and not accounted for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import NamedTuple

from apdesk.domain.attendance import HALVES, attended
from apdesk.domain.permissions import Deed
from apdesk.domain.protocol import Code, Protocol
from apdesk.exports.words import school_time
from apdesk.services.absences import AbsenceRow, open_absences
from apdesk.services.acting import own_years_only, require
from apdesk.services.protocols import protocol_in_force
from apdesk.services.register_weeks import OPEN, SCHOOL, Cell, RegisterRow, RegisterWeek, register_week
from apdesk.store.placements import Placement, placements_between
from apdesk.store.providers import Provider, Site, all_providers, sites_of
from apdesk.store.pupils import Pupil, pupils_by_ids
from apdesk.store.record import Record

AFTERNOON = time(12, 30)        # from then on "now" is the afternoon session
HIDDEN = "address hidden"
TAUGHT_AT_HOME = "taught at home"
TUITION = "tuition"             # the kind of provider whose teachers come to the pupil
AT_HOME = "At home by agreement"
IN_SCHOOL = "In school"


class Person(NamedTuple):
    """One pupil, and what is known of where they are."""

    pupil: str
    placement: str
    name: str                   # "Okonjo, Chidera"
    form: str
    pathway: str                # "Off-site direction"
    code: str                   # expected of our register, "" where none
    note: str                   # "off: I, ill", "home address hidden"


class Place(NamedTuple):
    """One place where pupils are now, with how to reach it."""

    name: str                   # "Fairholt School"
    address: str
    phone: str
    link: str                   # "Mr R Tansley, 020 7946 0123"
    people: tuple[Person, ...]


class CodeCount(NamedTuple):
    """How many pupils our register expects under a code today."""

    code: str                   # "" where no lawful code is settled yet
    label: str
    pupils: int


@dataclass(frozen=True)
class Whereabouts:
    """Everyone who is placed, at one moment. `closed` says why our school is closed, "" on a school day."""

    at: datetime                # by the clock on the school's wall
    session: str                # AM, PM
    closed: str = ""
    places: tuple[Place, ...] = ()
    in_school: tuple[Person, ...] = ()
    at_home: tuple[Person, ...] = ()
    off: tuple[Person, ...] = ()
    missing: tuple[AbsenceRow, ...] = ()
    codes: tuple[CodeCount, ...] = ()
    off_site: int = 0           # pupils with any session away today
    part_time: int = 0          # pupils with agreed time out of school today
    differences: int = 0        # pupils with something to sort out in this week's registers, up to today

    @property
    def everyone(self) -> int:
        """How many pupils are in it."""
        away = sum(len(place.people) for place in self.places)
        return away + len(self.in_school) + len(self.at_home) + len(self.off) + len(self.missing)


def whereabouts(record: Record) -> Whereabouts:
    """Everyone now; a constant number of queries. A Head of Year sees the own year groups.

    Raises `Problem` "calendar.none" while no term dates are loaded, "calendar.beyond" beyond them.
    """
    require(record, Deed.SEE_PUPILS)
    now = school_time(record.clock.now())
    today = record.clock.today()
    moment = datetime.combine(today, now.timetz())
    session = HALVES[1] if now.time() >= AFTERNOON else HALVES[0]
    missing = tuple(one for one in open_absences(record) if one.accounted_on is None)
    if today.weekday() > 4:
        return Whereabouts(moment, session, "Weekend", missing=missing)
    week = register_week(record, today)
    closed = week.closed[today.weekday()] or ""
    sorter = _Sorter(record, week, session, missing)
    return sorter.sorted(Whereabouts(moment, session, closed, missing=missing))


class _Sorter:
    """Puts each pupil of the week's registers where they are."""

    def __init__(self, record: Record, week: RegisterWeek, session: str, missing: Sequence[AbsenceRow]) -> None:
        self._today = record.clock.today()
        self._week, self._session = week, session
        self._missing = {one.pupil for one in missing}
        protocol = protocol_in_force(record).protocol
        self._codes: Mapping[str, Code] = protocol.codes
        self._incoming = _incoming(protocol)
        running = placements_between(self._today, self._today)
        self._placements: dict[str, Placement] = {one.id: one for one in running}
        self._pupils: dict[str, Pupil] = pupils_by_ids({one.pupil for one in running})
        self._providers: dict[str, Provider] = {one.id: one for one in all_providers()}
        self._sites: dict[str, list[Site]] = {}
        for site in sites_of():
            self._sites.setdefault(site.provider, []).append(site)
        self._years = own_years_only(record)

    def sorted(self, empty: Whereabouts) -> Whereabouts:
        places: dict[str, list[Person]] = {}
        lists: dict[str, list[Person]] = {IN_SCHOOL: [], AT_HOME: [], "off": []}
        seen: set[str] = set()
        rows = [row for row in self._week.rows if self._is_ours(row)]
        for row in sorted(rows, key=lambda one: self._now(one).state != OPEN):
            if row.pupil in seen or row.pupil in self._missing:
                continue
            where = self._where(row, self._now(row))
            if where:
                seen.add(row.pupil)
                (lists if where in lists else places).setdefault(where, []).append(self._person(row, where))
        return Whereabouts(
            empty.at, empty.session, empty.closed, self._places(places), _ordered(lists[IN_SCHOOL]),
            _ordered(lists[AT_HOME]), _ordered(lists["off"]), empty.missing, *self._counts(rows),
        )

    def _is_ours(self, row: RegisterRow) -> bool:
        pupil = self._pupils.get(row.pupil)
        return pupil is not None and (self._years is None or pupil.year in self._years)

    def _now(self, row: RegisterRow) -> Cell:
        return row.cells[2 * self._today.weekday() + HALVES.index(self._session)]

    def _where(self, row: RegisterRow, cell: Cell) -> str:
        """The key of the place: a provider, one of the lists, or "" where the pupil is expected nowhere."""
        for code in (cell.reported, cell.mark):
            known = self._codes.get(code)
            if known is not None and known.possible and not attended(code, self._codes) and code != cell.expected:
                return "off"
        if cell.state == SCHOOL or (cell.state == OPEN and row.pathway in self._incoming):
            return IN_SCHOOL
        if cell.state != OPEN or cell.expected == "#":
            return ""
        leave = self._codes.get(cell.expected or "")
        if leave is not None and leave.possible and not leave.attended:
            return AT_HOME
        return row.provider or IN_SCHOOL

    def _person(self, row: RegisterRow, where: str) -> Person:
        cell = self._now(row)
        note = ""
        if where == "off":
            code = cell.reported if self._is_absence(cell.reported) else cell.mark
            label = self._codes[code].label.lower()
            note = ", ".join(part for part in (row.provider_name, f"{code}, {label}", cell.reported_reason) if part)
        elif where == AT_HOME or (where != IN_SCHOOL and self._comes_home(where)):
            note = self._home(row.pupil)
        return Person(row.pupil, row.placement, row.list_name, row.form, row.pathway_short, cell.expected or "", note)

    def _is_absence(self, code: str) -> bool:
        known = self._codes.get(code)
        return known is not None and known.possible and not known.attended

    def _home(self, pupil: str) -> str:
        row = self._pupils[pupil]
        if row.confidential_address:
            return HIDDEN
        return ", ".join(part for part in (row.address, row.postcode, row.phone) if part)

    def _comes_home(self, provider: str) -> bool:
        return self._providers[provider].kind == TUITION or not self._address(provider)

    def _address(self, provider: str) -> str:
        for site in self._sites.get(provider, []):
            words = ", ".join(part for part in (site.address, site.postcode) if part)
            if words:
                return words
        return ""

    def _places(self, people: Mapping[str, list[Person]]) -> tuple[Place, ...]:
        found = []
        for key, some in people.items():
            one = self._providers[key]
            main = next(iter(self._sites.get(key, [])), None)
            phone = one.phone or (main.phone if main else None) or one.link_phone or ""
            link = ", ".join(part for part in (one.link_name, one.link_phone) if part and part != phone)
            address = TAUGHT_AT_HOME if self._comes_home(key) else self._address(key)
            found.append(Place(one.name, address, phone, link, _ordered(some)))
        return tuple(sorted(found, key=lambda place: place.name))

    def _counts(self, rows: Sequence[RegisterRow]) -> tuple[tuple[CodeCount, ...], int, int, int]:
        """Each pupil once, under the first code that our register expects today."""
        codes: dict[str, str] = {}
        for row in rows:
            if row.pathway in self._incoming:
                continue
            for cell in row.cells[2 * self._today.weekday():][:2]:
                if cell.state == OPEN and cell.expected != "#" and (cell.expected or cell.problem):
                    codes.setdefault(row.pupil, cell.expected or "")
        counted: dict[str, int] = {}
        for code in codes.values():
            counted[code] = counted.get(code, 0) + 1
        order = list(self._codes)
        lines = [
            CodeCount(code, self._label(code), number)
            for code, number in sorted(counted.items(), key=lambda one: (not one[0], -one[1], _place(one[0], order)))
        ]
        leave = sum(number for code, number in counted.items() if self._is_absence(code))
        differing = {(one.placement, one.kind) for one in self._week.differences if one.day <= self._today}
        ours = {row.placement for row in rows}
        sort_out = len({placement for placement, _ in differing if placement in ours})
        return tuple(lines), sum(counted.values()) - leave, leave, sort_out

    def _label(self, code: str) -> str:
        known = self._codes.get(code)
        return "No lawful code yet" if known is None else known.short or known.label


def _incoming(protocol: Protocol) -> frozenset[str]:
    return frozenset(one.id for one in protocol.pathways.values() if one.incoming)


def _ordered(people: Iterable[Person]) -> tuple[Person, ...]:
    return tuple(sorted(people, key=lambda one: one.name))


def _place(code: str, order: list[str]) -> int:
    return order.index(code) if code in order else len(order)
