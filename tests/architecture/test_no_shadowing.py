"""Names that would hide another module, paths of one machine, and pathways written into code."""

from __future__ import annotations

import re
import sys
import tomllib
from typing import Any

from house import ROOT, python_files, strings_of, tracked_files

# pathway ids that are also everyday words of the code (columns, areas, the standing of a pupil)
EVERYDAY_WORDS = {"school", "provider", "hosted"}
MACHINE_PATH = re.compile(r"(?<![\w.:])/(?:" + "|".join(("work", "root", r"home/\w+", r"Users/\w+")) + ")/")
LARGEST_TEXT = 2_000_000  # bytes


def test_no_module_is_named_like_the_standard_library():
    faults = [
        file.as_posix()
        for file in python_files()
        for part in (*file.parts[:-1], file.stem)
        if part in sys.stdlib_module_names
    ]
    assert not faults, f"rename, or the standard library’s module cannot be imported beside it: {faults}"


def test_packaging_is_a_plain_folder():
    """As a package it would hide the library `packaging` that pip and pytest stand on."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_tests_are_plain_folders_with_unique_names():
    packages = [file.as_posix() for file in python_files("tests") if file.name == "__init__.py"]
    assert not packages
    names = [file.name for file in python_files("tests") if file.name != "conftest.py"]
    twice = {name for name in names if names.count(name) > 1}
    assert not twice, f"pytest imports test files by their base name: {twice}"


def test_no_path_of_one_machine():
    faults = []
    for file in tracked_files():
        raw = (ROOT / file).read_bytes()
        if len(raw) > LARGEST_TEXT or b"\0" in raw:
            continue
        for number, line in enumerate(raw.decode("utf-8", errors="replace").splitlines(), start=1):
            if MACHINE_PATH.search(line):
                faults.append(f"{file.as_posix()}:{number} {line.strip()[:100]}")
    assert not faults, "paths that exist on one machine only:\n" + "\n".join(faults)


def pathway_ids(protocol: dict[str, Any]) -> set[str]:
    """Ids of the pathways of one protocol, whether written as tables or as a list of tables."""
    for key in ("pathway", "pathways"):
        stated = protocol.get(key, {})
        if isinstance(stated, dict) and stated:
            return set(stated)
        if isinstance(stated, list) and stated:
            return {row["id"] for row in stated}
    return set()


def shipped_pathways() -> set[str]:
    ids: set[str] = set()
    for file in sorted((ROOT / "resources" / "protocols").glob("*.toml")):
        found = pathway_ids(tomllib.loads(file.read_text(encoding="utf-8")))
        assert found, f"{file.name} names no pathways where this test looks for them"
        ids |= found
    return ids - EVERYDAY_WORDS


def test_no_pathway_is_written_into_the_code():
    """Another school's protocol must work without a change of code."""
    ids = shipped_pathways()
    rule = re.compile(f"(?:{'|'.join(map(re.escape, sorted(ids)))})(?:\\.[a-z][a-z-]*)?") if ids else None
    faults = [
        f"{file.as_posix()}:{line} {text!r}: ask the protocol"
        for file in python_files("apdesk", "ui")
        for line, text in strings_of(file)
        if rule and rule.fullmatch(text)
    ]
    assert not faults, "pathways and their rules are data of resources/protocols:\n" + "\n".join(faults)
