"""What every printed page takes from the settings and from who is printing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from apdesk.exports.letter_input import Letter, LetterFact, Paragraph
from apdesk.exports.paper_input import Printing, School
from apdesk.services.crest import crest
from apdesk.services.settings import settings
from apdesk.store.record import Record


def printing(record: Record, office: Mapping[str, Any] | None = None) -> Printing:
    """The school's head and foot, now, by the acting person; with settings as typed where `office` is given."""
    office = settings(record) if office is None else office
    school = School(
        name=office["school.name"], office=office["school.office"], address=office["school.address"],
        phone=office["school.phone"], email=office["school.email"], headteacher=office["school.headteacher"],
        crest=crest(record), crest_letters=office["school.letters"], colour=office["school.colour"],
    )
    return Printing(school, record.clock.now(), record.actor.name, office["paper.marking"])


def plain_day(day: date) -> str:
    """"Mon 5 Oct 2026"."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def spaced(initials: str) -> str:
    """"Z Q" of "ZQ"."""
    return " ".join(initials)


def sample_letter(record: Record, office: Mapping[str, Any]) -> bytes:
    """A letter to nobody as a PDF, with the settings as they are typed: to see how paper looks before saving."""
    from apdesk.exports.pdf.letter import letter

    minute = office["school.minute"]
    under = f"Under powers delegated by the governing body, minute {minute}" if minute else ""
    return letter(Letter(
        printing=printing(record, office), reference=f"{office['school.letters']}-0000", on=record.clock.today(),
        address=("Parents of a pupil", "1 Any Street", "Anytown", "AN1 1AN"), greeting="Dear parents",
        subject="How a letter of this school looks",
        before=(Paragraph("The crest, the names and the telephone in the head, the colour of the rule, the marking in "
                          "the foot and the signature below come from Settings, School. **This page is a sample.**"),),
        facts=(
            LetterFact("Office", (office["school.office"] or "not filled in yet",)),
            LetterFact("Absence", (office["school.absence_phone"] or office["school.phone"] or "not filled in yet",)),
            LetterFact("Requests", (office["school.requests_to"] or "not filled in yet",)),
        ),
        after=(Paragraph("Nothing is sent by looking at it."),),
        signed_by=f"{office['school.headteacher'] or 'Name of the Headteacher'}, Headteacher", signed_under=under,
        document="Sample letter",
    ))  # fmt: skip
