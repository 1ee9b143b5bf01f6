"""The log of the desk: who did what, when and why; found again by words, person, kind and days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from apdesk.domain.permissions import PERSON_ROLES, Deed, may
from apdesk.domain.pupil import Names
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.history_words import FIELD_WORDS
from apdesk.services.pupils import CONFIDENTIAL
from apdesk.store.duties import duties_by_ids
from apdesk.store.journal_reading import ChangeRow, EntryRow, changes_of, count, entries, entry, flag_columns, people
from apdesk.store.providers import all_providers
from apdesk.store.pupils import pupils_by_ids
from apdesk.store.record import Record
from apdesk.store.staff import all_staff, staff_name

KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "changes": ("Changes", ("work", "undo")),
    "looks": ("Looked at, printed, exported", ("view",)),
    "desk": ("The desk itself", ("service",)),
}
PAGE = 300
MOST_ROWS = 60

_TABLES = {
    "pupil": "Pupil", "contact": "Contact", "staff_member": "Member of staff", "role_holding": "Role",
    "provider": "Provider", "site": "Site", "provider_check": "Check of a provider", "term_dates": "Term dates",
    "protocol_text": "Protocol", "placement": "Placement", "duty": "Duty", "register_mark": "Mark",
    "setting": "Setting", "account": "Access", "pupil_note": "Note", "placement_event": "Event",
    "objective": "Objective", "document_copy": "Document", "import_run": "Import",
}  # fmt: skip
_DEEDS = {"create": "added", "update": "changed", "remove": "removed", "erase": "erased"}
_ADDRESS = frozenset({"address", "postcode"})
_FACTS = frozenset({"facts", "fact_changes", "gates"})
_DUTY_SHOWN = frozenset({"state", "due", "hard", "done_on", "done_by", "put_off_to", "put_off_why", "note"})
_ID = re.compile(r"[0-9a-f]{32}")
_LONGEST = 90


@dataclass(frozen=True)
class Asked:
    """What of the log is wanted; `days` counts back from today (None: all)."""

    words: str = ""
    person: str = ""
    kind: str = ""              # a key of `KINDS`
    days: int | None = None


class LogRow(NamedTuple):
    """One entry of the log."""

    number: int
    moment: datetime            # UTC
    who: str
    role: str
    kind: str                   # a key of `KINDS`
    what: str
    why: str
    changes: int                # rows that it touched


class Log(NamedTuple):
    """A page of the log, newest first; `found` is how many entries fit in all."""

    rows: tuple[LogRow, ...]
    found: int

    @property
    def more(self) -> bool:
        """True where older entries fit too."""
        return self.found > len(self.rows)


class Touched(NamedTuple):
    """One row that an entry touched, in words."""

    title: str                  # "Pupil Okonjo, Chidera: changed"
    details: tuple[str, ...]    # "form: 10E → 10F"


def log(record: Record, asked: Asked, limit: int = PAGE) -> Log:
    """The newest entries that fit, and how many do."""
    require(record, Deed.SEE_JOURNAL)
    since = None
    if asked.days is not None:
        first = record.clock.today() - timedelta(days=asked.days)
        since = datetime.combine(first, datetime.min.time()).astimezone()
    kinds = KINDS[asked.kind][1] if asked.kind in KINDS else ()
    person, words = asked.person or None, asked.words.split()
    found = entries(record.database, limit=limit, person=person, kinds=kinds, since=since, words=words)
    full = len(found) == limit
    many = count(record.database, person=person, kinds=kinds, since=since, words=words) if full else len(found)
    return Log(tuple(map(_row, found)), many)


def log_people(record: Record) -> tuple[tuple[str, str], ...]:
    """Everybody who stands in the log: id and name."""
    require(record, Deed.SEE_JOURNAL)
    return tuple(people(record.database))


def touched(record: Record, number: int) -> tuple[Touched, ...]:
    """What one entry touched, before and after; confidential fields only for those who may see them.

    At most `MOST_ROWS` rows, then a line that says how many more. `Problem` "log.gone" where there is no such entry.
    """
    require(record, Deed.SEE_JOURNAL)
    if entry(record.database, number) is None:
        raise Problem("log.gone", f"There is no entry {number} in the journal.")
    rows = changes_of(record.database, number)
    sees = may(record.actor.role, Deed.SEE_SAFEGUARDING_FLAGS)
    named = _names(rows[:MOST_ROWS], sees=sees)
    shown = [_touched(row, named, sees=sees) for row in rows[:MOST_ROWS]]
    if len(rows) > MOST_ROWS:
        shown.append(Touched(f"And {len(rows) - MOST_ROWS:,} more", ()))
    return tuple(shown)


def looked_at_log(record: Record) -> None:
    """It is journaled that the log was looked through."""
    require(record, Deed.SEE_JOURNAL)
    record.viewed("Looked through the log")


def _row(one: EntryRow) -> LogRow:
    kind = next(key for key, (_, kinds) in KINDS.items() if one.kind in kinds)
    what = f"{one.operation} (corrects entry {one.corrects})" if one.corrects and one.kind != "undo" else one.operation
    role = PERSON_ROLES.get(one.role, one.role)
    return LogRow(one.number, one.moment, one.person_name, role, kind, what, one.reason or "", one.changes)


def _touched(row: ChangeRow, named: Mapping[tuple[str, str], str], *, sees: bool) -> Touched:
    what = _TABLES.get(row.table, row.table.replace("_", " ").capitalize())
    name = named.get((row.table, row.row), "")
    title = f"{what}{f' {name}' if name else ''}: {_DEEDS.get(row.action, row.action)}"
    if row.action != "update":
        return Touched(title, ())
    fields = [name for name in row.content if row.table != "duty" or name in _DUTY_SHOWN]
    return Touched(title, tuple(_detail(row, name, sees=sees) for name in fields))


def _detail(row: ChangeRow, name: str, *, sees: bool) -> str:
    change = row.content[name]
    words = FIELD_WORDS.get(name, name.replace("_", " "))
    if name in _ADDRESS or (not sees and name in CONFIDENTIAL | _FACTS):
        return f"{'a confidential fact' if name in CONFIDENTIAL else words}: changed"
    before, after = change if isinstance(change, list) and len(change) == 2 else (None, change)
    if (row.table, name) in flag_columns():
        before, after = (None if each is None else bool(each) for each in (before, after))
    return f"{words}: {_value(before)} → {_value(after)}"


def _value(value: Any) -> str:
    if value is None or value == "" or value == [] or value == {}:
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = " ".join(str(value).split())
    if _ID.fullmatch(text):
        return "another one"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _names(rows: Iterable[ChangeRow], *, sees: bool) -> dict[tuple[str, str], str]:
    """What the touched rows are called; each kind by one query, and only where it occurs."""
    held = list(rows)
    wanted = {table: {row.row for row in held if row.table == table} for table in {row.table for row in held}}
    found: dict[tuple[str, str], str] = {}
    if wanted.get("pupil"):
        for pupil in pupils_by_ids(wanted["pupil"]).values():
            names = Names(pupil.surname or "", pupil.forename or "", pupil.preferred_surname or "",
                          pupil.preferred_forename or "")  # fmt: skip
            found[("pupil", pupil.id)] = names.in_lists
    if wanted.get("staff_member") or wanted.get("account"):
        for one in all_staff():
            name = staff_name(one.title, one.forename, one.surname)
            found |= {("staff_member", one.id): name, ("account", one.id): name}
    if wanted.get("provider"):
        found |= {("provider", each.id): each.name for each in all_providers()}
    if wanted.get("duty"):
        titles = {duty.id: duty.title for duty in duties_by_ids(wanted["duty"])}
        found |= {("duty", key): title if sees else "" for key, title in titles.items()}
    found |= {("setting", key): key for key in wanted.get("setting", ())}
    return found
