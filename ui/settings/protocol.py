"""Protocol: the policy as it is carried out, how its words are read, and the versions the desk holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from apdesk.domain.permissions import Deed
from apdesk.services.appendix import appendix, days_counted
from apdesk.services.protocol_files import CheckedFile, check_protocol_file, check_shipped
from apdesk.services.protocol_versions import (
    Moved,
    VersionUse,
    move_to_version_in_force,
    version_would_move,
    versions_in_use,
)
from apdesk.services.protocols import activate_protocol, protocol_in_force
from apdesk.services.readings import Chosen, Point, choose_readings, points, reading_would_move
from apdesk.services.what_would_move import WHAT, Moves
from ui.common.context import Context
from ui.common.dialogs.moves_dialog import MovesAnswer, MovesDialog
from ui.common.jobs import Outcome
from ui.common.widgets.button import Button, MenuButton
from ui.common.widgets.scroller import Scroller
from ui.common.widgets.tabs import FilterTabs
from ui.settings.appendix_panel import AppendixPanel, AppendixScroller
from ui.settings.part import SettingsPart
from ui.settings.protocol_file_dialog import MistakesDialog, ProtocolFileDialog
from ui.settings.reading_card import ReadingCard
from ui.settings.readings_panel import ReadingsPanel
from ui.settings.versions_panel import VersionsPanel

APPENDIX, READINGS, VERSIONS = "appendix", "readings", "versions"
_TABS = ((APPENDIX, "Appendix A"), (READINGS, "Words that can be read two ways"), (VERSIONS, "Versions"))
NEW, RUNNING = "new", "running"
FOLLOWS = "If running placements follow too"
_TOML = (("Policy file", ("*.toml",)),)
_NOTHING_BY_LOOKING = "Nothing is changed by looking."
_CANCEL_LEAVES = "Cancel leaves everything as it was."
_STAYS = "Duties that are done or overdue stay as they are."


class ProtocolPart(SettingsPart):
    """Three views of one policy. What a reading or a file would do is seen before it is chosen."""

    key = "protocol"
    heading = "Protocol"
    areas = frozenset({"protocols", "placements"})
    deed = Deed.CHANGE_PROTOCOL
    hints = ("open", "would-move", "history")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._points: tuple[Point, ...] = ()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.policy_button = Button("Policy and duties", "plain", "ph.clipboard-text")
        self.history_button = Button("History", "plain", "ph.clock-counter-clockwise")
        menu = QMenu(self)
        menu.addAction("Take in a policy file…", self._on_file)
        menu.addAction("Take in the policy that comes with the program…", self._on_shipped)
        self.more_button = MenuButton("More", menu)
        self.more_button.setVisible(self.may_change)
        for button in (self.policy_button, self.history_button, self.more_button):
            self.tools.addWidget(button)
        self.tabs = FilterTabs(_TABS, name="Views of the protocol")
        line = QHBoxLayout()
        line.addWidget(self.tabs)
        line.addStretch(1)
        self.body.addLayout(line)
        self.appendix = AppendixPanel(may_change=self.may_change)
        self.readings = ReadingsPanel(may_change=self.may_change)
        self.versions = VersionsPanel(self.context.today(), may_change=self.may_change)
        self.stack = QStackedWidget()
        for shown in (AppendixScroller(self.appendix), Scroller(self.readings)):
            self.stack.addWidget(shown)
        self.stack.addWidget(self.versions)
        self.body.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.tabs.changed.connect(self._on_tab)
        self.policy_button.clicked.connect(lambda: self.go("policy"))
        self.history_button.clicked.connect(self._on_history)
        self.appendix.readings_asked.connect(self._on_readings)
        self.appendix.table.opened.connect(lambda row: self._on_readings(row.pathway))
        for card in (self.appendix.reading, self.readings.card):
            card.would_move_asked.connect(self.see_what_would_move)
        self.versions.move_asked.connect(self._on_move)

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"would-move": self.see_what_would_move, "history": self._on_history}

    def focus_start(self) -> QWidget | None:
        tables = {APPENDIX: self.appendix.table, READINGS: self.readings.table, VERSIONS: self.versions.table}
        return tables[self.tabs.key()]

    def place_of(self, at: str) -> QWidget | None:
        if at == "file":
            return self.more_button
        if at in (APPENDIX, READINGS, VERSIONS):
            self._show_tab(at)
            return self.focus_start()
        return None

    # Its life.

    def reload(self) -> None:
        record = self.context.record
        force = protocol_in_force(record).protocol
        self._points = points(record)
        stated = force.source or f"{force.title}, {force.school}"
        self.set_note(f"{stated.rstrip('.')}. Changes apply from today.")
        rows = appendix(record)
        # A table of numbered rows is the policy's own; another school's policy has pathways without one.
        self.tabs.set_label(APPENDIX, "Appendix A" if any(row.row for row in rows) else "Pathways")
        self.appendix.show_rows(rows, self._points, days_counted(record))
        self.readings.show_points(self._points)
        self.versions.show_versions(versions_in_use(record))
        self.tabs.set_count(READINGS, len(self._points))

    def _show_tab(self, key: str) -> None:
        self.tabs.set_key(key)
        self._on_tab(key)

    def _on_tab(self, key: str) -> None:
        self.stack.setCurrentIndex((APPENDIX, READINGS, VERSIONS).index(key))

    def _on_history(self) -> None:
        self._show_tab(VERSIONS)
        self.versions.table.setFocus()

    def _on_readings(self, pathway: str) -> None:
        """The open points of a row of Appendix A, or every one that can be chosen."""
        row = next((one for one in self.appendix.table.shown_rows() if one.pathway == pathway), None)
        self.readings.show_everything()
        if row is None:
            self.readings.show_choices()
        else:
            self.readings.limit_to([one.key for one in self.appendix.points_of(row)], row.short)
        self._show_tab(READINGS)
        self.readings.table.setFocus()

    # A reading.

    def _card(self) -> ReadingCard | None:
        return {APPENDIX: self.appendix.reading, READINGS: self.readings.card}.get(self.tabs.key())

    def see_what_would_move(self) -> None:
        """Works out what the reading chosen in the card would do to every placement, before anything is saved."""
        if self.tabs.key() == VERSIONS:
            self.versions.ask()
            return
        card = self._card()
        point, wanted = (card.point(), card.wanted()) if card is not None else (None, "")
        if not self.may_change or point is None:
            return
        if not wanted:
            self.context.say("Choose the other reading first. Then see what it would move.")
            return
        choices, record = point.instead(wanted), self.context.record
        self.context.jobs.run(
            WHAT, lambda progress: reading_would_move(record, choices, progress),
            lambda outcome: self._on_seen(outcome, point, wanted), _NOTHING_BY_LOOKING,
        )  # fmt: skip

    def _on_seen(self, outcome: Outcome, point: Point, wanted: str) -> None:
        self.context.settle(outcome, lambda moves: self._ask(point, wanted, moves))

    def _ask(self, point: Point, wanted: str, moves: Moves) -> None:
        words = next(one.words for one in point.options if one.name == wanted)
        dialog = MovesDialog(
            "Read the policy this way?", moves, self.context.today(), do="Save this reading",
            body=f"{point.quoted} is read: {words}. {_STAYS}", choices=ways(moves), follows=FOLLOWS,
            unplanned_stay=True,
        )  # fmt: skip
        if self.context.ask.form(dialog):
            self._choose(point, wanted, dialog.values())

    def _choose(self, point: Point, wanted: str, answer: MovesAnswer) -> None:
        record, choices, running = self.context.record, point.instead(wanted), answer.choice == RUNNING
        self.context.jobs.run(
            "Saving the reading",
            lambda progress: choose_readings(record, choices, answer.why, running=running, progress=progress),
            lambda outcome: self.context.settle(outcome, self._say_chosen), _CANCEL_LEAVES,
        )  # fmt: skip

    def _say_chosen(self, done: Chosen) -> None:
        if done.changes is None:
            self.context.say("The policy is read this way already. Nothing is changed.")
            return
        words = done.moves.in_words if done.moves.placements else "New placements follow it from today."
        self.done(done.changes, f"Reading saved. {words}", undoable=True)

    # Another version.

    def _on_move(self, row: VersionUse) -> None:
        record = self.context.record
        self.context.jobs.run(
            WHAT, lambda progress: version_would_move(record, row.id, progress),
            lambda outcome: self.context.settle(outcome, lambda moves: self._ask_move(row, moves)), _NOTHING_BY_LOOKING,
        )  # fmt: skip

    def _ask_move(self, row: VersionUse, moves: Moves) -> None:
        count = "the placement" if moves.placements == 1 else f"{moves.placements:,} placements"
        dialog = MovesDialog(
            f"Move {count} from version {row.version} to the one in force?", moves, self.context.today(),
            do="Move placements", body=_STAYS, unplanned_stay=True,
        )  # fmt: skip
        if not self.context.ask.form(dialog):
            return
        record, why = self.context.record, dialog.values().why
        self.context.jobs.run(
            "Moving placements", lambda progress: move_to_version_in_force(record, row.id, why, progress),
            lambda outcome: self.context.settle(outcome, self._say_moved), _CANCEL_LEAVES,
        )  # fmt: skip

    def _say_moved(self, done: Moved) -> None:
        self.done(done.changes, f"Moved. {done.moves.in_words}", undoable=True)

    # A file.

    def _on_file(self) -> None:
        file = self.context.ask.pick_file("Choose a policy file", _TOML)
        if file is not None:
            self.take_in(file)

    def take_in(self, file: Path) -> None:
        """Checks a file and, where it has no mistake, offers to take it into use."""
        record = self.context.record
        self._look(lambda _progress: check_protocol_file(record, file))

    def _on_shipped(self) -> None:
        record = self.context.record
        self._look(lambda _progress: check_shipped(record))

    def _look(self, work: Callable[[Any], CheckedFile]) -> None:
        self.context.jobs.run("Checking the policy file", work,
                              lambda outcome: self.context.settle(outcome, self._offer), _NOTHING_BY_LOOKING)

    def _offer(self, found: CheckedFile) -> None:
        if found.protocol is None:
            self.context.ask.form(MistakesDialog(found))
            return
        record = self.context.record
        running = sum(one.placements for one in versions_in_use(record))
        held = protocol_in_force(record).protocol
        other = found.protocol.school if found.protocol.school != held.school else ""
        dialog = ProtocolFileDialog(found, running, other, self.context.today())
        if not self.context.ask.form(dialog):
            return
        why = dialog.values()
        added = self.attempt(lambda: activate_protocol(record, found.text, found.name, found.effective, why))
        if added is not None:
            self.done(added, f"{found.protocol.title} is taken into use.", undoable=True)


def ways(moves: Moves) -> tuple[tuple[str, str, str], ...]:
    """For which placements a reading counts; nothing to choose where none runs."""
    if not moves.placements:
        return ()
    keep = "The placement that runs keeps" if moves.placements == 1 else f"The {moves.placements:,} that run keep"
    return (
        (NEW, "New placements only", f"{keep} the version they began under, and no duty moves."),
        (RUNNING, "Running placements too", "Their duties move, come and go as listed below."),
    )  # fmt: skip
