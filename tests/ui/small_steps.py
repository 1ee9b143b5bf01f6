"""Small steps that several tests of the window take: a placement to start from, a form to fill in."""

from __future__ import annotations

from datetime import date

from apdesk.services.placement_answers import Answers, GateSaid, ObjectiveAnswer

GATES = ("virtual-school-told", "return-plan", "direction.delegated", "direction.tried", "osd.agreed")


def answers_of(school, **changes) -> Answers:
    """Complete answers for an off-site direction at Fairholt from Wednesday 11 November 2026."""
    values = {
        "pupil": school.pupil, "reasons": ("psp",), "tried": "Report card", "met_parents_on": date(2026, 10, 20),
        "directed": True, "pathway": "osd", "provider": school.fairholt, "start": date(2026, 11, 11),
        "decided_on": date(2026, 11, 4), "readings": {"osd.length": "12 calendar weeks"},
        "gates": tuple(GateSaid(rule, met=True) for rule in GATES),
        "objectives": (ObjectiveAnswer("Attend every session", "95 % of sessions"),),
    }
    return Answers(**(values | changes))


def fill(dialog, **values) -> bool:
    """Types into a form stated as parts and presses its verb; True where it was saved."""
    for name, value in values.items():
        control = dialog.control(name)
        if isinstance(value, date):
            control.set_date(value)
        elif hasattr(control, "set_key"):
            control.set_key(value)
        elif hasattr(control, "setChecked"):
            control.setChecked(value)
        else:
            control.setText(value)
    dialog.accept()
    return dialog.result() == 1
