"""The crest as it is printed, with the buttons that take one in or away."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.common.widgets.button import Button
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme
from ui.theme.paint import box


class CrestPicture(QWidget):
    """The picture on white, as paper is; the letters where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QPixmap | None = None
        self._letters = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_crest(self, data: bytes | None, letters: str) -> None:
        """Shows a picture, or the letters of the plain shield."""
        self._picture, self._letters = None, letters
        if data is not None:
            self._picture = QPixmap()
            self._picture.loadFromData(data)
        self.setAccessibleName("The school’s crest" if data else f"Plain shield with the letters {letters}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(84), theme().px(84))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        box(painter, self.rect(), now.colour("paper"), now.colour("ctl"), now.length("radius-control"), 1)
        inside = self.rect().adjusted(now.px(8), now.px(8), -now.px(8), -now.px(8))
        if self._picture is None or self._picture.isNull():
            painter.setFont(now.font("h2"))
            painter.setPen(now.colour("paper-ink"))
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignCenter), self._letters)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._picture.size().scaled(inside.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(inside.center())
        painter.drawPixmap(place, self._picture)


class CrestRow(QWidget):
    """`choose_asked` and `remove_asked` are requests; without the right to change there are no buttons."""

    choose_asked = Signal()
    remove_asked = Signal()

    def __init__(self, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        self._may_change = may_change
        self.picture = CrestPicture()
        self.choose = Button("Choose a picture", "plain", "ph.image", small=True)
        self.remove = Button("Remove", "quiet", small=True, name="Remove the crest")
        self._words = DataLabel("", "small", cut=True)
        words = QVBoxLayout()
        words.setSpacing(now.px(6))
        words.addWidget(DataLabel("Crest", "label"))
        words.addWidget(self._words)
        line = QHBoxLayout()
        line.setSpacing(now.px(8))
        line.addWidget(self.choose)
        line.addWidget(self.remove)
        line.addStretch(1)
        words.addLayout(line)
        words.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(now.px(16))
        layout.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        self.choose.setVisible(may_change)
        self.choose.clicked.connect(self.choose_asked)
        self.remove.clicked.connect(self.remove_asked)

    def show_crest(self, data: bytes | None, letters: str) -> None:
        """Shows what is printed at the head of every page."""
        self.picture.show_crest(data, letters)
        self._words.set_text("Printed at the head of every page." if data is not None
                             else "Pages carry a plain shield with the letters.")
        self.choose.setText("Choose another" if data is not None else "Choose a picture")
        self.remove.setVisible(data is not None and self._may_change)
