"""What a provider gets to know of a pupil: item by item, who shares it, and how far that is."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from apdesk.domain.permissions import DSL as DSL_PERSON
from apdesk.services.placement_answers import SharedItem
from apdesk.services.placement_flow import PlacementFlow
from apdesk.services.placement_guide import share_rules
from apdesk.services.staff import owners

STATES: tuple[tuple[str, str], ...] = (
    ("to do", "To do"), ("asked", "Asked, waiting"), ("ready", "Ready"), ("done", "Shared"),
)
LABELS = dict(STATES)


class ShareRow(NamedTuple):
    """One item as the step shows it. `locked`: its owner shares it outside the program."""

    item: str
    title: str
    detail: str
    who: str
    role: str
    share: bool
    locked: bool
    state: str


def share_rows(flow: PlacementFlow) -> tuple[ShareRow, ...]:
    """Everything that may be shared of this pupil; fewest items ticked until somebody chooses."""
    pupil = flow.pupil
    if pupil is None:
        return ()
    said = {one.item: one for one in flow.answers.sharing}
    people = owners(flow.record)
    rows = []
    for rule in share_rules(flow.protocol.id, pupil.needs):
        one = said.get(rule.id, SharedItem(rule.id, rule.ticked or rule.locked))
        role = flow.protocol.roles.get(rule.owner)
        label = role.label if role else rule.owner
        who = people.of(rule.owner, pupil.year).name or label
        rows.append(ShareRow(rule.id, rule.title, rule.detail, who, label, one.share, rule.locked, one.state))
    return tuple(rows)


def share(flow: PlacementFlow, item: str, *, share: bool | None = None, state: str | None = None) -> None:
    """The item is shared or not, or has come so far; every other row keeps what is shown."""
    rows = share_rows(flow)
    today = flow.record.clock.today()
    held = {one.item: one for one in flow.answers.sharing}
    items = []
    for row in rows:
        one = held.get(row.item, SharedItem(row.item, row.share, row.state))
        if row.item == item:
            shared = one.share if share is None or row.locked else share
            told = one.state if state is None else state
            one = replace(one, share=shared, state=told, on=today if told == "done" else None)
        items.append(one)
    flow.change(sharing=tuple(items))


def may_mark(flow: PlacementFlow, row: ShareRow) -> bool:
    """Safeguarding is the DSL's own row: others may ask for it, not say that it was shared."""
    return not row.locked or flow.record.actor.role == DSL_PERSON
