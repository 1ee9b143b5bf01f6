"""The `Ask` of the real window: house dialogs, and the system's own file pickers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from apdesk.problems import Problem
from ui.common.ask import ANY_FILE, Choice, Filters, Question
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.dialogs.house_dialog import HouseDialog
from ui.common.memory import Memory
from ui.common.widgets.choices import CardChoice
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextArea
from ui.common.widgets.label import DataLabel


class WindowAsk:
    """Asks and tells over a window; remembers the folder of the last file."""

    def __init__(self, window: QWidget, memory: Memory) -> None:
        self._window = window
        self._memory = memory

    def confirm(self, question: Question) -> bool:
        """True where the person pressed the verb that does it."""
        return self._run(question_dialog(question, self._window))

    def choose(self, title: str, options: Sequence[Choice], body: str = "", do: str = "Choose") -> str | None:
        """The key of the chosen answer; None where the person went back."""
        dialog, cards = choice_dialog(title, options, body, do, self._window)
        return cards.key() if self._run(dialog) else None

    def ask_text(
        self, title: str, label: str, *, body: str = "", help: str = "", do: str = "Save", required: bool = True
    ) -> str | None:
        """The words typed; None where the person went back."""
        dialog = TextDialog(title, label, body=body, help=help, do=do, required=required, parent=self._window)
        return dialog.values() if self._run(dialog) else None

    def tell(self, title: str, body: str = "", *, where: str | None = None) -> None:
        """Says something that has to be read before going on."""
        self._run(telling_dialog(title, body, where, self._window))

    def refuse(self, problem: Problem) -> None:
        """Says calmly what is wrong, where, and what to do."""
        self._run(telling_dialog("That cannot be done yet", problem.text, problem.where, self._window))

    def form(self, dialog: FormDialog) -> bool:
        """Shows a form; True where it was saved."""
        return self._run(dialog)

    def pick_file(self, title: str, filters: Filters = ANY_FILE, folder: Path | None = None) -> Path | None:
        """A file that is there; None where the person went back."""
        start = str(folder or self._memory.get("files/folder", str(Path.home())))
        name, _ = QFileDialog.getOpenFileName(self._window, title, start, _pattern(filters))
        return self._remembered(name)

    def save_file(self, title: str, name: str, filters: Filters = ANY_FILE) -> Path | None:
        """Where to write a file of that suggested name; None where the person went back."""
        start = Path(self._memory.get("files/folder", str(Path.home()))) / name
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, str(start), _pattern(filters))
        path = self._remembered(chosen)
        wanted = Path(name).suffix
        return path.with_name(path.name + wanted) if path and wanted and not path.suffix else path

    def print_pages(self, title: str, data: bytes) -> bool:
        """Prints the pages of a PDF; False where the person went back."""
        from ui.common.printing import print_pages  # what reads pages is loaded when something is printed

        return print_pages(data, title, self._window)

    def pick_folder(self, title: str, folder: Path | None = None) -> Path | None:
        """A folder that is there; None where the person went back."""
        start = str(folder or self._memory.get("files/folder", str(Path.home())))
        name = QFileDialog.getExistingDirectory(self._window, title, start)
        return Path(name) if name else None

    def _remembered(self, name: str) -> Path | None:
        if not name:
            return None
        self._memory.put("files/folder", str(Path(name).parent))
        return Path(name)

    def _run(self, dialog: HouseDialog) -> bool:
        """Shows it over the window; focus returns to where it was, and the dialog is freed."""
        before = self._window.focusWidget()
        if dialog.parentWidget() is None:
            dialog.setParent(self._window, dialog.windowFlags())
        done = dialog.run()
        if before is not None:
            before.setFocus()
        dialog.deleteLater()
        return done


def _pattern(filters: Filters) -> str:
    return ";;".join(f"{label} ({' '.join(patterns)})" for label, patterns in filters)


def question_dialog(question: Question, parent: QWidget | None = None) -> HouseDialog:
    """The dialog of a question; the safe button has focus."""
    dialog = HouseDialog(
        question.title, question.body, do=question.do, keep=question.keep, danger=question.danger, parent=parent
    )
    if question.warning:
        dialog.warn(question.warning)
    dialog.keep_button.setFocus()
    return dialog


def telling_dialog(title: str, body: str, where: str | None, parent: QWidget | None = None) -> HouseDialog:
    """A dialog with something to read and one way on."""
    dialog = HouseDialog(title, body, do="Close", keep="", parent=parent)
    if where:
        dialog.middle.addWidget(DataLabel(where, "small", wrap=True))
    dialog.do_button.set_variant("plain")
    dialog.do_button.setFocus()
    return dialog


def choice_dialog(
    title: str, options: Sequence[Choice], body: str, do: str, parent: QWidget | None = None
) -> tuple[HouseDialog, CardChoice]:
    """A dialog with one answer to choose among cards."""
    dialog = HouseDialog(title, body, do=do, parent=parent)
    cards = CardChoice([(each.key, each.label, each.detail) for each in options], down=True)
    cards.setAccessibleName(title)
    dialog.middle.addWidget(cards)
    cards.setFocus()
    return dialog, cards


class TextDialog(FormDialog):
    """One question answered in words."""

    def __init__(
        self, title: str, label: str, *, body: str = "", help: str = "", do: str = "Save", required: bool = True,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(title, body, do=do, parent=parent)
        self._required = required
        self.area = TextArea(lines=3)
        self.add_field(Field(label, self.area, help=help, if_known=not required, check=self._missing))
        self.area.setFocus()

    def values(self) -> str:
        return self.area.text().strip()

    def _missing(self) -> str | None:
        return "Some words are needed here." if self._required and not self.values() else None
