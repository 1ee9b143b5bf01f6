"""The journeys: start, a keystroke in the pupil list, a page change, and the longest silence of the event loop."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEvent, QEventLoop, QSortFilterProxyModel, QStringListModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QStackedWidget, QTableView, QVBoxLayout, QWidget

from apdesk.clock import ClockOn
from apdesk.desk import close_desk
from apdesk.progress import Silent
from apdesk.services.demo import PASSPHRASE
from apdesk.services.measuring import Benchmark
from ui.app import dress, make_application
from ui.bench import start
from ui.common.bus import Bus
from ui.common.context import Context
from ui.common.events import settle
from ui.common.jobs import Jobs
from ui.common.memory import Memory
from ui.common.page import Place
from ui.common.scenes import ON
from ui.common.widgets.fields import SearchField
from ui.shell import collection
from ui.shell.main_window import MainWindow
from ui.shell.practice import Unasked, made_up_school
from ui.shell.rooms import on_rail
from ui.shell.warming import get_ready

TYPED = "okonjo"
ROUNDS = 5


def figures(folder: Path) -> Iterator[Benchmark]:
    """Every figure of the window; the made-up school is made in the folder first."""
    application = make_application()
    memory = Memory(None)
    dress(application, memory)
    get_ready(Silent())
    collection.resume()
    record = made_up_school(folder, ClockOn(ON))
    desk = record.folder
    try:
        context = Context(record, record.clock, Unasked(), Jobs(), Bus(), memory)  # type: ignore[arg-type]
        window = MainWindow(context)
        window.resize(1366, 768)
        window.show()
        window.start()
        settle()
        yield _keystroke(window)
        yield from _pages(window)
        yield _longest_gap(window)
    finally:
        close_desk(record)
    yield from _start(desk)


def _start(desk: Path) -> Iterator[Benchmark]:
    """What a person waits for: the lock, then the first list, and both together."""
    ours, theirs = [], []
    start.milliseconds(["start", str(desk), ON.isoformat()], PASSPHRASE)
    for _ in range(ROUNDS):
        ours.append(start.milliseconds(["start", str(desk), ON.isoformat()], PASSPHRASE))
        theirs.extend(start.milliseconds(["bare"]))
    bare = median(theirs)
    yield Benchmark("window-start-lock", median(lock for lock, _list in ours), "a bare window of Qt", bare, ROUNDS)
    yield Benchmark("window-start-list", median(first for _lock, first in ours), "a bare window of Qt", bare, ROUNDS)
    yield Benchmark("window-start", median(sum(both) for both in ours), "a bare window of Qt", bare, ROUNDS)


def _keystroke(window: MainWindow) -> Benchmark:
    """One letter in the search of the pupil list, until the shorter list is painted."""
    window.go(Place("pupils"))
    settle()
    page = window.current()
    assert page is not None
    ours = _typed(page.findChild(SearchField))
    bare = _BareSearch()
    bare.resize(1366, 768)
    bare.show()
    settle()
    theirs = _typed(bare.line)
    bare.deleteLater()
    return Benchmark("window-keystroke", median(ours), "a bare table filtered by Qt itself", median(theirs), len(ours))


def _typed(into: QLineEdit | None) -> list[float]:
    assert into is not None
    taken = []
    for letter in TYPED * ROUNDS:
        if len(into.text()) == len(TYPED):
            into.clear()
            settle()
        taken.append(_timed(lambda letter=letter: _press(into, letter)))  # type: ignore[misc]
    return taken


def _press(into: QWidget, letter: str) -> None:
    key = Qt.Key(ord(letter.upper()))
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(into, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))


def _pages(window: MainWindow) -> Iterator[Benchmark]:
    """From each page of the rail to the next, until it is painted; every page was seen before."""
    places = [Place(each.key) for each in on_rail(window.context.record.actor.role)]
    for place in places:
        window.go(place)
        settle()
    ours = [_timed(lambda place=place: window.go(place)) for _ in range(ROUNDS) for place in places]  # type: ignore[misc]
    bare = QStackedWidget()
    for _ in places:
        bare.addWidget(_long_list())
    bare.resize(1366, 768)
    bare.show()
    settle()
    theirs = [
        _timed(lambda number=number: bare.setCurrentIndex(number))  # type: ignore[misc]
        for _ in range(ROUNDS) for number in range(len(places))
    ]
    bare.deleteLater()
    yield Benchmark("window-page", median(ours), "as many bare lists in a stack", median(theirs), len(ours))
    yield Benchmark("window-page-slowest", max(ours), "as many bare lists in a stack", max(theirs), len(ours))


def _longest_gap(window: MainWindow) -> Benchmark:
    """The longest time the event loop was silent on a walk through every page, against a loop that idles."""
    places = [Place(each.key) for each in on_rail(window.context.record.actor.role)]
    walk: list[Callable[[], object]] = [lambda place=place: window.go(place) for place in places]  # type: ignore[misc]
    ours = _gap([*walk, *walk])
    theirs = _gap([lambda: None] * 2 * len(walk))
    return Benchmark("window-longest-gap", ours, "an idle loop", theirs, 2 * len(walk))


def _gap(deeds: list[Callable[[], object]]) -> float:
    """The longest pause between two beats of a timer of 1 ms while the deeds are done one by one."""
    beats: list[float] = []
    beat, deed, loop = QTimer(), QTimer(), QEventLoop()
    left = list(deeds)

    def do_next() -> None:
        if not left:
            loop.quit()
            return
        left.pop(0)()

    beat.timeout.connect(lambda: beats.append(time.perf_counter()))
    deed.timeout.connect(do_next)
    beat.start(1)
    deed.start(40)
    loop.exec()
    beat.stop()
    deed.stop()
    return max(later - sooner for sooner, later in pairwise(beats)) * 1000


def _timed(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    settle(1)
    return (time.perf_counter() - begun) * 1000


class _BareSearch(QWidget):
    """A line above a table of as many rows as a school has pupils; Qt's own proxy filters."""

    def __init__(self) -> None:
        super().__init__()
        self.line, self.table = QLineEdit(), QTableView()
        model = QStandardItemModel(1_500, 6, self)
        for row in range(1_500):
            for column in range(6):
                model.setItem(row, column, QStandardItem(f"Okonjo {row}, column {column}"))
        proxy = QSortFilterProxyModel(self)
        proxy.setFilterKeyColumn(-1)
        proxy.setSourceModel(model)
        self.table.setModel(proxy)
        layout = QVBoxLayout(self)
        layout.addWidget(self.line)
        layout.addWidget(self.table)
        self.line.textChanged.connect(proxy.setFilterFixedString)


def _long_list() -> QListView:
    """A bare list of as many rows as a school has pupils."""
    view = QListView()
    view.setUniformItemSizes(True)
    view.setModel(QStringListModel([f"Row {number}" for number in range(1_500)], view))
    return view
