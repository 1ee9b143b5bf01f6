"""The line over a page that says what is wrong: never cut, however narrow the window."""

from __future__ import annotations

import pytest

from ui.common.widgets.banner import Banner
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme

TEXT = "Safeguarding assurance letter runs out on 13 November 2026."
DETAIL = "After that no new pupil can be placed here; the 4 placed pupils need a decision."


@pytest.mark.parametrize("width", [1300, 700, 380])
def test_both_sentences_have_the_room_they_need(qtbot, width):
    banner = Banner("today", TEXT, DETAIL, "Open")
    qtbot.addWidget(banner)
    banner.resize(width, 38)
    with qtbot.waitExposed(banner):
        banner.show()
    labels = {one.whole_text(): one for one in banner.findChildren(DataLabel)}
    for text in (TEXT, DETAIL):
        assert labels[text].text() == text
        assert labels[text].height() >= labels[text].heightForWidth(labels[text].width())
    assert not labels[TEXT].geometry().intersects(labels[DETAIL].geometry())
    assert (banner.height() > theme().px(38)) is (width < 1000)
