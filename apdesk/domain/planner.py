"""The state of one planning run: lives, facts, events, what is done, and the drafts of every rule once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from apdesk.domain.case import Also, Case, Done, Event, ManualDates
from apdesk.domain.draft import Draft
from apdesk.domain.facts import FactBook
from apdesk.domain.functions import yearly_date
from apdesk.domain.life import Life, letters_of_day, make_life, periods
from apdesk.domain.occurrences import Occurrences
from apdesk.domain.plan import Duty
from apdesk.domain.protocol import DutyRule, Protocol
from apdesk.domain.school_calendar import SchoolCalendar, school_year_of
from apdesk.domain.scope import Period, Scope, Waits
from apdesk.domain.vocabulary import holds
from apdesk.problems import Problem

ONE_DAY = timedelta(days=1)
NOTHING: list[Draft] = []
CALLED = {"week": ("week", "fortnight")}  # a fortnight is two school weeks taken together


class Planner:
    """One case against one protocol and calendar. Rules ask it for each other's dates."""

    def __init__(
        self, case: Case, protocol: Protocol, calendar: SchoolCalendar, start: date | None, end: date | None,
        planned_end: date | None, horizon: date | None,
    ) -> None:
        self.case = case
        self.protocol = protocol
        self.calendar = calendar
        self.start = start
        self.end = end
        self.planned_end = planned_end
        turns = [day for one in case.also for day in (one.first, *([one.last + ONE_DAY] if one.last else []))]
        self.facts = FactBook(protocol, case.pathway, start, case.facts, case.changes, calendar, turns)
        self.main = make_life(calendar, start, horizon, case.pauses) if start and horizon else None
        self.lives = self._provider_lives()
        self.whole = self._whole_life()
        self._overlays = {one.provider: self._facts_at(one) for one in case.also}
        if case.also:
            self.facts.at_provider = self._sessions_left
        self._rules = protocol.rules_of(case.pathway)
        self._events: dict[str, list[Event]] = {}
        for event in sorted(case.events, key=lambda one: one.on):
            self._events.setdefault(event.name, []).append(event)
        self._meant = self._meant_by_what_is_done()
        self._event_dates = self._dates_of_events()
        self._arranged = {(one.rule, one.occurrence, one.provider): one.on for one in case.arranged}
        self._drafts: dict[tuple[str, str | None], list[Draft]] = {}
        self._making: list[str] = []
        self._periods: dict[tuple[int, str, int, str], Sequence[Period]] = {}
        self._period_names: dict[tuple[int, int], dict[str, Any]] = {}
        self._scopes: dict[tuple[str | None, bool], Scope] = {}

    # ------------------------------------------------------------ lives

    def _provider_lives(self) -> dict[str | None, Life]:
        if self.main is None:
            return {}
        lives: dict[str | None, Life] = {None: self.main}
        for one in self.case.also:
            last = one.last or self.main.end
            lives[one.provider] = make_life(self.calendar, one.first, last, self.case.pauses, one.provider)
        return lives

    def _whole_life(self) -> Life | None:
        if self.main is None or len(self.lives) == 1:
            return self.main
        last = max(life.end for life in self.lives.values())
        return make_life(self.calendar, self.main.start, last, self.case.pauses)

    def _facts_at(self, one: Also) -> FactBook:
        """The facts as a second provider sees them: its own, its own half days, and the pupil's."""
        own = {"placement.sessions": one.sessions} if one.sessions else {}
        return self.facts.overlaid({**own, **one.facts})

    def pause_reason(self, first: date, last: date) -> str:
        """Why the clock stood still in those days."""
        return next((p.reason for p in self.case.pauses if p.first <= last and p.last >= first), "paused")

    def facts_of(self, provider: str | None) -> FactBook:
        """The facts as one provider sees them."""
        return self._overlays.get(provider or "", self.facts)

    def sessions_of(self, provider: str | None) -> Callable[[date], str]:
        """The ten letters of a week at one provider, by date."""
        one = next((also for also in self.case.also if also.provider == provider), None)
        if one is None:
            return self._sessions_left if self.case.also else self.facts.sessions
        own = one.sessions or self.protocol.pathways[self.case.pathway].sessions
        return lambda _on: own

    def _sessions_left(self, on: date) -> str:
        """The first provider's week without the half days a second one has on that day."""
        letters = self.facts.sessions(on)
        for one in self.case.also:
            if one.sessions and one.first <= on and (one.last is None or on <= one.last):
                letters = "".join(
                    "-" if theirs in "PR" and ours in "PR" else ours
                    for ours, theirs in zip(letters, one.sessions, strict=True)
                )
        return letters

    # ------------------------------------------------------------ scopes

    def scope(self, life: Life | None, provider: str | None) -> Scope:
        """The anchors of a life; an anchor with no date yet makes what rests on it wait."""
        key = (provider, life is self.whole)
        if key not in self._scopes:
            self._scopes[key] = self._make_scope(life, provider)
        return self._scopes[key]

    def _make_scope(self, life: Life | None, provider: str | None) -> Scope:
        end: date | Waits = Waits("end")
        last: date | Waits = Waits("end")
        if life is not None and (self.end is not None or life.provider is not None):
            end = life.end
            last = life.last_school_day or life.end
        names = {
            "start": life.start if life else Waits("start"),
            "S0": (life.first_school_day or life.start) if life else Waits("start"),
            "end": end,
            "last day": last,
            "planned end": self.planned_end or Waits("end"),
        }
        return Scope(
            self.calendar, {}, self.facts_of(provider), self.start, self._event_dates,
            lambda what, rule, n: self.refer(what, rule, n, provider), self.protocol.tables,
            lambda name: self._seldom(name, life, provider), self.label, names,
        )

    def label(self, name: str, n: int = 0) -> str:
        """What people call the n-th occurrence of a rule; without n an event or fact of that name comes first."""
        if n == 0 and name in self.protocol.events:
            return f"the {self.protocol.events[name].label}"
        if n == 0 and name in self.protocol.facts:
            return f'"{self.protocol.facts[name].label}"'
        rule = self._rules.get(name)
        if rule is None:
            return self.label(name) if n and name in self.protocol.events else name.replace("-", " ")
        return f'"{rule.items[n - 1].title if 0 < n <= len(rule.items) else rule.title}"'

    def _seldom(self, name: str, life: Life | None, provider: str | None) -> Period | date | None:
        """The half-term or term of the first day, for rules that do not recur; the last day with time out of school."""
        if life is None or not life.school_days:
            return None
        if name == "last day out":
            sessions = self.sessions_of(provider)
            out = (on for on in reversed(life.school_days) if "-" in letters_of_day(sessions, on))
            return next(out, life.school_days[-1])
        first = life.school_days[0]
        block = {"half-term": self.calendar.half_term_of, "term": self.calendar.term_of}.get(name)
        held = block(first) if block else None
        if held is None:
            return None
        days = [one for one in life.school_days if held.start <= one <= held.end]
        return Period(held.start, held.end, days, f"the {name} {held.label}", name)

    # ------------------------------------------------------------ events and what is done

    def events_named(self, name: str) -> Sequence[Event]:
        """The events of one name, earliest first."""
        return self._events.get(name, ())

    def _meant_by_what_is_done(self) -> dict[str, list[tuple[str, Event]]]:
        """A review carried out is a review held: by the first event a rule is met by, with the rule it was done for."""
        meant: dict[str, list[tuple[str, Event]]] = {}
        for done in self.case.done:
            rule = self._rules.get(done.rule)
            if rule is not None and rule.met_by:
                event = Event(rule.met_by[0], done.on, provider=done.provider)
                meant.setdefault(event.name, []).append((rule.id, event))
        return meant

    def _dates_of_events(self) -> dict[str, list[date]]:
        dates = {name: [one.on for one in some] for name, some in self._events.items()}
        for name, some in self._meant.items():
            dates[name] = sorted({*dates.get(name, []), *(event.on for _, event in some)})
        return dates

    def _in_diary(self, event: str, asking: DutyRule) -> Iterable[Event]:
        """Meetings that are arranged for other rules and would meet this one too when they are held."""
        for one in self.case.arranged:
            rule = self._rules.get(one.rule)
            if rule is not None and rule.id != asking.id and rule.met_by[:1] == (event,):
                yield Event(event, one.on, booked=True, provider=one.provider)

    def _answering(self, rule: DutyRule, provider: str | None) -> list[Event]:
        """What happened that may meet the rule, earliest first; what a provider owes is met at that provider alone."""
        found = [one for name in rule.met_by for one in self.events_named(name)]
        held = {(one.name, one.on) for one in found}
        for name in rule.met_by:
            meant = [event for done, event in self._meant.get(name, ()) if done != rule.id]
            found += [one for one in meant if (one.name, one.on) not in held]
            found += self._in_diary(name, rule)
        if rule.per_provider:
            found = [one for one in found if one.provider == provider]
        return sorted(found, key=lambda one: one.on)

    @property
    def is_about_a_pupil(self) -> bool:
        """Whether days before the start are before anything began; the school's own duties go on all the time."""
        return self.protocol.pathways[self.case.pathway].scope in ("placement", "stage")

    def manual(self, rule: str) -> ManualDates | None:
        """Dates agreed by hand that replace the rule for this placement."""
        return next((one for one in self.case.dates if one.rule == rule), None) if self.case.dates else None

    def is_done(self, reference: str | None) -> bool:
        """Whether the occurrence "rule#n" has been carried out."""
        rule, _, n = (reference or "").partition("#")
        found = [one for (name, _), some in self._drafts.items() if name == rule for one in some]
        return any(one.state == "met" for one in found if str(one.n) == n)

    def settle_done(self, rule: DutyRule, drafts: Iterable[Draft], after: date | None = None) -> None:
        """Mark as met what was recorded as done and what an event answers; book what lies ahead of `on`.

        An event answers the first open occurrence whose period or window holds it; a late one answers the
        occurrence it is late for; none is the second meeting while the first is still to come. One event may answer
        several rules. What is arranged for a day is booked there,
        unless it is met; another booked event does not take its place.
        """
        if not (rule.met_by or self.case.done or self._arranged):
            return
        drafts = list(drafts)
        waiting = [draft for draft in drafts if draft.state in ("open", "waiting")]
        for draft in waiting:
            done = self._done(rule, draft)
            if done is not None:
                how = f" ({done.method})" if done.method else ""
                draft.state, draft.met_on, draft.method = "met", done.on, done.method
                draft.met_by = f"done {done.on.isoformat()}{how}"
                draft.waits_for = None
            else:
                draft.booked = self._arranged.get((rule.id, draft.n, draft.provider))
        for event in self._answering(rule, waiting[0].provider) if rule.met_by and waiting else ():
            if after is None or event.on > after:
                ahead = event.booked or (self.case.on is not None and event.on > self.case.on)
                still = [
                    one for one in waiting
                    if one.state != "met" and (one.booked is None or not ahead) and _in_turn(one, drafts, event.on)
                ]
                self._answer(event, still, ahead)

    def _answer(self, event: Event, open_drafts: list[Draft], ahead: bool) -> None:
        for n, draft in enumerate(open_drafts):
            following = open_drafts[n + 1] if n + 1 < len(open_drafts) else None
            if _holds_event(draft, following, event.on):
                if ahead:
                    draft.booked = event.on
                else:
                    draft.state, draft.met_on, draft.waits_for = "met", event.on, None
                    draft.met_by = f"{event.name} {event.on.isoformat()}"
                return

    def _done(self, rule: DutyRule, draft: Draft) -> Done | None:
        return next(
            (
                one
                for one in self.case.done
                if one.rule == rule.id and one.occurrence == draft.n and one.provider == draft.provider
            ),
            None,
        )

    # ------------------------------------------------------------ rules

    def drafts(self, rule_id: str, provider: str | None = None) -> list[Draft]:
        """The occurrences of a rule, for one provider where it is a provider's; worked out once."""
        rule = self._rules.get(rule_id)
        if rule is None:
            return []
        if not rule.per_provider:
            provider = None
        key = (rule_id, provider)
        if key not in self._drafts:
            if rule_id in self._making:
                chain = " -> ".join([*self._making, rule_id])
                raise Problem("protocol.circle", f"Rules wait for each other in a circle: {chain}.", rule_id)
            self._making.append(rule_id)
            life = self.lives.get(provider) if rule.per_provider else self.whole
            if self._may_apply(rule, provider):
                self._drafts[key] = Occurrences(self, rule, life, provider).drafts()
            else:
                self._drafts[key] = NOTHING
            self._making.pop()
        return self._drafts[key]

    def _may_apply(self, rule: DutyRule, provider: str | None) -> bool:
        """False where nothing in the case can bring the rule about: saves working out dates nobody needs."""
        if self.manual(rule.id) is not None:
            return True
        series = rule.series
        if series.each == "event" and not series.waits and self._events.keys().isdisjoint(series.of):
            return False
        if series.each == "change" and not self.case.changes:
            return False
        if rule.when is None or self.start is None or self.facts.turning_points or not rule.asks_facts_alone:
            return True
        on = [self.start, *([self.end] if self.end else [])]
        facts = self.facts_of(provider)
        scope = Scope(self.calendar, fact=facts, tables=self.protocol.tables)
        for one in on:
            scope.on = one
            if holds(rule.when, scope):
                return True
        return False

    def periods(self, life: Life, kind: str, every: int, days: str) -> Sequence[Period]:
        """The periods of a life, worked out once for all rules."""
        key = (id(life), kind, every, days)
        if key not in self._periods:
            self._periods[key] = periods(life, kind, self.calendar, every, days)
        return self._periods[key]

    def names_of(self, period: Period, following: Period | None, n: int) -> dict[str, Any]:
        """What a rule that recurs may call its n-th period; the same for every rule that does not look back."""
        key = (id(period), n)
        if key not in self._period_names:
            names: dict[str, Any] = {"period": period}
            for called in CALLED.get(period.kind, (period.kind,)):
                names[called] = period
                if following is not None:
                    names[f"next {called}"] = following
            self._period_names[key] = names
        return self._period_names[key]

    def duties(self) -> list[Duty]:
        """Every duty, rules of one act not yet joined; what was kept on the way is let go."""
        found = [draft.duty() for draft in self.all_drafts()]
        self._drafts.clear()
        self._periods.clear()
        self._period_names.clear()
        return found

    def all_drafts(self) -> list[Draft]:
        """Every occurrence of every rule that applies, in the order of the protocol."""
        found: list[Draft] = []
        happened = set(self._events)
        for rule in self._rules.values():
            series = rule.series
            if series.each == "event" and not series.waits and happened.isdisjoint(series.of) and not self.case.dates:
                continue  # most rules of this kind have nothing to say, and asking each is dear
            providers: Iterable[str | None] = self.lives if rule.per_provider and self.lives else (None,)
            for provider in providers:
                found += self.drafts(rule.id, provider)
        return found

    def refer(self, what: str, rule: str, n: int, provider: str | None) -> date:
        """The date of another rule's occurrence: due, hard, held (done, booked or planned) or done."""
        if rule not in self._rules:
            raise Waits(rule)
        found = next((one for one in self.drafts(rule, provider) if one.n == n), None)
        value = None if found is None else {"due": found.due, "hard": found.hard, "held": found.held}.get(what)
        if found is not None and what == "done":
            value = found.met_on
        if value is None:
            raise Waits(rule)
        return value

    def yearly_dates(self, positions: Sequence[str], first: date, last: date) -> list[date]:
        """`1st Thursday of October`, `last Friday of June`, `31 January`: each of them between two days."""
        years = range(school_year_of(first), school_year_of(last) + 2)
        found = {yearly_date(words, year) for words in positions for year in years}
        return sorted(one for one in found if first <= one <= last)


def _in_turn(draft: Draft, drafts: Iterable[Draft], on: date) -> bool:
    """False where a meeting that comes before this one was held after that day, or could not be held by then."""
    earlier = (one for one in drafts if one.n < draft.n and one.window_from is not None and one.period is None)
    return all((one.met_on or one.window_from or on) <= on for one in earlier)


def _holds_event(draft: Draft, following: Draft | None, on: date) -> bool:
    if draft.window_from is not None and on < draft.window_from:
        return False
    if draft.period is not None:
        return draft.period.start <= on <= draft.period.end
    last = draft.hard or draft.due
    if last is not None and on <= last:
        return True
    return not (following is not None and following.window_from is not None and on >= following.window_from)
