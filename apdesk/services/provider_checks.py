"""Due diligence: papers seen, what is in date, and the provider's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from apdesk.domain import provider as rules
from apdesk.domain.permissions import Deed
from apdesk.domain.provider import Check, Clearance
from apdesk.problems import Problem
from apdesk.services.acting import require
from apdesk.services.changes import Added, Changes, values_of
from apdesk.services.providers import as_seen, clearance_of, the_provider
from apdesk.store.providers import ProviderCheck, check_by_id, checks_of
from apdesk.store.record import Record


@dataclass(frozen=True, kw_only=True)
class CheckForm:
    """A paper seen. `valid_until` None: worked out from the day it was seen, where the check has a usual length."""

    code: str
    seen_on: date
    held: str | None = None
    seen_by: str | None = None
    valid_until: date | None = None
    no_end: bool = False
    satisfactory: bool = True
    needed: bool = True
    framework: str | None = None
    findings: str | None = None


class CheckRow(NamedTuple):
    """One row of due diligence."""

    id: str | None              # of the newest paper
    check: Check
    held: str
    seen_by: str
    seen_on: date | None
    valid_until: date | None
    state: str                  # in date, runs out soon, out of date, missing, not satisfactory, not needed
    days_left: int | None       # calendar days
    findings: str


class DueDiligence(NamedTuple):
    """All rows of a provider, essential ones first, and what follows from them."""

    clearance: Clearance
    rows: tuple[CheckRow, ...]


def due_diligence(record: Record, provider: str, on: date | None = None) -> DueDiligence:
    """The provider's checks as they stand on a day (today)."""
    require(record, Deed.SEE_PUPILS)
    row = the_provider(provider)
    day = on or record.clock.today()
    papers = checks_of(provider)
    newest = {paper.code: paper for paper in papers if paper.seen_on <= day}
    seen = [as_seen(paper) for paper in papers]
    rows = []
    for state in rules.check_states(seen, row.registered_school, day):
        paper = newest.get(state.check.code)
        rows.append(
            CheckRow(
                paper.id if paper else None, state.check, (paper.held if paper else None) or "",
                (paper.seen_by if paper else None) or "", paper.seen_on if paper else None,
                paper.valid_until if paper else None, state.state, state.days_left,
                (paper.findings if paper else None) or "",
            )
        )
    return DueDiligence(clearance_of(row, seen, day), tuple(rows))


def record_check(record: Record, provider: str, form: CheckForm) -> Added:
    """The paper stands as the newest for its row. Raises `Problem` "check.code", "check.future", "check.ends"."""
    require(record, Deed.RECORD_CHECKS)
    row = the_provider(provider)
    values = _checked(record, form)
    with record.work("Recorded a check of a provider") as work:
        added = work.create(ProviderCheck, provider=row.id, **values)
    return Added(added.id, work.changes)


def record_checks(record: Record, provider: str, forms: tuple[CheckForm, ...]) -> Changes:
    """Several papers seen at once, in one operation."""
    require(record, Deed.RECORD_CHECKS)
    row = the_provider(provider)
    checked = [_checked(record, form) for form in forms]
    with record.work("Recorded checks of a provider") as work:
        for values in checked:
            work.create(ProviderCheck, provider=row.id, **values)
    return work.changes


def correct_check(record: Record, check: str, form: CheckForm, why: str) -> Changes:
    """A paper that was written down wrongly is right; the history keeps what stood there and why."""
    require(record, Deed.RECORD_CHECKS)
    row = check_by_id(check)
    if row is None:
        raise Problem("check.unknown", "This check is no longer in the desk. Look again at the provider’s page.")
    values = _checked(record, form)
    with record.work("Corrected a check of a provider", reason=why.strip() or None) as work:
        work.update(row, **values)
    return work.changes


def _checked(record: Record, form: CheckForm) -> dict[str, object]:
    if form.code not in rules.CHECK_BY_CODE:
        raise Problem("check.code", "Choose which check this paper answers.", "code")
    if form.seen_on > record.clock.today():
        raise Problem("check.future", "A paper cannot have been seen on a day to come.", "seen_on")
    if form.valid_until is not None and form.valid_until < form.seen_on:
        raise Problem("check.ends", "The paper had run out before it was seen.", "valid_until")
    values = values_of(form)
    del values["no_end"]
    if form.valid_until is None and not form.no_end:
        values["valid_until"] = rules.default_valid_until(form.code, form.seen_on)
    values["seen_by"] = values["seen_by"] or record.actor.name
    return values
