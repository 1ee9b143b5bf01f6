"""The versions of the protocol that the desk holds, and how many placements run under each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from apdesk.services.protocol_versions import VersionUse
from apdesk.services.readings import CHOSEN_HERE
from ui.common.dates import short_day
from ui.common.tables.columns import Column
from ui.common.tables.table_view import DataTable
from ui.common.widgets.button import Button
from ui.common.widgets.label import DataLabel
from ui.common.widgets.table_frame import TableFrame
from ui.theme.current import theme


class VersionsPanel(QWidget):
    """`move_asked(version)` to move the placements of an older version to the one in force."""

    move_asked = Signal(object)

    def __init__(self, today: date, *, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_change = may_change
        note = DataLabel(
            "A placement keeps the version it began under. It follows another only where you move it, and you see "
            "what would move first.", "small", wrap=True,
        )  # fmt: skip
        self.table = DataTable(version_columns(today), lambda row: row.id, "Versions of the protocol",
                               row_height="two-line-row")  # fmt: skip
        self.table.sort_by("version", descending=True)
        self.move_button = Button("See what moving them would do", "plain")
        self.move_button.setVisible(may_change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().length("space-gap"))
        column.addWidget(note)
        column.addWidget(TableFrame(self.table), 1)
        column.addWidget(self.move_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.table.focused.connect(self._on_focused)
        self.table.opened.connect(lambda _row: self.ask())
        self.move_button.clicked.connect(self.ask)

    def show_versions(self, rows: Sequence[VersionUse]) -> None:
        """Newest first."""
        self.table.set_rows(rows)
        if rows and self.table.focused_row() is None:
            self.table.focus_id(rows[0].id)
        self._on_focused(self.table.focused_row())

    def ask(self) -> None:
        """Asks to move the placements of the row with the ring, where there are any."""
        row = self.table.focused_row()
        if self._may_change and row is not None and row.movable:
            self.move_asked.emit(row)

    def _on_focused(self, row: VersionUse | None) -> None:
        self.move_button.set_why(_why_not(row))


def _why_not(row: VersionUse | None) -> str:
    if row is None or row.in_force:
        return "These placements follow the version in force."
    if not row.placements:
        return "No placement runs under this version."
    return "" if row.movable else "The version in force has none of their pathways."


def version_columns(today: date) -> tuple[Column, ...]:
    """Which version, since when, from where, and who runs under it."""
    return (
        Column("version", "Version", lambda row: f"Version {row.version}", lambda row: row.title,
               kind="strong-two-line", sort=lambda row: row.version, width=140, stretch=3),
        Column("effective", "In force from", lambda row: short_day(row.effective, today),
               sort=lambda row: row.effective, width=130),
        Column("source", "From", lambda row: _source(row), lambda row: f"taken in {short_day(row.activated_on, today)}",
               kind="two-line", width=110, stretch=2, drop=640),
        Column("placements", "Placements", lambda row: f"{row.placements:,}" if row.placements else "None",
               sort=lambda row: row.placements, width=92, right=True),
        Column("state", "", lambda row: _state(row, today), kind="chip", value=lambda row: _chip(row, today),
               width=100),
    )  # fmt: skip


def _source(row: VersionUse) -> str:
    return "A reading chosen here" if row.source == CHOSEN_HERE else row.source


def _state(row: VersionUse, today: date) -> str:
    return "In force" if row.in_force else "To come" if row.effective > today else ""


def _chip(row: VersionUse, today: date) -> tuple[str, str] | None:
    words = _state(row, today)
    return (words, "placed" if row.in_force else "soon") if words else None
