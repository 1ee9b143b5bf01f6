"""What can be made of a placement, and what has been made: for whom, which copy, opened again as it left."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from apdesk.services.document_copies import CopyRow
from apdesk.services.placement_cards import PlacementCard
from ui.common.dates import clock_time, short_day
from ui.common.memory import Memory
from ui.common.tables.columns import Column
from ui.common.tables.table_view import DataTable
from ui.common.widgets.button import Button
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.table_frame import TableFrame
from ui.theme.current import theme

_READERS = {"internal": "School copy", "parent": "Parent’s copy", "provider": "Provider’s copy",
            "panel": "Panel’s copy"}  # fmt: skip
_COLUMNS = (
    Column("what", "Document", lambda row: row.kind[:1].upper() + row.kind[1:], lambda row: copy_words(row),
           kind="strong-two-line", width=170, stretch=2),
    Column("for", "For", lambda row: row.recipient or _READERS.get(row.reader, row.reader),
           lambda row: _READERS.get(row.reader, "") if row.recipient else "", kind="two-line", width=150, stretch=2),
    Column("made", "Made", lambda row: short_day(row.made_at.astimezone().date()),
           lambda row: clock_time(row.made_at.astimezone()), kind="two-line", sort=lambda row: row.made_at, width=118),
    Column("by", "By", lambda row: row.made_by, width=140, stretch=1, drop=560),
    Column("kept", "Kept", lambda row: kept_words(row), width=120, drop=700),
)  # fmt: skip


def copy_words(row: CopyRow) -> str:
    """"Copy 3"; a register is one for the whole provider."""
    return "for the whole provider" if row.kind == "register" else f"Copy {row.copy_number}"


def kept_words(row: CopyRow) -> str:
    """"PDF, 131 KB", or that only its digest is."""
    if not row.suffix:
        return "Not kept"
    kind = {"pdf": "PDF", "xlsx": "Excel"}.get(row.suffix, row.suffix.upper())
    return f"{kind}, {max(1, round(row.size / 1024)):,} KB"


class DocumentsTab(QWidget):
    """`pack_asked`, `register_asked`; `open_asked` and `save_asked` with a copy."""

    pack_asked = Signal()
    register_asked = Signal()
    open_asked = Signal(object)
    save_asked = Signal(object)

    def __init__(self, memory: Memory, may_export: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(now.length("space-gap"))
        self.pack = Button("Print pack", "plain", "ph.printer")
        self.register = Button("Register to Excel", "plain", "ph.table")
        self.open_button = Button("Open", "plain", "ph.eye")
        self.save_button = Button("Save a copy", "plain", "ph.download-simple")
        head = QHBoxLayout()
        head.setSpacing(now.px(8))
        for button in (self.open_button, self.save_button):
            head.addWidget(button)
        head.addStretch(1)
        for button in (self.register, self.pack):
            head.addWidget(button)
        for button in (self.pack, self.register, self.save_button):
            button.setVisible(may_export)
        layout.addLayout(head)
        self.table = DataTable(_COLUMNS, lambda row: row.id, "Documents", memory=memory, row_height="two-line-row")
        self._frame = TableFrame(self.table, EmptyState(
            "ph.files", "No documents made yet.", "Packs, notices and registers are kept here, to be opened again.",
        ))
        layout.addWidget(self._frame, 1)
        self._may_export = may_export
        self.pack.clicked.connect(self.pack_asked)
        self.register.clicked.connect(self.register_asked)
        self.open_button.clicked.connect(self._on_open)
        self.save_button.clicked.connect(self._on_save)
        self.table.opened.connect(self.open_asked)
        self.table.focused.connect(self._on_focused)
        self.table.menu_asked.connect(self._on_menu)

    def show_documents(self, cards: tuple[PlacementCard, ...], wanted: str = "") -> None:
        """Shows the documents of every placement, with the ring on the one that is wanted."""
        rows = {row.id: row for card in cards for row in card.documents}
        self.table.set_rows(sorted(rows.values(), key=lambda row: row.made_at, reverse=True))
        self.table.sort_by("made", descending=True)
        self._frame.show_empty(not rows)
        why = "" if cards else "There is no placement to print."
        self.pack.set_why(why)
        self.register.set_why(why or ("" if any(card.provider for card in cards) else "No provider is chosen yet."))
        if wanted in rows or (rows and self.table.focused_row() is None):
            self.table.focus_id(wanted if wanted in rows else self.table.shown_rows()[0].id)
        self._on_focused(self.table.focused_row())

    def _on_focused(self, row: CopyRow | None) -> None:
        why = "" if row is not None and row.suffix else "Choose a document that is kept"
        self.open_button.set_why(why)
        self.save_button.set_why(why)

    def _on_open(self) -> None:
        row = self.table.focused_row()
        if row is not None:
            self.open_asked.emit(row)

    def _on_save(self) -> None:
        row = self.table.focused_row()
        if row is not None:
            self.save_asked.emit(row)

    def _on_menu(self, row: CopyRow, place: QPoint) -> None:
        menu = QMenu(self)
        if row.suffix:
            menu.addAction("Open\tEnter", lambda: self.open_asked.emit(row))
            if self._may_export:
                menu.addAction("Save a copy…", lambda: self.save_asked.emit(row))
        else:
            menu.addAction("Not kept: make it again").setEnabled(False)
        menu.popup(place)
