"""Who may import whom. `apdesk/README.md` draws the picture; this table is the law."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import pytest
from house import Import, imports_of, is_under, module_of, python_files


@dataclass(frozen=True)
class Layer:
    """What one package may import: `ours` from this project, `outside` beyond the standard library."""

    ours: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    instead: str = ""


GROUND = ("apdesk.problems", "apdesk.clock", "apdesk.places", "apdesk.progress")
CORE = ("apdesk.domain", "apdesk.store", "apdesk.exports", "apdesk.imports", "apdesk.services")
FOR_SCREENS = ("apdesk.services", "apdesk.domain", *GROUND)
QT = ("PySide6", "shiboken6", "qtawesome")

# the longest name that fits a module decides; a package may always import itself
LAYERS: dict[str, Layer] = {
    "apdesk": Layer(GROUND, ("platformdirs",), "the ground modules know nothing above them"),
    "apdesk.domain": Layer(("apdesk.problems",), (), "pass the value in from a use case of apdesk/services"),
    "apdesk.imports": Layer(
        ("apdesk.domain", *GROUND),
        ("openpyxl", "python_calamine", "defusedxml"),
        "return rows, and let a use case of apdesk/services compare and write them",
    ),
    "apdesk.exports": Layer(
        ("apdesk.domain", *GROUND),
        ("openpyxl", "reportlab", "PIL", "icalendar"),
        "declare the input the document needs; a use case of apdesk/services fills it",
    ),
    "apdesk.store": Layer(
        ("apdesk.domain", *GROUND),
        ("peewee", "playhouse", "apsw", "argon2", "cryptography"),
        "the store keeps and finds; the decision belongs to apdesk/services or apdesk/domain",
    ),
    "apdesk.services": Layer(
        ("apdesk.domain", "apdesk.store", "apdesk.exports", "apdesk.imports", *GROUND),
        (),
        "queries belong to apdesk/store, documents to apdesk/exports, files read to apdesk/imports",
    ),
    "apdesk.desk": Layer((*CORE, *GROUND), (), "apdesk/desk.py builds the core and knows no front end"),
    "apdesk.cli": Layer(
        ("apdesk", "apdesk.desk", "apdesk.services", "apdesk.domain", *GROUND),
        (),
        "a command asks apdesk/services; it never reads the store itself",
    ),
    "apdesk.__main__": Layer(("apdesk.cli",), (), "it only hands over"),
    "ui": Layer(
        ("ui.shell", "ui.common", "ui.theme", "ui.app", "apdesk", "apdesk.desk", "apdesk.cli", *FOR_SCREENS),
        QT,
        "screens belong to a feature folder, wiring to ui/shell",
    ),
    "ui.theme": Layer(("apdesk.places", "apdesk.problems"), QT, "the theme knows meanings and colours, no feature"),
    "ui.common": Layer(("ui.theme", *FOR_SCREENS), QT, "hand the widget what it needs as a value or a function"),
    "ui.bench": Layer(("ui", "apdesk.desk", *FOR_SCREENS), QT, "it walks the window as a person would"),
    "ui.shell": Layer(("ui", "apdesk", "apdesk.desk", *FOR_SCREENS), QT, "ask apdesk/services"),
}
FEATURE = Layer(
    ("ui.common", "ui.theme", *FOR_SCREENS),
    QT,
    "ask apdesk/services; what two features share moves to ui/common; another page is reached by a request "
    "signal that ui/shell answers",
)
ROOTS = ("apdesk", "ui")
ITSELF_ONLY = "apdesk"  # allowed as itself (the version), not as a door to everything beneath


def layer_of(module: str) -> tuple[str, Layer]:
    """The package that rules a module, and its row of the table."""
    parts = module.split(".")
    for length in range(len(parts), 1, -1):
        name = ".".join(parts[:length])
        if name in LAYERS:
            return name, LAYERS[name]
    if parts[0] == "ui" and len(parts) > 2:
        return ".".join(parts[:2]), FEATURE
    return parts[0], LAYERS[parts[0]]


def allowed(module: str, wanted: str) -> bool:
    package, layer = layer_of(module)
    top = wanted.partition(".")[0]
    if top not in ROOTS:
        return top in sys.stdlib_module_names or top in layer.outside
    if package not in ROOTS and is_under(wanted, package):
        return True
    return any(wanted == name or (name != ITSELF_ONLY and is_under(wanted, name)) for name in layer.ours)


def broken(file_module: str, found: Import) -> str:
    package, layer = layer_of(file_module)
    return f"{found}: {package} may not. Instead: {layer.instead}."


ALL_IMPORTS = [
    (module_of(file), found) for file in python_files("apdesk", "ui") for found in imports_of(file) if found.module
]


def test_no_module_reaches_over_its_layer():
    faults = [broken(module, found) for module, found in ALL_IMPORTS if not allowed(module, found.module)]
    assert not faults, "Layers are crossed (the table is in tests/architecture/test_layers.py):\n" + "\n".join(faults)


def test_the_search_for_imports_finds_imports():
    """A search that finds next to nothing would hold nothing."""
    files = len(python_files("apdesk", "ui"))
    assert files >= 10
    assert len(ALL_IMPORTS) > files, f"only {len(ALL_IMPORTS)} imports found in {files} files"
    assert any(found.module == "apdesk.problems" for _, found in ALL_IMPORTS)


@pytest.mark.parametrize(
    ("module", "wanted"),
    [
        ("apdesk.domain.plan", "apdesk.store.record"),
        ("apdesk.domain.plan", "apdesk.clock"),
        ("apdesk.services.due", "peewee"),
        ("apdesk.services.due", "apdesk.desk"),
        ("apdesk.store.pupils", "PySide6.QtCore"),
        ("apdesk.exports.pack", "apdesk.services.packs"),
        ("apdesk.cli.due", "apdesk.store.duties"),
        ("apdesk.cli.due", "ui.app"),
        ("ui.pupils.page", "apdesk.store.pupils"),
        ("ui.pupils.page", "apdesk.exports.pack"),
        ("ui.pupils.page", "ui.calendar_page.page"),
        ("ui.pupils.page", "ui.shell.window"),
        ("ui.pupils.page", "apdesk.desk"),
        ("ui.pupils.page", "openpyxl"),
        ("ui.shell.window", "apdesk.store.record"),
        ("ui.common.ask", "ui.pupils.page"),
        ("ui.app", "apdesk.imports.roll"),
    ],
)
def test_the_law_refuses(module, wanted):
    assert not allowed(module, wanted)


@pytest.mark.parametrize(
    ("module", "wanted"),
    [
        ("apdesk.domain.plan", "apdesk.domain.duty"),
        ("apdesk.store.record", "peewee"),
        ("apdesk.services.due", "apdesk.store.duties"),
        ("apdesk.cli.new", "apdesk.desk"),
        ("ui.pupils.page", "apdesk.services.pupils"),
        ("ui.pupils.page", "ui.pupils.columns"),
        ("ui.pupils.page", "ui.common.ask"),
        ("ui.shell.window", "ui.pupils.page"),
        ("ui.shell.window", "apdesk.desk"),
        ("ui.__main__", "apdesk.cli.main"),
    ],
)
def test_the_law_allows(module, wanted):
    assert allowed(module, wanted)
