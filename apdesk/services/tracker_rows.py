"""What each row of a tracker would do: who is placed where, on which pathway, and what follows, or why it cannot be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from apdesk.domain.day_words import whole_date
from apdesk.domain.lateness import last_day_of
from apdesk.domain.names import fold
from apdesk.domain.placement import AT_PROVIDER
from apdesk.domain.protocol import Pathway, Protocol
from apdesk.domain.roll_match import Match
from apdesk.domain.roll_row import RollPupil
from apdesk.domain.tracker_match import BY_NAME_AND_FORM, Named, PupilFinder, meant, pathway_names
from apdesk.domain.tracker_row import TrackerRow, week_of
from apdesk.problems import Problem
from apdesk.services.placement_answers import AlreadyDone, Answers, Happened
from apdesk.services.protocols import protocol_in_force
from apdesk.services.roll_import import present_pupils
from apdesk.services.start_placement import Ready, make_ready
from apdesk.store.placements import Placement, all_placements
from apdesk.store.providers import all_providers
from apdesk.store.record import Record

PLACE, PROPOSE, HERE, TO_FIX, LEFT_OUT = "place", "propose", "here", "fix", "out"
PUPIL, PROVIDER, PATHWAY, START, END = "pupil", "provider", "pathway", "start", "end"

NOTICE = "notice"           # the act of a duty that tells parents in writing
LAST_VISIT, LAST_REVIEW = "visit", "review"     # events that clocks run from


@dataclass(frozen=True)
class TrackerEntry:
    """One row and what becomes of it. `ready` is what would be put into the record."""

    line: int
    kind: str
    name: str
    form: str
    upn: str
    pathway: str                # title, or as written where it is not known
    provider: str
    start: date | None
    end: date | None
    reasons: tuple[str, ...]
    wrong: frozenset[str] = frozenset()     # what has to be put right: PUPIL, PROVIDER, PATHWAY, START, END …
    candidates: tuple[str, ...] = ()        # pupils whom it may mean
    ready: Ready | None = None

    def as_json(self) -> dict[str, object]:
        """The shape of an entry on the command line."""
        return {
            "line": self.line, "upn": self.upn or None, "name": self.name, "reasons": list(self.reasons),
            "pathway": self.pathway or None, "provider": self.provider or None,
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
            "duties": len(self.ready.plan.duties) if self.ready else 0,
        }


@dataclass(frozen=True)
class Said:
    """What a person said about rows and words: whom, where and what they mean."""

    pupils: Mapping[int, str]               # line -> pupil
    providers: Mapping[str, str]            # words, folded -> provider
    pathways: Mapping[str, str]             # words, folded -> pathway


class TrackerPlanner:
    """Plans the rows of one file against the desk as it is now."""

    def __init__(self, record: Record, said: Said) -> None:
        self._record, self._said, self._today = record, said, record.clock.today()
        self.protocol: Protocol = protocol_in_force(record).protocol
        pupils = present_pupils(record)
        self._finder = PupilFinder(pupils)
        self.pupils: dict[str, RollPupil] = {pupil.id: pupil for pupil in pupils}
        self._pathways = pathway_names(self.protocol.pathways.values())
        self._providers = [
            Named(one.id, tuple(name for name in (one.name, one.short_name) if name)) for one in all_providers()
        ]
        self.provider_names = {one.id: one.names[0] for one in self._providers}
        self._held: list[Placement] = [one for one in all_placements() if one.withdrawn_on is None]

    def plan(self, row: TrackerRow) -> TrackerEntry:
        """The row as it would come in, or what has to be put right first."""
        match = self._pupil(row)
        pathway = self.protocol.pathways.get(meant(row.pathway, self._pathways, self._said.pathways) or "")
        provider = meant(row.provider, self._providers, self._said.providers)
        week = week_of(row.week) if row.week else None
        pupil = match.pupil
        entry = TrackerEntry(
            row.line, TO_FIX, pupil.names.in_lists if pupil else row.who.names.in_lists,
            (pupil.form if pupil else row.who.form) or "", (pupil.upn if pupil else row.who.upn_as_written) or "",
            pathway.title if pathway else row.pathway, self.provider_names.get(provider or "", row.provider),
            row.start, row.end, (), candidates=tuple(one.id for one in match.candidates),
        )
        faults = [*self._faults(row, match), *self._where_faults(row, pathway, provider, week)]
        if faults or pupil is None or pathway is None:
            wrong = frozenset(name for name, _ in faults)
            return replace(entry, reasons=tuple(text for _, text in faults), wrong=wrong)
        return self._carried(row, entry, match, pathway, provider, week)

    def _pupil(self, row: TrackerRow) -> Match:
        said = self._said.pupils.get(row.line)
        if said in self.pupils:
            return Match(self.pupils[said])
        return self._finder.find(row.who)

    def _faults(self, row: TrackerRow, match: Match) -> list[tuple[str, str]]:
        """What is wrong with the row itself and with whom it means."""
        found = [
            (next((fault.field for fault in row.fixable if fault.text in problem), "row"), problem)
            for problem in row.problems
        ]
        if match.doubt:
            found.append((PUPIL, match.doubt))
        elif match.pupil is None:
            found.append((PUPIL, "No pupil of the desk is meant. Import the pupil list first, or say who it is."))
        if row.start is None and not any(name == START for name, _ in found):
            found.append((START, "The first day is missing."))
        for name, day in (("last_visit", row.last_visit), ("last_review", row.last_review)):
            if day is not None and day > self._today:
                found.append((name, f"The last {name[5:]} lies ahead."))
        return found

    def _where_faults(
        self, row: TrackerRow, pathway: Pathway | None, provider: str | None, week: str | None
    ) -> list[tuple[str, str]]:
        found = []
        if pathway is None:
            words = f"“{row.pathway}” is no pathway of the policy" if row.pathway else "The pathway is missing"
            found.append((PATHWAY, f"{words}: say which it is."))
        away = pathway is None or AT_PROVIDER in (week or pathway.sessions)
        if provider is None and row.provider:
            found.append((PROVIDER, f"{row.provider} is not among the providers. Add it there, or say which it is."))
        elif provider is None and away:
            found.append((PROVIDER, "The provider is missing."))
        return found

    def _carried(
        self, row: TrackerRow, entry: TrackerEntry, match: Match, pathway: Pathway, provider: str | None,
        week: str | None,
    ) -> TrackerEntry:
        assert match.pupil is not None
        remarks = [*row.remarks, *([BY_NAME_AND_FORM] if match.note == BY_NAME_AND_FORM else [])]
        if row.week and week is None:
            remarks.append(f"“{row.week}” names no days: set them on the placement.")
        same = self._same(match.pupil.id, pathway.id, row.start)
        if same is not None:
            return replace(entry, kind=HERE, reasons=(f"Stands in the desk already: {same.reference}.", *remarks))
        answers = self._answers(row, match.pupil.id, pathway.id, provider, week)
        running = row.start is not None and row.start < self._today
        try:
            ready = _with_notice(self._record, answers, row, running)
        except Problem as problem:
            return replace(entry, reasons=(problem.text, *remarks), wrong=frozenset((problem.where or START,)))
        if running and row.end is None and ready.plan.end is not None and ready.plan.end < self._today:
            ended = whole_date(ready.plan.end)
            text = f"No last day is given, and the usual length ended on {ended}. Say the last day."
            return replace(entry, reasons=(text, *remarks), wrong=frozenset((END,)))
        kind = PLACE if running else PROPOSE
        if running:
            unmet = (gate for gate in ready.plan.gates if gate.level == "block" and gate.met is False)
            remarks += [f"Not met: {gate.text}" for gate in unmet]
        return replace(entry, kind=kind, end=row.end or ready.plan.end, ready=ready,
                       reasons=(self._will_be(ready, kind), *remarks))  # fmt: skip

    def _same(self, pupil: str, pathway: str, start: date | None) -> Placement | None:
        return next(
            (one for one in self._held if (one.pupil, one.pathway, one.start) == (pupil, pathway, start)), None,
        )

    def _answers(
        self, row: TrackerRow, pupil: str, pathway: str, provider: str | None, week: str | None
    ) -> Answers:
        happened = [
            Happened(name, day) for name, day in ((LAST_VISIT, row.last_visit), (LAST_REVIEW, row.last_review))
            if day is not None and name in self.protocol.events and row.start is not None and day >= row.start
        ]
        return Answers(
            pupil=pupil, pathway=pathway, provider=provider, start=row.start, end=row.end, sessions=week,
            reason_note=row.note, happened=tuple(happened), earlier_duties="before-desk",
        )

    def _will_be(self, ready: Ready, kind: str) -> str:
        duties = ready.plan.duties
        if kind == PROPOSE:
            asked = _duties(len(duties))
            return f"Begins later, so it comes in as proposed, with {asked}. Agree it on the pupil’s page."
        gone = sum(
            (last := last_day_of(one.due, one.hard, None)) is not None and last < self._today for one in duties
        )
        ahead = _duties(len(duties) - gone)
        return f"{ahead} ahead; {gone} earlier ones settled, none overdue."


def _with_notice(record: Record, answers: Answers, row: TrackerRow, running: bool) -> Ready:
    """The placement ready to be put in; the notice is done on the day that the tracker gives for it."""
    ready = make_ready(record, answers, proposed=not running, running=running)
    if row.notice is None or row.notice > record.clock.today():
        return ready
    done = tuple(
        AlreadyDone(one.rule, one.occurrence, one.provider or "", on=row.notice, note="As the tracker says")
        for one in ready.plan.duties if one.act == NOTICE
    )
    return make_ready(record, replace(answers, already_done=done), proposed=not running, running=running)


def words_of(row: TrackerRow, field: str) -> str:
    """The words of a row that a person may say the meaning of, folded as they are remembered."""
    return fold(row.provider if field == PROVIDER else row.pathway)


def _duties(count: int) -> str:
    return "1 duty" if count == 1 else f"{count} duties"


def counted(entries: Sequence[TrackerEntry]) -> dict[str, int]:
    """How many rows there are of each kind."""
    return {kind: sum(entry.kind == kind for entry in entries) for kind in (TO_FIX, PLACE, PROPOSE, HERE, LEFT_OUT)}
