"""What can be done with a placement from the pupil's page: agree, extend, end, withdraw; shown before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from apdesk.problems import Problem
from apdesk.services.placement_changes import (
    PlacementChange,
    agree,
    carry_out,
    end_placement,
    extend,
    move_start,
    preview,
    withdraw,
)
from apdesk.services.pupil_page import PlacementCard
from apdesk.services.school_year import calendar_or_none
from ui.common.ask import Question
from ui.common.context import Context
from ui.common.dialogs.record_form import AREA, CHOICE, DAY, Part, RecordForm

OUTCOMES = (
    ("returned", "Back in school full time"), ("managed move", "Managed move"), ("destination", "Next destination"),
    ("ended early", "Ended before time"), ("other", "Something else"),
)  # fmt: skip


@dataclass(frozen=True)
class ChangeForm:
    """The answers of a change: a day, a reason, an outcome."""

    on: date | None = None
    until: date | None = None
    why: str | None = None
    outcome: str | None = "returned"


class PlacementWork:
    """Asks, shows in numbers what would follow, and carries it out as one operation."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def offered(self, card: PlacementCard) -> list[tuple[str, str]]:
        """What can be done with a placement as it stands: key and words."""
        if card.state in ("proposed", "panel"):
            return [("agree", "Agree…"), ("withdraw", "Does not go ahead…")]
        if card.state == "agreed":
            return [("move", "Move the first day…"), ("withdraw", "Does not go ahead…")]
        return [("extend", "Extend…")] if card.state == "live" else []

    def do(self, key: str, card: PlacementCard) -> bool:
        """Does one of those; True where it was carried out."""
        return {
            "agree": self._agree, "extend": self._extend, "end": self.end, "move": self._move,
            "withdraw": self._withdraw,
        }[key](card)

    def end(self, card: PlacementCard) -> bool:
        """The placement ends on a day."""
        parts = (
            Part("on", "Last day", DAY), Part("outcome", "What follows", CHOICE, options=OUTCOMES),
            Part("why", "Why", AREA, if_known=True, help="Needed where it ends before time"),
        )
        return self._ask(
            f"End {card.title}?", parts, ChangeForm(on=card.end), card, "End placement",
            lambda form: end_placement(
                self._context.record, card.id, _day(form.on), form.outcome or "", form.why or ""
            ),
        )

    def _extend(self, card: PlacementCard) -> bool:
        parts = (
            Part("on", "New last day", DAY), Part("until", "Decided on", DAY, beside=True), Part("why", "Why", AREA),
        )
        return self._ask(
            f"Extend {card.title}", parts, ChangeForm(until=self._context.today()), card, "Extend",
            lambda form: extend(self._context.record, card.id, _day(form.on), _day(form.until), form.why or ""),
        )

    def _agree(self, card: PlacementCard) -> bool:
        parts = (Part("on", "First day", DAY), Part("until", "Last day", DAY, if_known=True, beside=True))
        return self._ask(
            f"Agree {card.title}", parts, ChangeForm(on=card.start, until=card.end), card, "Agree placement",
            lambda form: agree(self._context.record, card.id, self._context.today(), start=form.on, end=form.until),
        )

    def _move(self, card: PlacementCard) -> bool:
        parts = (
            Part("on", "First day", DAY), Part("until", "Last day", DAY, if_known=True, beside=True),
            Part("why", "Why", AREA),
        )
        return self._ask(
            f"Move the first day of {card.title}", parts, ChangeForm(on=card.start, until=card.end), card, "Move",
            lambda form: move_start(self._context.record, card.id, _day(form.on), form.why or "", form.until),
        )

    def _withdraw(self, card: PlacementCard) -> bool:
        parts = (Part("why", "Why", AREA),)
        return self._ask(
            f"{card.title} does not go ahead?", parts, ChangeForm(), card, "Withdraw placement",
            lambda form: withdraw(self._context.record, card.id, self._context.today(), form.why or ""),
        )

    def _ask(
        self, title: str, parts: tuple[Part, ...], shown: ChangeForm, card: PlacementCard, do: str, change: Any
    ) -> bool:
        form = RecordForm(
            title, parts, shown, save=lambda said: self._seen(card, change(said)), today=self._context.today(),
            calendar=calendar_or_none(self._context.record), do="See what follows", width=520,
        )
        if not self._context.ask.form(form) or form.saved is None:
            return False
        what, words = form.saved
        if not self._context.ask.confirm(Question(title, words, do=do, keep="Leave it as it is")):
            return False
        try:
            done = carry_out(self._context.record, card.id, what)
        except Problem as problem:
            self._context.ask.refuse(problem)
            return False
        self._context.publish(done.changes)
        self._context.say(f"{what.what}.")
        return True

    def _seen(self, card: PlacementCard, change: PlacementChange) -> tuple[PlacementChange, str]:
        found = preview(self._context.record, card.id, change).duties
        numbers = ((len(found.moved), "move"), (len(found.added), "are new"), (len(found.withdrawn), "fall away"))
        words = ", ".join(f"{count} {verb}" for count, verb in numbers if count) or "none changes"
        return change, f"Of its duties {words}. What is done or overdue stays."


def _day(day: date | None) -> date:
    if day is None:
        raise Problem("placement.day", "Choose the day.", "on")
    return day
