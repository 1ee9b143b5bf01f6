"""What a use case answers: which areas and rows it touched, for screens to look again."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from apdesk.store.work import Actor, Changes

__all__ = ["Actor", "Added", "Changes", "values_of"]


@dataclass(frozen=True)
class Added:
    """A new row: its id, what changed, and remarks worth showing (never refusals)."""

    id: str
    changes: Changes
    remarks: tuple[str, ...] = ()


def values_of(form: Any) -> dict[str, Any]:
    """The values of a form's dataclass for the record: texts trimmed, empty ones None, tuples as lists."""
    return {field.name: _stored(getattr(form, field.name)) for field in fields(form)}


def _stored(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip() or None
    return list(value) if isinstance(value, tuple) else value
