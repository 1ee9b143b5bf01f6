"""The calendar by month, week and as an agenda; mid-drag, refused, a day opened, empty, and 400 duties on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QPoint

from apdesk.services.booking import answers, bookable, look_at
from apdesk.services.calendar_items import Item
from apdesk.services.calendar_view import View
from apdesk.services.duty_lists import duty
from apdesk.services.rescheduling import moving
from apdesk.services.school_year import calendar_or_none
from ui.common.events import settle
from ui.common.scenes import ON, Over, Scene, Shown, Stage
from ui.due_calendar.book_dialog import BookDialog
from ui.due_calendar.move_dialog import MoveDialog
from ui.due_calendar.opened_dialog import OpenedDialog
from ui.due_calendar.page import AGENDA, MONTH, WEEK, CalendarPage

MANY = 400
NOW = 10 * 60 + 44      # minutes of the day
LONGEST = "Featherstonehaugh-Mensah-Oyelowo"


def _page(stage: Stage, mode: str, day: date = ON) -> tuple[Any, CalendarPage]:
    window = stage.window("calendar")
    page = window.current()
    assert isinstance(page, CalendarPage)
    page.day = day
    page.show_mode(mode)
    page.day = day
    page.reload()
    page.show_mode(mode)
    settle()
    page.week.hours.now = NOW if page.week.hours.now >= 0 else -1
    return window, page


def _mode(mode: str) -> Callable[[Stage], Shown]:
    def make(stage: Stage) -> Shown:
        return _page(stage, mode)[0]

    return make


def _review(page: CalendarPage) -> Item:
    """The review still to come with which most moves along."""
    view = page.readings.view(*page.span())
    found = [one for one in view.items if one.kind == "review" and not one.done and not one.lock and one.duties]

    def along(item: Item) -> int:
        look = moving(page.context.record, item.id).look(_next_free(item))
        return 0 if look.refused else len(look.follows) - 10 * bool(look.asks)

    return max(found, key=along)


def _drag(to: Callable[[Item], date], mode: str = MONTH) -> Callable[[Stage], Shown]:
    """Mid-drag, as the mouse leaves it."""
    def make(stage: Stage) -> Shown:
        window, page = _page(stage, mode)
        item = _review(page)
        page.mover.begin(item, by_mouse=True)
        target = to(item) if mode == MONTH else item.day
        area = page.area_of(target, "" if mode == MONTH else "14:30")
        page.mover.to(target, None if mode == MONTH else "14:30")
        page.moves.layer.follow(QPoint(area.left() + area.width() // 4, area.top() + 50))
        settle()
        return window

    return make


def _next_free(item: Item) -> date:
    day = item.day + timedelta(days=1)
    while day.weekday() >= 5 or day == _closed_day(item):
        day += timedelta(days=1)
    return day


def _closed_day(_item: Item) -> date:
    return date(2026, 11, 27)


def _opened(stage: Stage) -> Shown:
    window, page = _page(stage, MONTH)
    page.opening.open_day(ON + timedelta(days=3))
    settle()
    return window


def _kinds(stage: Stage) -> Shown:
    """The kinds opened, two of them hidden, where the toolbar has no room for them."""
    window, page = _page(stage, MONTH)
    for number in (5, 6):
        page.kinds.buttons[number].toggle()
    settle()
    menu, button = page.kinds_button.kind_menu, page.kinds_button
    menu.adjustSize()
    menu.rows[0].setFocus()
    return Over(window, menu, button.mapTo(window, button.rect().bottomLeft()))


def _empty(stage: Stage) -> Shown:
    window, _page_shown = _page(stage, WEEK, date(2027, 6, 2))
    return window


def _many(mode: str) -> Callable[[Stage], Shown]:
    """400 duties on one day, with the longest names there are; none on the others."""
    def make(stage: Stage) -> Shown:
        window, page = _page(stage, mode)
        span = page.span()
        view = page.readings.view(*span)
        page.readings._views[span] = _crowded(view)
        page._fill()
        settle()
        return window

    return make


def _crowded(view: View) -> View:
    first = next(one for one in view.items if one.duties)
    kinds = ("visit", "review", "letter", "meeting", "contact", "register", "document", "decision")
    items = tuple(
        first._replace(
            id=f"{n}", duties=(f"{n}",), day=ON, kind=kinds[n % 8], name=f"O {LONGEST} {n}", state="later", time="",
            short=f"O {LONGEST} {n}", word=f"kind {n}", title=f"The longest title that a duty has, number {n}",
            about=f"Oluwaseunfunmi {LONGEST} 10F",
            said=f"The longest title that a duty has, number {n}, Oluwaseunfunmi {LONGEST} 10F, {first.who}, kind {n}",
        )
        for n in range(MANY)
    )
    return view._replace(items=items)


def _dialog(make: Callable[[Stage, CalendarPage], Any]) -> Callable[[Stage], Shown]:
    def scene(stage: Stage) -> Shown:
        window, page = _page(stage, MONTH)
        dialog = make(stage, page)
        dialog.setParent(window, dialog.windowFlags())
        dialog.show()
        settle()
        return Over(window, dialog)

    return scene


def _move_dialog(stage: Stage, page: CalendarPage) -> MoveDialog:
    item, record = _review(page), stage.context.record
    dialog = MoveDialog(moving(record, item.id), item.about, lambda _said: None, ON, calendar_or_none(record))
    dialog.to.set_date(_next_free(item))
    dialog.say()
    return dialog


def _book_dialog(stage: Stage, _page: CalendarPage) -> BookDialog:
    record = stage.context.record
    placements = bookable(record)
    chosen = next(one for one in placements if "review" in dict(one.meetings))
    dialog = BookDialog(placements, lambda meeting: (look_at(record, meeting), answers(record, meeting)),
                        lambda _meeting: None, ON + timedelta(days=16), ON, calendar_or_none(record))  # fmt: skip
    dialog.choose(chosen.placement, "review")
    return dialog


def _opened_duty(stage: Stage, page: CalendarPage) -> OpenedDialog:
    item = _review(page)
    return OpenedDialog(item, duty(stage.context.record, item.id), page.opening.deeds._deeds(
        item, duty(stage.context.record, item.id)), ON)  # fmt: skip


SCENES = (
    *(Scene(f"calendar-{mode}", _mode(mode)) for mode in (MONTH, WEEK, AGENDA)),
    Scene("calendar-drag", _drag(_next_free)),
    Scene("calendar-drag-refused", _drag(_closed_day)),
    Scene("calendar-drag-week", _drag(_next_free, WEEK)),
    Scene("calendar-day", _opened),
    Scene("calendar-kinds", _kinds, (960, 540)),
    Scene("calendar-empty", _empty),
    Scene("calendar-many", _many(MONTH)),
    Scene("calendar-many-week", _many(WEEK)),
    Scene("calendar-many-agenda", _many(AGENDA)),
    Scene("calendar-move", _dialog(_move_dialog)),
    Scene("calendar-book", _dialog(_book_dialog)),
    Scene("calendar-duty", _dialog(_opened_duty)),
)
