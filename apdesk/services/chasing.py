"""Chasing: one message to each owner with everything of theirs that waits, in initials and references."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from apdesk.domain.names import greeted
from apdesk.domain.permissions import Deed
from apdesk.exports.atomic import write_document
from apdesk.exports.message import draft_file
from apdesk.exports.message_input import Message
from apdesk.exports.names import message_name
from apdesk.exports.words import short_day
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.duty_following import log_chase
from apdesk.services.duty_lists import DutyRow, duties_outside
from apdesk.services.paper import spaced
from apdesk.services.settings import settings
from apdesk.services.staff import staff
from apdesk.store.record import Record

DRAFT, COPIED = "draft", "copied"
_HEADS = (("overdue", "Overdue"), ("today", "Due today"), ("soon", "Due this week"), ("later", "Due later"),
          ("waiting", "Waiting"), ("paused", "Paused"))  # fmt: skip


class ChaseMessage(NamedTuple):
    """What goes to one owner."""

    owner: str                  # "Ms L Farrant"
    duties: tuple[str, ...]
    message: Message
    file_name: str


class Chasing(NamedTuple):
    """The messages, and what nobody can be chased for because nobody holds the role."""

    messages: tuple[ChaseMessage, ...]
    nobody: int


def chase_messages(record: Record, duties: Iterable[str]) -> Chasing:
    """One message per owner, owners in order of name, each with their duties, most pressing first."""
    require(record, Deed.COMPLETE_DUTIES)
    rows = [row for row in duties_outside(record, duties) if row.is_open]
    emails = {one.id: one.form.email or "" for one in staff(record)}
    together: dict[tuple[str, str | None], list[DutyRow]] = {}
    for row in rows:
        together.setdefault((row.who, row.who_id), []).append(row)
    office = settings(record)
    sender = "\n".join(part for part in (record.actor.name, office["school.office"], office["school.name"]) if part)
    owned = sorted(((who, who_id, some) for (who, who_id), some in together.items() if who), key=lambda one: one[0])
    today = record.clock.today()
    names = _file_names([who for who, _, _ in owned], today)
    messages = tuple(
        ChaseMessage(
            who, tuple(row.id for row in some),
            Message(emails.get(who_id or "", ""), *_words(who, some, sender, today)), name,
        )
        for (who, who_id, some), name in zip(owned, names, strict=True)
    )
    return Chasing(messages, sum(not row.who for row in rows))


def save_chase(record: Record, message: ChaseMessage, file: Path) -> Changes:
    """The draft is on disk and the chase stands in the journal, in this order: what was not written is not logged."""
    require(record, Deed.EXPORT)
    write_document(file, draft_file(message.message))
    return log_chase(record, message.duties, message.owner, DRAFT)


def save_chases(record: Record, messages: Iterable[ChaseMessage], folder: Path) -> Changes:
    """Every draft is in the folder, each as its own file, and each chase is logged. Raises `Problem` "chase.none"."""
    changes = Changes()
    for message in messages:
        changes |= save_chase(record, message, folder / message.file_name)
    if not changes.areas:
        raise Problem("chase.none", "Nobody is to be chased: nothing open has an owner.")
    return changes


def copied_chase(record: Record, message: ChaseMessage) -> Changes:
    """The chase is noted: its text was copied into a message elsewhere."""
    require(record, Deed.EXPORT)
    return log_chase(record, message.duties, message.owner, COPIED)


def _file_names(owners: list[str], on: date) -> list[str]:
    """One a person, also where two share their initials."""
    found: list[str] = []
    for who in owners:
        name = message_name("chase", who, on)
        same = sum(one.startswith(name.removesuffix(".eml")) for one in found)
        found.append(name.replace(".eml", f"-{same + 1}.eml") if same else name)
    return found


def _words(who: str, rows: list[DutyRow], sender: str, today: date) -> tuple[str, str]:
    count = f"{len(rows)} duties wait" if len(rows) > 1 else "1 duty waits"
    parts = [f"Dear {greeted(who)},", "This waits for you:" if len(rows) == 1 else "These wait for you:"]
    for state, head in _HEADS:
        lines = [_line(row, today) for row in rows if row.state == state]
        if lines:
            parts.append("\n".join([head, *lines]))
    parts.append("Please do what is left, or tell us when it will be done and what it waits for. "
                 "Initials and references stand for names, which do not belong in an email.")  # fmt: skip
    parts.append(f"With thanks\n{sender}")
    return f"Alternative provision: {count} for you", "\n\n".join(parts)


def _line(row: DutyRow, today: date) -> str:
    about = ", ".join(part for part in (spaced(row.initials), row.reference) if part) if row.pupil else ""
    about = about or row.provider_name or "the school"
    clauses = row.policy.replace("§", "Section ").replace("App. A", "Appendix A")
    policy = f" ({clauses})" if clauses and not row.confidential else ""
    return f"- {_when(row, today)}: {row.title}, {about}{policy}"


def _when(row: DutyRow, today: date) -> str:
    if row.day is None:
        return "no date yet"
    late = row.lateness_school_days or 0
    if row.state == "overdue":
        return f"{short_day(row.day)}, {late} school day{'' if late == 1 else 's'} late" if late else \
            f"{short_day(row.day)}, late"
    limit = row.limit(today)
    return f"{short_day(row.day)}, latest {short_day(limit)}" if limit is not None else short_day(row.day)
