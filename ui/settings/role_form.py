"""The forms of somebody who can open the desk: another role, another name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from apdesk.services.unlock import Person
from ui.common.dialogs.record_form import Part, RecordForm
from ui.settings.passphrase_forms import RoleChoice
from ui.settings.saving_form import SavingForm


class RoleForm(SavingForm):
    """What a person may do from their next unlock on."""

    def __init__(self, person: Person, save: Callable[[str], Any], parent: QWidget | None = None) -> None:
        super().__init__(
            f"What may {person.name} do?", "It holds from the next time they unlock.", save=save, do="Change role",
            parent=parent,
        )  # fmt: skip
        self.role = RoleChoice(person.role)
        self.role.changed(self.fit)
        self.middle.addWidget(self.role)
        self.role.setFocus()

    def values(self) -> str:
        return self.role.key()


@dataclass(frozen=True)
class OpenerName:
    """The name that somebody unlocks under."""

    name: str | None = None


def name_form(name: str, today: date, save: Callable[[OpenerName], Any]) -> RecordForm:
    """Another name to unlock under; the passphrase stays."""
    parts = (Part("name", "Name they unlock under"),)
    body = "The passphrase stays. What was done until now keeps the name of that time."
    return RecordForm(f"Rename {name}", parts, OpenerName(name), save=save, today=today, body=body, do="Rename",
                      width=440)  # fmt: skip
