"""Where the backups of a desk lie: a folder beside it, and a second place on another drive.

The other places are noted in the first, outside the desk: they must be known when the desk cannot be opened.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from apdesk.problems import Problem
from apdesk.store import backup_file
from apdesk.store.key_file import write_through

_NOTE = "places.json"


@dataclass(frozen=True)
class Place:
    """One folder with backups: the newest, how many, whether it can be reached now, and whether it lies on the
    drive of the desk itself."""

    folder: Path
    newest: datetime | None
    count: int
    reachable: bool
    same_drive: bool = False


def first_place(desk: Path) -> Path:
    """The folder beside the desk."""
    return desk.parent / f"{backup_file.desk_name(desk)} backups"


def second_place(desk: Path) -> Path | None:
    """The folder that was chosen on another drive, or None."""
    chosen = _noted(desk).get("second")
    return Path(chosen) if isinstance(chosen, str) else None


def also_used(desk: Path) -> list[Path]:
    """Other folders that a backup was written to by command."""
    used = _noted(desk).get("also")
    return [Path(str(folder)) for folder in used] if isinstance(used, list) else []


def remember(desk: Path, folder: Path) -> None:
    """Afterwards a backup in this folder is found when the desk has lost its keys, if that can be noted at all."""
    folder = folder.absolute()
    if folder in (first_place(desk).absolute(), second_place(desk), *also_used(desk)):
        return
    with contextlib.suppress(OSError):
        _note(desk, {**_noted(desk), "also": [str(each) for each in (*also_used(desk), folder)]})


def choose_second_place(desk: Path, folder: Path | None) -> None:
    """Afterwards backups go there too (None: no longer); `Problem` where nothing can be written there."""
    if folder is not None:
        demand_outside(desk, folder)
        if folder.resolve() == first_place(desk).resolve():
            raise Problem(
                "backup.same-place", "The second place must be another folder, best on another drive.", str(folder)
            )
        _demand_writable(folder)
    _note(desk, {**_noted(desk), "second": str(folder.absolute()) if folder else None})


def demand_outside(desk: Path, folder: Path) -> None:
    """Nothing happens for a folder that is not in the desk; `Problem` "backup.inside" otherwise."""
    if folder.resolve().is_relative_to(desk.resolve()):
        text = "Backups cannot lie in the desk folder itself: what harms the desk would harm them. Choose another."
        raise Problem("backup.inside", text, str(folder))


def places(desk: Path, identity: str | None = None) -> list[Place]:
    """The first place and, where one is chosen, the second; of backups only those of this identity, where given."""
    folders = [first_place(desk), second_place(desk)]
    return [_place(folder, desk, identity) for folder in folders if folder is not None]


def all_backups(desk: Path) -> list[Path]:
    """Every backup of this desk in the places that are known, newest first."""
    folders = [*(place.folder for place in places(desk)), *also_used(desk)]
    found = [file for folder in folders for file in backup_file.listed(folder, desk)]
    return sorted(found, key=backup_file.by_age, reverse=True)


def newest_with_keys(desk: Path) -> Path | None:
    """The newest backup that is whole, keys included, or None."""
    for file in all_backups(desk):
        try:
            backup_file.read(file)
        except Problem:
            continue
        return file
    return None


def _place(folder: Path, desk: Path, identity: str | None) -> Place:
    files = backup_file.listed(folder, desk, identity)
    newest = backup_file.taken_at(files[0]) if files else None
    return Place(folder, newest, len(files), folder.is_dir(), _same_drive(folder, desk))


def _same_drive(folder: Path, desk: Path) -> bool:
    try:
        return folder.stat().st_dev == desk.stat().st_dev
    except OSError:
        return False


def _noted(desk: Path) -> dict[str, Any]:
    try:
        noted = json.loads((first_place(desk) / _NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def _note(desk: Path, noted: dict[str, Any]) -> None:
    first_place(desk).mkdir(parents=True, exist_ok=True)
    write_through(first_place(desk) / _NOTE, json.dumps(noted).encode())


def _demand_writable(folder: Path) -> None:
    probe = folder / ".apdesk-writable"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        raise Problem(
            "backup.place", "Nothing can be written here. Choose a folder on a drive that is connected.", str(folder)
        ) from None
