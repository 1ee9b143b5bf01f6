"""How long and how much: caps and minimums per episode, over episodes, by the calendar or by hours."""

from __future__ import annotations

from datetime import date

from apdesk.domain.case import Earlier
from apdesk.domain.explaining import explain
from apdesk.domain.functions import add_months
from apdesk.domain.life import Life, letters_of_day
from apdesk.domain.plan import Limit, LimitReading
from apdesk.domain.planner import Planner
from apdesk.domain.protocol import LimitRule
from apdesk.domain.school_calendar import school_year_of
from apdesk.domain.scope import Scope, Waits
from apdesk.domain.vocabulary import holds_if_known, loaded_day
from apdesk.domain.wording import fill, ordinal, plain_date
from apdesk.problems import Problem

DEFAULT_WARNING = 5


def limits_of(planner: Planner) -> list[Limit]:
    """Every limit of the pathway whose condition holds at the start, with whether the placement keeps it."""
    rules = [rule for rule in planner.protocol.limits if planner.case.pathway in rule.pathways]
    return [limit for rule in rules for limit in _limit(planner, rule)]


def _limit(planner: Planner, rule: LimitRule) -> list[Limit]:
    scope = planner.scope(planner.whole, None).seen_by({}, planner.start or planner.calendar.first_day)
    if not holds_if_known(rule.when, scope):
        return []
    if rule.holds is not None:
        return _conditions(planner, rule)
    if rule.days is not None or rule.sessions is not None:
        return [_counted(planner, rule, scope)]
    if rule.episodes is not None:
        return [_episodes(planner, rule, scope)]
    return [_dated(planner, rule, scope)]


def _conditions(planner: Planner, rule: LimitRule) -> list[Limit]:
    """A limit on hours or sessions a week, for each provider; said once where it reads the same for all."""
    found: dict[tuple[str, date | None], Limit] = {}
    of_all: dict[str | None, Life | None] = {None: planner.whole}
    for provider, life in ((rule.of_provider and planner.lives) or of_all).items():
        for limit in _condition(planner, rule, provider, life):
            found.setdefault((limit.text, limit.warn_from), limit)
    return list(found.values())


def _condition(planner: Planner, rule: LimitRule, provider: str | None, life: Life | None) -> list[Limit]:
    """One line from the first day and one for each change, up to the last day, that alters the answer."""
    found: list[Limit] = []
    first = life.start if life else planner.calendar.first_day
    points = [first, *(day for day in planner.facts.turning_points if life and first < day <= life.end)]
    previous: bool | str | None = "none yet"
    for point in points:
        at = planner.scope(life, provider).seen_by({}, point)
        kept = holds_if_known(rule.holds, at)
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
            until = loaded_day(node, scope)
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
    end = planner.whole.end if planner.whole and planner.end else None
    if end is not None and rule.sense == "max" and planner.whole and planner.whole.last_school_day:
        end = planner.whole.last_school_day  # a holiday behind the last school day makes nothing longer
    kept = None if chosen.until is None or end is None else _kept(rule, end, chosen.until)
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
    said = f"{why[:1].upper()}{why[1:]}".removesuffix(".")
    return " ".join(one for one in (because, f"{said}.", f"({rule.policy})") if one)


def _warning(planner: Planner, rule: LimitRule, scope: Scope, last: date | None) -> date | None:
    try:
        if rule.warn is not None:
            return loaded_day(rule.warn, scope)
        return planner.calendar.before(last, rule.warn_days or DEFAULT_WARNING) if last else None
    except (Waits, Problem):
        return None


def _counted(planner: Planner, rule: LimitRule, scope: Scope) -> Limit:
    """So many school days or half days actually timetabled, earlier episodes counted where the rule says so."""
    most, unit = rule.amount
    try:
        used = _used_before(planner, rule)
    except Problem as unknown:
        return Limit(
            rule.id, rule.sense, fill(rule.text, scope), None, None, None, None, _sentence(rule, scope, unknown.text),
            (), rule.covers, rule.policy, None, rule.level, unknown.text,
        )
    left = most - used
    days = half_days(planner) if rule.sessions else timetabled(planner)
    total = len(days)
    last, problem = None, None
    if left <= 0 and rule.sense == "max":
        problem = f"All {most} {unit}s were used by earlier episodes, so none is left."
    elif 0 < left <= total:
        last = days[left - 1]
    elif planner.whole is not None:
        last, problem = _beyond(planner, rule, left - total)
    counted = f"{used} used by earlier episodes, " if used else ""
    ends = f"; {unit.removeprefix('school ')} {most} is {plain_date(last)}" if last else ""
    why = f"{counted}{total} timetabled in this one{ends}"
    kept = None if planner.whole is None or planner.end is None else _count_kept(rule, used + total)
    remaining = max(left, 0) if rule.sessions is None else None
    return Limit(
        rule.id, rule.sense, fill(rule.text, scope), last, last, remaining,
        _warning(planner, rule, scope, last) if rule.sense == "max" else None, _sentence(rule, scope, why), (),
        rule.covers, rule.policy, kept, rule.level, problem,
    )


def _count_kept(rule: LimitRule, total: int) -> bool:
    most, _unit = rule.amount
    return total <= most if rule.sense == "max" else total >= most


def _beyond(planner: Planner, rule: LimitRule, more: int) -> tuple[date | None, str | None]:
    """The day on which the count would run out if the placement went on with the same week."""
    assert planner.whole is not None
    try:
        at = planner.whole.last_school_day or planner.whole.start
        while more > 0:
            at = planner.calendar.after(at, 1)
            halves = sum(letter in "PR" for letter in letters_of_day(planner.facts.sessions, at))
            more -= halves if rule.sessions else min(halves, 1)
        return at, None
    except Problem as problem:
        return None, problem.text


def _episodes(planner: Planner, rule: LimitRule, scope: Scope) -> Limit:
    """So many placements of a kind, this one among them."""
    assert rule.episodes is not None
    number = len(_counting(planner, rule)) + 1
    why = f"this is the {ordinal(number)}"
    return Limit(
        rule.id, rule.sense, fill(rule.text, scope), None, None, None,
        planner.start if number >= rule.episodes else None, _sentence(rule, scope, why), (), rule.covers, rule.policy,
        number <= rule.episodes, rule.level,
    )


def _used_before(planner: Planner, rule: LimitRule) -> int:
    days = sum(planner.calendar.count(one.first, one.last) for one in _counting(planner, rule))
    return days * 2 if rule.sessions else days  # of an earlier episode only its days are known: whole ones


def _counting(planner: Planner, rule: LimitRule) -> list[Earlier]:
    """The earlier episodes that count: of the rule's pathways, inside the stretch of time it looks back over."""
    start = planner.start
    if not rule.cumulative or start is None:
        return []
    kinds = rule.counts or {planner.case.pathway}
    since = {
        "ever": date.min,
        "school year": date(school_year_of(start), 9, 1),
        "term": next((one.start for one in reversed(planner.calendar.terms) if one.start <= start), start),
        "12 months": add_months(start, -12),
    }[rule.cumulative]
    return [one for one in planner.case.earlier if one.pathway in kinds and one.first < start and since <= one.last]


def timetabled(planner: Planner) -> list[date]:
    """The live school days on which the pupil has at least one session with a provider."""
    return sorted(set(half_days(planner)))


def half_days(planner: Planner) -> list[date]:
    """The day of each live session with a provider, in order; twice where both halves are."""
    found: list[date] = []
    for provider, life in planner.lives.items():
        letters = planner.sessions_of(provider)
        found += [one for one in life.live for letter in letters_of_day(letters, one) if letter in "PR"]
    return sorted(found)
