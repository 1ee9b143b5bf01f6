"""Reads the checkout as text and syntax trees, for the tests that hold the house in shape."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = {".git", ".venv", "__pycache__", "build", "dist", "out"}


@dataclass(frozen=True)
class Import:
    """`module` (the longest name that is a module of ours, or the name as written) imported in `file` at `line`."""

    file: str
    line: int
    module: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.module}"


@cache
def tracked_files() -> tuple[Path, ...]:
    """Files of the checkout relative to its root; by git, or by walking where git is not installed."""
    try:
        answer = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
        names = [Path(name) for name in answer.stdout.decode().split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        names = [path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file()]
    kept = (name for name in names if not LEFT_OUT & set(name.parts))
    return tuple(sorted(name for name in kept if (ROOT / name).is_file()))


def python_files(*folders: str) -> list[Path]:
    """Tracked Python files under any of `folders` ("apdesk/domain"), or all of them."""
    tops = [Path(folder).parts for folder in folders] or [()]
    return [
        name for name in tracked_files() if name.suffix == ".py" and any(name.parts[: len(top)] == top for top in tops)
    ]


@cache
def tree_of(file: Path) -> ast.Module:
    """The syntax tree of a file given relative to the root."""
    return ast.parse((ROOT / file).read_text(encoding="utf-8"), filename=str(file))


@cache
def module_of(file: Path) -> str:
    """`ui/common/ask.py` -> `ui.common.ask`; a package's `__init__.py` -> the package."""
    parts = file.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def our_modules() -> frozenset[str]:
    return frozenset(module_of(file) for file in python_files("apdesk", "ui"))


def imports_of(file: Path) -> Iterator[Import]:
    """Every import of a file, also inside functions, under TYPE_CHECKING and through `import_module("…")`."""
    for node in ast.walk(tree_of(file)):
        for name in _imported_names(node, file):
            yield Import(file.as_posix(), getattr(node, "lineno", 0), name)


def _imported_names(node: ast.AST, file: Path) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = _absolute(node, file)
        return [f"{base}.{alias.name}" if f"{base}.{alias.name}" in our_modules() else base for alias in node.names]
    if isinstance(node, ast.Call) and _called(node) in ("import_module", "__import__") and node.args:
        first = node.args[0]
        return [first.value] if isinstance(first, ast.Constant) and isinstance(first.value, str) else []
    return []


def _absolute(node: ast.ImportFrom, file: Path) -> str:
    if not node.level:
        return node.module or ""
    package = module_of(file).split(".")
    keep = len(package) - node.level + (1 if file.name == "__init__.py" else 0)
    return ".".join([*package[:keep], *([node.module] if node.module else [])])


def _called(node: ast.Call) -> str:
    return dotted(node.func).rpartition(".")[2]


def dotted(node: ast.AST) -> str:
    """`datetime.date.today` as written, or an empty text for anything but names and dots."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        left = dotted(node.value)
        return f"{left}.{node.attr}" if left else ""
    return ""


def strings_of(file: Path) -> Iterator[tuple[int, str]]:
    """Line and value of every text literal except docstrings."""
    documentation = set()
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            documentation.add(id(node.value))
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def is_under(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")
