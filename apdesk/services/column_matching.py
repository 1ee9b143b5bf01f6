"""What the columns of a file are taken for, to be shown and set otherwise before it is taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from apdesk.services.roll_import import OpenedRoll
from apdesk.services.tracker_import import OpenedTracker

if TYPE_CHECKING:
    from apdesk.imports.roll_columns import RollColumn

FROM_LAST_TIME, AS_SAID = "From last time", "As you said"
_HOWS = {
    "recognised": "By its heading", "duplicate": "Another column says it already", "": "Not known",
}
_SEVERAL = ("address_part",)    # what several columns may mean at once
_CONFIDENTIAL = frozenset({"medical", "child_protection", "social_worker", "looked_after", "young_carer"})
BETWEEN = " · "     # names hold commas
NOT_SHOWN = "Confidential, not shown"


class MatchedColumn(NamedTuple):
    """One column: its heading, the field it is taken for ("" for not imported), some values, how that was found."""

    heading: str
    field: str
    samples: str
    how: str


def columns_of_roll(opened: OpenedRoll, mapping: Mapping[str, str] | None = None) -> tuple[MatchedColumn, ...]:
    """The columns of a pupil list, as said, else as last time, else by their words."""
    from apdesk.imports.roll import columns_of

    said = opened.mapping if mapping is None else mapping
    return _shown(columns_of(opened.raw, said), opened.mapping, mapping)


def fields_of_roll(opened: OpenedRoll) -> tuple[tuple[str, str], ...]:
    """Everything a column of this list may mean, with the words for it; contacts only as many as it may hold."""
    from apdesk.imports.roll import columns_of
    from apdesk.imports.roll_fields import MAPPABLE

    numbers = {
        int(column.field.split(".")[1]) for column in columns_of(opened.raw, opened.mapping)
        if column.field and column.field.startswith("contact.")
    }
    most = max(numbers, default=0) + 1
    return tuple(
        (one.id, one.label) for one in MAPPABLE
        if not one.id.startswith("contact.") or int(one.id.split(".")[1]) <= most
    )


def columns_of_tracker(opened: OpenedTracker, mapping: Mapping[str, str] | None = None) -> tuple[MatchedColumn, ...]:
    """The columns of a tracker, as said, else as last time, else by their words."""
    from apdesk.imports.tracker import tracker_columns_of

    said = opened.mapping if mapping is None else mapping
    return _shown(tracker_columns_of(opened.raw, said), opened.mapping, mapping)


def fields_of_tracker() -> tuple[tuple[str, str], ...]:
    """Everything a column of a tracker may mean, with the words for it."""
    from apdesk.imports.tracker_columns import TRACKER_MAPPABLE

    return TRACKER_MAPPABLE


def _shown(
    columns: Sequence[RollColumn], remembered: Mapping[str, str] | None, mapping: Mapping[str, str] | None
) -> tuple[MatchedColumn, ...]:
    from apdesk.imports.roll_fields import field_of

    found = []
    for column in columns:
        how = _HOWS.get(column.how, FROM_LAST_TIME if mapping is None else AS_SAID)
        if column.how == "given" and remembered and remembered.get(column.heading) == (column.field or ""):
            how = FROM_LAST_TIME
        confidential = _CONFIDENTIAL & {column.field, field_of(column.heading)}
        samples = NOT_SHOWN if confidential and column.samples else BETWEEN.join(column.samples)
        found.append(MatchedColumn(column.heading, column.field or "", samples, how))
    return tuple(found)


def meaning(columns: Sequence[MatchedColumn], heading: str, field: str) -> dict[str, str]:
    """What every column means once one of them is said to mean this: no fact is taken from two columns."""
    mapping = {column.heading: column.field for column in columns}
    if field and field not in _SEVERAL:
        mapping = {name: "" if held == field else held for name, held in mapping.items()}
    return mapping | {heading: field}
