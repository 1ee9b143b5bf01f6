"""The base of every page: a title, what it shows, and how it hears that it has become stale.

A page is made once, cheaply, and filled when it is first shown. Requests go up as signals (`place_requested`)
that the shell answers; facts come down (`hear`). A page knows no other page.

The anatomy of a page, in this order: `__init__` calls `_build` (widgets into `self.body` and `self.use_side()`)
and `_connect`; `activate(values)` takes what it is shown for; `reload` reads from services and fills.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.problems import Problem
from ui.common.context import Context
from ui.common.jobs import Outcome
from ui.common.widgets.frame import BAR, SideColumn
from ui.common.widgets.scroller import Scroller
from ui.theme.current import theme

IN_MENU = "in-menu"
"""Property of a tool that a menu beside it holds as well, so that it may go where there is no room."""


@dataclass(frozen=True)
class Place:
    """Where in the program: a page and what it is shown for ("pupil", {"pupil": id})."""

    page: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Crumb:
    """One part of the breadcrumb; with a place it leads there."""

    text: str
    place: Place | None = None


class Page(QWidget):
    """One screen. Subclasses set `key` and `areas` and override what they need."""

    key: ClassVar[str] = ""
    areas: ClassVar[frozenset[str]] = frozenset()
    """Areas of the record whose change makes the page stale; a domain word each ("pupils", "duties")."""
    full_page: ClassVar[bool] = False
    """True for forms that take the whole window: the rail shrinks to icons."""

    title_kind: ClassVar[str] = "title"
    """The type of the title in the top bar."""
    side_waits: ClassVar[bool] = False
    """True where the column at the right stays out of sight until somebody asks for it."""

    place_requested = Signal(object)
    back_requested = Signal()
    titles_changed = Signal()
    frame_changed = Signal()
    """The page shows something else now: its title, buttons, foot and keys are asked for again."""
    action_requested = Signal(str)
    """Asks the shell to do one of the actions of `ui/shell/actions.py` ("new-placement")."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.stale = True
        self.side: SideColumn | None = None
        now = theme()
        edge = now.length("space-page")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.head = QVBoxLayout()
        """What runs across the whole page, over its middle and the column at its right."""
        self.head.setContentsMargins(edge, 0, edge, 0)
        self.head.setSpacing(now.px(4))
        self.frame = QHBoxLayout()
        outer.addLayout(self.head)
        outer.addLayout(self.frame, 1)
        self.frame.setContentsMargins(edge, 0, edge, now.px(16))
        self.frame.setSpacing(now.px(20))
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(now.length("space-gap"))
        self.frame.addLayout(self.body, 1)

    # What the frame shows.

    def title(self) -> str:
        """What this is, in the top bar."""
        return ""

    def subtitle(self) -> str:
        """Where it sits, under the title."""
        return ""

    def crumbs(self) -> Sequence[Crumb]:
        """The way here; where there is one it takes the upper line and the title the lower."""
        return ()

    def heading(self) -> QWidget | None:
        """Widgets right of the title (form, flags, status)."""
        return None

    def tools(self) -> Sequence[QWidget]:
        """The page's own buttons at the right of the top bar; they replace quick find and New placement."""
        return ()

    def foot(self) -> QWidget | None:
        """A `FormFoot` that never scrolls."""
        return None

    def state_text(self) -> tuple[str, str] | None:
        """Icon and words at the right of the key bar ("Draft saved 10:44"); None for saved and backed up."""
        return None

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """What the page's actions do, by the names in `ui/shell/actions.py`."""
        return {}

    def hint_names(self) -> Collection[str] | None:
        """Which of the page's actions the key bar teaches now; None for all that are declared to be taught."""
        return None

    def returns_to_last(self) -> bool:
        """True where focus goes back to what had it when the page was left; False where it begins anew."""
        return True

    def focus_start(self) -> QWidget | None:
        """Where focus stands when the page is shown for the first time."""
        return None

    # Its life.

    def activate(self, values: Mapping[str, str]) -> None:
        """Shown next for these values; a page that is about something keeps them and sets `stale` if they differ."""

    def reload(self) -> None:
        """Reads from services and fills every widget."""

    def may_leave(self) -> bool:
        """Saves a draft before another page is shown; False to stay."""
        return True

    def hear(self, changes: Any) -> None:
        """Something was committed: stale where it touches this page's areas; reloads at once where it is seen."""
        touched = frozenset(getattr(changes, "areas", ()))
        if touched & self.areas:
            self.stale = True
            self.freshen()

    def freshen(self) -> None:
        """Reloads where the page is stale and seen."""
        if self.stale and self.isVisible():
            self.stale = False
            layout = self.layout()
            if layout is not None:
                layout.activate()  # its lists know their width before they measure their rows
            self.reload()
            self.titles_changed.emit()

    # What a page may ask for.

    def go(self, page: str, **values: str) -> None:
        """Asks the shell to show another page."""
        self.place_requested.emit(Place(page, values))

    def back(self) -> None:
        """Asks the shell to go back to where the person came from."""
        self.back_requested.emit()

    def settle(self, outcome: Outcome, value_of: Callable[[Any], None] | None = None) -> bool:
        """Deals with the end of long work: hands on its value, shows a refusal, raises a fault. True for done."""
        return self.context.settle(outcome, value_of)

    def attempt(self, work: Callable[[], Any]) -> Any:
        """Does a small piece of work at once; a refusal is shown and answers None."""
        try:
            return work()
        except Problem as problem:
            self.context.ask.refuse(problem)
            return None

    # What a page is built from.

    def use_side(self) -> SideColumn:
        """The column at the right, for facts that help the work in the middle; folds away on narrow windows."""
        if self.side is None:
            self.side = SideColumn(self)
            self.side.seen.connect(self._on_side_seen)
            self.frame.addWidget(self.side)
        return self.side

    def show_side(self) -> None:
        """The column comes into sight, over the page where the window is narrow."""
        side = self.use_side()
        self.place_side()
        side.show()
        side.raise_()

    def place_side(self) -> None:
        """The folded column ends where the page does, over what lies there."""
        if self.side is not None and self.side.floating:
            width = self.side.sizeHint().width()
            edge = theme().length("space-page")
            self.side.setGeometry(self.width() - width - edge, 0, width, self.height() - theme().px(16))

    def _on_side_seen(self, seen: bool) -> None:
        """While the column stands in its place, its scroll bar has the page's right margin."""
        edge = theme().length("space-page")
        beside = seen and self.side is not None and not self.side.floating
        self.frame.setContentsMargins(edge, 0, edge - theme().px(BAR + 2) if beside else edge, theme().px(16))

    def scroll(self, widget: QWidget) -> Scroller:
        """Puts a widget into the middle in a part that scrolls; top bar, foot and key bar never do."""
        area = Scroller(widget)
        self.body.addWidget(area, 1)
        return area


