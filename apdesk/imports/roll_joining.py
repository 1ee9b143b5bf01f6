"""Several rows for one pupil become one: a row a contact, a row a need, or a row written twice."""

from __future__ import annotations

from collections.abc import Iterable

from apdesk.domain.names import fold
from apdesk.domain.roll_differences import joined_contacts, said
from apdesk.domain.roll_row import LABELS, RollRow
from apdesk.imports.roll_rows import Draft


def join_rows(drafts: Iterable[Draft]) -> tuple[RollRow, ...]:
    """One row a pupil, in the order of their first lines.

    Rows are the same pupil's where legal name, birth date and every number they give agree. Rows of one UPN but of
    different names or birth dates are left apart: the plan refuses both.
    """
    pupils: list[Draft] = []
    known: dict[object, list[Draft]] = {}
    for draft in drafts:
        same = next((first for key in _keys(draft) for first in known.get(key, []) if _agree(first, draft)), None)
        if same is None:
            pupils.append(draft)
            same = draft
        else:
            _join(same, draft)
        for key in _keys(draft):
            known.setdefault(key, []).append(same)
    return tuple(_row(draft) for draft in pupils)


def _keys(draft: Draft) -> Iterable[object]:
    name = (fold(str(draft.values.get("surname", ""))), fold(str(draft.values.get("forename", ""))))
    if not all(name) or draft.problems:
        return
    for part in ("upn", "admission_number", "born"):
        if draft.values.get(part):
            yield part, draft.values[part], name


def _agree(first: Draft, draft: Draft) -> bool:
    """True where no number and no birth date speaks against one pupil."""
    for part in ("upn", "admission_number", "born"):
        one, other = first.values.get(part), draft.values.get(part)
        if one and other and one != other:
            return False
    return True


def _join(first: Draft, draft: Draft) -> None:
    first.lines.extend(draft.lines)
    first.contacts.extend(draft.contacts)
    first.upn_as_written = first.upn_as_written or draft.upn_as_written
    first.remarks.extend(remark for remark in draft.remarks if remark not in first.remarks)
    for name, value in draft.values.items():
        held = first.values.setdefault(name, value)
        if held == value:
            continue
        if name == "sen_need":
            first.values[name] = ", ".join(dict.fromkeys(f"{held}, {value}".split(", ")))
        else:
            first.remarks.append(
                f"Row {draft.line} is the same pupil: {LABELS[name].lower()} {said(name, held)} is kept, not "
                f"{said(name, value)}.",
            )


def _row(draft: Draft) -> RollRow:
    values: dict[str, object] = {**draft.values, "contacts": joined_contacts(draft.contacts)}
    return RollRow(
        line=draft.line, lines=tuple(draft.lines), upn_as_written=draft.upn_as_written,
        remarks=tuple(dict.fromkeys(draft.remarks)), problems=tuple(draft.problems), fixable=tuple(draft.fixable),
        **values,   # type: ignore[arg-type]    # each cleaner gives its field's own type
    )
