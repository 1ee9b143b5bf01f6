"""Every page, dialog, wizard step and state that `apdesk screenshots` draws can be used by everyone.

A scene that is added is walked from then on; a room without a scene fails.
"""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from painted import drawn
from PySide6.QtWidgets import QWidget
from walk import out_of_tab_order, stumbles
from walk_words import Pair, words_of

from ui.common.events import settle
from ui.common.scenes import Over, Scene, Shown
from ui.shell.practice import demo_context
from ui.shell.rooms import ROOMS
from ui.shell.screenshots import WindowStage, scenes
from ui.theme.style import apply_theme
from ui.theme.tokens import THEMES

SCENES = {scene.name: scene for scene in scenes()}
LAPTOP, SMALL = (1366, 768), (960, 540)         # the small one is a full-HD screen at 200 %
_looked_at: set[Pair] = set()
"""Inks on grounds that were seen in every theme already: a pair of colours is a pair of roles, met in many windows."""


@pytest.fixture(scope="module")
def open_desk(tmp_path_factory):
    """The made-up school, made at the first scene that needs it."""
    with demo_context(tmp_path_factory.mktemp("walk")) as opening:
        yield opening


@pytest.fixture(scope="module")
def one_desk(open_desk):
    """What opens the school once for all scenes."""
    opened = []

    def once():
        if not opened:
            opened.append(open_desk())
        return opened[0]

    return once


@pytest.fixture
def stage(qapp, one_desk):
    """Where a scene is made; struck afterwards."""
    made = WindowStage(LAPTOP, one_desk)
    yield made
    made.strike()


def walked(top: QWidget) -> list[str]:
    return [*stumbles(top), *out_of_tab_order(top)]


@pytest.mark.parametrize("name", SCENES)
def test_everyone_can_use_it(qapp, stage, name):
    scene = SCENES[name]
    stage.size = scene.size or LAPTOP
    shown = scene.make(stage)
    top = shown.dialog if isinstance(shown, Over) else shown
    settle()
    words = words_of(top)
    faults = [*walked(top), *words.faults]
    new = words.pairs - _looked_at
    if new:
        for theme in THEMES[1:]:
            apply_theme(qapp, theme, still=True)
            settle()
            faults += [f"{theme}: {fault}" for fault in words_of(top).faults]
    _looked_at.update(new)
    if scene.size is None and name != "components":
        faults += [f"at 200 %: {fault}" for fault in _small(stage, scene, shown)]
    assert faults == []


def _small(stage: WindowStage, scene: Scene, shown: Shown) -> list[str]:
    """What stands in somebody's way where the window is small; a dialog is made anew over it."""
    if isinstance(shown, Over):
        stage.strike()
        stage.size = SMALL
        shown = scene.make(stage)
    top = shown.dialog if isinstance(shown, Over) else shown
    if not isinstance(shown, Over):
        top.resize(*SMALL)
    settle()
    faults = [*walked(top), *words_of(top).faults]
    if top.width() > SMALL[0] or top.height() > SMALL[1]:
        faults.append(f"it is {top.width()} by {top.height()} pixels")
    return faults


STRAINED = ("pupils-strained", "providers-long-names", "pupil-strained", "pupil-strained-contacts",
            "today-long-names", "calendar-many-agenda", "wizard-3-provider-long-names")  # fmt: skip
_BREAK = re.compile(r"[\s-]+")


@pytest.mark.parametrize("name", STRAINED)
def test_no_name_is_cut(qapp, stage, name):
    """Look at what is painted: the last word of each long name is there, and no word of it ends in "…"."""
    for text, size in ((100, LAPTOP), (100, SMALL), (150, LAPTOP)):
        apply_theme(qapp, "light", text, still=True)
        stage.size = size
        shown = SCENES[name].make(stage)
        settle()
        painted = [run.text for run in drawn(shown)[0]]
        named = [each for each in painted if any(word in each for word in _words_of_names())]
        assert [each for each in named if "…" in each] == [], f"{text} %, {size}"
        assert _ends_of_names() & {word for each in painted for word in _BREAK.split(each)}, f"{text} %, {size}"
        stage.strike()


def _words_of_names():
    """Words that only the names of strained scenes hold."""
    return {"Featherstonehaugh", "Wilhelmina", "Oluwaseunfunmi", "Wexbridge and", "Alternative Provision"}


def _ends_of_names():
    return {"Alexandria", "Worthington", "Ffoulkes", "School", "Oyelowo"}


class Enough(Exception):
    """A scene has said which room it is for."""


class Asked:
    """A stage that only notes which rooms are asked for."""

    size = LAPTOP

    def __init__(self, desk):
        self.rooms, self.desk = set(), desk

    def window(self, page, **_values):
        self.rooms.add(page)
        raise Enough

    def show(self, _widget, _size=None):
        raise Enough

    @property
    def context(self):
        return self.desk


def test_every_room_has_a_scene(qtbot, one_desk):
    asked = Asked(one_desk())
    for scene in SCENES.values():
        with suppress(Enough):
            scene.make(asked)
    assert {room.key for room in ROOMS if room.page} - asked.rooms == set()
