"""One sign-off of the week's attendance: only what differs is listed, everybody else is a number."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from apdesk.services.duties import Completion
from apdesk.services.signing_off import ToSignOff
from ui.common.duties.saving import Save, SavingDialog
from ui.common.widgets.choices import CheckBox
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextArea, TextField
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme

Answer = tuple[tuple[str, ...], Completion]


class SignOffDialog(SavingDialog):
    """Answers which duties are signed off and how. A pupil with differences only where they are sorted out."""

    def __init__(
        self, found: Sequence[ToSignOff], owner: str, save: Save, today: date, parent: QWidget | None = None
    ) -> None:
        self._found, self._today = found, today
        differing = [one for one in found if one.differences]
        fine = len(found) - len(differing)
        agree = "1 pupil has" if fine == 1 else f"{fine} pupils have"
        these = "1 has" if len(differing) == 1 else f"{len(differing)} have"
        body = f"{agree} nothing to sort out." + (f" {these} something to sort out:" if differing else "")
        super().__init__(f"Sign off the week’s attendance: {len(found)} pupils", body, "Sign off", save, 600, parent)
        self.sorted_out: dict[str, CheckBox] = {}
        for one in differing:
            self._list(one)
        self.by = TextField("Who checked it")
        self.by.setText(owner)
        self.note = TextArea(2)
        self.add_field(Field("Checked by", self.by, help="You are noted as who entered it."))
        self.add_field(Field("Note", self.note, if_known=True))
        if differing:
            left = "Whoever is not ticked stays open until the difference is sorted out."
            self.middle.addWidget(DataLabel(left, "meta", wrap=True))

    def _list(self, one: ToSignOff) -> None:
        row = one.row
        block = QVBoxLayout()
        block.setSpacing(theme().px(2))
        block.addWidget(DataLabel(f"{row.pupil_list_name}  {row.form}".strip(), "h3"))
        for difference in one.differences:
            block.addWidget(DataLabel(difference, "small", wrap=True))
        tick = CheckBox("Sorted out", name=f"{row.pupil_name}: sorted out")
        self.sorted_out[row.id] = tick
        block.addWidget(tick)
        self.middle.addLayout(block)

    def problems(self) -> list[str]:
        """At least one has to be signed off."""
        return [] if self.values()[0] else ["Nobody can be signed off yet: tick whose differences are sorted out."]

    def values(self) -> Answer:
        chosen = tuple(
            one.row.id for one in self._found
            if not one.differences or self.sorted_out[one.row.id].isChecked()
        )
        evidence = next((one.row.evidence for one in self._found if one.row.evidence), ())
        return chosen, Completion(on=self._today, done_by=self.by.text(), evidence=evidence, note=self.note.text())
