"""Times of day in the made-up school's diary, so that its week looks like one that people arranged."""

from __future__ import annotations

from collections import Counter
from datetime import date

from apdesk.services.duty_lists import due_list
from apdesk.services.rescheduling import move, moving
from apdesk.store.record import Record

TIMES = {
    "visit": ("10:00", "13:15", "11:00"), "review": ("15:15", "09:15", "14:00"), "meeting": ("14:00", "09:30", "15:30"),
}
DAYS = 9            # calendar days ahead
MOST_A_DAY = 3


def give_times(record: Record) -> int:
    """Some of what people meet for in the coming days has a time of day; how many."""
    days: Counter[date] = Counter()
    taken: set[tuple[date, str]] = set()
    kinds = list(TIMES)
    rows = [row for row in due_list(record, days=DAYS) if row.kind in TIMES]
    for row in sorted(rows, key=lambda one: kinds.index(one.kind)):
        if row.day is None or row.day < record.clock.today() or row.lock or row.by or days[row.day] >= MOST_A_DAY:
            continue
        at = next((time for time in TIMES[row.kind] if (row.day, time) not in taken), "")
        look = moving(record, row.id).look(row.day, at) if at else None
        if look is not None and not look.refused and not look.asks:
            move(record, row.id, row.day, at)
            days[row.day] += 1
            taken.add((row.day, at))
    return sum(days.values())
