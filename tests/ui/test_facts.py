"""Label and value at the side of a page."""

from __future__ import annotations

from ui.common.widgets.facts import Facts, KeyLink
from ui.common.widgets.label import DataLabel


def test_a_link_among_the_facts_leaves_the_values_their_room(qtbot):
    facts = Facts("Sites")
    facts.set_lines([("Main", "2 Lantern Street, Wexbridge, WX5 4TN"), ("", "Edit site", "one")])
    qtbot.addWidget(facts)
    facts.resize(260, 80)
    with qtbot.waitExposed(facts):
        facts.show()
    address = next(one for one in facts.findChildren(DataLabel) if one.accessibleName().startswith("Main: "))
    link = facts.findChild(KeyLink)
    assert address.width() > 180
    assert link.x() == address.x()
