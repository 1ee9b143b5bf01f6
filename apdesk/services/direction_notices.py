"""The written notice of a direction: one letter for each household that is written to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from apdesk.domain.day_words import length_words
from apdesk.domain.permissions import Deed
from apdesk.exports.atomic import write_document
from apdesk.exports.letter_input import DirectionNotice, SessionTimes
from apdesk.exports.names import letter_name
from apdesk.exports.pdf.direction_notice import direction_notice
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.contacts import ContactRow, households
from apdesk.services.document_copies import keep_copy
from apdesk.services.duty_lists import duties_of
from apdesk.services.paper import printing, spaced
from apdesk.services.placement_cards import PlacementCard
from apdesk.services.placement_case import the_placement
from apdesk.services.providers import sites
from apdesk.services.pupil_page import PupilPage, pupil_page
from apdesk.services.settings import settings
from apdesk.store.placements import Placement
from apdesk.store.providers import Provider, provider_by_id
from apdesk.store.record import Record

KIND = "placement notice"
LONGEST_ADDRESS = 7


def notices(record: Record, placement: str) -> tuple[tuple[str, DirectionNotice], ...]:
    """The notice for each household: its addressee and the letter, as regulation 3 of SI 2010/1156 asks.

    Raises `Problem` "notice.nobody" where no contact gets letters, "notice.start" without a first and last day.
    What else the law demands and is missing is named when a letter is made.
    """
    require(record, Deed.EXPORT)
    row = the_placement(placement)
    page = pupil_page(record, row.pupil, log=False)
    card = next(one for one in page.placements if one.id == placement)
    written_to = households(page.every_contact, page.header.address)
    if not written_to:
        raise Problem("notice.nobody", "Nobody gets letters about this pupil yet. Tick it on the Contacts tab.")
    if card.start is None or card.end is None:
        raise Problem("notice.start", "The notice names a first and a last day. Choose both first.")
    return tuple(
        (" and ".join(one.name for one in people), _notice(record, row, page, card, people))
        for people in written_to
    )


def write_notices(record: Record, placement: str, folder: Path) -> tuple[Path, ...]:
    """Each household's notice is on disk under a name with initials only; each copy is noted."""
    files = []
    for number, (addressee, notice) in enumerate(notices(record, placement), start=1):
        data = direction_notice(notice)
        what = KIND if number == 1 else f"{KIND} {number}"
        name = letter_name(notice.initials, notice.reference, what, record.clock.today())
        files.append(write_document(folder / name, data))
        keep_copy(record, KIND, data, placement=placement, recipient=addressee, copy_number=number, suffix="pdf")
    return tuple(files)


def _notice(
    record: Record, row: Placement, page: PupilPage, card: PlacementCard, people: Sequence[ContactRow]
) -> DirectionNotice:
    office, header = settings(record), page.header
    provider = provider_by_id(row.provider) if row.provider else None
    names = " and ".join(one.name for one in people)
    places = sites(record, provider.id) if provider else ()
    assert card.start is not None
    assert card.end is not None
    return DirectionNotice(
        printing=printing(record), reference=row.reference, on=record.clock.today(),
        address=_address(names, people, header.address), greeting=f"Dear {_without_initials(people)}",
        pupil_name=header.name, first_name=header.name.split()[0], initials=spaced(header.initials), form=header.form,
        provider=provider.name if provider else "", provider_address=places[0].one_line if places else "",
        report_to=row.report_to or (provider.link_name if provider else None) or "", report_by=row.arrive_by or "",
        first_day=card.start, last_day=card.end, school_days=card.days or 0,
        length=length_words(card.start, card.end, card.days or 0),
        times=_times(provider, card), reasons=_reasons(row, card),
        objectives=tuple(one.text for one in card.objectives),
        support=tuple(part for part in (header.support,) if part),
        dual_registered=bool(provider and provider.registers_pupils), travel=_of(provider, "travel"),
        lunch=_of(provider, "lunch"), uniform=_of(provider, "uniform"),
        if_away=f"Please ring {provider.phone} by 08:30" if provider and provider.phone else "",
        reviews=_reviews(record, row.id), met_on=row.met_parents_on, requests_to=office["school.requests_to"],
        contact=", ".join(part for part in (header.head_of_year, office["school.phone"]) if part),
        minute=office["school.minute"], copies_to=provider.name if provider else "",
        pronouns=_pronouns(header.pronouns),
    )


def _of(provider: Provider | None, name: str) -> str:
    return str(getattr(provider, name, None) or "")


def _address(names: str, people: Sequence[ContactRow], home: str) -> tuple[str, ...]:
    """The window's lines: names, then the address; names alone where it must stay unwritten, or none is held."""
    text = "" if people[0].form.confidential_address else people[0].letters_go_to(home)
    lines = [part.strip() for part in text.split(",") if part.strip()]
    return (names, *lines)[:LONGEST_ADDRESS]


def _without_initials(people: Sequence[ContactRow]) -> str:
    return " and ".join(
        " ".join(part for part in (one.form.title, one.form.surname) if part) or one.name for one in people
    )


def _times(provider: Provider | None, card: PlacementCard) -> tuple[SessionTimes, ...]:
    if provider is None or not provider.opens or not provider.closes:
        return ()
    every = set(card.sessions) <= {"P"}
    return (
        SessionTimes(
            provider.opens, provider.closes, provider.break_from or "", provider.break_until or "",
            "Every school day" if every else "On the days of the timetable",
        ),
    )


def _reasons(row: Placement, card: PlacementCard) -> tuple[str, ...]:
    tried = f"What was tried before: {row.tried}." if row.tried else ""
    return tuple(part for part in (row.reason_note or "; ".join(card.reasons), tried) if part)


def _reviews(record: Record, placement: str) -> tuple[date, ...]:
    rows = duties_of(record, placement=placement)
    return tuple(dict.fromkeys(row.day for row in rows if row.kind == "review" and row.is_open and row.day))


def _pronouns(said: str) -> tuple[str, str, str]:
    parts = [part.strip() for part in said.split("/")]
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 and all(parts) else ("they", "them", "their")
