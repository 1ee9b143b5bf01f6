"""Every table that the office's work stands in, each after those it refers to."""

from __future__ import annotations

from apdesk.store.absences import NotArrived
from apdesk.store.base import Row
from apdesk.store.documents import DocumentCopy, DocumentFile
from apdesk.store.drafts import Draft
from apdesk.store.duties import Duty
from apdesk.store.following import Chase, Wait
from apdesk.store.placements import ExpectedOutcome, ExtraProvider, Objective, Placement, PlacementEvent, PupilNote
from apdesk.store.protocols import ProtocolText
from apdesk.store.providers import Provider, ProviderCheck, Site
from apdesk.store.pupils import Contact, Pupil
from apdesk.store.registers import RegisterMark, RegisterReturn
from apdesk.store.school_year import TermDates
from apdesk.store.settings import ColumnMapping, ImportRun, Setting
from apdesk.store.staff import RoleHolding, StaffMember

ALL_TABLES: tuple[type[Row], ...] = (
    Setting, ColumnMapping, ImportRun, Draft,
    Pupil, Contact, StaffMember, RoleHolding, Provider, Site, ProviderCheck, TermDates, ProtocolText,
    Placement, ExtraProvider, PlacementEvent, Objective, ExpectedOutcome, PupilNote, Duty,
    RegisterMark, RegisterReturn, DocumentCopy, DocumentFile, Chase, Wait, NotArrived,
)
