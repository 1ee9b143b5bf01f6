"""The eight words under which the window, paper and calendar files show the engine's kinds of duty."""

from __future__ import annotations

SHOWN_AS: dict[str, tuple[str, ...]] = {
    "visit": ("visit",), "review": ("review", "decision", "plan", "report"), "letter": ("letter", "notify"),
    "starts": (), "meeting": ("meeting", "referral"), "check-in": ("contact", "check"), "attendance": ("register",),
    "papers": ("document", "share"),
}
LABELS: dict[str, str] = {
    "visit": "Visit", "review": "Review", "letter": "Letter", "starts": "Starts", "meeting": "Meeting",
    "check-in": "Check-in", "attendance": "Attendance", "papers": "Papers",
}
LETTERS: dict[str, str] = {
    "visit": "V", "review": "R", "letter": "L", "starts": "S", "meeting": "M", "check-in": "C", "attendance": "A",
    "papers": "P",
}
ORDER = {shown: place for place, shown in enumerate(LABELS)}
_SHOWN_OF = {kind: shown for shown, kinds in SHOWN_AS.items() for kind in kinds}


LONG = ("visit", "review", "meeting")


def minutes_of(kind: str) -> int:
    """How long something of this kind stands in a diary, where nobody said: a meeting an hour, a call half of one."""
    return 60 if shown_as(kind) in LONG else 30


def shown_as(kind: str) -> str:
    """The word for a kind of the engine; kinds of a protocol's own stand among the papers."""
    return _SHOWN_OF.get(kind, "papers")
