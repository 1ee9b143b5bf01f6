"""Everything that happened to a pupil, in one line of time: duties done, meetings, notes, papers, starts and ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from apdesk.domain.protocol import Protocol
from apdesk.problems import Problem
from apdesk.services.duty_lists import DutyRow
from apdesk.services.notes import KINDS as NOTE_KINDS
from apdesk.services.placement_cards import PlacementCard
from apdesk.services.protocols import protocol_version
from apdesk.store.placements import Placement, PlacementEvent, PupilNote, events_of, notes_of
from apdesk.store.record import Record

DUTY, EVENT, NOTE, PAPER, PLACEMENT = "duty", "event", "note", "paper", "placement"


class TimelineEntry(NamedTuple):
    """Something that happened. `kind`: duty, event, note, paper, placement; `shown` the engine's kind of a duty."""

    on: date
    kind: str
    title: str
    detail: str
    who: str
    placement: str | None
    reference: str
    id: str | None
    shown: str
    note: str                   # what was written down, without what the program adds


def pupil_timeline(
    record: Record, placements: list[Placement], duties: Iterable[DutyRow], cards: Sequence[PlacementCard], pupil: str,
    today: date,
) -> tuple[TimelineEntry, ...]:
    """Newest first; nothing that is still to come."""
    references = {row.id: row.reference for row in placements}
    entries = [_duty(row) for row in duties if row.state == "done" and row.done_on is not None]
    labels = _Labels(record, placements)
    plans = {card.id for card in cards if card.is_stage}
    entries += [_event(row, labels, references, plans) for row in events_of(references)]
    for row in placements:
        entries += _stages(row, "Plan" if row.id in plans else "Placement")
    entries += [_note(row, references) for row in notes_of(pupil)]
    entries += [entry for card in cards for entry in _papers(card)]
    happened = (entry for entry in entries if entry.on <= today)
    return tuple(sorted(happened, key=lambda entry: (entry.on, entry.kind != PLACEMENT, entry.title), reverse=True))


class _Labels:
    """What an event is called, by the protocol of its placement."""

    def __init__(self, record: Record, placements: Iterable[Placement]) -> None:
        self._record = record
        self._version = {row.id: row.protocol for row in placements}
        self._protocols: dict[str, Protocol | None] = {}

    def of(self, event: PlacementEvent) -> str:
        version = self._version[event.placement]
        if version not in self._protocols:
            self._protocols[version] = self._read(version)
        protocol = self._protocols[version]
        known = protocol.events.get(event.name) if protocol else None
        text = known.label if known else event.name.replace("-", " ")
        return text[:1].upper() + text[1:]

    def _read(self, version: str) -> Protocol | None:
        try:
            return protocol_version(self._record, version)
        except Problem:
            return None


def _duty(row: DutyRow) -> TimelineEntry:
    return TimelineEntry(
        row.done_on or date.min, DUTY, row.title, _told(row.note, "; ".join(row.evidence_given)), row.done_by,
        row.placement,
        row.reference, row.id, row.kind, row.note,
    )


def _event(
    row: PlacementEvent, labels: _Labels, references: dict[str, str], plans: Collection[str]
) -> TimelineEntry:
    label = "Decision on the plan" if row.name == "decision" and row.placement in plans else labels.of(row)
    told = _told(f"with {row.with_whom}" if row.with_whom else "", row.method or "", row.note or "", row.agreed or "")
    return TimelineEntry(
        row.on, EVENT, label, told, row.who or row.entered_by,
        row.placement, references.get(row.placement, ""), row.id, "meeting", row.note or "",
    )


def _stages(row: Placement, what: str) -> list[TimelineEntry]:
    """Proposed, agreed, first day, last day; or that it did not go ahead. `what`: "Placement" or "Plan"."""
    found: list[tuple[date | None, str, str]] = [
        (row.proposed_on if row.agreed_on != row.proposed_on else None, f"{what} proposed", "start"),
        (row.agreed_on, f"{what} agreed", "start"),
        (row.start if row.agreed_on and not row.withdrawn_on else None, f"{what} started", "start"),
        (row.ended_on if row.agreed_on else None, f"{what} ended", "end"),
        (row.withdrawn_on, f"{what} did not go ahead", "end"),
    ]
    return [
        TimelineEntry(
            day, PLACEMENT, words, (row.ended_why or row.outcome or "") if words.endswith(" ended") else "", "",
            row.id, row.reference, None, shown, "",
        )
        for day, words, shown in found if day is not None
    ]


def _note(row: PupilNote, references: dict[str, str]) -> TimelineEntry:
    kind = NOTE_KINDS.get(row.kind, row.kind.capitalize())
    by = f", by {row.by:%d %B}" if row.by else ""
    return TimelineEntry(
        row.on, NOTE, f"{kind}{f' with {row.with_whom}' if row.with_whom else ''}{by}",
        _told(row.text, row.outcome or ""), row.entered_by, row.placement,
        references.get(row.placement or "", ""), row.id, "contact", row.text,
    )


def _papers(card: PlacementCard) -> Iterable[TimelineEntry]:
    for copy in card.documents:
        title = f"{copy.kind[:1].upper()}{copy.kind[1:]} made"
        told = ", ".join(part for part in (copy.recipient or copy.reader, f"copy {copy.copy_number}") if part)
        yield TimelineEntry(
            copy.made_at.date(), PAPER, title, told, copy.made_by, card.id, card.reference, copy.id, "document",
            "",
        )


def _told(*parts: str) -> str:
    """One sentence after the other."""
    return ". ".join(part.rstrip(". ") for part in parts if part)
