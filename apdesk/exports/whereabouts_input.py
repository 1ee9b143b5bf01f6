"""What the page that says where everyone is now is made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from apdesk.exports.paper_input import Printing


@dataclass(frozen=True)
class WherePupil:
    """One pupil in a group."""

    name: str                   # "Okonjo, Chidera"
    form: str
    placement: str              # "Off-site direction"
    code: str
    note: str = ""


@dataclass(frozen=True)
class WhereGroup:
    """Everybody at one place, and how to reach it. `pressing`: nobody knows where they are."""

    title: str
    reach: tuple[str, ...]
    pupils: tuple[WherePupil, ...]
    pressing: bool = False


@dataclass(frozen=True)
class WherePaper:
    """The whole page."""

    printing: Printing
    at: datetime                # by the clock on the school's wall
    summary: str                # "Morning, 26 pupils"
    groups: tuple[WhereGroup, ...]
    empty: str = "Nobody is expected anywhere now."
    note: str = ""
