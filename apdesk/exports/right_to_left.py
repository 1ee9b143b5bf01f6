"""Arabic and Hebrew letters in the order and shape in which a reader expects them on paper.

The page engine writes letters one after the other from the left, as they stand in memory. Names in
these scripts are short, so joining letters and turning the run round is enough; no line breaking.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import groupby

_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_LAM = "\u0644"


def has_right_to_left(text: str) -> bool:
    """Whether any letter is written from right to left."""
    return any(_is_right(letter) for letter in text)


def visual(text: str) -> str:
    """The text in the order to draw it: runs from right to left turned round, Arabic letters joined."""
    if not has_right_to_left(text):
        return text
    return "\n".join(_visual_line(line) for line in text.split("\n"))


def _visual_line(line: str) -> str:
    pieces = _clusters(_joined(line))
    right = [_is_right(piece[0]) for piece in pieces]
    inside = _spread_over_neutrals(pieces, right)
    out: list[str] = []
    for is_right, group in groupby(zip(pieces, inside, strict=True), key=lambda pair: pair[1]):
        run = [piece for piece, _ in group]
        out.extend(_turned(run) if is_right else run)
    return "".join(out)


def _turned(run: list[str]) -> list[str]:
    """The run from its end; numbers inside it keep their own order."""
    turned: list[str] = []
    for is_digit, group in groupby(reversed(run), key=lambda piece: piece.isdigit()):
        part = list(group)
        turned.extend(reversed(part) if is_digit else (piece.translate(_MIRRORED) for piece in part))
    return turned


def _clusters(text: str) -> list[str]:
    """Each letter with the marks that stand on it."""
    out: list[str] = []
    for letter in text:
        if out and unicodedata.combining(letter):
            out[-1] += letter
        else:
            out.append(letter)
    return out


def _is_right(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL")


def _spread_over_neutrals(pieces: list[str], right: list[bool]) -> list[bool]:
    """Spaces, signs and digits between two right-to-left letters belong to their run."""
    inside = list(right)
    last: int | None = None
    for place, piece in enumerate(pieces):
        if right[place]:
            if last is not None:
                inside[last + 1:place] = [True] * (place - last - 1)
            last = place
        elif unicodedata.bidirectional(piece[0]) == "L":
            last = None
    return inside


def _joined(line: str) -> str:
    """Arabic letters replaced by the shape they take between their neighbours."""
    shapes = _arabic_shapes()
    letters = _clusters(line)
    out: list[str] = []
    place = 0
    while place < len(letters):
        base, marks = letters[place][0], letters[place][1:]
        width = 1
        if base == _LAM and not marks and place + 1 < len(letters) and base + letters[place + 1] in shapes:
            base, width = base + letters[place + 1], 2
        after = letters[place + width][0] if place + width < len(letters) else ""
        before = letters[place - 1][0] if place else ""
        out.append(_shape(shapes, base, before, after) + marks)
        place += width
    return "".join(out)


def _shape(shapes: dict[str, dict[str, str]], base: str, before: str, after: str) -> str:
    forms = shapes.get(base)
    if forms is None:
        return base
    joins_before = "initial" in shapes.get(before, {}) and "final" in forms
    joins_after = "initial" in forms and "final" in shapes.get(after, {})
    wanted = {(True, True): "medial", (True, False): "final", (False, True): "initial"}
    return forms.get(wanted.get((joins_before, joins_after), "isolated"), forms.get("isolated", base))


@cache
def _arabic_shapes() -> dict[str, dict[str, str]]:
    """Letter (or lam with alef) to its shapes, from the compatibility forms of the character tables."""
    shapes: dict[str, dict[str, str]] = {}
    for point in (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFC00), *range(0xFE70, 0xFEFD)):
        kind, _, rest = unicodedata.decomposition(chr(point)).partition(" ")
        letters = "".join(chr(int(code, 16)) for code in rest.split())
        single = len(letters) == 1 or (letters.startswith(_LAM) and len(letters) == 2 and point >= 0xFEF5)
        if kind in ("<isolated>", "<final>", "<initial>", "<medial>") and single and letters[0] != " ":
            shapes.setdefault(letters, {}).setdefault(kind.strip("<>"), chr(point))
    return shapes
