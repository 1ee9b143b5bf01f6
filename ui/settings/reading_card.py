"""How some words of the policy are read: the words, our reading and the other, and what choosing it would move."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from apdesk.services.readings import Point
from ui.common.widgets.card import Card
from ui.common.widgets.facts import Facts
from ui.common.widgets.label import DataLabel, Link
from ui.common.widgets.rounds import RoundChoice
from ui.theme.current import theme

SEE = "See what would move"
_ASKED = "Asked at each placement: the wizard shows every reading with its last day."


class ReadingCard(Card):
    """`would_move_asked()` to see what the reading that is chosen here would do; `more_asked()` for other points."""

    would_move_asked = Signal()
    more_asked = Signal()

    def __init__(self, *, may_change: bool, parent: QWidget | None = None) -> None:
        self.see = Link(SEE)
        super().__init__("How it is read", aside=self.see, parent=parent)
        self._may_change = may_change
        self._point: Point | None = None
        self._words = DataLabel("The policy says", "small", wrap=True)
        self.options = RoundChoice(name="How it is read")
        self._facts = Facts("How it is read")
        self._about = DataLabel("About", "meta", wrap=True)
        self._foot = DataLabel("Nothing is saved", "meta", wrap=True)
        self.more = Link("")
        for widget in (self._words, self.options, self._facts, self._about):
            self.add(widget)
        self.fill_rest()
        foot = QHBoxLayout()
        foot.setSpacing(theme().px(12))
        foot.addWidget(self._foot, 1)
        foot.addWidget(self.more)
        self.body.addLayout(foot)
        self.options.changed.connect(self._on_changed)
        self.see.clicked.connect(self.would_move_asked)
        self.more.clicked.connect(self.more_asked)

    def show_point(self, point: Point | None, heading: str, more: str = "", *, about: bool = False) -> None:
        """One point, or that there is none; `more` leads on to others, `about` names the rules that follow it."""
        self._point = point
        self.set_title(heading)
        choosing = point is not None and bool(point.options)
        self.options.setVisible(choosing)
        self.options.setEnabled(self._may_change)
        self._facts.setVisible(point is not None and not choosing)
        if point is None:
            self._words.set_text("The words of this row can be read in one way only.")
        else:
            self._words.set_text(f"The policy says {point.quoted}")
            self.options.set_options([(one.name, one.words) for one in point.options], point.chosen)
            self._facts.set_lines(_read_so(point))
        rules = _about(point) if about and point is not None else ""
        self._about.set_text(rules)
        self._about.setVisible(bool(rules))
        self.more.setText(more)
        self.more.setAccessibleName(more)
        self.more.setVisible(bool(more))
        self._on_changed()

    def point(self) -> Point | None:
        """What is shown."""
        return self._point

    def wanted(self) -> str:
        """The name of the reading chosen here where it is not the one in force, else ""."""
        if self._point is None or not self._point.options or not self._may_change:
            return ""
        key = self.options.key()
        return "" if key == self._point.chosen else key

    def _on_changed(self, _key: str = "") -> None:
        choosing = self._point is not None and bool(self._point.options)
        self.see.setVisible(choosing and self._may_change)
        self.see.setEnabled(bool(self.wanted()))
        self.see.setToolTip("" if self.see.isEnabled() else "Choose the other reading first.")
        self._foot.setVisible(choosing and self._may_change)
        self._foot.set_text("What moves is shown before it is saved.")


def _read_so(point: Point) -> Sequence[tuple[str, ...]]:
    if point.asked:
        return (("We read it", _ASKED), ("It could be", point.alternative))
    return (("We read it", point.reading), ("It could be", point.alternative))


def _about(point: Point) -> str:
    """Which rules follow it, and for whom."""
    rules = " · ".join(point.titles)
    where = ", ".join(point.where)
    return " ".join(part for part in (f"About: {rules}." if rules else "", f"For {where}." if where else "") if part)
