"""Where the shipped data stands, from a checkout or a frozen program, and what a machine keeps of the window."""

from __future__ import annotations

import sys
from pathlib import Path


def resources() -> Path:
    """The folder of shipped data (protocols, calendars, fonts, the made-up school)."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "resources"


def settings_folder() -> Path:
    """Where this machine keeps how the window stood and looked; never anything of a pupil. May not exist yet."""
    from platformdirs import user_config_path

    return user_config_path("apdesk", appauthor=False)
