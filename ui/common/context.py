"""What the shell hands to every page: the open desk and the seams to the world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from apdesk.clock import Clock
from ui.common.ask import Ask
from ui.common.bus import Bus, Said
from ui.common.jobs import Broke, Done, Jobs, Outcome, Refused
from ui.common.memory import Memory
from ui.common.trail import Trail


@dataclass(frozen=True)
class Context:
    """`record` is the open, unlocked desk that services take; a page hands it on and never looks inside."""

    record: Any
    clock: Clock
    ask: Ask
    jobs: Jobs
    bus: Bus
    memory: Memory
    trail: Trail = field(default_factory=Trail)

    def today(self) -> date:
        """The office's calendar date."""
        return self.clock.today()

    def say(
        self, text: str, undo: Callable[[], None] | None = None, undo_name: str = "Undo", *, status: str = "done"
    ) -> None:
        """A toast says it for 10 seconds; with `undo` it offers to take it back. A tick stands with what is "done"."""
        self.bus.said.emit(Said(text, undo, undo_name, status))

    def publish(self, changes: Any) -> None:
        """Every page that shows what `changes` touched (its `areas` and `ids`) reloads."""
        self.bus.changed.emit(changes)
        self.bus.saved.emit()

    def settle(self, outcome: Outcome, value_of: Callable[[Any], None] | None = None) -> bool:
        """Deals with the end of long work: hands on its value, shows a refusal, raises a fault. True for done."""
        match outcome:
            case Done(value):
                if value_of is not None:
                    value_of(value)
                return True
            case Refused(problem):
                self.ask.refuse(problem)
            case Broke(error):
                raise error
            case _:
                self.say("Stopped. Nothing was changed.")
        return False
