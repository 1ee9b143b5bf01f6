"""Checks the checkout: ruff, mypy, and the whole test suite; the first run sets everything up.

python3 packaging/test.py                    everything
python3 packaging/test.py tests/domain -x    words after it go to pytest
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from setup_environment import ROOT, prepare, run_to_end
from system_libraries import Refused, say

CHECKS = (["ruff", "check", "."], ["mypy"])
SUITE = ["pytest", "-n", "2", "--dist", "worksteal"]


def main(words: list[str]) -> int:
    """0 when every check passed; the closing line of pytest is the last thing said."""
    try:
        python = [str(prepare("test", window=True)), "-P", "-m"]
    except Refused as refusal:
        say(str(refusal))
        return 1
    os.chdir(ROOT)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    failed = [check[0] for check in CHECKS if run_to_end([*python, *check], environment) != 0]
    for name in failed:
        say(f"{name} found faults, listed above: please put them right; this run counts as failed whatever follows.")
    suite = run_to_end([*python, *SUITE, *words], environment)
    if suite < 0 or suite > 5:
        # a crash at exit, after pytest has already counted everything as passed
        say(f"The tests ended abnormally (exit code {suite}): please run them again with -n 0 to see where.")
        return 1
    return suite or (1 if failed else 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
