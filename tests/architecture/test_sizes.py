"""A file that a person can hold in their head: 400 lines, 70 a function."""

from __future__ import annotations

import ast

from house import ROOT, python_files, tree_of

LINES_A_FILE = 400
LINES_A_FUNCTION = 70

# "path/of/file.py" or "path/of/file.py:function" -> why it may be longer
EXCEPTIONS: dict[str, str] = {}


def measured() -> dict[str, int]:
    """Every file and function of the checkout with its length in lines."""
    lengths: dict[str, int] = {}
    for file in python_files():
        lengths[file.as_posix()] = len((ROOT / file).read_text(encoding="utf-8").splitlines())
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                name = f"{file.as_posix()}:{node.name}"
                lengths[name] = max(lengths.get(name, 0), (node.end_lineno or node.lineno) - node.lineno + 1)
    return lengths


def too_long(name: str, length: int) -> bool:
    return length > (LINES_A_FUNCTION if ":" in name else LINES_A_FILE)


def test_files_and_functions_stay_small():
    faults = [
        f"{name} has {length} lines: split it along a word of the field"
        for name, length in measured().items()
        if too_long(name, length) and name not in EXCEPTIONS
    ]
    assert not faults, f"At most {LINES_A_FILE} lines a file and {LINES_A_FUNCTION} a function:\n" + "\n".join(faults)


def test_every_exception_is_still_needed_and_has_a_reason():
    lengths = measured()
    stale = [name for name, why in EXCEPTIONS.items() if not why or not too_long(name, lengths.get(name, 0))]
    assert not stale, f"remove from EXCEPTIONS: {stale}"


def test_the_measure_finds_the_code():
    assert len(measured()) > 50
