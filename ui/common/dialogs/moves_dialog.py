"""What would move: every duty that stays, moves, comes or goes, before anything is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from apdesk.services.what_would_move import ADDED, KEPT, MOVED, WITHDRAWN, MoveLine, Moves
from ui.common.dates import latest, short_day
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.tables.columns import Column
from ui.common.tables.table_view import DataTable
from ui.common.widgets.checks import Check, Checks
from ui.common.widgets.choices import CardChoice
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextArea
from ui.common.widgets.label import DataLabel
from ui.common.widgets.table_frame import TableFrame
from ui.common.widgets.tabs import FilterTabs

_TABS = ((MOVED, "Move"), (ADDED, "Added"), (WITHDRAWN, "Withdrawn"), (KEPT, "Stay"))
_NONE = {MOVED: "No duty moves.", ADDED: "No duty is added.", WITHDRAWN: "No duty is withdrawn.",
         KEPT: "No duty stays as it is."}  # fmt: skip


@dataclass(frozen=True)
class MovesAnswer:
    """Why it is done, and the answer among `choices` ("" where there are none)."""

    why: str
    choice: str = ""


class MovesDialog(FormDialog):
    """The counts in words, the duties by what becomes of them, a reason; `choices` are ways to do it, as cards."""

    def __init__(
        self, title: str, moves: Moves, today: date, *, do: str, body: str = "", asks_why: bool = True,
        choices: Sequence[tuple[str, str, str]] = (), keep: str = "Go back", one_pupil: bool = False,
        danger: bool = False, unplanned_stay: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        counted = moves.of_one_in_words if one_pupil else moves.in_words
        super().__init__(title, "\n".join(part for part in (body, counted) if part), do=do, keep=keep,
                         width=860, parent=parent)  # fmt: skip
        self._moves, self._asks_why, self._stay = moves, asks_why, unplanned_stay
        self._past = moves.past(today)
        height, row = ("row", 37) if one_pupil else ("two-line-row", 45)
        self.table = DataTable(move_columns(today, one_pupil=one_pupil), _key, "What would move", row_height=height)
        self.tabs = FilterTabs(_TABS, name="What becomes of duties")
        self._empty = EmptyState("ph.check-circle", "")
        self._frame = TableFrame(self.table, self._empty, ground="surface")
        self.let_give_way(self._frame, 34 + 2 * row, 34 + 6 * row)
        for fate, _ in _TABS:
            self.tabs.set_count(fate, moves.count(fate))
        self.reason = DataLabel("", "small", wrap=True)
        self.reason.setMinimumHeight(2 * self.reason.fontMetrics().lineSpacing())   # the buttons stay where they are
        self.choices = CardChoice(choices, down=True)
        self.why = TextArea(lines=2)
        self._lay_out(bool(choices), today)
        self.tabs.changed.connect(self._show)
        self.table.focused.connect(self._say_why)
        first = next((fate for fate, _ in _TABS if moves.count(fate)), MOVED)
        self.tabs.set_key(first)
        self._show(first)
        if moves.unplanned and not unplanned_stay:
            self.do_button.set_why("Some placements cannot be planned like that")
        if danger:
            self.do_button.set_variant("danger")
            self.hint.hide()
        if not asks_why:
            self.keep_button.setFocus()     # Enter never does what somebody has not read

    def _lay_out(self, choosing: bool, today: date) -> None:
        self._warn_of_past(today)
        if self._moves.unplanned:
            checks = Checks()
            said = "stays as it is planned" if self._stay else "cannot be planned like that"
            checks.set_items([
                Check("warn" if self._stay else "stop", f"{one.pupil_name}, {one.about}, {said}", one.why)
                for one in self._moves.unplanned
            ])
            self.middle.addWidget(checks)
        if self._moves.placements:
            self.middle.addWidget(self.tabs)
            self.middle.addWidget(self._frame)
            self.middle.addWidget(self.reason)
        if choosing:
            self.choices.setAccessibleName("For which placements")
            self.middle.addWidget(self.choices)
        if self._asks_why:
            self.add_field(Field("Why", self.why, help="It stands in the history.", check=self._missing))
        if self._asks_why and (self._stay or not self._moves.unplanned):
            self.why.setFocus()

    def _warn_of_past(self, today: date) -> None:
        """What is asked of somebody for a day that has gone is counted, and never only found later on Today."""
        late = sum(_is_late(line, today) for line in self._past)
        still = len(self._past) - late
        if late:
            self.warn(f"{_duties(late)} would be overdue at once: the last day has passed.", "overdue",
                      "ph.warning-octagon-fill")  # fmt: skip
        if still:
            said = "was due before today and can" if still == 1 else "were due before today and can"
            self.warn(f"{_duties(still)} {said} still be done in time.")

    def values(self) -> MovesAnswer:
        return MovesAnswer(self.why.text().strip(), self.choices.key())

    def shown(self) -> list[MoveLine]:
        """The duties that are listed now."""
        return list(self.table.shown_rows())

    def _show(self, fate: str) -> None:
        rows = self._moves.of(fate)
        self._empty.set(_NONE[fate])
        self.table.set_rows(rows)
        self.table.sort_by("was" if fate == WITHDRAWN else "now")
        self._frame.show_empty(not rows)
        if rows:
            self.table.focus_id(_key(self.table.shown_rows()[0]))
        self._say_why(self.table.focused_row())

    def _say_why(self, line: MoveLine | None) -> None:
        self.reason.set_text(line.reason.replace("§", "Section ") if line is not None else "")

    def _missing(self) -> str | None:
        return None if self.why.text().strip() else "Say in a few words why."


def move_columns(today: date, *, one_pupil: bool = False) -> tuple[Column, ...]:
    """Whose duty, which, and from which day to which; of one pupil alone, without the name."""
    whose = Column("pupil", "Pupil", lambda line: line.pupil_name, lambda line: line.about, kind="strong-two-line",
                   width=190, stretch=2)  # fmt: skip
    return (
        *(() if one_pupil else (whose,)),
        Column("title", "Duty", lambda line: line.title, width=220, stretch=3, tip=lambda line: line.reason),
        Column("was", "Was", lambda line: _day(line.was, today), sort=lambda line: line.was, width=104),
        Column("now", "Will be", lambda line: _will_be(line, today), sort=lambda line: line.now, width=190,
               status=lambda line: _status(line, today)),
    )  # fmt: skip


def _key(line: MoveLine) -> str:
    return f"{line.placement}/{line.rule}/{line.occurrence}"


def _day(day: date | None, today: date) -> str:
    return short_day(day, today) if day is not None else "–"


def _will_be(line: MoveLine, today: date) -> str:
    if line.fate == WITHDRAWN:
        return "Withdrawn"
    if line.now is None:
        return "No date yet"
    status, day = _status(line, today), short_day(line.now, today)
    if status == "today" and line.last is not None:
        return f"{day}, {latest(line.last, today)}"
    return f"{day}, overdue" if status else day


def _status(line: MoveLine, today: date) -> str:
    if line.fate not in (MOVED, ADDED) or line.now is None or line.last is None or line.now >= today:
        return ""
    return "overdue" if _is_late(line, today) else "today"


def _is_late(line: MoveLine, today: date) -> bool:
    return line.last is not None and line.last < today



def _duties(count: int) -> str:
    return f"{count:,} {'duty' if count == 1 else 'duties'}"
