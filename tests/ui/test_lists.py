"""Tables and the list of duties: the model tester, the keyboard, sorting by real values, and what is spoken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest
from painted import drawn
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication

from ui.common.duties.duty_list import DutyList
from ui.common.duties.geometry import parts_of
from ui.common.duties.lines import DutyGroup, DutyLine, Member
from ui.common.duties.model import DutyModel
from ui.common.memory import Memory
from ui.common.tables.columns import Column
from ui.common.tables.table_view import DataTable
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.table_frame import TableFrame
from ui.theme.current import theme


class Pupil(NamedTuple):
    id: str
    name: str
    form: str
    born: date | None
    flags: tuple[str, ...] = ()


PUPILS = [
    Pupil("1", "Okonjo, Chidera", "10F", date(2011, 12, 2), ("K", "PP")),
    Pupil("2", "Benbow, Aaliyah", "10B", date(2011, 2, 14)),
    Pupil("3", "Qureshi, Zayn", "9D", None, ("CP",)),
    Pupil("4", "=cmd|' /C calc'!A0", "9E", date(2012, 1, 30)),
]

COLUMNS = (
    Column("name", "Pupil", lambda row: row.name, second=lambda row: row.form, kind="strong-two-line", width=200),
    Column("born", "Born", lambda row: row.born.strftime("%d %b %Y") if row.born else "", sort=lambda row: row.born),
    Column("flags", "Needs", lambda row: " ".join(row.flags), value=lambda row: row.flags, kind="flags", private=True),
)


@pytest.fixture
def table(qtbot):
    made = DataTable(COLUMNS, lambda row: row.id, "Pupils", row_height="two-line-row", marking=True)
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.set_rows(PUPILS)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    return made


def names(table):
    return [row.name for row in table.shown_rows()]


def test_the_models_are_sound(table, qtmodeltester):
    qtmodeltester.check(table.table)
    qtmodeltester.check(table.shown)


def test_dates_sort_as_dates_and_nothing_comes_last_both_ways(table):
    table.sort_by("born")
    assert [row.id for row in table.shown_rows()] == ["2", "1", "4", "3"]
    table.sort_by("born", descending=True)
    assert [row.id for row in table.shown_rows()] == ["4", "1", "2", "3"]


def test_j_k_and_arrows_move_and_enter_and_space_tell_the_right_row(table, qtbot):
    table.sort_by("name", descending=True)
    opened, peeked = [], []
    table.opened.connect(opened.append)
    table.peeked.connect(peeked.append)
    table.focus_id("3")
    qtbot.keyClicks(table, "j")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert opened == peeked == [PUPILS[0]]
    qtbot.keyClicks(table, "kkk")
    assert table.focused_row() == PUPILS[2]
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.focused_row().id == names_last(table)
    qtbot.keyClick(table, Qt.Key.Key_Home)
    assert table.focused_row() == PUPILS[2]


def names_last(table):
    return table.shown_rows()[-1].id


def test_a_filter_keeps_the_ring_where_it_can(table):
    table.focus_id("3")
    table.set_filter(lambda row: row.form.startswith("9"))
    assert table.focused_id() == "3"
    table.set_filter(lambda row: row.form == "10B")
    assert table.focused_id() == "2"
    assert names(table) == ["Benbow, Aaliyah"]
    table.set_filter(None)
    assert len(names(table)) == 4


def test_filling_again_keeps_the_ring_on_the_pupil(table):
    table.focus_id("1")
    table.set_rows([PUPILS[1], PUPILS[0]])
    assert table.focused_id() == "1"
    table.set_rows([PUPILS[1]])
    assert table.focused_id() == "2"


def test_a_copy_is_a_table_without_what_is_private_or_a_formula(table):
    table.copy()
    text = QGuiApplication.clipboard().text()
    lines = text.splitlines()
    assert lines[0] == "Pupil\tBorn"
    assert "Okonjo, Chidera, 10F\t02 Dec 2011" in lines
    assert "CP" not in text
    assert any(line.startswith("'=cmd") for line in lines)


def test_marked_rows_are_copied_alone(table, qtbot):
    table.focus_id("1")
    qtbot.keyClicks(table, "x")
    table.copy()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2
    assert table.marked_rows() == [PUPILS[0]]


def test_a_row_is_spoken_whole(table):
    index = table.shown.mapFromSource(table.table.index(table.table.number_of("1"), 0))
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Okonjo, Chidera, 10F; Born: 02 Dec 2011; Needs: K PP"
    interface = QAccessible.queryAccessibleInterface(table)
    assert interface.text(QAccessible.Text.Name) == "Pupils"
    assert interface.childCount() > 4


def test_cut_words_have_a_tooltip(table):
    table.resize(260, 300)
    table.setColumnWidth(0, 60)
    index = table.shown.mapFromSource(table.table.index(table.table.number_of("1"), 0))
    assert table.tip_at(index) == "Okonjo, Chidera, 10F"


LONG = "Featherstonehaugh-Mensah-Worthington, Oluwaseunfunmi Alexandria"
NAMES = (
    Column("name", "Pupil", lambda row: row.name, second=lambda row: row.form, kind="strong-two-line", width=200,
           whole=True),
    Column("form", "Form", lambda row: row.form),
)  # fmt: skip


@pytest.fixture
def named(qtbot):
    """A table of names, one of which is long."""
    made = DataTable(NAMES, lambda row: row.id, "Pupils", row_height="two-line-row")
    qtbot.addWidget(made)
    made.resize(320, 400)
    made.set_rows([*PUPILS, Pupil("5", LONG, "10C", None)])
    with qtbot.waitExposed(made):
        made.show()
    return made


def heights(table):
    return {row.id: table.rowHeight(number) for number, row in enumerate(table.shown_rows())}


def test_only_the_row_of_a_long_name_is_taller_and_all_of_the_name_is_painted(named):
    tall = heights(named)
    ordinary = theme().length("two-line-row")
    assert tall.pop("5") > ordinary
    assert set(tall.values()) == {ordinary}
    painted = " ".join(run.text for run in drawn(named)[0])
    assert "…" not in painted
    assert all(word in painted for word in LONG.replace("-", "- ").split())
    assert named.tip_at(named.shown.index(0, 0)) == ""


def test_a_long_name_keeps_its_height_through_search_order_and_other_rows(named):
    tall = heights(named)
    named.set_filter(lambda row: row.id != "5")
    assert "5" not in heights(named)
    named.set_filter(None)
    assert heights(named) == tall
    for key, down in (("form", False), ("name", True), ("form", True), ("name", False)):
        named.sort_by(key, down)
        assert heights(named) == tall, (key, down)
    named.set_rows([row._replace(id=f"new-{row.id}") for row in PUPILS])
    assert set(heights(named).values()) == {theme().length("two-line-row")}


def test_a_row_is_tall_only_while_its_table_is_narrow(named, qtbot):
    told, tall = [], heights(named)
    named.heights_changed.connect(lambda: told.append(True))
    named.resize(1200, 400)
    qtbot.waitUntil(lambda: bool(told))
    assert set(heights(named).values()) == {theme().length("two-line-row")}
    named.resize(320, 400)
    qtbot.waitUntil(lambda: heights(named) == tall)


def test_widths_are_remembered_on_this_machine(qtbot, tmp_path):
    memory = Memory(tmp_path / "window.ini")
    table = DataTable(COLUMNS, lambda row: row.id, "Pupils", memory=memory)
    qtbot.addWidget(table)
    table.horizontalHeader().dragging = True
    table.setColumnWidth(0, 321)
    again = DataTable(COLUMNS, lambda row: row.id, "Pupils", memory=Memory(tmp_path / "window.ini"))
    qtbot.addWidget(again)
    assert again.columnWidth(0) == 321


def test_an_empty_list_says_what_is_true(qtbot):
    nobody = EmptyState("ph.student", "No pupil matches", "Try fewer letters.")
    frame = TableFrame(DataTable(COLUMNS, lambda row: row.id, "Pupils"), nobody)
    qtbot.addWidget(frame)
    frame.show_empty(True)
    assert frame.is_empty()
    frame.show_empty(False)
    assert not frame.is_empty()


# The list of duties.

LATE = DutyLine("late", "Fri 6 Nov", "2 school days late", "overdue", "visit", "Write up the visit of 3 November",
                "Chidera Okonjo", "pupil-1", "10F · Off-site direction", "Ms L Farrant", "HOY 10", "App. A row 3",
                why="The visit was on 3 November.", button="Write record")  # fmt: skip
TODAY = DutyLine("today", "Today", "last day", "today", "letter", "Invite parents", "Zayn Qureshi", "pupil-2", "9D",
                 "You", "Inclusion admin", "Section 5", button="Send letter")  # fmt: skip
FOLDED = DutyLine("folded", "Today", "", "today", "contact", "Weekly contact: 2 pupils at Kestrel Bridge",
                  button="Log contact", members=(
                      Member("m1", "Kayden Marlowe", "9B", (("provider", "Provider", False), ("pupil", "Pupil", True))),
                      Member("m2", "Aaliyah Benbow", "10B", (("provider", "Provider", False),))))  # fmt: skip


@pytest.fixture
def duties(qtbot):
    made = DutyList()
    qtbot.addWidget(made)
    made.resize(866, 500)
    made.set_groups([
        DutyGroup("late", "Overdue", "overdue", (LATE,)),
        DutyGroup("none", "Waiting", "waiting", ()),
        DutyGroup("today", "Due today", "today", (TODAY, FOLDED)),
    ])
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    return made


def heard(signal):
    got = []
    signal.connect(lambda *values: got.append(values if len(values) > 1 else values[0]))
    return got


def test_the_model_of_duties_is_sound(duties, qtmodeltester):
    qtmodeltester.check(duties.duty_model())
    duties.duty_model().toggle_open(duties.duty_model().find("folded"))
    qtmodeltester.check(duties.duty_model())


def test_moving_skips_the_headings(duties, qtbot):
    assert duties.focused_id() == "late"
    qtbot.keyClicks(duties, "j")
    assert duties.focused_id() == "today"
    qtbot.keyClicks(duties, "kk")
    assert duties.focused_id() == "late"


def test_enter_does_it_and_the_mouse_finds_every_part(duties, qtbot):
    done, names, clauses, menus = (heard(each) for each in (
        duties.do_asked, duties.about_asked, duties.clause_asked, duties.menu_asked))  # fmt: skip
    qtbot.keyClick(duties, Qt.Key.Key_Return)
    parts = parts_of(duties.visualRect(duties.duty_model().find("today")), TODAY)
    for place in (parts.button, parts.about, parts.clause, parts.more):
        qtbot.mouseClick(duties.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert done == ["late", "today"]
    assert names == ["pupil-2"]
    assert clauses == ["today"]
    assert [each[0] for each in menus] == ["today"]


def test_a_row_says_everything(duties):
    said = duties.duty_model().find("late").data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "Overdue, Fri 6 Nov, 2 school days late, Write up the visit of 3 November, Chidera Okonjo, "
        "10F, Off-site direction, Ms L Farrant, HOY 10, App. A row 3. Button: Write record"
    )


def test_weekly_duties_fold_into_one_and_open_with_their_ticks(duties, qtbot):
    ticked = heard(duties.ticked)
    duties.focus_id("folded")
    qtbot.keyClick(duties, Qt.Key.Key_Space)
    qtbot.keyClicks(duties, "j")
    said = duties.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Kayden Marlowe, 9B, Provider not ticked, Pupil ticked"
    qtbot.keyClick(duties, Qt.Key.Key_Return)
    assert ticked == [("folded", "m1", "provider", True)]
    duties.focus_id("folded")
    qtbot.keyClick(duties, Qt.Key.Key_Space)
    assert duties.duty_model().rowCount() == 5


def test_several_are_marked_by_x(duties, qtbot):
    counts = heard(duties.marks_changed)
    qtbot.keyClicks(duties, "xjx")
    assert duties.marked() == ("late", "today")
    assert counts == [1, 2]
    duties.clear_marks()
    assert duties.marked() == ("today",), "without marks the one with the ring is meant"


def test_what_was_done_leaves_and_the_ring_goes_to_the_next(duties):
    duties.focus_id("today")
    duties.set_groups([DutyGroup("late", "Overdue", "overdue", (LATE,)),
                       DutyGroup("today", "Due today", "today", (FOLDED,))])
    assert duties.focused_id() == "folded"


def test_a_long_group_is_cut_until_all_is_asked_for(duties, qtbot):
    lines = tuple(DutyLine(str(n), "Later", "", "later", "check", f"Check {n}") for n in range(120))
    duties.set_groups([DutyGroup("later", "Later", "later", lines)])
    model: DutyModel = duties.duty_model()
    assert model.rowCount() == 1 + 50 + 1
    qtbot.keyClick(duties, Qt.Key.Key_End)
    assert duties.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "Show all 120 of Later"
    qtbot.keyClick(duties, Qt.Key.Key_Return)
    assert model.rowCount() == 121
    assert duties.focused_id() == "50"


def test_400_duties_and_names_of_60_letters_are_drawn(duties):
    lines = tuple(DutyLine(str(n), "Later", "", "later", "check", "W" * 60, "N" * 60, "p", "10F", "M" * 60, "R" * 60,
                           "Section 5", button="Log check") for n in range(400))  # fmt: skip
    duties.set_groups([DutyGroup("later", "Later", "later", lines)])
    for width in (480, 700, 866, 1300):
        duties.resize(width, 500)
        assert not duties.grab().isNull()


def test_the_tooltip_gives_the_reason(duties):
    place = duties.visualRect(duties.duty_model().find("late"))
    row, part = duties.part_at(QPoint(place.left() + 200, place.center().y() - 12))
    assert (row.line.id, part) == ("late", "")
    assert "The visit was on 3 November." in duties._tip(row, part)


def many(key, title, count):
    lines = tuple(replace(TODAY, id=f"{key} {n}") for n in range(count))
    return DutyGroup(key, title, "today", lines)


def test_the_ring_is_always_on_a_row_that_is_seen(duties):
    """Enter does the row with the ring: a row that others pushed out of sight must not be it."""
    duties.set_groups([many("next", "Next week", 3)])
    duties.focus_id("next 0")
    duties.set_groups([many("late", "Overdue", 30), many("next", "Next week", 3)])
    assert duties.focused_id() == "next 0", "whoever is here is followed"
    assert duties.viewport().rect().intersects(duties.visualRect(duties.currentIndex()))
    duties.set_groups([many("next", "Next week", 3)])
    duties.hide()
    duties.show()
    duties.set_groups([many("late", "Overdue", 30), many("next", "Next week", 3)])
    assert duties.focused_id() == "late 0", "whoever comes back begins at the top"
    assert duties.verticalScrollBar().value() == 0
