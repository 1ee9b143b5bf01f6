"""The top bar: what this is, where it sits, quick find and New placement, or the page's own buttons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.common.page import IN_MENU, Page, Place
from ui.common.widgets.button import Button, MenuButton
from ui.common.widgets.empty import Icon
from ui.common.widgets.key_bar import paint_cap
from ui.common.widgets.label import DataLabel, Link
from ui.common.widgets.title import TitleLabel, stand
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import box, cut, ring

LEAST_TITLE = 240
"""Design pixels that a long name keeps, whatever stands beside it, as long as the window has them."""
LAST_TITLE = 90
"""Design pixels that it keeps in the smallest window with the largest letters."""


class FindButton(QAbstractButton):
    """Looks like a search box and opens quick find."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText("Find a pupil, provider or duty")
        self.setAccessibleName("Find a pupil, provider or duty, Ctrl K")
        self.setToolTip("Find a pupil, provider, duty, document or screen (Ctrl+K)")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.narrow = False

    def sizeHint(self) -> QSize:
        return QSize(theme().px(210 if self.narrow else 290), theme().length("input"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().length("input"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        box(painter, self.rect(), now.colour("surface"), now.colour("ctl"), now.length("radius-control"), now.edge)
        size = now.px(16)
        place = QRect(now.px(10), (self.height() - size) // 2, size, size)
        paint_icon(painter, "ph.magnifying-glass", place, now.colour("ink2"))
        cap = QFontMetrics(now.font("head")).horizontalAdvance("Ctrl K") + now.px(10)
        paint_cap(painter, self.width() - cap - now.px(8), self.height() / 2, "Ctrl K")
        font = now.font("small")
        painter.setFont(font)
        painter.setPen(now.colour("ink3"))
        room = self.rect().adjusted(now.px(34), 0, -cap - now.px(16), 0)
        text = self.text() if QFontMetrics(font).horizontalAdvance(self.text()) <= room.width() else "Find"
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), cut(text, font, room.width()))
        if self.hasFocus():
            ring(painter, self.rect())


class TopBar(QFrame):
    """64 px that never scroll, more where a long name needs them. It shows what the page in front tells it."""

    find_asked = Signal()
    new_placement_asked = Signal()
    place_asked = Signal(object)
    details_asked = Signal()

    def __init__(self, may_place: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        self._may_place = may_place
        self._crumb_places: dict[int, Place] = {}
        self._least = 0
        self._title = TitleLabel()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._subtitle = DataLabel("", "small", cut=True)
        self._crumbs = QHBoxLayout()
        self._crumbs.setContentsMargins(0, 0, 0, 0)
        self._crumbs.setSpacing(now.px(2))
        self._beside = QHBoxLayout()
        self._beside.setSpacing(now.px(8))
        self._tools = QHBoxLayout()
        self._tools.setSpacing(now.px(10))
        self.details = Button("Details", "plain", "ph.info")
        self.find = FindButton()
        self.new_placement = Button("New placement", "primary", "ph.plus-bold")
        self._lay_out()
        self.find.clicked.connect(self.find_asked)
        self.new_placement.clicked.connect(self.new_placement_asked)
        self.details.clicked.connect(self.details_asked)
        self.setFixedHeight(now.length("top-bar"))

    def _lay_out(self) -> None:
        now = theme()
        self._head.setSpacing(now.px(10))
        self._head.addWidget(self._title)
        self._head.addLayout(self._beside)
        self._head.addStretch(1)
        words = QVBoxLayout()
        words.setContentsMargins(0, now.px(2), 0, now.px(2))
        words.setSpacing(0)
        words.addStretch(1)
        words.addLayout(self._crumbs)
        words.addLayout(self._head)
        words.addWidget(self._subtitle)
        words.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(now.length("space-page"), 0, now.length("space-page"), 0)
        layout.setSpacing(now.px(10))
        layout.addLayout(words, 1)
        layout.addWidget(self.details)
        layout.addLayout(self._tools)
        layout.addWidget(self.find)
        layout.addWidget(self.new_placement)

    def set_narrow(self, narrow: bool) -> None:
        """Quick find takes less room on narrow windows."""
        self.find.narrow = narrow
        self.find.updateGeometry()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit_tools()
        return super().event(event)

    def _fit_tools(self) -> None:
        """What a menu holds as well goes; then a page's plain buttons give up their words, from the left, menus last.

        A title that is still too long for what stands beside it stands above that; the bar grows with its lines.
        """
        now = theme()
        own = [self._tools.itemAt(place).widget() for place in range(self._tools.count())]
        own = [tool for tool in own if tool is not None]
        beyond = [tool for tool in reversed(own) if tool.property(IN_MENU)]
        right = [tool for tool in (self.details, *own, self.find, self.new_placement)
                 if tool in beyond or not tool.isHidden()]  # fmt: skip
        plain = [tool for tool in own if tool in right and isinstance(tool, Button) and tool.has_icon()
                 and tool.variant == "plain"]  # fmt: skip
        yielding = sorted(plain, key=lambda tool: isinstance(tool, MenuButton))
        beside = self._beside.minimumSize().width() + now.px(10)
        left = self._least + beside + 2 * now.length("space-page") + now.px(10)
        widths = {tool: tool.size_where(False) if tool in yielding else tool.sizeHint() for tool in right}
        needed = left + sum(size.width() + now.px(10) for size in widths.values())
        for tool in beyond:
            tool.setHidden(needed > self.width())
            if tool.isHidden():
                needed -= widths[tool].width() + now.px(10)
                yielding = [one for one in yielding if one is not tool]
            elif isinstance(tool, Button):
                tool.set_compact(False)
        for tool in yielding:
            compact = bool(own) and needed > self.width()
            if compact:
                needed -= widths[tool].width() - tool.size_where(True).width()
            tool.set_compact(compact)
        room = self._least - max(0, needed - self.width())
        above = bool(self._beside.count()) and room < self._title.least()
        stand(self._head, above=above)
        least = min(self._least, max(now.px(LAST_TITLE), room + beside * above))
        if self._title.minimumWidth() != least:
            self._title.setMinimumWidth(least)
        grown = self._title.grown() + (self._beside.sizeHint().height() + self._head.spacing()) * above
        self.setFixedHeight(now.length("top-bar") + grown)

    def show_page(self, page: Page) -> None:
        """Everything of another page: its words, what stands beside the title, and its buttons."""
        for layout in (self._beside, self._tools):
            while layout.count():
                item = layout.takeAt(0).widget()
                if item is not None:
                    item.hide()
                    item.setParent(None)
        heading = page.heading()
        if heading is not None:
            self._beside.addWidget(heading)
            self._beside.addStretch(1)
            heading.show()
        tools = page.tools()
        for tool in tools:
            self._tools.addWidget(tool)
            tool.show()
        self.find.setVisible(not tools)
        self.new_placement.setVisible(not tools and self._may_place)
        self.show_words(page)

    def show_again(self, page: Page) -> None:
        """The page has changed: its buttons where they are others now, and its words."""
        shown = [self._tools.itemAt(place).widget() for place in range(self._tools.count())]
        if list(page.tools()) != shown:
            self.show_page(page)
        else:
            self.show_words(page)

    def show_words(self, page: Page) -> None:
        """Title, subtitle and breadcrumb as the page has them now."""
        self._title.set_title(page.title(), page.title_kind)
        self._least = min(self._title.sizeHint().width(), theme().px(LEAST_TITLE))
        self._title.setMinimumWidth(self._least)
        self._fit_tools()
        subtitle = page.subtitle()
        self._subtitle.set_text(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        while self._crumbs.count():
            item = self._crumbs.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self._crumb_places.clear()
        crumbs = page.crumbs()
        for number, crumb in enumerate(crumbs):
            if number:
                self._crumbs.addSpacing(theme().px(4))
                self._crumbs.addWidget(Icon("ph.caret-right", "ink2", 12))
                self._crumbs.addSpacing(theme().px(6))
            if crumb.place is None:
                self._crumbs.addWidget(DataLabel(crumb.text, "small"))
                continue
            link = Link(crumb.text)
            link.lead = 0
            link.clicked.connect(self._on_crumb)
            self._crumb_places[id(link)] = crumb.place
            self._crumbs.addWidget(link)
        if crumbs:
            self._crumbs.addStretch(1)

    def _on_crumb(self) -> None:
        place = self._crumb_places.get(id(self.sender()))
        if place is not None:
            self.place_asked.emit(place)
