"""A scheduled backup on a server must not need a screen's libraries; nor must a start wait for Excel and paper."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from house import ROOT, module_of, python_files

from apdesk.cli.main import COMMANDS

SLOW = ("openpyxl", "reportlab", "python_calamine", "icalendar")

HELP_FOR_EVERY_COMMAND = """
import contextlib, io, json, sys
sys.modules["PySide6"] = None  # any import of Qt now fails
from ui.__main__ import main
ended = {}
for command in json.loads(sys.argv[1]):
    sys.argv = ["apdesk", command, "--help"]
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            main()
        except SystemExit as end:
            ended[command] = end.code
print(json.dumps({"ended": ended, "modules": sorted(sys.modules)}))
"""

IMPORT_ALL = """
import importlib, json, sys
for module in json.loads(sys.argv[1]):
    importlib.import_module(module)
print(json.dumps(sorted(sys.modules)))
"""


def answer_of(program: str, words: list[str]) -> object:
    """What a fresh interpreter prints as JSON when it runs `program`."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(words)], capture_output=True, text=True, env=environment, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def loaded(modules: list[str], names: tuple[str, ...]) -> list[str]:
    return [module for module in modules if module.partition(".")[0] in names]


def test_every_command_answers_without_qt():
    answer = answer_of(HELP_FOR_EVERY_COMMAND, list(COMMANDS))
    assert isinstance(answer, dict)
    assert answer["ended"] == dict.fromkeys(COMMANDS, 0)
    assert loaded(answer["modules"], SLOW) == []


def test_the_window_starts_without_the_libraries_of_documents():
    modules = [module_of(file) for file in python_files("ui", "apdesk/services") if file.name != "__main__.py"]
    answer = answer_of(IMPORT_ALL, modules)
    assert isinstance(answer, list)
    assert loaded(answer, SLOW) == [], "import the document’s module inside the function that makes the document"
