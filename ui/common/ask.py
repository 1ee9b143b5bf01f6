"""The one seam to ask and tell. Pages get an `Ask`; tests give a scripted one, in which surprises fail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from apdesk.problems import Problem

if TYPE_CHECKING:
    from ui.common.dialogs.form_dialog import FormDialog

Filters = Sequence[tuple[str, Sequence[str]]]
"""What a file may be: ("Excel workbook", ("*.xlsx",))."""
ANY_FILE: Filters = (("All files", ("*",)),)


@dataclass(frozen=True)
class Question:
    """A question before something that cannot be waved through.

    `title` is the question with name and date, `body` says what it will do in numbers, `do` and `keep` are the
    two verbs. The safe one comes first and has focus; Enter never destroys.
    """

    title: str
    body: str = ""
    do: str = "Go on"
    keep: str = "Go back"
    warning: str = ""
    danger: bool = False


@dataclass(frozen=True)
class Choice:
    """One answer among several."""

    key: str
    label: str
    detail: str = ""


class Ask(Protocol):
    """Everything a page may ask a person, or tell one."""

    def confirm(self, question: Question) -> bool:
        """True where the person pressed the verb that does it."""

    def choose(self, title: str, options: Sequence[Choice], body: str = "", do: str = "Choose") -> str | None:
        """The key of the chosen answer; None where the person went back."""

    def ask_text(
        self, title: str, label: str, *, body: str = "", help: str = "", do: str = "Save", required: bool = True
    ) -> str | None:
        """The words typed (a reason, a note); None where the person went back."""

    def tell(self, title: str, body: str = "", *, where: str | None = None) -> None:
        """Says something that has to be read before going on."""

    def refuse(self, problem: Problem) -> None:
        """Says calmly what is wrong, where, and what to do."""

    def form(self, dialog: FormDialog) -> bool:
        """Shows a form; True where it was saved."""

    def pick_file(self, title: str, filters: Filters = ANY_FILE, folder: Path | None = None) -> Path | None:
        """A file that is there; None where the person went back."""

    def save_file(self, title: str, name: str, filters: Filters = ANY_FILE) -> Path | None:
        """Where to write a file of that suggested name; None where the person went back."""

    def print_pages(self, title: str, data: bytes) -> bool:
        """Prints the pages of a PDF; False where the person went back. `title` holds no name."""

    def pick_folder(self, title: str, folder: Path | None = None) -> Path | None:
        """A folder that is there; None where the person went back."""
