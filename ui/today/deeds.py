"""What the keys and buttons of Today do with the duties that are meant: those marked, else the one with the ring."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QPoint, Signal

from apdesk.problems import Problem
from apdesk.services.duties import Completion, complete_duty, note_evidence
from apdesk.services.duty_lists import DutyRow
from ui.common.context import Context
from ui.common.duties.actions import DutyActions
from ui.common.duties.duty_list import DutyList
from ui.common.taking_back import said_with_undo
from ui.today.groups import DONE, OVERDUE, Grouped, ticks_left


class Deeds(QObject):
    """Carries them out; `pupil_asked` with the id of a pupil to open."""

    pupil_asked = Signal(str)

    def __init__(self, context: Context, shown: DutyList) -> None:
        super().__init__(shown)
        self._context, self._list = context, shown
        self.actions = DutyActions(context)
        self._grouped = Grouped()
        self._rows: Mapping[str, DutyRow] = {}
        shown.do_asked.connect(self.do)
        shown.about_asked.connect(self.pupil_asked)
        shown.clause_asked.connect(self._on_clause)
        shown.menu_asked.connect(self._on_menu)
        shown.ticked.connect(self.tick)
        shown.group_asked.connect(self._on_group)

    def show(self, grouped: Grouped, rows: Sequence[DutyRow]) -> None:
        """What stands in the list now."""
        self._grouped = grouped
        self._rows = {row.id: row for row in rows}

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        """What the page's keys do, by the names in `ui/shell/actions.py`."""
        return {
            "put-off": self.put_off, "give": self.give, "wait": self.wait, "done-already": self.done_already,
            "chase": self.chase, "pupil": self.open_pupil, "policy": self.explain, "complete": self.complete,
        }

    # Which are meant.

    def wanted(self) -> list[str]:
        """The duties that are meant: of the marked lines, of one in an opened line, or of the line with the ring."""
        if not self._list.marks() and self._list.focused_member():
            return [self._list.focused_member()]
        return [duty for line in self._list.marked() for duty in self._grouped.members.get(line, ())]

    def _one(self) -> str:
        wanted = self.wanted()
        return wanted[0] if wanted else ""

    def focused_pupil(self) -> str:
        """The pupil of what has the ring, or ""."""
        row = self._rows.get(self._list.focused_member() or self._first(self._list.focused_id()))
        return (row.pupil or "") if row else ""

    def _first(self, line: str) -> str:
        return next(iter(self._grouped.members.get(line, ())), "")

    # What is done with them.

    def do(self, line: str) -> None:
        """The one button: of a marked line for all that are marked, of one in an opened line for that one."""
        among = line in self._list.marked_ids()
        wanted = self.wanted() if among else list(self._grouped.members.get(line, ()))
        self._completed(wanted)

    def complete(self) -> None:
        """Completes what is meant."""
        self._completed(self.wanted())

    def _completed(self, wanted: list[str]) -> None:
        kinds = {self._rows[one].kind for one in wanted if one in self._rows}
        if len(wanted) > 1 and kinds == {"register"}:
            done = self.actions.sign_off(wanted)
        else:
            done = bool(wanted) and self.actions.complete(wanted)
        self._after(done)

    def done_already(self) -> None:
        """Completes what is meant, asking for the day and for proof."""
        self._after(self.actions.complete(self.wanted(), already=True))

    def put_off(self) -> None:
        """Puts off what is meant."""
        self._after(self.actions.put_off(self.wanted()))

    def give(self) -> None:
        """Gives what is meant to somebody else."""
        self._after(self.actions.give(self.wanted()))

    def wait(self) -> None:
        """Notes for whom it waits, or that it waits no longer."""
        self._after(self.actions.wait(self.wanted()))

    def chase(self) -> None:
        """Chases the owners of what is marked; without marks of everything overdue that is shown, else of the line."""
        wanted = self.wanted() if self._list.marks() else self._overdue() or self.wanted()
        self._after(self.actions.chase(wanted))

    def explain(self) -> None:
        """Why, and by which clause."""
        if self._one():
            self.actions.explain(self._one())

    def open_pupil(self) -> None:
        """Opens the pupil of what has the ring."""
        if self.focused_pupil():
            self.pupil_asked.emit(self.focused_pupil())

    def _after(self, done: bool) -> None:
        if done:
            self._list.clear_marks()

    def _overdue(self) -> list[str]:
        late = next((group for group in self._grouped.groups if group.key == OVERDUE), None)
        return [duty for line in (late.lines if late else ()) for duty in self._grouped.members[line.id]]

    # What the list asks for.

    def tick(self, _line: str, duty: str, key: str, on: bool) -> None:
        """One side of a contact is kept at once; with both the contact is done."""
        row = self._rows.get(duty)
        if row is None or not self.actions.allowed:
            return
        record = self._context.record
        left = ticks_left(row, key) if on else (key,)
        try:
            if left:
                self._context.publish(note_evidence(record, duty, key, on))
                return
            given = tuple(dict.fromkeys((*row.evidence_given, *(() if key == DONE else (key,)))))
            done = Completion(on=self._context.today(), evidence=given)
            changes = complete_duty(record, duty, done)
        except Problem as problem:
            self._context.ask.refuse(problem)
            return
        said_with_undo(self._context, changes, f"{row.short} for {row.pupil_name}: marked as done.")

    def _on_clause(self, line: str) -> None:
        self.actions.explain(self._first(line))

    def _on_menu(self, line: str, place: QPoint) -> None:
        ids = self._grouped.members.get(line, ())
        if len(ids) == 1:
            self.actions.menu(ids[0], place, self._list)
        elif ids:
            self.actions.menu_of_several(ids, place, self._list, sign_off=self._is_sign_off(ids))

    def _is_sign_off(self, ids: Sequence[str]) -> bool:
        return {self._rows[one].kind for one in ids if one in self._rows} == {"register"}

    def _on_group(self, key: str) -> None:
        if key == OVERDUE:
            self._after(self.actions.chase(self._overdue()))
