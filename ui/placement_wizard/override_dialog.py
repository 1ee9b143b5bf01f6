"""The reason of a named senior who lets a placement go on although a gate is not met."""

from __future__ import annotations

from apdesk.domain.plan import Gate
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.duties.rows import spelled
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextArea, TextField


class OverrideDialog(FormDialog):
    """Who overrides, and why; both are kept with the placement and in the history."""

    def __init__(self, gate: Gate, holder: str) -> None:
        super().__init__("Override with a reason", f"{gate.text} {spelled(gate.policy)}", do="Override")
        name, _, role = holder.rpartition(", ")
        self._name = TextField(most=120)
        self._name.setText(name)
        self._name.setReadOnly(bool(name))      # who holds the role, or covers for them, is said in Settings
        self._reason = TextArea(lines=3)
        only = f"Only the {role} may" if role else ""
        help = only and f"{only}{'' if name else ', and nobody holds that role yet'}."
        self.add_field(Field("Who overrides it", self._name, help=help, check=self._name_missing))
        self.add_field(Field("Why", self._reason, help="Kept with the placement and in the history.",
                             check=self._reason_missing))
        (self._reason if name else self._name).setFocus()

    def values(self) -> tuple[str, str]:
        return self._reason.text().strip(), self._name.text().strip()

    def _reason_missing(self) -> str | None:
        return None if self._reason.text().strip() else "A reason is needed."

    def _name_missing(self) -> str | None:
        return None if self._name.text().strip() else "A name is needed."
