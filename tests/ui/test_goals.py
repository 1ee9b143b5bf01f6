"""What a placement is for: the aim first, what measures it beneath, and the judgement as a word at the right."""

from __future__ import annotations

from apdesk.services.placement_cards import ObjectiveRow, OutcomeRow
from ui.common.widgets.chip import Chip
from ui.common.widgets.label import DataLabel
from ui.pupil.goals import Goals


def objective(text, judgement):
    return ObjectiveRow("1", text, "the register", judgement, "Fairholt’s report", None, "")


def test_each_objective_has_its_judgement_as_a_chip_and_its_measure_beneath(qtbot):
    goals = Goals()
    qtbot.addWidget(goals)
    outcome = OutcomeRow("Maths", "5", "4", "On track")
    goals.show_goals([objective("Attend every day", "Met"), objective("Use the exit card", "")], [outcome])
    said = [label.whole_text() for label in goals.findChildren(DataLabel)]
    assert said[:3] == ["Objective 1", "Attend every day", "Measured by: the register  ·  Fairholt’s report"]
    assert said[-3:] == ["Maths", "Expected: 5", "On track"]
    assert [chip.accessibleName() for chip in goals.findChildren(Chip)] == ["Met", "Not judged yet", "Now: 4"]
    height = goals.sizeHint().height()
    goals.show_goals([objective("Attend every day", "Met"), objective("Use the exit card", "")], [outcome])
    assert goals.sizeHint().height() == height, "shown again it is no taller"
    goals.show_goals([objective("Attend every day", "Partly")], [])
    assert [chip.accessibleName() for chip in goals.findChildren(Chip) if not chip.isHidden()] == ["Partly"]
