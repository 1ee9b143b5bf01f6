"""Before the first placement: what there is to set up, step by step, each to be left and found again."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from apdesk.problems import Problem
from apdesk.services.protocols import protocol_in_force
from apdesk.services.providers import providers
from apdesk.services.school_year import versions
from apdesk.services.settings import settings
from apdesk.services.staff import staff
from ui.common.context import Context
from ui.common.widgets.button import Button
from ui.common.widgets.card import Card
from ui.common.widgets.label import DataLabel
from ui.common.widgets.margin import MarginRule
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import NONE, box


@dataclass(frozen=True)
class SetUpStep:
    """One thing to set up; `page` and `part` say where."""

    title: str
    detail: str
    done: bool
    button: str
    page: str
    part: str = ""


def steps_of(context: Context, pupils: int) -> tuple[SetUpStep, ...]:
    """The steps as they stand."""
    record = context.record
    school = str(settings(record)["school.name"])
    people = [one for one in staff(record) if one.roles]
    years = versions(record)
    places = len(providers(record))
    try:
        policy = protocol_in_force(record).protocol.title
    except Problem:
        policy = ""
    named = ", ".join(f"{year}/{(year + 1) % 100:02}" for year in years[0].school_years) if years else ""
    return (
        SetUpStep("School", school or "Name, address, Headteacher, telephone", bool(school),
                  "Change" if school else "Fill in", "settings", "school"),
        SetUpStep("Staff and roles", f"{len(people)} people hold roles" if people else
                  "Who is Head of Year, DSL, SENDCO: duties find their owner here", bool(people),
                  "Change" if people else "Add staff", "settings", "staff"),
        SetUpStep("Term dates", named or "A file with half-terms and INSET days", bool(years),
                  "Change" if years else "Import dates", "settings", "dates"),
        SetUpStep("Your policy’s rules", policy or "No protocol yet", bool(policy), "Look", "settings", "protocol"),
        SetUpStep("Pupils", f"{pupils:,} on roll" if pupils else "A file from SIMS, Arbor or Bromcom",
                  bool(pupils), "Import again" if pupils else "Import pupils", "import"),
        SetUpStep("Providers", f"{places} providers" if places else "Add the places you use, with their checks",
                  bool(places), "Look" if places else "Add a provider", "providers"),
    )  # fmt: skip


class StepCircle(QWidget):
    """The number of a step, or a tick."""

    def __init__(self, number: int, done: bool, now: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number, self._done, self._now = number, done, now
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Step {number}, {'done' if done else 'to do'}")

    def sizeHint(self) -> QSize:
        return QSize(theme().px(24), theme().px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        area = QRectF(self.rect())
        if self._done:
            box(painter, area, now.colour("accent"), NONE, area.width() / 2, 0)
            inset = now.px(6)
            paint_icon(painter, "ph.check-bold", self.rect().adjusted(inset, inset, -inset, -inset),
                       now.colour("on-accent"))
            return
        edge = now.colour("accent" if self._now else "ctl")
        box(painter, area, now.colour("surface"), edge, area.width() / 2, 2 if self._now else 1)
        painter.setFont(now.font("label"))
        painter.setPen(now.colour("link" if self._now else "ink2"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), str(self._number))


class FirstRun(Card):
    """The steps under the margin; `asked(page, part)` when one is to be done."""

    asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        edge = theme().edge
        self._layout = self.body
        self._layout.setContentsMargins(edge, edge, edge, edge)
        self._layout.setSpacing(0)
        self.buttons: list[Button] = []

    def set_steps(self, steps: tuple[SetUpStep, ...]) -> None:
        """Shows these steps; the first that is not done has the filled button."""
        while self._layout.count():
            old = self._layout.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.buttons = []
        first = next((number for number, step in enumerate(steps) if not step.done), -1)
        for number, step in enumerate(steps):
            row = self._row(number, step, number == first)
            self._layout.addWidget(row)
            row.show()  # at once: the layout would show it one turn later, after focus was to stand on it

    def _row(self, number: int, step: SetUpStep, now: bool) -> QWidget:
        px = theme().px
        row = StepRow(now)
        across = QHBoxLayout(row)
        across.setContentsMargins(px(20), 0, px(20), 0)
        across.setSpacing(px(16))
        across.addWidget(StepCircle(number + 1, step.done, now))
        across.addSpacing(px(2))
        across.addWidget(MarginRule())
        words = QVBoxLayout()
        words.setSpacing(0)
        words.setContentsMargins(0, px(8), 0, px(8))
        words.addWidget(DataLabel(step.title, "h3"))
        words.addWidget(DataLabel(step.detail, "small", cut=True))
        across.addLayout(words, 1)
        button = Button(step.button, "primary" if now else "plain", name=f"{step.title}: {step.button}")
        button.clicked.connect(lambda: self.asked.emit(step.page, step.part))
        self.buttons.append(button)
        across.addWidget(button)
        return row


class StepRow(QWidget):
    """57 px with a hairline below; tinted where it is the next to do."""

    def __init__(self, now: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.setFixedHeight(theme().px(58))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        painter.fillRect(self.rect().adjusted(1, 1, -1, 0), now.colour("select" if self._now else "surface"))
        painter.fillRect(1, self.height() - 1, self.width() - 2, 1, now.colour("hair"))
