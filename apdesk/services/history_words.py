"""The changes of a journal entry in the office's words: "Form: 10E → 10F", "Visit the pupil: done on Tue 3 Nov"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from apdesk.domain.lateness import DONE, WITHDRAWN
from apdesk.domain.placement import sessions_at_provider
from apdesk.domain.roll_row import LABELS
from apdesk.exports.words import short_date
from apdesk.store.pupil_history import HistoryRecord

_PUPIL = {
    **{name: label for name, label in LABELS.items() if name not in ("contacts", "title", "relationship")},
    "support": "What helps", "hosted_here": "Hosted here", "home_school": "Home school", "pronouns": "Pronouns",
    "confidential_address": "Confidential address", "left_for": "Left for", "care_authority": "Care authority",
    "ehcp_review_on": "Annual review", "harm_history": "Harmful behaviour before",
}
_CONTACT = {
    "surname": "surname", "forename": "forename", "title": "title", "relationship": "relationship",
    "organisation": "organisation", "position": "order", "parental_responsibility": "parental responsibility",
    "lives_with": "lives with the pupil", "letters_to": "letters go here", "no_contact": "no contact",
    "confidential_address": "confidential address", "address": "address", "phone": "telephone",
    "other_phone": "other telephone", "email": "email", "note": "note",
}
_PLACEMENT = {
    "provider_id": "Provider", "panel_on": "Panel", "agreed_on": "Agreed on", "start": "First day",
    "planned_end": "Last day", "ended_on": "Ended on", "ended_why": "Why it ended", "outcome": "What followed",
    "withdrawn_on": "Did not go ahead", "school_days": "School days", "sessions": "Week", "directed": "Direction",
    "report_to": "Report to", "arrive_by": "Arrive by", "registered_by": "Registration confirmed by",
    "registered_confirmed_on": "Registration confirmed on", "return_by": "Back in school by",
    "price_day": "Cost a day", "reason_note": "Reason", "tried": "What was tried", "parent_view": "Parents’ view",
    "destination": "Destination", "fact_changes": "What is known from a day on", "dates": "Agreed dates",
    "pauses": "Pauses", "sharing": "What is shared", "return_plan": "Return plan", "reasons": "Reasons",
    "gates": "Conditions", "readings": "Reading of a length", "facts": "Facts",
}
_DUTY = {"state": "state", "done_on": "done on", "done_by": "done by", "put_off_to": "put off to", "due": "date"}
FIELD_WORDS: dict[str, str] = {
    name: word if word[1:2].isupper() else word[:1].lower() + word[1:]
    for name, word in {**_CONTACT, **_PUPIL, **_PLACEMENT, "provider": "provider", **_DUTY}.items()
}
"""A column in the words of a sentence, of whichever table."""
_YES_NO = frozenset({
    "on_roll", "hosted_here", "looked_after", "social_worker", "child_protection", "pupil_premium", "fsm", "fsm_ever",
    "eal", "harm_history", "young_carer", "service_child", "confidential_address", "parental_responsibility",
    "lives_with", "letters_to", "no_contact", "directed",
})
_LISTS = frozenset({
    "fact_changes", "dates", "pauses", "sharing", "return_plan", "reasons", "gates", "readings", "facts",
})
_ADDRESS = frozenset({"address", "postcode"})
HIDDEN = "address hidden"


class Known(NamedTuple):
    """What changes are told with. Titles of duties are those that the reader may see."""

    hidden: frozenset[str]              # columns of the pupil that the reader may not see
    contacts: Mapping[str, str]         # id -> name of those that may be known of, removed ones too
    hidden_contacts: frozenset[str]     # those whose address is confidential
    duties: Mapping[str, str]           # id -> title
    providers: Mapping[str, str]        # id -> name
    events: Mapping[str, str]           # name of an event -> label
    objectives: Mapping[str, int]       # id -> its number in its placement


def details(rows: Iterable[HistoryRecord], made: Mapping[str, int], known: Known) -> list[str]:
    """What one entry did to a pupil, a line each."""
    told = [line for row in rows for line in _row(row, known)]
    counted = ((made.get("duty", 0), "duty", "duties"), (made.get("register_mark", 0), "mark", "marks"))
    return told + [f"{number} {one if number == 1 else many} added" for number, one, many in counted if number]


def _row(row: HistoryRecord, known: Known) -> Iterable[str]:
    content = row.content
    if row.table == "pupil" and row.action == "update":
        yield from _differences(content, _PUPIL, known.hidden)
    elif row.table == "contact":
        yield from _contact(row, known)
    elif row.table == "placement" and row.action == "update":
        yield from _differences(content, _PLACEMENT, frozenset(), known.providers)
    elif row.table == "duty" and row.action == "update":
        yield from _duty(row, known)
    elif row.table == "placement_event":
        label = known.events.get(str(content.get("name")), str(content.get("name") or "event").replace("-", " "))
        when = f" on {_value('on', content['on'])}" if isinstance(content.get("on"), str) else ""
        yield f"{label[:1].upper()}{label[1:]}{when}{' taken back' if row.action == 'remove' else ''}"
    elif row.table == "register_mark" and row.action == "update" and "code" in content:
        before, after = content["code"]
        yield f"Mark: {_value('code', before)} → {_value('code', after)}"
    elif row.table == "objective" and row.action == "update" and "judgement" in content:
        before, after = content["judgement"]
        name = f"Objective {known.objectives.get(row.row or '', '')}".strip()
        yield f"{name}: {after}" if not before else f"{name}: {before} → {after}"
    elif row.table == "document_copy" and row.action == "create":
        told = content.get("recipient") or content.get("reader") or ""
        yield f"{str(content.get('kind', 'document')).capitalize()}, copy {content.get('copy_number', 1)}" + (
            f", for {told}" if told else ""
        )


def _contact(row: HistoryRecord, known: Known) -> Iterable[str]:
    name = known.contacts.get(row.row or "")
    if name is None:
        return
    hidden = _ADDRESS if row.row in known.hidden_contacts else frozenset()
    if row.action == "update":
        yield from (f"{name}: {line}" for line in _differences(row.content, _CONTACT, hidden))
    else:
        yield f"{name} {'added' if row.action == 'create' else 'removed'}"


def _duty(row: HistoryRecord, known: Known) -> Iterable[str]:
    title = known.duties.get(row.row or "", "A duty")
    content = row.content
    if "state" in content and content["state"][1] == DONE:
        on = content.get("done_on", [None, None])[1]
        when = f" on {_value('done_on', on)}" if on else ""
        yield f"{title}: done{when}"
    elif "state" in content and content["state"][1] == WITHDRAWN:
        yield f"{title}: no longer needed"
    elif "state" in content and content["state"][0] == DONE:
        yield f"{title}: open again"
    elif "put_off_to" in content:
        yield f"{title}: put off to {_value('put_off_to', content['put_off_to'][1])}"
    elif "due" in content:
        yield f"{title}: {_value('due', content['due'][0])} → {_value('due', content['due'][1])}"


def _differences(
    content: Mapping[str, Any], words: Mapping[str, str], hidden: frozenset[str],
    names: Mapping[str, str] | None = None,
) -> Iterable[str]:
    for column, change in content.items():
        if column not in words or not isinstance(change, list) or len(change) != 2:
            continue
        if column in hidden:
            if column in _ADDRESS:
                yield f"{words[column]}: {HIDDEN}"
            continue
        if column in _LISTS:
            yield f"{words[column]}: changed"
            continue
        before, after = (_value(column, names.get(one, one) if names else one) for one in change)
        yield f"{words[column]}: {before} → {after}"


def _value(column: str, value: Any) -> str:
    if value is None or value == "":
        return "nothing"
    if column in _YES_NO:
        return "yes" if value else "no"
    if column == "sessions" and isinstance(value, str):
        return f"{sessions_at_provider(value)} of 10 sessions there ({value})"
    if column == "price_day" and isinstance(value, int):
        return f"£{value / 100:,.2f}"
    try:
        return short_date(date.fromisoformat(value)) if isinstance(value, str) and len(value) == 10 else str(value)
    except ValueError:
        return str(value)
