"""The policy row by row as a table: the clause, what is asked, what is done about it, and whether that is there."""

from __future__ import annotations

from apdesk.services.policy_page import COVERED, MECHANISMS, MISSING, PLANNED, STANDING, PolicyRow
from ui.common.tables.columns import Column

STATES = {COVERED: ("Met", "done"), STANDING: ("Always so", "later"), PLANNED: ("To come", "soon"),
          MISSING: ("Not met", "overdue")}  # fmt: skip
_STANDING = {MECHANISMS["none"]: "Nothing needed", MECHANISMS["field"]: "On record"}


def policy_columns() -> tuple[Column, ...]:
    """The columns of the page."""
    return (
        Column("clause", "Clause", lambda row: row.clause, lambda row: f"{row.id} · {row.section}",
               kind="strong-two-line", sort=lambda row: row.number, width=170, stretch=3,
               tip=lambda row: f"{row.clause}, {row.section}"),
        Column("duty", "What is asked", lambda row: row.duty, lambda row: row.role, kind="two-line", width=190,
               stretch=5, whole=True, tip=lambda row: row.duty),
        Column("met", "What AP Desk does about it", first_met, where_met, kind="two-line", width=190, stretch=5,
               whole=True,
               tip=lambda row: "\n".join(one.what for one in row.met) or row.how, drop=560),
        Column("state", "", lambda row: state_of(row)[0], kind="chip", value=state_of,
               sort=lambda row: tuple(STATES).index(row.status), width=132),
    )  # fmt: skip


def state_of(row: PolicyRow) -> tuple[str, str]:
    """The words and the tone of a row's chip; what needs no duty says why."""
    words, tone = STATES[row.status]
    return (_STANDING.get(row.mechanism, words), tone) if row.status == STANDING else (words, tone)


def first_met(row: PolicyRow) -> str:
    """The first thing that meets it and how many more."""
    if not row.met:
        return row.how
    more = len(row.met) - 1
    return f"{row.met[0].title} (and {more} more)" if more else row.met[0].title


def where_met(row: PolicyRow) -> str:
    """Whose it is, and for which pathways."""
    return f"{row.met[0].who} · {row.met[0].where}" if row.met else row.mechanism
