"""The form that completes duties: on which day, by whom, with which evidence, and where it is filed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from apdesk.domain.ticks import ticks_of
from apdesk.services.duties import Completion
from apdesk.services.duty_lists import DutyRow
from ui.common.duties.rows import plain_why, spelled
from ui.common.duties.saving import Save, SavingDialog, about, named
from ui.common.widgets.choice_box import ChoiceBox
from ui.common.widgets.choices import CheckBox
from ui.common.widgets.field import Field, Mend
from ui.common.widgets.fields import TextArea, TextField
from ui.common.widgets.label import DataLabel
from ui.common.widgets.school_date import GONE, SchoolDateField
from ui.theme.current import theme

ONE_COLUMN = 3
"""So many ticks stand under each other; more of them in two columns."""
WAYS = {
    "letter": ("", "by post", "by email", "by hand"),
    "notify": ("", "by email", "by telephone", "in person", "by form"),
}
"""How something went out, by the kind of duty."""


class CompleteDialog(SavingDialog):
    """Answers a `Completion`. `already`: it was done before, so day and proof are asked for, never assumed."""

    def __init__(
        self, rows: Sequence[DutyRow], save: Save, today: date, filing: str, *, already: bool = False,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        title = f"Done already: {named(rows)}" if already else named(rows)
        super().__init__(title, about(rows), "Mark as done", save, parent=parent)
        self._rows, self._today, self._filing, self._already = rows, today, filing, already
        first = rows[0]
        same_owner = len({row.who for row in rows}) == 1
        self.on = SchoolDateField(today, example=GONE)
        self.on.set_date(None if already else today)
        self.by = TextField(first.who or "Who did it")
        self.by.setText(first.who if same_owner else "")
        self.how = ChoiceBox([(way, way or "Not said") for way in WAYS.get(first.kind, ("",))], name="How")
        given = {one for row in rows for one in row.evidence_given} if len(rows) == 1 else set()
        self._asked = _evidence(rows)
        self.evidence = [CheckBox(f"{text[:1].upper()}{text[1:]}") for text in self._asked]
        for tick, text in zip(self.evidence, self._asked, strict=True):
            tick.setChecked(text in given)
        self.other = TextField("Letter of 10 November, minutes, email")
        self.note = TextArea(2)
        self.filed = CheckBox(f"Filed on {filing}")
        self._lay_out_fields(same_owner)
        self.on.setFocus()

    def _lay_out_fields(self, same_owner: bool) -> None:
        self.add_field(Field("Done on", self.on, check=self._not_to_come))
        help = "Who did it; you are noted as who entered it."
        owned = same_owner and bool(self._rows[0].who)
        self.add_field(Field("Done by", self.by, if_known=not owned, help=help if same_owner else
                             f"{help} Left empty, each is done by its owner."))  # fmt: skip
        if self._rows[0].kind in WAYS:
            self.add_field(Field("How", self.how, if_known=True))
        if self.evidence:
            self.middle.addLayout(_under(self._evidence_words(), self.evidence))
        label = "Other evidence" if self.evidence else "Evidence"
        self.add_field(Field(label, self.other, if_known=not (self._already and not self.evidence)))
        keep_out = "Nothing about safeguarding: that goes to the DSL."
        self.add_field(Field("Note", self.note, if_known=True, help=keep_out))
        self.middle.addWidget(self.filed)
        first = self._rows[0]
        if first.why and len(self._rows) == 1:
            self.middle.addWidget(DataLabel(f"{spelled(first.policy)}: {plain_why(first.why)}", "meta", wrap=True))

    def _evidence_words(self) -> str:
        """Which ticks are needed is said before anything is pressed."""
        sides = [tick.label.lower() for tick in ticks_of(self._rows[0].evidence)]
        if not sides:
            return "Evidence"
        return f"Evidence ({', '.join(sides[:-1])} and {sides[-1]}: {'both' if len(sides) == 2 else 'all'} needed)"

    def problems(self) -> list[str]:
        """Both sides of a contact, and something that shows it was done wherever the policy names evidence."""
        sides = [tick.evidence for tick in ticks_of(self._rows[0].evidence)]
        ticked = self._ticked()
        if sides and not set(ticked).issuperset(sides):
            missing = " and ".join(one for one in sides if one not in ticked)
            return [f"The policy asks for both sides. Not ticked: {missing}. Tick in the list what there is so far."]
        proof = ticked or self.other.text().strip()
        if self._already and not proof:
            return ["Say what shows that it was done: tick the evidence, or name it."]
        if self.evidence and not (proof or self.how.key() or self.note.text().strip()):
            return ["Say what shows that it was done: tick the evidence, name another, or say it in a note."]
        return []

    def values(self) -> Completion:
        day = self.on.date()
        assert day is not None
        given = self._ticked()
        given += [f"Sent {self.how.key()}" if self._rows[0].kind == "letter" else f"Told {self.how.key()}"] \
            if self.how.key() else []
        given += [self.other.text().strip()] if self.other.text().strip() else []
        return Completion(
            on=day, done_by=self.by.text(), evidence=tuple(given), note=self.note.text(),
            filed_in=self._filing if self.filed.isChecked() else "",
        )

    def _ticked(self) -> list[str]:
        """The evidence that is ticked, in the policy's words."""
        return [text for tick, text in zip(self.evidence, self._asked, strict=True) if tick.isChecked()]

    def _not_to_come(self) -> str | Mend | None:
        trouble = self.on.trouble()
        day = self.on.date()
        if trouble is None and day is not None and day > self._today:
            return "That day is still to come. Choose today or earlier."
        return trouble


def _under(label: str, ticks: Sequence[CheckBox]) -> QVBoxLayout:
    """Ticks under their label, in two columns where there are many."""
    block = QVBoxLayout()
    block.setSpacing(theme().px(2))
    block.addWidget(DataLabel(label, "label"))
    grid = QGridLayout()
    grid.setVerticalSpacing(0)
    grid.setHorizontalSpacing(theme().px(16))
    columns = 2 if len(ticks) > ONE_COLUMN else 1
    for number, tick in enumerate(ticks):
        grid.addWidget(tick, number // columns, number % columns)
    block.addLayout(grid)
    return block


def _evidence(rows: Sequence[DutyRow]) -> list[str]:
    """The evidence that all of them ask for, in the order of the first."""
    return [one for one in rows[0].evidence if all(one in row.evidence for row in rows)]
