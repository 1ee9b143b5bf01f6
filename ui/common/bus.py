"""Facts that reach the whole window: what has changed, and what should be said about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True)
class Said:
    """A sentence for the toast; `undo` takes back what it tells of, `undo_name` is the word on its button."""

    text: str
    undo: Callable[[], None] | None = None
    undo_name: str = "Undo"
    status: str = "done"


class Bus(QObject):
    """`changed` carries what a commit touched (`areas`, `ids`); `said` a `Said`; `saved` follows each commit.

    `appearance_chosen` and `lock_minutes_chosen` follow a choice that this machine remembers; `restore_asked` carries
    the backup that is to stand in the place of the open desk; `backed_up` follows each new copy.
    """

    changed = Signal(object)
    said = Signal(object)
    saved = Signal()
    locked = Signal()
    unlocked = Signal()
    appearance_chosen = Signal()
    lock_minutes_chosen = Signal(int)
    restore_asked = Signal(object)
    backed_up = Signal()
