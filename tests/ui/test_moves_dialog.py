"""What would move: by date, what would be late at once counted and marked, and a choice before what depends on it."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.services.what_would_move import ADDED, KEPT, MOVED, WITHDRAWN, MoveLine, Moves
from ui.common.dialogs.moves_dialog import LATE, MovesDialog, why_words

TODAY = date(2026, 11, 10)


def line(fate, title, was, now, *, late=None, reason="", occurrence=1):
    return MoveLine(fate, title, was, now, reason, "p1", "u1", "Okonjo, Chidera", "Off-site direction, Fairholt",
                    title, occurrence, late)  # fmt: skip


MOVES = Moves((
    line(MOVED, "Send the decision", date(2026, 12, 10), date(2026, 12, 2)),
    line(MOVED, "Hold the review", date(2026, 12, 4), date(2026, 11, 26)),
    line(MOVED, "Invite parents", date(2026, 11, 26), date(2026, 11, 6), late=2),
    line(ADDED, "Ask for the report", None, date(2026, 11, 9), late=1),
    line(WITHDRAWN, "Visit", date(2026, 12, 1), None),
    line(KEPT, "Weekly contact", date(2026, 11, 13), date(2026, 11, 13)),
), placements=1)  # fmt: skip


@pytest.fixture
def dialog(qtbot):
    made = MovesDialog("End it?", MOVES, TODAY, do="End placement", asks_why=False, one_pupil=True, danger=True)
    qtbot.addWidget(made)
    return made


def shown(dialog, key):
    dialog.tabs.set_key(key)
    dialog.tabs.changed.emit(key)
    return [one.title for one in dialog.shown()]


def test_duties_stand_in_the_order_of_their_days(dialog):
    assert shown(dialog, MOVED) == ["Invite parents", "Hold the review", "Send the decision"]


def test_what_would_be_late_at_once_is_counted_marked_and_has_a_list_of_its_own(dialog):
    assert dialog.words.text().endswith("1 stays as it is. 2 are late at once.")
    assert dialog.tabs.count_words(LATE) == "2"
    assert shown(dialog, LATE) == ["Invite parents", "Ask for the report"]
    (will_be,) = (column for column in dialog.table.table.columns if column.key == "now")
    assert [will_be.words(one) for one in dialog.shown()] == [
        "Fri 6 Nov, 2 school days late", "Mon 9 Nov, 1 school day late"]  # fmt: skip
    assert {will_be.status(one) for one in dialog.shown()} == {"overdue"}
    assert not [one for one in MOVES.of(WITHDRAWN) if will_be.status(one)]


def test_where_nothing_would_be_late_nothing_speaks_of_it(qtbot):
    moves = Moves(tuple(one for one in MOVES.lines if one.late is None), placements=1)
    made = MovesDialog("Save?", moves, TODAY, do="Save")
    qtbot.addWidget(made)
    assert "late" not in made.words.text()
    with pytest.raises(KeyError):
        made.tabs.tab(LATE)


def test_a_choice_comes_before_what_would_move_which_says_for_whom_it_counts(qtbot):
    choices = (("new", "New placements only", "No duty moves."), ("running", "Running placements too", "They move."))
    made = MovesDialog("Read it this way?", MOVES, TODAY, do="Save", body="It is read so.", choices=choices,
                       follows="If running placements follow too")  # fmt: skip
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    assert made.words.text() == "It is read so."
    assert made.follows.text().startswith("If running placements follow too: 3 duties move, 1 is added and 1")
    assert made.choices.y() < made.follows.y() < made.tabs.y() < made.why.mapTo(made, made.why.rect().topLeft()).y()
    assert made.choices.isAncestorOf(made.focusWidget())


def test_the_reason_is_said_without_the_title_above_it():
    told = line(MOVED, "Invite parents", None, TODAY, reason=(
        "Invite parents. Due Fri 6 Nov 2026: 6 calendar days before it. (§5 If agreed; App. A row 3)"
    ))  # fmt: skip
    assert why_words(told) == "Due Fri 6 Nov 2026: 6 calendar days before it. (Section 5 If agreed; Appendix A row 3)"

