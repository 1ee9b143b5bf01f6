"""One sign-off of a week's attendance: who has nothing to sort out, and who has, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from apdesk.domain.school_calendar import monday_of
from apdesk.exports.words import short_day
from apdesk.services.duty_lists import DutyRow
from apdesk.services.register_weeks import Difference, register_week
from apdesk.store.record import Record


class ToSignOff(NamedTuple):
    """One pupil's week: the duty, and what there is to sort out first."""

    row: DutyRow
    differences: tuple[str, ...]


def to_sign_off(record: Record, rows: Iterable[DutyRow]) -> tuple[ToSignOff, ...]:
    """Each duty of a week's attendance with its differences; those with any come first. One look at each week.

    Raises `Problem` "calendar.none" or "calendar.beyond" where the term dates do not reach.
    """
    weeks: dict[date, Mapping[str, tuple[str, ...]]] = {}
    found = []
    for row in rows:
        day = row.period_from or row.day
        if day is None:
            found.append(ToSignOff(row, ()))
            continue
        monday = monday_of(day)
        if monday not in weeks:
            weeks[monday] = _differences(register_week(record, monday).differences, record.clock.today())
        found.append(ToSignOff(row, weeks[monday].get(row.placement or "", ())))
    return tuple(sorted(found, key=lambda one: (not one.differences, one.row.pupil_list_name)))


def _differences(found: Iterable[Difference], today: date) -> Mapping[str, tuple[str, ...]]:
    """By placement, each sentence once with the sessions it holds for, up to today."""
    said: dict[str, dict[str, list[str]]] = {}
    for one in found:
        if one.day <= today:
            said.setdefault(one.placement, {}).setdefault(one.text, []).append(f"{short_day(one.day)} {one.session}")
    return {
        placement: tuple(f"{_span(sessions)}: {text}" for text, sessions in texts.items())
        for placement, texts in said.items()
    }


def _span(sessions: list[str]) -> str:
    return sessions[0] if len(sessions) == 1 else f"{sessions[0]} to {sessions[-1]}, {len(sessions)} sessions"
