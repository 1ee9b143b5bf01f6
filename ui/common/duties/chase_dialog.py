"""Chasing: one message an owner, to be copied or saved as a draft. Nothing is sent from here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from apdesk.services.chasing import ChaseMessage, Chasing
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.widgets.button import Button
from ui.common.widgets.choice_box import ChoiceBox
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextArea
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme


class ChaseDialog(FormDialog):
    """`copied(message)` and `saved(message)` do it and answer whether it was done; the primary button saves all."""

    def __init__(
        self, chasing: Chasing, copied: Callable[[ChaseMessage], bool], saved: Callable[[ChaseMessage], bool],
        saved_all: Callable[[], bool], parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        count = len(chasing.messages)
        title = f"Chase {chasing.messages[0].owner}" if count == 1 else f"Chase {count} people"
        body = ("Each gets one message with everything of theirs that waits, in initials and references. "
                "Nothing is sent from here: copy the text, or save a draft that your mail program opens.")  # fmt: skip
        super().__init__(title, body, do="Save draft" if count == 1 else f"Save {count} drafts", width=640,
                         parent=parent)  # fmt: skip
        self._messages = {str(number): message for number, message in enumerate(chasing.messages)}
        self._copied, self._saved, self._saved_all = copied, saved, saved_all
        self._build(chasing)
        self.who.changed.connect(self._show)
        self.copy_button.clicked.connect(self._on_copy)
        self.save_button.clicked.connect(self._on_save)
        self._show("0")

    def _build(self, chasing: Chasing) -> None:
        options = [
            (key, f"{one.owner}, {len(one.duties)} {'duty' if len(one.duties) == 1 else 'duties'}")
            for key, one in self._messages.items()
        ]
        self.who = ChoiceBox(options, name="To")
        self.text = TextArea(11)
        self.text.setReadOnly(True)
        self.address = DataLabel("", "meta", wrap=True)
        self.copy_button = Button("Copy text", "plain", "ph.copy")
        self.save_button = Button("Save this draft…", "plain", "ph.envelope-simple", parent=self)
        self.save_button.setVisible(len(self._messages) > 1)
        self.said = DataLabel("", "small", wrap=True)
        self.add_field(Field("To", self.who))
        self.middle.addWidget(self.address)
        self.add_field(Field("Message", self.text))
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        row.addWidget(self.copy_button)
        row.addWidget(self.save_button)
        row.addWidget(self.said, 1)
        self.middle.addLayout(row)
        if chasing.nobody:
            duties = "1 duty has" if chasing.nobody == 1 else f"{chasing.nobody} duties have"
            self.warn(f"{duties} no owner yet: give them to somebody, or name who holds the role in Settings.")

    def message(self) -> ChaseMessage:
        """The one that is shown."""
        return self._messages[self.who.key()]

    def _show(self, _key: str) -> None:
        shown = self.message().message
        self.text.setText(f"{shown.subject}\n\n{shown.body}")
        self.address.set_text(shown.to if shown.to else "No email address is held: the draft has none.")
        self.said.set_text("")

    def _on_copy(self) -> None:
        if self._copied(self.message()):
            QGuiApplication.clipboard().setText(self.text.text())
            self.said.set_text("Copied, and noted as chased today.")

    def _on_save(self) -> None:
        if self._saved(self.message()):
            self.said.set_text("Saved, and noted as chased today.")

    def accept(self) -> None:
        """Saves every draft; going back from the choice of a folder keeps the form."""
        done = self._saved(self.message()) if len(self._messages) == 1 else self._saved_all()
        if done:
            super().accept()
