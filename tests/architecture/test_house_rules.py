"""One way to ask, one way to work in the background, one place for colours; and nothing leaves the machine."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from house import dotted, imports_of, python_files, strings_of, tree_of

ASKING = "ui/common/dialogs/window_ask.py"
JOBS = "ui/common/jobs.py"
EVENTS = "ui/common/events.py"

# name -> the one file that may use it (None: nobody), and what everybody else does
SEAMS: dict[str, tuple[str | None, str]] = {
    "QMessageBox": (None, "ask and tell through ui/common/ask.py"),
    "QErrorMessage": (None, "ask and tell through ui/common/ask.py"),
    "QInputDialog": (None, "build a form dialog from ui/common/dialogs"),
    "QFileDialog": (ASKING, "ask for a file through ui/common/ask.py"),
    "QProgressDialog": (None, "use the progress with cancel of ui/common"),
    "QColorDialog": (None, "colours belong to the theme"),
    "QDateEdit": (None, "use the school-day date field of ui/common"),
    "QCalendarWidget": (None, "use the school-day date field of ui/common"),
    "QThread": (JOBS, "give long work to the job runner of ui/common/jobs.py"),
    "QThreadPool": (JOBS, "give long work to the job runner of ui/common/jobs.py"),
    "QRunnable": (JOBS, "give long work to the job runner of ui/common/jobs.py"),
    "ThreadPoolExecutor": (JOBS, "give long work to the job runner of ui/common/jobs.py"),
    "threading": (JOBS, "give long work to the job runner of ui/common/jobs.py"),
    "processEvents": (EVENTS, "wait for a signal, or give long work to the job runner of ui/common/jobs.py"),
}
COLOUR_FOLDER = "ui/theme"
HEX_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3,4})(?![0-9a-zA-Z])")

GPL_PARTS_OF_QT = {
    "QtCharts", "QtGraphs", "QtGraphsWidgets", "QtDataVisualization", "QtVirtualKeyboard", "QtHttpServer",
    "QtNetworkAuth", "QtQuick3D",
}  # fmt: skip
WAYS_OUT = {"socket", "http", "urllib.request", "smtplib", "ftplib", "imaplib", "xmlrpc", "webbrowser", "requests"}

CLOCK = "apdesk/clock.py"
CLOCK_CALLS = {
    "date.today", "datetime.now", "datetime.today", "datetime.utcnow", "time.time", "QDate.currentDate",
    "QDateTime.currentDateTime", "QTime.currentTime", "uuid4", "uuid1",
}  # fmt: skip


def names_of(tree: ast.Module) -> list[tuple[int, str]]:
    """Line and last part of every name used or imported."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.append((node.lineno, node.id))
        elif isinstance(node, ast.Attribute):
            found.append((node.lineno, node.attr))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            if isinstance(node, ast.ImportFrom):
                found.append((node.lineno, node.module or ""))
            found.extend((node.lineno, alias.name.rpartition(".")[2]) for alias in node.names)
    return found


def ui_files_outside(folder: str) -> list[Path]:
    inside = set(python_files(folder))
    return [file for file in python_files("ui") if file not in inside]


def report(rule: str, faults: list[str]) -> None:
    assert not faults, f"{rule}\n" + "\n".join(sorted(set(faults)))


def test_dialogs_threads_and_date_fields_have_one_seam():
    faults = [
        f"{file.as_posix()}:{line} uses {name}: {SEAMS[name][1]}"
        for file in python_files("ui")
        for line, name in names_of(tree_of(file))
        if name in SEAMS and file.as_posix() != SEAMS[name][0]
    ]
    report("Each of these has one seam, named in tests/architecture/test_house_rules.py:", faults)


def test_colours_come_from_the_theme():
    faults = [
        f"{file.as_posix()}:{line} writes {text!r}: name the meaning and ask {COLOUR_FOLDER} for its colour"
        for file in ui_files_outside(COLOUR_FOLDER)
        for line, text in strings_of(file)
        if HEX_COLOUR.search(text)
    ]
    faults += [
        f"{file.as_posix()}:{node.lineno} mixes a colour by hand: ask {COLOUR_FOLDER} for it"
        for file in ui_files_outside(COLOUR_FOLDER)
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Call) and dotted(node.func).endswith("QColor") and mixed_by_hand(node)
    ]
    report("Colours live in resources/themes and are handed out by the theme:", faults)


def mixed_by_hand(call: ast.Call) -> bool:
    return any(isinstance(argument, ast.Constant) for argument in call.args)


def test_no_part_of_qt_that_is_gpl_only():
    report(
        "These parts of Qt are GPL or commercial; draw with QPainter:",
        [
            str(found)
            for file in python_files()
            for found in imports_of(file)
            if GPL_PARTS_OF_QT & set(found.module.split("."))
        ],
    )


def test_nothing_leaves_the_machine():
    report(
        "The program holds children’s records and speaks to no network:",
        [
            str(found)
            for file in python_files("apdesk", "ui")
            for found in imports_of(file)
            if any(found.module == way or found.module.startswith(way + ".") for way in WAYS_OUT)
        ],
    )


def test_time_and_new_ids_come_from_the_clock_alone():
    faults = []
    for file in python_files("apdesk", "ui"):
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.Call) and file.as_posix() != CLOCK:
                name = dotted(node.func)
                if any(name == call or name.endswith("." + call) for call in CLOCK_CALLS):
                    faults.append(f"{file.as_posix()}:{node.lineno} calls {name}(): take a Clock and ask it")
    report(f"Only {CLOCK} reads the time, so that every day can be tried out:", faults)


def test_no_test_sleeps():
    report(
        "A test waits for a condition, never for a while:",
        [
            f"{file.as_posix()}:{node.lineno}"
            for file in python_files("tests")
            for node in ast.walk(tree_of(file))
            if isinstance(node, ast.Call) and dotted(node.func) in ("time.sleep", "sleep", "qtbot.wait")
        ],
    )


@pytest.mark.parametrize("text", ["#fff", "color: #1f3a5f;", "#11223344"])
def test_the_search_sees_colours(text):
    assert HEX_COLOUR.search(text)


@pytest.mark.parametrize("text", ["#12 is open", "#osd", "item #7"])
def test_the_search_leaves_numbers_alone(text):
    assert not HEX_COLOUR.search(text)
