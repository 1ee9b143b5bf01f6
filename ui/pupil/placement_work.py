"""What can be done with a placement from the pupil's page: asked, shown in full, then done as one operation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apdesk.problems import Problem
from apdesk.services import placement_changes as changes
from apdesk.services.placement_cards import PlacementCard
from apdesk.services.placement_case import the_placement
from apdesk.services.placement_changes import PlacementChange
from apdesk.services.provider_moves import Move, move_to_provider, preview_move
from apdesk.services.providers import providers
from apdesk.services.school_year import calendar_or_none
from apdesk.services.what_would_move import Moves, told
from ui.common.context import Context
from ui.common.dates import short_day, spoken_day
from ui.common.dialogs.moves_dialog import MovesDialog
from ui.common.duties.rows import lower_first
from ui.common.taking_back import said_with_undo
from ui.pupil import change_forms as forms
from ui.pupil.change_forms import Around, ChangeForm, WeekForm, change_form, needed, said_in_form

Make = Callable[[ChangeForm], PlacementChange]
KEEP = "Leave it as it is"


class PlacementWork:
    """Asks, shows what would follow duty by duty, carries it out as one operation, and offers to take it back.

    `pupil` is the name in every question.
    """

    def __init__(self, context: Context, pupil: str = "") -> None:
        self._context = context
        self.pupil = pupil

    def offered(self, card: PlacementCard) -> list[tuple[str, str]]:
        """What can be done with a placement as it stands: key and words."""
        week = ("week", "Change the week…")
        if card.is_stage:
            return self._of_stage(card)
        if card.state in ("proposed", "panel"):
            return [("agree", "Agree…"), ("choose", "Choose the provider…"), week, ("withdraw", "Does not go ahead…")]
        if card.state == "agreed":
            return [("start", "Move the first day…"), week, ("choose", "Choose another provider…"),
                    ("withdraw", "Does not go ahead…")]  # fmt: skip
        if card.state == "live":
            return [("extend", "Extend…"), week, ("move", "Move to another provider…"), ("pause", "Pause the clock…"),
                    ("end", "End…")]  # fmt: skip
        return [("extend", "It went on: extend…"), *([("end", "Record the end…")] if not card.outcome else [])]

    def _of_stage(self, card: PlacementCard) -> list[tuple[str, str]]:
        """A plan in school has no provider and no week there."""
        if card.state == "agreed":
            return [("start", "Move the first day…"), ("withdraw", "Does not go ahead…")]
        if card.state == "live":
            return [("extend", "Extend…"), ("end", "End…")]
        return [("extend", "It went on: extend…")]

    def do(self, key: str, card: PlacementCard) -> bool:
        """Does one of those; True where it was carried out."""
        return {
            "agree": self._agree, "extend": self._extend, "end": self.end, "start": self._start,
            "withdraw": self._withdraw, "week": self._week, "choose": self._choose, "move": self._move,
            "pause": self._pause,
        }[key](card)

    def end(self, card: PlacementCard) -> bool:
        """The placement ends on a day, as planned or before time."""
        shown = ChangeForm(on=min(card.last_school_day, self._context.today()) if card.last_school_day else None)
        return self._ask(
            card, f"End {self._whose(card)}", forms.ending(card.end), shown, "End placement", danger=True,
            make=lambda said: changes.end_placement(
                self._context.record, card.id, needed(said.on), said.outcome or "", said.why or "", said.back
            ),
            title=lambda said: f"End {self._whose(card)} on {spoken_day(needed(said.on))}?",
        )

    def _extend(self, card: PlacementCard) -> bool:
        parts = (*forms.days("New last day", "Decided on"), forms.WHY)
        return self._ask(
            card, f"Extend {self._whose(card)}", parts, ChangeForm(until=self._context.today()), "Extend placement",
            title=lambda said: f"Extend {self._whose(card)} until {spoken_day(needed(said.on))}?",
            make=lambda said: changes.extend(
                self._context.record, card.id, needed(said.on), needed(said.until, "until"), said.why or ""
            ),
        )

    def _agree(self, card: PlacementCard) -> bool:
        """Who approved it and when is what agrees a placement; the duty to approve it is done by that."""
        parts = (*forms.DECISION, *forms.days("First day", "Last day", open_end=True))
        shown = ChangeForm(on=card.start, until=card.end, decided_on=self._context.today())
        return self._ask(
            card, f"Agree {self._whose(card)}", parts, shown, "Agree placement",
            make=lambda said: changes.agree(
                self._context.record, card.id, needed(said.decided_on, "agreed_on"), start=said.on, end=said.until,
                by=said.decided_by or "",
            ),
        )

    def _start(self, card: PlacementCard) -> bool:
        parts = (*forms.days("First day", "Last day", open_end=True), forms.WHY)
        return self._ask(
            card, f"Move the first day of {self._whose(card)}", parts, ChangeForm(on=card.start, until=card.end),
            "Move the first day",
            make=lambda said: changes.move_start(
                self._context.record, card.id, needed(said.on), said.why or "", said.until
            ),
        )

    def _withdraw(self, card: PlacementCard) -> bool:
        return self._ask(
            card, f"{self._whose(card)} does not go ahead", (forms.WHY,), ChangeForm(), "Withdraw placement",
            danger=True,
            make=lambda said: changes.withdraw(self._context.record, card.id, self._context.today(), said.why or ""),
        )

    def _pause(self, card: PlacementCard) -> bool:
        parts = (*forms.days("From", "To"), forms.WHY)
        return self._ask(
            card, f"Pause the clock of {self._whose(card)}", parts, ChangeForm(), "Pause the clock",
            make=lambda said: changes.pause(
                self._context.record, card.id, needed(said.on), needed(said.until, "until"), said.why or ""
            ),
        )

    def _week(self, card: PlacementCard) -> bool:
        """From a day on where the placement runs, altogether where it has not begun."""
        live = card.state == "live"
        parts = (*(forms.days("From") if live else ()), forms.WHY)

        def save(said: ChangeForm, week: str) -> tuple[PlacementChange, Moves]:
            day = needed(said.on) if live else card.start or self._context.today()
            return self._seen(card, changes.change_week(self._context.record, card.id, week, day, said.why or ""))

        form = WeekForm(
            f"Change the week of {self._whose(card)}", parts, ChangeForm(), card.sessions, card.provider_short, save,
            self._around(),
        )
        return self._show(card, form, f"Change the week of {self._whose(card)}?", "Change the week")

    def _choose(self, card: PlacementCard) -> bool:
        parts = (forms.providers(self._others(card)), forms.WHY)
        return self._ask(
            card, f"Choose the provider of {self._whose(card)}", parts, ChangeForm(), "Choose this provider",
            make=lambda said: changes.choose_provider(
                self._context.record, card.id, said.provider or "", said.why or ""
            ),
        )

    def _move(self, card: PlacementCard) -> bool:
        """One placement ends and one begins: the plan of both is shown first."""
        parts = (forms.providers(self._others(card)), *forms.days("First day there"), forms.WHY)
        record = self._context.record

        def save(said: ChangeForm) -> tuple[Move, Moves, str]:
            move = Move(said.provider or "", needed(said.on), said.why or "")
            seen = preview_move(record, card.id, move)
            begins = f"{len(seen.beginning.duties)} duties begin with the new placement, its own notice among them."
            ends = f"This placement ends on {short_day(seen.last_day, self._context.today())}."
            return move, told(record, the_placement(card.id), seen.ending), f"{ends} {begins}"

        form = change_form(
            f"Move {self.pupil} to another provider", parts, ChangeForm(), save, self._around(),
            "Another place is another placement, with its own notice and checks. Objectives and the last day stay.",
        )
        if not self._context.ask.form(form) or form.saved is None:
            return False
        move, moves, words = form.saved
        return self._confirmed(
            f"Move {self.pupil} to {self._name_of(card, move.provider)} on {spoken_day(move.first_day)}?", moves,
            "Move to this provider", words, lambda: move_to_provider(record, card.id, move).changes, "Moved.",
        )

    def _whose(self, card: PlacementCard) -> str:
        what = f"placement at {card.provider_name}" if card.provider else lower_first(card.title)
        return f"{self.pupil}’s {what}"

    def _name_of(self, card: PlacementCard, provider: str) -> str:
        return next((name for key, name in self._others(card) if key == provider), "another provider").split(" (")[0]

    def _others(self, card: PlacementCard) -> list[tuple[str, str]]:
        """Everybody else, with how they stand."""
        found = [(one.id, f"{one.name} ({one.clearance.state})") for one in providers(self._context.record)]
        return [one for one in found if one[0] != card.provider]

    def _around(self) -> Around:
        return Around(self._context.today(), calendar_or_none(self._context.record))

    def _ask(
        self, card: PlacementCard, heading: str, parts: Any, shown: ChangeForm, do: str, *, make: Make,
        danger: bool = False, title: Callable[[ChangeForm], str] | None = None,
    ) -> bool:
        asked: list[ChangeForm] = []

        def save(said: ChangeForm) -> tuple[PlacementChange, Moves]:
            asked[:] = [said]
            with said_in_form():
                return self._seen(card, make(said))

        form = change_form(heading, parts, shown, save, self._around())
        question = f"{heading.rstrip('?')}?"
        return self._show(card, form, lambda: title(asked[0]) if title else question, do, danger=danger)

    def _seen(self, card: PlacementCard, change: PlacementChange) -> tuple[PlacementChange, Moves]:
        """The change, and what would become of each duty."""
        found = changes.preview(self._context.record, card.id, change).duties
        return change, told(self._context.record, the_placement(card.id), found)

    def _show(
        self, card: PlacementCard, form: Any, title: str | Callable[[], str], do: str, *, danger: bool = False
    ) -> bool:
        if not self._context.ask.form(form) or form.saved is None:
            return False
        change, moves = form.saved
        question = title if isinstance(title, str) else title()
        return self._confirmed(
            question, moves, do, "What is done or overdue stays.",
            lambda: changes.carry_out(self._context.record, card.id, change).changes, f"{change.what}.", danger=danger,
        )

    def _confirmed(
        self, title: str, moves: Moves, do: str, body: str, work: Callable[[], Any], said: str, *, danger: bool = False
    ) -> bool:
        dialog = MovesDialog(
            title, moves, self._context.today(), do=do, keep=KEEP, body=body, asks_why=False, one_pupil=True,
            danger=danger,
        )
        if not self._context.ask.form(dialog):
            return False
        try:
            done = work()
        except Problem as problem:
            self._context.ask.refuse(problem)
            return False
        said_with_undo(self._context, done, said)
        return True
