"""The calendar page: month, week and agenda of every duty, with what is overdue always on top."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from apdesk.domain.school_calendar import monday_of
from apdesk.problems import Problem
from apdesk.services.calendar_view import Item, View, calendar_view, month_span, term_words, week_number
from apdesk.services.duties import put_off
from apdesk.services.school_year import calendar_or_none
from ui.common.ask import Choice
from ui.common.context import Context
from ui.common.dates import day_month, long_day, month_year, short_day
from ui.common.duties.actions import DutyActions
from ui.common.page import Page
from ui.common.widgets.button import Button, IconButton
from ui.common.widgets.choices import SegmentedChoice
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.table_frame import TableFrame
from ui.common.widgets.tabs import FilterButton
from ui.due_calendar.agenda import Agenda
from ui.due_calendar.bars import KindBar, LateStrip
from ui.due_calendar.grid import DayGrid
from ui.theme.current import theme

MONTH, WEEK, AGENDA = "month", "week", "agenda"
AGENDA_DAYS = 28        # calendar days of the agenda
ICONS_BELOW = 1080      # logical pixels of the page under which kinds lose their words


class CalendarPage(Page):
    """Every duty on the day it is worked to. What is done stays in sight, without its fill."""

    key = "calendar"
    areas = frozenset({"duties", "placements", "school-year", "staff", "protocols", "pupils", "providers"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.actions_of_duties = DutyActions(context)
        self.day = context.today()
        self.shown = View({}, (), ())
        self._build()
        self._connect()

    # What it is made of.

    def _build(self) -> None:
        now = theme()
        self.late = LateStrip()
        self.back_button = IconButton("ph.caret-left", "Before")
        self.today_button = Button("Today")
        self.on_button = IconButton("ph.caret-right", "After")
        self.mode = SegmentedChoice([(MONTH, "Month"), (WEEK, "Week"), (AGENDA, "Agenda")], name="View")
        self.mode.set_key(self.context.memory.get("calendar/view", MONTH) or MONTH)
        self.kinds = KindBar()
        self.whose = FilterButton("Everyone", icon="ph.users")
        row = QHBoxLayout()
        row.setSpacing(now.px(8))
        for widget in (self.back_button, self.today_button, self.on_button, self.mode, self.kinds):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.whose)
        self.grid = DayGrid()
        self.agenda = Agenda()
        self.empty = EmptyState("ph.calendar-blank", "Nothing is due in these weeks.")
        self.agenda_frame = TableFrame(self.agenda, self.empty)
        self.stack = QStackedWidget()
        self.stack.addWidget(TableFrame(self.grid))
        self.stack.addWidget(self.agenda_frame)
        self.body.addWidget(self.late)
        self.body.addLayout(row)
        self.body.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(self._on_before)
        self.on_button.clicked.connect(self._on_after)
        self.today_button.clicked.connect(self._on_today)
        self.mode.changed.connect(self._on_mode)
        self.kinds.changed.connect(self.reload)
        self.whose.changed.connect(self._on_whose)
        self.late.asked.connect(self.open_item)
        self.grid.item_asked.connect(self.open_item)
        self.grid.day_asked.connect(self.open_day)
        self.grid.move_asked.connect(self._on_move_day)
        self.grid.turned.connect(self._show_day)
        self.agenda.item_asked.connect(self.open_item)
        self.agenda.move_asked.connect(self.move_item)
        self.agenda.pupil_asked.connect(self._on_pupil)

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
        first, last = self._span()
        return term_words(self.context.record, first, last)

    def focus_start(self) -> QWidget | None:
        return self.agenda if self.mode.key() == AGENDA else self.grid

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        found: dict[str, Callable[[], None]] = {
            "today": self._on_today, "policy": self._on_policy,
            "new": partial(self.action_requested.emit, "new-placement"),
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
        record = self.context.record
        first, last = self._span()
        whose = self.context.memory.get("calendar/whose")
        self.shown = calendar_view(record, first, last, owner=whose, hidden=self.kinds.hidden())
        self.whose.set_options([("", "Everyone"), *((name, name) for name in self.shown.owners)])
        if whose:
            self.whose.choose(whose)
        self.late.set_items(self.shown.overdue)
        if self.mode.key() == AGENDA:
            self._fill_agenda(first, last)
        else:
            self._fill_grid(first, last)
        self.titles_changed.emit()

    def _fill_grid(self, first: date, last: date) -> None:
        record, today = self.context.record, self.context.today()
        mondays = [first + timedelta(days=7 * number) for number in range(((last - first).days + 1) // 7)]
        weeks = [str(week_number(record, monday + timedelta(days=4)) or "") for monday in mondays]
        self.stack.setCurrentIndex(0)
        month = self.day.month if self.mode.key() == MONTH else 0
        self.grid.show_days(self.shown, first, weeks, today, self.day, month)

    def _fill_agenda(self, first: date, last: date) -> None:
        days = [self.shown.days[day] for day in sorted(self.shown.days) if first <= day <= last]
        self.stack.setCurrentIndex(1)
        self.agenda.show_days(days, self.context.today())
        if not any(day.items for day in days):
            self.empty.set(f"Nothing is due from {short_day(first)} to {short_day(last)}.", "Turn on to later weeks.")
        self.agenda_frame.show_empty(not self.agenda.rows.rowCount())

    def _span(self) -> tuple[date, date]:
        if self.mode.key() == AGENDA:
            return self.day, self.day + timedelta(days=AGENDA_DAYS - 1)
        if self.mode.key() == WEEK:
            return monday_of(self.day), monday_of(self.day) + timedelta(days=6)
        return month_span(self.day)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.kinds.set_icons_only(self.width() / theme().scale < ICONS_BELOW)

    # Going through it.

    def show_mode(self, mode: str) -> None:
        """Shows the month, the week or the agenda of the day with the ring."""
        chosen = self.grid.chosen_day() if self.mode.key() != AGENDA else None
        self.day = chosen or self.day
        self.mode.set_key(mode)
        self.context.memory.put("calendar/view", mode)
        self.reload()
        start = self.focus_start()
        if start is not None:
            start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_mode(self, mode: str) -> None:
        self.show_mode(mode)

    def _show_day(self, day: date) -> None:
        self.day = day
        self.reload()

    def _on_pupil(self, pupil: str) -> None:
        self.go("pupil", pupil=pupil)

    def _on_before(self) -> None:
        self._turn(-1)

    def _on_after(self) -> None:
        self._turn(1)

    def _turn(self, step: int) -> None:
        if self.mode.key() == MONTH:
            first = self.day.replace(day=1)
            self._show_day((first + timedelta(days=32)).replace(day=1) if step > 0 else
                           (first - timedelta(days=1)).replace(day=1))
        else:
            self._show_day(self.day + timedelta(days=7 * step))

    def _on_today(self) -> None:
        self._show_day(self.context.today())

    def _on_whose(self) -> None:
        self.context.memory.put("calendar/whose", self.whose.chosen())
        self.reload()

    # Doing what stands there.

    def open_item(self, item: Item) -> None:
        """A duty opens to be done or reopened; the first or last day of a placement opens its pupil."""
        if not item.duties:
            if item.pupil:
                self.go("pupil", pupil=item.pupil)
        elif len(item.duties) > 1:
            self.actions_of_duties.complete(item.duties)
        else:
            self._open_duty(item)

    def _open_duty(self, item: Item) -> None:
        """What can be done with one duty, and why it is asked for."""
        choices = [Choice("reopen", "Reopen it", "It was not done after all; the history keeps how it was.")] \
            if item.done else [
                Choice("done", "Mark as done", "With evidence, who did it and on which day."),
                Choice("put-off", "Put it off", "To another day, with a reason."),
                Choice("give", "Give it to somebody else", f"Now {item.who}."),
            ]
        if item.pupil:
            choices.append(Choice("pupil", "Open the pupil", item.about))
        latest = f" Latest {short_day(item.latest)}." if item.latest else ""
        body = f"{item.about}. {item.who}. {short_day(item.day)}.{latest}\n{item.why}\n{item.policy}"
        chosen = self.context.ask.choose(item.title, choices, body, "Go on")
        duty = item.duties[0]
        if chosen == "done":
            self.actions_of_duties.complete([duty])
        elif chosen == "reopen":
            self.actions_of_duties.reopen(duty)
        elif chosen == "put-off":
            self.actions_of_duties.put_off(duty)
        elif chosen == "give":
            self.actions_of_duties.give([duty])
        elif chosen == "pupil" and item.pupil:
            self.go("pupil", pupil=item.pupil)

    def open_day(self, day: date) -> None:
        """The only entry of a day opens at once; among several one is chosen."""
        found = self.shown.days.get(day)
        items = found.items if found else ()
        item = items[0] if len(items) == 1 else self._choose(items, day, "Open")
        if item is not None:
            self.open_item(item)

    def _choose(self, items: tuple[Item, ...], day: date, do: str) -> Item | None:
        if not items:
            return None
        choices = [
            Choice(str(number), f"{one.time} {one.title}".strip(), ", ".join(
                part for part in (one.about, one.who, "done" if one.done else "") if part))
            for number, one in enumerate(items)
        ]
        chosen = self.context.ask.choose(f"{long_day(day)}: {len(items)} entries", choices, do=do)
        return items[int(chosen)] if chosen is not None else None

    def _on_move_day(self, day: date, step: int) -> None:
        found = self.shown.days.get(day)
        items = tuple(one for one in (found.items if found else ()) if len(one.duties) == 1 and not one.done)
        item = items[0] if len(items) == 1 else self._choose(items, day, "Move")
        if item is not None:
            self.move_item(item, step)

    def move_item(self, item: Item, step: int) -> None:
        """Puts a duty off to the school day after (or before), for a reason; the rule is enforced and said."""
        calendar = calendar_or_none(self.context.record)
        if len(item.duties) != 1 or item.done or calendar is None:
            return
        try:
            to = calendar.after(item.day, 1) if step > 0 else calendar.before(item.day, 1)
        except Problem as problem:
            self.context.ask.refuse(problem)
            return
        if to < self.context.today() or (step > 0 and item.latest is not None and to > item.latest):
            last = f" Its last day is {short_day(item.latest)}." if item.latest else ""
            self.context.say(f"{item.title} cannot move to {short_day(to)}.{last}")
            return
        why = self.context.ask.ask_text(f"Move to {short_day(to)}: {item.title}", "Why", do="Move")
        if why is None:
            return
        changes = self.attempt(lambda: put_off(self.context.record, item.duties[0], to, why))
        if changes is not None:
            self.day = to
            self.context.publish(changes)
            self.context.say(f"{item.title} moved to {short_day(to)}.")

    def _on_policy(self) -> None:
        item = self.agenda.focused() if self.mode.key() == AGENDA else None
        if item is None and self.mode.key() != AGENDA:
            day = self.grid.chosen_day()
            found = self.shown.days.get(day) if day else None
            item = found.items[0] if found and found.items else None
        if item is not None and item.duties:
            self.actions_of_duties.explain(item.duties[0])
