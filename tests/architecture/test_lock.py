"""What is installed is exactly what was looked at: every library pinned, hashed, and its licence stated."""

from __future__ import annotations

import re
import tomllib

import pytest
from house import ROOT

LOCKS = ("locked.txt", "locked-test.txt")
ENTRY = re.compile(r"^([a-z0-9-]+)==(\S+)((?: ; .+?)?)(?: \\)?$")


def entries(lock: str) -> list[tuple[str, str, str]]:
    """Name, version and condition of every library of a lock; each must carry hashes."""
    found = []
    for block in re.split(r"\n(?=[a-z])", (ROOT / "packaging" / lock).read_text(encoding="utf-8")):
        entry = ENTRY.match(block.splitlines()[0])
        if entry:
            assert "--hash=sha256:" in block, f"{entry[1]} in {lock} has no hash"
            found.append((entry[1], entry[2], entry[3].removeprefix(" ; ")))
    return found


def wanted(extra: str | None = None) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    return {re.split(r"[^A-Za-z0-9_.-]", line)[0].lower().replace("_", "-") for line in lines}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_locked(lock):
    names = {name for name, _, _ in entries(lock)}
    asked = wanted() | (wanted("test") if "test" in lock else set())
    assert asked <= names, f"write packaging/{lock} again, as packaging/README.md says: {asked - names} missing"


def test_the_tests_run_on_the_versions_of_the_program():
    program, tests = ({(name, version) for name, version, _ in entries(lock)} for lock in LOCKS)
    assert program <= tests


@pytest.mark.parametrize("lock", LOCKS)
def test_nothing_can_replace_the_encrypting_sqlite(lock):
    """Plain apsw installs the same module and would write records unencrypted without a word."""
    assert "apsw" not in {name for name, _, _ in entries(lock)}


@pytest.mark.parametrize("lock", LOCKS)
def test_qt_for_python_3_11_is_one_that_does_not_abort(lock):
    conditions = {
        (".".join(version.split(".")[:2]), condition)
        for name, version, condition in entries(lock)
        if name.startswith(("pyside6", "shiboken6"))
    }
    assert conditions == {("6.11", "python_full_version < '3.12'"), ("6.12", "python_full_version >= '3.12'")}


def test_every_library_has_its_licence_stated():
    stated = (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")
    names = {name for lock in LOCKS for name, _, _ in entries(lock)}
    missing = sorted(name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", stated))
    assert len(names) > 30
    assert not missing, f"state the licence in THIRD-PARTY.md: {missing}"
