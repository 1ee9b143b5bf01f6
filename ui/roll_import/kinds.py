"""Everything that comes in through the Import room."""

from __future__ import annotations

from collections.abc import Sequence

from apdesk.services.import_history import TakenIn
from ui.common.context import Context
from ui.common.dates import short_day
from ui.roll_import.choose import Offer
from ui.roll_import.flow import ImportFlow
from ui.roll_import.pupils_flow import PupilsFlow

OFFERS: tuple[Offer, ...] = (
    Offer("pupils", "Pupils", "The list of all pupils from SIMS, Arbor, Bromcom or another system: CSV, Excel, ODS or "
          "a common transfer file (CTF).", "ph.student"),
)
FLOWS: dict[str, type[ImportFlow]] = {flow.key: flow for flow in (PupilsFlow,)}


def last_times(context: Context, history: Sequence[TakenIn]) -> tuple[dict[str, str], str]:
    """What came in the last time, by kind; and the kind that is wanted first."""
    today = context.today()
    lasts = {}
    for kind, what in (("pupils", "roll"),):
        last = next((run for run in history if run.what == what), None)
        if last is not None:
            day = short_day(last.at.astimezone().date(), today)
            lasts[kind] = f"Last: {last.file_name}, {day}, by {last.by}"
    return lasts, "pupils"
