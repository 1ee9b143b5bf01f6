"""Getting into the desk, and who may: people, passphrases and the recovery key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from apdesk.clock import Clock
from apdesk.domain.permissions import ADMINISTRATOR, PERSON_ROLES, Deed
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.store import opening
from apdesk.store.identity import Account
from apdesk.store.journal_reading import newest_of
from apdesk.store.keys import Holder
from apdesk.store.record import Record
from apdesk.store.staff import StaffMember, staff_by_id


@dataclass(frozen=True)
class Person:
    """Somebody who can open the desk; the id is that of their row among the staff."""

    id: str
    name: str
    role: str


def unlock(folder: Path, person: str | None, passphrase: str, clock: Clock) -> Record:
    """The desk, open for this person; `Problem` "keys.wrong" saying how many tries are left, or why else not."""
    return opening.open_desk(folder, person, passphrase, clock)


def recover(folder: Path, recovery_key: str, person: str, passphrase: str, clock: Clock) -> tuple[Record, str]:
    """The desk, open for this person with a new passphrase, and a new recovery key; the old one opens nothing more."""
    return opening.recover(folder, recovery_key, person, passphrase, clock)


def confirm(record: Record, passphrase: str) -> None:
    """Nothing happens where this is the acting person's passphrase: for unlocking an idle window that was covered."""
    record.keys.unlock(record.actor.id, passphrase, record.clock.now()).secrets.wipe()
    if any(record.keys.untold(record.actor.id)):
        record.noted(f"Gave the passphrase again{opening.after_failed_tries(record)}")
        opening.tell_tries(record)


def people(record: Record) -> tuple[Person, ...]:
    """Everybody who can open the desk, with what they may do, in the order they were added."""
    roles = {row.id: row.role for row in Account.select().where(Account.removed_at.is_null())}
    return tuple(Person(holder.id, holder.name, roles.get(holder.id, "")) for holder in record.keys.people)


def give_access(record: Record, staff: str, name: str, role: str, passphrase: str) -> Changes:
    """The member of staff of this id can open the desk with the passphrase, in this role.

    Somebody who is not among the staff yet is put there: whose name stands in the journal must be somebody known.
    """
    require(record, Deed.DECIDE_ACCESS)
    _demand_role(role)
    record.keys.demand_free(Holder(staff, name), passphrase)
    with record.work("Gave a person access to the desk", undoable=False) as work:
        if staff_by_id(staff) is None:
            forename, _, surname = " ".join(name.split()).rpartition(" ")
            work.create(StaffMember, id=staff, forename=forename or None, surname=surname)
        account = Account.get_or_none(Account.id == staff)
        if account is None:
            work.create(Account, id=staff, name=name, role=role)
        else:
            work.bring_back(account)
            work.update(account, name=name, role=role)
    record.keys.add(Holder(staff, name), passphrase, record.secrets)
    return work.changes


def end_access(record: Record, person: str, reason: str | None = None) -> Changes:
    """The person cannot open the desk any more; what they did keeps their name."""
    require(record, Deed.DECIDE_ACCESS)
    account = _account(person)
    _demand_administrator_left(record, person)
    record.keys.remove(person, record.secrets)
    with record.work("Ended a person’s access to the desk", reason=reason, undoable=False) as work:
        work.remove(account)
    return work.changes


def change_role(record: Record, person: str, role: str) -> Changes:
    """The person may do what the new role may, from their next unlock."""
    require(record, Deed.DECIDE_ACCESS)
    _demand_role(role)
    account = _account(person)
    if role != ADMINISTRATOR:
        _demand_administrator_left(record, person)
    with record.work("Changed what a person may do", undoable=False) as work:
        work.update(account, role=role)
    return work.changes


def rename(record: Record, person: str, name: str) -> Changes:
    """The person unlocks under the new name, with the passphrase they had."""
    require(record, Deed.DECIDE_ACCESS)
    account = _account(person)
    if not name.strip():
        raise Problem("access.name", "Everybody who opens the desk needs a name.", "name")
    record.keys.rename(person, name, record.secrets)
    with record.work("Changed the name of a person who opens the desk", undoable=False) as work:
        work.update(account, name=name)
    return work.changes


def change_passphrase(record: Record, present: str, wanted: str) -> None:
    """Only the new passphrase opens the desk for the acting person; the record itself is not touched."""
    confirm(record, present)
    record.keys.change_passphrase(record.actor.id, wanted, record.secrets)
    record.noted("Changed their own passphrase")


def reset_passphrase(record: Record, person: str, wanted: str) -> None:
    """Only the new passphrase opens the desk for this person: for somebody who forgot theirs."""
    require(record, Deed.DECIDE_ACCESS)
    _account(person)
    record.keys.change_passphrase(person, wanted, record.secrets)
    record.noted("Set a new passphrase for a person", about=person)


def renew_recovery_key(record: Record) -> str:
    """A new recovery key to print; the sheet in the safe opens nothing any more."""
    require(record, Deed.DECIDE_ACCESS)
    recovery = record.keys.renew_recovery(record.secrets)
    record.noted("Made a new recovery key")
    return recovery


def _account(person: str) -> Account:
    account: Account | None = Account.get_or_none((Account.id == person) & Account.removed_at.is_null())
    if account is None:
        raise Problem("access.unknown", "This person cannot open the desk. Look again in Settings.")
    return account


def _demand_role(role: str) -> None:
    if role not in PERSON_ROLES:
        raise Problem(
            "access.role", f"There is no role {role}. Choose one of: {', '.join(PERSON_ROLES.values())}.", "role"
        )


def _demand_administrator_left(record: Record, person: str) -> None:
    others = [each for each in people(record) if each.role == ADMINISTRATOR and each.id != person]
    if not others and any(each.id == person and each.role == ADMINISTRATOR for each in people(record)):
        raise Problem(
            "access.last-administrator",
            "The desk needs an administrator. Make somebody else one first.",
        )


def last_opened(record: Record) -> dict[str, datetime]:
    """When each person last opened the desk, by id; nothing for those who never did."""
    require(record, Deed.DECIDE_ACCESS)
    return newest_of(record.database, "Set up the desk") | newest_of(record.database, "Opened the desk")


def recovery_key_made(record: Record) -> datetime:
    """When the recovery key that is in force was made."""
    require(record, Deed.DECIDE_ACCESS)
    renewed = [
        moment
        for operation in ("Made a new recovery key", "Came in by the recovery key")
        for moment in newest_of(record.database, operation).values()
    ]
    set_up = newest_of(record.database, "Set up the desk").values()
    return max([*renewed, *set_up])
