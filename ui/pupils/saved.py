"""Filters kept under a name: chosen, kept and forgotten from one menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from apdesk.problems import Problem
from apdesk.services.saved_filters import SavedFilter, forget_filter, keep_filter, saved_filters
from ui.common.context import Context
from ui.pupils.filters import PupilFilter


class SavedFilters:
    """`take` is called with the filters that a person chose; `shown` answers what is on the screen."""

    def __init__(
        self, context: Context, shown: Callable[[], PupilFilter], take: Callable[[SavedFilter], None]
    ) -> None:
        self._context, self._shown, self._take = context, shown, take

    def fill(self, menu: QMenu) -> None:
        """The names, and what can be done with them."""
        held = saved_filters(self._context.record)
        for one in held:
            menu.addAction(_plain(one.name), lambda one=one: self._take(one))
        if held:
            menu.addSeparator()
        menu.addAction("Keep these filters…", self.keep)
        if held:
            inner = menu.addMenu("Forget")
            for one in held:
                inner.addAction(_plain(one.name), lambda one=one: self.forget(one.name))

    def keep(self) -> None:
        """Asks for a name and keeps the tab and the filters under it; never the words that were searched for."""
        name = self._context.ask.ask_text(
            "Keep these filters", "Name", do="Keep filters",
            body="The tab and the filters are kept for you, on every machine. The words in the search are not.",
        )
        if name is None:
            return
        shown = self._shown()
        self._attempt(
            lambda: keep_filter(self._context.record, name, shown.tab, shown.chosen), f"Filters kept as {name.strip()}."
        )

    def forget(self, name: str) -> None:
        """The name is gone; Undo brings it back."""
        self._attempt(lambda: forget_filter(self._context.record, name), f"{name} forgotten.")

    def _attempt(self, work: Callable[[], object], said: str) -> None:
        try:
            changes = work()
        except Problem as problem:
            self._context.ask.refuse(problem)
            return
        self._context.publish(changes)
        self._context.say(said)


def _plain(text: str) -> str:
    return text.replace("&", "&&")
