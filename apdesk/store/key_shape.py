"""Whether the content of a keys file has the shape that this program writes: asked before anything of it is used.

A checksum proves that a file is as somebody wrote it, not that this program did.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from apdesk.store.key_wrap import Cost, Wrapped

_SECRET = 64 + 16  # both keys and the tag of AES-GCM
_DEAREST = Cost(memory=4 * 1024 * 1024, passes=64, lanes=64)


def is_keys(content: object) -> bool:
    """True where every part stands in its place, so that reading it can raise nothing."""
    try:
        return isinstance(content, dict) and _holds(content)
    except (KeyError, TypeError, ValueError):
        return False


def _holds(content: dict[str, Any]) -> bool:
    sealed, tries = content["sealed"], content["tries"]
    people = sealed["people"]
    return (
        isinstance(content["seal"], str)
        and isinstance(sealed["desk"], str)
        and _is_count(sealed["generation"])
        and _is_count(sealed["head"]["entry"])
        and isinstance(sealed["head"]["chain"], str)
        and _is_wrapped(sealed["recovery"])
        and isinstance(people, list)
        and len(people) > 0
        and all(_is_text(one["id"]) and _is_text(one["name"]) and _is_wrapped(one["wrapped"]) for one in people)
        and isinstance(tries, dict)
        and all(_are_tries(one) for one in tries.values())
    )


def _is_wrapped(data: dict[str, object]) -> bool:
    wrapped = Wrapped.from_json(data)
    cost = wrapped.cost
    return (
        1 <= cost.passes <= _DEAREST.passes
        and 1 <= cost.lanes <= _DEAREST.lanes
        and 8 * cost.lanes <= cost.memory <= _DEAREST.memory
        and (len(wrapped.salt), len(wrapped.nonce), len(wrapped.sealed)) == (16, 12, _SECRET)
    )


def _are_tries(one: dict[str, Any]) -> bool:
    return (
        _is_count(one["count"])
        and _is_count(one.get("untold", 0))
        and datetime.fromisoformat(one["last"]).tzinfo is not None
    )


def _is_count(value: object) -> bool:
    return isinstance(value, int) and value >= 0


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""
