"""Under which names this machine remembers how the program looks."""

from __future__ import annotations

THEME, TEXT_SIZE, STILL = "appearance/theme", "appearance/text-size", "appearance/still"
FOLLOW = "follow"
"""The theme that the system asks for."""
LOCK_MINUTES = "lock/minutes"
IDLE_MINUTES = 10
"""Minutes without a key or a movement after which the desk covers itself, where nobody chose."""
