"""The printed month."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import month_samples as samples
import pytest
from pdf_reading import fonts, pages
from pypdf import PdfReader

from apdesk.exports.calendar_sheet_input import CalendarSheet, SheetItem
from apdesk.exports.pdf.month_sheet import month_sheet
from apdesk.problems import Problem


def test_a_month_is_one_page_with_its_days_duties_and_key() -> None:
    [text] = pages(month_sheet(samples.november()))
    for word in ("November 2026", "Monday", "Friday", "09:15 R Fennimore PSP", "INSET day", "1 Dec", "Page 1 of 1",
                 "Initials and surnames only.", "V visit", "Struck through: done.",
                 "Overdue when printed: write up visit (C Okonjo), confirm attendance (K Marlowe)."):
        assert word in text
    assert "Saturday" not in text


def every(duties: int) -> CalendarSheet:
    """November with so many duties on its second Tuesday, some of them with the longest names there are."""
    name = "O Featherstonehaugh-Mensah-Oyelowo of the very long list, weekly contact"
    items = tuple(SheetItem("C", f"{name} {n}" if n % 7 == 0 else f"Duty {n}", n % 5 == 0) for n in range(duties))
    sheet = samples.november()
    return replace(sheet, days=tuple(
        replace(day, items=items) if day.on == date(2026, 11, 10) else day for day in sheet.days
    ))


@pytest.mark.parametrize(("duties", "sheets"), [(0, 1), (12, 1), (14, 1), (60, 4), (400, 20)])
def test_nothing_is_ever_left_out_however_much_stands_on_a_day(duties: int, sheets: int) -> None:
    found = pages(month_sheet(every(duties)))
    text = " ".join(" ".join(found).split())
    assert all(re.search(rf"(Duty|contact) {n}\b", text) for n in range(duties))
    assert "see the list" not in text
    assert "…" not in text
    assert len(found) <= sheets
    assert all("Monday" in page and f"Page {n} of {len(found)}" in page for n, page in enumerate(found, 1))
    assert all(word in text for word in ("1 Dec", "INSET day", "J Vance half-term review"))


def test_a_week_that_goes_on_overleaf_says_so() -> None:
    first, second, *_, last = pages(month_sheet(every(60)))
    assert "continued" not in first
    assert "continued" in second
    left = int(re.search(r"(\d+) more overleaf", first).group(1))
    assert len(set(re.findall(r"(?:Duty|contact) (\d+)", first))) + left == 60
    assert "overleaf" not in last


def test_every_line_begins_inside_its_page() -> None:
    for page in PdfReader(BytesIO(month_sheet(every(60)))).pages:
        places: list[tuple[float, float]] = []
        def keep(text: str, at: list[float], inner: list[float], _font: object, _size: object, places=places) -> None:
            if text.strip():
                places.append((at[4] + inner[4], at[5] + inner[5]))

        page.extract_text(visitor_text=keep)
        assert len(places) > 20
        assert all(20 < x < page.mediabox.width - 20 and 20 < y < page.mediabox.height for x, y in places)


def test_what_is_overdue_and_does_not_fit_the_foot_has_a_page_of_its_own() -> None:
    many = tuple(f"visit write-up (C Okonjo {n})" for n in range(30))
    found = pages(month_sheet(replace(samples.november(), overdue=many)))
    assert "Overdue when printed: 30, each named on the last page." in found[0]
    assert all(one in found[-1] for one in many)


def test_an_unfinished_week_is_refused() -> None:
    with pytest.raises(Problem) as refused:
        month_sheet(replace(samples.november(), days=samples.november().days[1:]))
    assert refused.value.code == "calendar.days"
    with pytest.raises(Problem):
        month_sheet(replace(samples.november(), days=()))


def test_type_travels_and_bytes_stay_the_same() -> None:
    data = month_sheet(samples.november())
    assert all(fonts(data).values())
    assert data == month_sheet(samples.november())
