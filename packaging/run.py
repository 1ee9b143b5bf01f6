"""Opens AP Desk on the made-up school, or runs any `apdesk` command; the first run sets everything up.

    python3 packaging/run.py                     the window (without a screen: the demonstration, as files)
    python3 packaging/run.py plan --pathway …    any command of the program
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from setup_environment import ROOT, hand_over, has_screen, prepare, run_to_end
from system_libraries import Refused, say

WINDOW_WORDS = ("--demo", "screenshots")  # what ui/__main__.py keeps for the window


def main(words: list[str]) -> int:
    """Exit code of the program, or 1 with a sentence where set-up could not finish."""
    window = words[0] in WINDOW_WORDS if words else has_screen()
    try:
        program = [str(prepare("run", window)), "-P", "-m", "ui"]
    except Refused as refusal:
        say(str(refusal))
        return 1
    if not words and not has_screen():
        return demonstrate(program)
    return hand_over([*program, *(words or ["--demo"])])


def demonstrate(program: list[str]) -> int:
    """The main job without a window; names every file it has written."""
    folder = ROOT / "out" / time.strftime("demo-%Y-%m-%d-%H%M%S")
    print("There is no screen here, so AP Desk shows its work as files instead.", flush=True)
    folder.parent.mkdir(exist_ok=True)
    code = run_to_end([*program, "demo", str(folder)])
    if code != 0:
        say(f"The demonstration stopped early (the reason is above); what it wrote is in {folder}.")
        return code
    print("Files written:")
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        print(f"  {file}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
