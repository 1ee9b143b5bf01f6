"""A row of a file put right on the spot; the file itself stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from apdesk.services.roll_check import CellToFix
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextField


class FixForm(FormDialog):
    """One field a cell, as it is written in the file. `values()` is what stands there now, by field."""

    def __init__(self, title: str, found: str, cells: Sequence[CellToFix]) -> None:
        super().__init__(title, found, do="Keep this", width=520)
        self.cells = tuple(cells)
        self.boxes: dict[str, TextField] = {}
        first: Field | None = None
        for cell in self.cells:
            box = TextField()
            box.setText(cell.written)
            self.boxes[cell.field] = box
            help = "" if cell.heading.casefold() == cell.label.casefold() else f"Column {cell.heading}"
            field = Field(cell.label, box, help=help)
            self.add_field(field)
            if cell.trouble:
                field.set_trouble(f"{cell.trouble[:1].upper()}{cell.trouble[1:]}.")
                first = first or field
        (first or self.fields[0]).go_to()

    def values(self) -> dict[str, str]:
        return {name: box.text().strip() for name, box in self.boxes.items()}
