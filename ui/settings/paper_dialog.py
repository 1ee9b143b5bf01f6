"""A page as it will be printed, to look at before anything is saved."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget

from ui.common.dialogs.form_dialog import FormDialog
from ui.theme.current import theme
from ui.theme.paint import NONE, box


class PaperPage(QWidget):
    """The first page of a PDF, as wide as it is shown; drawn sharp at the screen's pixel ratio."""

    def __init__(self, data: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bytes = QByteArray(data)
        self._buffer = QBuffer(self._bytes, self)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._pages = QPdfDocument(self)
        self._pages.load(self._buffer)
        self._drawn: QPixmap | None = None
        self.setAccessibleName("The page as it is printed")

    def pages(self) -> int:
        """How many pages there are."""
        return self._pages.pageCount()

    def sizeHint(self) -> QSize:
        width = theme().px(560)
        return QSize(width, self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        points = self._pages.pagePointSize(0)
        return round(width * points.height() / points.width()) if points.width() else width

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._drawn is None or self._drawn.size() != wanted:
            self._drawn = QPixmap.fromImage(self._pages.render(0, wanted))
            self._drawn.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("paper"))
        painter.drawPixmap(0, 0, self._drawn)
        box(painter, self.rect(), NONE, theme().colour("line"), 0, 1)


class PaperDialog(FormDialog):
    """Shows the first page of a PDF."""

    def __init__(self, title: str, data: bytes, parent: QWidget | None = None) -> None:
        super().__init__(title, do="Close", keep="", width=640, parent=parent)
        self.page = PaperPage(data)
        self.middle.addWidget(self.page, 0, Qt.AlignmentFlag.AlignHCenter)
        self.page.setFixedSize(self.page.sizeHint())
        self.do_button.set_variant("plain")
        self.do_button.setFocus()
