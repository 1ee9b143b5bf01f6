"""What would move: every duty that stays, moves, comes or goes, before anything is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from apdesk.services.what_would_move import ADDED, KEPT, MOVED, WITHDRAWN, MoveLine, Moves
from ui.common.dates import days_late, latest, short_day
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.duties.rows import lower_first, spelled
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
from ui.theme.current import theme

LATE = "late"
_TABS = ((MOVED, "Move"), (ADDED, "Added"), (WITHDRAWN, "Withdrawn"), (KEPT, "Stay"))
_LATE = (LATE, "Late at once")
_NONE = {MOVED: "No duty moves.", ADDED: "No duty is added.", WITHDRAWN: "No duty is withdrawn.",
         KEPT: "No duty stays as it is."}  # fmt: skip


@dataclass(frozen=True)
class MovesAnswer:
    """Why it is done, and the answer among `choices` ("" where there are none)."""

    why: str
    choice: str = ""


class MovesDialog(FormDialog):
    """The counts in words, the duties by what becomes of them, a reason; `choices` are ways to do it, as cards.

    Where there are choices they come first and `follows` says for which of them the duties below are counted.
    """

    def __init__(
        self, title: str, moves: Moves, today: date, *, do: str, body: str = "", asks_why: bool = True,
        choices: Sequence[tuple[str, str, str]] = (), follows: str = "", keep: str = "Go back",
        one_pupil: bool = False, danger: bool = False, unplanned_stay: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        counted = moves.of_one_in_words if one_pupil else moves.in_words
        super().__init__(title, "\n".join(part for part in (body, "" if choices else counted) if part), do=do,
                         keep=keep, width=860, parent=parent)  # fmt: skip
        self._moves, self._asks_why, self._stay = moves, asks_why, unplanned_stay
        self._still = moves.still_in_time(today)
        height = "row" if one_pupil and not (moves.late or self._still) else "two-line-row"
        self.table = DataTable(move_columns(today, one_pupil=one_pupil), _key, "What would move", row_height=height)
        self.table.sort_by("now")
        self.tabs = FilterTabs((*_TABS, *((_LATE,) if moves.late else ())), name="What becomes of duties")
        self._empty = EmptyState("ph.check-circle", "")
        self._frame = TableFrame(self.table, self._empty, ground="surface")
        self.let_give_way(self._frame, 124, 34 + (37 if height == "row" else 45) * 6)
        for fate, _ in _TABS:
            self.tabs.set_count(fate, moves.count(fate))
        if moves.late:
            self.tabs.set_count(LATE, len(moves.late), late=True)
        self.reason = DataLabel("", "small", wrap=True)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.reason.setMinimumHeight(2 * QFontMetrics(theme().font("small")).lineSpacing())    # nothing below jumps
        self.choices = CardChoice(choices, down=True)
        self.follows = DataLabel(f"{follows}: {lower_first(counted)}" if follows else counted, "medium", wrap=True)
        self.why = TextArea(lines=2)
        self._lay_out(bool(choices))
        self.tabs.changed.connect(self._show)
        self.table.focused.connect(self._say_why)
        first = next((fate for fate, _ in _TABS if moves.count(fate)), MOVED)
        self.tabs.set_key(first)
        self._show(first)
        if moves.unplanned and not unplanned_stay:
            self.do_button.set_why("Some placements cannot be planned with this change")
        if danger:
            self.do_button.set_variant("danger")
            self.hint.hide()    # no key is taught for what ends something
        if not asks_why:
            self.keep_button.setFocus()     # Enter never does what somebody has not read

    def _lay_out(self, choosing: bool) -> None:
        self.follows.setVisible(choosing)
        if choosing:
            self.choices.setAccessibleName("For which placements")
            self.middle.addWidget(self.choices)
            self.middle.addWidget(self.follows)
        if self._still:
            number = len(self._still)
            said = "1 duty was" if number == 1 else f"{number:,} duties were"
            self.warn(f"{said} due before today and can still be done in time.")
        if self._moves.unplanned:
            checks = Checks()
            said = "stays as it is planned" if self._stay else "cannot be planned with this change"
            checks.set_items([
                Check("warn" if self._stay else "stop", f"{one.pupil_name}, {one.about}, {said}", one.why)
                for one in self._moves.unplanned
            ])
            self.middle.addWidget(checks)
        if self._moves.placements:
            self.middle.addWidget(self.tabs)
            self.middle.addWidget(self._frame)
            self.middle.addWidget(self.reason)
        if self._asks_why:
            self.add_field(Field("Why", self.why, help="Kept in the history.", check=self._missing))
        if self._asks_why and (self._stay or not self._moves.unplanned):
            (self.choices if choosing else self.why).setFocus()

    def values(self) -> MovesAnswer:
        return MovesAnswer(self.why.text().strip(), self.choices.key())

    def shown(self) -> list[MoveLine]:
        """The duties that are listed now."""
        return list(self.table.shown_rows())

    def _show(self, fate: str) -> None:
        rows = self._moves.late if fate == LATE else self._moves.of(fate)
        self._empty.set(_NONE.get(fate, ""))
        self.table.set_rows(rows)
        self._frame.show_empty(not rows)
        if rows:
            self.table.focus_id(_key(self.table.shown_rows()[0]))
        self._say_why(self.table.focused_row())

    def _say_why(self, line: MoveLine | None) -> None:
        self.reason.set_text(why_words(line) if line is not None else "")

    def _missing(self) -> str | None:
        return None if self.why.text().strip() else "Say in a few words why."


def move_columns(today: date, *, one_pupil: bool = False) -> tuple[Column, ...]:
    """Whose duty, which, and from which day to which; of one pupil alone, without the name."""
    whose = Column("pupil", "Pupil", lambda line: line.pupil_name, lambda line: line.about, kind="strong-two-line",
                   width=190, stretch=1, whole=True)  # fmt: skip
    return (
        *(() if one_pupil else (whose,)),
        Column("title", "Duty", lambda line: line.title, width=220, stretch=4, whole=True, tip=why_words),
        Column("was", "Was", lambda line: _day(line.was, today), kind="two-line",
               sort=lambda line: line.was, width=112),
        Column("now", "Will be", lambda line: _will_be(line, today), lambda line: _how_late(line, today), kind="due",
               sort=lambda line: line.now or line.was, width=158,
               status=lambda line: _status(line, today)),
    )  # fmt: skip


def why_words(line: MoveLine) -> str:
    """Why a duty falls where it does, under its title."""
    return spelled(line.reason.removeprefix(f"{line.title}. "))


def _key(line: MoveLine) -> str:
    return f"{line.placement}/{line.rule}/{line.occurrence}"


def _day(day: date | None, today: date) -> str:
    return short_day(day, today) if day is not None else "–"


def _will_be(line: MoveLine, today: date) -> str:
    if line.fate == WITHDRAWN:
        return "Withdrawn"
    return short_day(line.now, today) if line.now is not None else "No date yet"


def _status(line: MoveLine, today: date) -> str:
    """Overdue where it would be late at once, today where its day has gone and its last day has not."""
    if line.late is not None:
        return "overdue"
    gone = line.fate in (MOVED, ADDED) and line.last is not None and line.now is not None and line.now < today
    return "today" if gone else ""


def _how_late(line: MoveLine, today: date) -> str:
    if line.late is not None:
        return days_late(line.late)
    return latest(line.last, today) if _status(line, today) and line.last is not None else ""
