"""The design's tokens, loaded from data: colours by role, status, kinds, type and lengths. No Qt here."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from apdesk.places import resources

THEMES = ("light", "dark", "contrast")
READABLE = 4.5
"""The least contrast of words on their ground (WCAG 2.2, 1.4.3)."""
VISIBLE = 3.0
"""The least contrast of a shape or an edge on its ground (WCAG 2.2, 1.4.11)."""


@dataclass(frozen=True)
class Tone:
    """A status: its icon, and the colours of its words, its fill and its edge."""

    icon: str
    text: str
    fill: str
    line: str


@dataclass(frozen=True)
class Kind:
    """A kind of work: how it is named, drawn on screen and lettered on paper."""

    key: str
    label: str
    icon: str
    paper: str
    colour: str
    tile: str


@dataclass(frozen=True)
class Tokens:
    """Everything one theme states; lengths are logical pixels at 100 % text size."""

    name: str
    title: str
    edge: int
    tints_have_edges: bool
    colours: Mapping[str, str]
    statuses: Mapping[str, Tone]
    kinds: Mapping[str, Kind]
    kind_of: Mapping[str, str]
    types: Mapping[str, tuple[str, int]]
    lengths: Mapping[str, int]
    text_sizes: tuple[int, ...]

    def colour(self, role: str) -> str:
        """The colour of a role as `#rrggbb`; "none" where the theme leaves the part out."""
        return self.colours[role]

    def status(self, name: str) -> Tone:
        """The tone of a status; its `text` belongs on its own fill only."""
        return self.statuses[name]

    def on_surface(self, status: str, ground: str = "surface") -> str:
        """The status's colour that can be read on `ground`: its text, else its fill, else its line."""
        tone = self.statuses[status]
        below = self.colours[ground]
        for colour in (tone.text, tone.fill, tone.line):
            if contrast(colour, below) >= READABLE:
                return colour
        return self.colours["ink"]

    def icon_on_surface(self, status: str, ground: str = "surface") -> str:
        """The status's colour for its shape on `ground`: its line where it can be seen, else as for words."""
        line = self.statuses[status].line
        return line if contrast(line, self.colours[ground]) >= VISIBLE else self.on_surface(status, ground)

    def icon_on_fill(self, status: str) -> str:
        """The status's colour for its shape on its own fill: its line where it can be seen, else its text."""
        tone = self.statuses[status]
        return tone.line if contrast(tone.line, tone.fill) >= VISIBLE else tone.text

    def kind(self, engine_kind: str) -> Kind:
        """The kind that shows an engine's kind of duty (or a kind of the design itself)."""
        return self.kinds[self.kind_of.get(engine_kind, "papers")]


def contrast(first: str, second: str) -> float:
    """The WCAG 2.2 contrast ratio of two `#rrggbb` colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@cache
def load(name: str) -> Tokens:
    """The tokens of the theme "light", "dark" or "contrast"."""
    shared = _read("measures")
    own = _read(name)
    return Tokens(
        name=name,
        title=own["title"],
        edge=own["edge"],
        tints_have_edges=own["tints-have-edges"],
        colours=own["colours"],
        statuses={key: Tone(shared["status"][key], **tone) for key, tone in own["status"].items()},
        kinds={
            key: Kind(key, kind["label"], kind["icon"], kind["paper"], **own["kinds"][key])
            for key, kind in shared["kinds"].items()
        },
        kind_of={
            engine: key for key, kind in shared["kinds"].items() for engine in (key, *kind["engine"])
        },
        types={key: (shared["faces"][kind["face"]], kind["size"]) for key, kind in shared["type"].items()},
        lengths=_lengths(shared),
        text_sizes=tuple(shared["text-size"]["steps"]),
    )


def _lengths(shared: dict[str, Any]) -> dict[str, int]:
    named = {f"space-{key}": value for key, value in shared["space"].items() if key != "steps"}
    return named | shared["heights"] | shared["widths"] | {f"radius-{k}": v for k, v in shared["radius"].items()}


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((resources() / "themes" / f"{name}.toml").read_text(encoding="utf-8"))
