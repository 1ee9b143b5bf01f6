"""A screen that nobody sees, as large as is wanted: windows and dialogs are as large as their screen lets them be."""

from __future__ import annotations

import json
from pathlib import Path


def platform(size: tuple[int, int], folder: Path, scale: int = 1) -> str:
    """The name of Qt's platform with one such screen (logical pixels); a file in the folder describes it."""
    width, height = size
    screens = [{"name": "unseen", "width": width * scale, "height": height * scale}]
    file = folder / "screen.json"
    file.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    return f"offscreen:configfile={file}"
