"""Making a paper or workbook from any page: asks where to, works in the background, says where it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from apdesk.progress import Progress
from ui.common.ask import Filters
from ui.common.context import Context

PDF: Filters = (("PDF", ("*.pdf",)),)
EXCEL: Filters = (("Excel workbook", ("*.xlsx",)),)
PDF_OR_EXCEL: Filters = (*PDF, *EXCEL)

Settle = Callable[..., bool]
"""A page's own `settle`, which shows refusals."""


class PaperJobs:
    """Names suggested for files hold a reference or a day, never a pupil's name."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def make(
        self, title: str, name: str, filters: Filters, write: Callable[[Path, Progress], Any], settle: Settle,
        what: str = "",
    ) -> None:
        """Writes to a file of the person's choosing; nothing where they went back. `what` is said while it works."""
        file = self._context.ask.save_file(title, name, filters)
        if file is not None:
            self.run(what or f"Making: {title}", lambda progress: write(file, progress), settle)

    def run(
        self, what: str, work: Callable[[Progress], Any], settle: Settle, then: Callable[[Any], None] | None = None
    ) -> None:
        """Does the work in the background; its outcome is published and said, or handed to `then`."""

        def working(progress: Progress) -> Any:
            try:
                return work(progress)
            finally:
                self._context.record.release_thread()

        self._context.jobs.run(
            what, working, lambda outcome: settle(outcome, then or self._written),
            kept="Nothing is written before it is complete.",
        )

    def _written(self, done: Any) -> None:
        self._context.publish(done.changes)
        self._context.say(f"Saved as {done.file.name}.")
