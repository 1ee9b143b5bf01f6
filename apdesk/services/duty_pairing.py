"""Which recorded duty is which planned one: by the week or half-term it belongs to, not by its number.

Numbers count periods that have a school day, so a closed week shifts every number after it. What was done in a week
stays with that week.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from apdesk.domain.lateness import BEFORE_DESK, DONE, WITHDRAWN
from apdesk.domain.plan import Duty as Planned
from apdesk.store.duties import Duty

BY_EVENT = "event:"
Key = tuple[str, int, str]


@dataclass(frozen=True)
class Paired:
    """Each planned duty's record by its key, and the records that no plan asks for."""

    held: Mapping[Key, Duty] = field(default_factory=dict)
    left: tuple[Duty, ...] = ()


def key(planned: Planned) -> Key:
    """What names a planned duty within its placement."""
    return (planned.rule, planned.occurrence, planned.provider or "")


def by_hand(row: Duty) -> bool:
    """True for what a person completed; what an event answered follows the event."""
    return row.state == BEFORE_DESK or (row.state == DONE and not (row.met_by or "").startswith(BY_EVENT))


def pair(planned: Iterable[Planned], recorded: Iterable[Duty]) -> Paired:
    """Every planned duty with the record of the same rule that is it, each record once.

    The same period comes first, then the same day, then what follows the same duty, then the same number.
    """
    by_rule: dict[tuple[str, str], list[Duty]] = {}
    for row in sorted(recorded, key=lambda one: one.state == WITHDRAWN):
        by_rule.setdefault((row.rule, row.provider_key), []).append(row)
    held: dict[Key, Duty] = {}
    waiting = list(planned)
    for look in _LOOKS:
        waiting = [one for one in waiting if not _take(one, by_rule, look, held)]
    return Paired(held, tuple(row for rows in by_rule.values() for row in rows))


def renumbered(planned: Sequence[Planned], recorded: Sequence[Duty]) -> dict[str, int]:
    """Numbers in this plan of duties that people completed, or moved, under another number, by row id."""
    return {
        row.id: occurrence for (_, occurrence, _), row in pair(planned, recorded).held.items()
        if (by_hand(row) or row.put_off_to is not None) and row.occurrence != occurrence
    }


def _take(
    one: Planned, by_rule: Mapping[tuple[str, str], list[Duty]], look: Callable[[Planned, Duty], bool],
    held: dict[Key, Duty],
) -> bool:  # fmt: skip
    rows = by_rule.get((one.rule, one.provider or ""), [])
    found = next((row for row in rows if look(one, row)), None)
    if found is None:
        return False
    rows.remove(found)
    held[key(one)] = found
    return True


def _same_period(one: Planned, row: Duty) -> bool:
    if one.period is None or row.period_from is None or row.period_until is None:
        return False
    return row.period_from <= one.period[1] and one.period[0] <= row.period_until


def _other_period(one: Planned, row: Duty) -> bool:
    both = one.period is not None and row.period_from is not None
    return both and not _same_period(one, row)


_LOOKS: tuple[Callable[[Planned, Duty], bool], ...] = (
    _same_period,
    lambda one, row: not _other_period(one, row) and one.due == row.due and one.occurrence == row.occurrence,
    lambda one, row: not _other_period(one, row) and one.due is not None and one.due == row.due,
    lambda one, row: one.after is not None and one.after == row.after,
    lambda one, row: not _other_period(one, row) and one.occurrence == row.occurrence,
)
