"""A pupil who comes between two lists: only what is needed to place somebody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from apdesk.services.pupils import PupilForm
from ui.common.dialogs.record_form import CHOICE, DAY, NUMBER, TICK, Part, RecordForm

_PARTS = (
    Part("forename", "Forename"),
    Part("surname", "Surname", beside=True),
    Part("born", "Date of birth", DAY, if_known=True, example="14 mar 2012"),
    Part("upn", "UPN", if_known=True, beside=True),
    Part("year", "Year group", NUMBER, most=14),
    Part("form", "Form", if_known=True, beside=True),
    Part("sen", "SEN", CHOICE, options=(("", "Not known"), ("N", "None"), ("K", "SEN support"), ("E", "EHC plan"))),
    Part("tutor", "Tutor", if_known=True, beside=True),
    Part("hosted_here", "Belongs to another school and attends here", TICK),
    Part("home_school", "Home school", if_known=True, beside=True),
)


def new_pupil_form(save: Callable[[Any], Any], today: date) -> RecordForm:
    """The form behind Add pupil."""
    return RecordForm(
        "Add a pupil", _PARTS, PupilForm(surname="", forename=""), save=save, today=today, do="Add pupil", width=560,
        body="The next pupil list recognises the pupil by UPN, or by name and date of birth.",
    )
