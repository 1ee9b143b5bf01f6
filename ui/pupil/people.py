"""Contacts of a pupil as a table: who may be told, who is written to, who must not be met."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from apdesk.services.contacts import ContactRow
from ui.common.memory import Memory
from ui.common.tables.columns import Column
from ui.common.tables.table_view import DataTable
from ui.common.widgets.button import Button
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.label import DataLabel
from ui.common.widgets.table_frame import TableFrame
from ui.theme.current import theme

_COLUMNS = (
    Column("name", "Contact", lambda row: row.name, lambda row: role_words(row), kind="strong-two-line", width=250,
           stretch=2, sort=lambda row: row.form.position),
    Column("told", "May be told", lambda row: told(row)[0], kind="chip", value=lambda row: told(row), width=150),
    Column("letters", "Letters", lambda row: "Letters to" if row.gets_letters else "", kind="chip",
           value=lambda row: ("Letters to", "soon", "ph.envelope-simple") if row.gets_letters else None, width=116),
    Column("phone", "Telephone", lambda row: row.form.phone or "", lambda row: row.form.other_phone or "",
           kind="two-line", width=130, stretch=1),
    Column("address", "Address", lambda row: address(row) or row.form.email or "",
           lambda row: row.form.email or "" if address(row) else "", kind="two-line", width=160, stretch=3, drop=760),
)  # fmt: skip


def role_words(row: ContactRow) -> str:
    """"Mother · lives with · parental responsibility"."""
    form = row.form
    parts = [form.relationship or form.organisation or "", "lives with" if form.lives_with else ""]
    if form.parental_responsibility is not None:
        parts.append("parental responsibility" if form.parental_responsibility else "no parental responsibility")
    return "  ·  ".join(part for part in parts if part)


def told(row: ContactRow) -> tuple[str, str, str | None]:
    """The chip: may be told, or no contact."""
    if row.form.no_contact:
        return "No contact", "stop", None
    return ("May be told", "placed", None) if row.form.parental_responsibility else ("Ask first", "later", None)


def address(row: ContactRow) -> str:
    """The address, or that it is hidden."""
    return "Address hidden" if row.form.confidential_address else row.form.address or ""


class ContactsTab(QWidget):
    """`add_asked`; `edit_asked` and `remove_asked` with the contact."""

    add_asked = Signal()
    edit_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(self, memory: Memory, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().length("space-gap"))
        self._said = DataLabel("", "small", wrap=True)
        self.add_button = Button("Add contact", "plain", "ph.plus")
        self.add_button.setVisible(may_change)
        head = QHBoxLayout()
        head.addWidget(self._said, 1)
        head.addWidget(self.add_button)
        layout.addLayout(head)
        self.table = DataTable(_COLUMNS, lambda row: row.id, "Contacts", memory=memory, row_height="two-line-row")
        empty = EmptyState("ph.phone", "No contacts yet.", "They come with the pupil list, or add them here.",
                           "Add contact" if may_change else "")  # fmt: skip
        self._frame = TableFrame(self.table, empty)
        layout.addWidget(self._frame, 1)
        self._may_change = may_change
        self.add_button.clicked.connect(self.add_asked)
        empty.asked.connect(self.add_asked)
        if may_change:
            self.table.opened.connect(self.edit_asked)
            self.table.menu_asked.connect(self._on_menu)

    def show_contacts(self, rows: tuple[ContactRow, ...], home: str, hidden: bool) -> None:
        """Shows them, with where the pupil lives."""
        letters = sum(row.gets_letters for row in rows)
        where = "Address hidden: it stays inside the school." if hidden else f"Home: {home}." if home else ""
        count = "1 letter" if letters == 1 else f"{letters} letters"
        self._said.set_text(f"{where}  Each notice makes {count}.".strip())
        self.table.set_rows(rows)
        self._frame.show_empty(not rows)

    def _on_menu(self, row: ContactRow, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction("Edit…", lambda: self.edit_asked.emit(row))
        menu.addAction("Remove…", lambda: self.remove_asked.emit(row))
        menu.popup(place)
