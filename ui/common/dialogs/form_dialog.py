"""The anatomy of every form: fill, problems, values. Save is refused with the list of what to put right.

A form is made in four steps, in this order and never mixed: `_build` (widgets), `_lay_out` (where they stand),
`_connect` (what they tell), then `fill` with values. The same domain checks that the service makes answer
`problems`, so that Save never fails for something the form could have said.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.common.dialogs.house_dialog import HouseDialog
from ui.common.widgets.field import Field, FormTroubles
from ui.common.widgets.key_bar import KeyCap
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme


class FormDialog(HouseDialog):
    """Base of all forms. A form adds its fields with `add_field`, and answers `problems` and `values`."""

    def __init__(
        self, title: str, body: str = "", *, do: str = "Save", keep: str = "Go back", width: int = 520,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(title, body, do=do, keep=keep, width=width, parent=parent)
        self.fields: list[Field] = []
        self.troubles = FormTroubles()
        self.troubles.grown.connect(self.fit)
        self.hint = QWidget()
        hint = QHBoxLayout(self.hint)
        hint.setContentsMargins(0, 0, 0, 0)
        hint.setSpacing(theme().px(8))
        hint.addWidget(KeyCap("Ctrl Enter"))
        hint.addWidget(DataLabel(f"{do[:1].lower()}{do[1:]}", "meta"))
        self.buttons.insertWidget(0, self.hint)

    def add_field(self, field: Field) -> Field:
        """Puts a field at the end of the form; it is verified on Save."""
        self.fields.append(field)
        self.middle.addWidget(field)
        field.grown.connect(self.fit)
        return field

    def fill(self, values: Any) -> None:
        """Shows the values; overridden by each form, under `quiet`."""

    def problems(self) -> list[str]:
        """What still has to be put right beyond single fields, in sentences; empty where it can be saved."""
        return []

    def values(self) -> Any:
        """What was entered; asked only after `problems` is empty."""
        return None

    def accept(self) -> None:
        """Closes as saved, or says what to put right and goes to the first of it."""
        wrong = [field for field in self.fields if field.isVisibleTo(self) and not field.verify()]
        sentences = [] if wrong else self.problems()
        if wrong or sentences:
            self.troubles.show_troubles(wrong, sentences)
            self.middle.addWidget(self.troubles)
            self.fit()
            if wrong:
                wrong[0].go_to()
            return
        super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line goes to the next field and never saves by itself; Ctrl+Enter does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.accept()
            elif isinstance(self.focusWidget(), QLineEdit):
                self._to_next()
            return
        super().keyPressEvent(event)

    def _to_next(self) -> None:
        """After the last field comes the verb that does it: another Enter must not throw away what was typed."""
        self.focusNextChild()
        if self.focusWidget() is self.keep_button:
            self.do_button.setFocus(Qt.FocusReason.TabFocusReason)
