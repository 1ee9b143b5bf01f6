"""Making papers from the pupil's page: asks for reader and file, then works in the background."""

from __future__ import annotations

from apdesk.domain.disclosure import READERS
from apdesk.services.register_books import write_register
from apdesk.services.review_packs import write_pack
from ui.common.ask import Choice
from ui.common.context import Context
from ui.common.paper_jobs import EXCEL, PDF, PaperJobs, Settle

_HELD = {
    "internal": "Everything, with duties late or missed",
    "parent": "Without duties late or missed",
    "provider": "Without duties late or missed, with the parents' telephone numbers",
    "panel": "Without duties late or missed, with the UPN",
}


class Documents:
    """The review pack and the register of a placement."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._jobs = PaperJobs(context)

    def pack(self, placement: str, reference: str, settle: Settle) -> None:
        """Writes a review pack for the reader whom the person chooses."""
        options = [Choice(key, words, _HELD[key]) for key, words in READERS.items()]
        reader = self._context.ask.choose("Who is the pack for?", options, "What it holds depends on who reads it.")
        if reader is None:
            return
        record = self._context.record
        self._jobs.make(
            "Review pack", f"{reference}-{reader}.pdf", PDF,
            lambda file, progress: write_pack(record, placement, reader, file=file, progress=progress), settle,
            "Making the review pack",
        )

    def register(self, provider: str, name: str, settle: Settle) -> None:
        """Writes the provider's register for this half-term to a file of the person's choosing."""
        record, day = self._context.record, self._context.today()
        self._jobs.make(
            f"Register for {name}", "register.xlsx", EXCEL,
            lambda file, progress: write_register(record, provider, day, file=file, progress=progress), settle,
            f"Making the register for {name}",
        )
