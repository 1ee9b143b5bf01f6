"""Beside the steps of the first day: look round, bring what a spreadsheet holds; later, what was put aside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from apdesk.services.placement_flow import unfinished
from ui.common.context import Context
from ui.common.widgets.button import Button
from ui.common.widgets.card import Card
from ui.common.widgets.facts import KeyLink
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme
from ui.today.set_up import SetUpStep

MOST_BEGUN = 3
STILL = "Still to set up"


class OfferCard(Card):
    """A title, a few words, and one button."""

    asked = Signal()

    def __init__(self, title: str, words: str, button: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.add(DataLabel(words, "body", wrap=True))
        self.button = Button(button, "plain", icon)
        self.add(self.button)
        self.button.clicked.connect(self.asked)


class PracticeCard(OfferCard):
    """The made-up school, in a window of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        words = "Open a made-up school in a window of its own. Nothing in it is real, and it goes when you close it."
        super().__init__("Just looking?", words, "Open the practice school", "ph.chalkboard-teacher", parent)


class SpreadsheetCard(OfferCard):
    """What a tracker holds already."""

    def __init__(self, parent: QWidget | None = None) -> None:
        words = "Import takes your columns as they are. You see every row before anything is kept."
        super().__init__("Moving from a spreadsheet?", words, "Show me", "ph.play", parent)


class LinksCard(Card):
    """One link a line; gone when there is none."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme().px(4))
        self.add_layout(self._rows)
        self.links: list[KeyLink] = []

    def show_links(self, links: Sequence[tuple[str, str]]) -> None:
        """Each with its words and its key."""
        while self._rows.count():
            old = self._rows.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.links = []
        for words, key in links:
            link = KeyLink(words, key)
            link.lead = 0
            link.pressed_key.connect(self.open)
            self.links.append(link)
            self._rows.addWidget(link)
            link.show()
        self.setVisible(bool(links))

    def open(self, key: str) -> None:
        """A link was pressed."""
        raise NotImplementedError


class LeftOverCard(LinksCard):
    """What is still to be set up once the desk is in use."""

    asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(STILL, parent)

    def show_steps(self, steps: Sequence[SetUpStep], *, low: bool = False) -> None:
        """One link a step. `low`: a window without height to spare, where a single step takes one line in all."""
        one_line = low and len(steps) == 1
        self.set_title("" if one_line else STILL)
        self.setAccessibleName(STILL)
        pad, top = theme().length("space-card"), theme().px(4) if one_line else theme().length("space-card-top")
        self.body.setContentsMargins(pad, top, pad, top if one_line else pad)
        if one_line:
            (step,) = steps
            title = f"{step.title[:1].lower()}{step.title[1:]}"
            self.show_links([(f"{STILL}: {title}", f"{step.page}/{step.part}")])
            return
        self.show_links([
            (f"{step.title}: {step.button[:1].lower()}{step.button[1:]}", f"{step.page}/{step.part}") for step in steps
        ])

    def open(self, key: str) -> None:
        page, _, part = key.partition("/")
        self.asked.emit(page, part)


class BegunCard(LinksCard):
    """Placements that the acting person began and did not create; `asked` with the draft to go on with."""

    asked = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("Begun and not created", parent)
        self._context = context

    def refresh(self) -> None:
        """Shows what is begun now, the newest first."""
        begun = unfinished(self._context.record)
        self.show_links([(one.title.removeprefix("New placement for "), one.id) for one in begun[:MOST_BEGUN]])

    def open(self, key: str) -> None:
        self.asked.emit(key)
