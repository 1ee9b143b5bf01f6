"""A made-up tracker for the weekly meeting."""

from __future__ import annotations

from datetime import date

from pack_samples import PRINTING

from apdesk.exports.list_input import Column, ListDocument, Row

COLUMNS = (
    Column("Pupil", "text", 20), Column("Form", "text", 6), Column("HOY", "text", 13), Column("Provider", "text", 18),
    Column("Pathway", "text", 16), Column("Code", "code", 6), Column("Day", "text", 9),
    Column("Last visit", "date", 13), Column("Next visit", "date", 13), Column("Attendance", "percent", 9),
    Column("Cost so far", "number", 9), Column("Worst overdue", "long", 30),
)


def tracker(rows: int = 24, *, groups: bool = False) -> ListDocument:
    names = ("Adeyinka, Joel", "Benbow, Aaliyah", "Featherstonehaugh-Mensah, Oluwaseunfunmi", "Łukaszewicz, Ngọc")
    return ListDocument(
        PRINTING, "Tracker for the weekly meeting", f"{rows} pupils, as at Friday 13 November 2026", COLUMNS,
        tuple(
            Row(
                (names[n % 4], f"{7 + n % 5}B", "Mr S Whitcombe", "Kestrel Bridge AP", "Off-site direction",
                 "BD"[n % 2], f"{n + 1} of 49", date(2026, 10, 1 + n % 28),
                 None if n % 5 == 0 else date(2026, 11, 1 + n % 28),
                 0.96 - n / 100, 1250.5 * n,
                 "Write up the visit of 3 November, 2 school days late" if n % 3 == 0 else ""),
                frozenset({8, 11} if n % 15 == 0 else ()),
                group=("Year 9", "Year 10")[n >= rows // 2] if groups else "",
            )
            for n in range(rows)
        ),
        notes=("D shows at home as no possible attendance; the share is the provider’s own.",),
    )
