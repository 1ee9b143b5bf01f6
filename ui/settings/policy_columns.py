"""The policy row by row as a table: the clause, what is asked, what is done about it, and whether that is there."""

from __future__ import annotations

from apdesk.services.policy_page import COVERED, MISSING, PLANNED, PolicyRow
from ui.common.tables.columns import Column

STATES = {COVERED: ("Met", "done"), PLANNED: ("To come", "soon"), MISSING: ("Not met", "overdue")}


def policy_columns() -> tuple[Column, ...]:
    """The columns of the page."""
    return (
        Column("clause", "Clause", lambda row: row.clause, lambda row: f"{row.id} · {row.section}",
               kind="strong-two-line", sort=lambda row: row.number, width=170, stretch=3,
               tip=lambda row: f"{row.clause}, {row.section}"),
        Column("duty", "What is asked", lambda row: row.duty, lambda row: row.role, kind="two-line", width=190,
               stretch=5, tip=lambda row: row.duty),
        Column("met", "What AP Desk does about it", first_met, where_met, kind="two-line", width=190, stretch=5,
               tip=lambda row: "\n".join(one.what for one in row.met) or row.how, drop=560),
        Column("state", "", lambda row: STATES[row.status][0], kind="chip", value=lambda row: STATES[row.status],
               sort=lambda row: tuple(STATES).index(row.status), width=92),
    )  # fmt: skip


def first_met(row: PolicyRow) -> str:
    """The first thing that meets it and how many more."""
    if not row.met:
        return row.how
    more = len(row.met) - 1
    return f"{row.met[0].title} (+{more})" if more else row.met[0].title


def where_met(row: PolicyRow) -> str:
    """Whose it is, and for which pathways."""
    return f"{row.met[0].who} · {row.met[0].where}" if row.met else row.mechanism
