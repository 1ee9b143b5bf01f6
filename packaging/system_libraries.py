"""What Qt needs from a Linux system beyond Python's own libraries, and how to fetch it."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

# what the loader asks for -> the package of Debian and Ubuntu that brings it
FOR_QT = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfreetype.so.6": "libfreetype6",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libcups.so.2": "libcups2",  # real printers
}


class Refused(Exception):
    """Set-up cannot go on; the text is one sentence saying what to do."""


def say(text: str) -> None:
    """Set-up speaks on standard error, so that a command's own output stays alone on standard output."""
    print(text, file=sys.stderr, flush=True)


def is_linux() -> bool:
    return sys.platform.startswith("linux")


def missing_for_qt() -> list[str]:
    """Packages that bring the libraries Qt would not find; empty on Windows and macOS, where the wheels hold all."""
    return [package for library, package in FOR_QT.items() if not _loads(library)] if is_linux() else []


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def may_install() -> bool:
    """Whether this run may fetch system packages itself: as root, where apt is."""
    return is_linux() and os.geteuid() == 0 and shutil.which("apt-get") is not None


def command_for(packages: list[str]) -> str:
    """What a person types to fetch the packages."""
    names = " ".join(packages)
    return f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"


def install(packages: list[str]) -> None:
    """The packages are installed; as root only. Refused with the command to type where apt fails."""
    say(f"Installing from the system's archive: {' '.join(packages)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # an archive that cannot be reached matters only if the install then fails
    _run(["apt-get", "update", "-q"], environment)
    if _run(["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages], environment) != 0:
        raise Refused(
            f"The system packages could not be installed (the reason is above); please run: {command_for(packages)}"
        )


def _run(command: list[str], environment: dict[str, str]) -> int:
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=environment).returncode
