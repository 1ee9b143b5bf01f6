"""A new recovery key, shown this once: it goes on only when the sheet is in the safe."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.common.dialogs.form_dialog import FormDialog
from ui.common.widgets.recovery_key import KeyProof


class RecoveryDialog(FormDialog):
    """`print_sheet` is called when the sheet is to be printed. There is no way back: the old sheet opens nothing."""

    def __init__(self, key: str, print_sheet: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(
            "Your new recovery key",
            "The old sheet in the safe no longer works. Destroy it. The new key is shown this once and kept "
            "nowhere.",
            do="Done", keep="", width=560, parent=parent,
        )  # fmt: skip
        self.proof = KeyProof(key)
        self.proof.print_asked.connect(print_sheet)
        self.proof.entered.connect(self.accept)
        for field in self.proof.fields:
            field.grown.connect(self.fit)
        self.middle.addWidget(self.proof)
        self.proof.print.setFocus()

    def accept(self) -> None:
        """Closes when both groups were copied and the sheet is in the safe."""
        if self.proof.copied() and self.proof.in_safe():
            super().accept()

    def reject(self) -> None:
        """Does nothing: a key that nobody has kept would lock everybody out one day."""
        self.proof.in_safe()
