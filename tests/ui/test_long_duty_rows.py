"""Rows of duties whose words are long: they grow, and neither a name nor an action is cut."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from ui.common.duties.duty_list import DutyList
from ui.common.duties.geometry import parts_of
from ui.common.duties.lines import DutyGroup, DutyLine
from ui.theme.current import theme

TODAY = DutyLine("today", "Today", "last day", "today", "letter", "Invite parents", "Zayn Qureshi", "pupil-2", "9D",
                 "You", "Inclusion admin", "Section 5", button="Send letter")  # fmt: skip


@pytest.fixture
def duties(qtbot):
    made = DutyList()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_long_name_takes_further_lines_and_opens_on_each(duties, qtbot):
    names = []
    duties.about_asked.connect(names.append)
    long = replace(TODAY, about="Oluwaseunfunmi Alexandria " * 4)
    duties.resize(700, 400)
    duties.set_groups([DutyGroup("today", "Today", "today", (long,))])
    area = duties.visualRect(duties.duty_model().find("today"))
    parts = parts_of(area, long)
    assert area.height() > theme().length("duty-row")
    assert len(parts.named.lines) > 1
    assert parts.about.height() == len(parts.named.lines) * theme().px(19)
    assert area.contains(parts.about)
    assert area.contains(parts.who)
    qtbot.mouseClick(duties.viewport(), Qt.MouseButton.LeftButton, pos=parts.about.bottomLeft())
    assert names == ["pupil-2"]


def test_long_words_take_further_lines_and_none_is_cut_or_broken(duties):
    long = replace(TODAY, action="Bring the week’s attendance up to date and check the code of every session",
                   who="Mrs O Featherstonehaugh-Mensah", role="HOY 9")  # fmt: skip
    duties.resize(900, 400)
    duties.set_groups([DutyGroup("today", "Today", "today", (long,))])
    area = duties.visualRect(duties.duty_model().find("today"))
    parts = parts_of(area, long)
    assert " ".join(parts.doing.lines) == long.action
    assert parts.owner.lines == ("Mrs O", "Featherstonehaugh-", "Mensah")
    assert parts.role.lines == ("HOY 9",)
    for shown, place in ((parts.doing, parts.action), (parts.owner, parts.who)):
        metrics = QFontMetrics(shown.font)
        assert all(metrics.horizontalAdvance(line) <= place.width() for line in shown.lines)
    assert area.contains(parts.action)
    assert area.height() >= theme().px(18) * 3 + theme().px(16)
