"""The papers of a pupil's placements: made and kept, read on the screen, printed, saved."""

from __future__ import annotations

from typing import Any

from apdesk.domain.disclosure import READERS
from apdesk.problems import Problem
from apdesk.services.document_copies import CopyRow, copy_name, copy_printed, open_copy, save_copy
from apdesk.services.placement_cards import PlacementCard
from apdesk.services.register_books import write_register
from apdesk.services.review_packs import make_pack
from ui.common.ask import Choice, Filters
from ui.common.context import Context
from ui.common.dates import clock_time, short_day
from ui.common.dialogs.paper_dialog import PaperDialog
from ui.common.paper_jobs import EXCEL, PDF, PaperJobs, Settle

_HELD = {
    "internal": "Everything, with duties late or missed",
    "parent": "Without duties late or missed",
    "provider": "Without duties late or missed, with the parents’ telephone numbers",
    "panel": "Without duties late or missed, with the UPN",
}
_KINDS: dict[str, Filters] = {"pdf": PDF, "xlsx": EXCEL}
_PRINT, _SAVE = "print", "save"


class Documents:
    """Review packs and registers, and every copy that is kept. What leaves the desk is journaled by the services."""

    def __init__(self, context: Context, may_export: bool) -> None:
        self._context, self._may_export = context, may_export
        self._jobs = PaperJobs(context)

    def pack(self, card: PlacementCard, settle: Settle) -> None:
        """Asks who will read it, makes that reader's pack, keeps the copy, and shows it."""
        options = [Choice(key, words, _HELD[key]) for key, words in READERS.items()]
        title, body = "Who is the pack for?", f"{card.title}, {card.reference}. What it holds depends on its reader."
        reader = self._context.ask.choose(title, options, body, do="Make the pack")
        if reader is not None:
            record = self._context.record
            self._jobs.run(
                "Making the review pack", lambda progress: make_pack(record, card.id, reader, progress), settle,
                then=lambda made: self._made(made, card.reference),
            )

    def _made(self, made: Any, reference: str) -> None:
        self._context.publish(made.changes)
        self.open(made.id, reference)

    def register(self, card: PlacementCard, settle: Settle) -> None:
        """Writes the provider's register for this half-term to a file of the person's choosing."""
        record, day, provider, name = self._context.record, self._context.today(), card.provider, card.provider_name
        if provider is not None:
            self._jobs.make(
                f"Register for {name}", "register.xlsx", EXCEL,
                lambda file, progress: write_register(record, provider, day, file=file, progress=progress), settle,
                f"Making the register for {name}",
            )

    def open(self, copy: str, reference: str) -> None:
        """Shows the pages of a kept copy; a workbook is saved for Excel instead."""
        try:
            opened = open_copy(self._context.record, copy)
        except Problem as problem:
            self._context.ask.refuse(problem)
            return
        row = opened.row
        if row.suffix != "pdf":
            self.save(row, reference)
            return
        ways = ((_SAVE, "Save a copy"), (_PRINT, "Print")) if self._may_export else ()
        dialog = PaperDialog(viewer_title(row), opened.data, viewer_body(row), ways)
        self._context.ask.form(dialog)
        if dialog.wanted == _PRINT:
            self._print(row, opened.data)
        elif dialog.wanted == _SAVE:
            self.save(row, reference)

    def save(self, row: CopyRow, reference: str) -> None:
        """The kept copy becomes a file where the person chooses."""
        file = self._context.ask.save_file("Save a copy", copy_name(row, reference), _KINDS[row.suffix])
        if file is None:
            return
        if self._done(lambda: save_copy(self._context.record, row.id, file)):
            self._context.say(f"Saved as {file.name}. It is not encrypted there.")

    def _print(self, row: CopyRow, data: bytes) -> None:
        title = row.kind[:1].upper() + row.kind[1:]
        if self._context.ask.print_pages(title, data) and self._done(
            lambda: copy_printed(self._context.record, row.id)
        ):
            self._context.say(f"{title}: sent to the printer.")

    def _done(self, work: Any) -> bool:
        try:
            work()
        except Problem as problem:
            self._context.ask.refuse(problem)
            return False
        return True


def viewer_title(row: CopyRow) -> str:
    """"Review pack, copy 3"."""
    return f"{row.kind[:1].upper()}{row.kind[1:]}, copy {row.copy_number}"


def viewer_body(row: CopyRow) -> str:
    """"Parent's copy, for Mrs F Okonjo. Made Tue 10 Nov, 10:41 by J Pemberton."."""
    reader = READERS.get(row.reader, "")
    whom = f"{reader}{', for' if reader else 'For'} {row.recipient}" if row.recipient else reader
    at = row.made_at.astimezone()
    made = f"Made {short_day(at.date())}, {clock_time(at)} by {row.made_by}"
    return f"{whom}. {made}." if whom else f"{made}."
