"""What the rail says beside Providers."""

from __future__ import annotations

from apdesk.domain import provider as rules
from apdesk.services.providers import providers
from ui.common.context import Context
from ui.common.counts import Count


def provider_counts(context: Context) -> Count | None:
    """Providers in use whose checks have run out, or are about to."""
    used = [row for row in providers(context.record) if row.taken]
    out = sum(row.clearance.state == rules.CANNOT for row in used)
    soon = sum(row.clearance.state == rules.CLEAR_UNTIL for row in used)
    if out:
        return Count(out, "late", f"{out} with pupils placed cannot be used")
    return Count(soon, "due", f"Checks of {soon} run out soon") if soon else None
