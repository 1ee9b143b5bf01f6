"""The calendar's page on a desk with one off-site direction in it, and hands for mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from whole_window import shown_window

from apdesk.services import duty_lists
from apdesk.services.calendar_items import Item
from apdesk.services.placement_answers import Answers, GateSaid
from apdesk.services.start_placement import start_placement
from ui.common.page import Place
from ui.due_calendar.page import CalendarPage

TODAY = date(2026, 11, 12)
REVIEW, NEW_DAY, INSET = date(2026, 12, 16), date(2026, 12, 10), date(2026, 11, 27)
GATES = ("virtual-school-told", "return-plan", "direction.delegated", "direction.tried", "osd.agreed")
CONTROL = Qt.KeyboardModifier.ControlModifier


def direction(school) -> Answers:
    """Complete answers for an off-site direction at Fairholt from 11 November."""
    return Answers(
        pupil=school.pupil, reasons=("psp",), tried="Report card, mentor", met_parents_on=date(2026, 10, 20),
        directed=True, pathway="osd", provider=school.fairholt, start=date(2026, 11, 11),
        decided_on=date(2026, 11, 4), readings={"osd.length": "12 calendar weeks"},
        gates=tuple(GateSaid(rule, met=True) for rule in GATES),
    )


@pytest.fixture(name="page")
def calendar_shown(qtbot, context, clock, small_school) -> Iterator[CalendarPage]:
    """The calendar on 12 November with an off-site direction since the 11th in it."""
    clock.go_to(date(2026, 11, 4))
    start_placement(context.record, direction(small_school))
    clock.go_to(TODAY)
    window = shown_window(qtbot, context, (1600, 1000))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.go(Place("calendar"))
    found = window.current()
    assert isinstance(found, CalendarPage)
    yield found
    window.close()


@pytest.fixture(name="said")
def toasts_said(context) -> list[str]:
    """What the toasts say."""
    heard: list[str] = []
    context.bus.said.connect(lambda one: heard.append(one.text))
    return heard


def press(key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    """A key, where the focus is."""
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def the(page: CalendarPage, rule: str, occurrence: int = 1) -> duty_lists.DutyRow:
    """A duty as the record holds it."""
    from apdesk.store.duties import Duty

    found = Duty.get((Duty.rule == rule) & (Duty.occurrence == occurrence))
    return duty_lists.duty(page.context.record, found.id)


def item_of(page: CalendarPage, rule: str, occurrence: int = 1) -> Item:
    """The entry of a duty in the span that is shown."""
    wanted = the(page, rule, occurrence).id
    view = page.readings.view(*page.span())
    return next(one for one in (*view.items, *view.late) if one.duties == (wanted,))


def stand_on(page: CalendarPage, rule: str, occurrence: int = 1) -> Item:
    """The ring is on the entry of a duty, in whatever view is shown, unfolded by the kinds beside it being hidden."""
    item = item_of(page, rule, occurrence)
    page.keep = item.id
    page.show_day(item.day)
    page.keep = item.id
    page._fill()
    page._take_focus()
    assert page.focused() is not None
    assert item.id in page.focused().duties
    return item


def place_of_item(page: CalendarPage, item: Item) -> QPoint:
    """A point of the month's viewport on a drawn entry."""
    from ui.due_calendar.cells import item_places

    page.month.grab()
    day = page.month.days.days[item.day]
    places = item_places(page.month.area_of(item.day), len(day.items))
    number = [one.id for one in day.items].index(item.id)
    assert number < len(places), f"{item.short} is not drawn"
    return places[number].center()


def drag(source: QWidget, start: QPoint, *over: QPoint, drop: bool = True) -> None:
    """The mouse takes up what stands at a point of a widget and goes over points of the screen."""
    QTest.mousePress(source, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(source, start + QPoint(3, 0))
    QTest.mouseMove(source, start + QPoint(24, 6))
    for point in over:
        QTest.mouseMove(source, source.mapFromGlobal(point))
    if drop:
        QTest.mouseRelease(source, Qt.MouseButton.LeftButton, pos=source.mapFromGlobal(over[-1]))
