"""What an inspection found, in words: since November 2025 a report card with a grade for each area, not one grade."""

from __future__ import annotations

from collections.abc import Mapping

AREAS: dict[str, str] = {
    "inclusion": "Inclusion",
    "teaching": "Curriculum and teaching",
    "achievement": "Achievement",
    "attendance": "Attendance and behaviour",
    "personal": "Personal development and well-being",
    "leadership": "Leadership and governance",
}
GRADES = ("Exceptional", "Strong standard", "Expected standard", "Needs attention", "Urgent improvement")
REPORT_CARD = "Ofsted report card"
FRAMEWORKS = (REPORT_CARD, "Ofsted before November 2025", "Local authority visit", "Other inspectorate")
SAFEGUARDING = ("Safeguarding standards met", "Safeguarding standards not met")


def found_words(
    inspected: str, grades: Mapping[str, str | None], safeguarding: str | None, judged: str | None, more: str | None
) -> str | None:  # fmt: skip
    """All that was found as sentences, in the order of the report card; None where nothing was said.

    `inspected` is the day in words, `grades` holds grades by the keys of `AREAS`, `judged` who holds it to be
    satisfactory or not, and why.
    """
    parts = [f"Inspected {inspected}"] if inspected else []
    parts += [f"{words}: {str(grades[key]).lower()}" for key, words in AREAS.items() if grades.get(key)]
    parts += [part.strip().rstrip(".") for part in (safeguarding, judged, more) if part and part.strip()]
    return ". ".join(parts) + "." if parts else None
