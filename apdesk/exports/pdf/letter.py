"""A letter of the school: letterhead, address in the window of the envelope, plain words, facts, signature.

Nothing heavy is imported until a letter is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apdesk.exports.letter_input import Letter, LetterFact
from apdesk.problems import Problem

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Flowable

_MOST_LINES = 7


def letter(document: Letter) -> bytes:
    """The letter as a PDF. The address stands 45 to 62 mm from the top of the first page; the signature stays whole.

    Refused (`letter.address`) without an addressee, or with more than seven lines.
    """
    lines = [line for line in document.address if line.strip()]
    if not 0 < len(lines) <= _MOST_LINES:
        raise Problem(
            "letter.address", f"A letter needs an address of one to {_MOST_LINES} lines; this one has {len(lines)}.",
            document.document or document.reference,
        )
    from apdesk.exports.pdf.letterhead import letter_frame
    from apdesk.exports.pdf.page import build_counted
    from apdesk.exports.pdf.page_frame import Sheet

    name = document.document or f"Letter, {document.reference}"
    sheet = Sheet(document.printing, name, foot_right=document.sent_by)
    frame = letter_frame(document, tuple(lines))
    usual, pages = build_counted(sheet, lambda _known, _learned: _story(document, _USUAL), frame)
    if pages == 1:
        return usual
    close, fewer = build_counted(sheet, lambda _known, _learned: _story(document, _CLOSE), frame)
    return close if fewer < pages else usual


@dataclass(frozen=True)
class _Setting:
    """How closely a letter is set, in points."""

    size: float
    leading: float
    fact_size: float
    fact_leading: float
    fact_room: tuple[float, float]
    gap: float


_USUAL = _Setting(10.5, 14.6, 10, 14, (3.6, 4.2), 8)
_CLOSE = _Setting(10, 13.2, 9.5, 12.4, (2.2, 3.2), 6)      # tried where it saves a page


def _story(document: Letter, setting: _Setting) -> list[Flowable]:
    from reportlab.platypus import KeepTogether

    from apdesk.exports.pdf import look
    from apdesk.exports.pdf.blocks import gap
    from apdesk.exports.pdf.fonts import STRONG
    from apdesk.exports.pdf.letterhead import SignedBy

    body = look.style(size=setting.size, leading=setting.leading)
    subject = look.style(STRONG, setting.size + 1, setting.leading)
    story: list[Flowable] = [
        look.paragraph(document.greeting, body), gap(setting.gap), look.paragraph(document.subject, subject), gap(3),
    ]
    for paragraph in document.before:
        story += [_starred(paragraph.text, body), gap(setting.gap)]
    if document.facts:
        story += [*(_fact(fact, setting) for fact in document.facts), gap(setting.gap + 3)]
    after: list[Flowable] = []
    for paragraph in document.after:
        after += [_starred(paragraph.text, body), gap(setting.gap)]
    # a signature never stands alone on its page: the last two paragraphs go with it
    return [*story, *after[:-4], KeepTogether([*after[-4:], SignedBy(document)])]


def _starred(text: str, body: ParagraphStyle) -> Flowable:
    """A paragraph in which **words between two stars** are bold."""
    from apdesk.exports.pdf import look
    from apdesk.exports.pdf.fonts import STRONG, TEXT

    pieces = [(piece, STRONG if place % 2 else TEXT) for place, piece in enumerate(text.split("**")) if piece]
    return look.mixed(pieces or [("", TEXT)], body)


def _fact(fact: LetterFact, setting: _Setting) -> Flowable:
    from apdesk.exports.pdf import look
    from apdesk.exports.pdf.margin import MarginSection

    style = look.style(size=setting.fact_size, leading=setting.fact_leading)
    return MarginSection(fact.label, [look.paragraph(line, style) for line in fact.lines], room=setting.fact_room)
