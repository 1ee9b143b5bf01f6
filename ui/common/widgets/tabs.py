"""Tabs that filter a list, with counts; and filter buttons that turn green while they hold something back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QMenu, QSizePolicy, QWidget

from ui.common.widgets.label import plain_tip
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import NONE, box, cut, ring

PAD, TIGHT = 12, 7
"""Design pixels left and right of a tab's words."""
LEAST_BUTTON = 84
"""Design pixels to which a filter's button shrinks; its words then end in "…" and stand in the tooltip."""


class _Tab(QAbstractButton):
    def __init__(self, key: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.pad = PAD
        self._count = ""
        self._late = False
        self.setText(label)
        self.setCheckable(True)
        self.setAccessibleName(label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def count_words(self) -> str:
        return self._count

    def set_count(self, count: str, late: bool) -> None:
        self._count, self._late = count, late
        self.setAccessibleName(f"{self.text()}, {count}" if count else self.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        now = theme()
        width = QFontMetrics(now.font("strong")).horizontalAdvance(self.text()) + now.px(2 * self.pad)
        if self._count:
            width += QFontMetrics(now.font("strong")).horizontalAdvance(self._count) + now.px(8)
        return QSize(width, now.px(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        chosen = self.isChecked()
        if chosen:
            box(painter, self.rect(), now.colour("surface"), now.colour("accent"), now.length("radius-control"),
                max(1, now.edge))
        elif self.underMouse():
            box(painter, self.rect(), now.colour("hover"), NONE, now.length("radius-control"), 0)
        font = now.font("strong" if chosen else "body")
        painter.setFont(font)
        painter.setPen(now.colour("ink" if chosen else "ink2"))
        left = now.px(self.pad)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(left, 0, self.width(), self.height()), middle, self.text())
        if self._count:
            left += QFontMetrics(font).horizontalAdvance(self.text()) + now.px(8)
            painter.setFont(now.font("strong"))
            plain = now.colour("ink" if chosen else "ink2")
            painter.setPen(now.on_surface("overdue", "canvas") if self._late else plain)
            painter.drawText(QRect(left, 0, self.width(), self.height()), middle, self._count)
        if self.hasFocus():
            ring(painter, self.rect())


class FilterTabs(QWidget):
    """Tabs over one list; `changed(key)` when a person chooses another. Arrow keys move between them."""

    changed = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], *, name: str = "Show", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(4))
        self._group = QButtonGroup(self)
        self._tabs: dict[str, _Tab] = {}
        for key, label in tabs:
            tab = _Tab(key, label)
            self._tabs[key] = tab
            self._group.addButton(tab)
            layout.addWidget(tab)
        self._group.buttonClicked.connect(self._on_clicked)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_key(tabs[0][0])

    def key(self) -> str:
        """The key of the chosen tab."""
        return next(key for key, tab in self._tabs.items() if tab.isChecked())

    def set_key(self, key: str) -> None:
        """Chooses a tab without telling."""
        self._tabs[key].setChecked(True)
        self.setFocusProxy(self._tabs[key])

    def set_count(self, key: str, count: int | None, *, late: bool = False) -> None:
        """The number beside a tab; red where it counts what is late; none where None."""
        self._tabs[key].set_count("" if count is None else f"{count:,}", late and bool(count))

    def count_words(self, key: str) -> str:
        """The number beside a tab as it is shown."""
        return self._tabs[key].count_words()

    def set_tight(self, tight: bool) -> None:
        """Less room left and right of the words, where the window is narrow."""
        for tab in self._tabs.values():
            tab.pad = TIGHT if tight else PAD
            tab.updateGeometry()
            tab.update()

    def set_label(self, key: str, label: str) -> None:
        """The words of a tab change."""
        self._tabs[key].setText(label)
        self._tabs[key].updateGeometry()

    def wanted_width(self) -> int:
        """How wide the tabs would stand with nothing cut, before they are laid out again."""
        widths = [tab.sizeHint().width() for tab in self._tabs.values()]
        return sum(widths) + theme().px(4) * (len(widths) - 1)

    def tab(self, key: str) -> QAbstractButton:
        """The button of a tab."""
        return self._tabs[key]

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

    def _on_clicked(self, tab: QAbstractButton) -> None:
        self.setFocusProxy(tab)
        self.changed.emit(self.key())


class FilterButton(QAbstractButton):
    """"Year" with a caret: opens its answers. Green with × while one is chosen; Delete takes it away again."""

    changed = Signal(str)

    def __init__(
        self, label: str, options: Sequence[tuple[str, str]] = (), *, icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._label = label
        self._icon = icon
        self._options = dict(options)
        self._chosen = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._menu = QMenu(self)
        self._menu.triggered.connect(self.take_action)
        self.clicked.connect(self._on_clicked)
        self._describe()

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offers other answers; the chosen one goes where it is no longer offered."""
        self._options = dict(options)
        if self._chosen not in self._options:
            self._chosen = ""
        self._describe()

    def set_icon(self, icon: str) -> None:
        """Shows another icon before the words, "" for none where the window is narrow."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def chosen(self) -> str:
        """The key of what is let through, "" for everything."""
        return self._chosen

    def choose(self, key: str) -> None:
        """Chooses without telling."""
        self._chosen = key if key in self._options else ""
        self._describe()

    def _describe(self) -> None:
        words = self._options.get(self._chosen, "")
        self.setText(words or self._label)
        said = f"{self._label}: {words}. Press Delete to show everything" if words else f"{self._label}: everything"
        self.setAccessibleName(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        now = theme()
        width = QFontMetrics(now.font("label")).horizontalAdvance(self.text()) + now.px(44)
        return QSize(width + (now.px(22) if self._icon else 0), now.length("button"))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), theme().px(LEAST_BUTTON)), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(plain_tip(self.text()) if self.width() < self.sizeHint().width() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        on = bool(self._chosen)
        ground = now.colour("tint" if on else "hover" if self.underMouse() else "surface")
        box(painter, self.rect(), ground, now.colour("accent" if on else "ctl"), now.length("radius-control"), now.edge)
        ink = now.colour("link" if on else "ink")
        left = now.px(12)
        if self._icon:
            size = now.px(16)
            paint_icon(painter, self._icon, QRect(left, (self.height() - size) // 2, size, size), ink)
            left += now.px(22)
        painter.setFont(now.font("label"))
        painter.setPen(ink)
        room = QRect(left, 0, self.width() - left - now.px(28), self.height())
        words = cut(self.text(), now.font("label"), room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), words)
        small = now.px(12)
        place = QRect(self.width() - now.px(24), (self.height() - small) // 2, small, small)
        paint_icon(painter, "ph.x-bold" if on else "ph.caret-down-bold", place, ink)
        if self.hasFocus():
            ring(painter, self.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._open()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._chosen:
            self._take("")
        else:
            super().keyPressEvent(event)

    def _on_clicked(self) -> None:
        """A click on the × shows everything again; elsewhere it opens the answers."""
        near_end = self.mapFromGlobal(self.cursor().pos()).x() > self.width() - theme().px(30)
        if self._chosen and near_end and self.underMouse():
            self._take("")
        else:
            self._open()

    def fill_menu(self) -> QMenu:
        """The menu with its present answers; opened by `_open`, used directly by tests."""
        self._menu.clear()
        everything = QAction("Everything", self._menu)
        everything.setData("")
        self._menu.addAction(everything)
        for key, label in self._options.items():
            action = QAction(label.replace("&", "&&"), self._menu)
            action.setData(key)
            action.setCheckable(True)
            action.setChecked(key == self._chosen)
            self._menu.addAction(action)
        return self._menu

    def _open(self) -> None:
        self.fill_menu()
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def take_action(self, action: QAction) -> None:
        """Chooses what an answer of the menu stands for, and tells."""
        self._take(str(action.data()))

    def _take(self, key: str) -> None:
        if key != self._chosen:
            self.choose(key)
            self.changed.emit(self._chosen)
