"""The rail: the places in the order of the working day, what waits in each, who you are, and the lock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ui.common.counts import Count
from ui.common.names import initials, without_title
from ui.common.widgets.label import plain_tip
from ui.common.widgets.mark import paint_mark
from ui.shell.rooms import Room
from ui.theme.current import theme
from ui.theme.icons import exists, paint_icon
from ui.theme.paint import NONE, box, cut, ring, rule


class RailItem(QAbstractButton):
    """One place on the rail."""

    def __init__(self, room: Room, shortcut: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.room = room
        self._shortcut = shortcut
        self._count: Count | None = None
        self.icons_only = False
        self.setText(room.label)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_count(None)

    def set_count(self, count: Count | None) -> None:
        """What waits there; no pill where nothing does."""
        self._count = count if count and count.number else None
        words = self._count.words or f"{self._count.number:,} waiting" if self._count else ""
        self.setAccessibleName(f"{self.room.label}, {words}" if words else self.room.label)
        tip = f"{self.room.label}: {words}" if words else self.room.label
        self.setToolTip(plain_tip(f"{tip}  {self._shortcut}".strip()))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(60), theme().length("rail-item"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        chosen = self.isChecked()
        area = self.rect().adjusted(now.px(8), 1, -now.px(8), -1)
        ringed = self.hasFocus()
        plate = area.adjusted(*(now.px(3) * side for side in (1, 1, -1, -1))) if ringed else area
        over = self.underMouse() and not chosen
        if chosen or (over and not now.tints_have_edges):
            painter.setOpacity(0.5 if over else 1)
            box(painter, plate, now.colour("rail-on"), NONE, now.length("radius-control"), 0)
            painter.setOpacity(1)
        if chosen:
            rule(painter, plate.left(), area.top() + now.px(8), now.px(3), area.height() - now.px(16),
                 now.colour("rail-bar"))
        ink = now.colour("rail-on-text" if chosen else "rail-text")
        size = now.px(18)
        name = f"{self.room.icon}-fill" if chosen and exists(f"{self.room.icon}-fill") else self.room.icon
        left = area.center().x() - size // 2 if self.icons_only else area.left() + now.px(13)
        paint_icon(painter, name, QRect(left, (self.height() - size) // 2, size, size), ink)
        if not self.icons_only:
            painter.setFont(now.font("strong" if chosen else "body"))
            painter.setPen(ink)
            room = area.adjusted(now.px(42), 0, -now.px(36), 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), cut(self.text(), painter.font(), room.width()))
        self._paint_count(painter, area)
        if ringed:
            ring(painter, area, role="rail-focus")

    def _paint_count(self, painter: QPainter, area: QRect) -> None:
        if self._count is None:
            return
        now = theme()
        late = self._count.tone == "late"
        marked = self._count.tone != "open"
        role = "late-pill" if late else "due-pill"
        if self.icons_only:
            if marked:
                dot = QRectF(area.right() - now.px(15), area.top() + now.px(3), now.px(9), now.px(9))
                box(painter, dot, now.colour(role), NONE, now.px(1) if late else dot.width() / 2, 0)
            return
        text = f"{self._count.number:,}"
        font = now.font("label")
        painter.setFont(font)
        width = max(now.px(22), QFontMetrics(font).horizontalAdvance(text) + now.px(12))
        height = now.px(20)
        place = QRectF(area.right() - now.px(7) - width, area.center().y() - height / 2 + 1, width, height)
        if marked:
            box(painter, place, now.colour(role), NONE, now.px(3) if late else height / 2, 0)
            painter.setPen(now.colour(f"{role}-text"))
        else:
            painter.setPen(now.colour("rail-on-text" if self.isChecked() else "rail-mute"))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)


class _RailRule(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(10, theme().px(13))

    def paintEvent(self, event: QPaintEvent) -> None:
        inset = theme().px(16)
        rule(QPainter(self), inset, self.height() // 2, self.width() - 2 * inset, 1, theme().colour("rail-line"))


class _RailButton(QAbstractButton):
    """The lock, and "More"."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(32), theme().px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        size = theme().px(18)
        place = QRect((self.width() - size) // 2, (self.height() - size) // 2, size, size)
        paint_icon(painter, self._icon, place, theme().colour("rail-text" if self.underMouse() else "rail-mute"))
        if self.hasFocus():
            ring(painter, self.rect(), role="rail-focus")


class _Who(QWidget):
    """Initials in a circle, name and role."""

    def __init__(self, name: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._role = name, role
        self.setAccessibleName(f"{name}, {role}")
        self.setToolTip(plain_tip(f"{name}, {role}"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(100), theme().px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        side = now.px(29)
        circle = QRectF(0.5, (self.height() - side) / 2, side, side)
        box(painter, circle, NONE, now.colour("rail-mute"), side / 2, 1)
        painter.setFont(now.font("condensed-strong"))
        painter.setPen(now.colour("rail-text"))
        painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), initials(self._name))
        left = side + now.px(8)
        width = self.width() - left
        font = now.font("label")
        wide = QFontMetrics(font).horizontalAdvance(self._name) > width
        shown = without_title(self._name) if wide else self._name
        if QFontMetrics(font).horizontalAdvance(shown) > width:
            font = now.font("condensed-medium")
        painter.setFont(font)
        name = QRect(left, self.height() // 2 - now.px(17), width, now.px(17))
        painter.drawText(name, int(Qt.AlignmentFlag.AlignVCenter), cut(shown, painter.font(), width))
        painter.setFont(now.font("meta"))
        painter.setPen(now.colour("rail-mute"))
        role = QRect(left, self.height() // 2, width, now.px(16))
        painter.drawText(role, int(Qt.AlignmentFlag.AlignVCenter), cut(self._role, painter.font(), width))


class _Brand(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icons_only = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("AP Desk")

    def sizeHint(self) -> QSize:
        return QSize(theme().px(60), theme().px(59))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        side = now.px(26)
        left = (self.width() - side) // 2 if self.icons_only else now.px(16)
        mark = QRectF(left, now.px(16), side, side)
        paint_mark(painter, mark, now.colour("page"), now.colour("page-rule"), now.colour("rail"))
        if not self.icons_only:
            painter.setFont(now.font("h2"))
            painter.setPen(now.colour("rail-text"))
            place = QRect(now.px(52), now.px(16), self.width(), side)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), "AP Desk")


class Sidebar(QWidget):
    """The rail; `asked(key)` for a place, `lock_asked` for the lock. `set_icons_only` narrows it to 60 px."""

    asked = Signal(str)
    lock_asked = Signal()

    def __init__(self, rooms: Sequence[Room], person: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Places")
        self._icons_only = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, theme().px(8))
        self._layout.setSpacing(0)
        self._brand = _Brand()
        self._layout.addWidget(self._brand)
        self.items: dict[str, RailItem] = {}
        self._rules: dict[str, _RailRule] = {}
        self._fill(rooms)
        self._more = _RailButton("ph.dots-three", "More places")
        self._more.clicked.connect(self._on_more)
        self._layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        self._layout.addStretch(1)
        self._who = _Who(person, role)
        self._lock = _RailButton("ph.lock-simple", "Lock now (Ctrl+L)")
        self._lock.clicked.connect(self.lock_asked)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme().px(16), theme().px(12), theme().px(7), theme().px(4))
        foot.addWidget(self._who, 1)
        foot.addWidget(self._lock)
        self._foot = foot
        self._layout.addLayout(foot)
        self.setFixedWidth(theme().length("rail"))

    def _fill(self, rooms: Sequence[Room]) -> None:
        group = rooms[0].group if rooms else ""
        for number, room in enumerate(rooms, 1):
            if room.group != group:
                group = room.group
                self._rules[room.key] = _RailRule()
                self._layout.addWidget(self._rules[room.key])
            item = RailItem(room, f"Ctrl+{number}" if number <= 9 else "")
            item.clicked.connect(self._on_clicked)
            self.items[room.key] = item
            self._layout.addWidget(item)

    def set_current(self, key: str) -> None:
        """Marks the place that is shown; none where it is not on the rail."""
        for each, item in self.items.items():
            item.setChecked(each == key)

    def set_counts(self, counts: Mapping[str, Count | None]) -> None:
        """What waits in each place."""
        for key, count in counts.items():
            if key in self.items:
                self.items[key].set_count(count)

    def set_icons_only(self, icons_only: bool) -> None:
        """60 px with icons, or 184 px with words."""
        self._icons_only = icons_only
        self.setFixedWidth(theme().length("rail-icons" if icons_only else "rail"))
        for part in (self._brand, *self.items.values()):
            part.icons_only = icons_only
            part.update()
        self._who.setVisible(not icons_only)
        side = theme().px(14 if icons_only else 16)
        self._foot.setContentsMargins(side, theme().px(12), theme().px(14 if icons_only else 7), theme().px(4))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the rail runs out of height its last items go behind "More"."""
        now = theme()
        item_height, rule_height = now.length("rail-item"), now.px(13)
        room = self.height() - now.px(59) - now.px(64)
        needed = len(self.items) * item_height + len(self._rules) * rule_height
        crowded = needed > room
        used = item_height if crowded else 0
        for key, item in self.items.items():
            used += item_height + (rule_height if key in self._rules else 0)
            shown = not crowded or used <= room
            item.setVisible(shown)
            if key in self._rules:
                self._rules[key].setVisible(shown)
        self._more.setVisible(crowded)

    def hidden_items(self) -> list[RailItem]:
        """The items behind "More"."""
        return [item for item in self.items.values() if item.isHidden()]

    def _on_more(self) -> None:
        menu = QMenu(self)
        for item in self.hidden_items():
            action = QAction(item.room.label, menu)
            action.triggered.connect(item.click)
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(self._more.rect().topRight()))

    def _on_clicked(self) -> None:
        item = self.sender()
        if isinstance(item, RailItem):
            item.setChecked(True)
            self.asked.emit(item.room.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys move along the rail."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        shown = [item for item in self.items.values() if item.isVisible()]
        here = next((n for n, item in enumerate(shown) if item.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        shown[(here + step) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        painter.fillRect(self.rect(), now.colour("rail"))
        top = self.height() - now.px(64)
        rule(painter, 0, top, self.width(), 1, now.colour("rail-line"))
