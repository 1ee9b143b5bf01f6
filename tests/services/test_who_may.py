"""Every use case asks the one table of `domain/permissions.py`, before it looks at anything else.

The test walks all public functions of the services that are handed the open record. Each is called by somebody with
no right at all and must refuse, or stands below with the reason why anybody may call it. What is also handed an open
`Work` is a part of other use cases, which ask; it writes only into the work that they hand it.
"""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import apdesk.services as package
from apdesk.domain import permissions
from apdesk.domain.permissions import ADMINISTRATOR, AP_LEAD, PERSON_ROLES, Deed, may
from apdesk.problems import Problem
from apdesk.services import acting
from apdesk.store.work import Actor

A_PART = "a part of other use cases, which ask; it writes nothing"
READS_RULES = "reads the policy, the calendar or the words of the office: nothing about a person"
ONES_OWN = "the acting person’s own"
SAFETY = "keeps the work safe or proves that it is: for everybody"
MADE_UP = "puts in or writes out the made-up school, for an administrator who was made up too"
A_REVIEW = "another look at a pupil list that is being reviewed; what it asks for next asks"
SAYS = "puts a change into words; preview and carry_out ask"

OPEN: dict[str, str] = {
    "acting.require": "is the question itself",
    "acting.own_years": ONES_OWN,
    "acting.own_years_only": ONES_OWN,
    "acting.demand_own_year": "is the question itself",
    "acting.FlagRule": "is the rule about confidential flags itself",
    "backups.take": SAFETY,
    "backups.take_if_needed": SAFETY,
    "backups.before": SAFETY,
    "backups.status": SAFETY,
    "backups.rehearse": SAFETY,
    "backup_copies.kept": SAFETY,
    "verifying.verify_open": SAFETY,
    "verifying.check_now": SAFETY,
    "booked_meetings.along_of": A_PART,
    "calendar_files.file_name": READS_RULES,
    "calendar_items.of_edges": A_PART,
    "calendar_items.of_events": A_PART,
    "contacts.may_know_of_everyone": A_PART,
    "contacts.shown": A_PART,
    "crest.crest": READS_RULES,
    "demo.write_documents": MADE_UP,
    "demo_placements.start_all": MADE_UP,
    "demo_placements.complete_recent": MADE_UP,
    "demo_placements.add_notes": MADE_UP,
    "demo_registers.mark_all": MADE_UP,
    "demo_school.put_in_roll": MADE_UP,
    "document_copies.next_copy_number": READS_RULES,
    "drafts.save_draft": ONES_OWN,
    "drafts.drafts": ONES_OWN,
    "drafts.draft": ONES_OWN,
    "drafts.discard_draft": ONES_OWN,
    "placement_flow.PlacementFlow": ONES_OWN,
    "placement_flow.begin": ONES_OWN,
    "placement_flow.unfinished": ONES_OWN,
    "expected_sessions.placed": A_PART,
    "expected_today.time_on_the_wall": READS_RULES,
    "heads_of_year.heads_of_year": "who heads a year stands on every door",
    "moving.not_allowed": "is the question itself",
    "pack_parts.contacts": A_PART,
    "pack_parts.behaviour": A_PART,
    "pack_parts.actions": A_PART,
    "paper.printing": READS_RULES,
    "paper.sample_letter": READS_RULES,
    "placement_cards.placement_cards": A_PART,
    "placement_case.placement_source": A_PART,
    "placement_case.source": A_PART,
    "placement_case.school_facts": READS_RULES,
    "start_placement.source_of": A_PART,
    "start_placement.make_ready": A_PART,
    "tracker_check.pathways_meant": READS_RULES,
    **{
        f"placement_changes.{name}": SAYS
        for name in (
            "refer_to_panel", "agree", "move_start", "extend", "end_placement", "withdraw", "change_fact", "pause",
            "book_dates", "change_protocol", "change_week", "choose_provider",
        )
    },
    "protocols.protocol_in_force": READS_RULES,
    "protocols.protocol_version": READS_RULES,
    "protocols.held_versions": READS_RULES,
    "protocol_versions.running_under": A_PART,
    "replanning.against_record": A_PART,
    "replanning.compare": A_PART,
    "pupil_timeline.pupil_timeline": A_PART,
    "pupil_workbook.workbook_name": READS_RULES,
    "saved_filters.keep_filter": ONES_OWN,
    "roll_check.fix_row": A_REVIEW,
    "roll_check.without_rows_to_fix": A_REVIEW,
    "roll_import.review_opened": A_REVIEW,
    "signing_off.to_sign_off": A_PART,
    "school_year.school_calendar": READS_RULES,
    "school_year.calendar_or_none": READS_RULES,
    "school_year.entries": READS_RULES,
    "school_year.merged": READS_RULES,
    "school_year.version_entries": READS_RULES,
    "school_year.versions": READS_RULES,
    "settings.settings": READS_RULES,
    "staff.owners": "who owes what must be known to every page that shows a duty",
    "support_plans.stages": READS_RULES,
    "undo.what_can_be_undone": ONES_OWN,
    "undo.is_large": ONES_OWN,
    "undo.undo": "what the acting person did in this very role",
    "undo.redo": "what the acting person did in this very role",
    "unlock.confirm": ONES_OWN,
    "unlock.people": "the names stand on the lock screen",
    "unlock.change_passphrase": ONES_OWN,
    "what_would_move.to_plan_again": A_PART,
    "what_would_move.told": A_PART,
    "what_would_move.would_move": A_PART,
}

NOBODY = "nobody"


class Whatever:
    """Stands for an argument that must not be looked at before the role is."""


@dataclasses.dataclass(frozen=True)
class Door:
    """A public function or class of the services that takes the open record first."""

    name: str
    call: Callable[..., Any]

    def knock(self, record: Any) -> None:
        """Call it with arguments that mean nothing, or with those below where it reads a file first."""
        if self.name in GIVEN:
            self.call(record, *GIVEN[self.name]())
            return
        wanted = list(inspect.signature(self.call).parameters.values())[1:]
        needed = [each for each in wanted if each.default is each.empty]
        by_name = {each.name: Whatever() for each in needed if each.kind is each.KEYWORD_ONLY}
        by_place = [each for each in needed if each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)]
        self.call(record, *(Whatever() for _ in by_place), **by_name)


A_FILE = Path(__file__)
GIVEN: dict[str, Callable[[], tuple[Any, ...]]] = {
    "chasing.save_chases": lambda: ([SimpleNamespace(file_name="chase.eml")], Path()),
    "protocols.activate_protocol_file": lambda: (A_FILE,),
    "pupil_workbook.write_pupil_workbook": lambda: ([], Path("pupils.xlsx")),
    "term_date_changes.import_terms": lambda: (A_FILE,),
}


def doors() -> Iterator[Door]:
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda each: each.name):
        module = importlib.import_module(f"{package.__name__}.{found.name}")
        for name, each in vars(module).items():
            if name.startswith("_") or getattr(each, "__module__", "") != module.__name__ or not callable(each):
                continue
            if dataclasses.is_dataclass(each):
                continue
            wanted = [one.annotation for one in inspect.signature(each).parameters.values()]
            if wanted[:1] == ["Record"] and "Work" not in wanted:
                yield Door(f"{found.name}.{name}", each)


DOORS = {door.name: door for door in doors()}
ASKING = sorted(set(DOORS) - set(OPEN))


def acting_as(record, role):
    record.actor = Actor(record.actor.id, record.actor.name, role)


@pytest.mark.parametrize("name", ASKING)
def test_a_use_case_refuses_everybody_whose_role_may_not_and_writes_nothing(record, monkeypatch, name):
    asked: list[Deed] = []

    def require(role, deed):
        asked.append(deed)
        permissions_require(role, deed)

    permissions_require = permissions.require
    monkeypatch.setattr(acting.permissions, "require", require)
    before = record.last_entry()
    acting_as(record, NOBODY)
    with pytest.raises(Problem) as refused:
        DOORS[name].knock(record)
    assert refused.value.code == "permission.refused"
    deed = asked[0]
    for role in PERSON_ROLES:
        if may(role, deed):
            continue
        acting_as(record, role)
        with pytest.raises(Problem) as refused:
            DOORS[name].knock(record)
        assert refused.value.code == "permission.refused"
        assert PERSON_ROLES[role] in refused.value.text
    assert record.last_entry() == before


def test_what_is_open_is_there_and_still_needs_to_be_listed(record):
    acting_as(record, NOBODY)
    gone = set(OPEN) - set(DOORS)
    assert not gone, f"take out of OPEN: {sorted(gone)}"
    asks = []
    for name in OPEN:
        if name in ("acting.require", "undo.undo", "undo.redo"):  # each has a test of its own
            continue
        try:
            DOORS[name].knock(record)
        except Problem as problem:
            if problem.code == "permission.refused":
                asks.append(name)
        except (TypeError, AttributeError, ValueError, KeyError):  # it looked at an argument that means nothing
            continue
    assert not asks, f"these ask by now, take them out of OPEN: {asks}"


def test_the_walk_finds_the_use_cases():
    assert len(ASKING) > 100
    assert "pupils.add_pupil" in ASKING


def test_every_deed_of_the_table_is_asked_for_by_somebody():
    sources = " ".join(
        Path(str(importlib.import_module(f"{package.__name__}.{each.name}").__file__)).read_text(encoding="utf-8")
        for each in pkgutil.iter_modules(package.__path__)
    )
    asked_by_the_flag_rule = {Deed.SEE_SAFEGUARDING_FLAGS}
    unasked = [each.name for each in set(Deed) - asked_by_the_flag_rule if f"Deed.{each.name}" not in sources]
    assert not unasked, f"no use case asks for {unasked}"


def test_the_roles_are_what_the_office_agreed():
    changing = {deed for deed in Deed if not deed.value.startswith("see")}
    assert not any(may("read-only", deed) for deed in changing)
    assert all(may(AP_LEAD, deed) for deed in Deed)
    assert not may(ADMINISTRATOR, Deed.SEE_SAFEGUARDING_FLAGS), "flags are for those who need to know"
    assert {role for role in PERSON_ROLES if may(role, Deed.DECIDE_ACCESS)} == {ADMINISTRATOR, AP_LEAD}
    assert not any(may("a role of tomorrow", deed) for deed in Deed)


def test_what_somebody_did_in_another_role_is_not_undone_from_a_lower_one(record):
    from apdesk.services.settings import change_settings, settings
    from apdesk.services.undo import undo, what_can_be_undone

    change_settings(record, {"school.name": "Larkmoor"})
    acting_as(record, "read-only")
    assert what_can_be_undone(record) is None
    with pytest.raises(Problem) as refused:
        undo(record)
    assert refused.value.code == "permission.refused"
    assert settings(record)["school.name"] == "Larkmoor"


def test_a_draft_is_seen_and_changed_only_by_the_one_who_types_it(record):
    from apdesk.services import drafts

    mine = drafts.save_draft(record, None, "placement", "New placement", {"step": 1})
    record.actor = Actor("f" * 32, "Ola Bright", AP_LEAD)
    assert drafts.drafts(record) == ()
    with pytest.raises(Problem, match="finished or thrown away"):
        drafts.draft(record, mine)
    drafts.discard_draft(record, mine)
    theirs = drafts.save_draft(record, mine, "placement", "New placement", {"step": 2})
    assert theirs != mine
    record.actor = Actor(record.keys.people[0].id, record.keys.people[0].name, ADMINISTRATOR)
    assert drafts.draft(record, mine).content == {"step": 1}
