"""Which pages there are, and which of them stand on the rail. A rail item without a page is hidden.

Pages, counts and scenes are named as text ("ui.today.page:TodayPage") and imported when they are first needed,
so that the window opens before the pages that nobody has looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from apdesk.domain.permissions import Deed, may
from ui.common.context import Context
from ui.common.counts import Count
from ui.common.page import Page

DAY, WORK, DESK, NONE = "day", "work", "desk", ""


@dataclass(frozen=True)
class Room:
    """One page. `group` is its part of the rail, "" where it is reached from other pages only."""

    key: str
    label: str
    icon: str
    group: str = NONE
    page: str = ""
    counts: str = ""
    """A function (Context) -> Count or None: what waits there."""
    needs: Deed | None = None
    """Who may not do this does not see the item."""
    under: str = ""
    """The rail item that stays chosen while this page is shown."""
    finds: bool = False
    """Quick find opens it too, although it is not on the rail: it needs nobody and nothing to be chosen first."""
    scenes: str = ""
    """The module whose `SCENES` hold the room's further screenshots."""


ROOMS: tuple[Room, ...] = (
    Room("today", "Today", "ph.sun-horizon", DAY, page="ui.today.page:TodayPage", counts="ui.today.counts:today_counts",
         needs=Deed.SEE_PUPILS, scenes="ui.today.scenes"),
    Room("pupils", "Pupils", "ph.student", DAY, page="ui.pupils.page:PupilsPage", needs=Deed.SEE_PUPILS,
         scenes="ui.pupils.scenes"),
    Room("calendar", "Calendar", "ph.calendar-blank", DAY, page="ui.due_calendar.page:CalendarPage",
         needs=Deed.SEE_PUPILS, scenes="ui.due_calendar.scenes"),
    Room("registers", "Registers", "ph.grid-four", DAY),
    Room("visits", "Visits", "ph.map-pin-line", WORK),
    Room("reviews", "Reviews", "ph.clipboard-text", WORK),
    Room("letters", "Letters", "ph.envelope-simple", WORK),
    Room("providers", "Providers", "ph.buildings", WORK, page="ui.providers.list_page:ProvidersPage",
         counts="ui.providers.counts:provider_counts", needs=Deed.SEE_PUPILS, scenes="ui.providers.scenes"),
    Room("reports", "Reports", "ph.chart-bar", WORK),
    Room("import", "Import", "ph.tray", DESK, page="ui.roll_import.page:ImportPage", needs=Deed.IMPORT_ROLL,
         scenes="ui.roll_import.scenes"),
    Room("laptop", "Laptop", "ph.laptop", DESK),
    Room("settings", "Settings", "ph.gear-six", DESK, page="ui.settings.page:SettingsPage",
         scenes="ui.settings.scenes"),
    # reached from other pages
    Room("pupil", "Pupil", "ph.student", page="ui.pupil.page:PupilPageView", under="pupils", needs=Deed.SEE_PUPILS,
         scenes="ui.pupil.scenes"),
    Room("wizard", "New placement", "ph.plus", page="ui.placement_wizard.page:WizardPage", under="pupils",
         needs=Deed.CHANGE_PLACEMENTS, scenes="ui.placement_wizard.scenes"),
    Room("provider", "Provider", "ph.buildings", page="ui.providers.page:ProviderPage", under="providers",
         needs=Deed.SEE_PUPILS),
    Room("policy", "Policy and duties", "ph.clipboard-text", page="ui.settings.policy_page:PolicyPageView",
         under="settings", needs=Deed.SEE_PUPILS, finds=True),
)


def room(key: str) -> Room:
    """The room of that key."""
    return next(each for each in ROOMS if each.key == key)


def open_to(role: str) -> list[Room]:
    """The rooms that have a page and that this role may enter."""
    return [each for each in ROOMS if each.page and (each.needs is None or may(role, each.needs))]


def on_rail(role: str) -> list[Room]:
    """The rooms of the rail for this role, in the order of the working day."""
    return [each for each in open_to(role) if each.group]


def make_page(each: Room, context: Context) -> Page:
    """A new page of the room."""
    made = named(each.page)(context)
    assert isinstance(made, Page)
    return made


def count_of(each: Room, context: Context) -> Count | None:
    """What waits in the room, or None."""
    if not each.counts:
        return None
    counting: Callable[[Context], Count | None] = named(each.counts)
    return counting(context)


def named(text: str) -> Any:
    """The thing that "package.module:Name" names."""
    module, _, name = text.partition(":")
    return getattr(import_module(module), name)
