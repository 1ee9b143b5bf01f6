"""Names as circles and short places show them."""

from __future__ import annotations

from apdesk.domain.names import TITLES


def without_title(name: str) -> str:
    """ "Mrs J Pemberton" is J Pemberton, for places too narrow for both."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.rstrip(".") in TITLES else name


def initials(name: str) -> str:
    """ "Ms L Farrant" is LF, "J Pemberton" JP, "You" Y; titles do not count."""
    parts = [part for part in name.replace("-", " ").split() if part.rstrip(".") not in TITLES]
    return (parts[0][0] + (parts[-1][0] if len(parts) > 1 else "")).upper() if parts else ""
