"""Before step 1: which pupil it is for, or which placement to go on with."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from apdesk.domain.names import fold
from apdesk.services.placement_flow import PlacementFlow, unfinished
from apdesk.services.pupil_list import PupilRow, matches, pupil_list
from ui.common.context import Context
from ui.common.dates import clock_time, short_day
from ui.common.quiet import quiet
from ui.common.widgets.card import Section
from ui.common.widgets.fields import SearchField
from ui.common.widgets.label import DataLabel
from ui.placement_wizard.framed import framed
from ui.placement_wizard.option_list import Facts, Option, OptionList
from ui.placement_wizard.step import StepPane

MOST = 8


class PupilStep(StepPane):
    """Search as you type; Enter takes the row with the ring. `pupil_taken(id)`, `draft_taken(id)`."""

    key = "reason"
    heading = "Who is the placement for?"
    below = "Type a name in either order, a form, or the end of a UPN."

    pupil_taken = Signal(str)
    draft_taken = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: tuple[PupilRow, ...] = ()
        self.search = SearchField("Name, form or UPN")
        self.search.setAccessibleName("Find the pupil")
        self.found = OptionList([Facts("Form", 70)], 220, "Pupils found", rounds=False)
        self.nobody = DataLabel("", "small", wrap=True)
        self.drafts = OptionList([], 180, "Placements begun and not created", rounds=False)
        self.draft_section = Section("Begun and not created")
        self.draft_section.add(framed(self.drafts))
        self.body.addWidget(self.search)
        self._frame = framed(self.found)
        self.body.addWidget(self._frame)
        self.body.addWidget(self.nobody)
        self.body.addWidget(self.draft_section)
        self.body.addStretch(1)
        self.search.searched.connect(self._on_searched)
        self.search.moved_down.connect(self._on_down)
        for rows in (self.found, self.drafts):
            rows.clicked.connect(self._on_clicked)

    def fill(self, flow: PlacementFlow) -> None:
        self._rows = pupil_list(flow.record, present=True)
        with quiet(self.search):
            self.search.clear()
        self._show_found("")
        held = unfinished(flow.record)
        self.draft_section.setVisible(bool(held))
        self.drafts.set_options(
            [
                Option(one.id, one.title.removeprefix("New placement for "), "New placement", (), "", "later",
                       f"Saved {short_day(one.saved_at.date())}, {clock_time(one.saved_at)}")
                for one in held[:4]
            ],
            "",
        )

    def focus_start(self) -> QWidget | None:
        return self.search

    def take_current(self) -> bool:
        """Enter: the row with the ring in the list that has focus, or the first one found."""
        if self.drafts.hasFocus() and self.drafts.current_key():
            self.draft_taken.emit(self.drafts.current_key())
            return True
        key = self.found.current_key()
        if key:
            self.pupil_taken.emit(key)
        return bool(key)

    def _on_down(self) -> None:
        """Enter or arrow down: the only pupil found is taken, among several the ring goes to the list."""
        hits = self._show_found(self.search.text())
        if hits == 1:
            self.pupil_taken.emit(self.found.current_key())
        elif hits or not self.draft_section.isVisible():
            self.found.setFocus()
        else:
            self.drafts.setFocus()

    def _on_searched(self, text: str) -> None:
        self._show_found(text)

    def _show_found(self, text: str) -> int:
        hits = [row for row in self._rows if text.strip() and matches(row, text)]
        hits.sort(key=lambda row: (fold(row.list_name), row.form))
        self.found.set_options(
            [
                Option(row.id, row.list_name, row.pathway_short or row.status_text or "On roll", (row.form,),
                       reason=", ".join(flag.letters for flag in row.flags))
                for row in hits[:MOST]
            ],
            "",
        )
        self._frame.setVisible(bool(hits))
        more = len(hits) - MOST
        nobody = bool(text.strip()) and not hits
        many = f"{more:,} more: type another letter." if more > 0 else ""
        words = f"No pupil matches “{text.strip()}”." if nobody else many
        self.nobody.set_text(words)
        self.nobody.setVisible(bool(words))
        return len(hits)

    def _on_clicked(self) -> None:
        rows = self.sender()
        if rows is self.drafts:
            self.draft_taken.emit(self.drafts.current_key())
        else:
            self.pupil_taken.emit(self.found.current_key())
