"""Roles and people as tables."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from apdesk.services.staff import StaffRow
from apdesk.services.staff_roles import Held, RoleLine
from ui.common.dates import short_day
from ui.common.tables.columns import Column


class PersonLine(NamedTuple):
    """A person with what the table says of them."""

    row: StaffRow
    roles: tuple[str, ...]      # "Head of Year 10", held today or later
    covering: tuple[str, ...]
    duties: int
    opens: str                  # what they may do at the desk, "" where they cannot open it


def role_columns(today: date) -> tuple[Column, ...]:
    """Who holds each role, who covers, from when."""
    return (
        Column("role", "Role", lambda line: line.title, lambda line: "outside the school" if line.external else "",
               kind="strong-two-line", sort=lambda line: line.position, width=150, stretch=3, whole=True),
        Column("holder", "Held by", lambda line: holder_words(line), lambda line: since_words(line.holders, today),
               kind="two-line", status=lambda line: "overdue" if missing(line) else "", width=140, stretch=3,
               whole=True),
        Column("cover", "Cover", lambda line: names_of(line.covers), lambda line: cover_words(line.covers, today),
               kind="two-line", width=124, stretch=2, drop=500, whole=True),
        Column("duties", "Open duties", lambda line: f"{line.duties:,}" if line.duties else "–",
               sort=lambda line: line.duties, width=104, right=True),
    )  # fmt: skip


def holder_words(line: RoleLine) -> str:
    """The names of the holders, or that there is none."""
    return names_of(line.holders) or ("Nobody" if not line.external else "Named for each placement")


def names_of(held: tuple[Held, ...]) -> str:
    """"Ms L Farrant, Mr G Ellery"."""
    return ", ".join(one.name for one in held)


def missing(line: RoleLine) -> bool:
    """True where duties fall to a role that nobody holds."""
    return bool(line.duties) and not line.owner and not line.external


def since_words(held: tuple[Held, ...], today: date) -> str:
    """"since Tue 1 Sep 2025", "from Mon 4 Jan", "until Fri 18 Dec"."""
    words = []
    for one in held:
        if one.from_on is not None:
            words.append(f"{'since' if one.now else 'from'} {short_day(one.from_on, today)}")
        if one.until_on is not None:
            words.append(f"until {short_day(one.until_on, today)}")
    return ", ".join(words)


def cover_words(held: tuple[Held, ...], today: date) -> str:
    """"Mon 7 Dec to Fri 11 Dec"."""
    first = next(iter(held), None)
    if first is None:
        return ""
    ends = [short_day(day, today) for day in (first.from_on, first.until_on) if day is not None]
    return " to ".join(ends)


def people_columns(today: date) -> tuple[Column, ...]:
    """Everybody who can owe a duty."""
    return (
        Column("name", "Person", lambda line: line.row.name, lambda line: job_words(line.row, today),
               kind="strong-two-line", sort=lambda line: line.row.form.surname.casefold(), width=150, stretch=3,
               whole=True),
        Column("roles", "Roles", lambda line: ", ".join(line.roles) or "None",
               lambda line: f"covers {', '.join(line.covering)}" if line.covering else "", kind="two-line", width=150,
               stretch=3, whole=True),
        Column("contact", "Telephone and email", lambda line: line.row.form.phone or "",
               lambda line: line.row.form.email or "", kind="two-line", width=180, stretch=2, drop=580, whole=True),
        Column("opens", "Opens the desk as", lambda line: line.opens, width=132, drop=880),
        Column("duties", "Open duties", lambda line: f"{line.duties:,}" if line.duties else "–",
               sort=lambda line: line.duties, width=104, right=True),
    )  # fmt: skip


def job_words(row: StaffRow, today: date) -> str:
    """The job, where for somebody of another organisation, and the last day of who goes or has gone."""
    return ", ".join(part for part in (row.form.job, row.form.organisation, left_words(row, today)) if part)


def left_words(row: StaffRow, today: date) -> str:
    """"left Fri 18 Dec", "leaves Fri 18 Dec"."""
    if row.left_on is None:
        return ""
    return f"{'left' if row.left_on < today else 'leaves'} {short_day(row.left_on, today)}"
