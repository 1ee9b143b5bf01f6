"""Any text onto paper: letters that the face lacks come from the fallback, none is dropped unseen."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from apdesk.exports.pdf.fonts import fallback, letters_of
from apdesk.exports.right_to_left import visual
from apdesk.exports.words import clean

MISSING = "\u25af"                      # an empty upright box: there was a letter here that we cannot draw

Align = Literal["left", "right", "centre"]


@lru_cache(maxsize=4096)
def runs(text: str, face: str) -> tuple[tuple[str, str], ...]:
    """The text as (face, piece) in drawing order; pieces joined are the text as a reader sees it."""
    own, other = letters_of(face), letters_of(fallback(face))
    out: list[tuple[str, str]] = []
    for letter in visual(clean(text)):
        point = ord(letter)
        if letter == "\n" or point in own:
            chosen = face
        elif point in other:
            chosen = fallback(face)
        else:
            chosen, letter = fallback(face), MISSING
        if out and out[-1][0] == chosen:
            out[-1] = (chosen, out[-1][1] + letter)
        else:
            out.append((chosen, letter))
    return tuple(out)


def markup(text: str, face: str) -> str:
    """The text safe for a paragraph set in `face`: signs escaped, missing letters from the fallback."""
    return "".join(
        escape(piece).replace("\n", "<br/>") if chosen == face else f'<font name="{chosen}">{escape(piece)}</font>'
        for chosen, piece in runs(text, face)
    )


def is_plain(text: str, face: str) -> bool:
    """Whether the face itself can draw it all on one line, so that a table cell may hold the bare text."""
    pieces = runs(text, face)
    return len(pieces) <= 1 and "\n" not in text and (not pieces or pieces[0][0] == face)


def width(text: str, face: str, size: float) -> float:
    """Points across, as `draw` would draw it."""
    return sum(pdfmetrics.stringWidth(piece, chosen, size) for chosen, piece in runs(text, face))


def wrapped(text: str, face: str, size: float, room: float) -> list[str]:
    """The lines of a text that the face can draw whole, each within `room`; only a word too long is broken."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for word in part.split():
            longer = f"{line} {word}" if line else word
            if pdfmetrics.stringWidth(longer, face, size) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            line = word
            while pdfmetrics.stringWidth(line, face, size) > room and len(line) > 1:
                end = _fitting(line, face, size, room)
                lines.append(line[:end])
                line = line[end:]
        lines.append(line)
    return lines


def _fitting(word: str, face: str, size: float, room: float) -> int:
    """How many letters fit; a hyphen is the best place to break, at least one letter goes."""
    end = next((end for end in range(len(word), 1, -1) if pdfmetrics.stringWidth(word[:end], face, size) <= room), 1)
    hyphen = word.rfind("-", 0, end) + 1
    return hyphen if hyphen > end // 2 else end


def draw(
    canvas: Canvas, x: float, y: float, text: str, face: str, size: float,
    align: Align = "left", room: float | None = None,
) -> float:
    """One line drawn with its baseline at `y`; made smaller, to 6 points at least, to fit `room`.

    Returns its width in points. What still does not fit ends in "…", so give names more room.
    """
    line = text.replace("\n", " ")
    if room is not None:
        line, size = fitted(line, face, size, room)
    across = width(line, face, size)
    left = x - across if align == "right" else x - across / 2 if align == "centre" else x
    for chosen, piece in runs(line, face):
        canvas.setFont(chosen, size)
        canvas.drawString(left, y, piece)
        left += pdfmetrics.stringWidth(piece, chosen, size)
    return across


def fitted(line: str, face: str, size: float, room: float) -> tuple[str, float]:
    """The line and a size at which it fits `room`; shortened with "…" only below 6 points."""
    across = width(line, face, size)
    if across <= room:
        return line, size
    size = max(6.0, size * room / across)
    while len(line) > 1 and width(line, face, size) > room:
        line = line[:-2].rstrip() + "…"
    return line, size
