"""The expected register code of each half day, from facts and the protocol's ordered table; no mark is invented.

The policy's own code stands beside the lawful one. Where nothing lawful follows from the facts the session
carries a problem for a person to settle (School Attendance (Pupil Registration) (England) Regulations 2024).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from apdesk.domain.expression import Value
from apdesk.domain.facts import FactBook
from apdesk.domain.life import Life, letters_of_day
from apdesk.domain.plan import Session
from apdesk.domain.planner import Planner
from apdesk.domain.protocol import CodeRule
from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.domain.scope import Scope
from apdesk.domain.vocabulary import holds
from apdesk.domain.wording import fill

HALVES = ("AM", "PM")
OPEN = (True, True, False)  # our school open, the host open, no clock-stop: every school day without more said


@dataclass(frozen=True, slots=True)
class _Verdict:
    code: str | None
    why: str
    problem: str | None


class Referee:
    """Decides once for each different situation and remembers."""

    def __init__(self, planner: Planner, host: SchoolCalendar | None) -> None:
        self.planner = planner
        self.pathway = planner.protocol.pathways[planner.case.pathway]
        self.host = host
        self.rules = [
            rule
            for rule in planner.protocol.referee
            if rule.pathways is None or planner.case.pathway in rule.pathways
        ]
        self.letters = {letter for rule in self.rules for letter in rule.letters}
        self._known: dict[tuple[object, ...], _Verdict] = {}
        self._states_differ = host is not None or bool(planner.case.pauses)

    def sessions(self) -> Iterator[Session]:
        """Every code-bearing half day in the order of time, for each provider."""
        for provider, life in self.planner.lives.items():
            facts = self.planner.facts_of(provider)
            letters = self.planner.sessions_of(provider)
            known: dict[tuple[object, ...], list[tuple[str, _Verdict, str | None]]] = {}
            for on in self._days(life):
                state = self._state(on) if self._states_differ else OPEN
                key = (on.weekday(), state, facts.stretch(on))
                halves = known.get(key)
                if halves is None:
                    halves = known[key] = list(self._halves(letters_of_day(letters, on), on, state, facts))
                for half, verdict, policy_code in halves:
                    yield Session(on, half, provider, verdict.code, policy_code, verdict.why, verdict.problem)

    def _halves(
        self, letters: str, on: date, state: tuple[bool, bool, bool], facts: FactBook
    ) -> Iterator[tuple[str, _Verdict, str | None]]:
        """What the two half days of one day carry; nothing for those that no row of the table speaks of."""
        for half, letter in zip(HALVES, letters, strict=False):
            if letter in self.letters:
                key = (letter, half, state, facts.stretch(on), facts)
                verdict = self._known.get(key)
                if verdict is None:
                    verdict = self._known[key] = self._decide(letter, half, on, state, facts)
                if verdict.why or verdict.problem:
                    yield half, verdict, self._policy_code(letter)

    def _days(self, life: Life) -> Iterable[date]:
        if self.host is None:
            return life.school_days
        days = set(life.school_days)
        span = (life.start + timedelta(days=n) for n in range((life.end - life.start).days + 1))
        days |= {on for on in span if self.host.covers(on) and self.host.is_school_day(on)}
        return sorted(days)

    def _state(self, on: date) -> tuple[bool, bool, bool]:
        """Whether our school is open, the host is open, and the clock stands still."""
        home_open = self.planner.calendar.is_school_day(on)
        host_open = self.host.is_school_day(on) if self.host and self.host.covers(on) else home_open
        return home_open, host_open, any(one.first <= on <= one.last for one in self.planner.case.pauses)

    def _policy_code(self, letter: str) -> str | None:
        return self.pathway.policy_code if letter in "PR-" else None

    def _decide(
        self, letter: str, half: str, on: date, state: tuple[bool, bool, bool], facts: FactBook
    ) -> _Verdict:
        situation: dict[str, Value] = {
            "session.letter": letter,
            "session.half": half,
            "session.home_open": state[0],
            "session.host_open": state[1],
            "session.paused": state[2],
            "session.agreed": _agreed(facts, on),
        }

        def fact(name: str, when: date) -> Value:
            return situation[name] if name in situation else facts(name, when)

        planner = self.planner
        scope = Scope(planner.calendar, fact=fact, on=on, tables=planner.protocol.tables, label=planner.label)
        for rule in self.rules:
            if letter in rule.letters and holds(rule.when, scope):
                return self._verdict(rule, scope)
        return _Verdict(None, "", None)

    def _verdict(self, rule: CodeRule, scope: Scope) -> _Verdict:
        code = self.pathway.policy_code if rule.code == "policy" else rule.code
        why = fill(rule.why, scope)
        if code is not None and self.pathway.policy_code not in (None, code) and rule.code != "#":
            why = f"{why} The policy says {self.pathway.policy_code}; the lawful code here is {code}."
        return _Verdict(code, why, fill(rule.problem, scope) if rule.problem else None)


def _agreed(facts: FactBook, on: date) -> bool:
    """Inside the dates agreed for time out of school; nothing agreed otherwise means the placement's own dates."""
    first, last = facts("placement.agreed_from", on), facts("placement.agreed_until", on)
    return not (isinstance(first, date) and on < first) and not (isinstance(last, date) and on > last)
