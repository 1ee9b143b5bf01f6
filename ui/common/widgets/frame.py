"""The parts around the middle of a page: the column at its right, and the foot of a form."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.common.widgets.button import Button
from ui.common.widgets.label import DataLabel
from ui.common.widgets.scroller import Scroller
from ui.theme.current import theme
from ui.theme.paint import box

BAR = 12
"""The width of a scroll bar in design pixels."""


class SideColumn(QWidget):
    """248 px of cards that help the work in the middle; 300 px on wide windows; over the page when folded.

    Folded it is one sheet: its cards lose their edges, so that none stands inside another (`ui/theme/sheet.py`).
    It scrolls by itself where the window is low. `set_floating` and `set_wide` are the frame's business.
    """

    seen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        self._floating = False
        self._least = 0
        self._width = now.length("side") + now.px(BAR + 2)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, now.px(BAR + 2), 0)
        self.body.setSpacing(now.length("space-gap"))
        self.body.addStretch(1)
        self._area = Scroller(inside)
        bar = self._area.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Details")

    def add(self, widget: QWidget) -> QWidget:
        """Puts a card below what is there and answers it."""
        self.body.insertWidget(self.body.count() - 1, widget)
        return widget

    def _on_range(self, least: int, most: int) -> None:
        """The bar stands in the page's margin, so that the cards keep their width whether it is there or not."""
        taken = theme().px(BAR) if most > least else 0
        self.body.setContentsMargins(0, 0, theme().px(BAR + 2) - taken, 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.seen.emit(False)

    def set_wide(self, wide: bool) -> None:
        """300 px, or 248."""
        self._width = max(self._least, theme().length("side-wide" if wide else "side")) + theme().px(BAR + 2)
        self.updateGeometry()

    def set_least(self, width: int) -> None:
        """Never narrower than this while it stands in its place."""
        self._least = width
        self._width = max(self._width, width + theme().px(BAR + 2))
        self.updateGeometry()

    def set_floating(self, floating: bool) -> None:
        """Stands over the page with a ground of its own, or in its place."""
        self._floating = floating
        edge = theme().edge if floating else 0
        self.layout().setContentsMargins(edge, edge, edge, edge)
        self.setProperty("floating", floating)
        for card in self.findChildren(QFrame):      # what a card looks like depends on where it stands
            card.style().unpolish(card)
            card.style().polish(card)
        self.update()

    @property
    def floating(self) -> bool:
        """True while it stands over the page."""
        return self._floating

    def sizeHint(self) -> QSize:
        return QSize(self._width + (theme().px(BAR + 2) if self._floating else 0), theme().px(200))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), theme().px(80))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._floating:
            now = theme()
            ground, edge = now.colour("surface"), now.colour("line")
            box(QPainter(self), self.rect(), ground, edge, now.length("radius-dialog"), now.edge)


class FormFoot(QFrame):
    """Back at the left, what goes on at the right, and why it cannot yet; 60 px that never scroll."""

    back_asked = Signal()
    next_asked = Signal()

    def __init__(self, back: str = "Back", next: str = "Next", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        now = theme()
        self.back_button = Button(back, "plain", "ph.arrow-left")
        self.next_button = Button(next, "primary")
        self.next_button.least_width = 140
        self._said = DataLabel("", "small", wrap=True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.middle = QHBoxLayout()
        self.middle.setSpacing(now.px(8))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(now.length("space-page"), 0, now.length("space-page"), 0)
        layout.setSpacing(now.px(12))
        layout.addWidget(self.back_button)
        layout.addLayout(self.middle)
        layout.addWidget(self._said, 1)
        layout.addWidget(self.next_button)
        self.setFixedHeight(now.length("form-foot"))
        self.back_button.clicked.connect(self.back_asked)
        self.next_button.clicked.connect(self.next_asked)

    def add(self, widget: QWidget) -> QWidget:
        """Puts a further button beside Back."""
        self.middle.addWidget(widget)
        return widget

    def before_next(self, widget: QWidget) -> QWidget:
        """Puts a widget between the sentence and the right button."""
        layout = self.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.insertWidget(layout.indexOf(self.next_button), widget)
        return widget

    def set_back(self, text: str, shown: bool = True) -> None:
        """The word on the left button."""
        self.back_button.setText(text)
        self.back_button.setVisible(shown)

    def set_next(self, text: str, enabled: bool = True, why: str = "") -> None:
        """The words on the right button; greyed with its reason beside it where it cannot go on."""
        self.next_button.setText(text)
        self.next_button.set_why("" if enabled else why or "Something on this page is still missing")
        self.say(why if not enabled else "")

    def say(self, text: str, ink: str = "ink2") -> None:
        """A sentence left of the right button."""
        self._said.set_text(text)
        self._said.set_ink(ink)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._give_way()
        return done

    def _give_way(self) -> None:
        """Where the words of all buttons do not fit, those at the left that have an icon show it alone."""
        layout = self.layout()
        if layout is None:
            return
        further = [self.middle.itemAt(place).widget() for place in range(self.middle.count())]
        shown = [
            one for one in (self.back_button, *further, self.next_button)
            if isinstance(one, Button) and one.isVisibleTo(self)
        ]
        margins = layout.contentsMargins()
        needed = margins.left() + margins.right() + layout.spacing() * len(shown)
        needed += sum(one.size_where(False).width() for one in shown)
        for one in shown[:-1]:
            yields = one.has_icon() and needed > self.width()
            if yields:
                needed -= one.size_where(False).width() - one.size_where(True).width()
            one.set_compact(yields)
