"""Attendance by the provider's own marks, week by week; every mark but present is grey and bold."""

from __future__ import annotations

from reportlab.platypus import Flowable, Table

from apdesk.exports.pdf import look
from apdesk.exports.pdf.blocks import FactBoxes, RuledLines, gap
from apdesk.exports.pdf.fonts import ITALIC, MEDIUM, STRONG, TEXT
from apdesk.exports.pdf.margin import MarginSection
from apdesk.exports.pdf.pack_parts import CONTENT, FULL, heading, share, who
from apdesk.exports.pdf.tables import PLAIN, Cell, table
from apdesk.exports.pdf.text import is_plain
from apdesk.exports.review_pack_input import Attendance, AttendanceWeek, ReviewPack
from apdesk.exports.words import MONTHS, WEEKDAYS, short_day

_WEEK_WIDTH = 96.0
_ROW = 24.0


def attendance(pack: ReviewPack) -> list[Flowable]:
    """Counts, the table of weeks, what its letters mean, and every other mark with what is known of it."""
    marks = pack.attendance
    if marks is None:
        return []
    subtitle = f"{who(pack)}. {pack.provider_short}’s own marks. {marks.our_marks}".rstrip()
    boxes = [
        ("Attended", f"{marks.attended} of {marks.possible}"), ("Attendance", share(marks.attended, marks.possible)),
        ("Late", str(marks.late)), ("No reason given", str(marks.no_reason)),
    ]
    story = [*heading(f"Attendance at {pack.provider_short}", subtitle), FactBoxes(boxes), gap(18)]
    story += [_weeks(marks) if marks.weeks else look.paragraph("No session has been due yet.", look.EMPTY), gap(8)]
    story += [look.paragraph(_key(marks), look.SMALL), gap(4)]
    if marks.source:
        story += [look.paragraph(marks.source), gap(6)]
    rows = [(f"{short_day(row.on)} {row.session}", row.text) for row in marks.not_present]
    made = table(rows, [Cell(84, MEDIUM, 10), Cell(CONTENT - 84, size=10)], ruling=PLAIN)
    none = [look.paragraph("None: every session so far was attended on time.", look.EMPTY)]
    if not marks.possible:
        none = [look.paragraph("Nothing to show yet.", look.EMPTY)]
    return [
        *story, gap(6),
        MarginSection("Other marks", [made] if rows else [*none], "Late, or not there"),
        MarginSection("Notes", [RuledLines(3, 23)], whole=True),
    ]


def _weeks(marks: Attendance) -> Table:
    each = (FULL - _WEEK_WIDTH) / 10
    days = [day[:3] for day in WEEKDAYS[:5]]
    head = [["Week", *(word for day in days for word in (day, ""))], ["", *(["AM", "PM"] * 5)]]
    body = [[_week(week), *_cells(week)] for week in marks.weeks]
    made = Table(head + body, [_WEEK_WIDTH, *[each] * 10], [20, 17, *[_ROW] * len(body)], repeatRows=2)
    rules = [*_frame(), *(rule for row, week in enumerate(marks.weeks, 2) for rule in _rules(week, row, marks))]
    made.setStyle(rules)    # type: ignore[arg-type]     # the stubs want each command's exact shape
    return made


def _week(week: AttendanceWeek) -> str:
    return f"{week.monday.day} {MONTHS[week.monday.month - 1]}"


def _cells(week: AttendanceWeek) -> list[str]:
    if week.closed:
        return [week.closed if is_plain(week.closed, ITALIC) else "Closed", *[""] * 9]
    return ["–" if mark is None else mark or "?" for mark in week.marks]


def _frame() -> list[tuple[object, ...]]:
    rules: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), TEXT, 11, 13), ("FONT", (0, 2), (0, -1), MEDIUM, 10, 13),
        ("FONT", (0, 0), (0, 0), TEXT, 9, 11), ("FONT", (1, 0), (-1, 0), STRONG, 9.5, 12),
        ("FONT", (1, 1), (-1, 1), TEXT, 8, 10), ("TEXTCOLOR", (0, 0), (-1, 1), look.INK2),
        ("TEXTCOLOR", (1, 0), (-1, 0), look.INK), ("TEXTCOLOR", (0, 2), (-1, -1), look.INK),
        ("ALIGN", (1, 0), (-1, -1), "CENTER"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("BACKGROUND", (0, 0), (-1, 1), look.SUNK), ("LINEBELOW", (0, 2), (-1, -1), 0.5, look.HAIR),
        ("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("LEFTPADDING", (0, 0), (0, -1), 6),
    ]
    return rules + [("SPAN", (place, 0), (place + 1, 0)) for place in range(1, 11, 2)]


def _rules(week: AttendanceWeek, row: int, marks: Attendance) -> list[tuple[object, ...]]:
    if week.closed:
        return [
            ("SPAN", (1, row), (-1, row)), ("FONT", (1, row), (1, row), ITALIC, 10, 13),
            ("ALIGN", (1, row), (1, row), "LEFT"), ("LEFTPADDING", (1, row), (1, row), 6),
            ("TEXTCOLOR", (1, row), (1, row), look.INK2),
        ]
    rules: list[tuple[object, ...]] = [
        ("LINEBEFORE", (place, row), (place, row), 0.6 if place % 2 else 0.4, look.LINE if place % 2 else look.HAIR)
        for place in range(1, 11)
    ]
    for place, mark in enumerate(week.marks, start=1):
        cell = (place, row)
        if mark is None or not mark:
            rules.append(("TEXTCOLOR", cell, cell, look.INK3))
        elif mark not in marks.present_codes:
            rules += [("BACKGROUND", cell, cell, look.GREY), ("FONT", cell, cell, STRONG, 11, 13)]
    return rules


def _key(marks: Attendance) -> str:
    """The codes in words, and the signs for what is not a code."""
    parts = [f"{code} {words}." for code, words in marks.codes]
    every = [mark for week in marks.weeks if not week.closed for mark in week.marks]
    if None in every:
        parts.append("– no session due there.")
    if "" in every:
        parts.append("? not told yet.")
    return "  ".join(parts)
