"""The pupil list: every pupil with the current placement and the next duty, in one query."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from apdesk.store.database import RecordDatabase


class PupilRecord(NamedTuple):
    """One pupil of the list; placement columns are None where there is none worth showing."""

    id: str
    surname: str
    forename: str
    preferred_surname: str | None
    preferred_forename: str | None
    upn: str | None
    admission_number: str | None
    year: int | None
    form: str | None
    tutor: str | None
    on_roll: bool
    hosted_here: bool
    left_on: date | None
    sen: str | None
    looked_after: bool
    social_worker: bool
    child_protection: bool
    pupil_premium: bool
    eal: bool
    medical: bool
    placement: str | None
    reference: str | None
    state: str | None           # proposed, panel, agreed, live, ended
    pathway: str | None
    protocol: str | None
    panel_on: date | None
    start: date | None
    end: date | None            # actual last day, else the planned one
    school_days: int | None
    outcome: str | None
    provider: str | None
    provider_name: str | None
    provider_short: str | None
    current: int                # placements that are proposed, agreed or running
    duty: str | None
    duty_title: str | None
    duty_kind: str | None
    duty_due: date | None
    duty_by: str | None
    duty_hard: date | None
    duty_put_off_to: date | None
    duty_rule: str | None
    duty_rules: list[str]
    duty_protocol: str | None   # of the placement that obliges it
    overdue: int                # open duties whose last day has gone


_DAYS = tuple(place for place, name in enumerate(PupilRecord._fields) if name in {
    "left_on", "panel_on", "start", "end", "duty_due", "duty_hard", "duty_put_off_to",
})
_FLAGS = tuple(place for place, name in enumerate(PupilRecord._fields) if name in {
    "on_roll", "hosted_here", "looked_after", "social_worker", "child_protection", "pupil_premium", "eal", "medical",
})
_RULES = PupilRecord._fields.index("duty_rules")

_SQL = """
WITH here AS (
    SELECT id FROM pupil WHERE removed_at IS NULL AND (on_roll OR hosted_here)
),
standing AS (
    SELECT id, reference, pupil_id, pathway, protocol_id, provider_id, panel_on, start, ended_on, planned_end,
        school_days, outcome,
        CASE
            WHEN agreed_on IS NOT NULL AND start IS NOT NULL AND COALESCE(ended_on, planned_end) < ?1 THEN 'ended'
            WHEN agreed_on IS NOT NULL AND start <= ?1 THEN 'live'
            WHEN agreed_on IS NOT NULL THEN 'agreed'
            WHEN panel_on IS NOT NULL THEN 'panel'
            ELSE 'proposed'
        END AS state,
        pathway IN (SELECT value FROM json_each(?2)) AS is_stage
    FROM placement p
    WHERE removed_at IS NULL AND proposed_on <= ?1 AND (withdrawn_on IS NULL OR withdrawn_on > ?1)
        AND (NOT ?4 OR pupil_id IN here)
),
ranked AS (
    SELECT *,
        ROW_NUMBER() OVER (
            PARTITION BY pupil_id
            ORDER BY state = 'ended', is_stage,
                CASE state WHEN 'live' THEN 0 WHEN 'agreed' THEN 1 WHEN 'panel' THEN 2 ELSE 3 END, start DESC, id
        ) AS place,
        SUM(state <> 'ended') OVER (PARTITION BY pupil_id) AS present
    FROM standing
),
weight AS MATERIALIZED (
    SELECT value AS rule, key AS weight FROM json_each(?5)
),
waiting AS (
    SELECT id, pupil_id, placement_id, title, kind, due, by, hard, put_off_to, rule, rules,
        ROW_NUMBER() OVER (
            PARTITION BY pupil_id
            ORDER BY COALESCE(put_off_to, due), by IS NULL, by, COALESCE(hard, put_off_to, due), hard IS NULL,
                weight IS NULL, weight, title, id
        ) AS place,
        SUM(COALESCE(hard, put_off_to, due) < ?1) OVER (PARTITION BY pupil_id) AS late
    FROM duty LEFT JOIN weight USING (rule)
    WHERE state = 'open' AND due IS NOT NULL AND pupil_id IS NOT NULL AND removed_at IS NULL
        AND (NOT ?4 OR pupil_id IN here)
)
SELECT u.id, u.surname, u.forename, u.preferred_surname, u.preferred_forename, u.upn, u.admission_number, u.year,
    u.form, u.tutor, u.on_roll, u.hosted_here, u.left_on, u.sen, u.looked_after, u.social_worker, u.child_protection,
    u.pupil_premium, u.eal, u.medical IS NOT NULL,
    r.id, r.reference, r.state, r.pathway, r.protocol_id, r.panel_on, r.start, COALESCE(r.ended_on, r.planned_end),
    r.school_days, r.outcome, v.id, v.name, v.short_name, COALESCE(r.present, 0),
    d.id, d.title, d.kind, d.due, d.by, d.hard, d.put_off_to, d.rule, d.rules, o.protocol_id, COALESCE(d.late, 0)
FROM pupil u
LEFT JOIN ranked r ON r.pupil_id = u.id AND r.place = 1
LEFT JOIN provider v ON v.id = r.provider_id
LEFT JOIN waiting d ON d.pupil_id = u.id AND d.place = 1
LEFT JOIN placement o ON o.id = d.placement_id
WHERE u.removed_at IS NULL AND (?3 OR u.on_roll OR u.hosted_here OR (r.id IS NOT NULL AND NOT ?4))
ORDER BY COALESCE(u.preferred_surname, u.surname), COALESCE(u.preferred_forename, u.forename), u.id
"""


def pupil_records(
    database: RecordDatabase, on: date, stages: Iterable[str], rules: Iterable[str] = (), *, leavers: bool = False,
    present: bool = False,
) -> list[PupilRecord]:
    """Everybody on roll, hosted, or ever placed, as at a day; `leavers` adds everybody else who was ever held.

    `present` leaves out everybody who is neither on roll nor hosted: it takes no longer however many years are held.

    `stages` are the pathways that are stages of support: they show only where no placement does.
    Of several duties on one day the one comes first whose last day does, then what law or policy limits, then in the
    order of `rules`: never by chance.
    """
    asked = json.dumps(list(stages)), int(leavers), int(present), json.dumps(list(rules))
    rows = database.rows(_SQL, on.isoformat(), *asked)
    return [_record(row) for row in rows]


def _record(row: tuple[Any, ...]) -> PupilRecord:
    values = list(row)
    for place in _DAYS:
        if values[place] is not None:
            values[place] = date.fromisoformat(values[place])
    for place in _FLAGS:
        values[place] = bool(values[place])
    values[_RULES] = json.loads(values[_RULES] or "[]")
    return PupilRecord(*values)
