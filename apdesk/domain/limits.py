"""How long and how much: caps and minimums per episode, over episodes, by the calendar or by hours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from apdesk.domain.life import Life
from apdesk.domain.plan import Limit, LimitReading
from apdesk.domain.planner import Planner
from apdesk.domain.protocol import LimitRule
from apdesk.domain.school_calendar import school_year_of
from apdesk.domain.vocabulary import Scope, Waits, day, holds
from apdesk.domain.wording import explain, fill, plain_date
from apdesk.problems import Problem

DEFAULT_WARNING = 5


def limits_of(planner: Planner) -> list[Limit]:
    """Every limit of the pathway whose condition holds at the start, with whether the placement keeps it."""
    rules = [rule for rule in planner.protocol.limits if planner.case.pathway in rule.pathways]
    return [limit for rule in rules for limit in _limit(planner, rule)]


def _limit(planner: Planner, rule: LimitRule) -> list[Limit]:
    scope = planner.scope(planner.whole, None)
    scope.on = planner.start or planner.calendar.first_day
    try:
        if rule.when is not None and not holds(rule.when, scope):
            return []
    except Waits:
        return []
    if rule.holds is not None:
        return _condition(planner, rule, scope)
    if rule.days is not None:
        return [_counted(planner, rule, scope)]
    return [_dated(planner, rule, scope)]


def _condition(planner: Planner, rule: LimitRule, scope: Scope) -> list[Limit]:
    """A limit on hours or sessions a week: one line from the start and one for each change that alters it."""
    found: list[Limit] = []
    points = [scope.on, *planner.facts.turning_points] if planner.start else [scope.on]
    previous: bool | str | None = "none yet"
    for point in points:
        at = planner.scope(planner.whole, None)
        at.on = point
        kept = holds(rule.holds, at)
        if kept == previous:
            continue
        previous = kept
        said = fill(rule.text, at)
        why = f"{fill(rule.because, at) or said} ({rule.policy})"
        found.append(
            Limit(
                rule.id, rule.sense, said, None, None, None, point if kept is False else None, why, (),
                rule.covers, rule.policy, kept, rule.level,
            )
        )
    return found


def _dated(planner: Planner, rule: LimitRule, scope: Scope) -> Limit:
    wanted = planner.case.readings.get(rule.id) or rule.reading
    nodes = [(rule.reading, rule.until), *((one.name, one.until) for one in rule.readings)]
    readings: list[LimitReading] = []
    chosen, problem, why = LimitReading("", None, None, None, True), None, ""
    for name, node in nodes:
        if node is None:
            continue
        try:
            until = day(node, scope)
            reading = _reading(planner, name, until, name == wanted)
            explained = f"{plain_date(until)}: {explain(node, scope)}"
        except (Waits, Problem) as unknown:
            text = unknown.text if isinstance(unknown, Problem) else f"It waits for {unknown.what}."
            reading, explained = LimitReading(name, None, None, None, name == wanted), text
            problem = text if name == wanted else problem
        readings.append(reading)
        if reading.chosen:
            chosen, why = reading, explained
    warn = _warning(planner, rule, scope, chosen.last_day)
    kept = None if chosen.until is None or planner.end is None else _kept(rule, planner.end, chosen.until)
    return Limit(
        rule.id, rule.sense, fill(rule.text, scope), chosen.until, chosen.last_day, chosen.school_days, warn,
        _sentence(rule, scope, why), tuple(readings) if len(readings) > 1 else (), rule.covers, rule.policy, kept,
        rule.level, problem,
    )


def _reading(planner: Planner, name: str, until: date, chosen: bool) -> LimitReading:
    first = planner.whole.first_school_day if planner.whole else None
    last = planner.calendar.on_or_before(until)
    count = planner.calendar.count(first, last) if first else None
    return LimitReading(name, until, last, count, chosen)


def _kept(rule: LimitRule, end: date, until: date) -> bool:
    return end <= until if rule.sense == "max" else end >= until


def _sentence(rule: LimitRule, scope: Scope, why: str) -> str:
    because = fill(rule.because, scope)
    return " ".join(one for one in (because, f"{why[:1].upper()}{why[1:]}.", f"({rule.policy})") if one)


def _warning(planner: Planner, rule: LimitRule, scope: Scope, last: date | None) -> date | None:
    try:
        if rule.warn is not None:
            return day(rule.warn, scope)
        return planner.calendar.before(last, rule.warn_days or DEFAULT_WARNING) if last else None
    except (Waits, Problem):
        return None


def _counted(planner: Planner, rule: LimitRule, scope: Scope) -> Limit:
    """So many school days actually timetabled, earlier episodes counted where the rule says so."""
    assert rule.days is not None
    used = _used_before(planner, rule)
    left = rule.days - used
    days = timetabled(planner)
    total = len(days)
    last, problem = None, None
    if left <= 0 and rule.sense == "max":
        problem = f"All {rule.days} school days were used by earlier episodes, so none is left."
    elif 0 < left <= total:
        last = days[left - 1]
    elif planner.whole is not None:
        last, problem = _beyond(planner, left - total)
    counted = f"{used} used by earlier episodes, " if used else ""
    ends = f"; day {rule.days} is {plain_date(last)}" if last else ""
    why = f"{counted}{total} timetabled in this one{ends}"
    kept = None if planner.whole is None or planner.end is None else _count_kept(rule, used + total)
    return Limit(
        rule.id, rule.sense, fill(rule.text, scope), last, last, max(left, 0),
        _warning(planner, rule, scope, last) if rule.sense == "max" else None, _sentence(rule, scope, why), (),
        rule.covers, rule.policy, kept, rule.level, problem,
    )


def _count_kept(rule: LimitRule, total: int) -> bool:
    assert rule.days is not None
    return total <= rule.days if rule.sense == "max" else total >= rule.days


def _beyond(planner: Planner, more: int) -> tuple[date | None, str | None]:
    """The day on which the count would run out if the placement went on with the same week."""
    assert planner.whole is not None
    try:
        at = planner.whole.last_school_day or planner.whole.start
        while more > 0:
            at = planner.calendar.after(at, 1)
            more -= any(letter in "PR" for letter in letters_of_day(planner.facts.sessions, at))
        return at, None
    except Problem as problem:
        return None, problem.text


def _used_before(planner: Planner, rule: LimitRule) -> int:
    if not rule.cumulative or planner.start is None:
        return 0
    year = school_year_of(planner.start)
    used = 0
    for one in planner.case.earlier:
        counts = one.pathway in (rule.counts or {planner.case.pathway})
        if counts and (rule.cumulative == "ever" or school_year_of(one.last) == year):
            used += planner.calendar.count(one.first, one.last)
    return used


def timetabled(planner: Planner) -> list[date]:
    """The live school days on which the pupil has at least one session with a provider."""
    found: set[date] = set()
    lives: list[tuple[Life, Callable[[date], str]]] = []
    for provider, life in planner.lives.items():
        lives.append((life, planner.sessions_of(provider)))
    for life, letters in lives:
        found |= {one for one in life.live if any(letter in "PR" for letter in letters_of_day(letters, one))}
    return sorted(found)


def letters_of_day(sessions: Callable[[date], str], on: date) -> str:
    """The two letters, AM and PM, of one weekday."""
    at = 2 * on.weekday()
    return sessions(on)[at : at + 2]
