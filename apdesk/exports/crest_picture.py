"""The school's crest as paper can show it: a small PNG of whatever picture the office has."""

from __future__ import annotations

from io import BytesIO

from apdesk.problems import Problem

LARGEST_FILE = 20_000_000   # bytes
SIDE = 600                  # points of the longer side: 300 a inch at five centimetres
_MOST_POINTS = 60_000_000   # of the picture as it comes; more is no crest and may be a trap


def crest_picture(data: bytes, where: str) -> bytes:
    """The picture as a PNG of at most `SIDE` points a side, its transparency kept.

    Raises `Problem` "crest.size", "crest.kind" or "crest.damaged".
    """
    from PIL import Image

    if len(data) > LARGEST_FILE:
        raise Problem("crest.size", "The file is larger than 20 MB. Choose a smaller picture of the crest.", where)
    try:
        picture = Image.open(BytesIO(data), formats=("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF"))
    except Exception:       # what is no picture can fail in any way
        raise Problem("crest.kind", "This is not a picture that can be printed. Choose a PNG or JPEG.", where) from None
    if picture.width * picture.height > _MOST_POINTS:
        raise Problem("crest.size", f"The picture is {picture.width:,} by {picture.height:,} points, far more than "
                      "paper shows. Choose a smaller one.", where)  # fmt: skip
    try:
        whole = picture.convert("RGBA")
    except Exception:       # so can a damaged one
        raise Problem("crest.damaged", "The picture is damaged and cannot be read to its end.", where) from None
    whole.thumbnail((SIDE, SIDE))
    out = BytesIO()
    whole.save(out, "PNG", optimize=True)
    return out.getvalue()
