"""What kind of place a desk lies in: a drive of this computer, a network share, a synchronised folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from apdesk.problems import Problem

_NETWORK_KINDS = ("nfs", "cifs", "smb", "fuse.sshfs", "afp", "davfs", "9p", "ncpfs", "webdav")
_SYNCHRONISED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud", "owncloud", "box sync")
_MOUNTS = Path("/proc/self/mounts")
_REMOTE_DRIVE = 4  # GetDriveTypeW: DRIVE_REMOTE


def warnings_about(folder: Path) -> list[str]:
    """A sentence for each thing about the place that puts the record at risk; empty for a drive of this computer."""
    found = []
    if is_network(folder):
        found.append(
            "This desk lies on a network drive, where a lost connection can damage it. "
            "Move it to this computer's own disk and put the backups on the network."
        )
    if is_synchronised(folder):
        found.append(
            "This desk lies in a folder that is synchronised with the internet, which can mix two states of it. "
            "Move it to a folder that is not, and put the backups there if your school allows it."
        )
    return found


def demand_speakable(path: Path) -> None:
    """Nothing happens for a path of letters; `Problem` "path.letters" for bytes that are none."""
    try:
        os.fspath(path).encode()
        speakable = "\0" not in os.fspath(path)
    except UnicodeEncodeError:
        speakable = False
    if not speakable:
        shown = str(path).encode(errors="backslashreplace").decode()
        text = "This name holds bytes that are no letters, so nothing is kept there. Choose another name."
        raise Problem("path.letters", text, shown)


def is_synchronised(folder: Path) -> bool:
    """True where a part of the path is one of the well-known synchronised folders."""
    parts = [part.casefold() for part in folder.absolute().parts]
    if any(part.startswith(name) for part in parts for name in _SYNCHRONISED):
        return True
    roots = [
        os.environ[name] for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer") if os.environ.get(name)
    ]
    return any(folder.absolute().is_relative_to(root) for root in roots)


def is_network(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """True where the folder lies on a share of another computer; False where that cannot be told."""
    if sys.platform == "win32":
        return _is_remote_drive(folder)
    kind = _mount_kind(folder.absolute(), mounts)
    return any(kind.startswith(each) for each in _NETWORK_KINDS)


def _mount_kind(folder: Path, mounts: Path) -> str:
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        _source, point, its_kind, *_rest = [*line.split(" "), "", "", ""]
        point = point.replace("\\040", " ")
        if folder.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, its_kind
    return kind


def _is_remote_drive(folder: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    drive = folder.absolute().drive
    return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE_DRIVE
