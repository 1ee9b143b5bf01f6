"""What the pupil list gives away: the rows as a workbook, the tracker for the meeting, the list for an inspector."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QMenu

from apdesk.domain.permissions import Deed, may
from apdesk.services.inspection_list import write_inspection_list
from apdesk.services.pupil_workbook import workbook_name, write_pupil_workbook
from apdesk.services.tracker import write_tracker
from ui.common.context import Context
from ui.common.paper_jobs import EXCEL, PDF, PaperJobs, Settle

COPIED = "{rows} copied without child protection and social worker flags. Paste into Excel."


class ListPapers:
    """Each asks where to, and is written in the background."""

    def __init__(self, context: Context, settle: Settle) -> None:
        self._context, self._settle = context, settle
        self._jobs = PaperJobs(context)

    def fill(self, menu: QMenu, copy: Callable[[], None], save: Callable[[], None]) -> None:
        """The answers of the button that says Excel."""
        menu.addAction("Copy these rows as a table", copy)
        if not may(self._context.record.actor.role, Deed.EXPORT):
            return
        menu.addAction("Save these rows as a workbook…\tCtrl+E", save)
        menu.addSeparator()
        menu.addAction("Tracker for the weekly meeting, Excel…", self.tracker)
        menu.addAction("Tracker for the weekly meeting, one sheet of paper…\tCtrl+P", self.tracker_on_paper)
        menu.addSeparator()
        menu.addAction("List for an inspector, on paper…", self.inspection_on_paper)
        menu.addAction("List for an inspector, Excel…", self.inspection)

    def rows(self, pupils: Sequence[str], on: date | None) -> None:
        """The rows that are shown, in their order, as at the day that is shown."""
        record = self._context.record
        self._jobs.make(
            "Pupil list", workbook_name(record), EXCEL,
            lambda file, _progress: write_pupil_workbook(record, pupils, file, on), self._settle,
        )

    def tracker(self) -> None:
        """One row a pupil, to filter and sort."""
        self._write("Tracker", "tracker", "xlsx", write_tracker)

    def tracker_on_paper(self) -> None:
        """The same on A4 across."""
        self._write("Tracker", "tracker", "pdf", write_tracker)

    def inspection(self) -> None:
        """Gaps, providers, pupils and part-time timetables, a sheet each."""
        self._write("List for an inspector", "inspection-list", "xlsx", write_inspection_list)

    def inspection_on_paper(self) -> None:
        """The same on A4 across."""
        self._write("List for an inspector", "inspection-list", "pdf", write_inspection_list)

    def _write(self, title: str, name: str, suffix: str, write: Callable[..., object]) -> None:
        record = self._context.record
        self._jobs.make(
            title, f"{name}-{self._context.today().isoformat()}.{suffix}", PDF if suffix == "pdf" else EXCEL,
            lambda file, _progress: write(record, file=file), self._settle,
        )
