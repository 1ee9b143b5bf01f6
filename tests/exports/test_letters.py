"""Letters on paper, and the notice of an off-site direction."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import letter_samples as samples
import pytest
from pdf_reading import fonts, pages
from pypdf import PdfReader

from apdesk.exports.letter_input import Letter, Paragraph, SessionTimes
from apdesk.exports.pdf.direction_notice import direction_notice, missing_items
from apdesk.exports.pdf.letter import letter
from apdesk.problems import Problem

MM = 72 / 25.4


def plain_letter(paragraphs: int = 2, lines: int = 4) -> Letter:
    notice = samples.notice()
    return Letter(
        printing=notice.printing, reference="R/2026/007", on=notice.on,
        address=tuple(f"Address line {n}" for n in range(lines)), greeting="Dear Ms Okonjo",
        subject="Chidera Okonjo, 10F",
        before=(Paragraph("One **bold** word & <b>signs</b>."),), facts=(),
        after=tuple(Paragraph(f"Paragraph {n}. " + "Some plain words. " * 20) for n in range(paragraphs)),
        signed_by="Mrs A Wrenfield, Headteacher",
    )


def test_the_notice_holds_all_that_the_law_demands_on_one_page() -> None:
    [text] = pages(direction_notice(samples.notice()))
    for words in (
        "Fairholt School, Priory Road, Wexbridge WX4 1RB",                          # where
        "Please report to Mr R Tansley at reception by 08:25",                      # to whom
        "Friday 5 February 2027 (48 school days)",                                  # how long
        "Her Pastoral Support Plan has not led", "2. Use her exit card",            # reasons and objectives
        "starts 08:35, break 12:25 to 13:10, finishes 15:05",                       # session times
        "section 29A of the Education Act 2002", "dual registered", "in the 10 weeks before you ask",
        "Clerk to the Governors, Larkmoor High School", "complaints procedure", "Bus W19", "free meals", "lends a tie",
        "Please ring Fairholt", "Tuesday 15 December 2026 and Monday 1 February 2027",
        "Under powers delegated by the governing body, minute 2026/14", "Copy to Fairholt School",
        "Sent by first class post and email", "Placement notice, N R, OSD/2026/041", "Page 1 of 1",
    ):
        assert words in text, words


@pytest.mark.parametrize(("change", "named"), [
    ({"provider_address": " "}, "the address where education will be given"),
    ({"report_to": ""}, "the person to report to on the first day"),
    ({"school_days": 0}, "the number of school days"),
    ({"reasons": ()}, "the reasons"),
    ({"objectives": ("",)}, "the objectives"),
    ({"times": ()}, "the session times"),
    ({"times": (SessionTimes("08:35", "15:05", "12:25", ""),)}, "the session times"),
    ({"provider": ""}, "where the pupil goes"),
])
def test_a_notice_without_a_statutory_item_cannot_be_made(change: dict[str, Any], named: str) -> None:
    with pytest.raises(Problem) as refused:
        direction_notice(replace(samples.notice(), **change))
    assert refused.value.code == "notice.incomplete"
    assert named in refused.value.text
    assert "Rahimov" not in f"{refused.value.text}{refused.value.where}"


def test_everything_missing_is_named_at_once() -> None:
    bare = replace(samples.notice(), report_to="", reasons=(), objectives=(), school_days=0)
    assert len(missing_items(bare)) == 4
    assert missing_items(samples.notice()) == []


def test_one_session_a_day_needs_no_break() -> None:
    morning = replace(samples.notice(), times=(SessionTimes("08:35", "12:25", days="Monday to Wednesday"),))
    assert "Monday to Wednesday: starts 08:35, finishes 12:25" in pages(direction_notice(morning))[0]


def test_a_last_day_before_the_first_is_refused() -> None:
    notice = samples.notice()
    with pytest.raises(Problem) as refused:
        direction_notice(replace(notice, last_day=notice.on))
    assert refused.value.code == "notice.dates"


def test_rows_without_words_are_left_out() -> None:
    notice = replace(samples.notice(), lunch="", uniform="", travel="", reviews=(), support=())
    text = pages(direction_notice(notice))[0]
    assert "Uniform" not in text
    assert "Invitations will follow" not in text


@pytest.mark.parametrize("lines", [1, 4, 7])
def test_the_address_stands_in_the_window_of_the_envelope(lines: int) -> None:
    found: list[float] = []

    def note(text: str, _user: Any, place: list[float], _font: Any, _size: float) -> None:
        if text.startswith("Address line"):
            found.append(place[5])

    page = PdfReader(BytesIO(letter(plain_letter(lines=lines)))).pages[0]
    page.extract_text(visitor_text=note)
    height = float(page.mediabox.height)
    assert len(found) == lines
    assert (height - max(found)) / MM > 45
    if lines <= 4:
        assert (height - min(found)) / MM < 62


@pytest.mark.parametrize("lines", [0, 8])
def test_an_address_of_no_lines_or_too_many_is_refused(lines: int) -> None:
    with pytest.raises(Problem) as refused:
        letter(plain_letter(lines=lines))
    assert refused.value.code == "letter.address"


@pytest.mark.parametrize("paragraphs", range(6, 16))
def test_a_signature_never_stands_alone(paragraphs: int) -> None:
    read = pages(letter(plain_letter(paragraphs)))
    last = next(text for text in read if "Yours sincerely" in text)
    assert f"Paragraph {paragraphs - 1}." in last
    assert "Mrs A Wrenfield, Headteacher" in last
    for number, text in enumerate(read, start=1):
        assert f"Page {number} of {len(read)}" in text
        assert "R/2026/007" in text


def test_stars_make_bold_and_signs_stay_signs() -> None:
    data = letter(plain_letter())
    assert "One bold word & <b>signs</b>." in pages(data)[0]
    assert all(fonts(data).values())
    assert "Okonjo" not in str(PdfReader(BytesIO(data)).metadata)
