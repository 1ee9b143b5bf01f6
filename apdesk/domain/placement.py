"""Where a placement stands, worked out from what is recorded of it and never typed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

PROPOSED = "proposed"
PANEL = "panel"
AGREED = "agreed"
LIVE = "live"
ENDED = "ended"
WITHDRAWN = "withdrawn"

STATES = (PROPOSED, PANEL, AGREED, LIVE, ENDED, WITHDRAWN)
CURRENT = (PROPOSED, PANEL, AGREED, LIVE)

STATE_WORDS: dict[str, str] = {
    PROPOSED: "Proposed",
    PANEL: "At Panel",
    AGREED: "Agreed",
    LIVE: "Placed",
    ENDED: "Ended",
    WITHDRAWN: "Did not go ahead",
}

WEEK = ("Mon AM", "Mon PM", "Tue AM", "Tue PM", "Wed AM", "Wed PM", "Thu AM", "Thu PM", "Fri AM", "Fri PM")
AT_PROVIDER = "P"
AT_SCHOOL = "S"
REMOTE = "R"
NOT_REQUIRED = "-"
FULL_TIME = AT_PROVIDER * 10
NOT_CHOSEN = AT_SCHOOL * 10


class Facts(NamedTuple):
    """The recorded days that decide a placement's state."""

    proposed_on: date
    panel_on: date | None = None      # referred to a panel that meets on this day
    agreed_on: date | None = None
    start: date | None = None
    end: date | None = None           # planned last day
    ended_on: date | None = None      # actual last day
    withdrawn_on: date | None = None  # it never began


def state_on(facts: Facts, on: date) -> str:
    """The state at the end of a day.

    proposed → at panel → agreed → live → ended. A planned last day that has passed ends it even before the
    outcome is written down; an extension moves that day.
    """
    if facts.withdrawn_on is not None and facts.withdrawn_on <= on:
        return WITHDRAWN
    last = facts.ended_on or facts.end
    if facts.agreed_on is not None and facts.start is not None:
        if last is not None and last < on:
            return ENDED
        if facts.start <= on:
            return LIVE
    if facts.agreed_on is not None:
        return AGREED
    return PANEL if facts.panel_on is not None else PROPOSED


def sessions_at_provider(week: str) -> int:
    """How many of the ten sessions of a week are spent at the provider."""
    return week.count(AT_PROVIDER)


def is_week_pattern(week: str) -> bool:
    """True for ten letters of P (provider), S (home school), R (remote) and - (not required)."""
    return len(week) == len(WEEK) and set(week) <= {AT_PROVIDER, AT_SCHOOL, REMOTE, NOT_REQUIRED}
