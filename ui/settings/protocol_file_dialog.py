"""A policy file before it is taken into use: what is wrong with it by line, or how it differs from the one in force."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from apdesk.domain.protocol_file import Mistake
from apdesk.services.protocol_files import CHANGES, COMES, GOES, CheckedFile, Difference
from ui.common.dates import long_day
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.tables.columns import Column
from ui.common.tables.table_view import DataTable
from ui.common.widgets.checks import Check, Checks
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextArea
from ui.common.widgets.table_frame import TableFrame
from ui.common.widgets.tabs import FilterTabs

_TABS = ((COMES, "New"), (GOES, "Gone"), (CHANGES, "Changed"))
_NONE = {COMES: "Nothing is new.", GOES: "Nothing is gone.", CHANGES: "Nothing changes."}


class MistakesDialog(FormDialog):
    """Every mistake of a file with its line; nothing can be done but put them right in the file."""

    def __init__(self, found: CheckedFile, parent: QWidget | None = None) -> None:
        count = len(found.mistakes)
        body = f"{found.name} has {'1 thing' if count == 1 else f'{count} things'} to put right. Whoever wrote the " \
               "file needs this list. Then choose it again. Nothing is changed."  # fmt: skip
        super().__init__("This policy file cannot be used yet.", body, do="Close", keep="", width=760, parent=parent)
        self.do_button.set_variant("plain")
        self.table = DataTable(_mistake_columns(), lambda one: f"{one.line}/{one.text}", "Mistakes")
        self.table.set_rows(found.mistakes)
        frame = TableFrame(self.table, ground="surface")
        self.let_give_way(frame, 124, 260)
        self.middle.addWidget(frame)
        self.table.setFocus()


class ProtocolFileDialog(FormDialog):
    """What comes, goes and changes, from when it counts, and why."""

    def __init__(
        self, found: CheckedFile, placements: int, other_school: str, today: date, parent: QWidget | None = None
    ) -> None:
        assert found.protocol is not None
        when = "today" if found.effective == today else long_day(found.effective)
        stays = "No placement runs yet." if not placements else (
            f"The {placements:,} placements that run keep the version they began under." if placements > 1 else
            "The placement that runs keeps the version it began under."
        )  # fmt: skip
        body = f"{found.protocol.title}, {found.name}. New placements follow it from {when}. {stays}"
        super().__init__("Take this policy into use?", body, do="Take into use", width=820, parent=parent)
        self._found = found
        self.table = DataTable(_difference_columns(), lambda one: f"{one.kind}/{one.name}/{one.where}/{one.what}",
                               "What differs")  # fmt: skip
        self.tabs = FilterTabs(_TABS, name="What differs")
        self._empty = EmptyState("ph.check-circle", "")
        self._frame = TableFrame(self.table, self._empty, ground="surface")
        self.let_give_way(self._frame, 124, 240)
        self.why = TextArea(lines=2)
        self._lay_out(other_school)
        self.tabs.changed.connect(self._show)
        first = next((what for what, _ in _TABS if found.count(what)), COMES)
        self.tabs.set_key(first)
        self._show(first)
        if found.same:
            self.do_button.set_why("This is the policy in force already.")

    def _lay_out(self, other_school: str) -> None:
        checks = Checks()
        items = []
        if self._found.same:
            items.append(Check("info", "This is the policy in force already.", "There is nothing to take into use."))
        if other_school:
            items.append(Check("warn", f"It is the policy of {other_school}.",
                               "Its roles are its own: give them to people under Staff and roles afterwards."))
        checks.set_items(items)
        checks.setVisible(bool(items))
        self.middle.addWidget(checks)
        for what, _ in _TABS:
            self.tabs.set_count(what, self._found.count(what))
        self.middle.addWidget(self.tabs)
        self.middle.addWidget(self._frame)
        self.add_field(Field("Why", self.why, help="Kept in the history.", check=self._missing))
        self.why.setFocus()

    def values(self) -> str:
        return self.why.text().strip()

    def shown(self) -> list[Difference]:
        """What is listed now."""
        return list(self.table.shown_rows())

    def _show(self, what: str) -> None:
        rows = [one for one in self._found.differences if one.what == what]
        self._empty.set(_NONE[what])
        self.table.set_rows(rows)
        self._frame.show_empty(not rows)

    def _missing(self) -> str | None:
        return None if self.why.text().strip() else "Say in a few words why."


def _mistake_columns() -> tuple[Column, ...]:
    def text(one: Mistake) -> str:
        return one.text

    return (
        Column("line", "Line", lambda one: f"{one.line:,}", sort=lambda one: one.line, width=64, right=True),
        Column("text", "What is wrong", text, width=500, stretch=1, tip=text),
    )


def _difference_columns() -> tuple[Column, ...]:
    return (
        Column("kind", "What", lambda one: one.kind, width=150, stretch=1),
        Column("name", "Name", lambda one: one.name, kind="strong", width=280, stretch=3, tip=lambda one: one.name),
        Column("where", "For", lambda one: one.where, width=190, stretch=2, tip=lambda one: one.where),
        Column("details", "In what", lambda one: one.details, width=130, stretch=1),
    )
