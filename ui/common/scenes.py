"""Scenes for pictures: a feature lists its states in `scenes.py`, and the shell draws them without a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from apdesk.domain.pupil import Flag
from ui.common.context import Context
from ui.common.dialogs.house_dialog import HouseDialog
from ui.common.events import settle

P = TypeVar("P", bound=QWidget)

_LETTERS = ("LAC", "EHCP", "CP", "SW", "MED", "PP", "EAL", "YC", "SC", "FSM", "HI", "VI")
TWELVE_FLAGS = tuple(Flag(letters, letters, letters in ("CP", "SW")) for letters in _LETTERS)
"""More than any pupil has, to see that they find room."""
ON = date(2026, 11, 10)
"""The Tuesday of the design's pictures."""


@dataclass(frozen=True)
class Over:
    """A dialog (or a popup at a place) drawn over a window, as a person would see it."""

    window: QWidget
    dialog: QWidget
    at: QPoint | None = None


Shown = QWidget | Over


class Stage(Protocol):
    """What scenes are made with: the open made-up school, and windows of the wanted size."""

    size: tuple[int, int]

    @property
    def context(self) -> Context:
        """The made-up school, open."""

    def window(self, page: str, **values: str) -> Any:
        """The whole window showing a page; its `current()` is the page."""

    def show(self, widget: QWidget, size: tuple[int, int] | None = None) -> QWidget:
        """The widget laid out at that size (the window's, where none is given)."""


@dataclass(frozen=True)
class Scene:
    """A named picture. `make` answers what is to be drawn; `size` overrides the window's."""

    name: str
    make: Callable[[Stage], Shown]
    size: tuple[int, int] | None = None


def over(stage: Stage, window: Shown, dialog: HouseDialog) -> Over:
    """A dialog over its window, as tall as it is there."""
    assert isinstance(window, QWidget)
    dialog.setParent(window, dialog.windowFlags())
    stage.show(dialog, (dialog.width(), 400))
    dialog.fit()
    return Over(window, dialog)


def worked(room: str, kind: type[P], work: Callable[[P], None]) -> Callable[[Stage], Shown]:
    """A room after some work in its page."""

    def make(stage: Stage) -> Shown:
        window = stage.window(room)
        page = window.current()
        assert isinstance(page, kind)
        work(page)
        settle()
        return window  # type: ignore[no-any-return]

    return make
