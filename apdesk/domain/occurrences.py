"""A rule and one case in, its dated occurrences out: the heart of the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from apdesk.domain.chosen_readings import read_so
from apdesk.domain.draft import Draft, read_otherwise, set_dates
from apdesk.domain.life import Life
from apdesk.domain.plan import DutyReading
from apdesk.domain.protocol import Deadline, DutyRule, Item
from apdesk.domain.scope import Period, Scope, Waits
from apdesk.domain.vocabulary import day, holds, holds_if_known
from apdesk.problems import Problem

if TYPE_CHECKING:
    from apdesk.domain.planner import Planner


ONE_DAY = timedelta(days=1)
LONGEST_CHAIN = 400  # a chain of that many links is a rule that never moves on


class Occurrences:
    """Makes the drafts of one rule for one life (the pupil's, or one provider's)."""

    def __init__(self, planner: Planner, rule: DutyRule, life: Life | None, provider: str | None) -> None:
        self.planner = planner
        wanted = planner.case.readings.get(rule.id)
        other = next((one for one in rule.readings if one.name == wanted), None)
        self.rule = read_so(rule, other.name) if other is not None and other.series is not None else rule
        self.life = life
        self.provider = provider
        self.scope = planner.scope(life, provider)

    def drafts(self) -> list[Draft]:
        """Every occurrence whose condition holds, numbered from 1, with what is done taken into account."""
        manual = self.planner.manual(self.rule.id)
        if manual is not None:
            found = self._manual(manual.on, manual.reason)
        else:
            found = self._numbered(WAYS[self.rule.series.each](self))
        if manual is not None or not self.rule.looks_back:
            self.planner.settle_done(self.rule, found)
        return self._next_only(found)

    def _numbered(self, drafts: Iterator[Draft]) -> list[Draft]:
        """Those whose condition holds, in order; each is settled before the next where the next looks back at it."""
        found: list[Draft] = []
        for draft in drafts:
            if not self._applies(draft):
                continue
            if not self.rule.items:
                draft.n = len(found) + 1
            if self.rule.looks_back:
                self.planner.settle_done(self.rule, [draft], draft.follows)
            found.append(draft)
        return found

    # ------------------------------------------------------------ one occurrence

    def _draft(
        self,
        n: int,
        names: dict[str, Any],
        deadline: Deadline | None = None,
        item: Item | None = None,
        anchor: date | None = None,
    ) -> Draft:
        rule = self.rule
        names["number"] = n
        title, covers = (item.title, item.covers or rule.covers) if item else (rule.title, rule.covers)
        draft = Draft(
            rule, n, self.provider, self.scope, names, deadline or (item or rule).deadline, title, covers, by=rule.by
        )
        readings = item.readings if item else rule.readings
        if readings:
            self._choose_reading(draft, item)
        set_dates(draft, anchor)
        if readings:
            draft.readings = self._readings(draft, item, anchor)
        return draft

    def _choose_reading(self, draft: Draft, item: Item | None) -> None:
        source = item or self.rule
        draft.reading = source.reading
        wanted = self.planner.case.readings.get(self.rule.id)
        for reading in source.readings:
            if reading.name == wanted:
                draft.reading = reading.name
                draft.deadline = draft.deadline.read_as(reading)

    def _readings(self, draft: Draft, item: Item | None, anchor: date | None) -> tuple[DutyReading, ...]:
        source = item or self.rule
        found = read_otherwise(draft, (one for one in source.readings if one.name != draft.reading), anchor)
        if draft.reading == source.reading:
            return found
        own = draft.like(source.deadline)
        set_dates(own, anchor)
        return (*found, DutyReading(source.reading, own.window_from, own.due, own.hard, False))

    def _applies(self, draft: Draft) -> bool:
        rule, life = self.rule, self.life
        if rule.when is not None and not self._condition(draft):
            return False
        if rule.outlives or life is None or rule.series.each not in ("once", "duty"):
            return True
        if rule.series.each == "duty":
            return True
        first = draft.window_from or draft.due
        if first is not None and first > life.end:
            return False
        if draft.due is not None and draft.due > life.end and life.last_school_day and not draft.problem:
            draft.due = life.last_school_day
        return True

    def _condition(self, draft: Draft) -> bool:
        on = draft.due or draft.hard or self.planner.start or self.planner.calendar.first_day
        start = self.planner.start
        draft.on = max(on, start) if start else on
        return bool(holds_if_known(self.rule.when, draft.scope))

    def _manual(self, on: Sequence[date], reason: str) -> list[Draft]:
        found = []
        for n, one in enumerate(on, 1):
            item = self.rule.items[min(n, len(self.rule.items)) - 1] if self.rule.items else None
            draft = Draft(
                self.rule, n, self.provider, self.scope, {"number": n}, (item or self.rule).deadline,
                item.title if item else self.rule.title, item.covers if item else self.rule.covers, due=one,
                by=self.rule.by,
            )
            draft.note = f"The date was set for this placement by hand: {reason}."
            found.append(draft)
        return found

    # ------------------------------------------------------------ ways to recur

    def _once(self) -> Iterator[Draft]:
        if self.rule.items:
            for n, item in enumerate(self.rule.items, 1):
                draft = self._draft(n, {}, item=item)
                if item.when is None or holds(item.when, draft.scope):
                    yield draft
        else:
            yield self._draft(1, {})

    def _each_period(self) -> Iterator[Draft]:
        life, series = self.life, self.rule.series
        if life is None:
            yield self._draft(1, {series.each: Waits("start")})
            return
        found: Sequence[Period] = self.planner.periods(life, series.each, series.every, series.days)
        found = [one for one in found if len(one.live) >= series.minimum_live or not one.live]
        found = found[series.skip : series.first]
        previous: date = life.first_school_day or life.start
        skip_next = False
        for n, period in enumerate(found):
            if skip_next:
                skip_next = False
                continue
            following = found[n + 1] if n + 1 < len(found) else None
            stub = n == 0 and following is not None and 0 < len(period.live) < series.stub_below
            draft = self._of_period(n + 1, period, following, previous, stub)
            skip_next = stub
            yield draft  # settled by whoever takes it, so that the next looks back at the day it was held
            previous = draft.held or previous

    def _of_period(self, n: int, period: Period, following: Period | None, previous: date, stub: bool) -> Draft:
        kind = self.rule.series.each
        paused = not period.live
        if paused and self.life is not None:
            days = [one for one in self.life.school_days if period.start <= one <= period.end]
            period = Period(period.start, period.end, days, period.label, period.kind)
        names = self.planner.names_of(period, following, n)
        if self.rule.looks_back:
            names = {**names, "previous": previous, **({"label of previous": "the first school day"} if n == 1 else {})}
        stub_due = self.rule.series.stub_due
        deadline = Deadline(stub_due) if stub and stub_due else None
        draft = self._draft(n, names, deadline, anchor=period.start)
        draft.period = period
        if stub and following is not None:
            draft.period = Period(period.start, following.end, following.live, following.label, kind)
        if paused:
            draft.state = "paused"
            draft.note = "The clock stands still: " + self.planner.pause_reason(period.start, period.end) + "."
        self._keep_in_life(draft, period)
        if draft.due and draft.due < period.start:  # a greatest gap asks for it before its own period begins
            draft.period = Period(min(previous + ONE_DAY, draft.due), period.end, period.live, period.label, kind)
        return draft

    def _keep_in_life(self, draft: Draft, period: Period) -> None:
        """A day of the period on which the placement is not alive gives way to one on which it is."""
        last, first = self.life.last_school_day if self.life else None, period.live[0] if period.live else None
        if draft.due and last and draft.due > last and not self.rule.outlives:
            draft.due = last
        if draft.due and first and period.start <= draft.due < first and self.planner.is_about_a_pupil:
            draft.due = first if draft.hard is None or first <= draft.hard else draft.due

    def _chain(self) -> Iterator[Draft]:
        series, life = self.rule.series, self.life
        assert series.step is not None
        try:
            previous = self._begins(life)
        except (Problem, Waits) as waits:
            yield self._draft(1, {"previous": Waits(str(waits))})
            return
        n, last = 1, False
        while not last and n < LONGEST_CHAIN:
            names: dict[str, Any] = {"previous": previous, "number": n}
            if n == 1:
                names["label of previous"] = "the day it is counted from"
            scope = self.scope.seen_by(names)
            try:
                raw = day(series.step, scope)
                if self._chain_over(raw):
                    return
                last = life is not None and not self.rule.outlives and self._is_last(raw, scope, life)
            except (Problem, Waits):
                return
            draft = self._last_of_chain(n, names, raw) if last else self._draft(n, names, anchor=previous)
            if draft.due is None:
                return
            draft.follows = previous
            yield draft
            if draft.held is None or draft.held <= previous or (series.next_only and draft.state != "met"):
                return
            previous, n = draft.held, n + 1

    def _begins(self, life: Life | None) -> date:
        if self.rule.series.begins is not None:
            return day(self.rule.series.begins, self.scope)
        if life is None:
            raise Waits("start")
        return life.start

    def _chain_over(self, raw: date) -> bool:
        """Whether the chain has reached what stops it."""
        try:
            return self.rule.series.until is not None and raw >= day(self.rule.series.until, self.scope)
        except Waits:
            return False

    def _is_last(self, raw: date, scope: Scope, life: Life) -> bool:
        series = self.rule.series
        if series.last_due is None:
            return raw > life.end
        return raw >= self.planner.calendar.before(day(series.last_due, scope), 5) or raw > life.end

    def _last_of_chain(self, n: int, names: dict[str, Any], raw: date) -> Draft:
        series = self.rule.series
        if series.last_due is None:
            draft = self._draft(n, names)
            draft.due = None
            return draft
        draft = self._draft(n, names, Deadline(series.last_due, series.last_hard))
        if draft.hard and raw < draft.hard:
            draft.hard = raw
            draft.due = min(draft.due or raw, self.planner.calendar.on_or_before(raw))
        return draft

    def _events(self) -> Iterator[Draft]:
        series, life, n = self.rule.series, self.life, 0
        for name in series.of:
            for event in self.planner.events_named(name):
                after_end = life is not None and event.on > life.end
                if (after_end and not self.rule.outlives) or self._matched(event.on):
                    continue
                n += 1
                label = self.planner.label(name)
                draft = self._draft(n, {"event": event.on, "label of event": label}, anchor=event.on)
                draft.after = f"{name} {event.on.isoformat()}"
                if draft.by == "event":
                    draft.by = event.at
                yield draft
        if n == 0 and series.waits:
            waiting = Waits(series.of[0])
            yield self._draft(1, {"event": waiting})

    def _matched(self, on: date) -> bool:
        """Whether the event already answers an occurrence of the rules this one only stands in for."""
        return any(
            on in (draft.met_on, draft.booked)
            for rule in self.rule.series.stands_in_for
            for draft in self.planner.drafts(rule, self.provider)
        )

    def _follow(self) -> Iterator[Draft]:
        found = [
            one
            for rule in self.rule.series.of
            for one in self.planner.drafts(rule, self.provider)
            if one.state != "paused"
        ]
        found.sort(key=lambda one: (one.held is None, one.held or date.max, one.rule.id))
        for n, one in enumerate(found, 1):
            names = {
                "that": one.held or Waits(one.rule.id),
                "that.due": one.due or Waits(one.rule.id),
                "that.hard": one.hard or Waits(one.rule.id),
                "label of that": f'"{one.title}"',
            }
            draft = self._draft(n, names, anchor=one.held)
            draft.after = f"{one.rule.id}#{one.n}"
            yield draft

    def _next_only(self, found: list[Draft]) -> list[Draft]:
        """Of what follows something not yet done, only the next: papers nobody can write yet are noise."""
        if not self.rule.series.next_only or self.rule.series.each == "chain":
            return found
        kept, shown = [], False
        for draft in found:
            behind = self.planner.is_done(draft.after)
            if behind or draft.state == "met" or not shown:
                kept.append(draft)
            shown = shown or not behind
        return kept

    def _changes(self) -> Iterator[Draft]:
        life = self.life
        for change in self.planner.case.changes:
            inside = life is None or change.on <= life.end or self.rule.outlives
            if change.fact in self.rule.series.of and inside:
                yield self._draft(1, {"event": change.on, "label of event": "the change"}, anchor=change.on)

    def _yearly(self) -> Iterator[Draft]:
        life = self.life
        if life is None:
            return
        for one in self.planner.yearly_dates(self.rule.series.dates, life.start, life.end):
            yield self._draft(1, {"event": one, "label of event": "the day"}, anchor=None)


WAYS: dict[str, Callable[[Occurrences], Iterator[Draft]]] = {
    "once": Occurrences._once, "chain": Occurrences._chain, "event": Occurrences._events,
    "duty": Occurrences._follow, "change": Occurrences._changes, "dates": Occurrences._yearly,
    **dict.fromkeys(("week", "month", "half-term", "term", "school day"), Occurrences._each_period),
}
