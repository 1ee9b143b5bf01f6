"""How far a placement has come: each objective judged, each subject against what it expected, saved as one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from apdesk.problems import Problem
from apdesk.services.goals import JUDGEMENTS, Judged, Standing
from apdesk.services.placement_cards import ObjectiveRow, OutcomeRow, PlacementCard
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.widgets.choices import SegmentedChoice
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextField
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme

Save = Callable[[list[Judged], list[Standing]], Any]
_ANSWERS = (("", "Not judged"), *((one, one) for one in JUDGEMENTS))


class JudgeForm(FormDialog):
    """`saved` is what `save` answered; its refusal is said in the form."""

    def __init__(self, card: PlacementCard, save: Save, parent: QWidget | None = None) -> None:
        super().__init__("How far it has come", f"{card.title}, {card.reference}", do="Save judgements", width=640,
                         parent=parent)  # fmt: skip
        self.saved: Any = None
        self._save = save
        self.judgements: dict[str, SegmentedChoice] = {}
        self.evidence: dict[str, TextField] = {}
        self.standings: dict[str, tuple[TextField, TextField]] = {}
        for number, objective in enumerate(card.objectives, 1):
            self._add_objective(number, objective)
        for outcome in card.outcomes:
            self._add_outcome(outcome)
        first = next(iter(self.judgements.values()), None)
        if first is not None:
            first.setFocus()

    def _add_objective(self, number: int, one: ObjectiveRow) -> None:
        measure = f" Measured by: {one.measure}" if one.measure else ""
        self._head(f"Objective {number}", f"{one.text.rstrip('.')}.{measure}")
        choice = SegmentedChoice(_ANSWERS, name=f"Objective {number}")
        choice.set_key(one.judgement)
        evidence = TextField()
        evidence.setText(one.evidence)
        self.middle.addWidget(choice)
        self.add_field(Field("Evidence", evidence, if_known=True))
        self.judgements[one.id], self.evidence[one.id] = choice, evidence

    def _add_outcome(self, one: OutcomeRow) -> None:
        self._head(one.subject, f"Expected: {one.expected}")
        now, comment = TextField(), TextField()
        now.setText(one.now)
        comment.setText(one.comment)
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        for field in (Field("Stands at", now, if_known=True), Field("Comment", comment, if_known=True)):
            self.fields.append(field)
            row.addWidget(field, 1)
        self.middle.addLayout(row)
        self.standings[one.subject] = (now, comment)

    def _head(self, title: str, words: str) -> None:
        self.middle.addSpacing(theme().px(4))
        self.middle.addWidget(DataLabel(title, "h3"))
        self.middle.addWidget(DataLabel(words, "small", wrap=True))

    def values(self) -> tuple[list[Judged], list[Standing]]:
        """What was chosen and typed."""
        judged = [
            Judged(name, choice.key() or "", self.evidence[name].text()) for name, choice in self.judgements.items()
        ]
        return judged, [
            Standing(subject, now.text(), comment.text()) for subject, (now, comment) in self.standings.items()
        ]

    def accept(self) -> None:
        """Saves and closes; a refusal is said and the form stays."""
        try:
            self.saved = self._save(*self.values())
        except Problem as problem:
            self.troubles.show_troubles([], [problem.text])
            self.middle.addWidget(self.troubles)
            self.fit()
            return
        super().accept()
