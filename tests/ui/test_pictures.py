"""Every scene can be made and shows something, and each dialog that a room has stands in one of them."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QWidget

from ui.common.scenes import Over, Scene
from ui.shell.practice import demo_context
from ui.shell.rooms import ROOMS
from ui.shell.screenshots import WindowStage, scenes

UI = Path(import_module("ui").__file__).parent
FOLDERS = {"calendar": "due_calendar", "wizard": "placement_wizard", "import": "roll_import"}
ALSO = {"today": ("common/duties",)}
"""Folders whose dialogs are asked from a room first of all."""
LAPTOP = (1366, 768)


@pytest.fixture
def open_desk(tmp_path):
    """Opens the made-up school of the pictures; at the end it is closed."""
    with demo_context(tmp_path) as opened:
        yield opened


def dialogs_of(folder: str) -> set[type[QDialog]]:
    """The dialogs that the modules of a folder define, without those that only others are made from."""
    found = set()
    for path in sorted((UI / folder).glob("*.py")):
        names = [one.name for one in ast.parse(path.read_text()).body if isinstance(one, ast.ClassDef)]
        module = import_module(".".join(("ui", *Path(folder).parts, path.stem)))
        found |= {kind for name in names if issubclass(kind := getattr(module, name), QDialog)}
    return {kind for kind in found if not kind.__name__.startswith("_") and not kind.__subclasses__()}


WITH_SCENES = [room.key for room in ROOMS if room.scenes]


def of_room(name: str) -> str:
    """The room that a scene is of, "" for the lock, quick find and what stands in no room."""
    return next((key for key in WITH_SCENES if name == key or name.startswith(f"{key}-")), "")


def made(wanted: list[Scene], open_desk) -> set[type[QWidget]]:
    """Makes each of the scenes; what stands in front of them."""
    stage = WindowStage(LAPTOP, open_desk)
    seen = set()
    for scene in wanted:
        stage.size = scene.size or LAPTOP
        shown = scene.make(stage)
        front = shown.dialog if isinstance(shown, Over) else shown
        assert front.isVisible() or (isinstance(shown, Over) and shown.at is not None), scene.name
        seen.add(type(front))
        stage.strike()
    return seen


@pytest.mark.parametrize("room", WITH_SCENES)
def test_every_scene_of_a_room_is_made_and_none_of_its_dialogs_is_without_one(room, open_desk, qapp):
    seen = made([one for one in scenes() if of_room(one.name) == room], open_desk)
    folders = (FOLDERS.get(room, room), *ALSO.get(room, ()))
    missing = {kind.__name__ for folder in folders for kind in dialogs_of(folder)} - {kind.__name__ for kind in seen}
    assert not missing, "each dialog needs a scene: it is looked at in every theme and size there"


def test_every_scene_outside_the_rooms_is_made(open_desk, qapp):
    seen = made([one for one in scenes() if not of_room(one.name)], open_desk)
    assert {"KeysDialog", "CrashWindow"} <= {kind.__name__ for kind in seen}
