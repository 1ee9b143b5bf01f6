"""The cells of a list in words, as paper shows them."""

from __future__ import annotations

from datetime import date

from apdesk.exports.list_input import Cell, Column
from apdesk.exports.words import short_date, short_day


def in_words(value: Cell, column: Column, today: date) -> str:
    """"Tue 10 Nov" (with its year outside this school year), "96.0%", "1,500", or nothing for None."""
    if value is None:
        return ""
    if isinstance(value, date):
        return short_day(value) if _school_year(value) == _school_year(today) else short_date(value)
    if isinstance(value, str):
        return value
    if column.kind == "percent":
        return f"{100 * value:.1f}%"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")


def _school_year(day: date) -> int:
    """The calendar year in which the day's school year began, on 1 September."""
    return day.year if day.month >= 9 else day.year - 1
