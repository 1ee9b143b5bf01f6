"""The week: what is due at any time in a band above, timed entries in the hours, a red line at now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from apdesk.services.calendar_items import Item
from apdesk.services.calendar_view import Day
from ui.common.dates import DAYS, day_month
from ui.due_calendar.brief import shared_initials
from ui.due_calendar.cells import FREE, REFUSED, day_sentence
from ui.due_calendar.entry_button import DayHead, DayPart, EntryButton, MoreButton
from ui.due_calendar.hours import EARLIEST, LATEST, QUARTER, clock, minutes, slots, snapped, span_of
from ui.due_calendar.mover import Mover
from ui.due_calendar.week_parts import Band, Columns, Heads, Hours
from ui.theme.current import theme

LINE, MOST_LINES, FEWEST_LINES = 24, 6, 3
FIRST_TIME = 9 * 60         # where an entry goes that is moved out of the band


class WeekView(QWidget):
    """Left and right go from day to day, up and down through the entries of a day. Signals as `MonthGrid`."""

    item_asked = Signal(object)
    day_asked = Signal(object)
    menu_asked = Signal(object, QPoint)
    turned = Signal(object)
    drag_asked = Signal(object)
    dragged = Signal(QPoint)
    dropped = Signal()

    def __init__(self, mover: Mover, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mover = mover
        self.days: list[Day] = []
        self._today = date.min
        self._shared: frozenset[str] = frozenset()
        self._here = (0, -1)                    # day, entry among its parts; -1: its head
        self._parts: list[list[DayPart]] = []   # of each day: its head, then its entries as they are read
        self.heads, self.band, self.hours = Heads(self), Band(self), Hours()
        self.scroll = QScrollArea()
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.setWidget(self.hours)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heads)
        column.addWidget(self.band)
        column.addWidget(self.scroll, 1)
        self.heads.setFixedHeight(theme().px(46))
        self.setAccessibleName("Week")
        mover.changed.connect(self._on_moving)

    # What it shows.

    def show_days(
        self, days: Mapping[date, Day], monday: date, today: date, now: int, chosen: date, keep: str = ""
    ) -> None:
        """Shows the week from a Monday; at weekends only where something stands there. `now`: minutes of the day."""
        had_focus = self._has_keys()
        wanted = [monday + timedelta(days=n) for n in range(7)]
        self.days = [days[one] for one in wanted if one in days and (one.weekday() < 5 or days[one].items)]
        self._today = today
        number = next((n for n, one in enumerate(self.days) if one.day == today), -1)
        for part in self._grounds():
            part.count, part.today = max(1, len(self.days)), number
            part.closed = [bool(one.closed) for one in self.days]
        self.hours.now = now if number >= 0 else -1
        self.hours.set_span(*span_of([item for day in self.days for item in day.items]))
        self._shared = shared_initials(item for day in self.days for item in day.items)
        self._make_parts()
        self._arrange()
        self._choose(chosen, keep)
        if had_focus:
            self.take_focus()
        if not self.scroll.verticalScrollBar().value():
            self.scroll.verticalScrollBar().setValue(self.hours.y_of(8 * 60) - theme().px(7))

    def _grounds(self) -> Sequence[Columns]:
        return (self.heads, self.band, self.hours)

    def _make_parts(self) -> None:
        for parts in self._parts:
            for part in parts:
                part.hide()
                part.deleteLater()
        self._parts = [self._parts_of(day) for day in self.days]

    def _parts_of(self, day: Day) -> list[DayPart]:
        name = DAYS[day.day.weekday()]
        head = DayHead(day_sentence(day, self._today), name, day_month(day.day), day.closed, self.heads,
                       today=day.day == self._today)  # fmt: skip
        head.clicked.connect(lambda *_, on=day.day: self.day_asked.emit(on))
        parts: list[DayPart] = [head]
        for item in day.items:
            parts.append(self._entry(item, self.hours if item.time else self.band, boxed=bool(item.time)))
        more = MoreButton(0, self.band)
        rest = MoreButton(0, self.hours)
        for button in (more, rest):
            button.clicked.connect(lambda *_, on=day.day: self.day_asked.emit(on))
            parts.append(button)
        for part in parts:
            part.keyed.connect(self._on_key)
        return parts

    def _entry(self, item: Item, ground: QWidget, *, boxed: bool) -> EntryButton:
        button = EntryButton(item, self.mover, self._shared, ground, boxed=boxed)
        button.clicked.connect(lambda *_: self.item_asked.emit(item))
        button.drag_asked.connect(self.drag_asked)
        button.dragged.connect(self.dragged)
        button.dropped.connect(self.dropped)
        button.menu_asked.connect(self.menu_asked)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Puts every part where its day and its time say; what does not fit the band is counted."""
        now = theme()
        most = (self.height() - self.heads.height() - now.px(210)) // now.px(LINE)
        untimed = [[one for one in day.items if not one.time] for day in self.days]
        lines = max((len(one) for one in untimed), default=0)
        lines = max(FEWEST_LINES, min(lines, MOST_LINES, max(FEWEST_LINES, most)))
        self.band.setFixedHeight(now.px(LINE) * lines + now.px(12))
        self.layout().activate()
        bar = self.scroll.verticalScrollBar()
        room = self.height() - self.heads.height() - self.band.height()
        self.hours.fill(room)
        tall = self.hours.height() > room
        for part in (self.heads, self.band):
            part.reserve = bar.sizeHint().width() if tall else 0
        for number, parts in enumerate(self._parts):
            self._place_day(number, parts, lines)
        for ground in self._grounds():
            ground.update()

    def _place_day(self, number: int, parts: list[DayPart], lines: int) -> None:
        now = theme()
        head, *entries, more, rest = parts
        head.setGeometry(self.heads.column(number).adjusted(0, 0, -1, 0))
        head.show()
        area = self.band.column(number)
        band = [one for one in entries if isinstance(one, EntryButton) and not one.item.time]
        shown = band if len(band) <= lines else band[: lines - 1]
        for place, button in enumerate(band):
            button.setGeometry(area.left() + now.px(3), now.px(6) + place * now.px(LINE), area.width() - now.px(6),
                               now.px(LINE - 1))  # fmt: skip
            button.setVisible(button in shown)
        self._count(more, len(band) - len(shown), QRect(
            area.left() + now.px(3), now.px(6) + len(shown) * now.px(LINE), area.width() - now.px(6), now.px(LINE)
        ))
        self._place_hours(number, [one for one in entries if isinstance(one, EntryButton) and one.item.time], rest)

    def _place_hours(self, number: int, timed: list[EntryButton], rest: DayPart) -> None:
        now, area = theme(), self.heads.column(number)  # the hours may not yet know how wide they will be
        placed, rests = slots([one.item for one in timed])
        of_item = {id(one.item): one for one in timed}
        for button in timed:
            button.hide()
        room = area.width() - now.px(8)
        for slot in placed:
            button = of_item[id(slot.item)]
            top, bottom = self.hours.y_of(slot.begins), self.hours.y_of(slot.ends)
            left = area.left() + now.px(4) + room * slot.column // slot.columns
            wide = room // slot.columns - (now.px(2) if slot.columns > 1 else 0)
            button.setGeometry(left, top, wide, max(now.px(26), bottom - top))
            button.show()
        first = rests[0] if rests else None
        left = area.left() + now.px(4) + room * (first.columns - 1) // first.columns if first else 0
        self._count(rest, sum(one.count for one in rests), QRect(
            left, self.hours.y_of(first.begins) if first else 0, room // first.columns if first else 0, now.px(26)
        ))

    @staticmethod
    def _count(button: DayPart, count: int, place: QRect) -> None:
        button.setText(f"{count} more")
        button.setAccessibleName(f"{count} more entries: open the day")
        button.setGeometry(place)
        button.setVisible(bool(count))

    # Where the keys are.

    def _choose(self, day: date, keep: str = "") -> None:
        number = next((n for n, one in enumerate(self.days) if one.day == day), 0)
        entry = -1
        for place, part in enumerate(self._live(number)[1:]):
            if keep and isinstance(part, EntryButton) and keep in (part.item.id, *part.item.duties):
                entry = place
        self._stand(number, entry, focus=False)

    def _live(self, number: int) -> list[DayPart]:
        """The parts of a day that are seen, its head first, in the order they are read."""
        return [one for one in self._parts[number] if not one.isHidden()] if number < len(self._parts) else []

    def _stand(self, number: int, entry: int, *, focus: bool = True) -> None:
        for parts in self._parts:
            for part in parts:
                part.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._here = (number, entry)
        part = self._part()
        if part is None:
            return
        part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(part)
        if focus:
            part.setFocus(Qt.FocusReason.OtherFocusReason)
            if part.parentWidget() is self.hours:
                self.scroll.ensureWidgetVisible(part, 0, theme().px(20))

    def _part(self) -> DayPart | None:
        live = self._live(self._here[0])
        return live[min(self._here[1] + 1, len(live) - 1)] if live else None

    def _has_keys(self) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def take_focus(self) -> None:
        """The part with the tab stop gets the keys."""
        self._stand(*self._here)

    def chosen_day(self) -> date | None:
        """The day where the keys are."""
        return self.days[self._here[0]].day if self._here[0] < len(self.days) else None

    def focused(self) -> Item | None:
        """The entry where the keys are."""
        part = self._part()
        return part.item if isinstance(part, EntryButton) else None

    def sync(self, part: QWidget | None) -> None:
        """A part got the keys by a click: the keys go on from there."""
        for number in range(len(self._parts)):
            live = self._live(number)
            if part in live:
                self._stand(number, live.index(part) - 1, focus=False)

    def _on_key(self, event: QKeyEvent) -> None:
        self.sync(self.window().focusWidget())
        key = Qt.Key(event.key())
        control = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.ControlModifier
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        down = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_J: 1}.get(key)
        event.accept()
        if self.mover.active:
            self._key_of_move(event, key, across, down)
        elif control and (across or key in (Qt.Key.Key_Up, Qt.Key.Key_Down)):
            self._take_up(across, down)
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            part = self._part()
            if part is not None:
                part.clicked.emit()
        elif across:
            self._go(across)
        elif down:
            live = self._live(self._here[0])
            self._stand(self._here[0], max(-1, min(self._here[1] + down, len(live) - 2)))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(self._day() + timedelta(days=-7 if key == Qt.Key.Key_PageUp else 7))
        else:
            event.ignore()

    def _day(self) -> date:
        return self.chosen_day() or self._today

    def _go(self, step: int) -> None:
        number = self._here[0] + step
        if 0 <= number < len(self.days):
            self._stand(number, min(self._here[1], len(self._live(number)) - 2))
        else:
            edge = self.days[-1 if step > 0 else 0].day if self.days else self._today
            day = edge + timedelta(days=step)
            while day.weekday() >= 5:
                day += timedelta(days=step)
            self.turned.emit(day)

    def _take_up(self, across: int | None, down: int | None) -> None:
        item = self.focused()
        if item is None:
            self._stand(self._here[0], 0)
        elif self.mover.begin(item):
            self._step(across, down)

    def _key_of_move(self, event: QKeyEvent, key: Qt.Key, across: int | None, down: int | None) -> None:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.mover.drop()
        elif key == Qt.Key.Key_Escape:
            self.mover.cancel()
        elif across or key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(across, down)
        else:
            event.ignore()

    def _step(self, across: int | None, down: int | None) -> None:
        if across:
            self.mover.step(across)
        elif down and self.mover.look is not None:
            self.mover.later(later_by(self.mover.look.at, down))

    # While something is moved.

    def _on_moving(self) -> None:
        look = self.mover.look
        number = next((n for n, one in enumerate(self.days) if look is not None and one.day == look.to), -1)
        how = "" if look is None else REFUSED if look.refused else FREE
        in_hours = bool(look and look.at and not (self.mover.item and self.mover.item.by_then))
        self.band.light(number if not in_hours else -1, how)
        self.hours.light(number, how)
        for parts in self._parts:
            for part in parts:
                part.update()

    def target_at(self, place: QPoint) -> tuple[date, str] | None:
        """The day and time of day under a point of the screen; None outside."""
        for ground in self._grounds():
            inside = ground.mapFromGlobal(place)
            seen = self.scroll.viewport().rect() if ground is self.hours else ground.rect()
            at = self.scroll.viewport().mapFromGlobal(place) if ground is self.hours else inside
            number = ground.column_at(inside.x())
            if not seen.contains(at) or not 0 <= number < len(self.days):
                continue
            if ground is not self.hours:
                return self.days[number].day, ""
            minute = snapped(self.hours.minute_at(inside.y()) - QUARTER)
            return self.days[number].day, clock(max(self.hours.first, min(minute, self.hours.last - 2 * QUARTER)))
        return None

    def area_of(self, day: date, at: str) -> QRect:
        """Where an entry of that day and time would stand, in the week's own coordinates; null where not shown."""
        number = next((n for n, one in enumerate(self.days) if one.day == day), -1)
        if number < 0:
            return QRect()
        if not at:
            area = self.band.column(number)
            return QRect(self.band.mapTo(self, area.topLeft()), area.size())
        column, top = self.hours.column(number), self.hours.y_of(minutes(at))
        self.scroll.ensureVisible(column.center().x(), top + theme().px(20), 0, theme().px(40))
        return QRect(self.hours.mapTo(self, QPoint(column.left(), top - theme().px(28))), QRect(column).size())


def later_by(at: str, step: int) -> str:
    """A quarter of an hour on or back; above the first hour there is any time, below it the hours begin."""
    if not at:
        return clock(FIRST_TIME) if step > 0 else ""
    minute = minutes(at) + QUARTER * step
    return "" if minute < EARLIEST else clock(min(minute, LATEST - QUARTER))
