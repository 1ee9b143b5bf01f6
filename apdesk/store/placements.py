"""Placements: a pupil, a pathway, a provider, and everything that happened on the way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, NamedTuple, cast

import peewee

from apdesk.store.base import Row
from apdesk.store.fields import DayField, FlagField, JsonField
from apdesk.store.protocols import ProtocolText
from apdesk.store.providers import Provider
from apdesk.store.pupils import Pupil
from apdesk.store.references import refers_to


class Placement(Row):
    """One pupil on one pathway (or stage of support). Its state is worked out from the days recorded here."""

    area: ClassVar[str] = "placements"

    reference = peewee.TextField(unique=True)           # "LHS-0142": what leaves the school instead of a name
    pupil = refers_to(Pupil)
    pathway = peewee.TextField(index=True)
    protocol = refers_to(ProtocolText)
    provider = refers_to(Provider, null=True)
    proposed_on = DayField()
    panel_on = DayField(null=True)
    agreed_on = DayField(null=True)
    start = DayField(null=True, index=True)
    planned_end = DayField(null=True)                   # last day; None: open
    ended_on = DayField(null=True)                      # actual last day
    ended_why = peewee.TextField(null=True)
    outcome = peewee.TextField(null=True)               # returned, managed move, destination, …
    withdrawn_on = DayField(null=True)                  # it never began
    school_days = peewee.IntegerField(null=True)        # the number the notice names
    sessions = peewee.TextField(null=True)              # ten letters, Monday AM to Friday PM; None: the pathway's
    facts = JsonField(default=dict)                     # fact -> value, where it differs from the records
    fact_changes = JsonField(default=list)              # [{"on", "fact", "value"}]
    readings = JsonField(default=dict)                  # rule -> the reading that was chosen
    gates = JsonField(default=dict)                     # rule -> {"met"} or {"override", "by"}
    dates = JsonField(default=list)                     # [{"rule", "on": [], "reason"}] instead of a rule
    pauses = JsonField(default=list)                    # [{"from", "to", "reason"}]
    reasons = JsonField(default=list)                   # codes of the policy's section 4
    reason_note = peewee.TextField(null=True)
    tried = peewee.TextField(null=True)
    met_parents_on = DayField(null=True)
    parent_view = peewee.TextField(null=True)
    directed = FlagField(null=True)                     # under section 29A; None: as the pathway says
    report_to = peewee.TextField(null=True)
    arrive_by = peewee.TextField(null=True)             # "08:25"
    registered_by = peewee.TextField(null=True)         # who confirmed registration there
    registered_confirmed_on = DayField(null=True)
    sharing = JsonField(default=list)                   # [{"item", "role", "share", "state", "on"}]
    return_by = DayField(null=True)
    return_plan = JsonField(default=dict)               # {"steps", "lead", "support"}
    destination = peewee.TextField(null=True)           # Year 11
    price_day = peewee.IntegerField(null=True)          # pence, as agreed


class ExtraProvider(Row):
    """A second provider in the same weeks of a placement."""

    area: ClassVar[str] = "placements"

    placement = refers_to(Placement)
    provider = refers_to(Provider)
    start = DayField()
    planned_end = DayField(null=True)
    sessions = peewee.TextField()
    facts = JsonField(default=dict)


class PlacementEvent(Row):
    """Something that happened and may set duties in motion or meet them (review, visit, decision …)."""

    area: ClassVar[str] = "placements"

    placement = refers_to(Placement)
    name = peewee.TextField()                           # an event of the protocol
    on = DayField()                                     # it happened then, or is booked for then
    at = peewee.TextField(null=True)                    # time of day, "14:30"
    who = peewee.TextField(null=True)                   # who did it or was there
    with_whom = peewee.TextField(null=True)
    method = peewee.TextField(null=True)                # "face-to-face", "telephone"
    note = peewee.TextField(null=True)
    agreed = peewee.TextField(null=True)
    entered_by = peewee.TextField()
    booked = FlagField(null=True)                       # it stands in the diary; nobody has said yet that it was held


class Objective(Row):
    """What a placement is for, how that is measured, and how far it is met."""

    area: ClassVar[str] = "placements"

    placement = refers_to(Placement)
    position = peewee.IntegerField()
    text = peewee.TextField()
    measure = peewee.TextField(null=True)
    judgement = peewee.TextField(null=True)             # Met, Mostly, Partly, Not yet
    evidence = peewee.TextField(null=True)
    judged_on = DayField(null=True)
    judged_by = peewee.TextField(null=True)


class ExpectedOutcome(Row):
    """What a subject expected of the pupil at the start, and where it stands."""

    area: ClassVar[str] = "placements"

    placement = refers_to(Placement)
    position = peewee.IntegerField()
    subject = peewee.TextField()
    expected = peewee.TextField()
    now = peewee.TextField(null=True)
    comment = peewee.TextField(null=True)


class PupilNote(Row):
    """A dated line about a pupil: a contact, a removal, a commendation, an action agreed."""

    area: ClassVar[str] = "notes"

    pupil = refers_to(Pupil)
    placement = refers_to(Placement, null=True)
    on = DayField()
    kind = peewee.TextField()                           # note, contact, behaviour, action
    text = peewee.TextField()
    with_whom = peewee.TextField(null=True)
    outcome = peewee.TextField(null=True)
    by = DayField(null=True)                            # an action's last day
    done = FlagField(default=False)
    entered_by = peewee.TextField()


class EventRecord(NamedTuple):
    """An event joined with its placement and pupil."""

    id: str
    name: str
    on: date
    at: str | None
    who: str | None
    note: str | None
    booked: bool | None
    placement: str
    pathway: str
    protocol: str
    provider: str | None
    pupil: str
    surname: str
    forename: str
    preferred_surname: str | None
    preferred_forename: str | None
    form: str | None
    year: int | None


def events_between(first: date, last: date) -> list[EventRecord]:
    """What happened or is booked between two days in placements that were not withdrawn, in one query."""
    query = (
        PlacementEvent.select(
            *(getattr(PlacementEvent, name) for name in EventRecord._fields[:7]), Placement.id, Placement.pathway,
            Placement.protocol, Placement.provider, Pupil.id, Pupil.surname, Pupil.forename, Pupil.preferred_surname,
            Pupil.preferred_forename, Pupil.form, Pupil.year,
        )
        .join(Placement, on=(PlacementEvent.placement == Placement.id))
        .join(Pupil, on=(Placement.pupil == Pupil.id))
        .where(
            PlacementEvent.on.between(first, last) & PlacementEvent.removed_at.is_null()
            & Placement.removed_at.is_null() & Placement.withdrawn_on.is_null()
        )
        .order_by(PlacementEvent.on, PlacementEvent.at, PlacementEvent.id)
    )
    return [EventRecord(*row) for row in cast(Iterable[tuple[Any, ...]], query.tuples())]


def placement_by_id(placement: str) -> Placement | None:
    """The placement, or None."""
    found: Placement | None = Placement.get_or_none((Placement.id == placement) & Placement.removed_at.is_null())
    return found


def placements_of(pupil: str) -> list[Placement]:
    """All placements and stages of a pupil, newest first."""
    query = Placement.select().where((Placement.pupil == pupil) & Placement.removed_at.is_null())
    return list(query.order_by(Placement.start.desc(nulls="FIRST"), Placement.proposed_on.desc(), Placement.id))


def all_placements() -> list[Placement]:
    """Every placement and stage, by start."""
    return list(Placement.select().where(Placement.removed_at.is_null()).order_by(Placement.start, Placement.id))


def any_placement() -> bool:
    """True from the first placement or stage on."""
    return bool(Placement.select().where(Placement.removed_at.is_null()).exists())


def last_reference_number(prefix: str) -> int:
    """The highest number given so far to a reference of this prefix; 0 where there is none."""
    query = Placement.select(Placement.reference).where(Placement.reference.startswith(f"{prefix}-"))
    tails = (str(row.reference).rpartition("-")[2] for row in query)
    numbers = [int(tail) for tail in tails if tail.isdigit()]
    return max(numbers, default=0)


def extras_of(placements: Iterable[str]) -> list[ExtraProvider]:
    """The second providers of these placements."""
    wanted = list(placements)
    query = ExtraProvider.select().where(ExtraProvider.placement.in_(wanted) & ExtraProvider.removed_at.is_null())
    return list(query.order_by(ExtraProvider.placement, ExtraProvider.start, ExtraProvider.id))


def events_of(placements: Iterable[str]) -> list[PlacementEvent]:
    """What happened in these placements, oldest first."""
    wanted = list(placements)
    query = PlacementEvent.select().where(PlacementEvent.placement.in_(wanted) & PlacementEvent.removed_at.is_null())
    return list(query.order_by(PlacementEvent.on, PlacementEvent.id))


def event_by_id(event: str) -> PlacementEvent | None:
    """The event, or None."""
    found: PlacementEvent | None = PlacementEvent.get_or_none(
        (PlacementEvent.id == event) & PlacementEvent.removed_at.is_null()
    )
    return found


def objectives_of(placement: str) -> list[Objective]:
    """The objectives in their order."""
    query = Objective.select().where((Objective.placement == placement) & Objective.removed_at.is_null())
    return list(query.order_by(Objective.position, Objective.id))


def objectives_by_placement(placements: Iterable[str]) -> dict[str, list[Objective]]:
    """The objectives of many placements, each in their order."""
    found: dict[str, list[Objective]] = {}
    wanted = Objective.placement.in_(list(placements)) & Objective.removed_at.is_null()
    for row in Objective.select().where(wanted).order_by(Objective.position, Objective.id):
        found.setdefault(row.placement, []).append(row)
    return found


def outcomes_by_placement(placements: Iterable[str]) -> dict[str, list[ExpectedOutcome]]:
    """The expected outcomes of many placements, each in their order."""
    found: dict[str, list[ExpectedOutcome]] = {}
    wanted = ExpectedOutcome.placement.in_(list(placements)) & ExpectedOutcome.removed_at.is_null()
    for row in ExpectedOutcome.select().where(wanted).order_by(ExpectedOutcome.position, ExpectedOutcome.id):
        found.setdefault(row.placement, []).append(row)
    return found


def outcomes_of(placement: str) -> list[ExpectedOutcome]:
    """The expected outcomes in their order."""
    query = ExpectedOutcome.select().where(
        (ExpectedOutcome.placement == placement) & ExpectedOutcome.removed_at.is_null()
    )
    return list(query.order_by(ExpectedOutcome.position, ExpectedOutcome.id))


def notes_of(pupil: str) -> list[PupilNote]:
    """A pupil's notes, oldest first."""
    query = PupilNote.select().where((PupilNote.pupil == pupil) & PupilNote.removed_at.is_null())
    return list(query.order_by(PupilNote.on, PupilNote.id))


def places_taken(on: date) -> dict[str, int]:
    """How many of our pupils each provider has or has agreed to take on a day: provider -> pupils."""
    last = peewee.fn.COALESCE(Placement.ended_on, Placement.planned_end)
    query = (
        Placement.select(Placement.provider, peewee.fn.COUNT(Placement.pupil.distinct()))
        .where(
            Placement.provider.is_null(False) & Placement.agreed_on.is_null(False) & Placement.withdrawn_on.is_null()
            & (last.is_null() | (last >= on)) & Placement.removed_at.is_null()
        )
        .group_by(Placement.provider)
        .tuples()
    )
    return dict(cast(Iterable[tuple[str, int]], query))


def pupils_placed(on: date) -> set[str]:
    """Ids of pupils with a placement that is proposed, agreed or running on a day."""
    last = peewee.fn.COALESCE(Placement.ended_on, Placement.planned_end)
    query = Placement.select(Placement.pupil).where(
        Placement.withdrawn_on.is_null() & (last.is_null() | (last >= on)) & Placement.removed_at.is_null()
    )
    return {str(row.pupil) for row in query}


def placements_between(first: date, last: date, provider: str | None = None) -> list[Placement]:
    """Agreed placements that run on any day between two, at a provider (also as its second one) or anywhere."""
    until = peewee.fn.COALESCE(Placement.ended_on, Placement.planned_end)
    query = Placement.select().where(
        Placement.agreed_on.is_null(False) & Placement.withdrawn_on.is_null() & (Placement.start <= last)
        & (until.is_null() | (until >= first)) & Placement.removed_at.is_null()
    )
    if provider is not None:
        second = ExtraProvider.select(ExtraProvider.placement).where(
            (ExtraProvider.provider == provider) & ExtraProvider.removed_at.is_null()
        )
        query = query.where((Placement.provider == provider) | Placement.id.in_(second))
    return list(query.order_by(Placement.start, Placement.id))


def placements_standing(on: date) -> list[Placement]:
    """Placements and stages that are proposed, agreed or running on a day, by start."""
    until = peewee.fn.COALESCE(Placement.ended_on, Placement.planned_end)
    query = Placement.select().where(
        ((Placement.proposed_on <= on) | (Placement.start <= on))
        & (Placement.withdrawn_on.is_null() | (Placement.withdrawn_on > on))
        & (Placement.agreed_on.is_null() | until.is_null() | (until >= on)) & Placement.removed_at.is_null()
    )
    return list(query.order_by(Placement.start, Placement.id))


def placements_touching(first: date, last: date, *, panels: bool = False) -> list[Placement]:
    """Placements that begin or end (or, with `panels`, meet the panel) between two days and were not withdrawn."""
    until = peewee.fn.COALESCE(Placement.ended_on, Placement.planned_end)
    touches = Placement.start.between(first, last) | until.between(first, last)
    if panels:
        touches |= Placement.panel_on.between(first, last)
    query = Placement.select().where(Placement.withdrawn_on.is_null() & touches & Placement.removed_at.is_null())
    return list(query.order_by(Placement.start, Placement.id))
