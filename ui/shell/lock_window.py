"""The window before a desk is open: unlock it, come in by the recovery key, or set one up for the first time.

What is needed only after a passphrase was typed is imported then, so that the lock is there at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow

from apdesk.clock import Clock
from apdesk.problems import Problem
from apdesk.progress import Progress
from ui.common.dialogs.window_ask import WindowAsk
from ui.common.jobs import Broke, Done, Jobs, Outcome, Refused
from ui.common.memory import Memory
from ui.common.reading_order import ReadingOrder
from ui.common.widgets.mark import mark_icon
from ui.lock.lock_form import LockForm
from ui.lock.lock_page import LockPage
from ui.lock.unlock_form import UnlockForm
from ui.shell.frame_rules import SMALLEST
from ui.shell.restoring import Restoring


class LockWindow(ReadingOrder, QMainWindow):
    """`opened(record)` when a desk is open; `practice_asked` for the made-up school."""

    opened = Signal(object)
    practice_asked = Signal()

    def __init__(self, memory: Memory, clock: Clock, jobs: Jobs) -> None:
        super().__init__()
        self.memory, self.clock, self.jobs = memory, clock, jobs
        self.ask = WindowAsk(self, memory)
        self._folder: Path | None = None
        self._record: Any = None
        self._key = ""
        self.setWindowTitle("AP Desk")
        self.setWindowIcon(mark_icon())
        self.setMinimumSize(*SMALLEST)
        self.page = LockPage(memory.get("desk/school"))
        self.setCentralWidget(self.page)
        self.restoring = Restoring(self)

    def start(self) -> None:
        """The last desk, or the first morning where there is none any more."""
        last = self.memory.get("desk/last")
        if last and (Path(last).is_dir() or self.restoring.has_copies(Path(last))):
            self.offer(Path(last))
        else:
            self.show_start()

    def form(self) -> LockForm | None:
        """The form that is shown."""
        return self.page.form

    def offer(self, folder: Path) -> None:
        """Asks for the passphrase of a desk; a folder that is none is refused in a sentence."""
        from apdesk.services.door import names, wrong_tries

        try:
            people = names(folder)
        except Problem as problem:
            if self.restoring.is_lost(problem, folder):
                self.restoring.explain(problem, folder)
                return
            self.show_start()
            self.ask.refuse(problem)
            return
        self._folder = folder
        form = UnlockForm(people, folder.name, wrong_tries=lambda person: wrong_tries(folder, person))
        form.choose_person(self.memory.get("desk/person"))
        form.unlock_asked.connect(self._on_unlock)
        form.recovery_asked.connect(self._on_recovery)
        form.other_desk_asked.connect(self.show_start)
        self.page.show_form(form)

    def show_start(self) -> None:
        """The first morning: a new desk, one that is there, a copy of one, or the made-up school."""
        from ui.lock.first_run import StartForm

        form = StartForm()
        form.restore_asked.connect(self._on_restore)
        form.new_asked.connect(self._on_new)
        form.open_asked.connect(self._on_open)
        form.practice_asked.connect(self.practice_asked)
        self.page.show_form(form)

    def _on_restore(self) -> None:
        last = self.memory.get("desk/last")
        self.restoring.begin(Path(last) if last else _free_folder(Path.home()))

    # A desk that is there.

    def _on_open(self) -> None:
        folder = self.ask.pick_folder("Open a desk: choose its folder, NAME.apdesk")
        if folder is not None:
            self.offer(folder)

    def _on_unlock(self, person: str, passphrase: str) -> None:
        folder, clock = self._folder, self.clock
        assert folder is not None

        def work(progress: Progress) -> Any:  # noqa: ARG001
            from apdesk.services import unlock

            return _let_go(unlock.unlock(folder, person, passphrase, clock))

        self.memory.put("desk/person", person)
        self.run("Opening the desk", work, self._on_unlocked)

    def _on_unlocked(self, outcome: Outcome) -> None:
        folder = self._folder
        if isinstance(outcome, Refused) and folder is not None and self.restoring.is_lost(outcome.problem, folder):
            self.restoring.explain(outcome.problem, folder)
            return
        record = self.settled(outcome)
        if record is not None:
            self._finish(record)

    def _on_recovery(self) -> None:
        from apdesk.services.door import names
        from ui.lock.recovery_form import RecoveryForm

        assert self._folder is not None
        form = RecoveryForm(names(self._folder))
        form.recover_asked.connect(self._on_recover)
        form.back_asked.connect(self._on_back_to_passphrase)
        self.page.show_form(form)

    def _on_back_to_passphrase(self) -> None:
        if self._folder is not None:
            self.offer(self._folder)

    def _on_recover(self, key: str, person: str, passphrase: str) -> None:
        folder, clock = self._folder, self.clock
        assert folder is not None

        def work(progress: Progress) -> Any:  # noqa: ARG001
            from apdesk.services import unlock

            record, renewed = unlock.recover(folder, key, person, passphrase, clock)
            return _let_go(record), renewed

        self.run("Opening the desk", work, self._on_new_key)

    # A new desk.

    def _on_new(self) -> None:
        from ui.lock.first_run import NewDeskForm

        form = NewDeskForm(_free_folder(Path.home()))
        form.made_asked.connect(self._on_make)
        form.folder_asked.connect(self._on_where)
        form.back_asked.connect(self.show_start)
        self.page.show_form(form)

    def _on_where(self) -> None:
        from ui.lock.first_run import NewDeskForm

        folder = self.ask.pick_folder("Where the desk will stand")
        form = self.form()
        if folder is not None and isinstance(form, NewDeskForm):
            form.set_folder(_free_folder(folder))

    def _on_make(self, folder: str, person: str, passphrase: str, school: str) -> None:
        clock = self.clock

        def work(progress: Progress) -> Any:  # noqa: ARG001
            from apdesk.desk import create_desk
            from apdesk.services.new_desk import begin

            record, key = create_desk(Path(folder), person, passphrase, clock)
            begin(record, school)
            return _let_go(record), key

        self._folder = Path(folder)
        self.memory.put("desk/school", school)
        self.memory.put("desk/person", person)
        self.run("Making the desk", work, self._on_new_key)

    def _on_new_key(self, outcome: Outcome) -> None:
        from ui.lock.recovery_key_form import RecoveryKeyForm

        made = self.settled(outcome)
        if made is None:
            return
        self._record, self._key = made
        form = RecoveryKeyForm(self._key)
        form.print_asked.connect(self._on_print)
        form.kept.connect(self._on_kept)
        self.page.show_form(form)

    def _on_print(self) -> None:
        from ui.common.printing import print_words
        from ui.common.recovery_sheet import TITLE, recovery_sheet
        from ui.lock.recovery_key_form import RecoveryKeyForm

        desk = self._folder.name if self._folder else ""
        sheet = recovery_sheet(self._key, self.memory.get("desk/school"), desk, self.clock.today())
        form = self.form()
        if print_words(sheet, TITLE, self) and isinstance(form, RecoveryKeyForm):
            form.say_printed()

    def _on_kept(self) -> None:
        self._key = ""
        record, self._record = self._record, None
        self._finish(record)

    # Ends.

    def run(self, what: str, work: Any, done: Any) -> None:
        """Does long work while the form is busy; `done` gets its outcome."""
        form = self.form()
        if form is not None:
            form.set_busy(True)
        self.page.keys.set_state("ph.hourglass-medium", f"{what}…")
        self.jobs.run(what, work, done)

    def settled(self, outcome: Outcome) -> Any:
        """The form is free again; the value of the work, or None where it was refused, which the form then says."""
        form = self.form()
        if form is not None:
            form.set_busy(False)
            self.page.keys.set_state(*form.state())
        match outcome:
            case Done(value):
                return value
            case Refused(problem) if form is not None:
                form.show_problem(problem)
            case Broke(error):
                raise error
        return None

    def _finish(self, record: Any) -> None:
        self.memory.put("desk/last", str(record.folder))
        self.opened.emit(record)


def _let_go(record: Any) -> Any:
    """The record, without the connection of the thread that opened it."""
    record.release_thread()
    return record


def _free_folder(place: Path) -> Path:
    """A folder for a desk in `place` that is not there yet."""
    wanted = place / "office.apdesk"
    number = 2
    while wanted.exists():
        wanted = place / f"office-{number}.apdesk"
        number += 1
    return wanted
