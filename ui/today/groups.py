"""Today's duties in their groups; several of one act, owner and day are one line that opens to ticks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from apdesk.domain.lateness import week_end
from apdesk.domain.ticks import ticks_of
from apdesk.services.duty_lists import DutyRow
from ui.common.duties.lines import DutyGroup, DutyLine, Member
from ui.common.duties.rows import duty_line, in_order, spoken

ALL, OVERDUE, TODAY, WEEK, NEXT, WAITING = "all", "overdue", "today", "week", "next", "waiting"
TITLES = {
    OVERDUE: ("Overdue", "overdue"), TODAY: ("Due today", "today"), WEEK: ("Rest of this week", "soon"),
    NEXT: ("Next week", "later"), WAITING: ("Waiting for others", "waiting"),
}  # fmt: skip
FOLDED_KINDS = ("register", "contact", "check")
FOLD_VERBS = {"register": "Sign off", "contact": "Log contacts", "check": "Log checks"}
DONE = "done"
"""The tick of a duty whose evidence has no sides."""


@dataclass(frozen=True)
class Grouped:
    """Groups to show, and which duties each line stands for."""

    groups: tuple[DutyGroup, ...] = ()
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # line id -> duty ids


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


def groups(found: Mapping[str, list[DutyRow]], shown: str, today: date, me: str, chase: str = "") -> Grouped:
    """The groups of one tab (`shown`, or all); `me` is the acting person's name, `chase` the words of that link."""
    members: dict[str, tuple[str, ...]] = {}
    made = []
    for key, (title, status) in TITLES.items():
        if shown not in (ALL, key) or not found[key]:
            continue
        lines = []
        for some in _together(found[key]):
            line = _fold(some, today, me) if len(some) > 1 else duty_line(some[0], today, me)
            members[line.id] = tuple(row.id for row in some)
            lines.append(line)
        made.append(DutyGroup(key, title, status, tuple(lines), len(found[key]), chase if key == OVERDUE else ""))
    return Grouped(tuple(made), members)


def _together(rows: list[DutyRow]) -> Iterable[list[DutyRow]]:
    """Duties of one act, owner and day that stand alike; everything else alone. The order stays."""
    found: dict[tuple[object, ...], list[DutyRow]] = {}
    for row in rows:
        folds = row.kind in FOLDED_KINDS and row.pupil is not None and not row.confidential
        key = (row.act, row.kind, row.who, row.day, row.last_day, row.waiting_for) if folds else (row.id,)
        found.setdefault(key, []).append(row)
    return found.values()


def _fold(some: list[DutyRow], today: date, me: str) -> DutyLine:
    first = some[0]
    line = duty_line(first, today, me)
    ((words, _),) = Counter(row.short for row in some).most_common(1)
    about = f"{len(some)} pupils{_where(some)}"
    done = sum(_has_all(row) or bool(row.evidence_given) for row in some)
    detail = f"{done} begun" if done else ""
    said = spoken(first, line.under, line.who, about=about, title=words)
    return replace(
        line, id=f"fold/{first.act}/{first.who}/{first.day}/{first.last_day}", action=words, title=words, about=about,
        about_id="", detail=detail, spoken=said,
        members=tuple(_member(row) for row in some), button=FOLD_VERBS.get(first.kind, "Mark all done"),
        clause=_counted(row.clause.partition(" +")[0] for row in some),
        clause_words=_counted(row.clause_wide.partition(" +")[0] for row in some),
        clause_whole="; ".join(dict.fromkeys(part for row in some for part in row.policy.split("; ") if part)),
    )


def _counted(clauses: Iterable[str]) -> str:
    found = list(dict.fromkeys(clauses))
    return f"{found[0]} +{len(found) - 1}" if len(found) > 1 else "".join(found)


def _where(rows: list[DutyRow]) -> str:
    """" at Kestrel Bridge AP", " at 3 providers"; ", 2 at Fairholt" where the others are at none."""
    placed = [row.provider_name for row in rows if row.provider_name]
    names = list(dict.fromkeys(placed))
    if not names:
        return ""
    where = " and ".join(names) if len(names) < 3 else f"{len(names)} providers"
    return f" at {where}" if len(placed) == len(rows) else f", {len(placed)} at {where}"


def _member(row: DutyRow) -> Member:
    sides = ticks_of(row.evidence) if row.kind == "contact" else ()
    ticks = tuple((tick.evidence, tick.label, tick.evidence in row.evidence_given) for tick in sides)
    detail = "  ·  ".join(part for part in (row.form, row.pathway_short, row.provider_name) if part)
    return Member(row.id, row.pupil_name, detail, ticks or ((DONE, "Done", False),), row.pupil or "")


def _has_all(row: DutyRow) -> bool:
    return bool(row.evidence_given) and all(one in row.evidence_given for one in row.evidence)


def ticks_left(row: DutyRow, just_given: str) -> tuple[str, ...]:
    """Which sides are still to be spoken to once this tick is given; nothing left means that it is done."""
    if just_given == DONE:
        return ()
    given = {*row.evidence_given, just_given}
    return tuple(tick.evidence for tick in ticks_of(row.evidence) if tick.evidence not in given)
