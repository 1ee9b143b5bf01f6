"""What happens to a placement after it was created: agreed, moved, extended, ended; events; facts.

Each change can be looked at first: which duties stay, move, come and go. Then it is one operation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from apdesk.domain.case import Event
from apdesk.domain.day_words import weekday_date
from apdesk.domain.disclosure import demand_no_content
from apdesk.domain.permissions import Deed
from apdesk.domain.placement import AGREED, LIVE, Facts, is_week_pattern, state_on
from apdesk.domain.plan import Plan
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.duty_pairing import BY_EVENT
from apdesk.services.gate_steps import DECISION
from apdesk.services.placement_case import engine_event, the_placement
from apdesk.services.planned_duties import Comparison
from apdesk.services.replanning import compare, replan
from apdesk.services.start_placement import refuse_blocked
from apdesk.services.what_would_move import move, to_plan_again
from apdesk.store.duties import duties_of_placement
from apdesk.store.placements import Placement, PlacementEvent, event_by_id, events_of
from apdesk.store.record import Record
from apdesk.store.work import Work


@dataclass(frozen=True)
class NewEvent:
    """Something that happened, or is booked: an event of the protocol."""

    name: str
    on: date
    at: str = ""                # "14:30"
    who: str = ""
    with_whom: str = ""
    method: str = ""
    note: str = ""
    agreed: str = ""
    booked: bool = False        # it stands in the diary; it is not held until somebody says so


@dataclass(frozen=True, kw_only=True)
class PlacementChange:
    """A change of a placement: columns of its row, an event that comes with it, and why."""

    what: str                   # a sentence in the past: "Extended a placement"
    why: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    event: NewEvent | None = None
    starts_it: bool = False     # the gates must be met


@dataclass(frozen=True)
class Preview:
    """What a change would do; nothing is written."""

    plan: Plan
    duties: Comparison


@dataclass(frozen=True)
class Changed:
    """What a change did."""

    duties: Comparison
    changes: Changes


def state_of(row: Placement, on: date) -> str:
    """Where the placement stands on a day."""
    return state_on(
        Facts(row.proposed_on, row.panel_on, row.agreed_on, row.start, row.planned_end, row.ended_on, row.withdrawn_on),
        on,
    )


def preview(record: Record, placement: str, change: PlacementChange) -> Preview:
    """The plan after the change, and what becomes of each duty."""
    require(record, Deed.SEE_PUPILS)
    row = the_placement(placement)
    events = [engine_event(one) for one in events_of([row.id])]
    if change.event is not None:
        events.append(Event(change.event.name, change.event.on, change.event.at or None, booked=change.event.booked))
    plan, comparison = compare(record, row, change.values, events, change.why or change.what)
    return Preview(plan, comparison)


def carry_out(record: Record, placement: str, change: PlacementChange) -> Changed:
    """The change stands and the duties follow it, in one operation. What is done or overdue stays."""
    require(record, Deed.CHANGE_PLACEMENTS)
    row = the_placement(placement)
    seen = preview(record, placement, change)
    if change.starts_it:
        refuse_blocked(seen.plan)
    with record.work(change.what, reason=change.why.strip() or None) as work:
        comparison = carry_in(record, work, row, change)
    return Changed(comparison, work.changes)


def carry_in(record: Record, work: Work, row: Placement, change: PlacementChange) -> Comparison:
    """As `carry_out`, inside the open work; its conditions are the caller's business."""
    work.update(row, **change.values)
    if change.event is not None:
        work.create(PlacementEvent, placement=row.id, entered_by=record.actor.name, **_event_values(change.event))
    comparison = replan(record, work, row, change.why or change.what)
    if change.event is not None and change.event.name == DECISION and change.event.who:
        met_by = f"{BY_EVENT}{DECISION} {change.event.on.isoformat()}"
        for duty in duties_of_placement(row.id):
            if duty.met_by == met_by:      # done by whoever decided, not by whoever owns the duty to decide
                work.update(duty, done_by=change.event.who, entered_by=record.actor.name)
    return comparison


def refer_to_panel(record: Record, placement: str, panel_on: date) -> PlacementChange:
    """The change that puts a proposed placement before the panel meeting on a day."""
    _demand(record, placement, before=AGREED)
    return PlacementChange(
        what="Referred a placement to the panel", values={"panel_on": panel_on}, event=NewEvent("panel", panel_on)
    )


def agree(
    record: Record, placement: str, on: date, *, provider: str | None = None, start: date | None = None,
    end: date | None = None, values: Mapping[str, Any] | None = None, by: str = "",
) -> PlacementChange:
    """The change by which a proposed placement is agreed on a day, `by` whom where it is said; from when, until when.

    Raises `Problem` "placement.decided" for a day to come, and "placement.start" without a first day.
    """
    row = _demand(record, placement, before=AGREED)
    if on > record.clock.today():
        raise Problem("placement.decided", "A decision cannot have been taken on a day to come.", "agreed_on")
    first = start or row.start
    if first is None:
        raise Problem("placement.start", "Choose the first day before the placement is agreed.", "start")
    chosen = {
        "agreed_on": on, "start": first, "planned_end": end or row.planned_end, "provider": provider or row.provider,
    }
    return PlacementChange(
        what="Agreed a placement", values=chosen | dict(values or {}), event=NewEvent(DECISION, on, who=by.strip()),
        starts_it=True,
    )


def move_start(record: Record, placement: str, start: date, why: str, end: date | None = None) -> PlacementChange:
    """The change of the first day of a placement that has not begun."""
    row = _demand(record, placement, before=LIVE)
    if row.agreed_on is not None and row.start is not None and row.start <= record.clock.today():
        raise Problem("placement.began", "The placement has begun: its first day stays. Correct it with a reason.")
    return PlacementChange(
        what="Moved the first day of a placement", why=_why(why),
        values={"start": start, "planned_end": end or row.planned_end},
    )


def extend(record: Record, placement: str, end: date, decided_on: date, why: str) -> PlacementChange:
    """The change of the last day to a later one, by a decision. An extension is not an ending."""
    row = the_placement(placement)
    last = row.ended_on or row.planned_end
    if last is not None and end <= last:
        raise Problem("placement.extend", f"The placement runs until {weekday_date(last)} already.", "end")
    if record.clock.today() < decided_on:
        raise Problem("placement.decided", "The decision cannot lie in the future.", "decided_on")
    return PlacementChange(
        what="Extended a placement", why=_why(why), values={"planned_end": end, "ended_on": None},
        event=NewEvent("extended", decided_on),
    )


def end_placement(
    _record: Record, placement: str, last_day: date, outcome: str, why: str = "", return_on: date | None = None
) -> PlacementChange:
    """The change by which a placement ends on a day, as planned or before time.

    `outcome`: returned, managed move, destination, ended early, or what the office calls it.
    """
    row = the_placement(placement)
    if row.start is None or last_day < row.start:
        raise Problem("placement.end", "The last day stands before the first. Withdraw the placement instead.", "end")
    early = row.planned_end is not None and last_day < row.planned_end
    if early and not why.strip():
        raise Problem("placement.why", "Say why the placement ends before time.", "why")
    values = {"ended_on": last_day, "ended_why": why.strip() or None, "outcome": outcome.strip() or None}
    event = NewEvent("return", return_on) if return_on else NewEvent("terminated", last_day) if early else None
    return PlacementChange(
        what="Ended a placement before time" if early else "Ended a placement", why=why, values=values, event=event
    )


def withdraw(record: Record, placement: str, on: date, why: str) -> PlacementChange:
    """The change by which a placement that has not begun does not go ahead."""
    _demand(record, placement, before=LIVE)
    return PlacementChange(what="Withdrew a placement", why=_why(why), values={"withdrawn_on": on})


def change_fact(_record: Record, placement: str, on: date, fact: str, value: Any, why: str = "") -> PlacementChange:
    """The change of something the rules ask about, from a day on ("placement.sessions", "pupil.lac" …)."""
    row = the_placement(placement)
    if fact == "placement.sessions" and not is_week_pattern(str(value)):
        raise Problem("placement.sessions", "The week has ten sessions, each P, S, R or -.", "sessions")
    stored = value.isoformat() if isinstance(value, date) else value
    others = [one for one in row.fact_changes if (one["on"], one["fact"]) != (on.isoformat(), fact)]
    changes = [*others, {"on": on.isoformat(), "fact": fact, "value": stored}]
    return PlacementChange(
        what="Changed what is known of a placement", why=why, values={"fact_changes": changes}
    )


def change_week(record: Record, placement: str, sessions: str, on: date, why: str) -> PlacementChange:
    """The change of the weekly timetable: of a placement that runs from a day on, of one to come altogether."""
    row = the_placement(placement)
    if not is_week_pattern(sessions):
        raise Problem("placement.sessions", "The week has ten sessions, each P, S, R or -.", "sessions")
    if state_of(row, record.clock.today()) == LIVE:
        if row.start is not None and on < row.start:
            raise Problem("placement.week", "The week cannot change before the first day.", "on")
        changed = change_fact(record, placement, on, "placement.sessions", sessions, _why(why))
        return PlacementChange(what="Changed the week of a placement", why=why, values=changed.values)
    return PlacementChange(what="Changed the week of a placement", why=_why(why), values={"sessions": sessions})


def choose_provider(record: Record, placement: str, provider: str, why: str) -> PlacementChange:
    """The change of who will teach the pupil, of a placement that has not begun. Its conditions are asked again."""
    row = _demand(record, placement, before=LIVE)
    if row.provider == provider:
        raise Problem("placement.provider", "That is the provider already. Choose another.", "provider")
    return PlacementChange(
        what="Chose another provider for a placement", why=_why(why),
        values={"provider": provider, "registered_by": None, "registered_confirmed_on": None, "price_day": None},
        starts_it=row.agreed_on is not None,
    )


def pause(_record: Record, placement: str, first: date, last: date, why: str) -> PlacementChange:
    """The change by which the clock stands still on some days (provider closed, suspended by a head)."""
    row = the_placement(placement)
    if last < first:
        raise Problem("placement.dates", "The last day stands before the first.", "last")
    pauses = [*row.pauses, {"from": first.isoformat(), "to": last.isoformat(), "reason": _why(why)}]
    return PlacementChange(what="Paused a placement", why=why, values={"pauses": pauses})


def book_dates(_record: Record, placement: str, rule: str, days: tuple[date, ...], why: str) -> PlacementChange:
    """The change by which dates agreed by people replace a rule of this placement; none: the rule again."""
    row = the_placement(placement)
    others = [one for one in row.dates if one["rule"] != rule]
    booked = [{"rule": rule, "on": [day.isoformat() for day in days], "reason": _why(why)}] if days else []
    return PlacementChange(what="Agreed dates for a placement", why=why, values={"dates": [*others, *booked]})


def change_protocol(_record: Record, placement: str, version: str) -> PlacementChange:
    """The change by which a placement follows another version of the protocol."""
    the_placement(placement)
    return PlacementChange(what="Moved a placement to another protocol version", values={"protocol": version})


def record_event(record: Record, placement: str, event: NewEvent) -> Changed:
    """Something happened: the event stands, and every duty it meets or sets in motion follows.

    Raises `Problem` "event.safeguarding" for words about a concern, which the record never holds.
    """
    require(record, Deed.CHANGE_PLACEMENTS)
    demand_no_content(event.name, event.note, event.agreed)
    return carry_out(record, placement, PlacementChange(what="Recorded what happened in a placement", event=event))


def take_back_event(record: Record, event: str, why: str) -> Changed:
    """The event did not happen: duties that it had met are open again."""
    require(record, Deed.CHANGE_PLACEMENTS)
    found = event_by_id(event)
    if found is None:
        raise Problem("event.unknown", "This event is no longer in the desk. Look again at the placement.")
    row = the_placement(found.placement)
    with record.work("Took back an event of a placement", reason=_why(why)) as work:
        work.remove(found)
        comparison = replan(record, work, row, why, correcting=True)
    return Changed(comparison, work.changes)


def replan_all(record: Record, why: str) -> Changes:
    """Every placement that is not over, or has duties that are open, is planned again, after records changed."""
    require(record, Deed.CHANGE_PLACEMENTS)
    with record.work("Planned the placements again", reason=why.strip() or None) as work:
        move(record, work, to_plan_again(record), why)
    return work.changes


def _event_values(event: NewEvent) -> dict[str, Any]:
    return {
        "name": event.name, "on": event.on, "at": event.at or None, "who": event.who or None,
        "with_whom": event.with_whom or None, "method": event.method or None, "note": event.note or None,
        "agreed": event.agreed or None, "booked": event.booked or None,
    }


def _demand(record: Record, placement: str, before: str) -> Placement:
    """The placement, which must not have come as far as `before`."""
    row = the_placement(placement)
    standing = state_of(row, record.clock.today())
    too_far = {AGREED: ("agreed", "live", "ended", "withdrawn"), LIVE: ("live", "ended", "withdrawn")}[before]
    if standing in too_far:
        words = {"agreed": "agreed already", "live": "running", "ended": "over", "withdrawn": "withdrawn"}
        raise Problem("placement.state", f"This placement is {words[standing]}.", "placement")
    return row


def _why(text: str) -> str:
    if not text.strip():
        raise Problem("placement.why", "Say why.", "why")
    return text.strip()
