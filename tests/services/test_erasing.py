"""Lawful erasure: what was to go can be read nowhere, the chain is whole, and the journal names who, what and why."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.domain.permissions import ADMINISTRATOR, AP_LEAD, DSL, PERSON_ROLES
from apdesk.problems import Cancelled, Problem
from apdesk.progress import Silent
from apdesk.services import backups, contacts, erasing, notes, pupil_history, pupils, registers, undo
from apdesk.services.changes import Actor
from apdesk.services.contacts import ContactForm
from apdesk.services.duties import Completion, complete_duty
from apdesk.services.duty_lists import duties_of
from apdesk.services.inspection_list import inspection_list
from apdesk.services.journal_log import Asked, log, touched
from apdesk.services.notes import NoteForm
from apdesk.services.pupil_list import pupil_list
from apdesk.services.registers import Mark
from apdesk.services.settings import change_settings
from apdesk.services.start_placement import start_placement
from apdesk.store.drafts import Draft
from apdesk.store.journal_check import check_journal
from apdesk.store.placements import Placement
from apdesk.store.pupils import Contact, Pupil

MONDAY = date(2026, 11, 16)
LONG_AFTER = date(2040, 1, 10)
PLANTED = (
    "Okonjo", "Chidera", "Folake", "07700 900142", "Quarrelled", "Rang twice", "Bus was late", "Saltmarsh",
    "half typed",
)
WHY = "Retention over, schedule of 2026"


@pytest.fixture
def left(school, clock):
    """Chidera has a placement with marks, a contact, a note, a duty done; then left, long ago."""
    record, pupil = school.record, school.pupil
    placement = start_placement(record, school.direction()).placement
    clock.go_to(MONDAY)
    added = contacts.add_contact(record, pupil, ContactForm(forename="Folake", surname="Okonjo", phone="07700 900142"))
    contacts.remove_contact(record, pupil, added.id)
    pupils.edit_pupil(record, pupil, pupils.PupilForm(
        surname="Okonjo", forename="Chidera", address="26 Saltmarsh Avenue", year=10, born=date(2012, 3, 14),
    ))
    notes.add_note(record, pupil, NoteForm(on=MONDAY, text="Quarrelled at the gate"))
    registers.mark(record, [Mark(placement, MONDAY, "AM", "I", reason="Bus was late")])
    visit = next(row.id for row in duties_of(record, pupil=pupil) if row.kind == "visit")
    complete_duty(record, visit, Completion(on=MONDAY, note="Rang twice"))
    with record.work("Kept a draft") as work:
        draft = {"kind": "note", "person": record.actor.id, "about": pupil, "title": "Note", "saved_at": work.moment}
        work.create(Draft, **draft, content={"text": "half typed"})
    return school


def gone(school, clock):
    """The pupil has left and the schedule has run out."""
    with school.record.work("Ended a placement") as work:
        work.update(Placement.select().first(), ended_on=date(2026, 12, 4))
    pupils.mark_left(school.record, school.pupil, date(2028, 7, 20))
    clock.go_to(LONG_AFTER)


def everything_written(record):
    """All that the file says, table by table, but for the entries' own words."""
    names = [row[0] for row in record.database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: repr(record.database.rows(f'SELECT * FROM "{name}"')) for name in names}


def found_in(record):
    return {(words, name) for name, text in everything_written(record).items() for words in PLANTED if words in text}


def whole(record):
    return check_journal(record.database.connection(), record.secrets.journal, record.keys.head).sentences == []


def refused(code, call, *values):
    with pytest.raises(Problem) as caught:
        call(*values)
    assert caught.value.code == code
    return caught.value.text


def test_a_pupil_who_left_long_ago_can_be_read_nowhere_and_the_chain_is_whole(left, clock):
    record = left.record
    gone(left, clock)
    shown = erasing.what_may_be_erased(record, left.pupil)
    assert shown.why_not_whole == ""
    assert "1 contact, 1 note, 1 placement, " in shown.whole
    assert {words for words, _ in found_in(record)} == set(PLANTED)
    changes = erasing.erase_pupil(record, left.pupil, WHY)
    assert found_in(record) == set()
    assert whole(record)
    assert left.pupil in changes.ids["pupils"]
    row = Pupil.get_by_id(left.pupil)
    assert (row.surname, row.born, row.removed_at is None) == ("", None, False)
    assert refused("pupil.unknown", erasing.what_may_be_erased, record, left.pupil)


def test_the_journal_names_who_erased_what_and_why_without_a_word_of_it(left, clock):
    record = left.record
    gone(left, clock)
    number = erasing.erase_pupil(record, left.pupil, WHY).entry
    entry = log(record, Asked()).rows[0]
    assert (entry.number, entry.who, entry.what, entry.why) == (
        number, record.actor.name, "Erased the record of a pupil", WHY)  # fmt: skip
    titles = {one.title for one in touched(record, number)}
    assert {"Contact: removed", "Note: removed", "Pupil: erased"} <= titles


def test_the_screens_and_lists_go_on_without_the_pupil(left, clock):
    record = left.record
    gone(left, clock)
    erasing.erase_pupil(record, left.pupil, WHY)
    assert left.pupil not in {row.id for row in pupil_list(record)}
    inspection_list(record)
    pupil_history.pupil_history(record, left.other_pupil)
    start_placement(record, left.direction(
        pupil=left.other_pupil, start=date(2026, 11, 25),
    ), proposed=True)


def test_a_backup_is_made_first_and_without_one_nothing_is_erased(left, clock, monkeypatch):
    record = left.record
    gone(left, clock)
    taken = len(backups.listed(record.folder))

    def full(*_values, **_named):
        raise Problem("backup.failed", "The drive is full.")

    with monkeypatch.context() as patch:
        patch.setattr(backups.backup, "take", full)
        refused("backup.failed", erasing.erase_pupil, record, left.pupil, WHY)
    assert found_in(record)
    erasing.erase_pupil(record, left.pupil, WHY)
    assert len(backups.listed(record.folder)) == taken + 1


def test_the_whole_record_is_kept_while_anything_keeps_it(left, clock):
    record, pupil = left.record, left.pupil
    assert "on roll" in refused("erase.kept", erasing.erase_pupil, record, pupil, WHY)
    pupils.mark_left(record, pupil, date(2026, 11, 13))
    assert "placement" in refused("erase.kept", erasing.erase_pupil, record, pupil, WHY)
    gone(left, clock)
    clock.go_to(date(2037, 3, 13))
    said = refused("erase.kept", erasing.erase_pupil, record, pupil, WHY)
    assert said == "The record is kept until 14 March 2037: the file of a pupil is kept to the age of 25."
    change_settings(record, {"records.to_age": 30})
    clock.go_to(LONG_AFTER)
    assert "14 March 2042" in refused("erase.kept", erasing.erase_pupil, record, pupil, WHY)


def test_the_law_on_registers_outlasts_a_shorter_schedule(left, clock):
    gone(left, clock)
    change_settings(left.record, {"records.to_age": 11, "records.registers": 1})
    kept = erasing.what_may_be_erased(left.record, left.pupil).kept
    assert kept.until == date(2032, 11, 16)


def test_a_lawful_request_empties_the_history_and_leaves_the_present_and_the_registers(left):
    record, pupil = left.record, left.pupil
    registers.mark(record, [Mark(Placement.select().first().id, MONDAY, "AM", "L", reason="Arrived after all")])
    erasing.erase_history(record, pupil, "Request of the parents")
    assert whole(record)
    assert Pupil.get_by_id(pupil).surname == "Okonjo"
    assert Contact.select().first().phone is None, "what was removed had kept its words"
    names = {table for words, table in found_in(record) if words != "Bus was late"}
    assert "journal_change" not in names
    assert ("Bus was late", "journal_change") in found_in(record), "what a mark was is kept by law"
    assert pupil_history.pupil_history(record, pupil)[0].what == "Erased the history of a pupil"
    refused("erase.nothing", erasing.erase_history, record, pupil, "Once more")


def test_nothing_brings_it_back(left):
    erasing.erase_history(left.record, left.pupil, "Request of the parents")
    assert undo.what_can_be_undone(left.record) is None
    refused("undo.lasting", undo.undo, left.record)


def test_a_reason_is_asked_for(left):
    refused("erase.reason", erasing.erase_history, left.record, left.pupil, "  ")


def test_cancelled_nothing_is_erased(left):
    before = left.record.last_entry()
    with pytest.raises(Cancelled):
        erasing.erase_history(left.record, left.pupil, WHY, Silent(stop_at=1))
    assert left.record.last_entry() == before


def test_only_those_who_answer_for_it_may(left):
    able = set()
    for role in PERSON_ROLES:
        left.record.actor = Actor(left.record.actor.id, left.record.actor.name, role)
        try:
            erasing.what_may_be_erased(left.record, left.pupil)
        except Problem:
            continue
        able.add(role)
    assert able == {ADMINISTRATOR, AP_LEAD, DSL}
