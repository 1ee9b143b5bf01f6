"""Why this date? The sentence for one duty, made only when somebody asks for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from apdesk.domain.explaining import explain, name_label
from apdesk.domain.protocol import Deadline, DutyRule
from apdesk.domain.scope import Scope
from apdesk.domain.wording import fill, plain_date, value_if_known

_COUNTED_WITH = re.compile(r"(; |(?<=\())term dates: .*\)$")


@dataclass(frozen=True, slots=True)
class Reason:
    """What the sentence is made of; thousands of duties keep theirs, so it holds no more than that."""

    rule: DutyRule
    title: str
    deadline: Deadline
    base: Scope
    names: dict[str, Any]
    due: date | None
    hard: date | None
    on: date | None
    note: str
    more: str
    waits_for: str | None
    problem: str | None

    def __call__(self) -> str:
        """The rule, the inputs and the arithmetic, the clause and the term dates counted with."""
        rule, scope = self.rule, self.base.seen_by(self.names, self.on)
        said = fill(rule.because, scope) if rule.because else self.title
        parts = [said if said.endswith((".", "?")) else f"{said}.", self._when(scope)]
        if self.hard and self.deadline.hard and self.hard != self.due:
            parts.append(f"Latest {plain_date(self.hard)}: {explain(self.deadline.hard, scope, self.hard)}.")
        if self.more:
            parts.append(self.more)
        source = "; ".join(one for one in (rule.policy, rule.source, f"term dates: {scope.calendar.name}") if one)
        return f"{' '.join(parts)} ({source})"

    def _when(self, scope: Scope) -> str:
        if self.note:
            return self.note
        if self.due is not None:
            return f"Due {plain_date(self.due)}: {explain(self.deadline.due, scope, self.due)}{self._moved(scope)}."
        if self.waits_for:
            return f"No date yet: it waits for {name_label(self.waits_for, scope)}."
        return f"No date can be given. {self.problem}" if self.problem else "No day was set for it."

    def _moved(self, scope: Scope) -> str:
        """Why the due date is another than the arithmetic gives."""
        raw = value_if_known(self.deadline.due, scope)
        if not isinstance(raw, date) or raw == self.due or self.due is None:
            return ""
        if self.due > raw:
            return f", which is {plain_date(raw)}, put to the first school day of its window"
        if self.hard is not None and raw > self.hard:
            return f", which is {plain_date(raw)}, brought forward to the latest day"
        way = "the last school day of the placement" if scope.calendar.is_school_day(raw) else "a school day"
        return f", which is {plain_date(raw)}, brought forward to {way}"


def in_short(why: str) -> str:
    """A reason without the name of the term dates it was counted with, which is the name of a file."""
    return _COUNTED_WITH.sub(")", why).replace(" ()", "")
