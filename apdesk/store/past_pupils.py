"""The pupil list as at an earlier day: who was where, with what was known and planned then.

Where and when a pupil was follows the days in the placements, as they stand now with every correction: what was
entered late is still true. What has no day of its own (form, needs, a planned end, a duty's date) is what the record
held at the end of that day, as far back as its journal reaches.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from apdesk.domain.school_calendar import school_year_of
from apdesk.store.database import RecordDatabase
from apdesk.store.past import Values, entry_before, had_begun, past_at
from apdesk.store.pupil_rows import PupilRecord

_PUPIL = (
    "surname", "forename", "preferred_surname", "preferred_forename", "upn", "admission_number", "year", "form",
    "tutor", "on_roll", "hosted_here", "left_on", "sen", "looked_after", "social_worker", "child_protection",
    "pupil_premium", "eal", "medical", "joined_on",
)
_PLACEMENT = (
    "pupil_id", "reference", "pathway", "protocol_id", "provider_id", "proposed_on", "panel_on", "agreed_on", "start",
    "planned_end", "ended_on", "withdrawn_on", "school_days", "outcome",
)
_DUTY = (
    "pupil_id", "title", "kind", "due", "by", "hard", "put_off_to", "state", "done_on", "rule", "rules", "placement_id",
)
_PLANNED = ("planned_end", "school_days")
_RANK = {"live": 0, "agreed": 1, "panel": 2, "proposed": 3, "ended": 4}
_FLAGS = ("on_roll", "hosted_here", "looked_after", "social_worker", "child_protection", "pupil_premium", "eal")


class _Standing(NamedTuple):
    """A placement on the day."""

    state: str
    values: Values
    is_stage: bool


def past_pupil_records(
    database: RecordDatabase, on: date, end_of_day: datetime, today: date, stages: Iterable[str],
    rules: Iterable[str] = (),
) -> list[PupilRecord]:
    """Everybody who was on roll, hosted, or placed by a day, in the order of the list; `end_of_day` is its last moment.

    A handful of questions, however many pupils there are. Duties of one day come as in `pupil_records`.
    """
    past = _Past(database, on, entry_before(database, end_of_day), today, frozenset(stages), tuple(rules))
    found = [record for record in map(past.record, past.pupils()) if record is not None]
    return sorted(found, key=lambda one: (
        one.preferred_surname or one.surname, one.preferred_forename or one.forename, one.id
    ))


class _Past:
    """The record as at one day."""

    def __init__(
        self, database: RecordDatabase, on: date, entry: int, today: date, stages: frozenset[str],
        rules: tuple[str, ...],
    ) -> None:
        self._database, self._today, self._stages = database, today, stages
        self._weights = {rule: weight for weight, rule in enumerate(rules)}
        self._day, self._on = on, on.isoformat()
        self._past = past_at(database, ("pupil", "placement", "duty"), entry)
        self._new = self._past.new["pupil"]
        self._reaches = had_begun(database, "pupil", entry)
        names = database.rows("SELECT id, name, short_name FROM provider")
        self._providers = {row[0]: (row[1], row[2]) for row in names}
        self._protocols = dict(database.rows("SELECT id, protocol_id FROM placement"))
        self._placements = self._grouped(self._standings())
        self._duties = self._grouped_duties()

    def pupils(self) -> Iterable[Values]:
        """Every pupil with the values of that day."""
        before = self._past.before["pupil"]
        for values in self._rows("pupil", _PUPIL):
            yield values | self._earlier_year(values) | before.get(values["id"], {})

    def record(self, pupil: Values) -> PupilRecord | None:
        """The line of one pupil; None for somebody who was not there."""
        on_roll, hosted = self._on_roll(pupil), bool(pupil["hosted_here"]) and self._was_known(pupil)
        standings = sorted(self._placements.get(pupil["id"], ()), key=self._worth)
        if not (on_roll or hosted or standings):
            return None
        best = standings[0] if standings else None
        duties = self._duties.get(pupil["id"], [])
        return PupilRecord._make((
            pupil["id"], *(pupil[name] for name in _PUPIL[:9]), on_roll, hosted, _day(pupil["left_on"]), pupil["sen"],
            *(bool(pupil[name]) for name in _FLAGS[2:]), pupil["medical"] is not None,
            *self._placed(best), sum(one.state != "ended" for one in standings), *self._next(duties),
            sum((duty["hard"] or duty["put_off_to"] or duty["due"]) < self._on for duty in duties),
        ))

    # -- inside -------------------------------------------------------------------------------------------

    def _rows(self, table: str, columns: tuple[str, ...], where: str = "removed_at IS NULL") -> Iterable[Values]:
        named = ", ".join(f'"{column}"' for column in columns)
        for row in self._database.rows(f'SELECT id, {named} FROM "{table}" WHERE {where}'):
            yield dict(zip(("id", *columns), row, strict=True))

    def _earlier_year(self, pupil: Values) -> Values:
        """Before the record began, a pupil was in a lower year group for each school year gone."""
        if pupil["year"] is None or pupil["id"] not in self._new:
            return {}
        return {"year": pupil["year"] + school_year_of(self._day) - school_year_of(self._today)}

    def _on_roll(self, pupil: Values) -> bool:
        joined, left = pupil["joined_on"], pupil["left_on"]
        if not self._was_known(pupil) or (joined is not None and joined > self._on):
            return False
        if left is not None:
            return bool(left >= self._on)
        return bool(pupil["on_roll"])

    def _was_known(self, pupil: Values) -> bool:
        """False for somebody who came into a record that was kept already, without a day of joining."""
        return pupil["id"] not in self._new or pupil["joined_on"] is not None or not self._reaches

    def _grouped(self, standings: Iterable[_Standing]) -> dict[str, list[_Standing]]:
        found: dict[str, list[_Standing]] = {}
        for one in standings:
            found.setdefault(one.values["pupil_id"], []).append(one)
        return found

    def _standings(self) -> Iterable[_Standing]:
        before = self._past.before["placement"]
        for values in self._rows("placement", _PLACEMENT):
            state = self._state(values, before.get(values["id"], {}))
            if state is not None:
                then = _then(values, before.get(values["id"], {}), state, self._on)
                yield _Standing(state, then, values["pathway"] in self._stages)

    def _state(self, now: Values, before: Values) -> str | None:
        """Where a placement stood; None where it did not exist or was withdrawn by then."""
        start, last = now["start"], now["ended_on"] or now["planned_end"]
        began = start is not None and start <= self._on
        if now["withdrawn_on"] is not None and now["withdrawn_on"] <= self._on:
            return None
        if now["agreed_on"] is not None and began:
            return "ended" if last is not None and last < self._on else "live"
        if now["proposed_on"] > self._on:
            return None
        if now["agreed_on"] is not None and now["agreed_on"] <= self._on:
            return "agreed"
        return "panel" if before.get("panel_on", now["panel_on"]) is not None else "proposed"

    def _worth(self, one: _Standing) -> tuple[Any, ...]:
        start = one.values["start"]
        newest = -date.fromisoformat(start).toordinal() if start else 0
        return one.state == "ended", one.is_stage, _RANK[one.state], newest, one.values["id"]

    def _placed(self, one: _Standing | None) -> tuple[Any, ...]:
        if one is None:
            return (None,) * 13
        held = one.values
        name, short = self._providers.get(held["provider_id"], (None, None))
        return (
            held["id"], held["reference"], one.state, held["pathway"], held["protocol_id"], _day(held["panel_on"]),
            _day(held["start"]), _day(held["ended_on"] or held["planned_end"]), held["school_days"], held["outcome"],
            held["provider_id"], name, short,
        )

    def _next(self, duties: list[Values]) -> tuple[Any, ...]:
        if not duties:
            return (*(None,) * 8, [], None)
        duty = duties[0]
        return (
            duty["id"], duty["title"], duty["kind"], _day(duty["due"]), duty["by"], _day(duty["hard"]),
            _day(duty["put_off_to"]), duty["rule"], json.loads(duty["rules"]),
            self._protocols.get(duty["placement_id"]),
        )

    def _grouped_duties(self) -> dict[str, list[Values]]:
        """What was open on the day, by pupil, most pressing first."""
        before = self._past.before["duty"]
        found: dict[str, list[Values]] = {}
        for now in self._rows("duty", _DUTY, "removed_at IS NULL AND pupil_id IS NOT NULL"):
            then = now | before.get(now["id"], {})
            done_by_then = now["state"] == "done" and now["done_on"] is not None and now["done_on"] <= self._on
            was_open = then["state"] == "open" or (now["state"] == "done" and (now["done_on"] or "") > self._on)
            if was_open and not done_by_then and then["due"] is not None:
                found.setdefault(now["pupil_id"], []).append(then)
        for duties in found.values():
            duties.sort(key=self._pressing)
        return found

    def _pressing(self, duty: Values) -> tuple[Any, ...]:
        works_to = duty["put_off_to"] or duty["due"]
        weight = self._weights.get(duty["rule"], len(self._weights))
        return (works_to, duty["by"] or "~", duty["hard"] or works_to, duty["hard"] is None, weight, duty["title"],
                duty["id"])  # fmt: skip


def _then(now: Values, before: Mapping[str, Any], state: str, on: str) -> Values:
    """What was planned: of a placement that was running only its end, of one to come everything."""
    if state == "ended":
        return now
    if state == "live":
        planned = {name: before[name] for name in _PLANNED if name in before}
        known = planned.get("planned_end", now["planned_end"])
        ended = now["ended_on"] if "ended_on" not in before else before["ended_on"]
        if known is not None and known < on:    # extended later, and running all the same
            return now | {"ended_on": ended}
        return now | planned | {"ended_on": ended}
    planned = {name: value for name, value in before.items() if name != "proposed_on"}
    start = planned.get("start", now["start"])
    return now | planned | {"ended_on": None, "start": now["start"] if start is not None and start <= on else start}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
