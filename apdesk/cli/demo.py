"""`apdesk demo`: the main job without a window, on a made-up school, with every document it can write."""

from __future__ import annotations

import argparse
from pathlib import Path

from apdesk import desk
from apdesk.cli.desk_arguments import add_on
from apdesk.clock import ClockOn, SystemClock
from apdesk.problems import Problem
from apdesk.services.demo import PASSPHRASE, PERSON, make_school, write_documents


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the words of the command."""
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="where demo.apdesk and out/ are made")
    parser.add_argument("--pupils", metavar="N", type=int, help="at most so many pupils")
    add_on(parser)


def run(options: argparse.Namespace) -> int:
    """Make the school and its documents, one line a step."""
    folder: Path = options.folder
    target = folder / "demo.apdesk"
    if target.exists():
        raise Problem("demo.exists", "There is a demonstration here already. Name another folder.", str(target))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "passphrase.txt").write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    clock = ClockOn(options.on) if options.on else ClockOn(SystemClock().today())
    record, _key = desk.create_desk(target, PERSON, PASSPHRASE, clock)
    try:
        _say(f"An empty desk for {clock.on:%A} {clock.on.day} {clock.on:%B %Y}: {target}")
        demo = make_school(record, _say, options.pupils)
        files = write_documents(record, demo, folder / "out", _say)
    finally:
        desk.close_desk(record)
    _say(f"{len(files)} documents in {folder / 'out'}. The passphrase stands in {folder / 'passphrase.txt'}.")
    return 0


def _say(sentence: str) -> None:
    print(sentence, flush=True)
