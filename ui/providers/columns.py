"""How providers and their checks stand in tables, and the words for whether a provider can be used."""

from __future__ import annotations

from datetime import date

from apdesk.domain import provider as rules
from apdesk.domain.provider import Clearance
from apdesk.services.provider_checks import CheckRow
from apdesk.services.providers import ProviderRow
from ui.common.dates import short_day
from ui.common.dialogs.record_form import money
from ui.common.tables.columns import Column

_STATES = {
    rules.IN_DATE: "done", rules.RUNS_OUT: "today", rules.OUT_OF_DATE: "overdue", rules.MISSING: "overdue",
    rules.NOT_SATISFACTORY: "overdue", rules.NOT_NEEDED: "later",
}  # fmt: skip


def clearance_chip(found: Clearance, full: bool, today: date) -> tuple[str, str, str | None]:
    """"Clear to use", "Full", "Clear until Fri 13 Nov", "Cannot be used": worked out, never typed."""
    if found.state == rules.CLEAR:
        return ("Full", "later", "ph.users-fill") if full else ("Clear to use", "done", None)
    if found.state == rules.CLEAR_UNTIL and found.until is not None:
        return f"Clear until {short_day(found.until, today)}", "today", None
    if found.state == rules.STOPPED:
        return "No longer used", "later", "ph.prohibit-bold"
    return "Cannot be used", "stop", None


def provider_columns(today: date) -> tuple[Column, ...]:
    """The list of providers."""
    order = (rules.CANNOT, rules.CLEAR_UNTIL, rules.CLEAR, rules.STOPPED)
    return (
        Column("name", "Provider", lambda row: row.name, lambda row: row.kind, kind="strong-two-line", width=200,
               stretch=3, whole=True),
        Column("clearance", "For new placements", lambda row: clearance_chip(row.clearance, row.full, today)[0],
               kind="chip", value=lambda row: clearance_chip(row.clearance, row.full, today), width=172,
               sort=lambda row: (order.index(row.clearance.state), row.clearance.until or date.max)),
        Column("why", "First to run out", lambda row: first_reason(row, today), checks_words, kind="two-line",
               width=190, stretch=4, whole=True, tip=lambda row: " ".join(row.clearance.reasons)),
        Column("places", "Places", places_words, kind="progress", value=places_bar,
               sort=lambda row: row.taken, width=124),
        Column("years", "Years", years_words, width=84, drop=900),
        Column("price", "A day", price_words, sort=lambda row: row.price_day, width=96, right=True, drop=782),
    )  # fmt: skip


def first_reason(row: ProviderRow, today: date) -> str:
    """The first thing to put right, or which check runs out first, and when."""
    found = row.clearance
    if found.until is not None and found.first:
        return f"{found.first[0]}, {unbroken(short_day(found.until, today))}"
    return found.reasons[0].rstrip(".") if found.reasons else "No check has an end date"


def checks_words(row: ProviderRow) -> str:
    """"8 of 8 must-have checks in date"."""
    return f"{row.clearance.in_date} of {row.clearance.essential} must-have checks in date"


def price_words(row: ProviderRow) -> str:
    """"£97", "Exchange"; nothing where it is not known."""
    return money(row.price_day) if row.price_day else "Exchange" if row.reciprocal else ""


def places_words(row: ProviderRow) -> str:
    """"4 of 8", "Full, 3 of 3"."""
    if row.places is None:
        return f"{row.taken} placed" if row.taken else "–"
    return f"{'Full, ' if row.full else ''}{row.taken} of {row.places}"


def places_bar(row: ProviderRow) -> tuple[int, int, str] | None:
    """How full it is; amber where it is full."""
    return (row.taken, row.places, "today/line" if row.full else "accent") if row.places else None


def years_words(row: ProviderRow) -> str:
    """"7 to 11"."""
    first, last = row.years
    return f"{first} to {last}" if first is not None and last is not None else ""


def check_columns(today: date, may_check: bool) -> tuple[Column, ...]:
    """Due diligence: what we hold, who has seen it, until when, and what to do about it."""
    return (
        Column("check", "Check", lambda row: row.check.label, kind="strong", width=184, stretch=4, whole=True,
               sort=lambda row: rules.CHECKS.index(row.check),
               tip=lambda row: f"{row.check.label}, {row.check.policy}"
               f"{'' if row.check.essential else '. Good to have; a placement does not wait for it'}"),
        Column("held", "What we hold", lambda row: held_words(row, today), width=150, stretch=3, whole=True,
               tip=lambda row: row.findings),
        Column("seen-by", "Seen by", lambda row: row.seen_by, width=112, stretch=1, drop=816, whole=True),
        Column("ends", "Runs out", lambda row: ends_words(row, today), sort=lambda row: row.valid_until, width=134,
               status=lambda row: _STATES[row.state] if row.state in (rules.OUT_OF_DATE, rules.RUNS_OUT) else ""),
        Column("state", "State", state_words, kind="chip", value=state_chip, width=146),
        Column("button", "", lambda row: "Record" if may_check and wanting(row) else "View", kind="button", width=88),
    )  # fmt: skip


def wanting(row: CheckRow) -> bool:
    """True where somebody has to get a newer paper."""
    return row.state not in (rules.IN_DATE, rules.NOT_NEEDED)


def held_words(row: CheckRow, today: date) -> str:
    """"Letter, Wed 12 Nov 2025"."""
    if row.seen_on is None:
        return "Nothing"
    return f"{row.held or 'Seen'}, {unbroken(short_day(row.seen_on, today))}"


def seen_lines(row: CheckRow, today: date) -> list[str]:
    """Everything about the paper that is held, a line each."""
    if row.seen_on is None:
        return ["Nothing is held yet."]
    ends = f"Runs out: {short_day(row.valid_until, today)}" if row.valid_until else "It has no end date"
    seen = f"Seen: {short_day(row.seen_on, today)}{f', by {row.seen_by}' if row.seen_by else ''}"
    said = [f"What it says: {row.findings}"] if row.findings else []
    return [f"What we hold: {row.held or 'Not said'}", seen, ends, f"State: {state_words(row)}", *said]


def unbroken(words: str) -> str:
    """Words that stay on one line, as those of a date or a postcode do."""
    return words.replace(" ", "\u00a0")


def ends_words(row: CheckRow, today: date) -> str:
    """The last day, or that there is none."""
    if row.valid_until is not None:
        return short_day(row.valid_until, today)
    return "No end date" if row.seen_on is not None else ""


def state_words(row: CheckRow) -> str:
    """"In date", "3 days left", "Missing"."""
    if row.state == rules.RUNS_OUT and row.days_left is not None:
        return "Last day" if row.days_left == 0 else f"{row.days_left} day{'' if row.days_left == 1 else 's'} left"
    return row.state[:1].upper() + row.state[1:]


def state_chip(row: CheckRow) -> tuple[str, str, str | None]:
    """The same as a chip; what is not essential is never red."""
    status = _STATES[row.state]
    return state_words(row), "later" if status == "overdue" and not row.check.essential else status, None
