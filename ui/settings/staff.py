"""Staff and roles: who holds each role of the policy, who covers, from when, and everybody who can owe a duty."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from apdesk.domain.permissions import PERSON_ROLES, Deed
from apdesk.services import staff as people
from apdesk.services.leaving import come_back, leave, leaving
from apdesk.services.staff_roles import RoleLine, duties_by_person, hand_over, role_lines, role_title
from apdesk.services.unlock import people as openers
from ui.common.context import Context
from ui.common.tables.table_view import DataTable
from ui.common.widgets.button import Button
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.table_frame import TableFrame
from ui.common.widgets.tabs import FilterTabs
from ui.settings import forms
from ui.settings.leaving_dialog import LeavingDialog, Left
from ui.settings.part import SettingsPart
from ui.settings.staff_columns import PersonLine, missing, people_columns, role_columns
from ui.theme.current import theme

ROLES, PEOPLE, GONE = "roles", "people", "gone"


class StaffPart(SettingsPart):
    """Two tables: roles with their holders, people with their roles."""

    key = "staff"
    heading = "Staff and roles"
    areas = frozenset({"staff", "duties", "protocols", "pupils"})
    deed = Deed.CHANGE_STAFF
    hints = ("add", "give", "cover", "remove")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._lines: tuple[RoleLine, ...] = ()
        self._people: tuple[PersonLine, ...] = ()
        self._build()
        self._connect()
        self.set_note("A duty finds its owner by role and year group.")

    def _build(self) -> None:
        today, memory = self.context.today(), self.context.memory
        self.give_button = Button("Hand over a role", "plain", "ph.arrows-left-right")
        self.cover_button = Button("Arrange cover", "plain", "ph.umbrella-simple")
        self.add_button = Button("Add person", "plain", "ph.plus")
        for button in (self.give_button, self.cover_button, self.add_button):
            button.setVisible(self.may_change)
            self.tools.addWidget(button)
        self.tabs = FilterTabs(((ROLES, "Roles"), (PEOPLE, "People"), (GONE, "Left")), name="Roles or people")
        line = QHBoxLayout()
        line.setSpacing(theme().px(8))
        line.addWidget(self.tabs)
        line.addStretch(1)
        self.body.addLayout(line)
        self.roles = DataTable(role_columns(today), lambda row: row.key, "Roles", memory=memory,
                               row_height="two-line-row")
        self.people = DataTable(people_columns(today), lambda row: row.row.id, "Staff", memory=memory,
                                row_height="two-line-row")
        self.empty = EmptyState("ph.users", "Nobody has left.")
        self.people_frame = TableFrame(self.people, self.empty)
        self.stack = QStackedWidget()
        self.stack.addWidget(TableFrame(self.roles))
        self.stack.addWidget(self.people_frame)
        self.body.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.tabs.changed.connect(self._on_tab)
        self.add_button.clicked.connect(self._on_add)
        self.give_button.clicked.connect(self._on_give)
        self.cover_button.clicked.connect(self._on_cover)
        self.roles.opened.connect(self._on_role)
        self.roles.menu_asked.connect(self._on_role_menu)
        self.people.opened.connect(self._on_edit)
        self.people.menu_asked.connect(self._on_person_menu)

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"add": self._on_add, "give": self._on_give, "cover": self._on_cover, "edit": self._on_edit_key,
                "remove": self._on_remove_key}  # fmt: skip

    def focus_start(self) -> QWidget | None:
        return self.roles if self.tabs.key() == ROLES else self.people

    def place_of(self, at: str) -> QWidget | None:
        if at in (ROLES, PEOPLE):
            self.tabs.set_key(at)
            self._on_tab(at)
            return self.focus_start()
        return None

    # Its life.

    def reload(self) -> None:
        record = self.context.record
        self._lines = role_lines(record)
        owed = duties_by_person(record)
        opens = {one.id: PERSON_ROLES.get(one.role, one.role) for one in openers(record)}
        labels = {line.role: line.label for line in self._lines}
        self._people = tuple(
            PersonLine(row, tuple(_titles(row, labels, covers=False)), tuple(_titles(row, labels, covers=True)),
                       owed.get(row.id, 0), opens.get(row.id, ""))
            for row in people.staff(record)
        )  # fmt: skip
        self.roles.set_rows(self._lines)
        without = sum(missing(line) for line in self._lines)
        self.tabs.set_count(ROLES, without or None, late=True)
        self.tabs.set_count(PEOPLE, len(self.people_here()))
        self._show_people()

    def lines(self) -> tuple[RoleLine, ...]:
        """The roles as they are shown."""
        return self._lines

    def people_here(self) -> list[PersonLine]:
        """Everybody who has not left."""
        today = self.context.today()
        return [one for one in self._people if one.row.here_on(today)]

    def _show_people(self) -> None:
        today = self.context.today()
        gone = [one for one in self._people if not one.row.here_on(today)]
        shown = gone if self.tabs.key() == GONE else self.people_here()
        self.people.set_rows(shown)
        self.people_frame.show_empty(not shown)

    def _on_tab(self, key: str) -> None:
        self.stack.setCurrentIndex(0 if key == ROLES else 1)
        self._show_people()

    # Doing.

    def _on_add(self) -> None:
        if not self.may_change:
            return
        form = forms.add_person_form(self._save_new, forms.role_options(self._lines), self.context.today())
        if self.saved(form, lambda: f"{_name_of(form.values())} added.", undoable=True):
            self.people.focus_id(form.saved.id)

    def _save_new(self, said: forms.NewPerson) -> Any:
        role = forms.asked_of(said.role, from_on=said.from_on) if said.role else None
        return people.add_staff(self.context.record, said.person(), role)

    def _on_edit_key(self) -> None:
        line = self.people.focused_row()
        if self.tabs.key() != ROLES and line is not None:
            self._on_edit(line)

    def _on_edit(self, line: PersonLine) -> None:
        if not self.may_change:
            return
        form = forms.person_form(
            line.row.name, line.row.form,
            lambda said: people.edit_staff(self.context.record, line.row.id, said), self.context.today(),
        )  # fmt: skip
        self.saved(form, f"{line.row.name} saved.", undoable=True)

    def _on_role(self, line: RoleLine) -> None:
        self._give(line.key, self._likely(line))

    def _on_give(self) -> None:
        self._give(*self._focused())

    def _give(self, role: str | None, who: str | None) -> None:
        if not self.may_change:
            return
        shown = forms.Giving(role, who, self.context.today())
        form = forms.hand_over_form("Hand over a role", shown, self._save_role(covers=False),
                                    forms.role_options(self._lines), self.options(), self.context.today())
        self.saved(form, "Handed over. The duties of the role follow.", undoable=True)

    def _on_cover(self) -> None:
        if not self.may_change:
            return
        role, who = self._focused()
        form = forms.cover_form("Arrange cover", forms.Giving(role, who, self.context.today()),
                                self._save_role(covers=True), forms.role_options(self._lines), self.options(),
                                self.context.today())
        self.saved(form, "Cover is arranged.", undoable=True)

    def _save_role(self, *, covers: bool) -> Callable[[forms.Giving], Any]:
        return lambda said: hand_over(self.context.record, said.who or "", said.asked(covers))

    def _focused(self) -> tuple[str | None, str | None]:
        """The role and the person that the ring stands on."""
        if self.tabs.key() == ROLES:
            line = self.roles.focused_row()
            return (line.key, self._likely(line)) if line is not None else (None, None)
        person = self.people.focused_row()
        return None, person.row.id if person is not None else None

    def _likely(self, line: RoleLine) -> str | None:
        """Whoever is to be shown first: the first on the list who does not hold it."""
        held = {one.staff for one in line.holders}
        return next((key for key, _ in self.options() if key not in held), None)

    def options(self) -> forms.Options:
        """Who can be given a role."""
        return [(one.row.id, one.row.name) for one in self.people_here()]

    def _on_remove_key(self) -> None:
        if self.tabs.key() == ROLES:
            line = self.roles.focused_row()
            if line is not None:
                self._end(line)
        elif self.people.focused_row() is not None:
            self._on_remove(self.people.focused_row())

    def _on_remove(self, line: PersonLine) -> None:
        if not self.may_change:
            return
        record, member = self.context.record, line.row.id

        def save(left: Left) -> Any:
            return leave(record, member, left.on, left.passes, end_access=left.end_access)

        options = [each for each in self.options() if each[0] != member]
        dialog = self.attempt(lambda: LeavingDialog(
            line.row.name, lambda day: leaving(record, member, day), options, save, self.context.today()
        ))  # fmt: skip
        if dialog is not None:
            self.saved(dialog, f"{line.row.name} is removed. The history keeps the name.")

    def _end(self, line: RoleLine) -> None:
        """Ends what somebody holds or covers, without anybody taking it over."""
        held = next(iter((*line.covers, *line.holders)), None)
        if held is None or not self.may_change:
            return
        form = forms.end_form(f"End {line.title} for {held.name}", self.context.today(),
                              lambda said: people.end_role(self.context.record, held.id, said.on))
        self.saved(form, f"{held.name} holds it for the last time on that day.", undoable=True)

    def _on_role_menu(self, line: RoleLine, place: QPoint) -> None:
        if not self.may_change:
            return
        menu = QMenu(self)
        menu.addAction("Hand over…", lambda: self._on_role(line))
        menu.addAction("Arrange cover…", self._on_cover)
        if line.holders or line.covers:
            menu.addAction("End without anybody taking over…", lambda: self._end(line))
        menu.popup(place)

    def _on_person_menu(self, line: PersonLine, place: QPoint) -> None:
        if not self.may_change:
            return
        menu = QMenu(self)
        menu.addAction("Edit…", lambda: self._on_edit(line))
        menu.addAction("Give a role…", self._on_give)
        if line.row.left_on is None:
            menu.addAction("Remove…", lambda: self._on_remove(line))
        else:
            menu.addAction("Has not left after all", lambda: self._on_back(line))
        menu.popup(place)

    def _on_back(self, line: PersonLine) -> None:
        changes = self.attempt(lambda: come_back(self.context.record, line.row.id))
        if changes is not None:
            self.done(changes, f"{line.row.name} is on the staff again. Give the roles they hold.", undoable=True)


def _titles(row: people.StaffRow, labels: Mapping[str, str], *, covers: bool) -> list[str]:
    return [role_title(labels.get(one.role, one.role), one.year) for one in row.roles
            if one.covers == covers and (one.now or one.until_on is None)]  # fmt: skip


def _name_of(said: forms.NewPerson) -> str:
    return " ".join(part for part in (said.title, said.forename, said.surname) if part)
