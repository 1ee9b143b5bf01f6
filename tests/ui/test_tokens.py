"""The themes: every pair of words and ground that a screen uses can be read, in all three."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui.theme.icons import exists
from ui.theme.tokens import READABLE, THEMES, VISIBLE, contrast, load

WORDS_ON_GROUND = [
    *((ink, ground) for ink in ("ink", "ink2", "ink3") for ground in ("surface", "canvas", "sunk", "select", "hover")),
    *(("link", ground) for ground in ("surface", "canvas", "sunk", "select", "hover", "tint")),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("rail-text", "rail"),
    ("rail-mute", "rail"),
    ("rail-on-text", "rail-on"),
    ("late-pill-text", "late-pill"),
    ("due-pill-text", "due-pill"),
    ("toast-text", "toast"),
    ("toast-mute", "toast"),
    ("toast-link", "toast"),
    ("danger", "surface"),
    ("danger", "danger-hover"),
    ("disabled-ink", "disabled"),
    ("paper-ink", "paper"),
]
GROUNDS = ("surface", "canvas", "sunk", "select", "hover")
SHAPES = [
    *(("ctl", ground) for ground in ("surface", "canvas")),
    *(("focus", ground) for ground in ("surface", "canvas", "sunk", "select")),
    ("accent", "surface"),
    ("select-edge", "select"),
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("words", "ground"), WORDS_ON_GROUND)
def test_words_can_be_read(theme, words, ground):
    tokens = load(theme)
    assert contrast(tokens.colour(words), tokens.colour(ground)) >= READABLE


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_edges_and_rings_can_be_seen(theme, shape, ground):
    tokens = load(theme)
    assert contrast(tokens.colour(shape), tokens.colour(ground)) >= VISIBLE


@pytest.mark.parametrize("theme", THEMES)
def test_a_status_can_be_read_on_its_fill_and_on_every_ground(theme):
    tokens = load(theme)
    for name, tone in tokens.statuses.items():
        assert contrast(tone.text, tone.fill) >= READABLE, name
        assert contrast(tokens.icon_on_fill(name), tone.fill) >= VISIBLE, name
        for ground in GROUNDS:
            assert contrast(tokens.on_surface(name, ground), tokens.colour(ground)) >= READABLE, (name, ground)
            assert contrast(tokens.icon_on_surface(name, ground), tokens.colour(ground)) >= VISIBLE, (name, ground)


def test_black_text_of_a_status_never_lands_on_a_black_surface():
    tokens = load("contrast")
    assert tokens.status("overdue").text == tokens.colour("surface")
    assert tokens.on_surface("overdue") == tokens.status("overdue").fill


@pytest.mark.parametrize("theme", THEMES)
def test_a_kind_can_be_seen_on_its_tile(theme):
    for kind in load(theme).kinds.values():
        assert contrast(kind.colour, kind.tile) >= READABLE, kind.key


@pytest.mark.parametrize("theme", THEMES)
def test_every_status_has_a_shape_of_its_own(theme):
    shapes = [tone.icon for tone in load(theme).statuses.values()]
    assert len(set(shapes)) == len(shapes)


def test_the_themes_state_the_same_parts():
    first = load("light")
    for name in THEMES[1:]:
        other = load(name)
        assert first.colours.keys() == other.colours.keys()
        assert first.statuses.keys() == other.statuses.keys()


def test_every_kind_of_the_engine_is_shown_as_one_of_the_design():
    tokens = load("light")
    engine = "notify letter meeting visit contact check review report referral document register share plan decision"
    shown = {kind: tokens.kind(kind).label for kind in engine.split()}
    assert shown["notify"] == "Letter"
    assert shown["decision"] == shown["plan"] == shown["report"] == "Review"
    assert shown["referral"] == "Meeting"
    assert shown["check"] == "Check-in"
    assert shown["share"] == "Papers"
    assert all(kind in tokens.kind_of for kind in engine.split())


def test_no_type_is_smaller_than_12_pixels():
    assert min(size for _, size in load("light").types.values()) >= 12


def test_every_icon_that_is_named_is_there():
    places = [*Path("ui").rglob("*.py"), Path("resources/themes/measures.toml")]
    named = {(name, path.as_posix()) for path in places
             for name in re.findall(r'"(ph\.[a-z0-9-]+)"', path.read_text(encoding="utf-8"))}  # fmt: skip
    assert len(named) > 30
    assert not [each for each in named if not exists(each[0])]
