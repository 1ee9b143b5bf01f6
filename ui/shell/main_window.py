"""The window: rail, top bar, pages, key bar; it answers the requests of the pages and passes on what changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QStackedWidget, QWidget

from apdesk.domain.permissions import PERSON_ROLES, Deed, may
from ui.common.after_painting import AfterPainting
from ui.common.bus import Said
from ui.common.context import Context
from ui.common.page import Page, Place
from ui.common.reading_order import ReadingOrder
from ui.common.widgets.mark import mark_icon
from ui.shell.actions import Action, everywhere, hints_for, of_page
from ui.shell.appearance import dress
from ui.shell.arranging import arrange, hide_dialogs, show_around, toggle_side
from ui.shell.everywhere import do_anywhere
from ui.shell.frame import Frame
from ui.shell.frame_rules import SMALLEST
from ui.shell.history import History
from ui.shell.key_map import KeyAction
from ui.shell.keys_dialog import KeysDialog
from ui.shell.regions import focus_in, next_region
from ui.shell.rooms import Room, count_of, make_page, on_rail, open_to, room
from ui.shell.status import SavedState
from ui.shell.text_size import step_text_size


class MainWindow(ReadingOrder, QMainWindow):
    """One open desk. `lock_requested` goes to whoever holds the lock; `shown(place)` follows each page."""

    lock_requested = Signal()
    shown = Signal(object)
    closed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.history = History()
        self.pages: dict[str, Page] = {}
        self._focused: dict[str, QWidget] = {}
        self._titles: dict[str, str] = {}
        self.covered = False
        self._hidden: list[QDialog] = []
        self.saved = SavedState(context)
        self.setWindowTitle("AP Desk")
        self.setWindowIcon(mark_icon())
        self.setMinimumSize(*SMALLEST)
        self._count_pause = QTimer(self)
        self._count_pause.setSingleShot(True)
        self._count_pause.setInterval(0)
        self._count_pause.timeout.connect(self.refresh_counts)
        self._counts_after = AfterPainting(self, self.refresh_counts)
        self._build()
        self._connect()
        self._add_keys()

    # Making the frame.

    def _build(self) -> None:
        record = self.context.record
        role = PERSON_ROLES.get(record.actor.role, record.actor.role)
        self.frame = Frame(self.context, on_rail(record.actor.role), (record.actor.name, role), self._may_place())
        self.sidebar, self.top_bar, self.banners = self.frame.sidebar, self.frame.top_bar, self.frame.banners
        self.stack, self.key_bar, self.toast = self.frame.stack, self.frame.key_bar, self.frame.toast
        self.outer = QStackedWidget()
        self.outer.addWidget(self.frame)
        self.setCentralWidget(self.outer)

    def _connect(self) -> None:
        self.sidebar.asked.connect(self._on_room)
        self.sidebar.lock_asked.connect(self.lock_requested)
        self.top_bar.find_asked.connect(self._on_find)
        self.top_bar.new_placement_asked.connect(self._on_new_placement)
        self.top_bar.place_asked.connect(self.go)
        self.top_bar.details_asked.connect(self.toggle_side)
        self.banners.place_requested.connect(self.go)

    def _add_keys(self) -> None:
        window = Qt.ShortcutContext.WindowShortcut
        self._keys = [KeyAction(each, self, self.do, window) for each in everywhere() if not each.built_in]
        self._rail_keys = []
        for number, item in enumerate(list(self.sidebar.items)[:9], 1):
            action = Action(f"rail-{item}", f"open {item}", (f"Ctrl+{number}",))
            self._rail_keys.append(KeyAction(action, self, self.do, window))
        bus = self.context.bus
        bus.changed.connect(self._on_changed)
        bus.said.connect(self._on_said)
        bus.saved.connect(self._on_saved)
        bus.appearance_chosen.connect(self._on_appearance)
        bus.backed_up.connect(self._on_saved)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]

    def cover(self, lock: QWidget) -> None:
        """The lock stands over everything; keys, dialogs and popups of the desk do nothing until `uncover`."""
        self.covered = True
        self._hidden = hide_dialogs()
        self.toast.hide()
        self.outer.addWidget(lock)
        self.outer.setCurrentWidget(lock)
        self.setWindowTitle("AP Desk: locked")

    def uncover(self) -> None:
        """Everything is as it was left."""
        lock = self.outer.currentWidget()
        self.covered = False
        self.outer.setCurrentIndex(0)
        if lock is not None and self.outer.count() > 1:
            self.outer.removeWidget(lock)
            lock.deleteLater()
        here = self.history.here
        self.setWindowTitle(f"AP Desk: {room(here.page).label}" if here else "AP Desk")
        for dialog in self._hidden:
            dialog.show()
        self._hidden = []
        self.focus_page()

    def _may_place(self) -> bool:
        return bool(room("wizard").page) and may(self.context.record.actor.role, Deed.CHANGE_PLACEMENTS)

    # Going from page to page.

    def start(self) -> None:
        """Shows the first place of the rail; the counts beside the others follow once it is painted."""
        places = list(self.sidebar.items)
        if places:
            self.go(Place(places[0]))
        self._counts_after.ask()

    def go(self, place: Place) -> bool:
        """Shows a place; False where the page in front would not be left."""
        if place.page not in {each.key for each in open_to(self.context.record.actor.role)}:
            return False
        if not self._leave():
            return False
        self.history.visit(place)
        self._show(place)
        return True

    def go_back(self) -> None:
        """Shows the place before this one."""
        if self._leave():
            self._show_if(self.history.back())

    def go_forward(self) -> None:
        """Shows the place that was left by going back."""
        if self._leave():
            self._show_if(self.history.forward())

    def current(self) -> Page | None:
        """The page in front."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def page(self, key: str) -> Page:
        """The page of a room, made where it was not yet."""
        if key not in self.pages:
            made = make_page(room(key), self.context)
            made.place_requested.connect(self.go)
            made.back_requested.connect(self.go_back)
            made.titles_changed.connect(self._on_titles)
            made.frame_changed.connect(self._on_frame)
            made.action_requested.connect(self.do)
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            for action in of_page(key):
                if not action.built_in:
                    KeyAction(action, made, self.do, context)
            self.pages[key] = made
            self.stack.addWidget(made)
        return self.pages[key]

    def _leave(self) -> bool:
        page = self.current()
        return page is None or page.may_leave()

    def _show_if(self, place: Place | None) -> None:
        if place is not None:
            self._show(place)

    def _show(self, place: Place) -> None:
        page = self.page(place.page)
        named = place.values.get("at") or (place.values.get("part") and page is not self.current())
        anew = named or not page.returns_to_last()
        last = None if anew else self._focused.get(page.key)  # before Qt moves focus off the page that goes
        page.activate(place.values)
        self.stack.setCurrentWidget(page)
        page.freshen()
        there = room(place.page)
        self.sidebar.set_current(there.key if there.group else there.under)
        self.setWindowTitle(f"AP Desk: {there.label}")
        show_around(self, page)
        self._on_saved()
        self._titles[_key_of(place)] = page.title()
        start = focus_in(page, last)
        if start is not None:
            start.setFocus(Qt.FocusReason.OtherFocusReason)
        self.shown.emit(place)

    def last_places(self, number: int) -> list[tuple[Place, str]]:
        """The places visited last, newest first, with the titles they had."""
        last = self.history.last(number)
        return [(place, self._titles.get(_key_of(place)) or room(place.page).label) for place in last]

    def focus_page(self) -> None:
        """Focus goes back to where it was in the page in front."""
        page = self.current()
        start = None if page is None else focus_in(page, self._focused.get(page.key))
        if start is not None:
            start.setFocus(Qt.FocusReason.OtherFocusReason)

    # Arranging for the width.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        arrange(self)

    def toggle_side(self) -> None:
        """Shows or hides the folded column over the page."""
        page = self.current()
        if page is not None:
            toggle_side(page)

    # Doing what keys and pages ask for.

    def do(self, name: str) -> None:
        """Does a declared action: the page in front first, then the window; nothing while it is locked."""
        if self.covered:
            return
        page = self.current()
        own = page.handlers() if page is not None else {}
        if name in own:
            own[name]()
        elif name.startswith("rail-"):
            self._on_room(name.removeprefix("rail-"))
        else:
            doing = self._doings().get(name)
            if doing is not None:
                doing()
            else:
                do_anywhere(self, name)

    def _doings(self) -> Mapping[str, Callable[[], None]]:
        return {
            "find": self._on_find,
            "new-placement": self._on_new_placement,
            "back": self.go_back,
            "forward": self.go_forward,
            "lock": self.lock_requested.emit,
            "undo": self._on_undo,
            "redo": self.saved.redo,
            "keys": self._on_keys,
            "region": partial(next_region, self, 1),
            "region-back": partial(next_region, self, -1),
            "larger": partial(step_text_size, self, 1),
            "smaller": partial(step_text_size, self, -1),
            "usual-size": partial(step_text_size, self, 0),
        }

    def _on_room(self, key: str) -> None:
        if not self.go(Place(key)):
            self.sidebar.set_current(room(self.history.here.page).key if self.history.here else "")

    def _on_find(self) -> None:
        from ui.shell.quick_find import QuickFind

        QuickFind.open_over(self)

    def _on_new_placement(self) -> None:
        if self._may_place():
            self.go(Place("wizard"))

    def _on_undo(self) -> None:
        if self.toast.can_take_back():
            self.toast.take_back()
        else:
            self.saved.undo()

    def _on_keys(self) -> None:
        page = self.current()
        dialog = KeysDialog(page.key if page else "", room(page.key).label if page else "", self)
        dialog.run()
        dialog.deleteLater()

    def _on_appearance(self) -> None:
        application = QApplication.instance()
        if isinstance(application, QApplication) and dress(application, self.context.memory):
            self.rebuild()

    # Hearing what happens.

    def refresh_counts(self) -> None:
        """The rail counts what waits now."""
        role = self.context.record.actor.role
        self.sidebar.set_counts({each.key: count_of(each, self.context) for each in on_rail(role)})
        self.banners.refresh(self.context)

    def _on_changed(self, changes: Any) -> None:
        for page in self.pages.values():
            page.hear(changes)
        self._count_pause.start()

    def _on_said(self, said: Said) -> None:
        self.toast.show_said(said)

    def _on_saved(self) -> None:
        page = self.current()
        own = page.state_text() if page is not None else None
        icon, words = own or self.saved.words()
        self.key_bar.set_state(icon, words)

    def _on_titles(self) -> None:
        page = self.current()
        if page is not None and page is self.sender():
            self.top_bar.show_again(page)
            self.key_bar.set_hints(hints_for(page.key, page.hint_names()))
            self._on_saved()

    def _on_frame(self) -> None:
        page = self.current()
        if page is not None and page is self.sender():
            show_around(self, page)
            self._on_saved()

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        page = self.current()
        if page is not None and now is not None and page.isAncestorOf(now):
            self._focused[page.key] = now

    def day_changed(self) -> None:
        """A new day has begun: every page is stale."""
        for page in self.pages.values():
            page.stale = True
            page.freshen()
        self._count_pause.start()

    def rooms(self) -> list[Room]:
        """The rooms that this person may enter."""
        return open_to(self.context.record.actor.role)

    def rebuild(self) -> None:
        """Makes the frame and its pages again, as another text size needs; stays where it was."""
        if not self._leave():
            return
        here = self.history.here
        self.context.bus.changed.disconnect(self._on_changed)
        self.context.bus.said.disconnect(self._on_said)
        self.context.bus.saved.disconnect(self._on_saved)
        self.context.bus.appearance_chosen.disconnect(self._on_appearance)
        self.context.bus.backed_up.disconnect(self._on_saved)
        QApplication.instance().focusChanged.disconnect(self._on_focus)  # type: ignore[union-attr]
        for key_action in (*self._keys, *self._rail_keys):
            self.removeAction(key_action.qt)
            key_action.qt.deleteLater()
            key_action.deleteLater()
        self.pages.clear()
        self._focused.clear()
        self._counts_after = AfterPainting(self, self.refresh_counts)
        self._build()
        self._connect()
        self._add_keys()
        self.outer.setVisible(self.isVisible())     # a page that is not seen would not be filled
        if here is not None:
            self._show(here)
        self.refresh_counts()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A draft is saved and long work is stopped before the window goes."""
        if not self._leave():
            event.ignore()
            return
        self.context.memory.keep_window(self)
        self.context.jobs.close()
        self.closed.emit()
        super().closeEvent(event)


def _key_of(place: Place) -> str:
    return "/".join((place.page, *(f"{name}={value}" for name, value in sorted(place.values.items()))))
