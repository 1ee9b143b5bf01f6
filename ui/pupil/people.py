"""Contacts of a pupil as a table: who may be told, who is written to, who must not be met; and what follows from it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from apdesk.services.contacts import PARENT, ContactRow, households
from apdesk.services.pupil_page import Header
from ui.common.memory import Memory
from ui.common.tables.columns import Column
from ui.common.tables.table_view import DataTable
from ui.common.widgets.banner import Banner
from ui.common.widgets.button import Button
from ui.common.widgets.empty import EmptyState, Icon
from ui.common.widgets.label import DataLabel
from ui.common.widgets.table_frame import TableFrame
from ui.theme.current import theme

HIDDEN = "Address hidden"
_TOLD = {"Yes": ("placed", None), "Ask first": ("later", "ph.question"), "No contact": ("stop", None)}
_YES = {True: "Yes", False: "No", None: "Not known"}


def kin_words(row: ContactRow) -> str:
    """"Mother", "Caseworker, Redbridge": who this is to the pupil."""
    return ", ".join(part for part in (row.form.relationship, row.form.organisation) if part)


def told(row: ContactRow) -> str:
    """Whether this contact may be told: yes, ask first, or no contact."""
    if row.form.no_contact:
        return "No contact"
    return "Yes" if row.form.parental_responsibility else "Ask first"


def responsible(row: ContactRow) -> str:
    """Whether this is a person with parental responsibility; nothing of a professional."""
    return _YES[row.form.parental_responsibility] if row.form.kind == PARENT else "Professional"


def lives(row: ContactRow) -> str:
    """Whether the pupil lives there."""
    return {True: "Lives with the pupil", False: "Lives elsewhere", None: ""}[row.form.lives_with]


def letters_to(row: ContactRow) -> str:
    """Which address their letters go to."""
    if not row.gets_letters:
        return ""
    if row.hides_address:
        return HIDDEN
    return row.form.address or ("No address held" if row.form.lives_with is False else "Home")


def address(row: ContactRow) -> str:
    """The address, or that it is hidden."""
    return HIDDEN if row.hides_address else row.form.address or ""


_COLUMNS = (
    Column("name", "Contact", lambda row: row.name, kin_words, kind="strong-two-line", width=150,
           stretch=1, whole=True, sort=lambda row: row.form.position, tip=lambda row: f"{row.name}, {kin_words(row)}"),
    Column("told", "May be told", told, kind="chip", value=lambda row: (told(row), *_TOLD[told(row)]), width=118),
    Column("standing", "Parental responsibility", responsible, lives, kind="two-line", width=164, drop=480),
    Column("letters", "Letters", lambda row: "Yes" if row.gets_letters else "", letters_to, kind="two-line", width=130,
           stretch=3, drop=620, tip=letters_to),
    Column("phone", "Telephone", lambda row: row.form.phone or "", lambda row: row.form.other_phone or "",
           kind="two-line", width=118),
    Column("address", "Address and email", lambda row: address(row) or row.form.email or "",
           lambda row: row.form.email or "" if address(row) else "", kind="two-line", width=150, stretch=3, drop=900,
           tip=lambda row: "\n".join(part for part in (address(row), row.form.email, row.form.note) if part)),
)  # fmt: skip


class ContactsTab(QWidget):
    """`add_asked`; `edit_asked` and `remove_asked` with the contact."""

    add_asked = Signal()
    edit_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(self, memory: Memory, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(now.length("space-gap"))
        self._hidden = Icon("ph.eye-slash", "ink2", 16)
        self._said = DataLabel("", "small", wrap=True)
        self.edit_button = Button("Edit contact", "plain", "ph.pencil-simple")
        self.add_button = Button("Add contact", "plain", "ph.plus")
        head = QHBoxLayout()
        head.setSpacing(now.px(8))
        head.addWidget(self._hidden)
        head.addWidget(self._said, 1)
        for button in (self.edit_button, self.add_button):
            button.setVisible(may_change)
            head.addWidget(button)
        self._warning = QVBoxLayout()
        self._warning.setSpacing(now.px(8))
        layout.addLayout(self._warning)
        layout.addLayout(head)
        self.table = DataTable(_COLUMNS, lambda row: row.id, "Contacts", memory=memory, row_height="two-line-row")
        empty = EmptyState("ph.phone", "No contacts yet.", "They come with the pupil list, or add them here.",
                           "Add contact" if may_change else "")  # fmt: skip
        self._frame = TableFrame(self.table, empty)
        layout.addWidget(self._frame, 1)
        self.add_button.clicked.connect(self.add_asked)
        self.edit_button.clicked.connect(self._on_edit)
        empty.asked.connect(self.add_asked)
        if may_change:
            self.table.opened.connect(self.edit_asked)
            self.table.menu_asked.connect(self._on_menu)

    def show_contacts(self, rows: tuple[ContactRow, ...], header: Header) -> None:
        """Shows them, with where the pupil lives and how many letters a notice makes."""
        home = f"Home: {header.address}." if header.address else "No home address is held."
        where = "Home address hidden: it stays off screens and paper." if header.address_hidden else home
        count = len(households(rows, header.address))
        notice = "Each notice makes 1 letter." if count == 1 else f"Each notice makes {count} letters."
        self._hidden.setVisible(header.address_hidden)
        self._said.set_text(f"{where}  {notice if count else ''}".strip())
        self._warn(rows, count)
        self.table.set_rows(rows)
        self.edit_button.set_why("" if rows else "There is nobody to edit yet")
        self._frame.show_empty(not rows)

    def _warn(self, rows: tuple[ContactRow, ...], letters: int) -> None:
        while self._warning.count():
            old = self._warning.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        barred = [row.name for row in rows if row.form.no_contact]
        if barred:
            rule = "Not to be told, met or written to; nothing of the pupil’s address reaches them."
            self._warning.addWidget(Banner("overdue", f"No contact with {' and '.join(barred)}.", rule))
        edit = "Edit contact" if self.edit_button.isVisibleTo(self) else ""
        if rows and not letters:
            nobody = Banner("today", "Letters go to nobody yet.", "Edit a contact and tick “Letters go here”.", edit)
            nobody.asked.connect(lambda: self.edit_asked.emit(self.table.focused_row() or rows[0]))
            self._warning.addWidget(nobody)
        for row in rows:
            if row.gets_letters and row.form.lives_with is False and not row.form.address:
                said = f"{row.name} lives elsewhere and no address is held."
                lacking = Banner("today", said, "That letter is made without an address.", edit)
                lacking.asked.connect(lambda row=row: self.edit_asked.emit(row))
                self._warning.addWidget(lacking)

    def _on_edit(self) -> None:
        row = self.table.focused_row()
        if row is not None:
            self.edit_asked.emit(row)

    def _on_menu(self, row: ContactRow, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction("Edit…\tEnter", lambda: self.edit_asked.emit(row))
        menu.addAction("Remove…", lambda: self.remove_asked.emit(row))
        menu.popup(place)
