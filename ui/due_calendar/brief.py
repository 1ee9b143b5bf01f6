"""An entry in few letters: what it is gives way before whose it is, and a name only where its initials are its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontMetrics

from apdesk.services.calendar_items import Item
from ui.theme.current import theme


class Brief(NamedTuple):
    """The words of an entry that a place holds, their font, and whether the time stands before them."""

    words: str
    font: QFont
    timed: bool


def shared_initials(items: Iterable[Item]) -> frozenset[str]:
    """The initials that stand for more than one pupil among these entries."""
    pupils: dict[str, set[str]] = {}
    for item in items:
        if item.pupil:
            pupils.setdefault(initials(item), set()).add(item.pupil)
    return frozenset(letters for letters, those in pupils.items() if len(those) > 1)


def initials(item: Item) -> str:
    """"ZQ" for "Z Qureshi"."""
    return "".join(part[:1] for part in item.name.replace("-", " ").split())


def brief(item: Item, room: int, lead: int, shared: frozenset[str]) -> Brief:
    """What is said of an entry in `room` pixels, of which the time takes `lead`.

    Its last words go first, then the time, then the name shrinks to its initials where no other pupil in view
    has the same. What then does not fit is cut.
    """
    now = theme()
    fonts = now.font("condensed" if item.done else "condensed-medium"), now.font("condensed")
    named = [(words, timed) for timed in (True, False) for words in shorter(item.short, item.name)]
    letters = initials(item) if item.pupil else ""
    if letters and letters not in shared:
        said = item.short.replace(item.name, letters, 1)
        named += [(words, timed) for timed in (True, False) for words in shorter(said, letters)]
    for words, timed in named:
        for font in fonts:
            if QFontMetrics(font).horizontalAdvance(words) <= room - (lead if timed else 0):
                return Brief(words, font, timed and bool(lead))
    return Brief(named[-1][0], fonts[-1], timed=False)


def shorter(short: str, name: str) -> list[str]:
    """The words of an entry, and those that are left when its last ones go: a place whole, other words one by one."""
    found = [short]
    if not name or not short.startswith(name):
        return found
    rest = "" if short.startswith(f"{name},") else short.removeprefix(name).strip()
    while rest:
        rest = rest.rpartition(" ")[0]
        found.append(f"{name} {rest}".strip())
    return found if found[-1] == name else [*found, name]
