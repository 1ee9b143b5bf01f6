"""The dates of a new placement, live from the engine: readings, school days, notice, reviews, codes, closed days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from apdesk.domain.lateness import last_day_of
from apdesk.domain.placement import AT_PROVIDER, sessions_at_provider
from apdesk.domain.plan import Duty, Gate, Plan, Session
from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.services.gate_steps import DATES
from apdesk.services.placement_flow import PlacementFlow, earliest_in_time, stops_creation
from apdesk.services.placement_guide import gate_question
from apdesk.store.placements import placements_of

EDGE, PLACEMENT, REVIEW, LETTER, CLOSED, TODAY = "edge", "placement", "review", "letter", "closed", "today"


class EndReading(NamedTuple):
    """One way to read how long the placement may run."""

    rule: str
    name: str
    last_day: date
    school_days: int
    chosen: bool


class DayState(NamedTuple):
    """How one day of the preview is marked, and why."""

    state: str
    why: str


class DateCheck(NamedTuple):
    """One line of the checks: ok, warn, stop or info. `use` is a first day that would mend it."""

    level: str
    text: str
    detail: str
    use: date | None = None
    gate: str = ""


class Overrun(NamedTuple):
    """The dates go beyond a length of the policy: the sentence that says so, and the last day inside it."""

    text: str
    last_day: date


def overrun(flow: PlacementFlow, gate: Gate) -> Overrun | None:
    """How far the dates go beyond the length that a gate stands for; None where it is about something else."""
    last = last_day(flow)
    limit = next((one for one in flow.plan.limits if one.rule == gate.rule), None) if flow.plan else None
    if gate.met is not False or gate.overridden or limit is None or limit.sense != "max" or limit.last_day is None:
        return None
    if last is None or last <= limit.last_day:
        return None
    rule = limit.text.rstrip(".")
    return Overrun(f"{rule}, so until {_plain(limit.last_day)} here. The last day is {_plain(last)}.", limit.last_day)


def end_readings(flow: PlacementFlow) -> tuple[EndReading, ...]:
    """The readings of a length that the policy's words leave open; empty where there is nothing to choose."""
    return tuple(
        EndReading(limit.rule, one.name, one.last_day, one.school_days or 0,
                   flow.answers.readings.get(limit.rule) == one.name)
        for limit in flow.readings_to_choose() for one in limit.readings if one.last_day is not None
    )


def choose_reading(flow: PlacementFlow, rule: str, name: str) -> None:
    """The reading counts for this placement, and the last day is what it gives."""
    found = next(one for one in end_readings(flow) if (one.rule, one.name) == (rule, name))
    flow.change(readings=dict(flow.answers.readings) | {rule: name}, end=found.last_day)


def last_day(flow: PlacementFlow) -> date | None:
    """The last day as it stands: the one typed, else what the pathway's own length gives."""
    if flow.answers.end is not None:
        return flow.answers.end
    plan = flow.plan
    return None if plan is None or plan.end is None else flow.calendar.on_or_before(plan.end)


def length_words(flow: PlacementFlow) -> str:
    """"48 school days, of which 1 closed at home" for the dates so far."""
    start, last = flow.answers.start, last_day(flow)
    if start is None or last is None or last < start:
        return ""
    count = flow.calendar.count(start, last)
    return f"{count} school day{'' if count == 1 else 's'}"


def preview(flow: PlacementFlow, first_month: date, months: int = 2) -> dict[date, DayState]:
    """How each day of the months is marked: first and last day, placement, reviews, latest letters, closed, today."""
    calendar, today = flow.calendar, flow.record.clock.today()
    start, last = flow.answers.start, last_day(flow)
    marks: dict[date, DayState] = {}
    for day in _days(first_month, months):
        label = _closed(calendar, day)
        inside = start is not None and start <= day and (last is None or day <= last)
        if label is not None:
            if day.weekday() < 5:
                marks[day] = DayState(CLOSED, label)
        elif inside:
            marks[day] = DayState(PLACEMENT, "placement")
    for one in flow.plan.duties if flow.plan else ():
        if one.kind == "review" and one.due is not None:
            marks[one.due] = DayState(REVIEW, one.title)
    for day, title in _letters(flow.plan):
        marks[day] = DayState(LETTER, f"{title}, latest")
    if today not in marks or marks[today].state == PLACEMENT:
        marks[today] = DayState(TODAY, "today")
    for edge, words in ((start, "first day"), (last, "last day")):
        if edge is not None:
            marks[edge] = DayState(EDGE, words)
    return marks


def checks(flow: PlacementFlow) -> tuple[DateCheck, ...]:
    """Everything worth knowing about the dates before going on, what stops first."""
    plan = flow.plan
    if flow.answers.start is None:
        return (DateCheck("info", "Type the first day", "Notice, reviews and codes follow from it."),)
    if plan is None:
        text = flow.problem.text if flow.problem else ""
        return (DateCheck("stop", "These dates cannot be planned", text),)
    found = [*_gates(flow), *_limits(plan), *_notices(flow, plan), *_letters_in_holidays(flow, plan),
             *_codes(plan), *_meetings(flow, plan), *_closures(flow), *_other_placements(flow)]
    found += [DateCheck("warn", one, "") for one in plan.problems if "does not keep" not in one]
    order = {"stop": 0, "warn": 1, "ok": 2, "info": 3}
    return tuple(sorted(found, key=lambda one: order[one.level]))


def hours_words(flow: PlacementFlow) -> str:
    """"25 hours a week at the provider" from the week's sessions."""
    week = week_of(flow)
    count = sessions_at_provider(week)
    hours = count * flow.protocol.hours_a_session
    return f"{count} session{'' if count == 1 else 's'} a week away, about {hours:g} hours" if count else ""


def week_of(flow: PlacementFlow) -> str:
    """The ten sessions as they stand."""
    if flow.answers.sessions:
        return flow.answers.sessions
    return (flow.pathway.sessions if flow.pathway else "") or AT_PROVIDER * 10


def _gates(flow: PlacementFlow) -> Iterable[DateCheck]:
    for gate in flow.gates_of(DATES):
        if gate.met is True and not gate.overridden:
            continue
        if gate.overridden:
            yield DateCheck("warn", gate.text, f"Overridden: {gate.overridden}", gate=gate.rule)
        elif stops_creation(gate):
            over = overrun(flow, gate)
            asked = gate_question(flow.protocol.id, gate.rule, gate.text).asks
            words = over.text if over else gate.stands if gate.met is False else asked
            yield DateCheck("stop", words, gate.policy, gate=gate.rule)


def _limits(plan: Plan) -> Iterable[DateCheck]:
    for limit in plan.limits:
        if limit.kept is False and limit.level not in ("block", "override"):
            yield DateCheck("warn" if limit.level == "warn" else "info", limit.text, limit.policy)


def _notices(flow: PlacementFlow, plan: Plan) -> Iterable[DateCheck]:
    """Letters that go before the first day: in time, or what to do."""
    start, today = flow.answers.start, flow.record.clock.today()
    for duty in plan.duties:
        if duty.kind != "letter" or duty.due is None or start is None or duty.due >= start or duty.state != "open":
            continue
        last = last_day_of(duty.due, duty.hard, None) or duty.due
        if last >= today:
            yield DateCheck("ok", "Notice can go in time", _when_to_send(duty.due, last, today))
        elif start > today:
            use = earliest_in_time(flow)
            move = f"Move the first day to {_plain(use)}, or ask the Headteacher to record why." if use else ""
            text = f"The notice had to go by {_plain(last)} and today is {_plain(today)}."
            yield DateCheck("warn", "Notice is too late", f"{text} {move}".strip(), use)


def _letters_in_holidays(flow: PlacementFlow, plan: Plan) -> Iterable[DateCheck]:
    """Letters whose last day falls on a weekday on which the school is shut: they go before it."""
    days = sorted({day for day, _title in _letters(plan) if day.weekday() < 5 and _closed(flow.calendar, day)})
    if days:
        many = "A letter has its last day" if len(days) == 1 else f"{len(days)} letters have their last day"
        sends = (f"Latest {_plain(day)}, so send by {_plain(flow.calendar.on_or_before(day))}." for day in days)
        yield DateCheck("warn", f"{many} while the school is shut", " ".join(sends))


def _when_to_send(due: date, last: date, today: date) -> str:
    """The day to aim for is said while there still is one."""
    if last == today:
        return f"Today, {_plain(today)}, is the last day for it"
    if due < today:
        return f"Latest {_plain(last)}"
    return f"Aim for {_plain(due)}" + (f", latest {_plain(last)}" if last != due else "")


def _codes(plan: Plan) -> Iterable[DateCheck]:
    groups: dict[tuple[str | None, str | None, str, str | None], list[Session]] = {}
    for one in plan.sessions:
        groups.setdefault((one.expected, one.policy_code, one.why, one.problem), []).append(one)
    for (code, policy, why, problem), sessions in groups.items():
        many = f"{len(sessions)} session{'' if len(sessions) == 1 else 's'}"
        if problem:
            yield DateCheck("warn", f"No code yet for {many} from {_plain(sessions[0].date)}", problem)
        elif code == "#":
            yield DateCheck("info", f"Closed at home on {_days_words(sessions)}", why)
        elif code and policy and code != policy:
            yield DateCheck("warn", f"Policy says {policy}. Right here: {code}", why)
        elif code and code == policy:
            yield DateCheck("ok", f"Code {code} is right here", why)


def _other_placements(flow: PlacementFlow) -> Iterable[DateCheck]:
    """Two placements may share the weeks, part of the week each; that somebody meant it is theirs to say."""
    start, last = flow.answers.start, last_day(flow)
    if start is None or flow.answers.pupil is None:
        return
    for one in placements_of(flow.answers.pupil):
        known, until = flow.protocol.pathways.get(one.pathway), one.ended_on or one.planned_end
        stage = known is None or not (known.chosen or known.incoming)
        if stage or one.withdrawn_on is not None or one.start is None:
            continue
        if (last is None or one.start <= last) and (until is None or until >= start):
            ends = f" to {_plain(until)}" if until else ", no end"
            told = f"{one.reference}, {known.title if known else ''}, {_plain(one.start)}{ends}."
            yield DateCheck("warn", "Another placement shares these days", told)


def _meetings(flow: PlacementFlow, plan: Plan) -> Iterable[DateCheck]:
    before = [one for one in plan.duties if one.kind == "meeting" and _is_before(one, plan)]
    for duty in before[-1:]:
        if duty.due is not None:
            gone = duty.state == "open" and duty.due < flow.record.clock.today()
            said = f"Was due by {_plain(duty.due)}" if gone else f"By {_plain(duty.due)}"
            yield DateCheck("warn" if gone else "ok", duty.title, said)
    for duty in plan.duties:
        if duty.problem:
            yield DateCheck("warn", duty.title, duty.problem)
    reviews = [one for one in plan.duties if one.kind == "review" and one.due]
    if reviews:
        days = ", ".join(_plain(one.due) for one in reviews[:4] if one.due)
        yield DateCheck("ok", f"{len(reviews)} review{'' if len(reviews) == 1 else 's'}", days)


def _closures(flow: PlacementFlow) -> Iterable[DateCheck]:
    start, last = flow.answers.start, last_day(flow)
    if start is None or last is None or last < start:
        return
    seen: dict[str, list[date]] = {}
    day = start
    while day <= last:
        label = _closed(flow.calendar, day)
        if label and day.weekday() < 5 and flow.calendar.half_term_of(day) is not None:
            seen.setdefault(label, []).append(day)
        day += timedelta(days=1)
    for label, days in seen.items():
        said = [_plain(one) for one in days]
        many = " and ".join(said) if len(days) <= 2 else f"{said[0]} and {len(days) - 1} more days"
        yield DateCheck("info", f"{label}, {many}", "Our register carries no mark (#) on a closed day.")


def _letters(plan: Plan | None) -> Iterable[tuple[date, str]]:
    for one in plan.duties if plan else ():
        last = last_day_of(one.due, one.hard, None)
        if one.kind == "letter" and one.state == "open" and last is not None:
            yield last, one.title


def _is_before(one: Duty, plan: Plan) -> bool:
    return one.due is not None and plan.start is not None and one.due < plan.start


def _closed(calendar: SchoolCalendar, day: date) -> str | None:
    return None if not calendar.covers(day) or calendar.is_school_day(day) else calendar.label(day) or "closed"


def _days(first_month: date, months: int) -> Iterable[date]:
    day = first_month.replace(day=1)
    number = day.month - 1 + months
    end = date(day.year + number // 12, number % 12 + 1, 1)
    while day < end:
        yield day
        day += timedelta(days=1)


def _days_words(sessions: list[Session]) -> str:
    days = sorted({one.date for one in sessions})
    return _plain(days[0]) if len(days) == 1 else f"{len(days)} days, first {_plain(days[0])}"


def _plain(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"
