"""A pair of hands on the keyboard: key after key goes to whatever has the focus, as from the machine itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.common.dialogs.window_ask import WindowAsk


@dataclass(frozen=True)
class Key:
    """One stroke, as a menu writes it ("Ctrl+K")."""

    stroke: str


@dataclass(frozen=True)
class Words:
    """Free text, letter by letter. ASCII only."""

    text: str


Step = Key | Words | Callable[[], None]
Journey = Iterator[Step]


def keys(strokes: str) -> Iterator[Step]:
    """Strokes with blanks between; `Tab*3` is three of them."""
    for stroke in strokes.split():
        name, _, times = stroke.partition("*")
        for _turn in range(int(times or 1)):
            yield Key(name)


class Hands:
    """Follows a journey, one step a turn of the event loop: a dialog that waits gets the steps that come after.

    `busy` tells that the program is at work; no step is taken meanwhile. `strokes` counts keys, not free text.
    """

    def __init__(self, qtbot, busy: Callable[[], bool]) -> None:
        self._qtbot, self._busy = qtbot, busy
        self._journey: Journey = iter(())
        self._letters: deque[str] = deque()
        self._within = False
        self._sending: list[tuple[QWidget | None, QWidget | None]] = []
        self.ended = True
        self.failure: BaseException | None = None
        self.strokes = 0

    def follow(self, journey: Journey, seconds: float = 60) -> None:
        """Takes every step, or fails where one of them does, or where they take too long."""
        self._journey, self.ended, self.failure = journey, False, None
        late = QTimer(singleShot=True, interval=round(seconds * 1000))
        late.timeout.connect(lambda: self._end(TimeoutError(f"after {self.strokes} keys")))
        late.start()
        QTimer.singleShot(1, self._on_turn)
        self._qtbot.waitUntil(lambda: self.ended, timeout=round(seconds * 2000))
        late.stop()
        if self.failure is not None:
            raise self.failure

    def _end(self, failure: BaseException | None = None) -> None:
        self.failure, self.ended = failure, True
        while failure is not None and (dialog := QApplication.activeModalWidget()) is not None:
            dialog.close()  # what waits for an answer would wait for ever

    def _on_turn(self) -> None:
        if self.ended:
            return
        QTimer.singleShot(1, self._on_turn)  # first: the step may open a dialog and come back when that is answered
        front = _asked_by()
        waits = bool(self._sending) and (front == NOBODY or front in self._sending)
        if waits or self._within or self._busy() or self._window() is None:
            return
        try:
            self._step()
        except StopIteration:
            self._end()
        except BaseException as failure:
            self._end(failure)

    def _step(self) -> None:
        if self._letters:
            self._send(self._letters.popleft())
            return
        self._within = True  # the journey's own code is no place for another step of it
        try:
            step = next(self._journey)
        finally:
            self._within = False
        if isinstance(step, Words):
            self._letters.extend(step.text)
        elif isinstance(step, Key):
            self.strokes += 1
            combination = QKeySequence(step.stroke)[0]
            self._send(combination.key(), combination.keyboardModifiers())
        else:
            step()

    def _send(self, *key) -> None:
        self._sending.append(_asked_by())
        try:
            QTest.keyClick(self._window(), *key)
        finally:
            self._sending.pop()

    @staticmethod
    def _window():
        """The window that keys go to, or None until it has come to the front, as one does on any desktop."""
        modal, popup = _asked_by()
        if popup is not None:
            return popup.windowHandle()
        front = QGuiApplication.focusWindow()
        wanted = modal or next((each for each in QApplication.topLevelWidgets() if each.isVisible()), None)
        if wanted is not None and (front is None or (modal is not None and front is not modal.windowHandle())):
            wanted.activateWindow()
            return None
        return front


NOBODY = (None, None)


def _asked_by() -> tuple[QWidget | None, QWidget | None]:
    """The dialog and the menu in front."""
    return QApplication.activeModalWidget(), QApplication.activePopupWidget()


class AskWithFiles(WindowAsk):
    """The real dialogs of the window; only where the machine would ask for a file, the next of `files` is given."""

    files: deque[Path]

    def pick_file(self, title, filters=(), folder=None):
        return self.files.popleft()

    def save_file(self, title, name, filters=()):
        return self.files.popleft() / name

    def pick_folder(self, title, folder=None):
        return self.files.popleft()
