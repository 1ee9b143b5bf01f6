"""How often a duty comes round and how its days are counted, as the table of the policy in Settings says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from apdesk.domain.day_counts import counted
from apdesk.domain.protocol_toml import parse_protocol
from apdesk.domain.rhythm import rhythm
from apdesk.services.shipped import shipped_protocol

THIRD = parse_protocol((Path(__file__).parent / "third-school.toml").read_text(encoding="utf-8"), "third-school.toml")
SHIPPED = shipped_protocol()


@pytest.mark.parametrize(
    ("protocol", "rule", "often", "days"),
    [
        (THIRD, "talk", "Fortnightly", ""),
        (THIRD, "call", "Weekly", ""),
        (THIRD, "injury", "At each injury", "Latest 1 calendar day after"),
        (THIRD, "injury.report", "At each injury", "Latest 7 working days after, aim for 5"),
        (THIRD, "answer", "At each letter from a parent", "Latest 2 calendar weeks after"),
        (THIRD, "seen", "Every half-term", "10 school days after"),
        (THIRD, "file", "After each", "2 school days after"),
        (THIRD, "bus", "Once", "1 calendar month before"),
        (THIRD, "afterwards", "2 in all", "1 calendar month after"),
        (THIRD, "watch.look", "Every 10 school days", "10 school days after"),
        (THIRD, "nil", "1 a month", "Latest 6 calendar days after, aim for 4"),
        (THIRD, "count", "Every term", ""),
        (THIRD, "yearly", "On set days", ""),
        (SHIPPED, "weekly.parents-first", "Weekly (first 2)", ""),
        (SHIPPED, "osd.notice", "Once", "Latest 2 school days before, aim for 3"),
        (SHIPPED, "rt.review", "Every 6 weeks", "Latest 42 calendar days after"),
        (SHIPPED, "send.update", "When it happens", "2 school days after"),
    ],
)  # fmt: skip
def test_a_duty_in_the_table_of_the_policy(protocol, rule, often, days):
    (found,) = (one for one in protocol.duties if one.id == rule)
    assert (rhythm(found, protocol), counted(found)) == (often, days)


@pytest.mark.parametrize(
    ("protocol", "rule", "days"),
    [
        (THIRD, "cap.trade", "12 school weeks after"),
        (THIRD, "cap.safety", ""),  # so many days, not a day counted from another
        (SHIPPED, "osd.length", "Asked for each placement"),
    ],
)
def test_a_limit_in_the_table_of_the_policy(protocol, rule, days):
    (found,) = (one for one in protocol.limits if one.id == rule)
    assert counted(found) == days
