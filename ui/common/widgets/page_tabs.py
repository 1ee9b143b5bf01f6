"""The parts of one page as tabs on a line; those for which there is no room wait behind More."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QWidget

from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import ring, rule

HEIGHT, GAP = 40, 26


class _PageTab(QAbstractButton):
    def __init__(self, key: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.count = ""
        self.setText(label)
        self.setCheckable(True)
        self.setAccessibleName(label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_count(self, count: str) -> None:
        self.count = count
        self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        now = theme()
        width = QFontMetrics(now.font("strong")).horizontalAdvance(self.text())
        if self.count:
            width += QFontMetrics(now.font("small")).horizontalAdvance(self.count) + now.px(7)
        return QSize(width + now.px(4), now.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        chosen = self.isChecked()
        font = now.font("strong" if chosen else "body")
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(font)
        painter.setPen(now.colour("ink" if chosen or self.underMouse() else "ink2"))
        area = QRect(now.px(2), 0, self.width(), self.height() - now.px(3))
        painter.drawText(area, middle, self.text())
        if self.count:
            used = QFontMetrics(font).horizontalAdvance(self.text()) + now.px(7)
            painter.setFont(now.font("small"))
            painter.setPen(now.colour("ink2"))
            painter.drawText(area.adjusted(used, 0, 0, 0), middle, self.count)
        if chosen:
            thick = now.px(3)
            rule(painter, 0, self.height() - thick, self.width(), thick, now.colour("accent"))
        if self.hasFocus():
            ring(painter, self.rect())


class _More(QAbstractButton):
    """Opens the tabs that there is no room for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText("More")
        self.setAccessibleName("More parts of the page")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = QFontMetrics(theme().font("body")).horizontalAdvance(self.text())
        return QSize(width + theme().px(24), theme().px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        painter.setFont(now.font("body"))
        painter.setPen(now.colour("ink2"))
        area = QRect(now.px(2), 0, self.width(), self.height() - now.px(3))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        size = now.px(12)
        spot = QRect(self.width() - size - now.px(4), (area.height() - size) // 2, size, size)
        paint_icon(painter, "ph.caret-down-bold", spot, now.colour("ink2"))
        if self.hasFocus():
            ring(painter, self.rect())


class PageTabs(QWidget):
    """`changed(key)` when a person chooses another part. Arrow keys move between them."""

    changed = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(GAP))
        self._group = QButtonGroup(self)
        self._tabs: dict[str, _PageTab] = {}
        for key, label in tabs:
            tab = _PageTab(key, label)
            self._tabs[key] = tab
            self._group.addButton(tab)
            layout.addWidget(tab)
        self._more = _More()
        self._menu = QMenu(self)
        layout.addWidget(self._more)
        layout.addStretch(1)
        self._group.buttonClicked.connect(self._on_clicked)
        self._more.clicked.connect(self._on_more)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_key(tabs[0][0])

    def key(self) -> str:
        """The key of the part shown."""
        return next(key for key, tab in self._tabs.items() if tab.isChecked())

    def set_key(self, key: str) -> None:
        """Shows another as chosen without telling."""
        self._tabs[key].setChecked(True)
        self.setFocusProxy(self._tabs[key])
        self._fit()

    def set_count(self, key: str, count: int | None) -> None:
        """The number beside a part; none where None or 0."""
        self._tabs[key].set_count(f"{count:,}" if count else "")
        self._fit()

    def tab(self, key: str) -> QAbstractButton:
        """The button of a part."""
        return self._tabs[key]

    def hidden_keys(self) -> list[str]:
        """The parts that wait behind More."""
        return [key for key, tab in self._tabs.items() if tab.isHidden()]

    def sizeHint(self) -> QSize:
        return QSize(theme().px(320), theme().px(HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Shows what there is room for, and the chosen one always."""
        gap, room = theme().px(GAP), self.width()
        widths = {key: tab.sizeHint().width() + gap for key, tab in self._tabs.items()}
        whole = sum(widths.values()) - gap <= room
        chosen = self.key()
        left = room - widths[chosen] - self._more.sizeHint().width()
        full = False
        for key, tab in self._tabs.items():
            fits = whole or key == chosen
            if not fits:
                full = full or widths[key] > left
                fits = not full
                left -= widths[key]
            tab.setVisible(fits)
        self._more.setVisible(not whole)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = list(self._tabs)
        chosen = keys[(keys.index(self.key()) + step) % len(keys)]
        self.set_key(chosen)
        self._tabs[chosen].setFocus()
        self.changed.emit(chosen)

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme()
        rule(QPainter(self), 0, self.height() - 1, self.width(), 1, now.colour("line"))

    def _on_clicked(self, tab: QAbstractButton) -> None:
        self.setFocusProxy(tab)
        self._fit()
        self.changed.emit(self.key())

    def _on_more(self) -> None:
        self._menu.clear()
        for key in self.hidden_keys():
            tab = self._tabs[key]
            self._menu.addAction(f"{tab.text()}  {tab.count}".strip(), tab.click)
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
