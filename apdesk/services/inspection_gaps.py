"""What an inspector would ask for and would not find: each gap in a sentence, with what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from apdesk.domain import provider as rules
from apdesk.domain.lateness import OVERDUE
from apdesk.domain.provider import CANNOT, STOPPED, Clearance
from apdesk.exports.words import short_date
from apdesk.services.duty_lists import DutyRow
from apdesk.services.placed_pupils import REVIEW, VISIT, PlacedPupil
from apdesk.services.placement_case import as_date
from apdesk.store.providers import Provider

MOST_HOURS_UNREGISTERED = 18        # a week; over this it counts as full time (Education Act 1996 s.463)
QUIET_SCHOOL_DAYS = 5               # without a mark from the provider


class Gap(NamedTuple):
    """One thing that is missing. `weight` 0 comes first."""

    weight: int
    where: str
    what: str
    do: str


class Attending(NamedTuple):
    """One pupil at one provider: the placement's own, or a second one of the same weeks."""

    one: PlacedPupil
    provider: Provider
    week: str                       # ten letters, P where the pupil is there
    start: date | None
    until: date | None
    hours: float                    # a week


class Place(NamedTuple):
    """A provider with what is held about it and who attends."""

    provider: Provider
    address: str
    clearance: Clearance
    assurance: rules.CheckState
    attending: tuple[Attending, ...]


def gaps_of(
    places: Iterable[Place], pupils: Iterable[PlacedPupil], quiet: dict[str, int], on: date
) -> tuple[Gap, ...]:
    """Every gap, the gravest first. `quiet`: placement -> school days without a mark from the provider."""
    found = [gap for place in places for gap in _of_provider(place)]
    found += [gap for one in pupils for gap in _of_placement(one, quiet.get(one.placed.placement.id, 0), on)]
    return tuple(sorted(found, key=lambda gap: (gap.weight, gap.where)))


def _of_provider(place: Place) -> Iterable[Gap]:
    provider, name = place.provider, place.provider.name
    count = len(place.attending)
    pupils = "1 pupil is there" if count == 1 else f"{count} pupils are there"
    if place.clearance.state == STOPPED:
        yield Gap(0, name, f"The school has stopped using it, yet {pupils}.", "Decide where they go, and end or move.")
    over = [one for one in place.attending if one.hours > MOST_HOURS_UNREGISTERED]
    if over and not provider.registered_school:
        yield Gap(0, name, _unregistered(over), "Check its registration, or reduce the hours.")
    if place.clearance.state == CANNOT:
        for reason in place.clearance.reasons:
            yield Gap(0, name, reason, "Ask for the paper, or end the placements there.")
    elif place.clearance.state == rules.CLEAR_UNTIL:
        for reason in place.clearance.reasons:
            yield Gap(3, name, reason, "Ask for the new one now.")
    if not place.address:
        yield Gap(1, name, f"No address is held, and {pupils}.", "Add its site on the provider’s page.")
    if provider.registered_school and not provider.urn:
        yield Gap(1, name, "It counts as a registered school, but no URN is held.", "Look it up, and add it.")
    if not provider.dsl_name:
        yield Gap(2, name, "Nobody is named as its safeguarding lead.", "Ask who it is, and the telephone number.")
    unconfirmed = [
        one for one in place.attending
        if "D" in one.one.codes and one.one.placed.placement.registered_confirmed_on is None
        and not one.one.placed.placement.registered_by
    ]
    if unconfirmed:
        who = "1 pupil" if len(unconfirmed) == 1 else f"{len(unconfirmed)} pupils"
        yield Gap(2, name, f"Nobody has confirmed that it registers {who} whom we mark D.", "Ask, and note who said.")


def _unregistered(over: list[Attending]) -> str:
    most = max(one.hours for one in over)
    who = "1 pupil is" if len(over) == 1 else f"{len(over)} pupils are"
    return (
        f"It is not a registered school, and {who} there more than {MOST_HOURS_UNREGISTERED} hours a week "
        f"({most:g} at the most)."
    )


def _of_placement(one: PlacedPupil, quiet: int, on: date) -> Iterable[Gap]:
    row = one.placed.placement
    where = f"{one.names.in_lists}, {one.pathway.short}"
    problem = one.placed.problem or next(
        (each.problem for each in one.placed.sessions if each.problem and each.date <= on), None
    )
    if problem:
        yield Gap(1, where, "No lawful register code follows from what is recorded.", problem)
    if not row.reasons and not row.reason_note:
        yield Gap(1, where, "Why the placement was made is not recorded.", "Add the reason on the pupil’s page.")
    yield from _late(one, where)
    yield from _part_time(one, where, on)
    if quiet >= QUIET_SCHOOL_DAYS:
        told = one.attendance.told_until
        since = f"since {short_date(told)}" if told else "so far"
        said = f"No attendance was reported by the provider {since}, {quiet} school days."
        yield Gap(2, where, said, "Ring the provider.")
    if not row.return_plan and one.pathway.ends is not None:
        yield Gap(3, where, "There is no plan for the return.", "Write it with the Head of Year.")


def _late(one: PlacedPupil, where: str) -> Iterable[Gap]:
    rest = list(one.overdue)
    for kind, word, last in ((VISIT, "visit", one.last_visit), (REVIEW, "review", one.last_review)):
        late = next((duty for duty in one.overdue if duty.kind == kind and duty.state == OVERDUE), None)
        if late is None:
            continue
        rest.remove(late)
        before = f"the last was on {short_date(last)}" if last else "there was none so far"
        yield Gap(2, where, f"A {word} is overdue{_days(late)}: {before}.", f"{late.title}: {_owner(late)}.")
    if rest:
        more = "1 duty is" if len(rest) == 1 else f"{len(rest)} duties are"
        yield Gap(3, where, f"{more} overdue{_days(rest[0])} at the most: {rest[0].title}.", f"{_owner(rest[0])}.")


def _part_time(one: PlacedPupil, where: str, on: date) -> Iterable[Gap]:
    if not one.is_part_time or not has_to_end(one):
        return
    until = part_time_until(one)
    if until is None:
        yield Gap(1, where, "The part-time timetable has no end date.", "Agree a day on which full time begins again.")
    elif until < on:
        said = f"Part time was agreed until {short_date(until)}, and that has passed."
        yield Gap(1, where, said, "Agree it again, or end it.")


def has_to_end(one: PlacedPupil) -> bool:
    """True where part time has to be agreed until a day; teaching while a pupil cannot attend lasts as long as that."""
    return one.pathway.ends is not None or one.placed.provider is None


def part_time_until(one: PlacedPupil) -> date | None:
    """The last day of a part-time timetable: as agreed with the parent, else that of the placement."""
    agreed = (one.placed.placement.facts or {}).get("placement.agreed_until")
    return as_date(agreed) if agreed else one.end


def _days(duty: DutyRow) -> str:
    days = duty.lateness_school_days
    return "" if days is None else " by 1 school day" if days == 1 else f" by {days} school days"


def _owner(duty: DutyRow) -> str:
    return duty.who or duty.owner_label
