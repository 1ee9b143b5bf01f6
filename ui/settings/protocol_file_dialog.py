"""A policy file before it is taken into use: what is wrong with it by line, or how it differs from the one in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QWidget

from apdesk.domain.protocol_file import Mistake
from apdesk.services.protocol_fields import FieldChange
from apdesk.services.protocol_files import CHANGES, COMES, GOES, CheckedFile, Difference
from ui.common.dates import long_day
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.tables.columns import Column
from ui.common.tables.table_view import DataTable, put_in_clipboard
from ui.common.widgets.button import Button
from ui.common.widgets.checks import Check, Checks
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextArea
from ui.common.widgets.label import DataLabel
from ui.common.widgets.table_frame import TableFrame
from ui.common.widgets.tabs import FilterTabs

_TABS = ((COMES, "New"), (GOES, "Gone"), (CHANGES, "Changed"))
_NONE = {COMES: "Nothing is new.", GOES: "Nothing is gone.", CHANGES: "Nothing changes."}
_WHOLE = {COMES: ("not in the policy", "new"), GOES: ("in the policy", "gone")}


class DifferenceRow(NamedTuple):
    """One line of the list."""

    key: str
    one: Difference
    change: FieldChange


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
        self.table = DataTable(difference_columns(), lambda one: one.key, "What differs", row_height="two-line-row")
        self.table.keep_order()
        self.tabs = FilterTabs(_TABS, name="What differs")
        self._empty = EmptyState("ph.check-circle", "")
        self.copy_button = Button("Copy the list", "plain", "ph.copy", small=True)
        self._copied = DataLabel("Copied", "small")
        self._frame = TableFrame(self.table, self._empty, ground="surface")
        self.let_give_way(self._frame, 124, 240)
        self.why = TextArea(lines=2)
        self._lay_out(other_school)
        self.tabs.changed.connect(self._show)
        self.copy_button.clicked.connect(self._on_copy)
        first = next((what for what, _ in _TABS if found.count(what)), COMES)
        self.tabs.set_key(first)
        self._show(first)
        if found.same:
            self.do_button.set_why("This is the policy in force already.")

    def _lay_out(self, other_school: str) -> None:
        self._copied.hide()
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
        line = QHBoxLayout()
        line.addWidget(self.tabs)
        line.addStretch(1)
        line.addWidget(self._copied)
        line.addWidget(self.copy_button)
        self.middle.addLayout(line)
        self.middle.addWidget(self._frame)
        self.add_field(Field("Why", self.why, help="Kept in the history.", check=self._missing))
        self.why.setFocus()

    def values(self) -> str:
        return self.why.text().strip()

    def shown(self) -> list[DifferenceRow]:
        """What is listed now."""
        return list(self.table.shown_rows())

    def _on_copy(self) -> None:
        """Everything that comes, goes and changes, for Excel or an email."""
        rows = [row for what, _ in _TABS for row in rows_of(self._found.differences, what)]
        put_in_clipboard(difference_columns(), rows)
        self._copied.set_text("1 line copied" if len(rows) == 1 else f"{len(rows):,} lines copied")
        self._copied.show()

    def _show(self, what: str) -> None:
        rows = rows_of(self._found.differences, what)
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


def rows_of(differences: Sequence[Difference], what: str) -> list[DifferenceRow]:
    """A line for each thing that comes or goes, and for each field of one that changes."""
    whole = FieldChange("all of it", *_WHOLE.get(what, ("", "")))
    return [
        DifferenceRow(f"{number}/{place}", one, change)
        for number, one in enumerate(differences) if one.what == what
        for place, change in enumerate(one.changes or (whole,))
    ]  # fmt: skip


def difference_columns() -> tuple[Column, ...]:
    """Of what, which field, what it was and what it will be."""
    return (
        Column("name", "What", lambda row: row.one.name,
               lambda row: " · ".join(part for part in (row.one.kind, row.one.where) if part), kind="strong-two-line",
               width=200, stretch=3, whole=True),
        Column("field", "Field", lambda row: _first_large(row.change.field), width=96, whole=True),
        Column("was", "Was", lambda row: row.change.was, width=150, stretch=3, whole=True),
        Column("will-be", "Will be", lambda row: row.change.will_be, width=150, stretch=3, whole=True),
    )  # fmt: skip


def _first_large(text: str) -> str:
    return text[:1].upper() + text[1:]
