"""The review pack as it lies on the table: pages read back, reader by reader."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from functools import cache
from io import BytesIO

import pack_samples as samples
import pytest
from pdf_reading import fonts, outline, pages, whole
from PIL import Image
from pypdf import PdfReader

from apdesk.exports.pdf.review_pack import review_pack
from apdesk.exports.review_pack_input import Objective, ReviewPack
from apdesk.problems import Cancelled, Problem
from apdesk.progress import Silent


def test_the_cover_names_nobody_but_the_recipient() -> None:
    pack = samples.pack_for("provider")
    cover = pages(review_pack(pack))[0]
    for word in ("Z Q, our reference OSD/2026/031", "Mrs H Calloway, Copperfield Lane", "3 of 5",
                 "Monday 30 November 2026", "Ring Larkmoor High School on 020 7946 0100", "Do not copy it"):
        assert word in cover
    for secret in ("Zayn", "Qureshi", "9D", "SEN", "Off-site"):
        assert secret not in cover


@cache
def printed(pack: ReviewPack) -> bytes:
    """The large ones are laid out once for all tests."""
    return review_pack(pack)


@pytest.mark.parametrize("pack", [samples.internal_pack(), samples.bare_pack(), samples.crowded_pack()],
                         ids=["full", "bare", "crowded"])
def test_every_foot_has_marking_initials_reference_copy_and_page_of_pages(pack: ReviewPack) -> None:
    read = pages(printed(pack))
    for number, text in enumerate(read, start=1):
        assert f"Page {number} of {len(read)}" in text
        assert f"Review pack, {pack.initials}, {pack.reference}, copy {pack.copy_number} of {pack.copies}" in text
        assert text.count("Confidential: pupil information") == 2       # head and foot
        assert "Printed 13 Nov 2026, 15:40 by J Pemberton" in text


def test_the_contents_say_where_each_part_is() -> None:
    read = pages(review_pack(samples.internal_pack()))
    for page, part, found in (
        (2, "Summary of the placement", "4–6 week review of off-site direction at Copperfield Lane School"),
        (3, "Attendance, session by session", "Attendance at Copperfield Lane"),
        (4, "Objectives, progress and behaviour", "Used it on 9 of 15 occasions"),
    ):
        assert f"{page} {part}" in read[0]
        assert found in read[page - 1]
    assert f"{len(read)} Recommendation and decision" in read[0]
    assert "Headteacher’s decision" in read[-1]


def test_the_summary_has_facts_status_invited_and_questions() -> None:
    summary = pages(review_pack(samples.internal_pack()))[1]
    for word in ("Zayn Qureshi, 9D", "Mon 16 Nov, 14:30", "Fri 18 Dec", "26 of 49", "96.0%", "Mrs K Bielski", "SENDCO",
                 "Sent Tue 10 Nov, six days before", "What to decide", "From the SENDCO", "Hatched: half-term."):
        assert word in summary


def test_objectives_are_words_with_evidence_never_percentages() -> None:
    text = whole(review_pack(samples.internal_pack()))
    assert "Evidence: 48 of 50 sessions, late once (bus)." in text
    assert "not judged yet: circle one at the meeting" in text
    alone = replace(samples.internal_pack(), objectives=(Objective("Attend", "", "Met", "Came"),), attendance=None)
    assert "%" not in whole(review_pack(alone))


def test_attendance_is_the_providers_and_says_what_is_not_known() -> None:
    page = pages(review_pack(samples.internal_pack()))[2]
    for word in ("48 of 50", "Half-term, no sessions", "26 October", "L late, counted as attended", "? not told yet.",
                 "– no session due there.", "Bus W19 did not run", "Larkmoor marks every session D."):
        assert word in page


def test_late_duties_stand_in_the_internal_copy_alone() -> None:
    internal = whole(review_pack(samples.internal_pack()))
    assert "Send the record of the October visit" in internal
    assert "5 school days" in internal
    assert "! means late." in internal
    for reader in ("parent", "provider", "panel"):
        other = whole(review_pack(samples.pack_for(reader)))
        assert "late or missed" not in other
        assert "means late" not in other


@pytest.mark.parametrize("reader", ["parent", "provider", "panel"])
def test_late_duties_passed_for_somebody_else_are_refused(reader: str) -> None:
    pack = samples.internal_pack()
    for wrong in (replace(pack, reader=reader, ribbon=samples.ribbon()), replace(pack, reader=reader, late_duties=())):
        with pytest.raises(Problem) as refused:
            review_pack(wrong)
        assert refused.value.code == "pack.internal-only"


def test_each_copy_says_what_it_holds() -> None:
    said = {reader: pages(review_pack(samples.pack_for(reader)))[0] for reader in ("parent", "provider", "panel")}
    assert "leaves out the family’s address" in said["provider"]
    assert "leaves out the family’s address" not in said["parent"]
    assert "panel needs" in said["panel"]
    assert "It stays in the school" in pages(review_pack(samples.internal_pack()))[0]


def test_a_part_not_passed_is_not_there_and_an_empty_one_says_so() -> None:
    without = whole(review_pack(replace(samples.internal_pack(), contacts=None, behaviour=None)))
    assert "Rang in ill" not in without
    assert "What followed" not in without
    empty = whole(review_pack(samples.bare_pack()))
    assert "No objectives are recorded. Agree them at this meeting." in empty
    assert "No return plan is recorded. Agree one at this meeting." in empty
    assert "No session has been due yet." in empty
    assert empty.count("None recorded.") == 5   # progress, behaviour, visits, contacts, actions


def test_without_a_decision_there_is_no_page_to_fill_in() -> None:
    text = whole(review_pack(replace(samples.internal_pack(), decision=None)))
    assert "Headteacher’s decision" not in text
    assert "Parents’ view" not in text


def test_the_meeting_recommends_and_the_headteacher_decides_on_one_page() -> None:
    last = pages(review_pack(samples.internal_pack()))[-1]
    for word in ("The meeting recommends", "Continue to the planned end, Friday 18 December 2026",
                 "End early and return to Larkmoor High School on", "voluntary, permanent", "Headteacher’s decision",
                 "minute 2026/14", "The placement continues", "until", "school days", "by Friday 20 November 2026"):
        assert word in last
    assert last.count("Signed") == 5
    assert last.count("Date") == 5


def test_signature_and_decision_boxes_are_never_broken() -> None:
    crowd = replace(samples.internal_pack(), signers=tuple((f"Role {n}", f"Name {n}") for n in range(13)))
    for text in pages(review_pack(crowd)):
        for role in range(13):
            assert (f"Role {role} " in text) == (f"Name {role} " in text)
        assert ("Headteacher’s decision" in text) == ("The placement continues" in text)
        assert text.count("Signed Date") == text.count("Signed")


@pytest.mark.parametrize("pack", [samples.internal_pack(), samples.crowded_pack()], ids=["full", "crowded"])
def test_all_type_travels_in_the_file(pack: ReviewPack) -> None:
    found = fonts(printed(pack))
    assert found
    assert all(found.values()), found
    assert not any("Helvetica" in name or "Times" in name for name in found)


def test_names_with_markup_and_letters_of_every_script_print() -> None:
    data = printed(samples.crowded_pack())
    text = whole(data)
    assert "<b>Anh & Ngọc</b>" in text
    assert "Wołodyjowska" in text
    assert "Sons <AP>" in text
    assert "▯▯" in text                 # no face has these two: visible boxes, not gaps
    assert any("DejaVu" in name for name in fonts(data))


def test_the_same_pack_gives_the_same_bytes_and_another_moment_other_ones() -> None:
    pack = samples.internal_pack()
    data = review_pack(pack)
    assert data == review_pack(pack)
    later = replace(pack, printing=replace(pack.printing, printed_at=pack.printing.printed_at + timedelta(hours=1)))
    assert data != review_pack(later)
    facts = PdfReader(BytesIO(data)).metadata
    assert facts.creation_date == pack.printing.printed_at
    assert facts.title == "Review pack, Z Q, OSD/2026/031, copy 1 of 5"
    assert "Zayn" not in "".join(str(value) for value in facts.values())


def test_printed_times_are_the_schools_own_in_summer_too() -> None:
    pack = samples.bare_pack()
    summer = replace(pack.printing, printed_at=pack.printing.printed_at.replace(month=7))
    assert "Printed 13 Jul 2026, 16:40" in pages(review_pack(replace(pack, printing=summer)))[0]


def test_the_viewer_shows_the_parts() -> None:
    assert outline(review_pack(samples.internal_pack()))[0] == "Summary of the placement"


def test_the_schools_own_crest_is_printed_and_a_broken_one_refused() -> None:
    pack = samples.bare_pack()

    def with_crest(crest: bytes) -> ReviewPack:
        return replace(pack, printing=replace(pack.printing, school=replace(samples.SCHOOL, crest=crest)))

    assert PdfReader(BytesIO(review_pack(with_crest(_picture(40, 60))))).pages[0].images
    for wrong, word in ((b"not a picture", "could not be read"), (_picture(40, 60)[:60], "could not be read"),
                        (_picture(3000, 400), "3000 by 400")):
        with pytest.raises(Problem) as refused:
            review_pack(with_crest(wrong))
        assert refused.value.code == "paper.crest"
        assert word in refused.value.text


def _picture(wide: int, high: int) -> bytes:
    out = BytesIO()
    Image.new("RGBA", (wide, high), (20, 60, 40, 255)).save(out, "PNG")
    return out.getvalue()


def test_nothing_is_written_to_the_disk_while_it_is_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    review_pack(samples.bare_pack())    # the type has been read by now

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file was asked for")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, refuse)
    monkeypatch.setattr("builtins.open", refuse)
    assert review_pack(samples.bare_pack())


def test_it_can_be_cancelled_before_it_begins() -> None:
    with pytest.raises(Cancelled):
        review_pack(samples.bare_pack(), Silent(stop_at=1))
