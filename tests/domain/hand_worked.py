"""How a hand-worked expectation is written, and how a plan is held against it.

An expectation is the dates on which duties covering a row of the obligations table fall due, in order, then words:
`from`, `hard` (each with a date) and `by` (the owner) of every one of them, `problem`, `time` (a time of day is set).
`has` asks for these dates among others, `first` for the earliest, `before` for at least one duty and every one before
the start, `count N` for a number of duties, and `none` for no duty at all.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from engine_helpers import CALENDARS, covering, plan

from apdesk.domain.plan import Duty


class Worked(NamedTuple):
    pathway: str
    start: str
    row: str
    expected: str
    calendar: str
    tables: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.pathway} {self.start} {self.row} {self.expected[:24]}"


def worked(pathway: str, start: str, row: str, expected: str, calendar: str = "first", **tables: Any) -> Worked:
    return Worked(pathway, start, row, expected, calendar, tables)


def hold(one: Worked) -> None:
    """Fails with the duties the plan really has where they are not the expected ones."""
    made = plan(one.pathway, one.start, CALENDARS[one.calendar](), **one.tables)
    found = sorted(covering(made, one.row), key=lambda duty: (duty.due is None, duty.due))
    seen = [
        f"{duty.window_from or ''}..{duty.due} hard {duty.hard} by {duty.owner} {duty.problem or ''}" for duty in found
    ]
    words = one.expected.split()
    dates, marks = _read(words)
    assert _dates_hold(one, found, dates, words[0]), seen
    judged = found if words[0] != "has" else [duty for duty in found if str(duty.due) in dates]
    assert all(_marks_hold(duty, marks) for duty in judged), seen


def _read(words: list[str]) -> tuple[list[str], dict[str, str]]:
    dates, marks, rest = [], {}, iter(words)
    for word in rest:
        if word in ("from", "hard", "by", "count"):
            marks[word] = next(rest)
        elif word in ("problem", "time"):
            marks[word] = "yes"
        elif word[0].isdigit():
            dates.append(word)
    return dates, marks


def _dates_hold(one: Worked, found: list[Duty], dates: list[str], word: str) -> bool:
    due = [str(duty.due) for duty in found]
    match word:
        case "none":
            return not found
        case "before":
            return bool(due) and all(day < one.start for day in due)
        case "has":
            return set(dates) <= set(due)
        case "first":
            return due[:1] == dates
        case "count":
            return len(due) == int(one.expected.split()[1])
    return due == dates


def _marks_hold(duty: Duty, marks: dict[str, str]) -> bool:
    real = {
        "from": str(duty.window_from),
        "hard": str(duty.hard),
        "by": duty.owner,
        "problem": "yes" if duty.problem else "no",
        "time": "yes" if duty.by else "no",
    }
    return all(real.get(word, text) == text for word, text in marks.items())
