"""Filling a form without its own signals being heard, so that loading is never taken for typing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from PySide6.QtCore import QObject, QSignalBlocker


@contextmanager
def quiet(*objects: QObject) -> Iterator[None]:
    """The objects and everything inside them say nothing until the block ends."""
    with ExitStack() as held:
        for top in objects:
            for each in (top, *top.findChildren(QObject)):
                held.enter_context(QSignalBlocker(each))
        yield
