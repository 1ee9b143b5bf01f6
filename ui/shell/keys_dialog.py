"""All keys, for `?`: those of this page first, then those of any list, then those that work everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.common.dialogs.house_dialog import HouseDialog
from ui.common.widgets.key_bar import KeyCap
from ui.common.widgets.label import DataLabel
from ui.shell.actions import ACTIONS, Action, everywhere, of_page
from ui.theme.current import theme


class KeysDialog(HouseDialog):
    """The list of keys. It tells; it changes nothing."""

    def __init__(self, page_key: str, page_title: str, parent: QWidget | None = None) -> None:
        super().__init__("Keys", do="Close", keep="", width=720, parent=parent)
        self.do_button.set_variant("plain")
        columns = QHBoxLayout()
        columns.setSpacing(theme().px(32))
        own = _unfolded(of_page(page_key))
        left = QVBoxLayout()
        if own:
            left.addLayout(_part(page_title or "Here", own))
            left.addSpacing(theme().px(12))
        left.addLayout(_part("Any list", [action for action in ACTIONS if action.page == "list"]))
        left.addStretch(1)
        right = QVBoxLayout()
        right.addLayout(_part("Everywhere", list(everywhere())))
        right.addWidget(DataLabel("Ctrl 1 to Ctrl 9 open the places of the rail, in their order.", "meta", wrap=True))
        right.addStretch(1)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        self.middle.addLayout(columns)


def _unfolded(actions: Sequence[Action]) -> list[Action]:
    """Numbered actions are told once ("1–7"), by the first of them."""
    kept: list[Action] = []
    for action in actions:
        stem, _, number = action.name.rpartition("-")
        if number.isdigit() and number != "1" and any(each.name == f"{stem}-1" for each in kept):
            continue
        kept.append(action)
    return kept


def _part(title: str, actions: list[Action]) -> QGridLayout:
    now = theme()
    grid = QGridLayout()
    grid.setHorizontalSpacing(now.px(12))
    grid.setVerticalSpacing(now.px(4))
    grid.addWidget(DataLabel(title, "h3"), 0, 0, 1, 2)
    for line, action in enumerate(actions, 1):
        caps = QHBoxLayout()
        caps.setSpacing(now.px(4))
        for key in action.key_words():
            caps.addWidget(KeyCap(key))
        caps.addStretch(1)
        grid.addLayout(caps, line, 0)
        words = {"tab-1": "tabs", "step-1": "a step already done", "kind-1": "show or hide a kind"}
        grid.addWidget(DataLabel(words.get(action.name, action.words), "small"), line, 1)
    grid.setColumnMinimumWidth(0, now.px(96))  # the words of both lists on the left begin in one line
    grid.setColumnStretch(1, 1)
    return grid
