"""Security: who can open the desk, one's own passphrase, the recovery key, the idle lock, and the log."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from apdesk.domain.permissions import Deed, may
from apdesk.services import unlock
from apdesk.services.settings import settings
from apdesk.services.staff import staff
from apdesk.services.verifying import Verdict, check_now, in_words
from ui.common.appearance import IDLE_MINUTES, LOCK_MINUTES
from ui.common.ask import Question
from ui.common.context import Context
from ui.common.dates import long_day
from ui.common.jobs import Outcome
from ui.common.printing import print_words
from ui.common.recovery_sheet import TITLE, recovery_sheet
from ui.common.tables.table_view import DataTable
from ui.common.widgets.button import Button
from ui.common.widgets.choices import SegmentedChoice
from ui.common.widgets.label import DataLabel
from ui.common.widgets.scroller import Scroller
from ui.common.widgets.table_frame import TableFrame
from ui.common.widgets.tabs import FilterTabs
from ui.settings.log_panel import EntryDialog, LogPanel
from ui.settings.part import SettingsPart
from ui.settings.passphrase_forms import Access, AccessForm, ConfirmForm, PassphraseForm, ResetForm
from ui.settings.recovery_dialog import RecoveryDialog
from ui.settings.role_form import RoleForm, name_form
from ui.settings.security_columns import OpenerRow, opener_columns
from ui.settings.setting_row import RowsCard, SettingRow
from ui.theme.current import theme

ACCESS, LOG = "access", "log"
MINUTES = (5, 10, 15)


class SecurityPart(SettingsPart):
    """Access and log; who may not decide on access sees their own passphrase and the idle lock."""

    key = "security"
    heading = "Security"
    areas = frozenset({"staff"})
    hints = ("add", "edit", "remove")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        role = context.record.actor.role
        self.decides = may(role, Deed.DECIDE_ACCESS)
        self.reads = may(role, Deed.SEE_JOURNAL)
        self._build()
        self._connect()

    def _build(self) -> None:
        now = theme()
        self.tabs = FilterTabs(((ACCESS, "Access"), (LOG, "Log")), name="Access or log")
        self.tabs.setVisible(self.reads)
        line = QHBoxLayout()
        line.addWidget(self.tabs)
        line.addStretch(1)
        self.body.addLayout(line)
        self.log = LogPanel(self.context)
        access = QWidget()
        column = QVBoxLayout(access)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now.length("space-gap"))
        column.addWidget(self._people_part())
        column.addWidget(self._own_card())
        column.addStretch(1)
        self.stack = QStackedWidget()
        self.stack.addWidget(Scroller(access))
        self.stack.addWidget(self.log)
        self.body.addWidget(self.stack, 1)

    def _people_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        self.add_button = Button("Give somebody access", "plain", "ph.user-plus")
        head = QHBoxLayout()
        head.addWidget(DataLabel("Who can open the desk", "h2"), 1)
        head.addWidget(self.add_button)
        column.addLayout(head)
        self.people = DataTable(opener_columns(self.context.today()), lambda line: line.person.id,
                                "Who can open the desk", row_height="row")  # fmt: skip
        self._people_frame = TableFrame(self.people)
        column.addWidget(self._people_frame)
        part.setVisible(self.decides)
        return part

    def _own_card(self) -> RowsCard:
        self.own_button = Button("Change my passphrase", "plain", "ph.lock-key")
        own = SettingRow("Your passphrase", "Only you know it. Change it when somebody may have seen it.",
                         self.own_button)
        self.minutes = SegmentedChoice([(str(each), f"{each} min") for each in MINUTES], name="Lock after")
        lock = SettingRow("Idle lock", "Covers the window when nobody has touched it for this long.", self.minutes)
        self.key_button = Button("Make and print a new one", "plain", "ph.key")
        self.key_row = SettingRow("Recovery key", "On the sheet in the safe.", self.key_button)
        rows = (own, lock, self.key_row) if self.decides else (own, lock)
        return RowsCard(*rows)

    def _connect(self) -> None:
        self.tabs.changed.connect(self._on_tab)
        self.add_button.clicked.connect(self._on_add)
        self.own_button.clicked.connect(self._on_own)
        self.minutes.changed.connect(self._on_minutes)
        self.key_button.clicked.connect(self._on_key)
        self.people.opened.connect(self._on_role)
        self.people.menu_asked.connect(self._on_menu)
        self.log.opened.connect(self._on_entry)
        self.log.check_button.clicked.connect(self.check)

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        if not self.decides:
            return {}
        return {"add": self._on_add, "edit": self._on_edit_key, "remove": self._on_remove_key}

    def focus_start(self) -> QWidget | None:
        if self.tabs.key() == LOG:
            return self.log.table
        return self.people if self.decides else self.own_button

    def place_of(self, at: str) -> QWidget | None:
        if at == LOG and self.reads:
            self.tabs.set_key(LOG)
            self._on_tab(LOG)
            return self.log.table
        places = {"own": self.own_button, "idle": self.minutes, "key": self.key_button, "people": self.people}
        found = places.get(at)
        return found if found is not None and (self.decides or at in ("own", "idle")) else None

    def shown_hints(self) -> Collection[str]:
        """Nothing of the log can be added, edited or removed."""
        return ("open",) if self.tabs.key() == LOG else self.hints

    # Its life.

    def reload(self) -> None:
        record = self.context.record
        self.minutes.set_key(str(self.context.memory.number(LOCK_MINUTES, IDLE_MINUTES)))
        if self.decides:
            last = unlock.last_opened(record)
            rows = [OpenerRow(one, last.get(one.id), one.id == record.actor.id) for one in unlock.people(record)]
            self.people.set_rows(rows)
            now, shown = theme(), min(len(rows), 8)
            self._people_frame.setFixedHeight(now.length("table-head") + shown * now.length("row") + 2 * now.edge + 1)
            made = unlock.recovery_key_made(record).astimezone().date()
            self.key_row.say(f"On the sheet in the safe. Made on {long_day(made)}.")
        if self.tabs.key() == LOG:
            self.log.reload()

    def _on_tab(self, key: str) -> None:
        self.stack.setCurrentIndex(1 if key == LOG else 0)
        self.state_changed.emit()
        if key == LOG:
            self.log.reload()

    # One's own.

    def _on_own(self) -> None:
        record = self.context.record

        def save(both: tuple[str, str]) -> None:
            unlock.change_passphrase(record, *both)

        form = PassphraseForm(save, self.context.jobs)
        if self.context.ask.form(form) and form.saved:
            self.context.say("Your passphrase is changed. Use the new one from now on.")

    def _on_minutes(self, minutes: str) -> None:
        self.context.memory.put(LOCK_MINUTES, minutes)
        self.context.bus.lock_minutes_chosen.emit(int(minutes))
        self.context.say(f"This computer locks itself after {minutes} minutes.")

    # Who can open the desk.

    def _on_add(self) -> None:
        record = self.context.record
        have, today = {one.id for one in unlock.people(record)}, self.context.today()
        free = [(one.id, ", ".join(part for part in (one.name, one.form.job) if part), _plain(one))
                for one in staff(record) if one.id not in have and one.here_on(today)]  # fmt: skip
        if not free:
            self.context.ask.tell("Everybody on the staff can open the desk already.",
                                  "Add the person under Staff and roles first.")
            return

        def save(asked: Access) -> Any:
            return unlock.give_access(record, asked.staff, asked.name, asked.role, asked.passphrase)

        form = AccessForm(free, save, self.context.jobs)
        if self.context.ask.form(form) and form.saved is not None:
            self.done(form.saved, f"{form.values().name} can open the desk now.")

    def _on_edit_key(self) -> None:
        line = self.people.focused_row()
        if line is not None and self.tabs.key() == ACCESS:
            self._on_role(line)

    def _on_role(self, line: OpenerRow) -> None:
        if not self.decides:
            return
        form = RoleForm(line.person, lambda role: unlock.change_role(self.context.record, line.person.id, role))
        self.saved(form, f"{line.person.name} has the new role from the next time they unlock.")

    def _on_rename(self, line: OpenerRow) -> None:
        form = name_form(line.person.name, self.context.today(),
                         lambda said: unlock.rename(self.context.record, line.person.id, (said.name or "").strip()))
        self.saved(form, lambda: f"They unlock as {form.values().name} from now on.")

    def _on_reset(self, line: OpenerRow) -> None:
        record, person = self.context.record, line.person

        def save(wanted: str) -> None:
            unlock.reset_passphrase(record, person.id, wanted)

        form = ResetForm(person.name, save, self.context.jobs)
        if self.context.ask.form(form) and form.saved:
            self.context.say(f"{person.name} has a new passphrase.")

    def _on_remove_key(self) -> None:
        line = self.people.focused_row()
        if line is not None and self.tabs.key() == ACCESS:
            self._on_remove(line)

    def _on_remove(self, line: OpenerRow) -> None:
        if line.me:
            self.context.ask.tell("You cannot end your own access.", "Somebody else who may does that.")
            return
        question = Question(
            f"End {line.person.name}’s access to the desk?",
            "They cannot open it any more, here or on a copy made from now on. What they did keeps their name, and "
            "they stay on the staff.",
            do="End access", keep="Keep", danger=True,
        )  # fmt: skip
        if not self.context.ask.confirm(question):
            return
        changes = self.attempt(lambda: unlock.end_access(self.context.record, line.person.id))
        if changes is not None:
            self.done(changes, f"{line.person.name} cannot open the desk any more.")

    def _on_menu(self, line: OpenerRow, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction("Change role…", lambda: self._on_role(line))
        menu.addAction("Rename…", lambda: self._on_rename(line))
        if not line.me:
            menu.addAction("New passphrase, typed by them…", lambda: self._on_reset(line))
            menu.addAction("End access…", lambda: self._on_remove(line))
        menu.popup(place)

    # The recovery key.

    def _on_key(self) -> None:
        record = self.context.record

        def save(passphrase: str) -> str:
            unlock.confirm(record, passphrase)
            return unlock.renew_recovery_key(record)

        form = ConfirmForm(
            "Make a new recovery key?",
            "The sheet in the safe opens nothing any more from that moment. Have the printer ready: the new key is "
            "shown once.",
            "Make a new key", "Making the key", save, self.context.jobs,
        )  # fmt: skip
        if not self.context.ask.form(form) or not form.saved:
            return
        key = str(form.saved)
        self.context.ask.form(RecoveryDialog(key, lambda: self._print(key)))
        self.reload()
        self.context.say("The new recovery key is in force. Destroy the old sheet.")

    def _print(self, key: str) -> None:
        record = self.context.record
        school = str(settings(record)["school.name"])
        print_words(recovery_sheet(key, school, record.folder.name, self.context.today()), TITLE, self)

    # The log.

    def _on_entry(self, line: Any) -> None:
        dialog = self.attempt(lambda: EntryDialog(self.context, line))
        if dialog is not None:
            self.context.ask.form(dialog)

    def check(self) -> None:
        """Reads the whole desk and proves its journal, and says in words what was found."""
        record = self.context.record
        self.context.jobs.run("Checking the desk", lambda progress: check_now(record, progress), self._on_checked,
                              "Nothing is changed by checking.")

    def _on_checked(self, outcome: Outcome) -> None:
        self.context.settle(outcome, self._say_checked)

    def _say_checked(self, verdict: Verdict) -> None:
        title = "The desk is sound." if verdict.ok else "The desk is damaged."
        self.context.ask.tell(title, "\n".join(in_words(verdict)))
        if self.tabs.key() == LOG:
            self.log.reload()


def _plain(one: Any) -> str:
    """The name as a person would type it to unlock: forename and surname."""
    return " ".join(part for part in (one.form.forename, one.form.surname) if part)
