"""What a policy asks about a placement that AP Desk learns nowhere else: the facts of its own."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from apdesk.domain.asked import facts_asked
from apdesk.domain.case_values import typed
from apdesk.domain.expression import Value
from apdesk.domain.protocol import FactType
from apdesk.problems import Problem
from apdesk.services.placement_case import FROM_RECORDS
from apdesk.services.placement_flow import PlacementFlow

ASKED_WITH_DATES = ("placement.agreed_from", "placement.agreed_until")
YES, NO = "yes", "no"


class Question(NamedTuple):
    """One fact to ask for: `answer` is as it is typed or chosen ("yes", "91", "2027-08-31"), "" not said."""

    fact: str
    label: str
    type: str                           # a type of fact: yes-no, number, text, date, choice, year group
    choices: tuple[tuple[str, str], ...]    # key and words, where one of a few is meant
    answer: str
    default: str                        # what the policy takes for granted where nobody says; "" nothing


def questions(flow: PlacementFlow) -> tuple[Question, ...]:
    """The facts that decide something on the chosen pathway and that no page of AP Desk holds."""
    if flow.pathway is None:
        return ()
    known = {*FROM_RECORDS, *ASKED_WITH_DATES}
    protocol = flow.protocol
    asked = (protocol.facts[name] for name in facts_asked(protocol, flow.pathway.id) if name not in known)
    return tuple(_question(flow, fact) for fact in asked if fact.formula is None and fact.type != "sessions")


def check(flow: PlacementFlow, fact: str, said: str) -> Value:
    """What was said as a value of the fact, None for "". Raises `Problem` where it does not fit the fact."""
    declared = flow.protocol.facts[fact]
    try:
        return typed(declared, said.strip(), fact) if said.strip() else None
    except Problem as problem:
        raise Problem(problem.code, problem.text.replace(fact, declared.label, 1), fact) from None


def answer(flow: PlacementFlow, fact: str, said: str) -> None:
    """The fact is known as it was said; "" takes the answer back. Raises `Problem` as `check` does."""
    value = check(flow, fact, said)
    facts = {name: held for name, held in flow.answers.facts.items() if name != fact}
    if value is not None:
        facts[fact] = value.isoformat() if isinstance(value, date) else value
    flow.change(facts=facts)


def _question(flow: PlacementFlow, fact: FactType) -> Question:
    choices = tuple((one, one.capitalize()) for one in fact.choices)
    if fact.type == "yes-no":
        choices = ((YES, "Yes"), (NO, "No"))
    default = flow.pathway.facts.get(fact.name, fact.default) if flow.pathway else fact.default
    return Question(
        fact.name, fact.label, fact.type, choices, _words(flow.answers.facts.get(fact.name)), _words(default)
    )


def _words(value: object) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
