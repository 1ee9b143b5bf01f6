"""A form that is stated as a list of parts: one part a field of a dataclass of the services.

The service's own refusal is shown beside the field it names, and the form stays open with everything typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from apdesk.problems import Problem
from ui.common.dates import SchoolDays
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.widgets.choice_box import ChoiceBox
from ui.common.widgets.choices import CheckBox
from ui.common.widgets.field import Field
from ui.common.widgets.fields import NumberField, TextArea, TextField
from ui.common.widgets.label import DataLabel
from ui.common.widgets.school_date import SchoolDateField
from ui.theme.current import theme

TEXT, AREA, NUMBER, HOURS, MONEY, DAY, CHOICE, TICK, YES_NO, HEAD = (
    "text", "area", "number", "hours", "money", "day", "choice", "tick", "yes-no", "head",
)  # fmt: skip
_TYPED = (TEXT, AREA, NUMBER, HOURS, MONEY, DAY)
_YES_NO = (("", "Not known"), ("yes", "Yes"), ("no", "No"))


@dataclass(frozen=True)
class Part:
    """One field of the form. `kind` says which control; `beside` puts it right of the part before it.

    A money part holds pence, an hours part hours with a fraction, a day part a date, a yes-no part also "not known".
    A head part is a heading, its `name` is not used. A choice with an `example` has none chosen at first.
    """

    name: str
    label: str
    kind: str = TEXT
    help: str = ""
    if_known: bool = False
    beside: bool = False
    options: Sequence[tuple[str, str]] = ()
    most: int = 9999
    example: str = ""


class RecordForm(FormDialog):
    """`values()` is the dataclass given, with what was typed. `save` is called with it; its answer is `saved`."""

    def __init__(
        self, title: str, parts: Sequence[Part], shown: Any, *, save: Callable[[Any], Any], today: date,
        calendar: SchoolDays | None = None, body: str = "", do: str = "Save", width: int = 600,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self._mostly_free = _mostly_free(parts)
        if self._mostly_free:
            body = f"{body} {_free_words(parts)}".strip()
        super().__init__(title, body, do=do, width=width, parent=parent)
        self.saved: Any = None
        self._save = save
        self._today, self._calendar = today, calendar
        self._shown = shown
        self.parts: dict[str, Field] = {}
        self._kinds: dict[str, str] = {}
        self._row: QHBoxLayout | None = None
        for part in parts:
            self._add(part)
        self.fill(shown)
        first = next(iter(self.parts.values()), None)
        if first is not None:
            first.go_to()

    def control(self, name: str) -> Any:
        """The control of a part."""
        return self.parts[name].control

    def fill(self, values: Any) -> None:
        """Shows the values of a dataclass of the same kind."""
        self._shown = values
        for name, kind in self._kinds.items():
            _show(self.control(name), kind, getattr(values, name))

    def values(self) -> Any:
        """The dataclass as it was typed."""
        return replace(self._shown, **{name: _read(self.control(name), kind) for name, kind in self._kinds.items()})

    def accept(self) -> None:
        """Saves and closes; a refusal is said beside its field and the form stays."""
        wrong = [field for field in self.fields if field.isVisibleTo(self) and not field.verify()]
        if not wrong and not self.problems():
            try:
                self.saved = self._save(self.values())
            except Problem as problem:
                self._refused(problem)
                return
        super().accept()

    def _refused(self, problem: Problem) -> None:
        field = self.parts.get(problem.where or "")
        if field is None:
            self.troubles.show_troubles([], [problem.text])
        else:
            field.set_trouble(problem.text)
            self.troubles.show_troubles([field])
            field.go_to()
        self.middle.addWidget(self.troubles)
        self.fit()

    def _add(self, part: Part) -> None:
        if part.kind == HEAD:
            self.middle.addSpacing(theme().px(4))
            self.middle.addWidget(DataLabel(part.label, "h3"))
            return
        control = self._control(part)
        label = "" if part.kind == TICK else part.label
        field = Field(
            label or part.label, control, help=part.help, if_known=part.if_known and not self._mostly_free,
            needed=self._mostly_free and _is_needed(part), check=self._check_of(part),
        )
        if part.kind == TICK:
            field.hide_label()
        self.fields.append(field)
        field.grown.connect(self.fit)
        self.parts[part.name] = field
        self._kinds[part.name] = part.kind
        if not part.beside or self._row is None:
            self._row = QHBoxLayout()
            self._row.setSpacing(theme().px(12))
            self.middle.addLayout(self._row)
        # labels stand level whatever help is below; a tick, which has no label, stands beside the box
        level = Qt.AlignmentFlag.AlignBottom if part.kind == TICK else Qt.AlignmentFlag.AlignTop
        self._row.addWidget(field, 1, level)

    def _control(self, part: Part) -> QWidget:
        if part.kind == AREA:
            return TextArea(2)
        if part.kind == NUMBER:
            return NumberField(0, part.most)
        if part.kind == DAY:
            example = {"example": part.example} if part.example else {}
            return SchoolDateField(self._today, self._calendar, required=not part.if_known, **example)
        if part.kind == CHOICE:
            return ChoiceBox(part.options, name=part.label, placeholder=part.example)
        if part.kind == YES_NO:
            return ChoiceBox(_YES_NO, name=part.label)
        if part.kind == TICK:
            return CheckBox(part.label)
        return TextField()

    def _check_of(self, part: Part) -> Callable[[], Any] | None:
        control_of = lambda: self.parts[part.name].control  # noqa: E731 (the field is made after its check)
        if part.kind in (NUMBER, DAY):
            return lambda: control_of().trouble()
        if part.kind == CHOICE and part.example:
            return lambda: None if control_of().key() else f"{part.example}."
        if part.kind == MONEY:
            return lambda: "Pounds and pence, such as 110 or 62.50." if _pence(control_of().text()) is _WRONG else None
        if part.kind == HOURS:
            return lambda: "Hours a week, such as 18 or 25.5." if _hours(control_of().text()) is _WRONG else None
        return None


_WRONG = object()


def _is_needed(part: Part) -> bool:
    return part.kind in _TYPED and not part.if_known


def _mostly_free(parts: Sequence[Part]) -> bool:
    """True where it is shorter to mark the few parts that are needed than the many that are not."""
    free = [part for part in parts if part.if_known]
    return len(free) > 4 and len(free) > len([part for part in parts if _is_needed(part)])


def _free_words(parts: Sequence[Part]) -> str:
    if any(_is_needed(part) for part in parts):
        return "Fill in what is known. Only what is marked as needed has to be there."
    return "Fill in what is known."


def _show(control: Any, kind: str, value: Any) -> None:
    if kind == TICK:
        control.setChecked(bool(value))
    elif kind == YES_NO:
        control.set_key("" if value is None else "yes" if value else "no")
    elif kind == CHOICE:
        control.set_key("" if value is None else str(value))
    elif kind == DAY:
        control.set_date(value)
    elif kind == NUMBER:
        control.set_number(value)
    elif kind == MONEY:
        control.setText("" if value is None else money(value).removeprefix("£"))
    elif kind == HOURS:
        control.setText("" if value is None else f"{value:g}")
    else:
        control.setText(value or "")


def _read(control: Any, kind: str) -> Any:
    if kind == TICK:
        return bool(control.isChecked())
    if kind == YES_NO:
        return {"yes": True, "no": False}.get(control.key())
    if kind == CHOICE:
        return control.key() or None
    if kind == DAY:
        return control.date()
    if kind == NUMBER:
        return control.number()
    if kind in (MONEY, HOURS):
        found = (_pence if kind == MONEY else _hours)(control.text())
        return None if found is _WRONG else found
    return str(control.text()).strip() or None


def money(pence: int) -> str:
    """"£110", "£62.50"."""
    pounds, rest = divmod(pence, 100)
    return f"£{pounds:,}.{rest:02}" if rest else f"£{pounds:,}"


def _pence(text: str) -> Any:
    words = text.replace("£", "").replace(",", "").strip()
    if not words:
        return None
    whole, dot, part = words.partition(".")
    if not whole.isdigit() or (dot and not (part.isdigit() and len(part) <= 2)):
        return _WRONG
    return int(whole) * 100 + int((part or "0").ljust(2, "0"))


def _hours(text: str) -> Any:
    words = text.strip()
    if not words:
        return None
    try:
        hours = float(words)
    except ValueError:
        return _WRONG
    return hours if 0 < hours <= 60 else _WRONG
