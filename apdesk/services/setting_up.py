"""How far a new desk is set up: what there is, for the steps of the first day."""

from __future__ import annotations

from typing import NamedTuple

from apdesk.domain.permissions import Deed
from apdesk.problems import Problem
from apdesk.services import backups
from apdesk.services.acting import require
from apdesk.services.protocols import protocol_in_force
from apdesk.services.school_year import entries, versions
from apdesk.services.settings import settings
from apdesk.services.staff import staff
from apdesk.store.placements import any_placement
from apdesk.store.providers import all_providers
from apdesk.store.pupils import pupils_on_roll
from apdesk.store.record import Record


class SettingUp(NamedTuple):
    """What a desk holds."""

    school: str
    people: int                 # others than you who hold a role
    years: tuple[int, ...]      # school years with term dates, by the year in which they begin
    insets: int                 # INSET days in them
    policy: str                 # title of the protocol in force
    pathways: int               # that can be chosen
    pupils: int                 # on roll
    providers: int
    second_place: bool          # backups go to a second place too
    in_use: bool                # the first placement exists


def in_use(record: Record) -> bool:
    """Whether the first placement exists: from then on the day's list matters more than what is still to set up."""
    require(record, Deed.SEE_PUPILS)
    return any_placement()


def setting_up(record: Record) -> SettingUp:
    """How far the desk is set up."""
    require(record, Deed.SEE_PUPILS)
    years = versions(record)
    try:
        protocol = protocol_in_force(record).protocol
        policy, pathways = protocol.title, sum(one.chosen for one in protocol.pathways.values())
    except Problem:
        policy, pathways = "", 0
    return SettingUp(
        str(settings(record)["school.name"]),
        sum(bool(one.roles) for one in staff(record) if one.id != record.actor.id),
        years[0].school_years if years else (), sum(one.type == "inset" for one in entries(record)), policy, pathways,
        pupils_on_roll(), len(all_providers()), len(backups.status(record).places) > 1, any_placement(),
    )
