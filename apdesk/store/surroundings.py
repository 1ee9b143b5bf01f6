"""What kind of place a desk lies in: a drive of this computer, a network share, a synchronised folder."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from apdesk.problems import Problem

_NETWORK_KINDS = (
    "nfs", "cifs", "smb", "afp", "davfs", "9p", "ncpfs", "webdav", "afs", "ceph", "glusterfs",
    "fuse.sshfs", "fuse.rclone", "fuse.gvfsd", "fuse.s3fs", "fuse.davfs", "fuse.glusterfs",
)  # fmt: skip
_SYNCHRONISED = (
    "onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud", "com~apple~clouddocs", "nextcloud",
    "owncloud", "box sync", "pcloud", "mega sync", "megasync", "synologydrive", "seafile",
)  # fmt: skip
_ONLY_WHOLE = frozenset({"box", "mega", "sync"})
_LEFT_BY_SYNCHRONISERS = (".dropbox", ".dropbox.cache", ".tmp.driveupload", ".stfolder", ".owncloudsync.log", ".sync")
_OCTAL = re.compile(r"\\([0-7]{3})")  # how the system writes a space in the name of a mount
_MOUNTS = Path("/proc/self/mounts")
_REMOTE_DRIVE = 4  # GetDriveTypeW: DRIVE_REMOTE


def warnings_about(folder: Path) -> list[str]:
    """A sentence for each thing about the place that puts the record at risk; empty for a drive of this computer."""
    found = []
    if is_network(folder):
        found.append(
            "This desk lies on a network drive, where a lost connection can damage it. "
            "Move it to this computer’s own disk and put the backups on the network."
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
    """True where a part of the path is a well-known synchronised folder, or holds what a synchroniser leaves.

    A link is followed: a desk under a harmless name may lie in such a folder all the same.
    """
    return any(_synchronised(place) for place in {folder.absolute(), _real(folder)})


def _synchronised(place: Path) -> bool:
    parts = [part.casefold() for part in place.parts]
    if any(part.startswith(_SYNCHRONISED) or part in _ONLY_WHOLE for part in parts):
        return True
    named = (os.environ.get(name) for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"))
    if any(place.is_relative_to(_real(Path(root))) or place.is_relative_to(root) for root in named if root):
        return True
    return any((above / mark).exists() for above in place.parents for mark in _LEFT_BY_SYNCHRONISERS)


def _real(place: Path) -> Path:
    try:
        return place.resolve()
    except OSError:
        return place.absolute()


def is_network(folder: Path, mounts: Path = _MOUNTS) -> bool:
    """True where the folder lies on a share of another computer; False where that cannot be told."""
    if sys.platform == "win32":
        return _is_remote_drive(folder)
    return _mount_kind(_real(folder), mounts).startswith(_NETWORK_KINDS)


def _mount_kind(folder: Path, mounts: Path) -> str:
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        _source, point, its_kind, *_rest = [*line.split(" "), "", "", ""]
        point = _OCTAL.sub(lambda found: chr(int(found[1], 8)), point)
        if folder.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, its_kind
    return kind


def _is_remote_drive(folder: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    drive = folder.absolute().drive
    return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE_DRIVE
