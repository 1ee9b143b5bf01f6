"""The day on paper, read back: what is due, and one sheet that says where everyone is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from apdesk.domain.permissions import READ_ONLY
from apdesk.problems import Problem
from apdesk.services.absences import AbsenceForm, report_absence
from apdesk.services.duty_following import wait_for
from apdesk.services.duty_lists import due_list
from apdesk.services.printed_day import due_paper, whereabouts_paper
from apdesk.services.start_placement import start_placement
from apdesk.store.work import Actor


@pytest.fixture
def placement(school, clock):
    clock.go_to(date(2026, 11, 4))
    started = start_placement(school.record, school.direction())
    clock.moment = datetime(2026, 11, 12, 9, 50, tzinfo=UTC)
    return started.placement


def words(data):
    pages = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]
    return len(pages), " ".join(" ".join(pages).split())


def test_the_list_is_printed_in_its_groups_with_who_and_why(school, placement):
    record = school.record
    rows = due_list(record)
    late = [row.id for row in rows if row.state == "overdue"]
    soon = [row for row in rows if row.state == "soon"]
    wait_for(record, [soon[0].id], "Fairholt")
    paper = due_paper(record, [("Overdue", late), ("Rest of this week", [row.id for row in soon])], "everyone’s")
    _, text = words(paper.data)
    assert "What is due on Thursday 12 November 2026" in text
    assert f"{len(late) + len(soon)} duties, everyone’s" in text
    assert text.index("Overdue") < text.index("Rest of this week")
    for said in ("3 school days late", "Send placement notice to parents", "Okonjo, Chidera", "Section 5 – if agreed",
                 "waits: Fairholt", "Nobody yet", "Ms L Farrant", "HOY 10"):  # fmt: skip
        assert said in text, said
    assert paper.file_name == "due-2026-11-12.pdf"


@pytest.mark.parametrize(
    ("day", "last", "school_day", "limit"),
    [
        (date(2026, 11, 11), date(2026, 11, 15), date(2026, 11, 13), date(2026, 11, 13)),   # the Friday before a Sunday
        (date(2026, 11, 13), date(2026, 11, 15), date(2026, 11, 13), None),                 # nobody is there later
        (date(2026, 11, 14), date(2026, 11, 15), date(2026, 11, 13), date(2026, 11, 15)),
        (date(2026, 11, 11), date(2026, 11, 12), date(2026, 11, 12), date(2026, 11, 12)),
        (date(2026, 11, 12), date(2026, 11, 12), date(2026, 11, 12), None),
    ],
)
def test_the_last_day_on_paper_is_one_on_which_somebody_is_there(school, placement, day, last, school_day, limit):
    row = due_list(school.record)[0]._replace(day=day, last_day=last, last_school_day=school_day)
    assert row.limit(date(2026, 11, 11)) == limit


def test_one_sheet_says_where_everyone_is_and_who_is_missing_first(school, placement):
    record = school.record
    report_absence(record, AbsenceForm(placement=placement, session="AM", told_at="09:40", told_by="Mr R Tansley"))
    paper = whereabouts_paper(record)
    pages, text = words(paper.data)
    assert pages == 1
    assert "Thursday 12 November 2026, 09:50. Morning, 1 pupil" in text
    assert "Not accounted for (1) Okonjo, Chidera 10F" in text
    assert "not at Fairholt, told 09:40 by Mr R Tansley; home not rung yet" in text


def test_forty_pupils_at_twelve_places_fit_on_one_sheet(school):
    from apdesk.exports.pdf.whereabouts_page import whereabouts_page
    from apdesk.exports.whereabouts_input import WhereGroup, WherePaper, WherePupil
    from apdesk.services.paper import printing

    pupils = [WherePupil("Featherstonehaugh-Mensah, Oluwaseunfunmi", "10F", "AP, part of the week", "D")] * 40
    groups = tuple(
        WhereGroup(f"Provider number {n}", ("Unit 4, Kestrel Yard, WX2 1KY", "020 7946 0151", "Ms J Farrow"),
                   tuple(pupils[n::12])) for n in range(12)
    )  # fmt: skip
    paper = WherePaper(printing(school.record), datetime(2026, 11, 12, 9, 50, tzinfo=UTC), "Morning, 40 pupils", groups)
    pages, text = words(whereabouts_page(paper))
    assert pages == 1
    assert text.count("Featherstonehaugh-Mensah, Oluwaseunfunmi") == 40


def test_who_may_only_read_prints_nothing(school, placement):
    school.record.actor = Actor(school.record.actor.id, "Reader", READ_ONLY)
    for make in (lambda: due_paper(school.record, []), lambda: whereabouts_paper(school.record)):
        with pytest.raises(Problem) as refused:
            make()
        assert refused.value.code == "permission.refused"
