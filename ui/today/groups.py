"""Today's duties in their groups; several of one act, owner and day are one line that opens to ticks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from apdesk.domain.lateness import week_end
from apdesk.services.duty_lists import DutyRow
from ui.common.duties.lines import DutyGroup, DutyLine, Member
from ui.common.duties.rows import duty_line, in_order

ALL, OVERDUE, TODAY, WEEK, NEXT, WAITING = "all", "overdue", "today", "week", "next", "waiting"
TITLES = {
    OVERDUE: ("Overdue", "overdue"), TODAY: ("Due today", "today"), WEEK: ("Rest of this week", "soon"),
    NEXT: ("Next week", "later"), WAITING: ("Waiting for others", "waiting"),
}  # fmt: skip
FOLDED_KINDS = ("register", "contact", "check")
_TICKS = {"contact": (("provider", "Provider"), ("pupil", "Pupil"))}


class Grouped(NamedTuple):
    """Groups to show, and which duties each line stands for."""

    groups: tuple[DutyGroup, ...]
    members: dict[str, tuple[str, ...]]     # line id -> duty ids


def group_of(row: DutyRow, today: date) -> str | None:
    """The group of a duty; None for what lies beyond next week."""
    if row.state in ("waiting", "paused"):
        return WAITING
    if row.state == "overdue":
        return OVERDUE
    if row.state == "today":
        return TODAY
    if row.day is None:
        return WAITING
    if row.day <= week_end(today):
        return WEEK
    return NEXT if row.day <= week_end(today) + timedelta(days=7) else None


def sorted_into(rows: Iterable[DutyRow], today: date) -> dict[str, list[DutyRow]]:
    """The duties of each group, most pressing first; every group is there."""
    found: dict[str, list[DutyRow]] = {key: [] for key in TITLES}
    for row in rows:
        key = group_of(row, today)
        if key is not None:
            found[key].append(row)
    return {key: in_order(some) for key, some in found.items()}


def groups(
    found: dict[str, list[DutyRow]], shown: str, today: date, me: str, ticked: Iterable[tuple[str, str]] = ()
) -> Grouped:
    """The groups of one tab (`shown`, or all); `ticked` are (duty, tick) already set by hand."""
    members: dict[str, tuple[str, ...]] = {}
    made = []
    held = frozenset(ticked)
    for key, (title, status) in TITLES.items():
        if shown not in (ALL, key) or not found[key]:
            continue
        lines = tuple(_folded(found[key], today, me, held, members))
        made.append(DutyGroup(key, title, status, lines, len(found[key])))
    return Grouped(tuple(made), members)


def _folded(
    rows: list[DutyRow], today: date, me: str, ticked: frozenset[tuple[str, str]], members: dict[str, tuple[str, ...]]
) -> Iterable[DutyLine]:
    together: dict[tuple[object, ...], list[DutyRow]] = {}
    for row in rows:
        alone = row.kind not in FOLDED_KINDS or row.pupil is None
        key = (row.id,) if alone else (row.title, row.kind, row.who, row.day, row.last_day)
        together.setdefault(key, []).append(row)
    for some in together.values():
        if len(some) == 1:
            line = duty_line(some[0], today, me)
            members[line.id] = (line.id,)
            yield line
            continue
        first = some[0]
        line = duty_line(first, today, me)
        places = {row.provider_name for row in some if row.provider_name}
        where = f" at {next(iter(places))}" if len(places) == 1 else f" at {len(places)} providers" if places else ""
        fold = f"fold-{first.id}"
        members[fold] = tuple(row.id for row in some)
        yield replace(
            line, id=fold, about=f"{len(some)} pupils{where}", about_id="", detail="Space opens the list",
            members=tuple(_member(row, ticked) for row in some), button="Mark all done",
        )


def _member(row: DutyRow, ticked: frozenset[tuple[str, str]]) -> Member:
    ticks = _TICKS.get(row.kind, (("done", "Done"),))
    detail = "  ·  ".join(part for part in (row.form, row.pathway_short, row.provider_name) if part)
    return Member(row.id, row.pupil_name, detail, tuple((key, label, (row.id, key) in ticked) for key, label in ticks))


def ticks_wanted(kind: str) -> frozenset[str]:
    """The ticks that together mean done."""
    return frozenset(key for key, _ in _TICKS.get(kind, (("done", "Done"),)))
