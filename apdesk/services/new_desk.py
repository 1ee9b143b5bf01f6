"""What a new desk holds before anybody has typed anything: the shipped protocol and the one who made it."""

from __future__ import annotations

from apdesk.services.changes import Changes
from apdesk.services.protocols import activate_shipped, protocol_in_force
from apdesk.services.settings import change_settings
from apdesk.services.staff import RoleAsked
from apdesk.services.staff_roles import hand_over
from apdesk.store.record import Record
from apdesk.store.staff import StaffMember, staff_by_id


def furnish(record: Record) -> Changes:
    """The desk follows the protocol that comes with the program, and who made it stands among the staff."""
    changes = activate_shipped(record).changes
    if staff_by_id(record.actor.id) is not None:
        return changes
    forename, _, surname = record.actor.name.rpartition(" ")
    with record.work("Put the first person among the staff", undoable=False) as work:
        work.create(StaffMember, id=record.actor.id, forename=forename.strip() or None, surname=surname)
    return changes | work.changes


def begin(record: Record, school: str) -> None:
    """The desk is the school's, and who made it holds the role that keeps it, so that its duties have an owner."""
    change_settings(record, {"school.name": school})
    for role in protocol_in_force(record).protocol.roles.values():
        if role.keeps_desk:
            hand_over(record, record.actor.id, RoleAsked(role=role.id))
