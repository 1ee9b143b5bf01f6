"""Tab follows the page as it is read: by its layouts, whatever the order in which its controls came into being."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QWidget


def tab_stops(top: QWidget) -> list[QWidget]:
    """What Tab stops at within a window, in reading order."""
    return [each for each in _read(top) if _is_stop(each)]


class ReadingOrder:
    """A window in which Tab and Shift+Tab go in reading order. Stands before the Qt class among the bases."""

    def focusNextPrevChild(self, following: bool) -> bool:
        """Focus goes to the next stop, round from the last to the first; False where there is none."""
        assert isinstance(self, QWidget)
        stops = tab_stops(self)
        focus = QApplication.focusWidget()
        if focus not in stops:
            return bool(super().focusNextPrevChild(following))  # type: ignore[misc]
        step = 1 if following else -1
        target = stops[(stops.index(focus) + step) % len(stops)]
        target.setFocus(Qt.FocusReason.TabFocusReason if following else Qt.FocusReason.BacktabFocusReason)
        return True


def _is_stop(widget: QWidget) -> bool:
    tab = Qt.FocusPolicy.TabFocus
    return widget.isEnabled() and (widget.focusPolicy() & tab) == tab and widget.focusProxy() is None


def _read(widget: QWidget) -> Iterator[QWidget]:
    """The widget and what can be seen in it: what its layout holds in that order, then the rest as it was made."""
    if not widget.isVisible():
        return
    yield widget
    laid_out = list(_laid_out(widget.layout()))
    held = set(laid_out)
    rest = [each for each in widget.children() if isinstance(each, QWidget) and each not in held]
    for each in (*laid_out, *rest):
        if not each.isWindow():
            yield from _read(each)


def _laid_out(layout: QLayout | None) -> Iterator[QWidget]:
    for place in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(place)  # type: ignore[union-attr]
        inside = item.widget() if item is not None else None
        if inside is not None:
            yield inside
        elif item is not None:
            yield from _laid_out(item.layout())
