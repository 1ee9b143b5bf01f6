"""Restoring before a desk is open: from the first screen, from a desk that cannot be opened, or from Settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from apdesk.problems import Problem
from apdesk.progress import Progress
from ui.common.jobs import Done, Outcome

if TYPE_CHECKING:
    from ui.lock.restore_form import RestoreForm
    from ui.shell.lock_window import LockWindow

_KEYS = ("keys.missing", "keys.damaged")
_LOST = frozenset({*_KEYS, "keys.edited", "desk.no-record", "record.damaged", "record.not-readable"})
_FILES = (("Copies of a desk", ("*.apdesk-backup",)),)


class Restoring(QObject):
    """Shows the forms of the lock that lead from a copy to a desk that stands again."""

    def __init__(self, window: LockWindow) -> None:
        super().__init__(window)
        self._window = window
        self._keys_only = False
        self._back_to: Path | None = None

    def has_copies(self, folder: Path) -> bool:
        """True where backups of the desk are found, though it may itself be gone."""
        from apdesk.services.backup_copies import copies

        return bool(copies(folder))

    def is_lost(self, problem: Problem, folder: Path) -> bool:
        """True where the desk itself is damaged or gone, so that a copy is the way on."""
        gone = problem.code == "desk.not-here" and self.has_copies(folder)
        return problem.code in _LOST or gone

    def explain(self, problem: Problem, folder: Path) -> None:
        """Says why the desk cannot be opened, with the ways on."""
        from apdesk.services.backup_copies import copies
        from ui.lock.trouble_form import TroubleForm

        keys = problem.code in _KEYS
        form = TroubleForm(problem, len(copies(folder)), keys=keys)
        form.keys_asked.connect(lambda: self.begin(folder, keys_only=True))
        form.restore_asked.connect(lambda: self.begin(folder))
        form.again_asked.connect(lambda: self._window.offer(folder))
        form.other_asked.connect(self._window.show_start)
        self._window.page.show_form(form)

    def begin(self, folder: Path, file: Path | None = None, *, keys_only: bool = False) -> None:
        """Asks which copy is to stand in `folder`; the newest (or `file`) is chosen at once."""
        from apdesk.services.backup_copies import copies
        from ui.lock.restore_form import RestoreForm

        self._keys_only, self._back_to = keys_only, folder
        found = copies(folder)
        form = RestoreForm(found, folder, self._window.jobs, keys_only=keys_only)
        form.copy_chosen.connect(self._on_copy)
        form.file_asked.connect(self._on_file)
        form.folder_asked.connect(self._on_folder)
        form.restore_asked.connect(self._on_restore)
        form.back_asked.connect(self._on_back)
        self._window.page.show_form(form)
        chosen = file or (found[0].file if found else None)
        if chosen is not None:
            form.choose(chosen)

    def _form(self) -> RestoreForm | None:
        from ui.lock.restore_form import RestoreForm

        form = self._window.form()
        return form if isinstance(form, RestoreForm) else None

    def _on_back(self) -> None:
        if self._back_to is not None and self._back_to.is_dir():
            self._window.offer(self._back_to)
        else:
            self._window.show_start()

    def _on_file(self) -> None:
        file = self._window.ask.pick_file("Choose a copy of a desk", _FILES)
        form = self._form()
        if file is not None and form is not None:
            form.choose(file)

    def _on_folder(self) -> None:
        place = self._window.ask.pick_folder("Where the desk will stand")
        form = self._form()
        if place is not None and form is not None:
            form.set_folder(place / form.folder().name)

    def _on_copy(self, file: str) -> None:
        from apdesk.services import backups

        self._window.run("Looking at the copy", lambda progress: backups.people_in(Path(file)), self._on_people)  # noqa: ARG005

    def _on_people(self, outcome: Outcome) -> None:
        form = self._form()
        if form is None:
            return
        form.show_people((), "")
        names = self._window.settled(outcome)
        if isinstance(outcome, Done):
            form.show_people(names, self._window.memory.get("desk/person"))
            form.passphrase.edit.setFocus()

    def _on_restore(self, file: str, folder: str, person: str, passphrase: str) -> None:
        clock, keys_only = self._window.clock, self._keys_only

        def work(progress: Progress) -> tuple[str, ...]:
            from apdesk.services import backups
            from apdesk.services.backup_copies import restored_in_words

            if keys_only:
                backups.restore_keys(Path(file), Path(folder), person, passphrase, clock)
                return ("People and passphrases are those of the copy; every record is as it was.",)
            return restored_in_words(backups.restore(Path(file), Path(folder), person, passphrase, clock, progress))

        self._window.memory.put("desk/person", person)
        self._window.run("Restoring", work, lambda outcome: self._on_restored(outcome, Path(folder)))

    def _on_restored(self, outcome: Outcome, folder: Path) -> None:
        from ui.lock.restore_form import RestoredForm

        said = self._window.settled(outcome)
        if said is None:
            return
        self._window.memory.put("desk/last", str(folder))
        form = RestoredForm(said, keys_only=self._keys_only)
        form.open_asked.connect(lambda: self._window.offer(folder))
        self._window.page.show_form(form)
