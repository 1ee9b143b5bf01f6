"""Making papers from the pupil's page: asks for reader and file, then works in the background."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apdesk.domain.disclosure import READERS
from apdesk.progress import Progress
from apdesk.services.register_books import write_register
from apdesk.services.review_packs import write_pack
from ui.common.ask import Choice
from ui.common.context import Context

PDF = (("PDF", ("*.pdf",)),)
_HELD = {
    "internal": "Everything, with duties late or missed",
    "parent": "Without duties late or missed",
    "provider": "Without duties late or missed, with the parents' telephone numbers",
    "panel": "Without duties late or missed, with the UPN",
}
EXCEL = (("Excel workbook", ("*.xlsx",)),)


class Documents:
    """The names suggested for files hold a reference, never a pupil's name."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def pack(self, placement: str, reference: str, settle: Callable[..., bool]) -> None:
        """Writes a review pack for the reader whom the person chooses."""
        options = [Choice(key, words, _HELD[key]) for key, words in READERS.items()]
        reader = self._context.ask.choose("Who is the pack for?", options, "What it holds depends on who reads it.")
        if reader is None:
            return
        file = self._context.ask.save_file("Review pack", f"{reference}-{reader}.pdf", PDF)
        if file is not None:
            record = self._context.record
            self._run(
                "Making the review pack",
                lambda progress: write_pack(record, placement, reader, file=file, progress=progress), settle,
            )

    def register(self, provider: str, name: str, settle: Callable[..., bool]) -> None:
        """Writes the provider's register for this half-term to a file of the person's choosing."""
        file = self._context.ask.save_file(f"Register for {name}", "register.xlsx", EXCEL)
        if file is None:
            return
        record, day = self._context.record, self._context.today()
        self._run(
            f"Making the register for {name}",
            lambda progress: write_register(record, provider, day, file=file, progress=progress), settle,
        )

    def _run(self, what: str, work: Callable[[Progress], Any], settle: Callable[..., bool]) -> None:
        def working(progress: Progress) -> Any:
            try:
                return work(progress)
            finally:
                self._context.record.release_thread()

        self._context.jobs.run(
            what, working, lambda outcome: settle(outcome, self._written),
            kept="Nothing is written before it is complete.",
        )

    def _written(self, done: Any) -> None:
        self._context.publish(done.changes)
        self._context.say(f"Saved as {done.file.name}.")
