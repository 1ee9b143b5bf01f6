"""The look all dialogs share: the question as title, what it will do, the safe button first."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.common.reading_order import ReadingOrder
from ui.common.widgets.button import Button
from ui.common.widgets.empty import Icon
from ui.common.widgets.label import DataLabel
from ui.common.widgets.scroller import Scroller
from ui.theme.current import theme
from ui.theme.paint import NONE, box, rule

_BAR_EDGE = 6
"""From the edge of a dialog to the bar of what scrolls in it, in pixels at 100 %."""


class HouseDialog(ReadingOrder, QDialog):
    """Title, body, a middle that scrolls where the screen is small, and two verbs.

    Names of pupils may stand in `title`, which is drawn inside; the window's own title stays "AP Desk".
    """

    def __init__(
        self, title: str, body: str = "", *, do: str, keep: str = "Go back", danger: bool = False, width: int = 480,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        now = theme()
        self.setWindowTitle("AP Desk")
        self.setAccessibleName(title)
        self.setAccessibleDescription(body)
        self.setModal(True)
        self.heading = DataLabel(title, "h2", wrap=True)
        self.words = DataLabel(body, "body", wrap=True, parent=self)
        self.words.setVisible(bool(body))
        self.middle = QVBoxLayout()
        self.middle.setContentsMargins(0, 0, 0, 0)
        self.middle.setSpacing(now.px(12))
        self.keep_button = Button(keep, "plain", parent=self)
        self.do_button = Button(do, "danger" if danger else "primary")
        self.keep_button.setVisible(bool(keep))
        self.buttons = QHBoxLayout()
        self._gives_way: tuple[QWidget, int, int] | None = None
        self._assemble(now.px(width))
        self.keep_button.clicked.connect(self.reject)
        self.do_button.clicked.connect(self.accept)

    def _assemble(self, width: int) -> None:
        now = theme()
        inside = QWidget()
        self._column = column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now.px(8))
        column.addWidget(self.heading)
        column.addWidget(self.words)
        column.addLayout(self.middle)
        column.addStretch(1)
        self.scroller = Scroller(inside)
        self._inside = inside
        self.buttons.setSpacing(now.px(8))
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.keep_button)
        self.buttons.addWidget(self.do_button)
        outer = QVBoxLayout(self)
        pad = now.px(24)
        outer.setContentsMargins(pad, now.px(20), now.px(_BAR_EDGE), now.px(20))
        outer.setSpacing(now.px(16))
        outer.addWidget(self.scroller, 1)
        self.buttons.setContentsMargins(0, 0, pad - now.px(_BAR_EDGE), 0)
        outer.addLayout(self.buttons)
        self.setFixedWidth(width)
        bar = self.scroller.verticalScrollBar()
        bar.rangeChanged.connect(self._make_room_for_bar)
        bar.valueChanged.connect(lambda _: self.update())
        self._make_room_for_bar(0, 0)

    def _make_room_for_bar(self, lowest: int, highest: int) -> None:
        """The content ends in one line with the buttons whether the bar stands beside it or not."""
        now = theme()
        bar = self.scroller.verticalScrollBar().sizeHint().width() if highest > lowest else 0
        self._column.setContentsMargins(0, 0, now.px(24) - now.px(_BAR_EDGE) - bar, 0)
        self.update()

    def warn(self, text: str, status: str = "today", icon: str = "ph.warning-fill") -> None:
        """Adds a line with a triangle: it goes on, but."""
        line = QHBoxLayout()
        line.setSpacing(theme().px(8))
        line.addWidget(Icon(icon, f"{status}/icon", 18), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(DataLabel(text, "medium", wrap=True), 1)
        self.middle.addLayout(line)

    def let_give_way(self, part: QWidget, least: int, height: int) -> None:
        """A list that scrolls by itself stands `height` tall (at 100 %), down to `least` where the window is small."""
        part.setFixedHeight(theme().px(height))
        self._gives_way = (part, least, height)

    def fit(self) -> None:
        """As tall as its content, never taller than the screen or the window it stands over."""
        now = theme()
        over, screen = self.parentWidget(), self.screen() or QGuiApplication.primaryScreen()
        tallest = screen.availableGeometry().height()
        if over is not None:
            tallest = min(tallest, over.window().height())
        most = tallest - now.px(140)
        if self._gives_way is not None:
            part, least, height = self._gives_way
            part.setFixedHeight(now.px(height))
            part.setFixedHeight(max(now.px(least), now.px(height) - max(0, self._wanted() - most)))
        self.scroller.setFixedHeight(max(now.px(40), min(self._wanted(), most)))
        self.adjustSize()

    def _wanted(self) -> int:
        """The height that everything above the buttons asks for."""
        layout = self._inside.layout()
        layout.activate()
        room = self.width() - theme().px(24) - theme().px(_BAR_EDGE)
        room -= self.scroller.verticalScrollBar().sizeHint().width() if self._has_bar() else 0
        wide = layout.hasHeightForWidth()
        return (layout.totalHeightForWidth(room) if wide else layout.sizeHint().height()) + 2

    def _has_bar(self) -> bool:
        return self.scroller.verticalScrollBar().maximum() > 0

    def run(self) -> bool:
        """Shows it and waits for the answer; True for the verb that does it.

        It waits in a loop of its own instead of `exec`, so that the lock may hide it without answering it.
        """
        loop = QEventLoop()
        self.finished.connect(loop.quit)
        self.show()
        loop.exec()
        return self.result() == QDialog.DialogCode.Accepted

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        now = theme()
        painter = QPainter(self)
        box(painter, self.rect(), NONE, now.colour("line"), 0, now.edge)
        bar = self.scroller.verticalScrollBar()
        if bar.value() < bar.maximum():  # what is cut off goes on below
            rule(painter, 0, self.scroller.geometry().bottom() + 1, self.width(), 1, now.colour("line"))

    def showEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        over = self.parentWidget()
        if over is not None:
            self.setFixedWidth(min(self.width(), over.window().width() - 2 * theme().px(16)))
        self.fit()
        super().showEvent(event)
        QTimer.singleShot(0, self, self._show_focus)

    def _show_focus(self) -> None:
        """What has the ring is seen, also where the dialog is taller than the window."""
        focused = self.focusWidget()
        if focused is not None and self._inside.isAncestorOf(focused):
            field = focused.parentWidget()  # its label, help and error with it
            self.scroller.ensureWidgetVisible(focused if field is self._inside else field, 0, theme().px(8))
