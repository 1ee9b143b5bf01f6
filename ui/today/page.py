"""Today: what is due now, who owes it, why, and one button that does it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from apdesk.domain.lateness import week_end
from apdesk.domain.names import greeted
from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.problems import Problem
from apdesk.services.absences import AbsenceRow, open_absences
from apdesk.services.coming_up import coming_up
from apdesk.services.duty_lists import DutyRow, due_list
from apdesk.services.expected_today import whom_to_ring
from apdesk.services.printed_day import due_paper
from apdesk.services.school_year import calendar_or_none
from apdesk.services.setting_up import in_use
from apdesk.services.whereabouts import Whereabouts, whereabouts
from ui.common.after_painting import AfterPainting
from ui.common.context import Context
from ui.common.dates import long_day, short_day
from ui.common.duties.duty_list import DutyList
from ui.common.page import Page, Place
from ui.common.paper import put_on_paper
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.label import DataLabel
from ui.common.widgets.scroller import Scroller
from ui.common.widgets.table_frame import TableFrame
from ui.theme.current import theme
from ui.today.deeds import Deeds
from ui.today.everywhere import change_absent, note_absent, note_accounted, show_whereabouts
from ui.today.first_run import FirstRun
from ui.today.groups import ALL, OVERDUE, TODAY, WAITING, Grouped, groups, sorted_into
from ui.today.marked_bar import CLEAR, MarkedBar
from ui.today.missing import MissingBars
from ui.today.set_up import POLICY_PART, SetUp, set_up
from ui.today.side import MOST_COMING, ComingCard, OffSiteCard, WeekCard
from ui.today.side_set_up import BegunCard, LeftOverCard, PracticeCard, SpreadsheetCard
from ui.today.tools import TodayTools
from ui.today.week_words import week_words

_WHOSE = "today/whose"
CHASE_LINK = "Chase the owners"
TALL, FEW_COMING = 860, 3
"""Logical pixels of the window under which fewer lines of what is coming leave the side without a scroll bar."""
SIX_THINGS = (
    "Six things to set up, then this page shows what is due each day. You can stop at any point and come back."
)
_EMPTY = {
    ALL: "Nothing is due.", TODAY: "Nothing is due today.", OVERDUE: "Nothing is overdue.",
    WAITING: "Nothing waits for others.",
}  # fmt: skip


class TodayPage(Page):
    """The list of the day; before anything is set up, the steps to do that."""

    key = "today"
    areas = frozenset({
        "duties", "placements", "pupils", "staff", "school-year", "providers", "protocols", "settings", "absences",
        "registers",
    })  # fmt: skip

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._rows: tuple[DutyRow, ...] = ()
        self._calendar: SchoolCalendar | None = None
        self._set_up = SetUp((), False)
        self._wanted = ""
        self._failed = False
        self._side_filled = False
        self._next: DutyRow | None = None
        self._side_after = AfterPainting(self, self._fill_side)
        self.grouped = Grouped()
        self._build()
        self.deeds = Deeds(context, self.duties)
        self._connect()

    # What it is made of.

    def _build(self) -> None:
        self.missing = MissingBars()
        self.tools_strip = TodayTools()
        self.duties = DutyList(name="Duties")
        self.empty = EmptyState("ph.check-circle", "Nothing is due today.")
        self.list_frame = TableFrame(self.duties, self.empty)
        self.marked = MarkedBar()
        self.body.addWidget(self.missing)
        self.body.addWidget(self.tools_strip)
        self.body.addWidget(self.marked)
        self.body.addWidget(self.list_frame, 1)
        self._build_first_run()
        side = self.use_side()
        self.off_site, self.week, self.coming = OffSiteCard(), WeekCard(), ComingCard()
        self.practice, self.spreadsheet, self.left_over = PracticeCard(), SpreadsheetCard(), LeftOverCard()
        self.begun = BegunCard(self.context)
        side.add(self.begun)
        self._working = (self.off_site, self.week, self.coming, self.left_over)
        self._setting_up_cards = (self.practice, self.spreadsheet)
        for card in (*self._setting_up_cards, *self._working):
            side.add(card)

    def _build_first_run(self) -> None:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().length("space-gap"))
        layout.addWidget(DataLabel(SIX_THINGS, "body", ink="ink2", wrap=True))
        self.first_run = FirstRun()
        layout.addWidget(self.first_run)
        layout.addStretch(1)
        self.first_run_area = Scroller(holder)
        self.body.addWidget(self.first_run_area, 1)

    def _connect(self) -> None:
        self.tools_strip.changed.connect(self._fill)
        self.tools_strip.whose_changed.connect(self._on_whose)
        self.tools_strip.print_asked.connect(self._on_print)
        self.tools_strip.left.connect(self.duties.setFocus)
        self.tools_strip.typing_changed.connect(self.titles_changed)
        self.deeds.pupil_asked.connect(lambda pupil: self.go("pupil", pupil=pupil))
        self.duties.marks_changed.connect(self._on_marks)
        self.marked.asked.connect(self._on_marked)
        self.missing.accounted.connect(lambda absence: note_accounted(self.context, absence))
        self.missing.change.connect(lambda absence: change_absent(self.context, absence))
        self.missing.all_asked.connect(self._on_whereabouts)
        self.off_site.opened.connect(self._on_whereabouts)
        self.week.day_asked.connect(lambda day: self.go("calendar", day=day.isoformat()))
        self.coming.asked.connect(self._on_coming)
        self.empty.asked.connect(self._on_empty_asked)
        self.first_run.asked.connect(self._on_step)
        self.first_run.skipped.connect(self._on_skipped)
        self.first_run.said.connect(self._on_said)
        self.left_over.asked.connect(self._on_step)
        self.begun.asked.connect(lambda draft: self.go("wizard", draft=draft))
        self.practice.asked.connect(lambda: self.action_requested.emit("practice"))
        self.spreadsheet.asked.connect(lambda: self.go("import"))

    # What the frame shows.

    def title(self) -> str:
        if self._set_up.running:
            return f"Welcome, {greeted(self.context.record.actor.name)}"
        return long_day(self.context.today())

    def subtitle(self) -> str:
        if self._set_up.running:
            return f"Set-up, {self._set_up.done} of {len(self._set_up.steps)} done"
        return week_words(self._calendar, self.context.today())

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {
            **self.deeds.handlers(), "filter": self.tools_strip.open_find, "filters": self._on_filters,
            "print": self._on_print, "new-placement": self._on_place, "absent-today": self._on_absent,
        }

    def hint_names(self) -> Collection[str] | None:
        if self._set_up.running:
            return ("do",)
        if self.tools_strip.find.hasFocus():
            return ("to-list", "close-find")
        if not self.grouped.groups:
            return ("filter",)
        folded = any(line.members for group in self.grouped.groups for line in group.lines)
        return ("do", "put-off", "pupil", "filter", *(("unfold",) if folded else ()))

    def returns_to_last(self) -> bool:
        return not self._set_up.running  # the next step is another one than the last

    def focus_start(self) -> QWidget | None:
        return self.first_run.first_button() if self._set_up.running else self.duties

    # Its life.

    def activate(self, values: Mapping[str, str]) -> None:
        self._wanted = values.get("duty", "")
        self.begun.refresh()
        if self._wanted and not self.stale:
            self._show_wanted()

    def reload(self) -> None:
        record, today = self.context.record, self.context.today()
        try:
            self._calendar = calendar_or_none(record)
            self.show_set_up(SetUp((), False) if in_use(record) else set_up(self.context))
            self._show_absences(open_absences(record), today)
            self._rows = due_list(record, days=(week_end(today) - today).days + 7, waiting=True)
        except Problem as problem:
            self._say_failed(problem)
            return
        self._failed = False
        if not self._set_up.running:
            self.tools_strip.offer(self._rows, self.context.memory.get(_WHOSE))
            self._fill()
            self._show_wanted()
            self._side_after.ask()

    def _say_failed(self, problem: Problem) -> None:
        """What cannot be read is said in the place of the list, with the way to try again."""
        self._failed = True
        self.list_frame.show_empty(True)
        self.empty.set(problem.text, "Nothing was changed.", "Try again")

    def show_set_up(self, set_up: SetUp) -> None:
        """The steps of the first day stand in place of the list, or the list in theirs."""
        self._set_up = set_up
        running = set_up.running
        for widget, shown in ((self.first_run_area, running), (self.tools_strip, not running),
                              (self.list_frame, not running)):  # fmt: skip
            widget.setVisible(shown)
        for card in self._working:
            card.setVisible(not running and self._side_filled)
        for card in self._setting_up_cards:
            card.setVisible(running)
        if running:
            self.first_run.set_steps(set_up.steps)

    def show_rows(self, rows: tuple[DutyRow, ...]) -> None:
        """Shows these duties in place of the record's, as pictures and trials of many need."""
        self._rows = rows
        self._fill()
        self.week.show_week(rows, self.context.today(), self._calendar)

    # Filling.

    def _show_absences(self, rows: tuple[AbsenceRow, ...], today: date) -> None:
        lost = [row for row in rows if row.accounted_on is None]
        self.missing.show_rows(lost, today, self.deeds.actions.allowed, self.whom_to_ring)

    def whom_to_ring(self, row: AbsenceRow) -> str:
        """Who at home is rung first, with the number; "" where no number is held."""
        first = next(iter(whom_to_ring(self.context.record, row.pupil)), None)
        return f"{first.name}: {first.phone}" if first else ""

    def _fill(self) -> None:
        today, me = self.context.today(), self.context.record.actor
        wanted = [row for row in self._rows if self.tools_strip.lets_through(row, me.id)]
        found = sorted_into(wanted, today)
        self.tools_strip.set_counts({key: len(some) for key, some in found.items()})
        self.tools_strip.show_found(len(wanted), len(self._rows))
        link = CHASE_LINK if self.deeds.actions.allowed else ""
        self.grouped = groups(found, self.tools_strip.tabs.key(), today, me.name, link)
        self.deeds.show(self.grouped, wanted)
        self.duties.show_buttons(self.deeds.actions.allowed)
        self.duties.set_groups(self.grouped.groups)
        self._on_marks(self.duties.marks())
        self.list_frame.show_empty(not self.grouped.groups)
        if not self.grouped.groups:
            self._say_empty(today)
        self.titles_changed.emit()

    def _fill_side(self) -> None:
        """The rows stand first; what helps beside them follows at once, and nothing is said before it is known."""
        if not self.isVisible() or self._failed or self._set_up.running:
            return
        today = self.context.today()
        self.week.show_week(self._rows, today, self._calendar)
        tall = self.window().height() / theme().scale >= TALL
        self.coming.show_coming(coming_up(self.context.record), today, MOST_COMING if tall else FEW_COMING)
        self.off_site.show_now(*self._now())
        self._set_up = set_up(self.context)
        self._side_filled = True
        for card in self._working:
            card.show()
        self.left_over.show_steps(self._set_up.left_over, low=not tall)

    def _now(self) -> tuple[Whereabouts | None, str]:
        try:
            return whereabouts(self.context.record), ""
        except Problem as problem:
            return None, problem.text

    def _say_empty(self, today: date) -> None:
        words = _EMPTY.get(self.tools_strip.tabs.key(), "Nothing is due then.")
        if self.tools_strip.restricts():
            typed = self.tools_strip.typed()
            nothing = f"Nothing here matches “{typed}”." if typed else words.replace(".", " of what you chose.")
            self.empty.set(nothing, "", "Show everything")
            return
        later = [row for row in due_list(self.context.record) if row.day is not None and row.day > today]
        self._next = following = min(later, key=lambda row: row.day or date.max, default=None)
        if following and following.day:
            day = short_day(following.day, today)
            self.empty.set(words, f"Next: {day}, {following.short}.", f"Open {day}")
            return
        button = "New placement" if not self._rows and self.deeds.actions.allowed else ""
        self.empty.set(words, "Duties show here from the first placement on.", button)

    def _show_wanted(self) -> None:
        """The ring goes to the duty that was asked for from elsewhere, whatever is filtered."""
        wanted, self._wanted = self._wanted, ""
        if not wanted:
            return
        if not any(wanted in ids for ids in self.grouped.members.values()):
            self.tools_strip.tabs.set_key(ALL)
            self.tools_strip.show_everything()
        line = next((line for line, ids in self.grouped.members.items() if wanted in ids), "")
        if line:
            self.duties.focus_id(line)
        else:
            self.context.say("That duty is not due within these weeks. Look on the pupil’s page.")

    # Doing.

    def _on_marks(self, number: int) -> None:
        """While some are marked, what can be done with them stands in the place of the tabs."""
        self.marked.show_marks(number)
        self.tools_strip.stand_aside(number > 0)

    def _on_marked(self, name: str) -> None:
        if name == CLEAR:
            self.duties.clear_marks()
        else:
            self.deeds.handlers()[name]()
        self.duties.setFocus()

    def _on_print(self) -> None:
        printed = [
            (group.title, [duty for line in group.lines for duty in self.grouped.members[line.id]])
            for group in self.grouped.groups
        ]
        paper = self.attempt(lambda: due_paper(self.context.record, printed, self.tools_strip.said()))
        if paper is not None:
            put_on_paper(self.context, paper)

    def _on_filters(self) -> None:
        if not self.duties.marks():
            self.tools_strip.whose.setFocus()

    def _on_place(self) -> None:
        pupil = self.deeds.focused_pupil() if self.duties.hasFocus() else ""
        self.go("wizard", **({"pupil": pupil} if pupil else {}))

    def _on_absent(self) -> None:
        if self.deeds.actions.allowed:
            note_absent(self.context, pupil=self.deeds.focused_pupil())

    def _on_whereabouts(self) -> None:
        show_whereabouts(self.context, self._go_place)

    def _go_place(self, place: Place) -> None:
        self.place_requested.emit(place)

    def _on_coming(self, page: str, about: str) -> None:
        self.go(page, **{{"calendar": "day"}.get(page, page): about})

    def _on_whose(self, whose: str) -> None:
        self.context.memory.put(_WHOSE, whose)
        self._fill()

    def _on_empty_asked(self) -> None:
        if self._failed:
            self.reload()
        elif self.tools_strip.restricts():
            self.tools_strip.show_everything()
            self.duties.setFocus()
        elif self._next is not None and self._next.day is not None:
            self.go("calendar", day=self._next.day.isoformat())
        else:
            self.go("wizard")

    def _on_step(self, page: str, part: str) -> None:
        if part == POLICY_PART:
            self._set_up.open_policy(self.context)
            self.stale = True
        self.go(page, **({"part": part} if part else {}))

    def _on_said(self) -> None:
        self._set_up.look(self.context)
        self._step_settled()

    def _on_skipped(self, key: str) -> None:
        self._set_up.skip(self.context, key)
        self._step_settled()

    def _step_settled(self) -> None:
        self.stale = True
        self.freshen()
        start = self.focus_start()
        if start is not None:
            start.setFocus()
