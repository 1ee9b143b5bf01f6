"""`python -m ui.bench`: one line of JSON a figure. `apdesk bench` starts it as a process of its own.

`bare` and `start FOLDER DAY` are the two processes that the first figure compares.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from datetime import date
from pathlib import Path

from ui.common.offscreen import platform

LAPTOP = (1366, 768)


def main(words: list[str]) -> int:
    """0 when every figure was taken."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if words[:1] == ["bare"]:
        from ui.bench.start import bare

        return bare()
    if words[:1] == ["start"]:
        from ui.shell import collection

        collection.hold()
        from ui.bench.start import to_first_list

        return to_first_list(Path(words[1]), date.fromisoformat(words[2]))
    with tempfile.TemporaryDirectory(prefix="apdesk-") as folder:
        if os.environ["QT_QPA_PLATFORM"] == "offscreen":
            os.environ["QT_QPA_PLATFORM"] = platform(LAPTOP, Path(folder))
        from ui.bench.journeys import figures

        for figure in figures(Path(folder)):
            sys.stdout.write(json.dumps(figure.as_json()) + "\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
