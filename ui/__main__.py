"""The script `apdesk`: the window, or the command line without ever touching Qt."""

from __future__ import annotations

import sys


def main() -> int:
    """No arguments, `--demo` and `screenshots` are the window's; everything else is the command line's."""
    words = sys.argv[1:]
    if words and words[0] not in ("--demo", "screenshots"):
        from apdesk.cli.main import main as command_line

        return command_line(words)
    from ui.shell import collection

    collection.hold()
    from ui.app import run

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
