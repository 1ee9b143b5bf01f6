"""Backup: where copies go, when the last was taken, whether they are whole, trying a restore, and restoring."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from apdesk.domain.permissions import Deed
from apdesk.services import backups
from apdesk.services.backup_copies import Copy, Since, changed_since, check_copies, kept
from apdesk.services.backups import Place, Rehearsed, Taken
from ui.common.ask import Question
from ui.common.context import Context
from ui.common.dates import clock_time, short_day
from ui.common.jobs import Outcome
from ui.common.tables.table_view import DataTable
from ui.common.widgets.button import Button
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.table_frame import TableFrame
from ui.settings.backup_columns import CopyRow, copy_columns, long_words, taken_words
from ui.settings.following import follow
from ui.settings.part import SettingsPart
from ui.settings.setting_row import RowsCard, SettingRow
from ui.theme.current import theme

LEAST_SHOWN = 3
"""Rows that the list has room for, however few copies there are."""


class BackupPart(SettingsPart):
    """Copies are taken by themselves once a day and on closing; here is what else can be done with them."""

    key = "backup"
    heading = "Backup"
    areas = frozenset()
    deed = Deed.CHOOSE_BACKUPS
    hints = ("back-up", "test", "open")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._found: dict[Path, str] = {}
        self._copies: tuple[Copy, ...] = ()
        self._has_second = True
        self._build()
        self._connect()
        self.set_note("A copy is taken every day something changed, when the desk closes, and before anything large.")

    def _build(self) -> None:
        now = theme()
        self.now_button = Button("Back up now", "primary", "ph.floppy-disk")
        self.tools.addWidget(self.now_button)
        self.choose_button = Button("Choose a folder", "plain", "ph.folder-open", name="Choose the second place")
        self.give_up_button = Button("Stop using it", "quiet", name="Stop using the second place")
        self.test_button = Button("Test a restore", "plain", "ph.flask")
        self.read_button = Button("Check all copies", "plain", "ph.shield-check")
        self.first_row = SettingRow("Beside the desk", "No copy yet")
        self.second_row = SettingRow("Second place", "None chosen", self.give_up_button, self.choose_button)
        self.test_row = SettingRow("Would a restore work?", "Never tried yet", self.test_button)
        self.copies_row = SettingRow("Copies", "None yet", self.read_button)
        for button in (self.choose_button, self.give_up_button, self.read_button):
            button.setVisible(self.may_change)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now.length("space-gap"))
        column.addWidget(RowsCard(self.first_row, self.second_row, self.test_row, self.copies_row))
        columns = copy_columns(self.context.today(), may_restore=self.may_change)
        self.table = DataTable(columns, lambda row: str(row.copy.file), "Copies",
                               row_height="two-line-row")  # fmt: skip
        self.table.sort_by("taken", descending=True)
        self.empty = EmptyState("ph.floppy-disk", "No copy of this desk yet.",
                                "The first is taken today, or as soon as you ask for it.")  # fmt: skip
        self.frame = TableFrame(self.table, self.empty)
        column.addWidget(self.frame)
        column.addStretch(1)
        self.scroll(holder)
        follow(self.table)

    def _connect(self) -> None:
        self.now_button.clicked.connect(self.back_up)
        self.choose_button.clicked.connect(self._on_choose)
        self.give_up_button.clicked.connect(self._on_give_up)
        self.test_button.clicked.connect(self._on_test)
        self.read_button.clicked.connect(self._on_read)
        self.table.opened.connect(self._on_restore)
        self.table.menu_asked.connect(self._on_menu)
        self.context.bus.backed_up.connect(self._on_backed_up)

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"back-up": self.back_up, "test": self._on_test}

    def focus_start(self) -> QWidget | None:
        if self.may_change and not self._has_second:
            return self.choose_button
        return self.table if self._copies else self.now_button

    def place_of(self, at: str) -> QWidget | None:
        places = {"now": self.now_button, "second": self.choose_button, "test": self.test_button, "restore": self.table}
        return places.get(at)

    # Its life.

    def reload(self) -> None:
        record = self.context.record
        status, found = backups.status(record), kept(record)
        self._copies = found.copies
        first, *others = status.places
        self.first_row.say(self._place_words(first))
        self._show_second(others[0] if others else None)
        self.test_row.say(f"Last tried on {self._moment(found.rehearsed)}." if found.rehearsed else
                          "Never tried yet. It changes nothing and reports in words.")
        self._show_copies()

    def _show_second(self, second: Place | None) -> None:
        self._has_second = second is not None
        self.give_up_button.setVisible(second is not None and self.may_change)
        self.choose_button.setText("Choose another" if second is not None else "Choose a folder")
        if second is None:
            self.second_row.say("None chosen. A fire or a theft would take the desk and its copies together.")
            return
        warning = ""
        if not second.reachable:
            warning = "It is not connected, so no copy goes there."
        elif second.same_drive:
            warning = "It is on the same drive as the desk: a broken drive would take both."
        self.second_row.say(self._place_words(second) if second.reachable else f"{second.folder}.", warning)

    def _place_words(self, place: Place) -> str:
        if not place.count:
            return f"{place.folder}: no copy yet."
        count = "1 copy" if place.count == 1 else f"{place.count} copies"
        return f"{place.folder}: {count}, the newest of {self._moment(place.newest)}."

    def _moment(self, moment: datetime | None) -> str:
        if moment is None:
            return "an unknown day"
        here = moment.astimezone()
        return f"{short_day(here.date(), self.context.today())}, {clock_time(here)}"

    def _show_copies(self) -> None:
        newest = self._copies[0].file if self._copies else None
        self.table.set_rows([CopyRow(one, self._found.get(one.file), one.file == newest) for one in self._copies])
        self.frame.show_empty(not self._copies)
        if self._copies and self.table.focused_row() is None:
            self.table.focus_id(str(self.table.shown_rows()[0].copy.file))
        now, rows = theme(), max(len(self._copies), LEAST_SHOWN)
        self.frame.setFixedHeight(now.length("table-head") + rows * now.length("two-line-row") + 2 * now.edge + 1)
        self.copies_row.say(f"{len(self._copies)} in all. Nothing is restored before you have read what would be "
                            "lost." if self._copies else "None yet.")
        self.test_button.set_why("" if self._copies else "There is no copy yet")
        self.read_button.set_why("" if self._copies else "There is no copy yet")

    # Doing.

    def back_up(self) -> None:
        """A proved copy in both places, now."""
        record = self.context.record
        self.context.jobs.run("Backing up", lambda progress: backups.take(record, progress), self._on_taken,
                              "Your work is safe; only the copy stops.")

    def _on_taken(self, outcome: Outcome) -> None:
        self.context.settle(outcome, self._say_taken)

    def _say_taken(self, taken: Taken) -> None:
        self.context.bus.backed_up.emit()
        if taken.warning:
            self.context.ask.tell("The copy beside the desk is good.", taken.warning)
            return
        where = "both places" if taken.second else "its folder beside the desk"
        self.context.say(f"Backed up and proved, in {where}.")

    def _on_backed_up(self) -> None:
        if not self.stale:
            self.reload()

    def _on_choose(self) -> None:
        folder = self.context.ask.pick_folder("Choose the second place for copies, best on another drive")
        if folder is None:
            return

        def choose() -> bool:
            backups.choose_second_place(self.context.record, folder)
            return True

        if self.attempt(choose):
            self.reload()
            self.context.say("Copies go there too from now on.")
            self.back_up()

    def _on_give_up(self) -> None:
        question = Question(
            "Stop using the second place?",
            "Copies go only beside the desk from now on. Those that are there stay there.",
            do="Stop using it", keep="Keep it", danger=True,
        )  # fmt: skip
        if self.context.ask.confirm(question):
            self.attempt(lambda: backups.choose_second_place(self.context.record, None))
            self.reload()

    def _on_read(self) -> None:
        if not self.may_change or not self._copies:
            return
        record, files = self.context.record, [one.file for one in self._copies]
        self.context.jobs.run("Reading copies", lambda progress: check_copies(record, files, progress),
                              self._on_checked, "Nothing is changed by reading.")

    def _on_checked(self, outcome: Outcome) -> None:
        self.context.settle(outcome, self._say_checked)

    def _say_checked(self, found: dict[Path, str]) -> None:
        self._found = found
        self._show_copies()
        bad = [file for file, trouble in found.items() if trouble]
        if bad:
            self.context.ask.tell(f"{len(bad)} of {len(found)} copies are damaged.",
                                  "The others are whole. Take a new copy now, and look at the drive.",
                                  where=", ".join(file.name for file in bad[:5]))
        else:
            self.context.say(f"All {len(found)} copies are whole.")

    def _on_test(self) -> None:
        row = self.table.focused_row()
        if self._copies:
            self.test(row.copy.file if row is not None and self.table.hasFocus() else None)

    def test(self, file: Path | None) -> None:
        """Does all that a restore of this copy (the newest) would do, without touching the desk, and reports."""
        record = self.context.record
        self.context.jobs.run("Trying a restore", lambda progress: backups.rehearse(record, file, progress),
                              self._on_rehearsed, "The desk is not touched.")

    def _on_rehearsed(self, outcome: Outcome) -> None:
        self.context.settle(outcome, self._say_rehearsed)

    def _say_rehearsed(self, found: Rehearsed) -> None:
        title = "A restore would work." if found.ok else "A restore of this copy would not work."
        self.context.ask.tell(title, "\n".join(found.sentences))
        self.reload()

    def _on_restore(self, row: CopyRow) -> None:
        """Asks, and hands over to the lock: a desk can be restored only while it is closed."""
        if not self.may_change:
            return
        since = self.attempt(lambda: (changed_since(self.context.record, row.copy),))
        if since and self.context.ask.confirm(restore_of(row.copy, since[0], self.context.today())):
            self.context.bus.restore_asked.emit(row.copy.file)

    def _on_menu(self, row: CopyRow, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction("Test a restore of this copy", lambda: self.test(row.copy.file))
        if self.may_change:
            menu.addAction("Restore this copy…", lambda: self._on_restore(row))
        menu.popup(place)

    def shown(self) -> list[str]:
        """The copies as they are listed, in words."""
        return [taken_words(row.copy, self.context.today()) for row in self.table.shown_rows()]


def restore_of(copy: Copy, since: Since | None, today: date) -> Question:
    """What is asked before a copy is put in the place of the desk, with what would be lost by it."""
    return Question(
        f"Restore the copy of {long_words(copy)}?",
        f"{lost_words(since, today)} AP Desk takes a last copy, closes, and puts this one in its place on the next "
        "screen. The present desk is kept aside, whole.",
        do="Close the desk and go on", keep="Keep the desk as it is", danger=True,
        warning="Sign-ins and passphrases go back to that day.",
    )  # fmt: skip


def lost_words(since: Since | None, today: date) -> str:
    """"23 changes made since then, the last on Tue 10 Nov, 09:14, are not in it."."""
    if since is None:
        return "What was done since then is not in it; how much that is cannot be told from this copy."
    if since.last is None:
        return "Nothing was changed since then."
    last = since.last.astimezone()
    when = f"{short_day(last.date(), today)}, {clock_time(last)}"
    if since.changes == 1:
        return f"1 change made since then, on {when}, is not in it and would be gone."
    return f"{since.changes:,} changes made since then, the last on {when}, are not in it and would be gone."
