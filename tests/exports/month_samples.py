"""A made-up month for the office wall."""

from __future__ import annotations

from datetime import date, time, timedelta

from pack_samples import PRINTING

from apdesk.exports.calendar_sheet_input import CalendarSheet, SheetDay, SheetItem

ITEMS: dict[date, tuple[SheetItem, ...]] = {
    date(2026, 11, 2): (SheetItem("S", "R Fennimore PSP", True, time(9, 15)),),
    date(2026, 11, 3): (SheetItem("V", "C Okonjo, Fairholt", True, time(11, 15)),
                        SheetItem("R", "H Lockstone review", True, time(14, 0))),
    date(2026, 11, 6): (SheetItem("A", "K Marlowe attendance"), SheetItem("V", "Write up C Okonjo"),
                        SheetItem("C", "2 contacts", True)),
    date(2026, 11, 10): tuple(SheetItem("CLMPAVRS"[n % 8], f"Duty {n} of a busy day for O Featherstonehaugh")
                              for n in range(4)),
    date(2026, 11, 11): tuple(SheetItem("M", f"C Strathdee referral {n}") for n in range(7)),
    date(2026, 11, 16): (SheetItem("S", "N Rahimova starts"), SheetItem("R", "Z Qureshi review", at=time(14, 30))),
    date(2026, 11, 19): (SheetItem("R", "J Vance half-term review", at=time(10, 0)),),
}


def november() -> CalendarSheet:
    every = [date(2026, 11, 2) + timedelta(days=n) for n in range(33)]
    days = [day for day in every if day.weekday() < 5]
    return CalendarSheet(
        PRINTING, date(2026, 11, 1),
        tuple(SheetDay(day, ITEMS.get(day, ()), "INSET day" if day == date(2026, 11, 27) else "") for day in days),
        (9, 10, 11, 12, 13), overdue=("write up visit (C Okonjo)", "confirm attendance (K Marlowe)"),
    )
