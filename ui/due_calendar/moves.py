"""On the page: a drag from any of its views, the label that goes with it, and turning while something is held."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from apdesk.services.calendar_items import Item
from ui.due_calendar.move_layer import MoveLayer

if TYPE_CHECKING:
    from ui.due_calendar.page import CalendarPage

HELD = 600      # milliseconds over an arrow after which the page turns


class Moves(QObject):
    """Joins what the mouse does with the mover. `ended(day, item)`: where it stands now."""

    ended = Signal(object, str)

    def __init__(self, page: CalendarPage) -> None:
        super().__init__(page)
        self._page = page
        self._mover = page.mover
        self._item = ""
        self.layer = MoveLayer(page.mover, page)
        self._turning = QTimer(self)
        self._turning.setSingleShot(True)
        self._turning.setInterval(HELD)
        self._step = 1
        self._turning.timeout.connect(self._on_held)
        page.mover.changed.connect(self._on_changed)
        page.mover.ended.connect(self._on_ended)

    def listen(self, view: Any) -> None:
        """Drags that begin in this view move its entries."""
        view.drag_asked.connect(self.take_up)
        view.dragged.connect(self.drag)
        view.dropped.connect(self.drop)

    def take_up(self, item: Item) -> None:
        """The mouse has an entry."""
        if self._mover.begin(item, by_mouse=True):
            panel = self._page.panel
            if not panel.isHidden():        # out of the way, not hidden: it holds the mouse
                panel.move(-2 * self._page.width(), 0)
            self._page.grabKeyboard()

    def drag(self, place: QPoint) -> None:
        """The mouse is at a point of the screen."""
        if not self._mover.active:
            return
        self.layer.follow(self._page.mapFromGlobal(place))
        self._hold(place)
        target = self._page.target_at(place)
        if target is not None:
            self._mover.to(*target)

    def drop(self) -> None:
        """The mouse lets go."""
        self._turning.stop()
        self._page.releaseKeyboard()
        self._mover.drop()

    def key(self, event: QKeyEvent) -> bool:
        """Esc leaves everything as it was; True where the key was meant for a move."""
        if event.key() != Qt.Key.Key_Escape or not self._mover.active:
            return False
        self._turning.stop()
        self._page.releaseKeyboard()
        self._mover.cancel()
        return True

    def _hold(self, place: QPoint) -> None:
        """Held over an arrow the page turns."""
        for button, step in ((self._page.back_button, -1), (self._page.on_button, 1)):
            if button.rect().contains(button.mapFromGlobal(place)):
                self._step = step
                if not self._turning.isActive():
                    self._turning.start()
                return
        self._turning.stop()

    def _on_held(self) -> None:
        if self._mover.active:
            self._page.turn(self._step)
            self._turning.start()

    def _on_changed(self) -> None:
        look, item = self._mover.look, self._mover.item
        if item is not None:
            self._item = item.id
        if look is None or self._mover.by_mouse:
            return
        first, last = self._page.span()
        if not first <= look.to <= last:
            self._page.show_day(look.to)
        self.layer.stand(self._page.area_of(look.to, look.at))

    def _on_ended(self, day: date | None) -> None:
        if day is not None:
            self.ended.emit(day, self._item)
