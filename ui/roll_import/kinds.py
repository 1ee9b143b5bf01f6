"""Everything that comes in through the Import room, and who may bring it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from apdesk.domain.permissions import Deed, may
from apdesk.services.import_history import TakenIn
from apdesk.services.school_year import versions
from apdesk.services.settings import settings
from apdesk.services.term_draft import year_words
from ui.common.context import Context
from ui.common.dates import short_day
from ui.roll_import.choose import Offer
from ui.roll_import.dates_flow import DatesFlow
from ui.roll_import.flow import ImportFlow
from ui.roll_import.pupils_flow import PupilsFlow
from ui.roll_import.schools_flow import SchoolsFlow
from ui.roll_import.tracker_flow import TrackerFlow

_OFFERS: tuple[tuple[Offer, Deed], ...] = (
    (Offer("pupils", "Pupils", "The list of all pupils from SIMS, Arbor, Bromcom or another system: CSV, Excel, ODS or "
           "a common transfer file (CTF).", "ph.student"), Deed.IMPORT_ROLL),
    (Offer("tracker", "Placements from a spreadsheet", "The tracker you kept until now: pupil, provider, pathway, "
           "start, end, last visit, last review, notice date. Import pupils and add providers first.", "ph.table"),
     Deed.CHANGE_PLACEMENTS),
    (Offer("dates", "Term dates", "Blocks of teaching, INSET days and closures: a CSV file with type, start, "
           "end, label.", "ph.calendar-blank"), Deed.CHANGE_SCHOOL_YEAR),
    (Offer("schools", "Register of schools", "“Establishment fields” of Get Information About Schools, to look up URN "
           "and address of a provider.", "ph.buildings"), Deed.CHANGE_SETTINGS),
)
FLOWS: dict[str, type[ImportFlow]] = {flow.key: flow for flow in (PupilsFlow, TrackerFlow, DatesFlow, SchoolsFlow)}


def offers_for(role: str) -> list[Offer]:
    """What this role may bring."""
    return [offer for offer, deed in _OFFERS if may(role, deed)]


def last_times(context: Context, history: Sequence[TakenIn]) -> tuple[dict[str, str], str]:
    """What came in the last time, by kind; and the kind that is wanted first."""
    today = context.today()
    lasts = {}
    for kind, what in (("pupils", "roll"), ("tracker", "tracker")):
        last = next((run for run in history if run.what == what), None)
        if last is not None:
            day = short_day(last.at.astimezone().date(), today)
            lasts[kind] = f"Last: {last.file_name}, {day}, by {last.by}"
    held = versions(context.record)
    if held:
        years = ", ".join(year_words(year) for year in held[0].school_years)
        lasts["dates"] = f"Held: {years}, from {held[0].source}, {short_day(held[0].loaded_on, today)}"
    register = str(settings(context.record)["gias.file"])
    if register:
        lasts["schools"] = f"In use: {Path(register).name}"
    return lasts, "pupils"
