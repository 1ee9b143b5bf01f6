"""A report of an inspection as a form, and as the check that it is kept as."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from apdesk.domain.inspection import AREAS, found_words
from apdesk.exports.words import short_date
from apdesk.services.provider_checks import CheckForm


@dataclass(frozen=True, kw_only=True)
class InspectionForm(CheckForm):
    """What the report says, field by field; `judged`: who holds it to be satisfactory to us or not, and why."""

    inspected_on: date | None = None
    inclusion: str | None = None
    teaching: str | None = None
    achievement: str | None = None
    attendance: str | None = None
    personal: str | None = None
    leadership: str | None = None
    safeguarding: str | None = None
    judged: str | None = None


def as_check(form: CheckForm) -> CheckForm:
    """The check to record: of an inspection with all that it found in its words."""
    if not isinstance(form, InspectionForm):
        return form
    kept = {field.name: getattr(form, field.name) for field in fields(CheckForm)}
    kept["findings"] = found_words(
        short_date(form.inspected_on) if form.inspected_on else "", {key: getattr(form, key) for key in AREAS},
        form.safeguarding, form.judged, form.findings,
    )  # fmt: skip
    return CheckForm(**kept)
