"""Reading printed pages back, for the tests."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader


def pages(data: bytes) -> list[str]:
    """The text of each page, with single spaces."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages]


def whole(data: bytes) -> str:
    return " ".join(pages(data))


def fonts(data: bytes) -> dict[str, bool]:
    """Every font any page names, and whether its letters travel in the file."""
    found = {}
    for page in PdfReader(BytesIO(data)).pages:
        for reference in page["/Resources"].get("/Font", {}).values():
            font = reference.get_object()
            descriptor = font.get("/FontDescriptor")
            found[str(font["/BaseFont"])] = descriptor is not None and "/FontFile2" in descriptor.get_object()
    return found


def outline(data: bytes) -> list[str]:
    return [str(entry.title) for entry in PdfReader(BytesIO(data)).outline]
