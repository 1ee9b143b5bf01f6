"""Above the calendar: what is overdue, and which kinds are shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from apdesk.services.calendar_view import Item
from ui.common.dates import school_days
from ui.common.widgets.label import DataLabel, plain_tip
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import box, cut, ring, words

KINDS = ("visit", "review", "letter", "start", "meeting", "contact", "register", "document")
"""The kinds in the order of the keys 1 to 8, each named by one engine kind of it."""
MOST_LATE = 12


class KindButton(QAbstractButton):
    """Shows or hides one kind; hidden it is hollow and its words are struck through."""

    def __init__(self, kind: str, number: int) -> None:
        super().__init__()
        self.kind = kind
        label = "Starts" if kind == "start" else theme().kind(kind).label
        self.setText(label)
        self.setCheckable(True)
        self.setChecked(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"Show {label}, key {number}")
        self.setToolTip(plain_tip(f"Show or hide: {label} ({number})"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.icons_only = False

    def sizeHint(self) -> QSize:
        now = theme()
        words_wide = 0 if self.icons_only else QFontMetrics(now.font("condensed-medium")).horizontalAdvance(self.text())
        return QSize(words_wide + now.px(28 if self.icons_only else 36), now.length("small-button"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        on = self.isChecked()
        colour = now.colour(f"{self.kind}/kind")
        fill = now.colour(f"{self.kind}/tile") if on else now.colour("canvas")
        box(painter, self.rect(), fill, colour if on and now.tints_have_edges else now.colour("hair" if on else "ctl"),
            now.length("radius-control"), 1)
        size = now.px(16)
        left = now.px(6)
        spot = QRect(left, (self.height() - size) // 2, size, size)
        paint_icon(painter, now.kind(self.kind).icon, spot, colour if on else now.colour("ink3"))
        if not self.icons_only:
            font = now.font("condensed-medium")
            font.setStrikeOut(not on)
            painter.setFont(font)
            words(painter, self.rect().adjusted(now.px(26), 0, -2, 0), self.text(), font,
                  now.colour("ink" if on else "ink2"))
        if self.hasFocus():
            ring(painter, self.rect())


class KindBar(QWidget):
    """Eight toggles; `changed` when a person shows or hides a kind."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(4))
        self.buttons = [KindButton(kind, number) for number, kind in enumerate(KINDS, 1)]
        for button in self.buttons:
            layout.addWidget(button)
            button.toggled.connect(self._on_toggled)

    def hidden(self) -> frozenset[str]:
        """The engine's kinds that are hidden."""
        tokens = theme().tokens
        off = {tokens.kind(button.kind).key for button in self.buttons if not button.isChecked()}
        return frozenset(engine for engine, key in tokens.kind_of.items() if key in off)

    def set_icons_only(self, on: bool) -> None:
        """Without words, where there is little room."""
        for button in self.buttons:
            if button.icons_only != on:
                button.icons_only = on
                button.updateGeometry()
                button.update()

    def _on_toggled(self) -> None:
        self.changed.emit()


class LateButton(QAbstractButton):
    """One overdue entry: what, and by how much."""

    asked = Signal(object)

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._item = item
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(item.said)
        self.setToolTip(plain_tip(f"{item.title}. {item.about}. {item.why}"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    def _late(self) -> str:
        return school_days(self._item.late).replace("school ", "") if self._item.late else "late"

    def sizeHint(self) -> QSize:
        now = theme()
        text = min(now.px(190), QFontMetrics(now.font("label")).horizontalAdvance(self._item.short))
        late = QFontMetrics(now.font("meta")).horizontalAdvance(self._late())
        return QSize(text + late + now.px(54), now.px(30))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        box(painter, self.rect(), now.colour("surface"), now.colour("hair"), now.length("radius-control"), 1)
        size = now.px(16)
        spot = QRect(now.px(8), (self.height() - size) // 2, size, size)
        paint_icon(painter, now.kind(self._item.kind).icon, spot, now.colour(f"{self._item.kind}/kind"))
        late = QFontMetrics(now.font("meta")).horizontalAdvance(self._late())
        text = self.rect().adjusted(now.px(32), 0, -(late + now.px(16)), 0)
        words(painter, text, cut(self._item.short, now.font("label"), text.width()), now.font("label"),
              now.colour("ink"))
        place = QRect(self.width() - late - now.px(9), 0, late + now.px(4), self.height())
        words(painter, place, self._late(), now.font("meta"), now.on_surface("overdue"))
        if self.hasFocus():
            ring(painter, self.rect())

    def _on_clicked(self) -> None:
        self.asked.emit(self._item)


class LateStrip(QWidget):
    """Everything overdue, longest first; what does not fit is counted. Hidden where nothing is."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        now = theme()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(now.px(40), now.px(5), now.px(8), now.px(5))
        self._layout.setSpacing(now.px(8))
        self.count = DataLabel("", "strong", ink="overdue/text")
        self.rest = DataLabel("", "small", ink="overdue/text")
        self._layout.addWidget(self.count)
        self._layout.addSpacing(now.px(10))
        self._layout.addStretch(1)
        self._layout.addWidget(self.rest)
        self.buttons: list[LateButton] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(400), theme().px(42))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(100), theme().px(42))

    def set_items(self, items: Sequence[Item]) -> None:
        """Shows these, longest overdue first."""
        for old in self.buttons:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        ordered = sorted(items, key=lambda item: (-item.late, item.day))
        self._total = len(ordered)
        self.buttons = [LateButton(item) for item in ordered[:MOST_LATE]]
        for number, button in enumerate(self.buttons):
            button.asked.connect(self.asked)
            self._layout.insertWidget(number + 2, button)
        self.count.set_text(f"{self._total:,} overdue")
        self.setVisible(bool(ordered))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - theme().px(250)
        shown = 0
        for button in self.buttons:
            room -= button.sizeHint().width() + theme().px(8)
            button.setVisible(room >= 0)
            shown += room >= 0
        left = getattr(self, "_total", 0) - shown
        self.rest.set_text(f"{left:,} more on Today" if left else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        box(painter, self.rect(), now.colour("overdue/fill"), now.colour("overdue/line"), now.length("radius-card"), 1)
        size = now.px(16)
        spot = QRect(now.px(14), (self.height() - size) // 2, size, size)
        paint_icon(painter, now.status("overdue").icon, spot, now.colour("overdue/icon-on-fill"))
