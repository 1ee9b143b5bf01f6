"""The small school a few weeks into a placement, and a window on the pupil's page."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import pytest
from small_steps import answers_of
from whole_window import shown_window

from apdesk.services import contacts
from apdesk.services.changes import Actor
from apdesk.services.contacts import ContactForm
from apdesk.services.duty_lists import duties_of
from apdesk.services.start_placement import start_placement
from apdesk.store.journal import JournalEntry
from apdesk.store.placements import Placement
from ui.common.page import Place
from ui.shell.main_window import MainWindow

TODAY = date(2026, 12, 1)
MOTHER = ContactForm(title="Mrs", forename="Folake", surname="Okonjo", relationship="Mother", phone="07700 900142",
                     parental_responsibility=True, lives_with=True, letters_to=True, address="26 Saltmarsh Avenue")
FATHER = ContactForm(title="Mr", forename="Uche", surname="Okonjo", relationship="Father", phone="07700 900646",
                     position=2, parental_responsibility=True, lives_with=False)


@dataclass(frozen=True)
class Placed:
    """Ids: Chidera Okonjo has been at Fairholt since Wednesday 11 November 2026; today is Tuesday 1 December."""

    pupil: str
    other: str
    fairholt: str
    kestrel: str
    placement: str


@pytest.fixture
def placed(record, small_school, clock) -> Placed:
    """A placement that runs, and both parents."""
    clock.go_to(date(2026, 11, 4))
    started = start_placement(record, answers_of(small_school))
    for form in (MOTHER, FATHER):
        contacts.add_contact(record, small_school.pupil, form)
    clock.go_to(TODAY)
    one = small_school
    return Placed(one.pupil, one.other, one.fairholt, one.kestrel, started.placement)


@pytest.fixture
def window(context, qtbot, placed) -> MainWindow:
    """The whole window on the pupil's page."""
    return show_pupil(qtbot, context, placed.pupil)


@pytest.fixture
def page(window):
    """The page itself."""
    return window.current()


def show_pupil(qtbot, context, pupil: str, **values: str) -> MainWindow:
    """A window on the page of a pupil."""
    made = shown_window(qtbot, context)
    made.go(Place("pupil", {"pupil": pupil, **values}))
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


@contextmanager
def as_role(record, role: str):
    """The desk as somebody of another role sees it."""
    before = record.actor
    record.actor = Actor(before.id, before.name, role)
    yield
    record.actor = before


def row_of(placement: str) -> Placement:
    """The placement as the record holds it."""
    return Placement.get_by_id(placement)


def open_duties(record, placement: str, kind: str) -> list:
    """The open duties of one kind, by day."""
    rows = [row for row in duties_of(record, placement=placement) if row.kind == kind and row.is_open and row.day]
    return sorted(rows, key=lambda row: row.day)


def journaled() -> list[str]:
    """What the journal holds, oldest first."""
    return [entry.operation for entry in JournalEntry.select().order_by(JournalEntry.number)]


def lines_of(duties) -> list[str]:
    """What a list of duties shows, row by row, headings among them."""
    return [row.line.title or row.line.action if row.line else row.group.title for row in duties.model().rows()]
