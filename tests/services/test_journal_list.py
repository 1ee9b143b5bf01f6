"""What an inspector asks for: who did what, when and why; and that asking leaves a trace."""

from __future__ import annotations

import json

import pytest
from desk_fixture import PERSON

from apdesk.domain.permissions import ATTENDANCE
from apdesk.problems import Problem
from apdesk.services.journal import journal
from apdesk.services.settings import change_settings
from apdesk.store.work import Actor


def test_the_newest_entries_come_first_with_who_and_why(record):
    change_settings(record, {"school.name": "Larkmoor"})
    newest, *older = journal(record)
    assert (newest.what, newest.who, newest.role) == ("Changed settings of the office", PERSON, "Administrator")
    assert newest.changes == 1
    assert [one.number for one in older] == sorted((one.number for one in older), reverse=True)
    assert journal(record, 1)[0].what == "Looked at the journal"
    assert [one.number for one in journal(record, 5, before=newest.number)] == [one.number for one in older[:5]]


def test_it_is_one_query_however_long_it_is(record):
    for number in range(30):
        change_settings(record, {"school.name": f"Larkmoor {number}"})
    with record.database.listening() as heard:
        journal(record)
    assert sum("FROM journal_entry\nWHERE number <" in sql for sql, _values in heard) == 1


def test_who_may_not_see_it_is_told_whom_to_ask(record):
    record.actor = Actor(record.actor.id, record.actor.name, ATTENDANCE)
    with pytest.raises(Problem, match="Designated Safeguarding Lead"):
        journal(record)


def test_what_a_safeguarding_concern_is_about_is_never_kept(record):
    from datetime import date

    from apdesk.services.placement_changes import NewEvent, record_event

    with pytest.raises(Problem) as refused:
        record_event(record, "any", NewEvent(name="concern", on=date(2026, 11, 10), note="He told me that …"))
    assert refused.value.code == "event.safeguarding"
    assert "told me" not in json.dumps(record.database.rows("SELECT operation, reason, about FROM journal_entry"))
