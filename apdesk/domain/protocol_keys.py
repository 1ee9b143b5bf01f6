"""The keys a protocol file may hold, table by table: what is not here is a mistake with a line number."""

from __future__ import annotations

from datetime import date

from apdesk.domain.protocol import KINDS

LIST = (list, str)
NUMBER = (int, float)

DEADLINE: dict[str, type | tuple[type, ...]] = {"due": str, "hard": str, "from": str}

KEYS: dict[str, dict[str, type | tuple[type, ...]]] = {
    "protocol": {
        "id": str, "title": str, "school": str, "effective": date, "duty_table": str, "hours_a_session": NUMBER,
        "source": str,
    },
    "role": {"label": str, "short": str, "by_year": bool, "external": bool, "keeps_desk": bool},
    "fact": {
        "type": str, "label": str, "default": object, "choices": list, "is": str, "confidential": bool,
    },
    "event": {"label": str, "arranged": str},
    "code": {"label": str, "short": str, "category": str, "possible": bool, "attended": bool, "nature": bool},
    "pathway": {
        "title": str, "short": str, "scope": str, "policy": str, "quote": str, "ends": str, "sessions": str,
        "code": str, "chosen": bool, "census": bool, "summary": str, "incoming": bool, "facts": dict,
    },
    "duty": {
        **DEADLINE, "title": str, "short": str, "word": str, "kind": str, "act": str, "owner": str, "for": LIST,
        "each": str, "of": LIST, "every": int, "begins": str, "until": str,
        "first": int, "skip": int, "live": int, "days": str, "step": str, "last_due": str,
        "last_hard": str, "stub_below": int, "stub_due": str, "dates": list, "stands_in_for": LIST,
        "next_only": bool, "waits": bool, "by": str, "when": str, "per": str, "met_by": LIST, "evidence": LIST,
        "covers": LIST,
        "policy": str, "source": str, "because": str, "closed_days": bool, "if_empty": str, "reading": str,
        "readings": list, "items": list, "method": str, "at_least": int, "outlives": bool,
    },
    "duty.readings": {
        **DEADLINE, "name": str, "each": str, "every": int, "begins": str, "step": str, "last_due": str,
        "last_hard": str,
    },
    "duty.items": {
        **DEADLINE, "title": str, "if_empty": str, "covers": LIST, "when": str, "reading": str, "readings": list,
    },
    "limit": {
        "for": LIST, "text": str, "sense": str, "level": str, "when": str, "until": str, "days": int,
        "sessions": int, "episodes": int, "cumulative": str, "counts": LIST, "holds": str, "warn": str,
        "warn_days": int, "reading": str, "readings": list, "lifted_by": LIST, "covers": LIST, "policy": str,
        "because": str,
    },
    "limit.readings": {"name": str, "until": str},
    "gate": {
        "for": LIST, "text": str, "level": str, "when": str, "met": str, "lifted_by": LIST, "covers": LIST,
        "policy": str, "because": str,
    },
    "referee": {"letters": str, "code": str, "why": str, "when": str, "problem": str, "for": LIST},
    "ambiguity": {"words": str, "reading": str, "alternative": str, "rules": LIST, "choose": LIST},
    "clause": {"short": str, "about": str, "title": str, "text": LIST},
}

REQUIRED: dict[str, tuple[str, ...]] = {
    "protocol": ("id", "title", "effective"),
    "role": ("label",),
    "fact": ("type", "label"),
    "event": ("label",),
    "code": ("label",),
    "pathway": ("title", "scope"),
    "duty": ("title", "kind", "owner", "for", "policy"),
    "duty.readings": ("name",),
    "duty.items": ("title", "due"),
    "limit": ("for", "text", "sense", "policy"),
    "limit.readings": ("name", "until"),
    "gate": ("for", "text", "level", "policy"),
    "referee": ("letters", "why"),
    "ambiguity": ("words", "reading", "alternative"),
    "clause": ("short", "title"),
}

# tables whose keys are the school's own names
FREE = ("group", "table", "planned", "reason", "counted", "chosen")
# tables with one sub-table a name; the others are single or arrays
NAMED = ("role", "fact", "event", "code", "pathway", "duty", "limit", "gate", "ambiguity", "clause")

_PERIODS = ("week", "fortnight", "month", "half-term", "term", "school day", "chain")
CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("event", "arranged"): KINDS,
    ("pathway", "scope"): ("placement", "stage", "school", "provider"),
    ("duty", "each"): ("once", *_PERIODS, "event", "duty", "change", "dates"),
    ("duty.readings", "each"): _PERIODS,
    ("duty", "days"): ("school", "working"),
    ("duty", "per"): ("provider", "pupil"),
    ("duty", "if_empty"): ("after", "before"),
    ("duty.items", "if_empty"): ("after", "before"),
    ("limit", "sense"): ("max", "min"),
    ("limit", "cumulative"): ("term", "school year", "12 months", "ever"),
}

# the least that a number may be
LEAST: dict[tuple[str, str], float] = {
    ("protocol", "hours_a_session"): 0.25, ("duty", "every"): 1, ("duty", "first"): 1, ("duty", "skip"): 0,
    ("duty", "live"): 0, ("duty", "at_least"): 1, ("duty", "stub_below"): 0, ("limit", "days"): 1,
    ("limit", "sessions"): 1, ("duty.readings", "every"): 1, ("limit", "episodes"): 1, ("limit", "warn_days"): 0,
}
