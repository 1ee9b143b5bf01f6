"""What cannot be written to or rung is refused where it is typed, and nothing is changed."""

from __future__ import annotations

import pytest

from apdesk.problems import Problem
from apdesk.services import staff
from apdesk.services.settings import change_settings, settings
from apdesk.services.staff import StaffForm


@pytest.mark.parametrize(("field", "typed"), [("email", "pike"), ("phone", "not a phone")])
def test_a_member_of_staff_whom_nobody_could_reach_is_refused(school, field, typed):
    before = len(staff.staff(school.record))
    with pytest.raises(Problem) as refused:
        staff.add_staff(school.record, StaffForm(surname="Pike", **{field: typed}))
    assert (refused.value.code, refused.value.where) == (f"staff.{field}", field)
    assert len(staff.staff(school.record)) == before


@pytest.mark.parametrize(("name", "typed"), [("school.email", "pike"), ("school.absence_phone", "abc")])
def test_a_school_that_nobody_could_reach_is_refused(school, name, typed):
    before = settings(school.record)
    with pytest.raises(Problem) as refused:
        change_settings(school.record, {"school.name": "Larkmoor", name: typed})
    assert refused.value.where == name
    assert settings(school.record) == before
