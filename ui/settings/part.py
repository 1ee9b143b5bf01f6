"""One part of Settings: a heading with its buttons, and below it what is set there.

Parts are made when they are first shown. A part knows no other part; `place_requested` asks the page to go elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.domain.permissions import Deed, may, require
from apdesk.problems import Problem
from apdesk.services.undo import undo
from ui.common.context import Context
from ui.common.page import Place
from ui.common.widgets.banner import Banner
from ui.common.widgets.frame import BAR
from ui.common.widgets.label import DataLabel
from ui.common.widgets.scroller import Scroller
from ui.theme.current import theme


@dataclass(frozen=True)
class Entry:
    """Something that can be set and so can be searched for: its words, what people call it besides, and where."""

    words: str
    also: str = ""
    at: str = ""


class SettingsPart(QWidget):
    """Subclasses set `key`, `areas` and `deed` (what changing things here needs) and fill `body`."""

    key: ClassVar[str] = ""
    areas: ClassVar[frozenset[str]] = frozenset()
    deed: ClassVar[Deed | None] = None
    heading: ClassVar[str] = ""
    hints: ClassVar[Collection[str]] = ()
    """Names of the actions of `ui/shell/actions.py` that the key bar teaches here."""

    place_requested = Signal(object)
    state_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.stale = True
        now = theme()
        gap, bar = now.length("space-gap"), now.px(BAR + 2)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(gap)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, bar, 0)
        self.body.setSpacing(gap)
        self._note = DataLabel("", "small", wrap=True)
        self._note.hide()
        self.tools = QHBoxLayout()
        self.tools.setSpacing(now.px(8))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(DataLabel(self.heading, "title"))
        words.addWidget(self._note)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, bar, 0)
        head.setSpacing(now.px(12))
        head.addLayout(words, 1)
        head.addLayout(self.tools)
        head.setAlignment(self.tools, Qt.AlignmentFlag.AlignTop)
        self._outer.addLayout(head)
        self._outer.addLayout(self.body, 1)
        refusal = self.refusal()
        if refusal:
            self.body.addWidget(Banner("soon", "Only to look at.", refusal, icon="ph.eye"))

    # What the page asks of it.

    def reload(self) -> None:
        """Reads from services and fills every widget."""

    def shown_hints(self) -> Collection[str]:
        """Those of `hints` that are true for what is in front now; `state_changed` tells that they are others."""
        return self.hints

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """What the page's actions do while this part is shown."""
        return {}

    def focus_start(self) -> QWidget | None:
        """Where focus stands when the part is shown."""
        return None

    def place_of(self, at: str) -> QWidget | None:
        """Where `at` (an `Entry`'s) stands, to put focus there; None where that is not here."""
        return None

    def may_leave(self) -> bool:
        """Saves a draft before another part is shown; False to stay."""
        return True

    def state_text(self) -> tuple[str, str] | None:
        """Icon and words at the right of the key bar; None for saved and backed up."""
        return None

    # What its subclasses use.

    @property
    def may_change(self) -> bool:
        """True where the person may change what is set here."""
        return self.deed is None or may(self.context.record.actor.role, self.deed)

    def refusal(self) -> str:
        """Why nothing can be changed here and whom to ask, or nothing."""
        if self.deed is None:
            return ""
        try:
            require(self.context.record.actor.role, self.deed)
        except Problem as problem:
            return problem.text
        return ""

    def set_note(self, note: str) -> None:
        """The line under the heading."""
        self._note.set_text(note)
        self._note.setVisible(bool(note))

    def scroll(self, widget: QWidget) -> Scroller:
        """Puts a widget below everything else, in a part that scrolls; its bar stands in the page's margin."""
        inside = QWidget()
        held = QVBoxLayout(inside)
        held.setContentsMargins(0, 0, theme().px(BAR + 2), 0)
        held.addWidget(widget)
        area = Scroller(inside)
        bar = area.verticalScrollBar()
        bar.rangeChanged.connect(lambda least, most: held.setContentsMargins(
            0, 0, theme().px(BAR + 2) - (theme().px(BAR) if most > least else 0), 0
        ))  # fmt: skip
        self._outer.setStretch(self._outer.indexOf(self.body), 0)
        self._outer.addWidget(area, 1)
        return area

    def go(self, page: str, **values: str) -> None:
        """Asks for another page, or another part of this one."""
        self.place_requested.emit(Place(page, values))

    def attempt(self, work: Callable[[], Any]) -> Any:
        """Does a small piece of work at once; a refusal is shown and answers None."""
        try:
            return work()
        except Problem as problem:
            self.context.ask.refuse(problem)
            return None

    def done(self, changes: Any, said: str, *, undoable: bool = False) -> None:
        """Tells the window what changed, and the person in a sentence that may offer to take it back."""
        self.context.publish(getattr(changes, "changes", changes))
        self.context.say(said, self._take_back if undoable else None)

    def saved(self, form: Any, said: str | Callable[[], str], *, undoable: bool = False) -> bool:
        """Shows a form that saves by itself; True where something was saved. `said` may be asked for afterwards."""
        if not self.context.ask.form(form) or form.saved is None:
            return False
        self.done(form.saved, said() if callable(said) else said, undoable=undoable)
        return True

    def _take_back(self) -> None:
        undone = self.attempt(lambda: undo(self.context.record))
        if undone is not None:
            self.context.publish(undone.changes)
            self.context.say(f"Undone: {undone.operation}")


PartOf = Callable[[Context], SettingsPart]


@dataclass(frozen=True)
class PartEntry:
    """A part as the list at the left names it: made on demand, found by what can be set there."""

    key: str
    label: str
    part: str
    entries: Sequence[Entry] = ()
    needs: Deed | None = None
    """Who may not do this does not see the part."""
