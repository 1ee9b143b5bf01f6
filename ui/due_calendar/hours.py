"""The hours of a week: where timed entries stand, side by side where they meet, and the line at now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from apdesk.services.calendar_items import Item

QUARTER = 15
EARLIEST, LATEST = 7 * 60, 18 * 60      # minutes of the day that always have a place
LEAST = 30                              # minutes that an entry takes up at least
BESIDE = 3                              # entries side by side; more are counted


@dataclass(frozen=True)
class Slot:
    """Where a timed entry stands: minutes of the day, and its column among those it meets."""

    item: Item
    begins: int
    ends: int
    column: int
    columns: int


@dataclass(frozen=True)
class Rest:
    """Entries that meet more than there is room for beside each other; counted in the last column."""

    count: int
    begins: int
    columns: int


def minutes(time: str) -> int:
    """"14:30" as minutes of the day."""
    hour, _, minute = time.partition(":")
    return int(hour) * 60 + int(minute)


def clock(of_day: int) -> str:
    """Minutes of the day as "14:30"."""
    return f"{of_day // 60:02}:{of_day % 60:02}"


def snapped(of_day: float) -> int:
    """To the quarter of an hour."""
    return round(of_day / QUARTER) * QUARTER


def span_of(items: Sequence[Item]) -> tuple[int, int]:
    """First and last minute that the hours of a week show."""
    begins = [minutes(one.time) for one in items if one.time]
    ends = [minutes(one.time) + max(LEAST, one.minutes) for one in items if one.time]
    first = min([EARLIEST, *(one // 60 * 60 for one in begins)])
    last = max([LATEST, *(-(-one // 60) * 60 for one in ends)])
    return first, min(24 * 60, last)


def slots(items: Sequence[Item]) -> tuple[list[Slot], list[Rest]]:
    """Where the timed entries of a day stand; `Rest` counts what has no place beside the others."""
    timed = sorted((one for one in items if one.time), key=lambda one: (one.time, one.short))
    placed: list[Slot] = []
    rests: list[Rest] = []
    for group in _meeting(timed):
        columns: list[int] = []
        put: list[tuple[Item, int, int, int]] = []
        left = 0
        for item in group:
            begins = minutes(item.time)
            ends = begins + max(LEAST, item.minutes)
            column = next((n for n, until in enumerate(columns) if until <= begins), len(columns))
            if column >= BESIDE:
                left += 1
                continue
            columns[column : column + 1] = [ends]
            put.append((item, begins, ends, column))
        wide = len(columns) + bool(left)
        placed += [Slot(item, begins, ends, column, wide) for item, begins, ends, column in put]
        if left:
            rests.append(Rest(left, minutes(group[0].time), wide))
    return placed, rests


def _meeting(timed: Sequence[Item]) -> list[list[Item]]:
    groups: list[list[Item]] = []
    until = -1
    for item in timed:
        begins = minutes(item.time)
        if begins >= until:
            groups.append([])
        groups[-1].append(item)
        until = max(until, begins + max(LEAST, item.minutes))
    return groups
