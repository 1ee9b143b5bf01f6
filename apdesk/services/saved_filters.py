"""Filters of the pupil list that a person keeps under a name; they follow the person to every machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.store.record import Record
from apdesk.store.settings import Setting, setting_row

LONGEST, MOST = 40, 20


class SavedFilter(NamedTuple):
    """A tab of the list, and what its filters let through: filter -> key."""

    name: str
    tab: str
    chosen: Mapping[str, str]


def saved_filters(record: Record) -> tuple[SavedFilter, ...]:
    """The acting person's own, by name."""
    require(record, Deed.SEE_PUPILS)
    row = setting_row(_key(record))
    held = row.value if row is not None and row.removed_at is None else None
    found = [SavedFilter(one["name"], one["tab"], one["chosen"]) for one in held or ()]
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def keep_filter(record: Record, name: str, tab: str, chosen: Mapping[str, str]) -> Changes:
    """The filters stand under the name; one of the same name is replaced.

    Raises `Problem` "filter.name" without a name or with a very long one, "filter.most" beyond twenty.
    """
    words = " ".join(name.split())
    if not words or len(words) > LONGEST:
        raise Problem("filter.name", f"Give the filters a name of up to {LONGEST} letters.", "name")
    others = [one for one in saved_filters(record) if one.name.casefold() != words.casefold()]
    if len(others) >= MOST:
        raise Problem("filter.most", f"{MOST} sets of filters are kept already. Forget one first.", "name")
    kept = {filter_: key for filter_, key in chosen.items() if key}
    return _write(record, (*others, SavedFilter(words, tab, kept)), "Kept filters of the pupil list")


def forget_filter(record: Record, name: str) -> Changes:
    """No filters stand under the name."""
    others = tuple(one for one in saved_filters(record) if one.name != name)
    return _write(record, others, "Forgot filters of the pupil list")


def _write(record: Record, filters: tuple[SavedFilter, ...], what: str) -> Changes:
    value = [{"name": one.name, "tab": one.tab, "chosen": dict(one.chosen)} for one in filters]
    with record.work(what) as work:
        row = setting_row(_key(record))
        if row is None:
            work.create(Setting, id=_key(record), value=value)
        else:
            if row.removed_at is not None:
                work.bring_back(row)
            work.update(row, value=value)
    return work.changes


def _key(record: Record) -> str:
    return f"pupils.filters/{record.actor.id}"
