"""A duty's policy words lead to the clause itself, and fit the column they stand in."""

from __future__ import annotations

import pytest

from apdesk.domain.clauses import clauses_of, is_confidential, short_clause, wide_clause
from apdesk.domain.protocol_toml import parse_protocol
from apdesk.services.shipped import shipped_protocol_text

LONGEST_TITLE, LONGEST_CLAUSE = 38, 15      # letters that the columns hold at 1366 pixels


@pytest.fixture(scope="module")
def protocol():
    return parse_protocol(shipped_protocol_text(), "shipped")


def test_every_clause_that_a_rule_names_is_in_the_protocol_with_its_words(protocol):
    named = {part for rule in (*protocol.duties, *protocol.limits, *protocol.gates)
             for part in rule.policy.split("; ")}  # fmt: skip
    assert named <= set(protocol.clauses)
    ours = [one for one in protocol.clauses.values() if one.id.startswith(("§", "App. A", "front page"))]
    assert all(one.text for one in ours)
    assert protocol.clauses["App. A row 3, visits"].text == ("Once a month",)
    assert any("no later than six days after the meeting" in text for text in protocol.clauses["§5 If agreed"].text)


def test_titles_and_clauses_fit_their_columns(protocol):
    shown = {rule.id: rule.short or rule.title for rule in protocol.duties}
    items = {item.title for rule in protocol.duties for item in rule.items}
    assert {one for one in (*shown.values(), *items) if len(one) > LONGEST_TITLE} == set()
    assert all(len(one.short) <= LONGEST_CLAUSE for one in protocol.clauses.values())


def test_the_first_clause_stands_in_the_column_and_the_rest_are_counted(protocol):
    row = clauses_of("App. A row 3, visits; §9", protocol)
    assert (short_clause(row), wide_clause(row)) == ("App. A row 3 +1", "App. A row 3 – Visits +1")
    one = clauses_of("App. A row 3; App. A row 3, visits", protocol)
    assert short_clause(one) == "App. A row 3"
    assert short_clause(()) == wide_clause(()) == ""


def test_a_clause_of_another_school_stands_for_itself():
    (one,) = clauses_of("§12 Journeys, second paragraph", None)
    assert (one.short, one.text) == ("Section 12 Journeys", ())


def test_rules_that_would_tell_of_a_social_worker_or_a_plan_are_known(protocol):
    kept = {rule.id for rule in protocol.duties if is_confidential(rule, protocol)}
    assert {"social-worker.consult", "social-worker.change", "before.safeguarding-context"} <= kept
    assert not kept & {"visit.month", "weekly.contact", "care.virtual-school", "before.safeguarding"}


def test_a_short_title_that_would_be_cut_is_a_mistake_of_the_file():
    from apdesk.domain.protocol_toml import check_protocol

    text = shipped_protocol_text().replace('short = "Monthly visit"', f'short = "{"Monthly visit " * 4}"')
    _, mistakes = check_protocol(text)
    assert [(one.code, "visit.month" in one.text) for one in mistakes] == [("long", True)]
