"""The calendar by week and as an agenda; the month comes by itself."""

from __future__ import annotations

from collections.abc import Callable

from ui.common.events import settle
from ui.common.scenes import Scene, Shown, Stage
from ui.due_calendar.page import AGENDA, MONTH, WEEK, CalendarPage


def _mode(mode: str) -> Callable[[Stage], Shown]:
    def make(stage: Stage) -> Shown:
        window = stage.window("calendar")
        page = window.current()
        assert isinstance(page, CalendarPage)
        page.show_mode(mode)
        settle()
        return window

    return make


SCENES = tuple(Scene(f"calendar-{mode}", _mode(mode)) for mode in (MONTH, WEEK, AGENDA))
