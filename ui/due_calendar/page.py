"""The calendar page: month, week and agenda of every duty, with what is overdue always on top."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from apdesk.domain.school_calendar import monday_of
from apdesk.services.calendar_items import Item
from apdesk.services.calendar_view import Day, Shown, View, month_span, term_words
from ui.common.context import Context
from ui.common.dates import day_month, long_day, month_year
from ui.common.page import Page
from ui.common.widgets.button import Button, IconButton
from ui.common.widgets.choices import SegmentedChoice
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.table_frame import TableFrame
from ui.common.widgets.tabs import FilterButton
from ui.due_calendar.agenda import Agenda
from ui.due_calendar.day_panel import DayPanel
from ui.due_calendar.empty_words import empty_words
from ui.due_calendar.kind_bar import KindBar
from ui.due_calendar.kind_menu import KindsButton
from ui.due_calendar.late_strip import LateStrip
from ui.due_calendar.month import MonthGrid
from ui.due_calendar.mover import Mover
from ui.due_calendar.moves import Moves
from ui.due_calendar.note import Note
from ui.due_calendar.opening import Opening
from ui.due_calendar.readings import Readings
from ui.due_calendar.tools import CalendarTools
from ui.due_calendar.week import WeekView
from ui.theme.current import theme

MONTH, WEEK, AGENDA = "month", "week", "agenda"
AGENDA_DAYS = 28        # calendar days of the agenda
ENGLAND = ZoneInfo("Europe/London")
HINTS = {
    MONTH: ("days", "today", MONTH, "open", "move-day", "kind-1", "new"),
    WEEK: ("days", "today", MONTH, "open", "move-day", "move-time", "new"),
    AGENDA: ("walk", "today", MONTH, "open", "move-day", "new"),
}
IN_A_DAY = ("walk", "open", "move-day", "new")
MOVING = ("move-day", "drop", "give-up")


class CalendarPage(Page):
    """Every duty on the day it is worked to. What is done stays in sight, without its fill."""

    key = "calendar"
    areas = frozenset({"duties", "placements", "school-year", "staff", "protocols", "pupils", "providers"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.day = context.today()
        self.keep = ""                          # the entry to which the ring goes back
        self.readings = Readings(context)
        self.mover = Mover(context, self)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(250)
        self._minute = QTimer(self)
        self._minute.setInterval(60_000)
        self._build()
        self._connect()

    # What it is made of.

    def _build(self) -> None:
        self.late = LateStrip()
        self.back_button = IconButton("ph.caret-left", "Before")
        self.today_button = Button("Today")
        self.on_button = IconButton("ph.caret-right", "After")
        self.mode = SegmentedChoice([(MONTH, "Month"), (WEEK, "Week"), (AGENDA, "Agenda")], name="View")
        self.mode.set_key(self.context.memory.get("calendar/view", MONTH) or MONTH)
        self.kinds = KindBar()
        self.kinds_button = KindsButton(self.kinds)
        self.whose = FilterButton("Everyone")
        self.print_button = IconButton("ph.printer", "Print the month (Ctrl+P)")
        self.more_button = IconButton("ph.dots-three-vertical-bold", "More: something new, the calendar file")
        self.tool_bar = CalendarTools(
            (self.back_button, self.today_button, self.on_button), self.mode, self.kinds, self.kinds_button,
            (self.whose, self.print_button, self.more_button),
        )
        self.month = MonthGrid(self.mover)
        self.week = WeekView(self.mover)
        self.agenda = Agenda(self.mover)
        self.empty = EmptyState("ph.calendar-blank", "Nothing is on.")
        self.agenda_frame = TableFrame(self.agenda, self.empty)
        self.stack = QStackedWidget()
        for part in (TableFrame(self.month), TableFrame(self.week), self.agenda_frame):
            self.stack.addWidget(part)
        self.body.addWidget(self.late)
        self.body.addWidget(self.tool_bar)
        self.body.addWidget(self.stack, 1)
        self.note = Note(self)
        self.panel = DayPanel(self.mover, self)
        self.moves = Moves(self)
        self.opening = Opening(self)

    def _connect(self) -> None:
        self.back_button.clicked.connect(partial(self.turn, -1))
        self.on_button.clicked.connect(partial(self.turn, 1))
        self.today_button.clicked.connect(self.show_today)
        self.mode.changed.connect(self.show_mode)
        self.kinds.changed.connect(self._fill)
        self.whose.changed.connect(self._on_whose)
        self.print_button.clicked.connect(self.opening.print_month)
        self.more_button.clicked.connect(self.opening.open_more)
        self.empty.asked.connect(self._on_empty)
        self.note.asked.connect(self._on_empty)
        self.late.asked.connect(self.opening.open_item)
        self.late.rest_asked.connect(partial(self.go, "today"))
        self.agenda.pupil_asked.connect(self._on_pupil)
        self.panel.agenda.pupil_asked.connect(self._on_pupil)
        self.panel.closed.connect(self._take_focus)
        self.panel.closed.connect(self.titles_changed)
        self.panel.new_asked.connect(self.opening.book_on)
        for view in (self.month, self.week, self.agenda, self.panel.agenda, self.late):
            view.menu_asked.connect(self.opening.open_menu)
            self.moves.listen(view)
        for view in (self.month, self.week, self.agenda, self.panel.agenda):
            view.item_asked.connect(self.opening.open_item)
        for grid in (self.month, self.week):
            grid.day_asked.connect(self.opening.open_day)
            grid.turned.connect(self.show_day)
        self.moves.ended.connect(self._on_ended)
        self.mover.changed.connect(self.titles_changed)
        self._ahead.timeout.connect(self._read_ahead)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()

    # What the frame shows.

    def title(self) -> str:
        if self.mode.key() == AGENDA:
            return f"From {long_day(self.day)}"
        if self.mode.key() == WEEK:
            first = monday_of(self.day)
            last = first + timedelta(days=4)
            begins = f"{first.day}" if first.month == last.month else day_month(first)
            return f"{begins} to {last.day} {month_year(last)}"
        return month_year(self.day)

    def subtitle(self) -> str:
        view = self.readings.view(*self.span())
        return "" if self.readings.failed else term_words(view)

    def focus_start(self) -> QWidget | None:
        return {MONTH: self.month, WEEK: self.week, AGENDA: self.agenda}[self.mode.key()]

    def hint_names(self) -> Collection[str] | None:
        if self.mover.active:
            return MOVING
        return HINTS[self.mode.key()] if self.panel.isHidden() else IN_A_DAY

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        found: dict[str, Callable[[], None]] = {
            "today": self.show_today, "policy": self.opening.explain, "new": self.opening.book,
            "print": self.opening.print_month, "move-to": self.opening.move_to,
        }
        for mode in (MONTH, WEEK, AGENDA):
            found[mode] = partial(self.show_mode, mode)
        for number, button in enumerate(self.kinds.buttons, 1):
            found[f"kind-{number}"] = button.toggle
        return found

    # Filling it.

    def activate(self, values: Mapping[str, str]) -> None:
        wanted = values.get("day")
        if wanted:
            self.day = date.fromisoformat(wanted)
            self.stale = True

    def reload(self) -> None:
        self.readings.forget()
        view = self.readings.view(*self.span())
        chosen = self.context.memory.get("calendar/whose")
        self.whose.set_options([("", "Everyone"), *((name, name) for name in view.owners)])
        self.whose.choose(chosen)
        self.tool_bar.arrange()
        self._fill()

    def shown(self) -> Shown:
        """Whose entries, and which kinds."""
        return Shown(self.whose.chosen(), self.kinds.hidden())

    def _fill(self) -> None:
        """Shows the span from what was read; reads only where the span is new."""
        first, last = self.span()
        view, shown = self.readings.view(first, last), self.shown()
        days = self.readings.days(first, last, shown)
        self.late.set_items(self.readings.late(first, last, shown))
        weeks = {week.monday: str(week.number) if week.number else "" for week in view.weeks}
        today, mode = self.context.today(), self.mode.key()
        if mode == MONTH:
            self.month.show_days(days, first, list(weeks.values()), today, self.day, self.day.month, self.keep)
        elif mode == WEEK:
            self.week.show_days(days, first, today, self._minutes_now(), self.day, self.keep)
        else:
            self.agenda.show_days([days[day] for day in sorted(days)], weeks, today, self.keep)
        self.stack.setCurrentIndex((MONTH, WEEK, AGENDA).index(mode))
        self.opening.fill_again(days)
        self._say_empty(view, days, shown)
        self.keep = ""
        self._ahead.start()
        self.titles_changed.emit()

    def _say_empty(self, view: View, days: Mapping[date, Day], shown: Shown) -> None:
        """What is said where nothing stands: in place of the agenda, over the days of month and week."""
        said = empty_words(view, days, shown, self.mode.key(), self.readings.failed)
        self.agenda_frame.show_empty(bool(said) and self.mode.key() == AGENDA)
        self.note.setVisible(bool(said) and self.mode.key() != AGENDA)
        if said:
            self.empty.set(*said)
            self.note.set(*said)
            self._place_note()

    def span(self) -> tuple[date, date]:
        """First and last day that are shown."""
        if self.mode.key() == AGENDA:
            return self.day, self.day + timedelta(days=AGENDA_DAYS - 1)
        if self.mode.key() == WEEK:
            return monday_of(self.day), monday_of(self.day) + timedelta(days=6)
        return month_span(self.day)

    def _minutes_now(self) -> int:
        moment: datetime = self.context.clock.now().astimezone(ENGLAND)
        return moment.hour * 60 + moment.minute

    def _on_minute(self) -> None:
        if self.mode.key() == WEEK and self.isVisible() and self.week.hours.now >= 0:
            self.week.hours.now = self._minutes_now()
            self.week.hours.update()

    def _read_ahead(self) -> None:
        """While nobody does anything the next span is read, then the one before: turning to it waits for nothing."""
        stood = self.day
        for step in (1, -1):
            self.day = self._turned(stood, step)
            span = self.span()
            self.day = stood
            busy = self.mover.active or bool(self.readings.failed)
            if self.isVisible() and not busy and not self.readings.has(*span):
                self.readings.view(*span)
                self._ahead.start()
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.moves.layer.setGeometry(self.rect())
        self._place_note()

    def _place_note(self) -> None:
        size = self.note.sizeHint()
        wide = min(max(size.width(), theme().px(320)), self.width() - theme().px(40))
        high = self.note.heightForWidth(wide) if self.note.hasHeightForWidth() else size.height()
        area = self.stack.geometry()
        self.note.setGeometry(QRect(area.center().x() - wide // 2, area.center().y() - high // 2, wide, high))
        self.note.raise_()

    def hideEvent(self, event: QHideEvent) -> None:
        self.mover.cancel()
        self.panel.close_panel()
        super().hideEvent(event)

    # Going through it.

    def show_mode(self, mode: str) -> None:
        """Shows the month, the week or the agenda of the day with the ring."""
        item, chosen = self.focused(), self.chosen_day()
        self.mover.cancel()
        self.day = chosen or self.day
        self.keep = item.id if item else ""
        self.mode.set_key(mode)
        self.context.memory.put("calendar/view", mode)
        self._fill()
        self._take_focus()

    def chosen_day(self) -> date | None:
        """The day with the ring."""
        if self.mode.key() == AGENDA:
            return self.agenda.chosen_day() if self.agenda.focused() else None
        return self.month.chosen_day() if self.mode.key() == MONTH else self.week.chosen_day()

    def focused(self) -> Item | None:
        """The entry with the ring, in the opened day or in the view."""
        if not self.panel.isHidden():
            return self.panel.agenda.focused()
        view = {MONTH: self.month, WEEK: self.week, AGENDA: self.agenda}[self.mode.key()]
        return view.focused()

    def _take_focus(self) -> None:
        if self.mode.key() == WEEK:
            self.week.take_focus()
        else:
            start = self.focus_start()
            assert start is not None
            start.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_day(self, day: date) -> None:
        """Shows the span of a day, with the ring on it."""
        self.panel.close_panel()
        had = self.isAncestorOf(focus) if (focus := self.window().focusWidget()) else False
        self.day = day
        self._fill()
        if had and self.mode.key() == WEEK:
            self.week.take_focus()

    def _on_pupil(self, pupil: str) -> None:
        self.go("pupil", pupil=pupil)

    def turn(self, step: int, *_clicked: object) -> None:
        """The next span, or the one before."""
        self.show_day(self._turned(self.day, step))

    def _turned(self, day: date, step: int) -> date:
        if self.mode.key() != MONTH:
            return day + timedelta(days=7 * step)
        first = day.replace(day=1)
        return (first + timedelta(days=32)).replace(day=1) if step > 0 else (first - timedelta(days=1)).replace(day=1)

    def show_today(self) -> None:
        """The day it is, in the view that is shown."""
        self.show_day(self.context.today())

    def _on_whose(self, *_chosen: object) -> None:
        self.context.memory.put("calendar/whose", self.whose.chosen())
        self.tool_bar.arrange()
        self._fill()

    def _on_empty(self) -> None:
        """What the button of an empty view does: read again, everybody and every kind, the days ahead, term dates."""
        if self.readings.failed:
            self.reload()
            return
        view = self.readings.view(*self.span())
        if self.shown() != Shown():
            self.kinds.show_all()
            self.whose.choose("")
            self._on_whose()
        elif not view.known:
            self.go("settings", part="dates")
        elif view.opens is not None:
            self.show_day(view.opens)

    # Moving.

    def area_of(self, day: date, at: str) -> QRect:
        """Where a day stands on the page."""
        if self.mode.key() == WEEK:
            area, over = self.week.area_of(day, at), self.week
        elif self.mode.key() == MONTH:
            area, over = self.month.area_of(day), self.month.viewport()
        else:
            area, over = self.agenda.area_of(day), self.agenda.viewport()
        return QRect(over.mapTo(self, area.topLeft()), area.size())

    def target_at(self, place: QPoint) -> tuple[date, str | None] | None:
        """The day under a point of the screen, and the time of day in the week; a time of None stays as it is."""
        if self.mode.key() == WEEK:
            return self.week.target_at(place)
        view = self.month if self.mode.key() == MONTH else self.agenda
        day = view.day_at(view.viewport().mapFromGlobal(place))
        return (day, None) if day is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.moves.key(event):
            super().keyPressEvent(event)

    def _on_ended(self, day: date, item: str) -> None:
        """What was moved, or left where it was, has the ring again."""
        first, last = self.span()
        if self.mode.key() != AGENDA or not first <= day <= last:
            self.day = day
        self.keep = item
        if self.panel.day is not None:
            self.panel.close_panel()
        self._fill()
        self._take_focus()
