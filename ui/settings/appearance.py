"""Appearance: theme, text size and motion of this machine. A choice is put on at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.common.appearance import FOLLOW, STILL, TEXT_SIZE, THEME
from ui.common.context import Context
from ui.common.widgets.card import Card, row
from ui.common.widgets.chip import Chip
from ui.common.widgets.choices import CheckBox, RadioCard, SegmentedChoice
from ui.common.widgets.label import DataLabel, Link
from ui.settings.part import SettingsPart
from ui.theme.current import theme
from ui.theme.paint import NONE, box, rounded, rule
from ui.theme.tokens import Tokens, load

_THEMES = (
    (FOLLOW, "Follow Windows", "Light, dark or high contrast, as the computer is set"),
    ("light", "Light", "For rooms with daylight"),
    ("dark", "Dark", "Easier on the eyes in the evening"),
    ("contrast", "High contrast", "White and yellow on black, with heavy edges"),
)


class ThemePicture(QWidget):
    """A small window in the colours of a theme; two halves for the one that follows the system."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks = [load(each) for each in (("light", "dark") if name == FOLLOW else (name,))]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(112), theme().px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setClipPath(rounded(QRectF(self.rect()), theme().length("radius-control")))
        width = self.width() // len(self._looks)
        for number, look in enumerate(self._looks):
            self._paint(painter, QRect(number * width, 0, width, self.height()), look)
        now = theme()
        painter.setClipping(False)
        box(painter, self.rect(), NONE, now.colour("ctl"), now.length("radius-control"), now.edge)

    def _paint(self, painter: QPainter, area: QRect, look: Tokens) -> None:
        px = theme().px
        painter.fillRect(area, QColor(look.colour("canvas")))
        painter.fillRect(area.left(), 0, px(16), area.height(), QColor(look.colour("rail")))
        card = area.adjusted(px(22), px(8), -px(6), -px(8))
        painter.fillRect(card, QColor(look.colour("surface")))
        rule(painter, card.left(), card.top(), card.width(), 1, QColor(look.colour("line")))
        for number, (role, share) in enumerate((("ink", 0.8), ("ink2", 0.6), ("accent", 0.4))):
            top = card.top() + px(9) + number * px(12)
            painter.fillRect(card.left() + px(6), top, round((card.width() - px(12)) * share), px(4),
                             QColor(look.colour(role)))


class AppearancePart(SettingsPart):
    """Kept on this machine, not in the desk: the next person at another computer has their own."""

    key = "appearance"
    heading = "Appearance"
    hints = ()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_note("For this computer only. A choice shows at once; nothing has to be saved.")
        self.themes: dict[str, RadioCard] = {}
        self._build()

    def _build(self) -> None:
        now = theme()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now.length("space-gap"))
        column.addWidget(self._theme_card())
        sizes = [(str(size), f"{size} %") for size in now.tokens.text_sizes]
        self.size = SegmentedChoice(sizes, name="Text size")
        self.size.changed.connect(self._on_size)
        letters = Card("Text size", note="Everything grows with it. Ctrl + and Ctrl − do the same on every page.")
        letters.add_layout(row(self.size))
        letters.add_layout(row(DataLabel("Chidera Okonjo, 10F", "strong"), Link("Off-site direction"),
                               Chip("2 school days late", "overdue"), DataLabel("Fri 6 Nov", "small"), gap=12))
        column.addWidget(letters)
        self.still = CheckBox("Still: nothing fades")
        self.still.clicked.connect(self._on_still)
        motion = Card("Motion", note="Nothing slides or blinks in any case.")
        motion.add(self.still)
        column.addWidget(motion)
        column.addStretch(1)
        self.scroll(holder)

    def _theme_card(self) -> Card:
        now = theme()
        card = Card("Theme")
        grid = QGridLayout()
        grid.setHorizontalSpacing(now.px(12))
        grid.setVerticalSpacing(now.px(8))
        chooser = QWidget()
        chooser.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        for number, (key, title, detail) in enumerate(_THEMES):
            choice = RadioCard(key, title, detail)
            choice.clicked.connect(self._choosing(key))
            self.themes[key] = choice
            grid.addWidget(ThemePicture(key), number, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(choice, number, 1)
        grid.setColumnStretch(1, 1)
        card.add(chooser)
        return card

    def focus_start(self) -> QWidget | None:
        return next((choice for choice in self.themes.values() if choice.isChecked()), None)

    def place_of(self, at: str) -> QWidget | None:
        chosen = next((choice for choice in self.themes.values() if choice.isChecked()), None)
        return {"theme": chosen, "text-size": self.size, "still": self.still}.get(at)

    def reload(self) -> None:
        memory = self.context.memory
        chosen = memory.get(THEME, FOLLOW)
        for key, choice in self.themes.items():
            choice.setChecked(key == (chosen if chosen in self.themes else FOLLOW))
        self.size.set_key(str(theme().text_size))
        self.still.setChecked(memory.get(STILL, "no") == "yes")

    # Doing.

    def _choosing(self, key: str) -> Callable[[], None]:
        return lambda: self._choose({THEME: key}, "theme")

    def _on_size(self, size: str) -> None:
        self._choose({TEXT_SIZE: size}, "text-size")

    def _on_still(self) -> None:
        self._choose({STILL: "yes" if self.still.isChecked() else "no"}, "still")

    def _choose(self, values: Mapping[str, str], at: str) -> None:
        """Remembered and put on; focus is where it was when the window has been made again."""
        for name, value in values.items():
            self.context.memory.put(name, value)
        self.go("settings", part=self.key, at=at)
        self.context.bus.appearance_chosen.emit()
