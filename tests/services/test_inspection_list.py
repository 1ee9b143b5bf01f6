"""The list that an inspector asks for: complete, gaps first, nothing confidential."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from counting import counted
from pypdf import PdfReader

from apdesk.services import contacts, providers, pupils, registers
from apdesk.services.contacts import ContactForm
from apdesk.services.inspection_list import inspection_list, write_inspection_list
from apdesk.services.placement_changes import NewEvent, record_event
from apdesk.services.providers import ProviderForm, SiteForm
from apdesk.services.registers import Mark
from apdesk.services.start_placement import start_placement
from apdesk.store.registers import PROVISION

TODAY = date(2026, 11, 20)


@pytest.fixture
def placed(school, clock):
    clock.go_to(date(2026, 11, 4))
    started = start_placement(school.record, school.direction())
    clock.go_to(TODAY)
    return started.placement


def tables(record):
    """The four tables, each as a list of {head: cell}."""
    return [
        [dict(zip([column.head for column in document.columns], row.cells, strict=True)) for row in document.rows]
        for document in inspection_list(record)
    ]


def said(record):
    gaps, *_ = tables(record)
    return {(gap["Where"], gap["What is missing"]) for gap in gaps}


def test_the_planning_calls_questions_are_answered_for_each_provider(school, placed):
    _, (fairholt,), (pupil,), part_time = tables(school.record)
    assert (fairholt["Provider"], fairholt["Address"]) == ("Fairholt School", "Priory Road, Larkmoor, E99 4QT")
    assert (fairholt["Registration"], fairholt["URN"]) == ("Registered: mainstream school", "999001")
    assert (fairholt["Pupils"], fairholt["Hours a week"]) == (1, "25")
    assert fairholt["Start dates"] == "Wed 11 Nov 2026"
    assert fairholt["Written assurance"] == "Held until Tue 31 Aug 2027"
    assert fairholt["Why"] == pupil["Why"] == "The Pastoral Support Plan has not been successful"
    assert (pupil["Pupil"], pupil["Year"], pupil["Code"]) == ("Okonjo, Chidera", 10, "D")
    assert (pupil["From"], pupil["Until"]) == (date(2026, 11, 11), date(2027, 2, 2))
    assert (pupil["Hours a week"], pupil["Sessions attended"]) == (25.0, "None reported")
    assert part_time == []


def test_what_is_missing_is_said_in_words(school, placed):
    found = said(school.record)
    assert ("Fairholt School", "Nobody is named as its safeguarding lead.") in found
    assert ("Fairholt School", "Nobody has confirmed that it registers 1 pupil whom we mark D.") in found
    assert any("No attendance was reported by the provider so far, 7 school days." in what for _, what in found)
    assert any("there is no plan for the return" in what.casefold() for _, what in found)
    assert any("overdue by" in what for _, what in found)


def test_gaps_close_when_the_facts_are_recorded(school, placed):
    form = providers.provider_form(school.record, school.fairholt)
    providers.edit_provider(school.record, school.fairholt, replace(form, dsl_name="Ms B Quill"))
    registers.mark(school.record, [Mark(placed, date(2026, 11, 19), "PM", "\\", ledger=PROVISION)])
    record_event(school.record, placed, NewEvent("visit", date(2026, 11, 18)))
    found = said(school.record)
    assert not any("safeguarding lead" in what or "No attendance" in what for _, what in found)
    _, (fairholt,), (pupil,), _ = tables(school.record)
    assert (fairholt["Last visit"], pupil["Last visit"]) == (date(2026, 11, 18), date(2026, 11, 18))
    assert pupil["Sessions attended"] == "1 of 1"


def test_what_is_only_proposed_is_nobodys_place_yet(school, placed, clock):
    clock.go_to(date(2026, 11, 10))
    start_placement(school.record, school.direction(
        pupil=school.other_pupil, provider=school.kestrel, pathway="ap-part-week", readings={}, directed=False,
    ), proposed=True)
    clock.go_to(TODAY)
    gaps, places, _, _ = tables(school.record)
    assert [one["Provider"] for one in places] == ["Fairholt School"]
    assert not any(gap["Where"] == "Kestrel Bridge AP" for gap in gaps)


def test_an_assurance_that_ran_out_and_a_missing_address_are_named(school, clock):
    clock.go_to(date(2026, 11, 4))
    nowhere = providers.add_provider(school.record, ProviderForm(
        name="Wexbridge School", kind="mainstream", registered_school=True, registers_pupils=True, partner_school=True,
    )).id
    from apdesk.domain.provider import CHECKS
    from apdesk.services.provider_checks import CheckForm, record_checks

    record_checks(school.record, nowhere, tuple(
        CheckForm(code=one.code, seen_on=date(2026, 9, 1), valid_until=date(2026, 11, 19)) for one in CHECKS
    ))
    start_placement(school.record, school.direction(provider=nowhere))
    clock.go_to(TODAY)
    gaps, (place,), _, _ = tables(school.record)
    first = [gap["What is missing"] for gap in gaps if gap["Where"] == "Wexbridge School"]
    assert "Safeguarding assurance letter ran out on Thursday 19 November 2026." in first
    assert "No address is held, and 1 pupil is there." in first
    assert "It counts as a registered school, but no URN is held." in first
    assert gaps[0]["Where"] == "Wexbridge School"
    assert place["Written assurance"] == "Ran out on Thu 19 Nov 2026"
    assert (place["Address"], place["URN"]) == ("Not held", "Not held")


def test_part_time_timetables_have_their_end_dates(school, clock):
    clock.go_to(date(2026, 11, 4))
    start_placement(school.record, school.direction(
        pathway="reduced-timetable", provider=None, directed=False, readings={}, start=date(2026, 11, 9),
        sessions="S-S-S-S-SS", reasons=("medical",),
        gates=tuple(replace(gate, rule="rt.evidence") for gate in school.direction().gates[:1]),
        facts={"placement.agreed_from": "2026-11-09", "placement.agreed_until": "2026-11-18"},
    ))
    clock.go_to(TODAY)
    _, places, _, (row,) = tables(school.record)
    assert places == []
    assert (row["Part time until"], row["Not required"]) == (date(2026, 11, 18), "Mon PM, Tue PM, Wed PM, Thu PM")
    assert any("Part time was agreed until Wed 18 Nov 2026, and that has passed." in what
               for _, what in said(school.record))


def test_no_file_of_it_holds_what_is_safeguarding_or_an_address_of_a_pupil(school, placed, tmp_path):
    form = pupils.pupil_form(school.record, school.pupil)
    pupils.edit_pupil(school.record, school.pupil, replace(
        form, social_worker=True, child_protection=True, address="12 Secret Street",
    ))
    contacts.add_contact(school.record, school.pupil, ContactForm(
        kind="professional", surname="Penhaligon", relationship="Social worker"
    ))
    pages = PdfReader(write_inspection_list(school.record, folder=tmp_path).file).pages
    book = openpyxl.load_workbook(write_inspection_list(school.record, file=tmp_path / "list.xlsx").file)
    assert book.sheetnames == ["What is missing", "Providers", "Pupils", "Part-time timetables"]
    cells = " ".join(str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line if cell.value)
    for text in ("\n".join(page.extract_text() for page in pages), cells):
        assert "Fairholt School" in text
        for secret in ("Secret Street", "Penhaligon", "ocial worker", "hild protection"):
            assert secret not in text


def test_nobody_away_is_said_and_asks_no_more_questions_than_many(school, clock, placed):
    with counted(school.record) as few:
        inspection_list(school.record)
    clock.go_to(date(2026, 11, 4))
    for number in range(4):
        other = providers.add_provider(
            school.record, ProviderForm(name=f"Place {number}", kind="pru"), SiteForm(address="1 Road")
        ).id
        pupil = pupils.add_pupil(school.record, pupils.PupilForm(surname=f"Added{number}", forename="P", year=9)).id
        start_placement(school.record, school.direction(pupil=pupil, provider=other), proposed=True)
    clock.go_to(TODAY)
    with counted(school.record) as many:
        inspection_list(school.record)
    assert len(many) == len(few)


def test_an_empty_desk_says_that_nothing_is_missing(record, tmp_path):
    text = PdfReader(write_inspection_list(record, folder=tmp_path).file).pages[0].extract_text()
    assert "Nothing is missing." in text
    assert "No pupil is taught elsewhere today." in text
