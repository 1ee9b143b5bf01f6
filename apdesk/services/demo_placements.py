"""The made-up school's placements, started by the wizard's own use case and carried on as an office would."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from apdesk.domain.placement import ENDED
from apdesk.domain.plan import Duty
from apdesk.services import duties, duty_lists, notes, placement_changes
from apdesk.services.demo_school import Made, SchoolWeeks, data
from apdesk.services.duties import Completion
from apdesk.services.goals import JUDGEMENTS, Judged, Standing, judge
from apdesk.services.notes import NoteForm
from apdesk.services.placement_answers import (
    AlreadyDone,
    Answers,
    GateSaid,
    Happened,
    ObjectiveAnswer,
    OutcomeAnswer,
    SharedItem,
)
from apdesk.services.placement_case import the_placement
from apdesk.services.pupil_page import pupil_page
from apdesk.services.pupils import the_pupil
from apdesk.services.staff import owners
from apdesk.services.start_placement import past_duties, source_of, start_placement
from apdesk.store.pupils import pupil_by_upn
from apdesk.store.record import Record

RECENT = 9          # calendar days: duties this young are completed one by one, as an office does
_ROUNDS = 6         # what is done gives what follows its date; more rounds than any chain is long
_LEFT_OPEN = {"kept": 0, "mostly": 1, "behind": 3}

_SAID: dict[str, tuple[str, ...]] = {
    "visit": ("Seen in lessons and at lunch. Settled, sat with two others.",
              "Seen on their own for ten minutes. Likes the smaller groups."),
    "contact": ("Present throughout, quiet but settled.", "Two good weeks in English. Late once, bus.",
                "Spoke to both. Asked for the maths scheme.", "Used the exit card twice, came back each time."),
    "review": ("Held with parents and the provider. Continue as planned.",),
}
_NOTES = (
    ("behaviour", "Praise postcard for helping a new pupil", ""),
    ("behaviour", "Removed from one lesson for shouting", "Restorative talk the same day"),
    ("action", "Send the maths scheme of work", "Head of Year"),
    ("contact", "Parent rang: pleased with the first reports", "Parent"),
)


@dataclass
class Started:
    """A placement of the data file that now stands in the record."""

    key: str
    id: str
    row: Mapping[str, Any]
    ended: bool


def start_all(record: Record, made: Made, weeks: SchoolWeeks) -> list[Started]:
    """Every placement of the data file whose pupil is on the roll."""
    found = []
    for row in data("placements.toml")["placement"]:
        pupil = pupil_by_upn(row["upn"])
        if pupil is not None:
            found.append(_start(record, made, weeks, row, pupil.id))
    return found


def _start(record: Record, made: Made, weeks: SchoolWeeks, row: Mapping[str, Any], pupil: str) -> Started:
    answers = _answers(record, made, weeks, row, pupil)
    proposed = row["state"] in ("proposed", "panel")
    if not proposed:
        answers = _with_past(record, row, answers)
    started = start_placement(record, answers, proposed=proposed)
    last = weeks.day(row.get("ended"), last=True)
    if last is not None:
        back = weeks.day({"week": row["ended"]["week"] + 1, "day": "Mon"})
        back = back if row.get("outcome") == "returned" and back and back <= record.clock.today() else None
        change = placement_changes.end_placement(
            record, started.placement, last, row.get("outcome", "returned"), "Agreed with provider and parents", back
        )
        placement_changes.carry_out(record, started.placement, change)
        duties.say_before_desk(record, _overdue(record, started.placement))
    return Started(row["key"], started.placement, row, row["state"] == ENDED)


def _answers(record: Record, made: Made, weeks: SchoolWeeks, row: Mapping[str, Any], pupil: str) -> Answers:
    plan, today = row.get("return_plan", {}), record.clock.today()
    panel = row.get("panel_day")
    facts = dict(row.get("facts", {}))
    for name in ("agreed_from", "agreed_until"):
        day = weeks.day(row.get(name), last=name == "agreed_until")
        if day is not None:
            facts[f"placement.{name}"] = day.isoformat()
    first = weeks.day(row.get("start"))
    shared = "done" if first is not None and first <= today else "to do"
    return Answers(
        pupil=pupil, reasons=tuple(row["reasons"]), reason_note=row.get("reason", ""),
        tried="; ".join(row.get("tried", ())), met_parents_on=weeks.day(row.get("met_parents")),
        parent_view=row.get("parents_view", ""), directed=row.get("directed"), pathway=row["pathway"],
        gates=(
            *(GateSaid(rule, met=True) for rule in row.get("gates", ())),
            *(GateSaid(one["rule"], override=one["reason"], by=one["by"]) for one in row.get("overrides", ())),
        ),
        decided_on=weeks.day(row.get("decided")), provider=made.providers.get(row.get("provider", "")),
        panel_on=today + timedelta(days=panel) if panel is not None else None, start=first,
        end=weeks.day(row.get("end"), last=True), sessions=row.get("sessions"), report_to=row.get("report_to", ""),
        arrive_by=row.get("arrive_by", ""), facts=facts,
        sharing=tuple(SharedItem(item, True, shared) for item in ("profile", "safeguarding", "outcomes")),
        objectives=tuple(ObjectiveAnswer(one["text"], one.get("measure", "")) for one in row.get("objective", ())),
        outcomes=tuple(OutcomeAnswer(one["subject"], one["expected"]) for one in row.get("expected", ())),
        return_by=weeks.day(plan.get("by")), return_steps=plan.get("first_steps", ""),
        return_lead=made.names.get(plan.get("leader", ""), ""), return_support=plan.get("support", ""),
        happened=tuple(
            Happened(one["name"], day, one.get("note", "")) for one in row.get("event", ())
            if (day := weeks.day(one["at"])) is not None and day <= today
        ),
    )


def _with_past(record: Record, row: Mapping[str, Any], answers: Answers) -> Answers:
    """The answers with what was done before today; recent duties stay open, to be completed one by one."""
    today, asked, pupil = record.clock.today(), owners(record), the_pupil(answers.pupil or "")
    said: dict[tuple[str, int, str], AlreadyDone] = {}
    for _ in range(_ROUNDS):
        plan = source_of(record, replace(answers, already_done=tuple(said.values()))).plan()
        new = set(past_duties(plan, today)) - set(said)
        if not new:
            break
        for duty in plan.duties:
            key = (duty.rule, duty.occurrence, duty.provider or "")
            if key in new:
                recent = duty.due is not None and (today - duty.due).days <= RECENT and row["state"] != ENDED
                who = asked.of(duty.owner, pupil.year).name
                on = None if recent else duty.due
                said[key] = AlreadyDone(*key, on=on, by=who, note=_note(duty), still_open=recent)
    return replace(answers, already_done=tuple(said.values()))


def _note(duty: Duty) -> str:
    texts = _SAID.get(duty.kind, ())
    return texts[duty.occurrence % len(texts)] if texts else ""


def complete_recent(record: Record, started: Iterable[Started]) -> int:
    """The duties of the last days are completed by their owners, but for those that the data file leaves open."""
    count = 0
    for one in started:
        if one.row["state"] not in ("live", "agreed"):
            continue
        rows = [
            row for row in duty_lists.duties_of(record, placement=one.id)
            if row.state == "overdue" or (row.state == "today" and row.day is not None
                                          and row.day < record.clock.today())
        ]
        left = {row.id for row in _left_open(rows, one.row)}
        done = [
            (row.id, Completion(on=row.day or record.clock.today(), note=_said(row), evidence=row.evidence[:1]))
            for row in rows if row.id not in left
        ]
        if done:
            duties.complete_duties(record, done)
        count += len(done)
    return count


def _left_open(rows: list[duty_lists.DutyRow], row: Mapping[str, Any]) -> list[duty_lists.DutyRow]:
    kinds = row.get("leave_open", ())
    left = [last for kind in kinds if (last := next((one for one in reversed(rows) if one.kind == kind), None))]
    more = _LEFT_OPEN.get(row.get("duties", "kept"), 0) - len(left)
    return left + [one for one in reversed(rows) if one not in left][: max(0, more)]


def _said(row: duty_lists.DutyRow) -> str:
    texts = _SAID.get(row.kind, ())
    return texts[row.occurrence % len(texts)] if texts else ""


def _overdue(record: Record, placement: str) -> list[str]:
    return [row.id for row in duty_lists.duties_of(record, placement=placement) if row.state == "overdue"]


def add_notes(record: Record, started: Iterable[Started]) -> int:
    """Lines in the timelines of those who are placed, progress and judgements; how many."""
    count = 0
    for place, one in enumerate(one for one in started if one.row["state"] == "live"):
        page = pupil_page(record, the_placement(one.id).pupil, log=False)
        card = next(card for card in page.placements if card.id == one.id)
        first: date = card.start or record.clock.today()
        for number, (kind, text, other) in enumerate(_NOTES[: 1 + place % len(_NOTES)]):
            on = min(first + timedelta(days=7 * number + 2), record.clock.today())
            form = NoteForm(on=on, kind=kind, text=text, placement=one.id)
            form = replace(form, outcome=other) if kind == "behaviour" else replace(form, with_whom=other)
            notes.add_note(record, page.header.id, form)
            count += 1
        held = any(row.kind == "review" and row.state == "done" for row in page.done)
        judged = [
            Judged(objective.id, JUDGEMENTS[number % 3], "From the provider’s report")
            for number, objective in enumerate(card.objectives if held else ())
        ]
        standings = [
            Standing(outcome.subject, outcome.expected if number % 2 else "Working towards", "On track")
            for number, outcome in enumerate(card.outcomes)
        ]
        if judged or standings:
            judge(record, one.id, judged, standings, card.provider_name)
    return count
