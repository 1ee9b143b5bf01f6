"""The review pack of a placement, collected for one reader through the disclosure table."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from apdesk.domain.day_words import whole_date
from apdesk.domain.disclosure import INTERNAL, PANEL, PARENT, PROVIDER, Part, parts_for
from apdesk.domain.permissions import Deed
from apdesk.domain.placement import WEEK
from apdesk.exports.atomic import write_document
from apdesk.exports.names import pack_name
from apdesk.exports.pdf.review_pack import review_pack
from apdesk.exports.review_pack_input import (
    Decision,
    Fact,
    Invited,
    LateDuty,
    Meeting,
    Objective,
    ReviewPack,
)
from apdesk.problems import Problem
from apdesk.progress import Progress
from apdesk.services import pack_parts as parts
from apdesk.services.acting import require
from apdesk.services.changes import Added, Changes
from apdesk.services.document_copies import keep_copy, next_copy_number
from apdesk.services.duty_lists import DutyRow, duties_of
from apdesk.services.paper import plain_day, printing, spaced
from apdesk.services.placement_cards import PlacementCard
from apdesk.services.placement_case import the_placement
from apdesk.services.providers import sites
from apdesk.services.pupil_page import PupilPage, pupil_page
from apdesk.services.register_books import Written
from apdesk.services.school_year import calendar_or_none
from apdesk.services.settings import settings
from apdesk.store.providers import Provider, provider_by_id
from apdesk.store.pupils import pupil_by_upn
from apdesk.store.record import Record

KIND = "review pack"


@dataclass(frozen=True)
class _Collected:
    """Everything at hand for one pack."""

    record: Record
    reader: str
    shown: Collection[Part]
    page: PupilPage
    card: PlacementCard
    duties: tuple[DutyRow, ...]
    provider: Provider | None
    on: date


def placement_for_pack(record: Record, upn: str) -> str:
    """The placement of a pupil that a pack is about: the current one, else the one that ended last.

    Raises `Problem` "pupil.upn" or "pack.none".
    """
    require(record, Deed.EXPORT)
    row = pupil_by_upn(upn.strip().upper())
    if row is None:
        raise Problem("pupil.upn", f"There is no pupil with the UPN {upn}. Look it up in the pupil list.", "upn")
    cards = pupil_page(record, row.id, log=False).placements
    chosen = next((card for card in cards if card.is_current and card.provider), None) or next(iter(cards), None)
    if chosen is None:
        raise Problem("pack.none", "This pupil has no placement yet, so there is nothing to review.", "upn")
    return chosen.id


def pack(record: Record, placement: str, reader: str, copies: int | None = None) -> ReviewPack:
    """The next copy of the pack for a reader: internal, parent, provider or panel.

    Raises `Problem` "disclosure.reader" for any other.
    """
    require(record, Deed.EXPORT)
    row = the_placement(placement)
    page = pupil_page(record, row.pupil, log=False)
    shown = parts_for(reader, confidential_address=page.header.address_hidden)
    card = next(one for one in page.placements if one.id == placement)
    found = _Collected(
        record, reader, shown, page, card, duties_of(record, placement=placement),
        provider_by_id(row.provider) if row.provider else None, record.clock.today(),
    )
    number = next_copy_number(record, KIND, placement)
    return _pack(found, number, max(copies or number, number))


def write_pack(
    record: Record, placement: str, reader: str, folder: Path | None = None, file: Path | None = None,
    progress: Progress | None = None, copies: int | None = None,
) -> Written:
    """The pack is on disk, in a folder under a name with initials only, or as the file named; the copy is noted."""
    made = pack(record, placement, reader, copies)
    data = review_pack(made, progress)
    name = pack_name(made.initials, made.reference, reader, record.clock.today())
    target = write_document(file or (folder or Path()) / name, data)
    return Written(target, _kept(record, placement, made, data))


def make_pack(record: Record, placement: str, reader: str, progress: Progress | None = None) -> Added:
    """The pack is made and kept in the desk, to be read there, printed or saved; `id` is that of the copy."""
    made = pack(record, placement, reader)
    changes = _kept(record, placement, made, review_pack(made, progress))
    (copy,) = changes.ids["documents"]
    return Added(copy, changes)


def _kept(record: Record, placement: str, made: ReviewPack, data: bytes) -> Changes:
    record.viewed(f"Made a review pack for: {made.reader}", about=placement)
    return keep_copy(
        record, KIND, data, placement=placement, reader=made.reader, recipient=made.recipient,
        copy_number=made.copy_number, suffix="pdf",
    )


def _pack(found: _Collected, number: int, copies: int) -> ReviewPack:
    header, card = found.page.header, found.card
    review = _next_review(found.duties)
    internal = found.reader == INTERNAL
    keep = int(settings(found.record)["paper.keep_days"])
    calendar = calendar_or_none(found.record)
    return ReviewPack(
        printing=printing(found.record), reader=found.reader,       # type: ignore[arg-type]
        reference=card.reference, initials=spaced(header.initials), recipient=_recipient(found), copy_number=number,
        copies=copies, destroy_by=found.on + timedelta(days=keep), pupil_name=header.name, form=header.form,
        first_name=header.name.split()[0] if header.name else "", pathway=card.short,
        provider=card.provider_name or "In school", provider_short=_short(found.provider),
        start=card.start or found.on, end=card.end, meeting=_meeting(review, card), school_day=card.day,
        school_days=card.days, facts=tuple(_facts(found)), ribbon=parts.ribbon(card.ribbon, found.on, internal),
        invited=tuple(_invited(found)) if review else (), invitation=_invitation(found.duties, review),
        to_decide=_to_decide(card) if review else (), bear_in_mind=_needs(found) if Part.NEEDS in found.shown else "",
        bear_in_mind_from="From the school’s own record" if Part.NEEDS in found.shown and _needs(found) else "",
        objectives=tuple(
            Objective(one.text, one.measure, one.judgement or None, one.evidence)   # type: ignore[arg-type]
            for one in card.objectives
        ) if Part.OBJECTIVES in found.shown else None,
        attendance=parts.attendance(card, _short(found.provider), settings(found.record)["school.short_name"])
        if Part.ATTENDANCE in found.shown else None,
        visits=parts.visits(found.duties, found.page.timeline, card.id) if Part.VISITS in found.shown else None,
        contacts=parts.contacts(found.record, found.duties, header.id, card.id)
        if Part.CONTACTS in found.shown else None,
        behaviour=parts.behaviour(found.record, header.id, card.id) if Part.BEHAVIOUR in found.shown else None,
        progress=parts.progress(card) if Part.PROGRESS in found.shown else None,
        actions=parts.actions(found.record, header.id, card.id) if Part.ACTIONS in found.shown else None,
        return_plan=parts.return_plan(card) if Part.RETURN_PLAN in found.shown else None,
        late_duties=tuple(_late(found.duties, calendar)) if internal else (),
        decision=_decision(found, review), signers=tuple(_signers(found)),
    )


def _facts(found: _Collected) -> Iterable[Fact]:
    card, provider = found.card, found.provider
    if provider is not None:
        places = sites(found.record, provider.id)
        address = f", {places[0].one_line}" if places and places[0].one_line else ""
        yield Fact("Where", f"{provider.name}{address}")
    if card.start is not None:
        until = f" to {plain_day(card.end)}" if card.end else ", no end fixed"
        count = f", {card.days} school days" if card.days and card.end else ""
        yield Fact("First and last day", f"{plain_day(card.start)}{until}{count}")
    yield Fact("Timetable", _timetable(card, provider))
    if card.codes:
        yield Fact("Register", f"Our register carries {', '.join(card.codes)}")
    if provider is not None and provider.link_name:
        told = ", ".join(part for part in (provider.link_name, provider.link_phone) if part)
        yield Fact("Link person", told)
    if Part.REASONS in found.shown and card.reasons:
        yield Fact("Why", "; ".join(card.reasons))
    yield from _personal(found)


def _personal(found: _Collected) -> Iterable[Fact]:
    header = found.page.header
    if Part.BORN in found.shown and header.born is not None:
        yield Fact("Born", whole_date(header.born))
    if Part.UPN in found.shown and header.upn:
        yield Fact("UPN", header.upn)
    if Part.MEDICAL in found.shown and header.medical:
        yield Fact("Medical", header.medical)
    if Part.PARENTS in found.shown:
        told = [one for one in found.page.every_contact if one.form.parental_responsibility and not one.form.no_contact]
        words = [", ".join(part for part in (one.name, one.form.relationship, one.form.phone) if part) for one in told]
        if words:
            yield Fact("Parents", "; ".join(words))


def _timetable(card: PlacementCard, provider: Provider | None) -> str:
    times = ""
    if provider is not None and provider.opens and provider.closes:
        times = f", {provider.opens} to {provider.closes}"
    if set(card.sessions) == {"P"}:
        return f"Every session{times}"
    there = [name for name, letter in zip(WEEK, card.sessions, strict=False) if letter in "PR"]
    return f"{', '.join(there)}{times}" if there else "In school, part of the time"


def _needs(found: _Collected) -> str:
    header = found.page.header
    sen = next((flag.words for flag in header.flags if flag.letters in ("K", "EHCP")), "")
    first = f"{sen}: {header.sen_need}" if sen and header.sen_need else sen
    return ". ".join(part for part in (first, header.support) if part)


def _short(provider: Provider | None) -> str:
    return (provider.short_name or provider.name) if provider else "School"


def _recipient(found: _Collected) -> str:
    if found.reader == INTERNAL:
        return found.page.header.head_of_year or found.record.actor.name
    if found.reader == PARENT:
        names = [one.name for one in found.page.every_contact if one.gets_letters]
        return " and ".join(names) or "Parent or carer"
    if found.reader == PROVIDER:
        link = found.provider.link_name if found.provider else None
        return ", ".join(part for part in (link, _short(found.provider)) if part)
    return "Panel" if found.reader == PANEL else found.reader


def _next_review(duties: Iterable[DutyRow]) -> DutyRow | None:
    return next((row for row in duties if row.kind == "review" and row.is_open and row.day is not None), None)


def _meeting(review: DutyRow | None, card: PlacementCard) -> Meeting | None:
    if review is None or review.day is None:
        return None
    return Meeting(review.title, review.day, None, card.provider_name)


def _invited(found: _Collected) -> Iterable[Invited]:
    for one in found.page.every_contact:
        if one.gets_letters:
            yield Invited(one.name, one.form.relationship or "Parent or carer")
    yield Invited(found.page.header.name, "Pupil")
    if found.provider is not None and found.provider.link_name:
        yield Invited(found.provider.link_name, _short(found.provider))
    if found.page.header.head_of_year:
        yield Invited(found.page.header.head_of_year, f"Head of Year {found.page.header.year}")


def _invitation(duties: Iterable[DutyRow], review: DutyRow | None) -> str:
    if review is None or review.day is None:
        return ""
    sent = [
        row.done_on for row in duties
        if row.kind == "letter" and row.done_on is not None and (row.after or "").startswith(f"{review.rule}#")
        and row.done_on < review.day and (review.day - row.done_on).days < 60
    ]
    if not sent:
        return ""
    return f"Sent {plain_day(max(sent))}, {(review.day - max(sent)).days} days before"


def _to_decide(card: PlacementCard) -> tuple[str, ...]:
    until = f" to {plain_day(card.end)}" if card.end else ""
    return (
        f"Should the placement continue{until}, end early, or change?",
        "What is needed for the return?" if card.end else "What should the next steps be?",
    )


def _decision(found: _Collected, review: DutyRow | None) -> Decision | None:
    if review is None:
        return None
    office = settings(found.record)
    answers = [
        row for row in found.duties
        if row.kind in ("letter", "decision") and row.day is not None and review.day is not None
        and row.day >= review.day and (row.after or "").startswith(f"{review.rule}#")
    ]
    decide_by = min((row.hard or row.day for row in answers if row.day), default=None)
    return Decision(
        found.card.end, decide_by=decide_by, decider=office["school.headteacher"], minute=office["school.minute"]
    )


def _signers(found: _Collected) -> Iterable[tuple[str, str]]:
    yield ("Chair", found.page.header.head_of_year)
    yield ("Parent or carer", "")
    if found.provider is not None:
        yield (_short(found.provider), found.provider.link_name or "")
    yield ("Pupil", "")


def _late(duties: Iterable[DutyRow], calendar: object) -> Iterable[LateDuty]:
    for row in duties:
        if row.state == "overdue" and row.last_day is not None:
            yield LateDuty(row.title, row.owner_label, row.last_day, row.lateness_school_days or 0, row.policy)
        elif row.state == "done" and row.done_on and row.last_day and row.done_on > row.last_day:
            yield LateDuty(
                f"{row.title} (done late)", row.owner_label, row.last_day,
                parts.school_days_after(calendar, row.last_day, row.done_on), row.policy,
            )
