"""The data that comes with the program: bank holidays, the protocol, the obligations table."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from apdesk.domain.calendar_csv import parse_bank_holidays, parse_calendar
from apdesk.domain.protocol import Protocol
from apdesk.domain.protocol_toml import parse_protocol
from apdesk.domain.school_calendar import Closure, SchoolCalendar
from apdesk.places import resources
from apdesk.problems import Problem

SHIPPED_PROTOCOL = "wanstead-2026.toml"


@cache
def bank_holidays() -> tuple[Closure, ...]:
    """The bank holidays of England and Wales that ship with the program."""
    text = (resources() / "bank-holidays-england-wales.csv").read_text(encoding="utf-8")
    return parse_bank_holidays(text)


@cache
def shipped_protocol_text() -> str:
    """The text of the protocol that a new desk starts with."""
    return (resources() / "protocols" / SHIPPED_PROTOCOL).read_text(encoding="utf-8")


@cache
def shipped_protocol() -> Protocol:
    """The protocol that a new desk starts with."""
    return parse_protocol(shipped_protocol_text(), SHIPPED_PROTOCOL)


@cache
def obligations(table: str = "obligations.csv") -> tuple[Mapping[str, str], ...]:
    """Every row of the obligations table that a protocol names, in its order; none where it names none."""
    path = resources() / Path(table).name
    if not table or not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def read_text(path: Path, what: str) -> str:
    """The text of a UTF-8 file the office chose. Raises a sentence where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Problem("file.encoding", f"The {what} is not UTF-8 text. Save it as UTF-8.", path.name) from None
    except (OSError, ValueError) as error:  # a name that holds a zero byte is no OSError
        reason = getattr(error, "strerror", None) or "it cannot be opened"
        raise Problem("file.unreadable", f"The {what} cannot be read: {reason}. Check the path.", path.name) from None


def calendar_from_file(path: Path) -> SchoolCalendar:
    """The calendar of a term-dates file, with the shipped bank holidays."""
    return parse_calendar(read_text(path, "calendar"), path.name, bank_holidays())


def protocol_from_file(path: Path) -> Protocol:
    """The protocol of a file. Raises `protocol.mistakes`."""
    return parse_protocol(read_text(path, "protocol"), path.name)
