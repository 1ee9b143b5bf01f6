"""Failed tries to unlock: five for nothing, then a wait that doubles."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from apdesk.problems import Problem

FREE_TRIES = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)


def wait_after(failures: int) -> timedelta:
    """How long the next try must wait after that many failures in a row."""
    if failures < FREE_TRIES:
        return timedelta(0)
    doublings: int = min(failures - FREE_TRIES, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def demand_patience(tries: dict[str, Any], who: str, now: datetime) -> None:
    """Nothing happens once the wait is over; `Problem` "keys.wait" saying how long it still is."""
    entry = tries.get(who)
    if entry is None:
        return
    wait = wait_after(int(entry["count"]))
    last = datetime.fromisoformat(entry["last"])
    # A clock that was set back must not lengthen the wait.
    left = min(last + wait - now, wait)
    if left > timedelta(0):
        raise Problem("keys.wait", f"Too many tries. Wait {_in_words(left)}, then try again.")


def note_failure(tries: dict[str, Any], who: str, now: datetime) -> str:
    """One more failure is noted; the sentence that says what comes next."""
    count = int(tries.get(who, {"count": 0})["count"]) + 1
    tries[who] = {"count": count, "last": now.isoformat()}
    left = FREE_TRIES - count
    if left > 0:
        return f"{left} {'try' if left == 1 else 'tries'} left before a one minute wait."
    return f"Wait {_in_words(wait_after(count))} before the next try."


def _in_words(wait: timedelta) -> str:
    seconds = max(1, round(wait.total_seconds()))
    if seconds < 90:
        return "one minute" if seconds > 55 else f"{seconds} seconds"
    return f"{-(-seconds // 60)} minutes"
