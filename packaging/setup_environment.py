"""Makes `.venv` in the checkout and fills it with the locked libraries; standard library only."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

from system_libraries import Refused, command_for, install, is_linux, may_install, missing_for_qt, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "apdesk-setup.json"
LOCKS = {"run": ROOT / "packaging" / "locked.txt", "test": ROOT / "packaging" / "locked-test.txt"}
OLDEST = (3, 11)

# run inside .venv: what is installed works together, and nothing has replaced the encrypting SQLite
CHECK = """
import apsw, sys, sysconfig
if not getattr(apsw, "mc_version", ""):
    sys.exit("the library apsw has replaced apsw-sqlite3mc, and records would not be encrypted")
print(sysconfig.get_path("purelib"))
"""


def prepare(purpose: str, window: bool) -> Path:
    """The Python of a `.venv` that holds the libraries for `purpose` ("run" or "test").

    With `window`, Qt's system libraries are there as well, or it is Refused with the command to type. Takes a
    fraction of a second when an earlier run has done the work.
    """
    if sys.version_info < OLDEST:
        raise Refused(
            "AP Desk needs Python 3.11 or newer and this is "
            f"{sys.version.split()[0]}; please install a newer Python and run this again with it."
        )
    ready = _is_ready(purpose)
    _provide_system_packages(window, [] if ready else _missing_for_venv())
    if not ready:
        try:
            _fill(purpose)
        except OSError as trouble:
            raise Refused(f"Set-up could not write {VENV} ({trouble}); please check disk space and rights.") from None
    return PYTHON


def _fill(purpose: str) -> None:
    _make_venv()
    _install_libraries(LOCKS[purpose])
    _put_checkout_on_path()
    _write_stamp(purpose)
    say("Set-up is complete.")


def _provide_system_packages(window: bool, for_venv: list[str]) -> None:
    """What Python and Qt need from the system is there, or it is Refused with the command to type."""
    for_qt = missing_for_qt()
    if may_install() and (for_venv or for_qt):
        install([*for_venv, *for_qt])
    elif for_venv:
        raise Refused(f"Python's module venv is not complete here; please run: {_how([*for_venv, *for_qt])}")
    elif for_qt and window:
        raise Refused(f"The window needs libraries of the system that are missing; please run: {_how(for_qt)}")
    elif for_qt:
        say(f"The window will need libraries of the system that are missing: {_how(for_qt)}")


def _missing_for_venv() -> list[str]:
    """Debian and Ubuntu leave `ensurepip` out of Python; without it `venv` cannot give pip to a new folder."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return []
    return [f"python3.{sys.version_info.minor}-venv"]


def _how(packages: list[str]) -> str:
    if Path("/etc/debian_version").exists():
        return command_for(packages)
    return f"your system's installer for what Debian calls {' '.join(packages)}"


def _is_ready(purpose: str) -> bool:
    """Whether an earlier run finished for this lock, this folder and the Python that now stands behind `.venv`."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        if stamp["folder"] != str(ROOT) or stamp["python"] != _venv_version():
            return False
        return stamp["locks"].get("test") == _digest("test") or stamp["locks"].get(purpose) == _digest(purpose)
    except (OSError, ValueError, KeyError, AttributeError):
        return False


def _write_stamp(purpose: str) -> None:
    stamp = {"folder": str(ROOT), "python": _venv_version(), "locks": {purpose: _digest(purpose)}}
    STAMP.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")


def _digest(purpose: str) -> str:
    return hashlib.sha256(LOCKS[purpose].read_bytes()).hexdigest()


def _venv_version() -> str | None:
    """ "3.11" for the Python behind `.venv`, or None where none runs (the system's was replaced)."""
    question = [str(PYTHON), "-I", "-S", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        return subprocess.run(question, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def _make_venv() -> None:
    """`.venv` runs and has pip; one that another Python left behind is replaced."""
    if _venv_version() is not None and _has_pip() and (VENV / "pyvenv.cfg").is_file():
        return
    say("1 of 3: making .venv")
    _must(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        f"The folder {VENV} could not be made (the reason is above); please check that this folder can be written.",
    )


def _has_pip() -> bool:
    question = [str(PYTHON), "-c", "import pip, sys; sys.exit(0 if sys.prefix != sys.base_prefix else 1)"]
    return subprocess.run(question, capture_output=True).returncode == 0


def _install_libraries(lock: Path) -> None:
    """Exactly the locked libraries are installed, each checked against its hash, byte code compiled."""
    say("2 of 3: installing the libraries, about 250 MB; a few minutes on a slow line")
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--compile"]
    _must(
        [*pip, "--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", str(lock)],
        "The libraries could not be installed (the reason is above); please check the network and run this again.",
    )


def _put_checkout_on_path() -> None:
    """`.venv` finds the packages of the checkout, and offers the script `apdesk`."""
    say("3 of 3: checking what was installed")
    answer = subprocess.run([str(PYTHON), "-c", CHECK], stdout=subprocess.PIPE, text=True, env=_environment())
    if answer.returncode != 0:
        raise Refused(f"The libraries do not work together; please delete the folder {VENV} and run this again.")
    site_packages = Path(answer.stdout.strip())
    (site_packages / "apdesk-checkout.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if os.name == "nt":
        (BIN / "apdesk.cmd").write_text('@"%~dp0python.exe" -P -m ui %*\r\n', encoding="utf-8")
    else:
        script = BIN / "apdesk"
        script.write_text(f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -P -m ui "$@"\n', encoding="utf-8")
        script.chmod(0o755)
    subprocess.run([str(PYTHON), "-m", "compileall", "-q", "apdesk", "ui"], cwd=ROOT, stdout=sys.stderr)


def _must(command: list[str], sentence: str) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=_environment())
    if done.returncode != 0:
        raise Refused(sentence)


def _environment() -> dict[str, str]:
    """The person's own, without what would stop byte code from being written or pip from using `.venv`."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONDONTWRITEBYTECODE", "PYTHONHOME")}
    return {**kept, "PIP_USER": "0", "PIP_REQUIRE_VIRTUALENV": "0"}


def has_screen() -> bool:
    """Whether a window can be seen; only Linux can be without."""
    return not is_linux() or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def hand_over(command: list[str]) -> int:
    """Become `command`, so that its output and exit code are the person's; on Windows, wait for it."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    return run_to_end(command)


def run_to_end(command: list[str], environment: dict[str, str] | None = None) -> int:
    """Exit code of `command`, run with the person's own terminal."""
    try:
        return subprocess.run(command, env=environment).returncode
    except KeyboardInterrupt:
        return 130
