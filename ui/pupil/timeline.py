"""Everything that happened to a pupil, filterable; and who changed or looked at what, when and why."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.services.pupil_history import HistoryLine
from apdesk.services.pupil_page import TimelineEntry
from ui.common.dates import clock_time, short_day
from ui.common.duties.duty_list import DutyList
from ui.common.duties.lines import DutyGroup
from ui.common.memory import Memory
from ui.common.tables.columns import Column
from ui.common.tables.table_view import DataTable
from ui.common.widgets.choices import SegmentedChoice
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.table_frame import TableFrame
from ui.common.widgets.tabs import FilterButton
from ui.pupil.overview import entry_line
from ui.theme.current import theme

_KINDS = (("duty", "Duties done"), ("event", "Events"), ("note", "Notes"), ("start", "Starts and ends"))


def local(moment: datetime) -> datetime:
    """The moment on the office's clock."""
    return moment.astimezone()


_HISTORY = (
    Column("when", "When", lambda row: short_day(local(row.moment).date()),
           lambda row: clock_time(local(row.moment)), kind="two-line", sort=lambda row: row.number, width=110),
    Column("who", "Who", lambda row: row.who, width=140),
    Column("what", "What", lambda row: row.what, lambda row: "; ".join(row.details), kind="two-line", width=220,
           stretch=5, tip=lambda row: "\n".join(row.details)),
    Column("why", "Why", lambda row: row.why, width=140, stretch=2, drop=640),
)  # fmt: skip


class Timeline(QWidget):
    """Two faces: what happened, and the history of changes and views."""

    def __init__(self, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().length("space-gap"))
        self.face = SegmentedChoice([("happened", "What happened"), ("changed", "Who changed what")], name="Show")
        self.kind = FilterButton("Kind", _KINDS)
        head = QHBoxLayout()
        head.addWidget(self.face)
        head.addWidget(self.kind)
        head.addStretch(1)
        layout.addLayout(head)
        self.happened = DutyList(name="What happened", buttons=False)
        when = "Notes and duties done stand here."
        self._nothing = EmptyState("ph.calendar-blank", "Nothing has happened yet.", when)
        self._happened_frame = TableFrame(self.happened, self._nothing)
        self.changed = DataTable(_HISTORY, lambda row: str(row.number), "History", memory=memory,
                                 row_height="two-line-row")  # fmt: skip
        self._changed_frame = TableFrame(self.changed)
        layout.addWidget(self._happened_frame, 1)
        layout.addWidget(self._changed_frame, 1)
        self._entries: tuple[TimelineEntry, ...] = ()
        self._today = date.min
        self.face.changed.connect(self._on_face)
        self.kind.changed.connect(self._fill)
        self._on_face()

    def show_entries(self, entries: tuple[TimelineEntry, ...], history: tuple[HistoryLine, ...], today: date) -> None:
        """Shows this pupil."""
        self._entries, self._today = entries, today
        self._fill()
        self.changed.set_rows(history)
        self.changed.sort_by("when", descending=True)

    def _on_face(self) -> None:
        happened = self.face.key() == "happened"
        self._happened_frame.setVisible(happened)
        self.kind.setVisible(happened)
        self._changed_frame.setVisible(not happened)

    def _fill(self) -> None:
        wanted = self.kind.chosen()
        kinds = ("start", "end") if wanted == "start" else (wanted,)
        shown = [entry for entry in self._entries if not wanted or entry.kind in kinds]
        months: dict[str, list[TimelineEntry]] = {}
        for entry in shown:
            months.setdefault(f"{entry.on:%B %Y}", []).append(entry)
        self.happened.set_groups([
            DutyGroup(month, month, "done", tuple(entry_line(entry, self._today) for entry in some))
            for month, some in months.items()
        ])
        self._happened_frame.show_empty(not shown)
