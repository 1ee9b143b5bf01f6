"""How the frame arranges itself for a width, as the design's table states it. Pure, so that it can be tested."""

from __future__ import annotations

from dataclasses import dataclass

WIDE, ICONS_BELOW, FOLD_BELOW, STACK_BELOW = 1500, 1320, 1100, 900
SMALLEST = (960, 540)
USUAL = (1366, 768)
TITLE_BAR = 48
"""What a desktop may put round a window, in logical pixels, at most."""


@dataclass(frozen=True)
class FrameMode:
    """`icons`: the rail is 60 px; `folded`: the side column waits behind Details; `wide`: it is 300 px;
    `stacked`: who and policy move to a third line of a duty row."""

    icons: bool
    folded: bool
    wide: bool
    stacked: bool


def mode_for(width: int, scale: float = 1.0, full_page: bool = False) -> FrameMode:
    """The arrangement for a window `width` logical pixels wide at a text size of `scale` (1.5 is 150 %)."""
    room = width / scale
    return FrameMode(
        icons=full_page or room < ICONS_BELOW,
        folded=room < FOLD_BELOW,
        wide=room >= WIDE,
        stacked=room < STACK_BELOW,
    )


def start_size(available: tuple[int, int]) -> tuple[int, int]:
    """The size of a window that was never sized: the usual one, or what the screen has room for."""
    return min(USUAL[0], available[0]), min(USUAL[1], available[1])


def fills_screen(available: tuple[int, int]) -> bool:
    """True where the usual window and its title bar have no room: it takes the whole screen, and no edge is cut."""
    return available[0] < USUAL[0] or available[1] < USUAL[1] + TITLE_BAR
