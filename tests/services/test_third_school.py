"""A policy in half-days, fortnights and half-terms: what the wizard asks and says follows from its file alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from apdesk.services import duty_lists, placement_choices
from apdesk.services.placement_answers import GateSaid
from apdesk.services.placement_flow import begin
from apdesk.services.protocols import activate_protocol

THIRD = Path(__file__).parents[1] / "domain" / "third-school.toml"


@pytest.fixture
def flow(school, clock):
    clock.go_to(date(2026, 11, 4))
    activate_protocol(school.record, THIRD.read_text(encoding="utf-8"), THIRD.name)
    return begin(school.record, school.pupil)


def test_x(school, flow, clock):
    print([one.id for one in placement_choices.pathway_choices(flow)])
    for pathway in ("taster", "workshop", "secondment", "watch"):
        flow.change(reasons=("trade",), pathway=pathway, provider=school.fairholt, start=date(2026, 11, 9))
        plan = flow.plan
        print(pathway, plan.end, [(g.rule, g.met, g.why) for g in plan.gates], [(l.rule, l.text, l.kept) for l in plan.limits])
        print([q for q in dir(flow) if not q.startswith("_")])
        for step in range(8):
            try:
                print(step, flow.problems_of(step))
            except Exception as e:
                print(step, repr(e)[:200]); break
