"""Failed tries to unlock: five for nothing, then a wait that doubles.

`count` is how many failed in a row and decides the wait; `untold` how many the journal has not been told yet. A
right passphrase ends the row; only an opening, which writes the journal, tells.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from apdesk.problems import Problem

FREE_TRIES = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
UNKNOWN = "unknown"
RECOVERY = "recovery"
_NOBODY = (UNKNOWN, RECOVERY)

Tries = dict[str, dict[str, Any]]


def wait_after(failures: int) -> timedelta:
    """How long the next try must wait after that many failures in a row."""
    if failures < FREE_TRIES:
        return timedelta(0)
    doublings: int = min(failures - FREE_TRIES, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def demand_patience(tries: Tries, who: str, now: datetime) -> None:
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


def note_failure(tries: Tries, who: str, now: datetime) -> str:
    """One more failure is noted; the sentence that says what comes next."""
    count, untold = _of(tries, who)
    count += 1
    tries[who] = {"count": count, "last": now.isoformat(), "untold": untold + 1}
    left = FREE_TRIES - count
    if left > 0:
        return f"{left} {'try' if left == 1 else 'tries'} left before a one minute wait."
    return f"Wait {_in_words(wait_after(count))} before the next try."


def in_a_row(tries: Tries, who: str) -> int:
    """How many failed since the last success."""
    return _of(tries, who)[0]


def end_row(tries: Tries, who: str) -> None:
    """The next failure counts as the first again; what the journal must still be told stays."""
    _put(tries, who, 0, _of(tries, who)[1])


def untold(tries: Tries, who: str) -> tuple[int, int]:
    """How many failed for this person, and how many for nobody known, since the journal was told last."""
    return _of(tries, who)[1], sum(_of(tries, nobody)[1] for nobody in _NOBODY)


def told(tries: Tries, who: str) -> None:
    """Afterwards the journal owes nothing for this person nor for nobody known; their waits stay."""
    for one in (who, *_NOBODY):
        _put(tries, one, _of(tries, one)[0], 0)


def _of(tries: Tries, who: str) -> tuple[int, int]:
    entry = tries.get(who, {"count": 0})
    count = int(entry["count"])
    return count, int(entry.get("untold", count))


def _put(tries: Tries, who: str, count: int, still_untold: int) -> None:
    if who not in tries:
        return
    if count or still_untold:
        tries[who] = {**tries[who], "count": count, "untold": still_untold}
    else:
        del tries[who]


def _in_words(wait: timedelta) -> str:
    seconds = max(1, round(wait.total_seconds()))
    if seconds < 90:
        return "one minute" if seconds > 55 else f"{seconds} seconds"
    return f"{-(-seconds // 60)} minutes"
