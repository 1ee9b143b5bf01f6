"""Safeguarding content is never stored: only that it was shared, by whom, when."""

from __future__ import annotations

import json
from datetime import date

import pytest

from apdesk.problems import Problem
from apdesk.services.placement_changes import NewEvent, record_event


def test_what_a_safeguarding_concern_is_about_is_never_kept(record):
    with pytest.raises(Problem) as refused:
        record_event(record, "any", NewEvent(name="concern", on=date(2026, 11, 10), note="He told me that …"))
    assert refused.value.code == "event.safeguarding"
    assert "told me" not in json.dumps(record.database.rows("SELECT operation, reason, about FROM journal_entry"))
