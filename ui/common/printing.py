"""Printing from the window: the one place that opens the system's print dialog."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QByteArray, QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QTextDocument
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget


def a4_printer(landscape: bool = False) -> QPrinter:
    """A printer set to A4 with margins of 20 mm."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    margins = QMarginsF(20, 20, 20, 20)
    printer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), way, margins, QPageLayout.Unit.Millimeter)
    )
    return printer


def print_pages(data: bytes, title: str, parent: QWidget) -> bool:
    """Asks which printer and prints the pages of a PDF that never touches the disk; False where the person went back.

    `title` stands in the printer's own list: no name in it.
    """
    with pages_of(data) as pages:
        first = pages.pagePointSize(0)
        printer = a4_printer(landscape=first.width() > first.height())
        printer.setDocName(title)
        dialog = QPrintDialog(printer, parent)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return False
        draw_pages(pages, printer)
    return True


@contextmanager
def pages_of(data: bytes) -> Iterator[QPdfDocument]:
    """The pages of a PDF that is at hand."""
    document, buffer = QPdfDocument(None), QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document.load(buffer)
    try:
        yield document
    finally:
        document.close()
        buffer.close()


def draw_pages(pages: QPdfDocument, printer: QPrinter) -> None:
    """Every page on a sheet of its own, as large as the paper; the margins are part of the page already."""
    printer.setFullPage(True)
    painter = QPainter(printer)
    for number in range(pages.pageCount()):
        if number:
            printer.newPage()
        sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
        picture = pages.render(number, sheet.size().toSize())
        painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), picture)
    painter.end()


def print_words(document: QTextDocument, title: str, parent: QWidget) -> bool:
    """Asks which printer and prints; False where the person went back."""
    printer = a4_printer()
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    document.print_(printer)
    return True
