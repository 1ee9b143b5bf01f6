"""The versions of the protocol that the desk holds, who runs under which, and moving them to the one in force."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.domain.protocol import Protocol
from apdesk.problems import Problem
from apdesk.progress import Progress
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.protocols import held_versions, protocol_in_force
from apdesk.services.what_would_move import Instead, Moves, move, to_plan_again, would_move
from apdesk.store.placements import Placement
from apdesk.store.record import Record

FOLLOW = "The placement follows another version of the policy now."


class VersionUse(NamedTuple):
    """A version and the placements that run under it."""

    id: str
    version: int
    title: str
    effective: date
    activated_on: date
    source: str
    placements: int
    in_force: bool
    movable: int                # of those, how many the version in force can plan


class Moved(NamedTuple):
    """What moving the placements did."""

    changes: Changes
    moves: Moves


def versions_in_use(record: Record) -> tuple[VersionUse, ...]:
    """Every version, newest first; the placements counted are those that run or have open duties."""
    require(record, Deed.SEE_PUPILS)
    held = held_versions(record)
    if not held:
        return ()
    force = protocol_in_force(record)
    rows = to_plan_again(record)
    under = Counter(row.protocol for row in rows)
    able = Counter(row.protocol for row in rows if row.pathway in force.protocol.pathways)
    return tuple(
        VersionUse(one.id, one.version, one.title, one.effective, one.activated_on, one.source, under[one.id],
                   one.id == force.id, 0 if one.id == force.id else able[one.id])
        for one in held
    )  # fmt: skip


def running_under(record: Record, protocol: Protocol, version: str | None = None) -> list[Placement]:
    """The placements still planned that this protocol has a pathway for; `version` limits them to those under it."""
    return [
        row for row in to_plan_again(record)
        if row.pathway in protocol.pathways and (version is None or row.protocol == version)
    ]


def version_would_move(record: Record, version: str, progress: Progress | None = None) -> Moves:
    """What the version in force would do to the placements that run under an older one; nothing is written."""
    require(record, Deed.CHANGE_PROTOCOL)
    force = protocol_in_force(record)
    rows = running_under(record, force.protocol, version)
    return would_move(record, rows, Instead(protocol=force.protocol), progress, FOLLOW)


def move_to_version_in_force(
    record: Record, version: str, why: str, progress: Progress | None = None
) -> Moved:
    """The placements that run under `version` follow the one in force from now on, in one operation.

    What is done or overdue stays. Raises `Problem` "version.why" without a reason, "version.in-force" where they
    follow it already, "moves.unplanned" where one cannot be planned so; nothing is changed then.
    """
    require(record, Deed.CHANGE_PROTOCOL)
    if not why.strip():
        raise Problem("version.why", "Say why the placements follow the newer version.", "why")
    force = protocol_in_force(record)
    if version == force.id:
        raise Problem("version.in-force", "These placements follow the version in force already.")
    with record.work("Moved placements to another version of the protocol", reason=why.strip()) as work:
        rows = running_under(record, force.protocol, version)
        moves = move(record, work, rows, f"{FOLLOW} {why}".strip(), progress, protocol=force.id)
    return Moved(work.changes, moves)
