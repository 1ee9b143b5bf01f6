"""Letting Qt catch up: the one place where waiting events are carried out by hand."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEventLoop


def settle(rounds: int = 3) -> None:
    """Layouts, queued signals and timers of zero are carried out; for pictures and for the demonstration only."""
    for _ in range(rounds):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
