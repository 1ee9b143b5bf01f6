"""Today: what is due now, who owes it, why, and one button that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.problems import Problem
from apdesk.services.duties import Completion, complete_duty
from apdesk.services.duty_lists import DutyRow, due_list
from apdesk.services.pupil_list import ON_ROLL, PupilRow, pupil_list
from apdesk.services.school_year import calendar_or_none
from ui.common.context import Context
from ui.common.dates import long_day, short_day
from ui.common.duties.actions import DutyActions
from ui.common.duties.duty_list import DutyList
from ui.common.page import Page
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.label import DataLabel
from ui.common.widgets.scroller import Scroller
from ui.common.widgets.table_frame import TableFrame
from ui.common.widgets.tabs import FilterButton, FilterTabs
from ui.theme.current import theme
from ui.today.first_run import FirstRun, steps_of
from ui.today.groups import ALL, NEXT, OVERDUE, TODAY, WAITING, WEEK, Grouped, groups, sorted_into, ticks_wanted
from ui.today.side import ComingCard, PlacedCard, WeekCard, coming_up

TABS = (
    (ALL, "All"), (OVERDUE, "Overdue"), (TODAY, "Today"), (WEEK, "This week"), (NEXT, "Next week"),
    (WAITING, "Waiting for others"),
)  # fmt: skip
_WHOSE = "today/whose"
_MINE = "@mine"


class TodayPage(Page):
    """The list of the day; before anything is set up, the steps to do that."""

    key = "today"
    areas = frozenset({"duties", "placements", "pupils", "staff", "school-year", "providers", "protocols", "settings"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.actions_of_duties = DutyActions(context)
        self._rows: tuple[DutyRow, ...] = ()
        self._pupils: tuple[PupilRow, ...] = ()
        self._grouped = Grouped((), {})
        self._ticked: set[tuple[str, str]] = set()
        self._calendar: SchoolCalendar | None = None
        self._setting_up = False
        self._steps_done = (0, 6)
        self._build()
        self._connect()

    # What it is made of.

    def _build(self) -> None:
        now = theme()
        self.tabs = FilterTabs(TABS, name="Which duties")
        self.whose = FilterButton("Everyone", icon="ph.users")
        self.kind = FilterButton("Kind")
        head = QHBoxLayout()
        head.setSpacing(now.px(8))
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.kind)
        head.addWidget(self.whose)
        self.tools_row = QWidget()
        head.setContentsMargins(0, 0, 0, 0)
        self.tools_row.setLayout(head)
        self.body.addWidget(self.tools_row)
        self.duties = DutyList(name="Duties")
        self.empty = EmptyState("ph.check-circle", "Nothing is due today.")
        self.list_frame = TableFrame(self.duties, self.empty)
        self.body.addWidget(self.list_frame, 1)
        self._build_first_run()
        side = self.use_side()
        self.placed, self.week, self.coming = PlacedCard(), WeekCard(), ComingCard()
        for card in (self.placed, self.week, self.coming):
            side.add(card)

    def _build_first_run(self) -> None:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().length("space-gap"))
        words = "Six things to set up, then this page shows what is due each day. Stop at any point and come back."
        layout.addWidget(DataLabel(words, "body", ink="ink2", wrap=True))
        self.first_run = FirstRun()
        layout.addWidget(self.first_run)
        layout.addStretch(1)
        self.first_run_area = Scroller(holder)
        self.body.addWidget(self.first_run_area, 1)

    def _connect(self) -> None:
        self.tabs.changed.connect(self._fill)
        self.whose.changed.connect(self._on_whose)
        self.kind.changed.connect(self._fill)
        self.duties.do_asked.connect(self._on_do)
        self.duties.about_asked.connect(lambda pupil: self.go("pupil", pupil=pupil))
        self.duties.clause_asked.connect(lambda line: self.actions_of_duties.explain(self._first(line)))
        self.duties.menu_asked.connect(self._on_menu)
        self.duties.ticked.connect(self._on_ticked)
        self.placed.opened.connect(lambda: self.go("pupils"))
        self.week.day_asked.connect(lambda day: self.go("calendar", day=day.isoformat()))
        self.empty.asked.connect(self._on_empty_asked)
        self.first_run.asked.connect(self._on_step)

    # What the frame shows.

    def title(self) -> str:
        if self._setting_up:
            return f"Welcome, {self.context.record.actor.name}"
        return long_day(self.context.today())

    def subtitle(self) -> str:
        if self._setting_up:
            return f"Set-up, {self._steps_done[0]} of {self._steps_done[1]} done"
        return week_words(self._calendar, self.context.today())

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {
            "put-off": lambda: self._with_focused(self.actions_of_duties.put_off),
            "pupil": self._on_pupil, "filter": self.tabs.setFocus,
            "give": self._on_give, "waiting": lambda: self._on_tab(WAITING),
            "done-already": lambda: self._on_do(self.duties.focused_id()),
            "policy": lambda: self._with_focused(self.actions_of_duties.explain),
            "new-placement": self._on_place,
        }

    def focus_start(self) -> QWidget | None:
        return self.first_run.buttons[0] if self._setting_up and self.first_run.buttons else self.duties

    def reload(self) -> None:
        record, today = self.context.record, self.context.today()
        self._calendar = calendar_or_none(record)
        self._pupils = pupil_list(record)
        self._rows = due_list(record, waiting=True)
        steps = steps_of(self.context, sum(ON_ROLL in row.tabs for row in self._pupils))
        self._steps_done = (sum(step.done for step in steps), len(steps))
        nobody_placed = all(row.placement is None for row in self._pupils)
        self._setting_up = nobody_placed and not all(step.done for step in steps)
        self.first_run_area.setVisible(self._setting_up)
        self.tools_row.setVisible(not self._setting_up)
        self.list_frame.setVisible(not self._setting_up)
        self.first_run.set_steps(steps)
        self._offer_people()
        self._fill()
        self.placed.show_rows(self._pupils)
        self.week.show_week([row for row in self._rows if self._is_wanted(row)], today, self._calendar)
        self.coming.show_coming(coming_up(self._pupils, self._calendar, today), today)
        for card in (self.placed, self.week):
            card.setVisible(not self._setting_up)

    # Filling.

    def _offer_people(self) -> None:
        names = sorted({row.who for row in self._rows if row.who})
        self.whose.set_options([(_MINE, "Mine"), *((name, name) for name in names)])
        if not self.whose.chosen():
            self.whose.choose(self.context.memory.get(_WHOSE))
        kinds = sorted({(row.kind, theme().kind(row.kind).label) for row in self._rows}, key=lambda one: one[1])
        labels: dict[str, str] = {}
        for _, label in kinds:
            labels.setdefault(label, label)
        self.kind.set_options(list(labels.items()))

    def _is_wanted(self, row: DutyRow) -> bool:
        whose = self.whose.chosen()
        wanted = self.context.record.actor.name if whose == _MINE else whose
        fits = not self.kind.chosen() or theme().kind(row.kind).label == self.kind.chosen()
        return fits and (not wanted or row.who == wanted)

    def _fill(self) -> None:
        today = self.context.today()
        found = sorted_into((row for row in self._rows if self._is_wanted(row)), today)
        for key in (OVERDUE, TODAY, WEEK, NEXT, WAITING):
            self.tabs.set_count(key, len(found[key]), late=key == OVERDUE)
        self.tabs.set_count(ALL, sum(len(some) for some in found.values()))
        self._grouped = groups(found, self.tabs.key(), today, self.context.record.actor.name, self._ticked)
        self.duties.set_groups(self._grouped.groups)
        self.list_frame.show_empty(not self._grouped.groups)
        if not self._grouped.groups:
            self._say_empty(today)

    def _say_empty(self, today: date) -> None:
        later = [row for row in self._rows if row.day is not None and row.day > today and self._is_wanted(row)]
        following = min(later, key=lambda row: row.day or date.max, default=None)
        when = f"Next: {short_day(following.day, today)}, {following.title}." if following and following.day else ""
        words = {ALL: "Nothing is due.", TODAY: "Nothing is due today.", OVERDUE: "Nothing is overdue.",
                 WAITING: "Nothing waits for others."}.get(self.tabs.key(), "Nothing is due then.")  # fmt: skip
        filtered = bool(self.whose.chosen() or self.kind.chosen())
        button = "Show everybody’s" if filtered else "New placement" if not self._rows else ""
        self.empty.set(words, when or "Duties stand here from the first placement on.", button)

    # Doing.

    def _first(self, line: str) -> str:
        return next(iter(self._grouped.members.get(line, ())), "")

    def _with_focused(self, deed: Callable[[str], object]) -> None:
        duty = self._first(self.duties.focused_id())
        if duty:
            deed(duty)

    def _on_do(self, line: str) -> None:
        lines = self.duties.marked() if line in self.duties.marked() else (line,)
        wanted = [duty for each in lines for duty in self._grouped.members.get(each, ())]
        if wanted and self.actions_of_duties.complete(wanted):
            self.duties.clear_marks()

    def _on_ticked(self, line: str, duty: str, key: str, on: bool) -> None:
        (self._ticked.add if on else self._ticked.discard)((duty, key))
        row = next((one for one in self._rows if one.id == duty), None)
        if row is None:
            return
        wanted = ticks_wanted(row.kind)
        if not all((duty, each) in self._ticked for each in wanted):
            self._fill()
            return
        self._ticked -= {(duty, each) for each in wanted}
        told = ("Provider and pupil spoken to",) if len(wanted) > 1 else ()
        changes = self.attempt(
            lambda: complete_duty(self.context.record, duty, Completion(on=self.context.today(), evidence=told))
        )
        if changes is not None:
            self.context.publish(changes)
            again = self.actions_of_duties
            self.context.say(f"{row.title} for {row.pupil_name} marked as done.", lambda: again.take_back([duty]))

    def _on_menu(self, line: str, place: QPoint) -> None:
        duty = self._first(line)
        if duty:
            self.actions_of_duties.menu(duty, place, self)

    def _on_give(self) -> None:
        wanted = [duty for each in self.duties.marked() for duty in self._grouped.members.get(each, ())]
        if wanted:
            self.actions_of_duties.give(wanted)

    def _focused_pupil(self) -> str:
        duty = self._first(self.duties.focused_id())
        return next((row.pupil or "" for row in self._rows if row.id == duty), "")

    def _on_pupil(self) -> None:
        if self._focused_pupil():
            self.go("pupil", pupil=self._focused_pupil())

    def _on_place(self) -> None:
        pupil = self._focused_pupil() if self.duties.hasFocus() else ""
        self.go("wizard", **({"pupil": pupil} if pupil else {}))

    def _on_tab(self, key: str) -> None:
        self.tabs.set_key(key)
        self._fill()

    def _on_whose(self) -> None:
        self.context.memory.put(_WHOSE, self.whose.chosen())
        self.reload()

    def _on_empty_asked(self) -> None:
        if self.whose.chosen() or self.kind.chosen():
            self.whose.choose("")
            self.kind.choose("")
            self._on_whose()
        else:
            self.go("wizard")

    def _on_step(self, page: str, part: str) -> None:
        self.go(page, **({"part": part} if part else {}))


def week_words(calendar: SchoolCalendar | None, today: date) -> str:
    """"Autumn term, week 10 of 15"; why there is no school; nothing without term dates."""
    if calendar is None:
        return "No term dates yet"
    try:
        term, closed = calendar.term_of(today), calendar.label(today)
    except Problem:
        return "Beyond the term dates"
    if term is None:
        return closed or "No school today"
    mondays = lambda last: (last - term.start).days // 7 + 1  # noqa: E731 (said twice in one line)
    named = term.label.split()[0]
    named = f"{named} term" if named in ("Autumn", "Spring", "Summer") else term.label
    words = f"{named}, week {mondays(today)} of {mondays(term.end)}"
    return f"{words}  ·  {closed}" if closed and today.weekday() < 5 else words
