"""Arguments in, sentences and exit codes out; every command lives in a module of its own."""

from __future__ import annotations

import argparse
import importlib
import io
import json
import os
import sys
import traceback
from pathlib import Path

from apdesk.problems import Cancelled, Problem

# command -> module that offers add(parser) and run(arguments) -> exit code; imported only when asked for
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("apdesk.cli.demo", "the main job on a made-up school, with every document it can write"),
    "new": ("apdesk.cli.new", "make an empty desk and write its recovery key"),
    "import-roll": ("apdesk.cli.import_roll", "take in a pupil list from the school’s system"),
    "import-tracker": ("apdesk.cli.import_tracker", "take in a spreadsheet of placements kept before AP Desk"),
    "import-calendar": ("apdesk.cli.import_calendar", "take in term dates"),
    "backup": ("apdesk.cli.backup", "take a verified backup of a desk"),
    "restore": ("apdesk.cli.restore", "put a backup in the place of a desk"),
    "verify": ("apdesk.cli.verify", "check a desk or a backup, page by page and entry by entry"),
    "journal": ("apdesk.cli.journal", "who did what in a desk, when and why"),
    "due": ("apdesk.cli.due", "what is due, for whom, and how late"),
    "register": ("apdesk.cli.register", "a provider’s register workbook for one half-term"),
    "pack": ("apdesk.cli.pack", "the review pack of a placement for one reader"),
    "tracker": ("apdesk.cli.tracker", "one row a pupil for the weekly meeting"),
    "inspection-list": ("apdesk.cli.inspection_list", "the list an inspector asks for, gaps first"),
    "ics": ("apdesk.cli.ics", "the calendar as a file, initials and references only"),
    "plan": ("apdesk.cli.plan", "what a placement obliges, when and why"),
    "coverage": ("apdesk.cli.coverage", "which rule meets each row of the obligations table"),
    "protocol": ("apdesk.cli.protocol", "check a school’s policy file"),
    "bench": ("apdesk.cli.bench", "measure each figure beside its baseline"),
}

TRACEBACK_VARIABLE = "APDESK_TRACEBACK"  # set by who mends the program, to see where a fault came from


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 done, 1 refused with a sentence on standard error, 2 wrong usage."""
    words = sys.argv[1:] if arguments is None else arguments
    _speak_every_script()
    try:
        result = _run(words)
        sys.stdout.flush()
        return result
    except BrokenPipeError:  # whoever read our output has read enough (`apdesk plan … | head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Problem as problem:
        return _refuse(problem, json_too="--json" in words)
    except (Cancelled, KeyboardInterrupt):
        print("Stopped. Nothing was changed.", file=sys.stderr)
        return 1
    except Exception as fault:
        if os.environ.get(TRACEBACK_VARIABLE):
            raise
        from apdesk.services.faults import trouble_behind  # the engine is loaded only where it is needed

        return _refuse(trouble_behind(fault) or _fault(fault), json_too="--json" in words)


def _refuse(problem: Problem, *, json_too: bool) -> int:
    print(sentence(problem), file=sys.stderr)
    if json_too:
        print(json.dumps({"problem": problem.as_json()}, ensure_ascii=False))
    return 1


def _fault(fault: Exception) -> Problem:
    """A fault of the program itself: where in it, and nothing that it was handed, which may be about a pupil."""
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(fault.__traceback__)]
    text = (
        "Something went wrong in AP Desk itself. What was saved before is safe, and nothing was half done. Send this "
        f"to whoever looks after AP Desk: {type(fault).__name__} at {' > '.join(places[-4:])}."
    )
    return Problem("fault", text)


def _speak_every_script() -> None:
    """A name that the terminal cannot show is printed all the same; what another program reads is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def sentence(problem: Problem) -> str:
    """The refusal with its place in front, unless the sentence names the place already."""
    text = problem.text.casefold()
    if problem.where is None or all(part.casefold() in text for part in problem.where.split(", ")):
        return problem.text
    return f"{problem.where}: {problem.text}"


def _run(words: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="apdesk", description="The day book of an alternative provision office.", allow_abbrev=False
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (module, summary) in COMMANDS.items():
        # no abbreviations: "--passphrase WORDS" must not be taken for --passphrase-file and be echoed
        command = commands.add_parser(
            name, help=summary, description=summary[0].upper() + summary[1:] + ".", allow_abbrev=False
        )
        if words[:1] == [name]:
            importlib.import_module(module).add(command)
    options = parser.parse_args(words)
    result = importlib.import_module(COMMANDS[options.command][0]).run(options)
    assert isinstance(result, int)
    return result
