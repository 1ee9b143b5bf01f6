"""The forms of "Absent today": what was told, and that the pupil is accounted for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from apdesk.domain.attendance import HALVES, NOT_KNOWN
from apdesk.services.absences import AbsenceForm, AbsenceRow, Accounted
from apdesk.services.expected_today import ExpectedPupil, Ring
from ui.common.duties.saving import Save, SavingDialog
from ui.common.widgets.choice_box import ChoiceBox
from ui.common.widgets.choices import CheckBox, SegmentedChoice
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextField
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme

Codes = Sequence[tuple[str, str]]
_HALF_WORDS = {"AM": "Morning", "PM": "Afternoon"}
_WHY_WAITS = "It stays red on Today until somebody says where the pupil is."


class AbsentDialog(SavingDialog):
    """What the provider says. `whom` answers who may be rung for a placement. Answers an `AbsenceForm`."""

    def __init__(
        self, pupils: Sequence[ExpectedPupil], codes: Codes, now: str, save: Save,
        whom: Callable[[str], Sequence[Ring]], *, row: AbsenceRow | None = None, pupil: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        title = "Absent today: provider says not arrived" if row is None else f"Change the report on {row.name}"
        super().__init__(title, _WHY_WAITS, "Note absence" if row is None else "Change report", save, 600, parent)
        self._pupils = {one.placement: one for one in pupils}
        self._whom = whom
        options = [(one.placement, f"{one.list_name}, {one.form}, {one.provider_name}") for one in pupils]
        if row is not None:
            options = [(row.placement, f"{row.list_name}, {row.form}, {row.provider_name}")]
        self.pupil = ChoiceBox(options, name="Pupil", placeholder="" if row is not None else "Choose the pupil")
        self.session = SegmentedChoice([(half, _HALF_WORDS[half]) for half in HALVES], name="Session")
        self.at, self.by = TextField("09:40"), TextField("Who rang")
        self.rung, self.said = CheckBox("Home rung"), TextField("Who answered, and what they said")
        self.where = TextField("Not known")
        self.code = ChoiceBox(codes, name="Code")
        self.ring = DataLabel("", "small", wrap=True)
        self._lay_out()
        self._fill(row, now, pupil)
        self.pupil.changed.connect(self._on_pupil)
        self._on_pupil()
        (self.pupil if row is None else self.by).setFocus()

    def _lay_out(self) -> None:
        self.add_field(Field("Pupil", self.pupil))
        self._beside(
            Field("Session", self.session), Field("Told at", self.at, check=self._time),
            Field("Told by", self.by, check=lambda: None if self.by.text().strip() else "Say who told us."),
        )
        self.middle.addWidget(self.ring)
        self.middle.addWidget(self.rung)
        self.add_field(Field("What was said at home", self.said, if_known=True))
        self._beside(Field("Where the pupil may be", self.where, if_known=True),
                     Field("Code for now", self.code))  # fmt: skip

    def _beside(self, *fields: Field) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        for field in fields:
            self.fields.append(field)
            field.grown.connect(self.fit)
            row.addWidget(field, 1)
        self.middle.addLayout(row)

    def _fill(self, row: AbsenceRow | None, now: str, pupil: str) -> None:
        self.session.set_key(HALVES[0] if now < "12:30" else HALVES[1])
        self.at.setText(now)
        self.code.set_key(NOT_KNOWN)
        if row is not None:
            self.session.set_key(row.session)
            self.at.setText(row.told_at)
            self.by.setText(row.told_by)
            self.rung.setChecked(row.home_rung)
            self.said.setText(row.home_said)
            self.where.setText(row.whereabouts)
            self.code.set_key(row.code)
        else:
            placement = next((key for key, one in self._pupils.items() if one.pupil == pupil), "")
            if placement:
                self.pupil.set_key(placement)

    def _on_pupil(self, _key: str = "") -> None:
        whom = self._whom(self.pupil.key()) if self.pupil.key() else ()
        words = "\n".join(f"Ring {one.name}: {one.phone}" for one in whom)
        nobody = "No telephone of home is held for this pupil." if self.pupil.key() else "Type the surname to choose."
        self.ring.set_text(words or nobody)
        chosen = self._pupils.get(self.pupil.key())
        if chosen is not None and self.session.key() not in chosen.sessions:
            self.session.set_key(chosen.sessions[0])
        self.fit()

    def problems(self) -> list[str]:
        return [] if self.pupil.key() else ["Choose the pupil."]

    def values(self) -> AbsenceForm:
        said = self.said.text()
        return AbsenceForm(
            placement=self.pupil.key(), session=self.session.key(), told_at=self.at.text(), told_by=self.by.text(),
            home_rung=self.rung.isChecked() or bool(said.strip()), home_said=said, whereabouts=self.where.text(),
            code=self.code.key(),
        )

    def _time(self) -> str | None:
        return time_trouble(self.at)


class AccountedDialog(SavingDialog):
    """Where the pupil is, who says so, since when it is known, and the right code. Answers an `Accounted`."""

    def __init__(
        self, row: AbsenceRow, codes: Codes, now: str, save: Save, parent: QWidget | None = None
    ) -> None:
        body = "This finishes the duty of finding out, and puts the code in the registers."
        super().__init__(f"Where is {row.name}?", body, "Mark as accounted for", save, parent=parent)
        self.how = TextField("At home, ill: mother")
        self.at = TextField("10:15")
        self.at.setText(now)
        self.code = ChoiceBox([("", "Choose"), *codes], name="Code")
        self.code.set_key("" if row.code == NOT_KNOWN else row.code)
        self.add_field(Field(
            "Where, and who says so", self.how,
            check=lambda: None if self.how.text().strip() else "Say where, and who says so.",
        ))  # fmt: skip
        self.add_field(Field("Known since", self.at, check=lambda: time_trouble(self.at)))
        self.add_field(Field(
            "Code", self.code, help="If the provider says present or late after all, choose that code.",
            check=lambda: None if self.code.key() else "Choose the code that is right now.",
        ))  # fmt: skip
        self.how.setFocus()

    def values(self) -> Accounted:
        return Accounted(at=self.at.text().strip(), how=self.how.text(), code=self.code.key())


def time_trouble(field: TextField) -> str | None:
    """Why the words are no time of day; a figure or two and a dot are put right first."""
    words = field.text().strip().replace(".", ":")
    hours, colon, minutes = words.partition(":")
    if not colon and words.isdigit() and len(words) in (3, 4):
        hours, minutes = words[:-2], words[-2:]
    if hours.isdigit() and minutes.isdigit() and int(hours) < 24 and len(minutes) == 2 and int(minutes) < 60:
        field.setText(f"{int(hours):02}:{minutes}")
        return None
    return "Type the time as hours and minutes, such as 09:40."
