"""A row of a file put right on the spot; the file itself stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from apdesk.services.roll_check import CellToFix
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.widgets.button import Button
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextField


class FixForm(FormDialog):
    """One field a cell, as it is written in the file, what is wrong first. `values()` is what stands there, by field.

    `leaves_out` where the row is to stay out instead. What a field says by itself is not said above them again.
    """

    def __init__(self, title: str, found: Sequence[str], cells: Sequence[CellToFix]) -> None:
        troubles = sum(bool(cell.trouble) for cell in cells)
        super().__init__(title, " ".join(found) if len(found) > troubles else "", do="Keep this", width=520)
        self.cells = tuple(sorted(cells, key=lambda cell: not cell.trouble))
        self.leaves_out = False
        self.boxes: dict[str, TextField] = {}
        for cell in self.cells:
            box = TextField()
            box.setText(cell.written)
            self.boxes[cell.field] = box
            field = self.add_field(Field(cell.label, box, help=f"Column {cell.heading}"))
            if cell.trouble:
                field.set_trouble(f"{cell.trouble[:1].upper()}{cell.trouble[1:]}.")
        self.leave_out_button = Button("Leave the row out", "quiet")
        self.leave_out_button.clicked.connect(self._on_leave_out)
        self.buttons.insertWidget(0, self.leave_out_button)
        self.fields[0].go_to()

    def values(self) -> dict[str, str]:
        return {name: box.text().strip() for name, box in self.boxes.items()}

    def _on_leave_out(self) -> None:
        self.leaves_out = True
        self.done(self.DialogCode.Accepted)
