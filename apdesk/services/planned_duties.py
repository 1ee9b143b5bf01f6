"""Keeping recorded duties in step with the engine's plan: kept, moved, added, withdrawn.

What is done, and what was overdue already, stays as it is. Doing it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from apdesk.domain.lateness import BEFORE_DESK, DONE, WITHDRAWN, last_day_of, working_day
from apdesk.domain.plan import Duty as Planned
from apdesk.services.duty_pairing import BY_EVENT, Key, by_hand, key, pair
from apdesk.store.duties import Duty
from apdesk.store.work import Work

SETTLED = (DONE, BEFORE_DESK)
FIXED = frozenset({"placement", "pupil", "provider"})


class Line(NamedTuple):
    """One line of a comparison."""

    key: Key
    title: str
    was: date | None
    now: date | None
    reason: str
    rules: tuple[str, ...] = ()     # every rule that this one act answers
    last: date | None = None        # the last day on which what moves or comes is in time, while it is to do


@dataclass(frozen=True)
class Comparison:
    """What a new plan does to the duties on record."""

    kept: tuple[Line, ...] = ()
    moved: tuple[Line, ...] = ()
    added: tuple[Line, ...] = ()
    withdrawn: tuple[Line, ...] = ()

    @property
    def changes_anything(self) -> bool:
        """True where a duty moves, comes or goes."""
        return bool(self.moved or self.added or self.withdrawn)


@dataclass(frozen=True)
class Owning:
    """What every duty of one plan belongs to."""

    placement: str | None = None
    pupil: str | None = None
    provider: str | None = None


@dataclass(frozen=True)
class Reconciled:
    """Everything to write so that the record is as the plan says."""

    comparison: Comparison
    creations: tuple[Mapping[str, Any], ...]
    updates: tuple[tuple[Duty, Mapping[str, Any]], ...]


def reconcile(
    planned: Iterable[Planned], recorded: Iterable[Duty], owning: Owning, today: date, why: str = "", *,
    correcting: bool = False,
) -> Reconciled:
    """Compare a plan with what is recorded; nothing is written. `why` is the reason for what is withdrawn.

    A duty belongs to its week or half-term: where numbers shift, each record goes with its own period.

    `correcting`: something recorded by mistake is taken back, so that duties which it had made overdue follow
    the plan again.
    """
    frozen = date.min if correcting else today
    paired = pair(planned := list(planned), recorded)
    lists: dict[str, list[Line]] = {"kept": [], "moved": [], "added": [], "withdrawn": []}
    creations: list[Mapping[str, Any]] = []
    updates: list[tuple[Duty, Mapping[str, Any]]] = []
    for one in planned:
        row = paired.held.get(key(one))
        values = planned_values(one, owning)
        if row is None:
            creations.append(values)
            lists["added"].append(Line(key(one), one.title, None, one.due, one.why, one.rules, _last(one)))
            continue
        last = _last(one, row.put_off_to)
        lists[fate(row, one, frozen)].append(Line(key(one), one.title, row.due, one.due, one.why, one.rules, last))
        fresh = _fresh(row, one, values, frozen)
        if fresh:
            updates.append((row, fresh))
    for row in paired.left:
        if row.state in SETTLED or row.state == WITHDRAWN:
            continue
        if is_overdue(row, frozen):
            why_kept = "It was overdue already, so it stays."
            lists["kept"].append(Line(key_of(row), row.title, row.due, row.due, why_kept, tuple(row.rules)))
            continue
        reason = why or "The plan no longer asks for it."
        lists["withdrawn"].append(Line(key_of(row), row.title, row.due, None, reason, tuple(row.rules)))
        updates.append((row, {"state": WITHDRAWN, "withdrawn_why": reason}))
    comparison = Comparison(**{name: tuple(lines) for name, lines in lists.items()})
    return Reconciled(comparison, tuple(creations), tuple(updates))


def write(work: Work, reconciled: Reconciled) -> None:
    """The record is as the plan says; a duty that shows differently in a calendar gets the next number."""
    for values in reconciled.creations:
        work.create(Duty, changed_at=work.moment, **values)
    for row, values in reconciled.updates:
        change_duty(row, work, values)


def change_duty(row: Duty, work: Work, values: Mapping[str, Any]) -> None:
    """The row has these values, and the next number where a calendar program would show it differently."""
    now = {name: getattr(row, name) for name in FACE}
    if face(now) == face(now | {name: value for name, value in values.items() if name in FACE}):
        work.update(row, **values)
    else:
        work.update(row, **values, sequence=row.sequence + 1, changed_at=work.moment)


FACE = ("state", "due", "put_off_to", "done_on", "at", "by", "title", "policy", "owner", "kind")


def face(values: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a calendar program shows of a duty: its day and time, its words, whether it is done or gone."""
    state = values["state"] if values["state"] in (*SETTLED, WITHDRAWN) else "open"
    day = values["done_on"] if state == DONE else working_day(values["due"], values["put_off_to"])
    return (state, day, *(values[name] for name in ("at", "by", "title", "policy", "owner", "kind")))


def key_of(row: Duty) -> Key:
    """The same of a recorded duty."""
    return (row.rule, row.occurrence, row.provider_key)


def is_overdue(row: Duty, today: date) -> bool:
    """True where the last allowed day of an open duty has passed."""
    last = last_day_of(row.due, row.hard, row.put_off_to)
    return row.state == "open" and last is not None and last < today


def planned_values(one: Planned, owning: Owning) -> dict[str, Any]:
    """A planned duty as the record keeps it."""
    readings = [
        {"name": r.name, "from": _iso(r.window_from), "due": _iso(r.due), "hard": _iso(r.hard), "chosen": r.chosen}
        for r in one.readings
    ]
    return {
        "placement": owning.placement, "pupil": owning.pupil, "provider": owning.provider,
        "rule": one.rule, "occurrence": one.occurrence, "provider_key": one.provider or "", "kind": one.kind,
        "act": one.act, "title": one.title, "due": one.due, "by": one.by, "hard": one.hard,
        "window_from": one.window_from, "owner": one.owner, "evidence": list(one.evidence), "readings": readings,
        "covers": list(one.covers), "policy": one.policy, "why": one.why, "waits_for": one.waits_for,
        "after": one.after, "planned_problem": one.problem, "rules": list(one.rules),
        "period_from": one.period[0] if one.period else None, "period_until": one.period[1] if one.period else None,
        **_met(one),
    }


def _last(one: Planned, put_off_to: date | None = None) -> date | None:
    return last_day_of(one.due, one.hard, put_off_to) if one.state == "open" else None


def _met(one: Planned) -> dict[str, Any]:
    if one.state != "met":
        return {"state": one.state, "met_by": None, "done_on": None}
    return {"state": DONE, "met_by": f"{BY_EVENT}{one.met_by}", "done_on": met_on(one.met_by)}


def met_on(met_by: str | None) -> date | None:
    """The day in the engine's "review 2026-12-10"."""
    for word in (met_by or "").split():
        try:
            return date.fromisoformat(word)
        except ValueError:
            continue
    return None


def fate(row: Duty, one: Planned, today: date) -> str:
    """Whether a recorded duty is kept as it stands, or moved, by what is planned for it now."""
    if by_hand(row) or is_overdue(row, today) or (row.state == DONE and one.state == "met"):
        return "kept"
    return "kept" if (row.due, row.hard) == (one.due, one.hard) and row.state != WITHDRAWN else "moved"


def _fresh(row: Duty, one: Planned, values: dict[str, Any], today: date) -> dict[str, Any]:
    """The columns of a recorded duty that the plan changes."""
    if by_hand(row):
        return {} if row.occurrence == one.occurrence else {"occurrence": one.occurrence}
    skip = set(FIXED)
    if is_overdue(row, today) and one.state != "met":
        skip |= {"due", "hard", "by", "window_from", "state", "why", "readings", "met_by", "done_on", "waits_for"}
    fresh = {name: value for name, value in values.items() if name not in skip and getattr(row, name) != value}
    if row.state == WITHDRAWN:
        fresh["withdrawn_why"] = None
    if "due" in fresh and row.put_off_to is not None and _outside(row.put_off_to, one):
        fresh |= {"put_off_to": None, "put_off_why": None, "at": None}
    return fresh


def _outside(day: date, one: Planned) -> bool:
    """True where a day that people chose no longer lies in the window of what is planned."""
    first = one.window_from or (one.period[0] if one.period else None)
    return (one.hard is not None and day > one.hard) or (first is not None and day < first)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
