"""What every printed page takes from the settings and from who is printing."""

from __future__ import annotations

from datetime import date

from apdesk.exports.paper_input import Printing, School
from apdesk.services.settings import settings
from apdesk.store.record import Record


def printing(record: Record) -> Printing:
    """The school's head and foot, now, by the acting person."""
    office = settings(record)
    school = School(
        name=office["school.name"], office=office["school.office"], address=office["school.address"],
        phone=office["school.phone"], email=office["school.email"], headteacher=office["school.headteacher"],
        crest_letters=office["school.letters"], colour=office["school.colour"],
    )
    return Printing(school, record.clock.now(), record.actor.name, office["paper.marking"])


def plain_day(day: date) -> str:
    """"Mon 5 Oct 2026"."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def spaced(initials: str) -> str:
    """"Z Q" of "ZQ"."""
    return " ".join(initials)
