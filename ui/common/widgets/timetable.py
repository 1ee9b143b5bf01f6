"""The ten sessions of the week: where the pupil is in each."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from apdesk.domain.placement import AT_PROVIDER, AT_SCHOOL, FULL_TIME, NOT_REQUIRED, REMOTE, WEEK
from ui.common.widgets.choices import SegmentedChoice
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme
from ui.theme.paint import NONE, box, hatch, ring, words

_ORDER = (AT_PROVIDER, AT_SCHOOL, REMOTE, NOT_REQUIRED)
_DAYS = {"Mon": "Monday", "Tue": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Fri": "Friday"}
PART_WEEK = AT_PROVIDER * 4 + AT_SCHOOL * 6


class SessionButton(QAbstractButton):
    """One session; pressing it goes round: provider, school, online, not required."""

    turned = Signal()

    def __init__(self, place: int) -> None:
        super().__init__()
        self._place = place
        self.letter = AT_SCHOOL
        self._provider = "Provider"
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    def show_letter(self, letter: str, provider: str) -> None:
        """Shows where the pupil is, without telling."""
        self.letter, self._provider = letter, provider
        day, half = WEEK[self._place].split()
        part = "morning" if half == "AM" else "afternoon"
        self.setAccessibleName(f"{_DAYS[day]} {part}: {self.word()}. Space changes it")
        self.setToolTip(f"{_DAYS[day]} {part}: {self.word()}")
        self.update()

    def word(self) -> str:
        """Where the pupil is, in a word or two."""
        return {
            AT_PROVIDER: self._provider, AT_SCHOOL: "School", REMOTE: "Online", NOT_REQUIRED: "Not required",
        }[self.letter]

    def sizeHint(self) -> QSize:
        return QSize(theme().px(60), theme().px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(44), theme().px(28))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letters = {"p": AT_PROVIDER, "s": AT_SCHOOL, "r": REMOTE, "-": NOT_REQUIRED}
        found = letters.get(event.text().lower())
        if found is None:
            super().keyPressEvent(event)
            return
        self.letter = found
        self.turned.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        area = QRectF(self.rect())
        at_provider = self.letter == AT_PROVIDER
        radius = now.length("radius-control")
        edge = now.colour("accent" if at_provider else "hair" if now.edge == 1 else "line")
        box(painter, area, now.colour("tint" if at_provider else "surface"), edge, radius, 1)
        if self.letter == AT_SCHOOL:
            hatch(painter, area.adjusted(2, 2, -2, -2), now.colour("hatch"))
        font = now.font("condensed-strong" if at_provider else "condensed")
        short = self.word() if self.letter != NOT_REQUIRED else "–"
        painter.setBrush(NONE)
        words(painter, area.adjusted(3, 0, -3, 0), short, font, now.colour("link" if at_provider else "ink2"),
              Qt.AlignmentFlag.AlignHCenter)
        if self.hasFocus():
            ring(painter, self.rect())

    def _on_clicked(self) -> None:
        self.letter = _ORDER[(_ORDER.index(self.letter) + 1) % len(_ORDER)]
        self.turned.emit()


class Timetable(QWidget):
    """Full time in one press, or session by session; `changed(week)` with ten letters."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        now = theme()
        self._provider = "Provider"
        self.span = SegmentedChoice([("full", "Full time"), ("part", "Part of the week")], name="How much of the week")
        self.grid = QWidget()
        layout = QGridLayout(self.grid)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(now.px(4))
        layout.setVerticalSpacing(now.px(4))
        self.buttons: list[SessionButton] = []
        for row, half in enumerate(("AM", "PM"), 1):
            layout.addWidget(DataLabel(half, "meta"), row, 0)
        for column, day in enumerate(_DAYS, 1):
            label = DataLabel(day, "meta")
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label, 0, column)
        for place in range(len(WEEK)):
            button = SessionButton(place)
            button.turned.connect(self._on_turned)
            self.buttons.append(button)
            layout.addWidget(button, place % 2 + 1, place // 2 + 1)
        for column in range(1, 6):
            layout.setColumnStretch(column, 1)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(now.px(8))
        column_layout.addWidget(self.span)
        column_layout.addWidget(self.grid)
        self.span.changed.connect(self._on_span)

    def week(self) -> str:
        """The ten letters, Monday AM to Friday PM."""
        return "".join(button.letter for button in self.buttons)

    def set_week(self, week: str, provider: str) -> None:
        """Shows a week without telling; `provider` is the word for a session there."""
        self._provider = provider
        for button, letter in zip(self.buttons, week, strict=True):
            button.show_letter(letter, provider)
        self.span.set_key("full" if week == FULL_TIME else "part")
        self.grid.setVisible(week != FULL_TIME)

    def _on_turned(self) -> None:
        self.set_week(self.week(), self._provider)
        self.changed.emit(self.week())

    def _on_span(self, key: str) -> None:
        self.set_week(FULL_TIME if key == "full" else PART_WEEK, self._provider)
        self.changed.emit(self.week())
