"""Letting Qt catch up: the one place where waiting events are carried out by hand."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop


def settle(rounds: int = 3) -> None:
    """Layouts, queued signals and timers of zero are carried out; for pictures and for the demonstration only."""
    for _ in range(rounds):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def put_away() -> None:
    """Whatever was told to go is gone: outside an event loop Qt keeps it otherwise, and styles it with the rest."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
