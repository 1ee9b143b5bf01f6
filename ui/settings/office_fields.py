"""The fields of the school's own details, stated as data; each shows and reads one setting of the office."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from apdesk.services.settings import MARKINGS, PAPER_COLOURS
from ui.common.widgets.choice_box import ChoiceBox
from ui.common.widgets.fields import NumberField, TextField
from ui.common.widgets.label import plain_tip
from ui.theme.current import theme
from ui.theme.paint import box

TEXT, NUMBER, MARKING, COLOUR = "text", "number", "marking", "colour"
_OWN = "own"


@dataclass(frozen=True)
class OfficeField:
    """One setting as a field: `kind` says which control, `beside` puts it right of the one before it."""

    name: str
    label: str
    kind: str = TEXT
    help: str = ""
    if_known: bool = False
    beside: bool = False


SCHOOL: Sequence[OfficeField] = (
    OfficeField("school.name", "Name of the school"),
    OfficeField("school.short_name", "Name in sentences", if_known=True),
    OfficeField("school.headteacher", "Headteacher", help="As letters are signed: Mrs A Wrenfield"),
    OfficeField("school.minute", "Minute delegating the governing body’s powers",
                help="As letters name it, such as 2026/14", if_known=True),
    OfficeField("school.address", "Address", help="In one line, with its postcode"),
    OfficeField("school.phone", "Telephone"),
    OfficeField("school.email", "Email", if_known=True, beside=True),
    OfficeField("school.absence_phone", "Telephone for reporting absence", if_known=True),
    OfficeField("school.office", "Name of the office"),
)
PAPER: Sequence[OfficeField] = (
    OfficeField("paper.marking", "Marking on every page", MARKING),
    OfficeField("school.letters", "Letters before each placement’s number", help="Also in the plain shield"),
    OfficeField("school.colour", "Colour of the rule on paper", COLOUR, beside=True),
    OfficeField("paper.keep_days", "Days until a printed pack is to be destroyed", NUMBER),
)
RETURNS: Sequence[OfficeField] = (
    OfficeField("school.requests_to", "Where requests to the governing body go", if_known=True),
    OfficeField("school.filing", "Where papers are filed", help="CPOMS, MyConcern …"),
    OfficeField("registers.return_to", "Email for registers that come back", if_known=True, beside=True),
    OfficeField("registers.return_by", "When registers come back", help="As it stands on the sheet"),
)
RECORDS: Sequence[OfficeField] = (
    OfficeField("records.to_age", "A pupil’s file, to age", NUMBER, help="Then it may be erased"),
    OfficeField("records.plan_to_age", "With an EHC plan, to age", NUMBER, beside=True),
    OfficeField("records.registers", "Registers, in years", NUMBER, help="At least six, by law"),
)


class MarkingField(QWidget):
    """One of the usual markings, or the office's own words."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        options = [(words, words) for words in MARKINGS]
        self.choice = ChoiceBox([*options, (_OWN, "Other words")], name="Marking on every page")
        self.words = TextField(most=60)
        self.words.setAccessibleName("Marking in your own words")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(6))
        layout.addWidget(self.choice)
        layout.addWidget(self.words)
        self.words.hide()
        self.setFocusProxy(self.choice)
        self.choice.changed.connect(self._on_choice)
        self.words.textEdited.connect(self.changed)

    def text(self) -> str:
        """The words that are printed."""
        return self.words.text().strip() if self.choice.key() == _OWN else self.choice.key()

    def setText(self, text: str) -> None:
        """Shows the words."""
        usual = text in MARKINGS
        self.choice.set_key(text if usual else _OWN)
        self.words.setText("" if usual else text)
        self.words.setVisible(not usual)

    def set_read_only(self) -> None:
        """Nothing can be chosen."""
        self.choice.setEnabled(False)
        self.words.setReadOnly(True)

    def _on_choice(self) -> None:
        own = self.choice.key() == _OWN
        self.words.setVisible(own)
        if own:
            self.words.setFocus()
        self.changed.emit()


class _Swatch(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_code(self, code: str) -> None:
        self._code = code
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().length("input"), theme().length("input"))

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        inset = now.px(5)
        place: QRect = self.rect().adjusted(inset, inset, -inset, -inset)
        box(QPainter(self), place, QColor(f"#{self._code}"), now.colour("ctl"), now.length("radius-control"), 1)


class ColourField(QWidget):
    """A colour by its name, shown beside it; a colour that has none keeps its code."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = ChoiceBox(list(PAPER_COLOURS.items()), name="Colour of the rule on paper")
        self._swatch = _Swatch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(4))
        layout.addWidget(self.choice, 1)
        layout.addWidget(self._swatch)
        self.setFocusProxy(self.choice)
        self.choice.changed.connect(self._on_choice)

    def text(self) -> str:
        """The six letters of the colour."""
        return self.choice.key()

    def setText(self, code: str) -> None:
        """Shows a colour."""
        if code not in PAPER_COLOURS:
            self.choice.set_options([*PAPER_COLOURS.items(), (code, f"Own colour {code}")])
        self.choice.set_key(code)
        self._swatch.set_code(code)

    def set_read_only(self) -> None:
        """Nothing can be chosen."""
        self.choice.setEnabled(False)

    def _on_choice(self) -> None:
        self._swatch.set_code(self.choice.key())
        self.changed.emit()


def make_control(field: OfficeField, changed: Callable[[], None]) -> QWidget:
    """The control of a field; `changed` is called while a person works it, not when it is filled."""
    if field.kind == MARKING:
        marking = MarkingField()
        marking.changed.connect(changed)
        return marking
    if field.kind == COLOUR:
        colour = ColourField()
        colour.changed.connect(changed)
        return colour
    text = NumberField(1, 3650) if field.kind == NUMBER else TextField(most=300)
    text.textEdited.connect(changed)
    text.textChanged.connect(lambda words: text.setToolTip(plain_tip(words)))    # a long one does not fit its field
    return text


def show_value(control: Any, value: Any) -> None:
    """The control shows a setting."""
    if isinstance(control, NumberField):
        control.set_number(value)
    else:
        control.setText(value)
    if isinstance(control, TextField):
        control.setCursorPosition(0)


def read_value(control: Any) -> Any:
    """The setting as it is typed; what is no number is None."""
    return control.number() if isinstance(control, NumberField) else control.text().strip()


def set_read_only(control: Any) -> None:
    """The control shows its value to somebody who may not change it."""
    if isinstance(control, TextField):
        control.setReadOnly(True)
    else:
        control.set_read_only()
