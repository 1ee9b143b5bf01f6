"""Documents: what each reader gets, and what nobody outside the school ever does."""

from __future__ import annotations

import io
from datetime import date

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from apdesk.domain.disclosure import READERS
from apdesk.problems import Problem
from apdesk.services import contacts, duties, duty_lists, notes, pupils, registers
from apdesk.services.calendar_files import write_calendar
from apdesk.services.contacts import ContactForm
from apdesk.services.direction_notices import notices, write_notices
from apdesk.services.document_copies import copies, open_copy, save_copy
from apdesk.services.duties import Completion
from apdesk.services.notes import NoteForm
from apdesk.services.printed_calendar import write_month
from apdesk.services.pupil_page import pupil_page
from apdesk.services.register_books import write_register
from apdesk.services.registers import Mark
from apdesk.services.review_packs import pack, placement_for_pack, write_pack
from apdesk.services.start_placement import start_placement
from apdesk.store.journal import JournalEntry
from apdesk.store.registers import PROVISION

TODAY = date(2026, 11, 20)
SECRET = "social worker Mr Penhaligon"


@pytest.fixture
def placed(school, clock):
    record = school.record
    clock.go_to(date(2026, 11, 4))
    started = start_placement(record, school.direction())
    clock.go_to(TODAY)
    pupils.edit_pupil(record, school.pupil, pupils.PupilForm(**{
        **pupils.pupil_form(record, school.pupil).__dict__, "address": "12 Secret Street", "postcode": "E99 1AA",
        "sen_need": "SEMH", "born": date(2012, 3, 14),
    }))
    contacts.add_contact(record, school.pupil, ContactForm(
        title="Mrs", forename="Flora", surname="Okonjo", relationship="Mother", phone="07700 900142",
        parental_responsibility=True, letters_to=True,
    ))
    notes.add_note(record, school.pupil, NoteForm(on=TODAY, kind="behaviour", text="Commended in maths"))
    registers.mark(record, [
        Mark(started.placement, date(2026, 11, 11), "AM", "/", ledger=PROVISION),
        Mark(started.placement, date(2026, 11, 11), "PM", "I", ledger=PROVISION, reason="Mrs Okonjo rang"),
        Mark(started.placement, date(2026, 11, 11), "AM", "D"),
    ])
    contact = next(
        row for row in duty_lists.duties_of(record, placement=started.placement) if row.rule == "weekly.contact"
    )
    duties.complete_duty(record, contact.id, Completion(on=date(2026, 11, 13), note="Settled in"))
    return started.placement


def text_of(file):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read_bytes())).pages)


@pytest.mark.parametrize("reader", list(READERS))
def test_every_reader_gets_a_pack_whose_cover_names_nobody(school, placed, reader, tmp_path):
    written = write_pack(school.record, placed, reader, folder=tmp_path)
    assert "okonjo" not in written.file.name.casefold()
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(written.file.read_bytes())).pages]
    assert "Okonjo" not in pages[0].replace("Mrs F Okonjo", "")
    assert "Chidera Okonjo" in "".join(pages[1:])
    assert "12 Secret Street" not in "".join(pages)


def test_late_duties_are_for_the_school_alone(school, placed):
    assert pack(school.record, placed, "internal").late_duties
    for reader in ("parent", "provider", "panel"):
        made = pack(school.record, placed, reader)
        assert made.late_duties == ()
        assert not any(mark.late for mark in made.ribbon.marks)


def test_attendance_is_the_providers_and_the_absence_is_told(school, placed):
    made = pack(school.record, placed, "parent").attendance
    assert (made.attended, made.possible) == (1, 2)
    assert [(one.session, one.text) for one in made.not_present] == [("PM", "Illness. Mrs Okonjo rang")]
    assert "D" in made.our_marks


def test_a_confidential_address_takes_the_parents_out_of_packs_that_leave(school, placed):
    form = pupils.pupil_form(school.record, school.pupil)
    assert any(fact.label == "Parents" for fact in pack(school.record, placed, "provider").facts)
    pupils.edit_pupil(school.record, school.pupil, pupils.PupilForm(
        **{**form.__dict__, "confidential_address": True}
    ))
    assert not any(fact.label == "Parents" for fact in pack(school.record, placed, "provider").facts)


def test_copies_are_numbered_and_noted(school, placed, tmp_path):
    write_pack(school.record, placed, "parent", folder=tmp_path)
    write_pack(school.record, placed, "provider", folder=tmp_path)
    (about,) = copies(school.record, [placed]).values()
    assert [(row.reader, row.copy_number) for row in about] == [("provider", 2), ("parent", 1)]


def test_a_document_can_be_opened_again_byte_for_byte(school, placed, tmp_path):
    made = write_pack(school.record, placed, "parent", folder=tmp_path).file.read_bytes()
    register = write_register(school.record, school.fairholt, TODAY, folder=tmp_path).file.read_bytes()
    (pack_row,) = copies(school.record, [placed])[placed]
    (book_row,) = copies(school.record, (), [school.fairholt])[school.fairholt]
    assert (pack_row.suffix, pack_row.size, book_row.suffix) == ("pdf", len(made), "xlsx")
    assert open_copy(school.record, pack_row.id).data == made
    assert save_copy(school.record, book_row.id, tmp_path / "again.xlsx").read_bytes() == register
    with pytest.raises(Problem) as refused:
        save_copy(school.record, book_row.id, tmp_path / "again.pdf")
    assert refused.value.code == "document.suffix"
    looked = [entry.operation for entry in JournalEntry.select().where(JournalEntry.kind == "view")]
    assert "Opened a kept document: review pack" in looked


def test_a_register_made_before_the_first_day_stands_with_the_placement(school, clock, tmp_path):
    clock.go_to(date(2026, 11, 4))
    start_placement(school.record, school.direction())
    write_register(school.record, school.fairholt, date(2026, 11, 4), folder=tmp_path)
    (card,) = pupil_page(school.record, school.pupil).placements
    assert [(row.kind, row.made_at.date()) for row in card.documents] == [("register", date(2026, 11, 4))]


def test_a_kept_document_that_was_tampered_with_is_not_shown(school, placed, tmp_path):
    write_pack(school.record, placed, "parent", folder=tmp_path)
    ((row,),) = copies(school.record, [placed]).values()
    school.record.database.allow_writing(True)
    school.record.database.execute_sql("UPDATE document_file SET data = x'00'")
    school.record.database.allow_writing(False)
    with pytest.raises(Problem) as refused:
        open_copy(school.record, row.id)
    assert refused.value.code == "document.damaged"


def test_a_calendar_file_is_noted_and_not_kept(school, placed, tmp_path):
    changes = write_calendar(school.record, folder=tmp_path).changes
    (copy,) = changes.ids["documents"]
    with pytest.raises(Problem) as refused:
        open_copy(school.record, copy)
    assert refused.value.code == "document.not-kept"


def test_the_pack_is_found_by_upn(school, placed):
    assert placement_for_pack(school.record, "l999204218003") == placed
    with pytest.raises(Problem) as refused:
        placement_for_pack(school.record, "X000000000000")
    assert refused.value.code == "pupil.upn"


def test_the_calendar_file_holds_initials_and_keeps_its_identities(school, placed, tmp_path, clock):
    first = write_calendar(school.record, folder=tmp_path).file.read_bytes()
    assert b"Okonjo" not in first
    assert b"Chidera" not in first
    entries = {str(one["uid"]): int(one["sequence"]) for one in Calendar.from_ical(first).walk("VEVENT")}
    clock.go_to(date(2026, 11, 23))
    row = next(one for one in duty_lists.due_list(school.record, days=30) if one.rule == "weekly.contact")
    duties.put_off(school.record, row.id, date(2026, 11, 30), "Provider closed")
    second = write_calendar(school.record, folder=tmp_path).file.read_bytes()
    again = {str(one["uid"]): int(one["sequence"]) for one in Calendar.from_ical(second).walk("VEVENT")}
    changed = {uid for uid in again if again[uid] != entries.get(uid, again[uid])}
    assert changed == {uid for uid in again if uid.startswith(row.id)}
    only = write_calendar(school.record, folder=tmp_path, changed_since=date(2026, 11, 23)).file.read_bytes()
    assert len(Calendar.from_ical(only).walk("VEVENT")) == 1


def test_no_page_or_file_holds_what_is_safeguarding(school, placed, tmp_path):
    form = pupils.pupil_form(school.record, school.pupil)
    pupils.edit_pupil(school.record, school.pupil, pupils.PupilForm(**{**form.__dict__, "social_worker": True}))
    contacts.add_contact(school.record, school.pupil, ContactForm(
        kind="professional", forename="", surname="Penhaligon", relationship="Social worker", phone="020 7946 0999"
    ))
    for reader in READERS:
        text = text_of(write_pack(school.record, placed, reader, folder=tmp_path).file)
        assert "Penhaligon" not in text
        assert "ocial worker" not in text


def test_the_notice_holds_the_five_items_of_the_law(school, placed, tmp_path):
    (file,) = write_notices(school.record, placed, tmp_path)
    text = text_of(file)
    for item in (
        "Priory Road, Larkmoor", "Mr R Tansley", "49 school days", "Pastoral Support Plan", "Attend every session",
        "08:35", "12:40", "13:20", "15:05",
    ):
        assert item in text
    assert "okonjo" not in file.name


def test_two_households_get_two_notices_and_a_hidden_address_stays_hidden(school, placed):
    contacts.add_contact(school.record, school.pupil, ContactForm(
        title="Mr", forename="Ike", surname="Okonjo", relationship="Father", letters_to=True,
        address="7 Quiet Lane, Wexbridge", confidential_address=True,
    ))
    contacts.add_contact(school.record, school.pupil, ContactForm(
        title="Mr", forename="Bad", surname="Man", relationship="Stepfather", no_contact=True, address="1 Far Road",
    ))
    found = dict(notices(school.record, placed))
    assert set(found) == {"Mrs F Okonjo", "Mr I Okonjo"}
    assert found["Mr I Okonjo"].address == ("Mr I Okonjo",)
    assert found["Mrs F Okonjo"].address[1] == "12 Secret Street"


def test_whoever_lives_elsewhere_has_a_notice_of_their_own_and_never_at_the_other_home(school, placed):
    contacts.add_contact(school.record, school.pupil, ContactForm(
        title="Mr", forename="Ike", surname="Okonjo", relationship="Father", letters_to=True, lives_with=False,
    ))
    found = dict(notices(school.record, placed))
    assert set(found) == {"Mrs F Okonjo", "Mr I Okonjo"}
    assert found["Mr I Okonjo"].address == ("Mr I Okonjo",)


def test_a_notice_without_somebody_to_write_to_is_refused(school, clock):
    clock.go_to(date(2026, 11, 4))
    placement = start_placement(school.record, school.direction()).placement
    with pytest.raises(Problem) as refused:
        notices(school.record, placement)
    assert refused.value.code == "notice.nobody"


def test_the_printed_month_shows_initials_and_surnames_only(school, placed, tmp_path):
    text = text_of(write_month(school.record, TODAY, tmp_path).file)
    assert "C Okonjo" in text
    assert "Chidera" not in text
    assert "INSET" in text
