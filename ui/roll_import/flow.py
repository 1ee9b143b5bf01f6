"""The base of everything that comes in through the Import room: a file is read, shown, and only then taken in.

A flow owns the panes of its steps and says what the frame around them shows; the page does nothing but show it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from apdesk.problems import Problem
from apdesk.progress import Progress
from ui.common.ask import Filters, Question
from ui.common.context import Context
from ui.common.jobs import Broke, Done, Outcome, Refused

CONFIRM = "confirm"


@dataclass(frozen=True)
class Foot:
    """What the foot of the page says: the two buttons, and the sentence between them."""

    back: str
    next: str
    why_not: str = ""       # what has to be done first; the next button is greyed with it
    said: str = "Nothing has been changed yet"
    beside: str = ""


@dataclass(frozen=True)
class Ended:
    """What taking a file in did. `operation` is its sentence in the journal, "" where it cannot be undone."""

    title: str
    lines: Sequence[str]
    operation: str = ""
    see: str = ""           # the words of the button that shows what came in
    page: str = ""          # and where that is
    part: str = ""


class ImportFlow(QObject):
    """One file on its way in. `shown` asks the page to show the frame again; `ended` comes with what was done.

    `refused` comes with the `Problem` of a file that was not read: the choice of the file says it.
    """

    key: ClassVar[str] = ""
    title: ClassVar[str] = ""
    filters: ClassVar[Filters] = ()
    steps: ClassVar[Sequence[tuple[str, str]]] = ()
    hints: ClassVar[Mapping[str, Collection[str]]] = {}
    """For each step the names of the actions that the key bar teaches."""
    copies_first: ClassVar[bool] = True
    """A copy of the desk is made before the file is taken in."""

    shown = Signal()
    ended = Signal(object)
    refused = Signal(object)

    def __init__(self, context: Context, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context, self.file = context, file
        self.step = ""
        self.asking = False
        """True while the question before the deed is open: the line of steps stands at the last."""
        self.over = False
        """True once the file is taken in: what is published then is this flow's own."""

    def read(self) -> None:
        """Begins to read the file; the first step is shown when that is done."""

    def panes(self) -> Mapping[str, QWidget]:
        """The widgets of the steps."""
        return {}

    def subtitle(self) -> str:
        """Where it comes from: the file's name and how much is in it."""
        return f"from {self.file.name}"

    def foot(self) -> Foot:
        """What stands at the foot of the page in the present step."""
        return Foot("Back", "Next")

    def go_next(self) -> None:
        """On to the next step; from the last one before it, the question and then the deed."""

    def open_step(self, key: str) -> None:
        """Shows a step that was reached before."""
        self.step = key
        self.shown.emit()

    def previous(self) -> str:
        """The step before this one; "" where that is the choice of the file."""
        keys = [key for key, _ in self.steps if key in self.panes()]
        at = keys.index(self.step) if self.step in keys else 0
        return keys[at - 1] if at else ""

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """What the keys of the room do in the present step."""
        return {}

    def focus_start(self) -> QWidget | None:
        """Where focus stands when the present step is opened."""
        return None

    def has_content(self) -> bool:
        """True where leaving would lose something that a person typed or chose."""
        return False

    def renew(self) -> None:
        """Something was committed elsewhere: what is shown is worked out again."""

    def confirm(self, question: Question) -> bool:
        """The last step: asks before anything is taken in."""
        self.asking = True
        self.shown.emit()
        try:
            return self.context.ask.confirm(question)
        finally:
            self.asking = False
            self.shown.emit()

    def finish(self, changes: Any, ended: Ended) -> None:
        """The file is in: every page that shows what changed reloads, and the room says what was done.

        The copy that was made before stands at the foot of the window from then on.
        """
        self.ended.emit(ended)
        if self.copies_first:
            self.context.bus.backed_up.emit()
        if changes is not None:
            self.context.publish(changes)

    def run(self, what: str, work: Callable[[Progress], Any], done: Callable[[Any], None], kept: str = "",
            refused: Callable[[Problem], None] | None = None) -> None:  # fmt: skip
        """Does long work off the window's thread; a refusal is shown, or handed to `refused`."""
        ending = partial(self._on_outcome, done=done, refused=refused or self.context.ask.refuse)
        self.context.jobs.run(what, work, ending, kept or "Nothing has been changed yet.")

    def _on_outcome(self, outcome: Outcome, done: Callable[[Any], None], refused: Callable[[Problem], None]) -> None:
        match outcome:
            case Done(value):
                done(value)
            case Refused(problem):
                refused(problem)
            case Broke(error):
                raise error
            case _:
                self.context.say("Stopped. Nothing was changed.")
                self.stopped()
        self.shown.emit()

    def stopped(self) -> None:
        """The person cancelled long work: back to where that leaves something to show."""
