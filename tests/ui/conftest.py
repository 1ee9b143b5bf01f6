"""Windows in the light theme, a real desk behind them, and nothing asked that was not expected."""

from __future__ import annotations

import gc

import pytest
from desk_fixture import cheap_keys, clock, record  # noqa: F401
from import_room import room  # noqa: F401
from manual_jobs import ManualExecutor
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from scripted_ask import ScriptedAsk

from ui.common.bus import Bus
from ui.common.context import Context
from ui.common.jobs import Jobs
from ui.common.memory import Memory
from ui.theme.style import apply_theme


@pytest.fixture(autouse=True)
def light_theme(qapp: QApplication):
    """Every test starts in the light theme at 100 %."""
    return apply_theme(qapp, "light", still=True)


@pytest.fixture(autouse=True)
def windows_end_with_their_test(qapp: QApplication):
    """Windows are taken apart by Qt at the end of their test; Python's garbage waits until that is done.

    Collected in the middle of a test, half of a forgotten window goes before the other half and ends the process.
    """
    gc.disable()
    yield
    for window in qapp.topLevelWidgets():
        window.close()
        window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.clipboard().clear()  # what Python put there must not outlive Python
    gc.enable()


@pytest.fixture
def ask():
    """Expected questions; the test fails where one was never asked."""
    scripted = ScriptedAsk()
    yield scripted
    scripted.all_asked()


@pytest.fixture
def executor():
    """Long work that waits until it is drained."""
    return ManualExecutor()


@pytest.fixture
def context(record, ask, executor):  # noqa: F811
    """What a page gets, on a real desk."""
    return Context(record, record.clock, ask, Jobs(executor), Bus(), Memory())
