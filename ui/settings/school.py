"""School: what stands at the head of every page and letter, and how papers are kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.domain.permissions import Deed
from apdesk.services.crest import crest, remove_crest, take_crest
from apdesk.services.drafts import discard_draft, drafts, save_draft
from apdesk.services.paper import sample_letter
from apdesk.services.settings import change_settings, settings, trouble_of
from ui.common.context import Context
from ui.common.dates import clock_time, short_day
from ui.common.dialogs.paper_dialog import PaperDialog
from ui.common.widgets.button import Button
from ui.common.widgets.card import Card
from ui.common.widgets.field import Field
from ui.settings.crest_card import CrestRow
from ui.settings.office_fields import (
    PAPER,
    RECORDS,
    RETURNS,
    SCHOOL,
    OfficeField,
    make_control,
    read_value,
    set_read_only,
    show_value,
)
from ui.settings.part import SettingsPart
from ui.settings.two_columns import TwoColumns
from ui.theme.current import theme

DRAFT = "settings-school"
PAUSE = 900     # milliseconds after the last key until the draft is on disk
_PICTURES = (("Pictures", ("*.png", "*.jpg", "*.jpeg", "*.gif", "*.bmp", "*.webp", "*.tif", "*.tiff")),)
_NEEDED = {
    "school.name": "Type the school’s name: it is on every letter.",
    "school.letters": "Two to five letters, such as LHS.",
    "paper.marking": "Say in a few words how pages are marked.",
    "school.filing": "Name the system that papers are filed in.",
}


class SchoolPart(SettingsPart):
    """Name, address, paper. What is typed is kept as a draft until it is saved."""

    key = "school"
    heading = "School"
    areas = frozenset({"settings"})
    deed = Deed.CHANGE_SETTINGS
    hints = ("save",)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.fields: dict[str, Field] = {}
        self._held: dict[str, Any] = {}
        self._draft: str | None = None
        self._draft_said = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.preview = Button("See a sample letter", "plain", "ph.eye")
        self.discard = Button("Discard changes", "quiet")
        self.save_button = Button("Save", "primary")
        for button in (self.discard, self.preview, self.save_button):
            self.tools.addWidget(button)
        self.discard.hide()
        self.save_button.setVisible(self.may_change)
        columns = TwoColumns()
        self.crest = CrestRow(self.may_change)
        about, paper, returns = Card("The school"), Card("On paper"), Card("Filing and returns")
        records = Card("How long records are kept")
        self._fill(about, SCHOOL)
        paper.add(self.crest)
        self._fill(paper, PAPER)
        self._fill(returns, RETURNS)
        self._fill(records, RECORDS)
        columns.left.addWidget(about)
        columns.right.addWidget(paper)
        columns.right.addWidget(returns)
        columns.left.addWidget(records)
        columns.fill_rest()
        self.scroll(columns)

    def _fill(self, card: Card, fields: Sequence[OfficeField]) -> None:
        column = QVBoxLayout()
        column.setSpacing(theme().px(12))
        row: QHBoxLayout | None = None
        for each in fields:
            control = make_control(each, self._on_typed)
            field = Field(each.label, control, help=each.help, if_known=each.if_known,
                          check=lambda name=each.name: self._trouble_of(name))  # type: ignore[misc]
            if not self.may_change:
                set_read_only(control)
            self.fields[each.name] = field
            if row is None or not each.beside:
                row = QHBoxLayout()
                row.setSpacing(theme().px(12))
                column.addLayout(row)
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        card.add_layout(column)

    def _connect(self) -> None:
        self._pause.timeout.connect(self.keep_draft)
        self.save_button.clicked.connect(self.save)
        self.discard.clicked.connect(self._on_discard)
        self.preview.clicked.connect(self._on_preview)
        self.crest.choose_asked.connect(self._on_choose)
        self.crest.remove_asked.connect(self._on_remove)

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"save": self.save}

    def focus_start(self) -> QWidget | None:
        return self.fields["school.name"].control

    def place_of(self, at: str) -> QWidget | None:
        if at == "crest":
            return self.crest.choose
        return self.fields[at].control if at in self.fields else None

    def state_text(self) -> tuple[str, str] | None:
        if not self.changed():
            return None
        return "ph.note-pencil", self._draft_said or "Not saved yet"

    # Its life.

    def reload(self) -> None:
        self._held = settings(self.context.record)
        kept = next(iter(drafts(self.context.record, DRAFT)), None) if self.may_change else None
        shown = dict(self._held)
        if kept is not None:
            self._draft = kept.id
            shown |= {name: value for name, value in kept.content.items() if name in self.fields}
            when = kept.saved_at.astimezone()
            day = short_day(when.date(), self.context.today())
            self._draft_said = f"Draft of {day}, {clock_time(when)}"
        for name, field in self.fields.items():
            show_value(field.control, shown[name])
        self.crest.show_crest(crest(self.context.record), str(shown["school.letters"]))
        self._show_state()

    def values(self) -> dict[str, Any]:
        """The settings as they are typed; what cannot be read keeps its value."""
        typed = {name: read_value(field.control) for name, field in self.fields.items()}
        return {name: self._held[name] if value is None else value for name, value in typed.items()}

    def changed(self) -> bool:
        """True while something typed is not saved."""
        return any(value != self._held[name] for name, value in self.values().items())

    def may_leave(self) -> bool:
        if self._pause.isActive():
            self.keep_draft()
        return True

    def keep_draft(self) -> None:
        """What is typed is on disk, so that nothing is lost by a crash or a phone call."""
        self._pause.stop()
        if not self.may_change or not self.changed():
            self._forget_draft()
        else:
            differing = {name: value for name, value in self.values().items() if value != self._held[name]}
            self._draft = save_draft(self.context.record, self._draft, DRAFT, "Settings, School", differing)
            self._draft_said = f"Draft saved {clock_time(self.context.clock.now().astimezone())}"
        self._show_state()

    def _forget_draft(self) -> None:
        if self._draft is not None:
            discard_draft(self.context.record, self._draft)
        self._draft, self._draft_said = None, ""

    def _show_state(self) -> None:
        changed = self.changed()
        self.discard.setVisible(changed and self.may_change)
        self.save_button.set_why("" if changed else "Nothing is changed")
        self.state_changed.emit()

    # Doing.

    def _on_typed(self) -> None:
        self._pause.start()
        self._show_state()

    def save(self) -> None:
        """What is typed stands on every page from now on; refused beside the field that is wrong."""
        if not self.may_change:
            return
        wrong = [field for field in self.fields.values() if not field.verify()]
        if wrong:
            wrong[0].go_to()
            return
        self._pause.stop()
        differing = {name: value for name, value in self.values().items() if value != self._held[name]}
        if not differing:
            return
        changes = self.attempt(lambda: change_settings(self.context.record, differing))
        if changes is not None:
            self._forget_draft()
            self.done(changes, "Saved. It is on every page printed from now on.")

    def _on_discard(self) -> None:
        self._pause.stop()
        self._forget_draft()
        self.reload()
        self.fields["school.name"].go_to()

    def _on_preview(self) -> None:
        data = self.attempt(lambda: sample_letter(self.context.record, settings(self.context.record) | self.values()))
        if data is not None:
            self.context.ask.form(PaperDialog("How a letter looks", data))

    def _on_choose(self) -> None:
        file = self.context.ask.pick_file("Choose a picture of the crest", _PICTURES)
        if file is None:
            return
        changes = self.attempt(lambda: take_crest(self.context.record, file))
        if changes is not None:
            self.keep_draft()
            self.done(changes, "Crest taken in. The picture is kept in the desk.")

    def _on_remove(self) -> None:
        changes = self.attempt(lambda: remove_crest(self.context.record))
        if changes is not None:
            self.keep_draft()
            self.done(changes, "Crest removed. Pages carry the plain shield again.")

    def _trouble_of(self, name: str) -> str | None:
        control = self.fields[name].control
        value = read_value(control)
        if value is None:
            return str(control.trouble() or "A whole number is needed here.")
        if name in _NEEDED and not value:
            return _NEEDED[name]
        if name == "school.letters" and not (value.isalpha() and 2 <= len(value) <= 5):
            return _NEEDED[name]
        return trouble_of(name, value) or None if isinstance(value, str) else None
