"""From the lock to the desk and back: which desk is open, who is at it, and when it covers itself."""

from __future__ import annotations

import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from apdesk.clock import Clock, ClockOn
from apdesk.domain.permissions import PERSON_ROLES
from apdesk.problems import Problem
from apdesk.progress import Progress
from ui.common.appearance import FOLLOW, IDLE_MINUTES, LOCK_MINUTES, THEME
from ui.common.ask import Ask
from ui.common.bus import Bus
from ui.common.context import Context
from ui.common.dates import clock_time
from ui.common.jobs import Broke, Done, Jobs, Outcome, Refused
from ui.common.memory import Memory
from ui.lock.inactivity import IdleWatch
from ui.lock.lock_page import LockPage
from ui.lock.unlock_form import UnlockForm
from ui.shell.frame_rules import fills_screen, start_size
from ui.shell.lock_window import LockWindow
from ui.shell.warming import Warming

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow


class LateAsk:
    """Hands on to the real `Ask`, which needs the window that needs the context that needs it."""

    def __init__(self) -> None:
        self.real: Ask | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


class Session(QObject):
    """Holds the lock, and the one window of the open desk."""

    def __init__(self, memory: Memory, clock: Clock, demo_folder: Path | None = None) -> None:
        super().__init__()
        self.memory, self.clock, self._demo_folder = memory, clock, demo_folder
        self.window: MainWindow | None = None
        self.lock_window: LockWindow | None = None
        self.record: Any = None
        self._ask: LateAsk | None = None
        self._lock_jobs = Jobs(parent=self)
        self.warming = Warming(self)
        self._cover: LockPage | None = None
        self._watch: IdleWatch | None = None
        self._day = clock.today()
        self._practising = False
        self._school = ""
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._minute.timeout.connect(self._on_minute)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_look)

    def ask(self) -> Ask | None:
        """The `Ask` of the open window, if there is one."""
        return self._ask.real if self._ask is not None else None

    def start(self) -> None:
        """Shows the made-up school, or the lock."""
        self.show_lock()
        if self._demo_folder is not None:
            self.practise(self._demo_folder)

    def show_lock(self, *, start: bool = True) -> None:
        """Shows the window of the lock: the last desk, or the first morning."""
        self.lock_window = LockWindow(self.memory, self.clock, self._lock_jobs)
        self.lock_window.opened.connect(self._on_opened)
        self.lock_window.practice_asked.connect(self._on_practice)
        self._size(self.lock_window)
        self.lock_window.show()
        self.warming.start()
        if self._demo_folder is None and start:
            self.lock_window.start()

    def practise(self, folder: Path) -> None:
        """Makes the made-up school in a folder, with a bar that says how far it is, and opens it."""
        from ui.lock.first_run import MakingForm
        from ui.shell.practice import made_up_school

        clock = ClockOn(self.clock.today())

        def work(progress: Progress) -> Any:
            record = made_up_school(folder, clock, progress)
            record.release_thread()
            return record

        self._practising = True
        if self.lock_window is not None:
            self.lock_window.page.show_form(MakingForm(self._lock_jobs))
        self._lock_jobs.run("Making a made-up school", work, self._on_practice_made)

    def _on_practice_made(self, outcome: Outcome) -> None:
        match outcome:
            case Done(record):
                self._on_opened(record)
            case Broke(error):
                raise error
            case _:
                self._practising = False
                if self.lock_window is not None:
                    self.lock_window.start()

    # The open desk.

    def open_window(self, record: Any) -> MainWindow:
        """Shows the window of an open desk; the lock's window goes."""
        from ui.common.dialogs.window_ask import WindowAsk
        from ui.shell.main_window import MainWindow

        self.record = record
        jobs = Jobs()
        jobs.afterwards = record.release_thread
        self._ask = LateAsk()
        context = Context(record, record.clock, self._ask, jobs, Bus(), self.memory)  # type: ignore[arg-type]
        window = MainWindow(context)
        self._ask.real = WindowAsk(window, self.memory)
        self.window = window
        window.lock_requested.connect(self.lock)
        window.closed.connect(self._on_window_closed)
        self._size(window)
        window.show()
        window.start()
        if self.lock_window is not None:
            self.lock_window.close()
            self.lock_window.deleteLater()
            self.lock_window = None
        self._watch_for_idleness()
        context.bus.lock_minutes_chosen.connect(self._on_lock_minutes)
        context.bus.restore_asked.connect(self.restore)
        context.bus.backed_up.connect(self._on_copy_made)
        self._back_up(context)
        return window

    def _size(self, window: Any) -> None:
        if not self.memory.restore_window(window):
            screen = window.screen().availableGeometry()
            room = (screen.width(), screen.height())
            window.resize(*start_size(room))
            if fills_screen(room):
                window.setWindowState(Qt.WindowState.WindowMaximized)

    def _on_opened(self, record: Any) -> None:
        from apdesk.services.settings import settings

        school = str(settings(record).get("school.name", ""))
        if not self._practising:
            self.memory.put("desk/school", school)
        self._school = school
        self.open_window(record)

    def _on_practice(self) -> None:
        """The made-up school, from the first morning: in a folder that goes with the program."""
        self._practice_folder = tempfile.TemporaryDirectory(prefix="apdesk-")
        self.practise(Path(self._practice_folder.name))

    def _back_up(self, context: Context) -> None:
        """Once a day, where something has changed; what fails is said under the top bar."""
        from apdesk.services import backups

        if self._practising or self.window is None:
            return
        newest = backups.status(self.record).newest
        if newest is not None and self.clock.now() - newest < timedelta(hours=20):
            return
        record = self.record

        def work(progress: Progress) -> Any:
            return backups.take_if_needed(record, progress)

        context.jobs.run("Backing up", work, self._on_backed_up, "Your work is safe; only the copy stops.")

    def _on_backed_up(self, outcome: Outcome) -> None:
        from ui.shell.banners import Notice

        if self.window is None:
            return
        self.window.context.bus.backed_up.emit()
        if isinstance(outcome, Refused):
            when = clock_time(self.clock.now().astimezone())
            notice = Notice(0, "overdue", f"Backup failed at {when}.", outcome.problem.text)
            self.window.banners.set_notice("backup", notice)

    def _on_copy_made(self) -> None:
        if self.window is not None:
            self.window.banners.set_notice("backup", None)

    # Locking.

    def _watch_for_idleness(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        if self._watch is None:
            minutes = self.memory.number(LOCK_MINUTES, IDLE_MINUTES)
            self._watch = IdleWatch(minutes, application, self)
            self._watch.warned.connect(self._on_warned)
            self._watch.idle.connect(self._on_idle)
        if not self._practising:
            self._watch.start()
        self._minute.start()

    def _on_lock_minutes(self, minutes: int) -> None:
        if self._watch is not None:
            self._watch.set_minutes(minutes)

    def _on_system_look(self) -> None:
        """The system has become dark or light: whoever follows it follows at once."""
        if self.window is not None and self.memory.get(THEME, FOLLOW) == FOLLOW:
            self.window.context.bus.appearance_chosen.emit()

    def _on_warned(self) -> None:
        if self.window is not None:
            self.window.context.say("AP Desk locks itself in 30 seconds. Nothing is lost.")

    def _on_idle(self) -> None:
        minutes = self._watch.minutes if self._watch else IDLE_MINUTES
        self.lock(f"Locked after {minutes} minutes")

    def lock(self, why: str = "Locked") -> None:
        """Covers the window at once; half-typed forms stay as they are."""
        if self.window is None or self.window.covered:
            return
        if self._watch is not None:
            self._watch.stop()
        from apdesk.services.door import wrong_tries

        actor, folder = self.record.actor, self.record.folder
        notes = [text for text in (self._backup_words(),) if text]
        page = self.window.current()
        if page is not None and page.full_page:
            notes.insert(0, "1 unfinished form is kept safe and will reopen.")
        form = UnlockForm([actor.name], folder.name, locked=True, role=PERSON_ROLES.get(actor.role, ""), notes=notes,
                          wrong_tries=lambda person: wrong_tries(folder, person))  # fmt: skip
        form.unlock_asked.connect(self._on_unlock_asked)
        form.switch_asked.connect(self.switch)
        form.recovery.hide()
        self._cover = LockPage(self._school)
        self._cover.set_events([(clock_time(self.clock.now().astimezone()), why or "Locked")])
        self._cover.show_form(form)
        self.window.cover(self._cover)
        self._cover.focus_start()

    def _backup_words(self) -> str:
        words = self.window.saved.backup_words() if self.window is not None else ""
        return f"Files on this computer are encrypted. {words}." if words else "Files on this computer are encrypted."

    def _on_unlock_asked(self, person: str, passphrase: str) -> None:
        from apdesk.services import unlock

        record = self.record
        if self._cover is not None and self._cover.form is not None:
            self._cover.form.set_busy(True)
        self._lock_jobs.run("Unlocking", lambda progress: unlock.confirm(record, passphrase), self._on_confirmed)  # noqa: ARG005

    def _on_confirmed(self, outcome: Outcome) -> None:
        if self._cover is None or self.window is None:
            return
        form = self._cover.form
        if form is not None:
            form.set_busy(False)
        match outcome:
            case Done():
                self._cover = None
                self.window.uncover()
                self._watch_for_idleness()
            case Refused(problem) if form is not None:
                form.show_problem(problem)

    def switch(self) -> None:
        """Somebody else: the draft is kept, the desk is closed, and the lock's window comes."""
        self._leave_desk(start=True)

    def restore(self, file: Path) -> None:
        """The desk is closed, and the lock asks for what it takes to put this copy in its place."""
        if self.record is None:
            return
        folder = self.record.folder
        self._leave_desk(start=False)
        if self.lock_window is not None:
            self.lock_window.restoring.begin(folder, file)

    def _leave_desk(self, *, start: bool) -> None:
        window = self.window
        if window is None:
            return
        if window.covered:
            window.uncover()
            self._cover = None
        self.show_lock(start=start)
        self.window = None
        window.close()
        window.deleteLater()
        self.close()

    # Time and the end.

    def _on_minute(self) -> None:
        today = self.clock.today()
        if today != self._day and self.window is not None:
            self._day = today
            self.window.day_changed()

    def _on_window_closed(self) -> None:
        self.window = None

    def close(self) -> None:
        """A last backup where something changed, then the desk is closed and its keys are gone from memory."""
        if self._watch is not None:
            self._watch.stop()
        self._minute.stop()
        record, self.record = self.record, None
        if record is None:
            return
        from apdesk.desk import close_desk
        from apdesk.services import backups

        try:
            if not self._practising:
                backups.take_if_needed(record)
        except Problem as problem:
            sys.stderr.write(f"{problem.text}\n")
        finally:
            close_desk(record)
