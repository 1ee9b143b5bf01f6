"""Which backups stay: the newest of each of 14 days, 8 weeks and 6 terms that have one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime

DAYS, WEEKS, TERMS = 14, 8, 6


def to_keep(taken: Iterable[datetime]) -> set[datetime]:
    """The moments whose backups stay. Days, weeks and terms without a backup do not count against the numbers.

    Everything of the newest day stays: those are the backups before today's imports and erasures.
    """
    newest_first = sorted(taken, reverse=True)
    kept: set[datetime] = set()
    for count, period in ((DAYS, _day), (WEEKS, _week), (TERMS, _term)):
        kept |= _newest_of_each(newest_first, period, count)
    return kept | {moment for moment in newest_first if moment.date() == newest_first[0].date()}


def _newest_of_each(newest_first: list[datetime], period: Callable[[datetime], Hashable], count: int) -> set[datetime]:
    newest: dict[Hashable, datetime] = {}
    for moment in newest_first:
        newest.setdefault(period(moment), moment)
    return set(list(newest.values())[:count])


def _day(moment: datetime) -> Hashable:
    return moment.date()


def _week(moment: datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _term(moment: datetime) -> Hashable:
    # Autumn, spring and summer by the month are near enough for keeping one copy of each.
    return moment.year, 0 if moment.month < 4 else 1 if moment.month < 9 else 2
