"""Pages as they are printed, to look at on the screen: from memory, never through a file."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QWidget

from ui.common.dialogs.form_dialog import FormDialog
from ui.common.widgets.button import Button
from ui.theme.current import theme
from ui.theme.paint import NONE, box

PORTRAIT, LANDSCAPE = 640, 900              # design pixels of width for the dialog


class Sheet(QWidget):
    """One page of a PDF, drawn sharp at the screen's pixel ratio once it is in sight."""

    def __init__(self, pages: QPdfDocument, number: int, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages, self._number = pages, number
        self._drawn: QPixmap | None = None
        self.setAccessibleName(f"Page {number + 1} of {pages.pageCount()}")
        self.set_width(width)

    def set_width(self, width: int) -> None:
        """So wide, and as tall as the page then is."""
        points = self._pages.pagePointSize(self._number)
        self.setFixedSize(width, round(width * points.height() / points.width()) if points.width() else width)

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._drawn is None or self._drawn.size() != wanted:
            self._drawn = QPixmap.fromImage(self._pages.render(self._number, wanted))
            self._drawn.setDevicePixelRatio(ratio)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("paper"))
        painter.drawPixmap(0, 0, self._drawn)
        box(painter, self.rect(), NONE, theme().colour("line"), 0, 1)


class PaperDialog(FormDialog):
    """Every page of a PDF under each other. `wanted` is the key of the way out that was pressed; "" for Close.

    `ways` are what can be done with the pages, key and verb, the most likely one last.
    """

    def __init__(
        self, title: str, data: bytes, body: str = "", ways: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        self._buffer = QBuffer()
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._pages = QPdfDocument(None)
        self._pages.load(self._buffer)
        first = self._pages.pagePointSize(0)
        width = LANDSCAPE if first.width() > first.height() else PORTRAIT
        super().__init__(title, body, do=ways[-1][1] if ways else "Close", keep="Close" if ways else "", width=width,
                         parent=parent)  # fmt: skip
        self.wanted = ""
        wide = theme().px(width - 80)
        self.sheets = [Sheet(self._pages, number, wide) for number in range(self._pages.pageCount())]
        for sheet in self.sheets:
            self.middle.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        for key, verb in ways[:-1]:
            button = Button(verb, "plain")
            button.clicked.connect(lambda _=False, key=key: self._leave(key))
            self.buttons.insertWidget(self.buttons.count() - 1, button)
        if ways:
            self.do_button.clicked.disconnect()
            self.do_button.clicked.connect(lambda: self._leave(ways[-1][0]))
        else:
            self.do_button.set_variant("plain")
        self.do_button.setFocus()

    def _leave(self, key: str) -> None:
        self.wanted = key
        self.accept()

    def setFixedWidth(self, width: int) -> None:
        """The pages are as wide as the dialog leaves room for."""
        super().setFixedWidth(width)
        for sheet in getattr(self, "sheets", ()):
            sheet.set_width(width - theme().px(80))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The page keys turn the pages, wherever the focus is."""
        bar = self.scroller.verticalScrollBar()
        page = bar.pageStep()
        steps = {Qt.Key.Key_PageDown: page, Qt.Key.Key_PageUp: -page, Qt.Key.Key_Down: page // 8,
                 Qt.Key.Key_Up: -page // 8, Qt.Key.Key_Home: -bar.maximum(), Qt.Key.Key_End: bar.maximum()}  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)
