"""Removing somebody: what passes to whom is seen and settled before anything happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from apdesk.problems import Problem
from apdesk.services.leaving import Leaving, Passing
from ui.common.widgets.checks import Check, Checks
from ui.common.widgets.choice_box import ChoiceBox
from ui.common.widgets.choices import CheckBox
from ui.common.widgets.field import Field
from ui.common.widgets.school_date import SchoolDateField
from ui.settings.saving_form import SavingForm
from ui.theme.current import theme

AS_IT_FALLS = ""


@dataclass(frozen=True)
class Left:
    """What was settled: the last day, who takes which role over, and whether access to the desk ends."""

    on: date
    passes: Mapping[str, str] = field(default_factory=dict)
    end_access: bool = False


class LeavingDialog(SavingForm):
    """`preview(day)` answers what would pass to whom; every role can be given to somebody at once."""

    def __init__(
        self, name: str, preview: Callable[[date], Leaving], people: Sequence[tuple[str, str]],
        save: Callable[[Left], Any], today: date, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(f"Remove {name} from the staff?", "What they did stays in the history under their name.",
                         save=save, do="Remove", keep="Keep", danger=True, width=580, parent=parent)  # fmt: skip
        self._preview, self._people, self._name = preview, tuple(people), name
        self.day = SchoolDateField(today)
        self.day.set_date(today)
        self._day_field = Field("Last day here", self.day, check=self.day.trouble)
        self.add_field(self._day_field)
        self._roles = QVBoxLayout()
        self._roles.setSpacing(theme().px(8))
        self.middle.addLayout(self._roles)
        self.takers: dict[str, ChoiceBox] = {}
        self.warnings: dict[str, Checks] = {}
        self.checks = Checks()
        self.middle.addWidget(self.checks)
        self.access = CheckBox("End their access to this desk today")
        self.access.setChecked(True)
        self.middle.addWidget(self.access)
        self.shown = preview(today)
        self._show()
        self._day_field.verified.connect(self._on_day)
        self.keep_button.setFocus()

    def values(self) -> Left:
        passes = {holding: box.key() for holding, box in self.takers.items() if box.key()}
        return Left(self.day.date() or date.min, passes, self.access.isVisibleTo(self) and self.access.isChecked())

    def _on_day(self, fine: bool) -> None:
        day = self.day.date()
        if not fine or day is None:
            return
        try:
            self.shown = self._preview(day)
        except Problem as problem:
            self.refused(problem)
            return
        self._show()

    def _show(self) -> None:
        chosen = {holding: box.key() for holding, box in self.takers.items()}
        while self._roles.count():
            old = self._roles.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.takers.clear()
        self.warnings.clear()
        for one in self.shown.roles:
            box = ChoiceBox([(AS_IT_FALLS, falls_to(one)), *self._people], name=f"{one.title} goes to")
            box.set_key(chosen.get(one.holding, AS_IT_FALLS))
            box.changed.connect(self._say)
            self.takers[one.holding] = box
            self._roles.addWidget(Field(f"{one.title} goes to", box, help=duties_words(one.duties)))
            self.warnings[one.holding] = Checks()
            self._roles.addWidget(self.warnings[one.holding])
        self.access.setVisible(self.shown.opens_desk)
        self._say()
        self.fit()

    def _say(self) -> None:
        """Below each role whether nobody would hold it; at the end what is true of the person as a whole."""
        lines = []
        for one in self.shown.roles:
            alone = self.takers[one.holding].key() == AS_IT_FALLS and one.to_staff is None and not one.covers
            warning = self.warnings[one.holding]
            stay = "Its duties stay open until somebody takes it over." if one.duties else \
                "A duty that comes up for it has no owner until somebody takes it over."
            warning.set_items([Check("warn", f"Nobody is then {one.title}.", stay)] if alone else [])
            warning.setVisible(alone)
        if self.shown.given:
            given = "1 duty" if self.shown.given == 1 else f"{self.shown.given} duties"
            lines.append(Check("info", f"{given} given to them by name goes back to whose role it is."))
        if not self.shown.roles:
            lines.append(Check("ok", f"{self._name} holds no role."))
        self.checks.set_items(lines)
        self.checks.setVisible(bool(lines))
        self.fit()


def falls_to(one: Passing) -> str:
    """Who has it without anything being chosen."""
    return f"{one.to} (holds it too)" if one.to else "Nobody yet"


def duties_words(count: int) -> str:
    """"12 open duties go with it"."""
    if not count:
        return "No open duties"
    return "1 open duty goes with it" if count == 1 else f"{count} open duties go with it"
