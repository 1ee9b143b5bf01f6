"""What the office has set: the school's name and paper, and its ways of counting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apdesk.domain.permissions import Deed
from apdesk.domain.reachable import email_trouble, phone_trouble
from apdesk.domain.retention import Keeping
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.store.record import Record
from apdesk.store.settings import Setting, set_values, setting_row
from apdesk.store.work import Work


@dataclass(frozen=True)
class Known:
    """One setting: its default, the words of its field, and the type of its value."""

    default: str | int | bool
    label: str


KNOWN: dict[str, Known] = {
    "school.name": Known("", "Name of the school"),
    "school.short_name": Known("", "Name in sentences"),
    "school.letters": Known("AP", "Letters before each placement’s number"),
    "school.address": Known("", "Address"),
    "school.phone": Known("", "Telephone"),
    "school.email": Known("", "Email"),
    "school.office": Known("Inclusion and alternative provision", "Name of the office"),
    "school.headteacher": Known("", "Headteacher"),
    "school.minute": Known("", "Minute delegating the governing body’s powers"),
    "school.absence_phone": Known("", "Telephone for reporting absence"),
    "school.requests_to": Known("", "Where requests to the governing body go"),
    "school.colour": Known("17604B", "Colour of the rule on paper"),
    "school.filing": Known("CPOMS", "Where papers are filed"),
    "paper.marking": Known("Confidential: pupil information", "Marking on every page"),
    "paper.keep_days": Known(30, "Days after which a printed pack is to be destroyed"),
    "registers.return_to": Known("", "Email for registers that come back"),
    "registers.return_by": Known("every Friday by 15:30", "When registers come back"),
    "records.to_age": Known(Keeping.to_age, "Age to which a pupil’s file is kept"),
    "records.plan_to_age": Known(Keeping.plan_to_age, "The same with an education, health and care plan"),
    "records.registers": Known(Keeping.registers, "Years that registers are kept"),
    "gias.file": Known("", "File with the register of schools"),
}

MARKINGS = ("Confidential: pupil information", "OFFICIAL-SENSITIVE")
"""What schools and authorities usually print on every page; any other words may be set."""
PAPER_COLOURS: dict[str, str] = {
    "17604B": "Bottle green", "1F3F77": "Royal blue", "1B2A49": "Navy", "7A1F2B": "Maroon", "9C1C1C": "Red",
    "4B2A6B": "Purple", "0B6470": "Teal", "8A4B08": "Amber", "3B3B3B": "Graphite", "000000": "Black",
}  # fmt: skip
"""Colours of the rule under the head of every page, dark enough to print."""


def settings(_record: Record) -> dict[str, Any]:
    """Every setting by name, with its default where the office has not set it."""
    return {name: known.default for name, known in KNOWN.items()} | set_values(KNOWN)


def change_settings(record: Record, values: Mapping[str, Any]) -> Changes:
    """The settings named have these values afterwards; others stay.

    Raises `Problem` "setting.unknown" for a name that is none, "setting.value" for a value of another type.
    """
    require(record, Deed.CHANGE_SETTINGS)
    clean = {name: _checked(name, value) for name, value in values.items()}
    with record.work("Changed settings of the office") as work:
        for name, value in clean.items():
            put_setting(work, name, value)
    return work.changes


def put_setting(work: Work, name: str, value: Any) -> None:
    """The setting has this value once the work is committed, whether it was ever set before or not."""
    row = setting_row(name)
    if row is None:
        work.create(Setting, id=name, value=value)
        return
    if row.removed_at is not None:
        work.bring_back(row)
    work.update(row, value=value)


def _checked(name: str, value: Any) -> Any:
    known = KNOWN.get(name)
    if known is None:
        raise Problem("setting.unknown", f"There is no setting called {name}.", name)
    if type(value) is not type(known.default):
        raise Problem("setting.value", f"{known.label} takes {type(known.default).__name__}.", name)
    wrong = trouble_of(name, value) if isinstance(value, str) else ""
    if wrong:
        raise Problem("setting.value", wrong, name)
    return value.strip() if isinstance(value, str) else value


def trouble_of(name: str, typed: str) -> str:
    """What is wrong with an address or a number that letters carry; "" where nothing is."""
    if name in ("school.email", "registers.return_to"):
        return email_trouble(typed)
    return phone_trouble(typed) if name in ("school.phone", "school.absence_phone") else ""
