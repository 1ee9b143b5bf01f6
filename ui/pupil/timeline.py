"""Everything that happened to a pupil, filterable; and who changed or looked at what, when and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.domain.names import fold
from apdesk.services.duty_lists import DutyRow
from apdesk.services.pupil_history import HistoryLine
from apdesk.services.pupil_page import PupilPage
from apdesk.services.pupil_timeline import DUTY, EVENT, NOTE, PAPER, PLACEMENT, TimelineEntry
from ui.common.dates import clock_time, short_day
from ui.common.duties.duty_list import DutyList
from ui.common.duties.lines import DutyGroup, DutyLine
from ui.common.duties.rows import DONE_WORDS, duty_line
from ui.common.memory import Memory
from ui.common.tables.columns import Column
from ui.common.tables.table_view import DataTable
from ui.common.widgets.choices import SegmentedChoice
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.fields import SearchField
from ui.common.widgets.table_frame import TableFrame
from ui.common.widgets.tabs import FilterButton
from ui.theme.current import theme

HAPPENED, CHANGED, VIEWED = "happened", "changed", "viewed"
_FACES = ((HAPPENED, "What happened"), (CHANGED, "Who changed what"), (VIEWED, "Who looked"))
_KINDS = (
    (DUTY, "Duties done"), (EVENT, "Meetings and events"), (NOTE, "Notes"), (PAPER, "Papers made"),
    (PLACEMENT, "Placements"),
)  # fmt: skip


def local(moment: datetime) -> datetime:
    """The moment on the office's clock."""
    return moment.astimezone()


_HISTORY = (
    Column("when", "When", lambda row: short_day(local(row.moment).date()),
           lambda row: clock_time(local(row.moment)), kind="two-line", sort=lambda row: row.number, width=104),
    Column("who", "Who", lambda row: row.who, width=140, stretch=1),
    Column("what", "What and why", lambda row: row.what, lambda row: _told(row), kind="two-line", width=220,
           stretch=6, whole=True, tip=lambda row: "\n".join((row.what, *row.details, row.why)).strip()),
)  # fmt: skip


_MOST_DETAILS = 6


def _told(row: HistoryLine) -> str:
    """What became of what, and the reason where somebody gave one."""
    left = len(row.details) - _MOST_DETAILS
    more = (f"and {left} more",) if left > 0 else ()
    why = (f"Why: {row.why}",) if row.why else ()
    return "; ".join((*row.details[:_MOST_DETAILS], *more, *why))


def _looks(rows: Iterable[HistoryLine]) -> list[HistoryLine]:
    """Somebody who looked at the same thing several times on one day is one line, at the newest time."""
    found: dict[tuple[str, str, date], list[HistoryLine]] = {}
    for row in rows:
        found.setdefault((row.who, row.what, local(row.moment).date()), []).append(row)
    return [
        some[0] if len(some) == 1 else max(some)._replace(details=(f"{len(some)} times that day",))
        for some in found.values()
    ]


class Timeline(QWidget):
    """Three faces: what happened, what was changed, and who looked. The last two are read when they are shown."""

    menu_asked = Signal(str)

    def __init__(self, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(now.length("space-gap"))
        self.face = SegmentedChoice(_FACES, name="Show")
        self.kind = FilterButton("Kind", _KINDS)
        self.placement = FilterButton("Placement")
        self.search = SearchField("Search")
        head = QHBoxLayout()
        head.setSpacing(now.px(8))
        head.addWidget(self.face, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.kind, self.placement):
            head.addWidget(widget)
        head.addWidget(self.search, 1)
        layout.addLayout(head)
        self.happened = DutyList(name="What happened", buttons=False)
        self._nothing = EmptyState("ph.calendar-blank", "Nothing has happened yet.")
        self._happened_frame = TableFrame(self.happened, self._nothing)
        self.changed = DataTable(_HISTORY, lambda row: str(row.number), "History", memory=memory,
                                 row_height="two-line-row")  # fmt: skip
        self._no_history = EmptyState("ph.clock-counter-clockwise", "")
        self._changed_frame = TableFrame(self.changed, self._no_history)
        layout.addWidget(self._happened_frame, 1)
        layout.addWidget(self._changed_frame, 1)
        self._entries: tuple[TimelineEntry, ...] = ()
        self._done: dict[str, DutyLine] = {}
        self._history: Callable[[], tuple[HistoryLine, ...]] | None = None
        self._read: tuple[HistoryLine, ...] | None = None
        self._today = date.min
        self.face.changed.connect(self._on_face)
        self.kind.changed.connect(self._fill)
        self.placement.changed.connect(self._fill)
        self.search.searched.connect(self._fill)
        self._on_face()

    def show_entries(
        self, page: PupilPage, history: Callable[[], tuple[HistoryLine, ...]], today: date, me: str = ""
    ) -> None:
        """Shows this pupil; `history` is asked when somebody wants to see it."""
        self._entries, self._history, self._today, self._read = page.timeline, history, today, None
        self._done = {row.id: done_line(row, today, me) for row in page.done}
        references = dict.fromkeys(entry.reference for entry in self._entries if entry.reference)
        self.placement.set_options([(each, each) for each in references])
        self._on_face()

    def show_face(self, face: str) -> None:
        """Shows one of the three."""
        self.face.set_key(face)
        self._on_face()

    def _on_face(self) -> None:
        face = self.face.key()
        happened = face == HAPPENED
        had_ring = self.happened.hasFocus() or self.changed.hasFocus()
        self._happened_frame.setVisible(happened)
        self._changed_frame.setVisible(not happened)
        self.kind.setVisible(happened)
        self.search.setVisible(happened)
        self.placement.setVisible(happened and len({entry.reference for entry in self._entries}) > 2)
        if happened:
            self._fill()
        elif self._history is not None:
            self._fill_history(face == VIEWED)
        if had_ring:        # what is hidden hands the ring to what is shown in its place
            (self.happened if happened else self.changed).setFocus()

    def _fill_history(self, viewed: bool) -> None:
        if self._read is None and self._history is not None:
            self._read = self._history()
        rows = [line for line in self._read or () if line.viewed is viewed]
        self.changed.set_rows(_looks(rows) if viewed else rows)
        self.changed.sort_by("when", descending=True)
        what = "Nobody has looked yet." if viewed else "Nothing was changed yet."
        self._no_history.set(what, "Every change and every look is kept, with who and when.")
        self._changed_frame.show_empty(not rows)

    def _fill(self) -> None:
        kind, reference = self.kind.chosen(), self.placement.chosen()
        words = [fold(word) for word in self.search.text().split()]
        shown = [
            entry for entry in self._entries
            if (not kind or entry.kind == kind) and (not reference or entry.reference == reference)
            and all(word in fold(f"{entry.title} {self._short(entry)} {entry.detail} {entry.who}") for word in words)
        ]
        several = len({entry.reference for entry in self._entries if entry.reference}) > 1
        months: dict[str, list[TimelineEntry]] = {}
        for entry in shown:
            months.setdefault(f"{entry.on:%B %Y}", []).append(entry)
        lines = {
            month: tuple(self._line(one, several) for one in some)
            for month, some in months.items()
        }
        self.happened.set_groups([DutyGroup(month, month, "", some) for month, some in lines.items()])
        sought = bool(kind or reference or words)
        self._nothing.set("Nothing of that kind." if sought and self._entries else "Nothing has happened yet.",
                          "Take a filter away to see more." if sought and self._entries
                          else "Duties done, meetings, notes and papers are listed here.")  # fmt: skip
        self._happened_frame.show_empty(not shown)


    def _short(self, entry: TimelineEntry) -> str:
        known = self._done.get(entry.id or "")
        return known.action if known else ""

    def _line(self, entry: TimelineEntry, with_reference: bool) -> DutyLine:
        """A duty by the name and the word it has in every list, anything else as it was entered."""
        known = self._done.get(entry.id or "")
        if known is None:
            return entry_line(entry, self._today, with_reference=with_reference)
        reference = entry.reference if with_reference else ""
        detail = "  ·  ".join(part for part in (known.detail, reference) if part)
        spoken = ", ".join(part for part in (known.spoken, reference) if part)
        return replace(known, detail=detail, spoken=spoken, has_menu=False)


def done_line(row: DutyRow, today: date, me: str) -> DutyLine:
    """A duty that was done: who and how, and a chip in a word."""
    line = duty_line(row, today, me, with_pupil=False)
    word = "Filed" if row.record.filed_in else DONE_WORDS.get(row.kind, "Done")
    said = ", ".join(part for part in (line.spoken, *row.evidence_given, row.note, word) if part)
    return replace(line, under="", clause="", clause_words="", chip=(word, "done"), spoken=said)


def entry_line(entry: TimelineEntry, today: date, *, with_reference: bool = False) -> DutyLine:
    """Something that happened, as a line without a button; with its placement where there are several."""
    reference = entry.reference if with_reference else ""
    return DutyLine(
        f"entry-{entry.id or entry.title}-{entry.on}", short_day(entry.on, today), "", "done", entry.shown, entry.title,
        detail="  ·  ".join(part for part in (entry.who, entry.detail, reference) if part), done=True, has_menu=False,
    )
