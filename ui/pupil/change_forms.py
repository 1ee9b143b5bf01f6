"""The questions of each change of a placement: a day, a week, a provider, a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from apdesk.problems import Problem
from ui.common.dates import SchoolDays, spoken_day
from ui.common.dialogs.record_form import AREA, CHOICE, DAY, Part, RecordForm
from ui.common.widgets.field import Field
from ui.common.widgets.timetable import Timetable

OUTCOMES = (
    ("returned", "Back in school full time"), ("managed move", "Managed move"), ("destination", "Next destination"),
    ("ended early", "Ended before time"), ("other", "Something else"),
)  # fmt: skip
WHY = Part("why", "Why", AREA, help="Kept in the history.")


@dataclass(frozen=True)
class ChangeForm:
    """The answers of a change."""

    on: date | None = None
    until: date | None = None
    back: date | None = None
    why: str | None = None
    outcome: str | None = "returned"
    provider: str | None = None
    decided_by: str | None = None
    decided_on: date | None = None


@dataclass(frozen=True)
class Around:
    """What every form of a change is made with."""

    today: date
    calendar: SchoolDays | None


def days(first: str, second: str = "", *, open_end: bool = False) -> tuple[Part, ...]:
    """One day, or two beside each other."""
    more = (Part("until", second, DAY, if_known=open_end, beside=True),) if second else ()
    return (Part("on", first, DAY), *more)


DECISION = (Part("decided_by", "Approved by"), Part("decided_on", "Approved on", DAY, beside=True))


def ending(planned: date | None) -> tuple[Part, ...]:
    """The end of a placement: last day, what follows, back in school, why (needed before the planned day)."""
    needed = f"Needed where it ends before {spoken_day(planned)}." if planned else ""
    return (
        Part("on", "Last day there", DAY), Part("back", "First day back in school", DAY, if_known=True, beside=True),
        Part("outcome", "What follows", CHOICE, options=OUTCOMES),
        Part("why", "Why", AREA, if_known=not planned, help=needed),
    )


def plan_parts(stages: Sequence[tuple[str, str]]) -> tuple[Part, ...]:
    """What is asked to open a support plan."""
    return (
        Part("pathway", "Plan", CHOICE, options=stages), Part("start", "First day", DAY, beside=True),
        Part("reason", "Why", AREA, if_known=True),
        Part("targets", "Targets", AREA, if_known=True, help="One a line, with how it is measured."),
    )


def providers(options: Sequence[tuple[str, str]]) -> Part:
    """Who is to teach the pupil."""
    return Part("provider", "Provider", CHOICE, options=options, example="Choose a provider",
                help="The list says of each whether its checks allow it today.")  # fmt: skip


def change_form(
    title: str, parts: Sequence[Part], shown: ChangeForm, save: Callable[[Any], Any], around: Around, body: str = ""
) -> RecordForm:
    """Asks, and says beside the field what cannot be; nothing is changed by it."""
    return RecordForm(
        title, parts, shown, save=save, today=around.today, calendar=around.calendar, do="See what follows", width=560,
        body=body,
    )


class WeekForm(RecordForm):
    """A form with the ten sessions of the week between its parts and its reason."""

    def __init__(
        self, title: str, parts: Sequence[Part], shown: ChangeForm, week: str, provider: str,
        save: Callable[[ChangeForm, str], Any], around: Around, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self.timetable = Timetable()
        self.timetable.set_week(week, provider or "Provider")
        super().__init__(
            title, parts, shown, save=lambda said: save(said, self.timetable.week()), today=around.today,
            calendar=around.calendar, do="See what follows", width=600, parent=parent,
            body=f"P at {provider or 'the provider'}, S in school, R online, − not required: press a session, or type "
                 "its letter.",
        )
        self.week_field = Field("The week", self.timetable)
        self.middle.insertWidget(1, self.week_field)


_FIELDS = {"end": "on", "start": "on", "decided_on": "until", "last": "until", "agreed_on": "decided_on"}
"""Where a refusal of the service stands in these forms."""


@contextmanager
def said_in_form() -> Iterator[None]:
    """A refusal names the field of the form that it is about."""
    try:
        yield
    except Problem as problem:
        raise Problem(problem.code, problem.text, _FIELDS.get(problem.where or "", problem.where)) from problem


def needed(day: date | None, field: str = "on") -> date:
    """The day; `Problem` beside its field where there is none."""
    if day is None:
        raise Problem("placement.day", "Choose the day.", field)
    return day
