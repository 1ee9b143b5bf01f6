"""The rules are the valuable part: same facts in, same answer out, on any machine, on any day."""

from __future__ import annotations

import ast

import pytest
from house import dotted, imports_of, python_files, tree_of

IMPURE_MODULES = {
    "os", "sqlite3", "random", "uuid", "secrets", "time", "pathlib", "tempfile", "shutil", "glob", "socket",
    "subprocess", "threading", "asyncio", "locale", "platform", "getpass", "logging", "urllib", "http", "sys",
}  # fmt: skip
IMPURE_CALLS = {
    "today", "now", "utcnow", "fromtimestamp", "getenv", "urandom", "open", "read_text", "read_bytes", "write_text",
}  # fmt: skip
IMPURE_NAMES = {"open", "print", "input", "exec", "eval", "compile", "Path"}
READS_TOML = "_toml.py"


def impurities(tree: ast.Module) -> list[tuple[int, str]]:
    """Line and wording of every clock, file or chance in a syntax tree."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = dotted(node.func)
            if name in IMPURE_NAMES or ("." in name and name.rpartition(".")[2] in IMPURE_CALLS):
                found.append((node.lineno, f"{name}()"))
    return found


def test_domain_has_no_clock_no_file_and_no_chance():
    faults = [
        f"{file.as_posix()}:{line} calls {what}: pass the value in from apdesk/services"
        for file in python_files("apdesk/domain")
        for line, what in impurities(tree_of(file))
    ]
    assert not faults, "apdesk/domain must stay pure:\n" + "\n".join(faults)


def test_domain_imports_nothing_that_knows_the_machine():
    faults = []
    for file in python_files("apdesk/domain"):
        for found in imports_of(file):
            top = found.module.partition(".")[0]
            if top in IMPURE_MODULES:
                faults.append(f"{found}: text and dates are passed in, never fetched")
            if top == "tomllib" and not file.name.endswith(READS_TOML):
                faults.append(f"{found}: TOML is read in a file whose name ends in {READS_TOML}")
    assert not faults, "apdesk/domain must stay pure:\n" + "\n".join(faults)


@pytest.mark.parametrize(
    "line",
    ["date.today()", "datetime.datetime.now()", "open('x')", "Path('x')", "dt.date.fromtimestamp(0)", "io.open('x')"],
)
def test_the_search_sees(line):
    assert impurities(ast.parse(line))


@pytest.mark.parametrize("line", ["date(2026, 11, 2)", "calendar.before(day, 2)", "date.fromisoformat(text)"])
def test_the_search_leaves_alone(line):
    assert not impurities(ast.parse(line))
