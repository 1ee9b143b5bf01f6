"""Step 1: who it is for, why now, what has been tried, and what the parents say."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from apdesk.services.placement_choices import reasons
from apdesk.services.placement_flow import PlacementFlow
from apdesk.services.placement_pupil import Episode, episodes
from ui.common.context import Context
from ui.common.dates import short_day
from ui.common.quiet import quiet
from ui.common.widgets.button import Button
from ui.common.widgets.card import Card, Divider
from ui.common.widgets.choices import CheckBox, SegmentedChoice
from ui.common.widgets.field import Field
from ui.common.widgets.fields import TextArea
from ui.common.widgets.label import DataLabel
from ui.common.widgets.school_date import SchoolDateField
from ui.placement_wizard.framed import tighten
from ui.placement_wizard.step import StepPane
from ui.theme.current import theme

_DIRECTED = {None: "pathway", True: "yes", False: "no"}


class ReasonStep(StepPane):
    """Whom it is for, the reasons of the policy's section 4 to tick, and what led here.

    `other_asked` asks for another pupil.
    """

    key = "reason"
    heading = "Why a placement, and why now?"
    below = "Tick what the policy’s section 4 names. One reason is enough; the first one ticked is the main one."

    other_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._boxes: dict[str, CheckBox] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        now = theme()
        self.someone_else = Button("Someone else…", "quiet", small=True, name="Choose another pupil")
        self.whom = Card(" ", aside=self.someone_else)
        tighten(self.whom, below=10)
        self._history = QVBoxLayout()
        self._history.setSpacing(now.px(2))
        self.whom.add_layout(self._history)
        self.directed = SegmentedChoice(
            [("pathway", "As the pathway says"), ("yes", "Yes"), ("no", "No")], name="A direction under section 29A"
        )
        self.reasons = Card()
        tighten(self.reasons, below=12)
        self.reasons.body.setSpacing(now.px(8))
        self._asked = QHBoxLayout()
        self._asked.setSpacing(now.px(8))
        asks = DataLabel("Is this to improve behaviour (a direction under section 29A)?", "label", wrap=True)
        asks.setBuddy(self.directed)
        self._asked.addWidget(asks, 1)
        self._asked.addWidget(self.directed)
        self.reasons.add_layout(self._asked)
        self.reasons.add(Divider())
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(now.px(20))
        self._grid.setVerticalSpacing(now.px(2))
        self.reasons.add_layout(self._grid)
        for part in (self.whom, self.reasons, self._build_before()):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def _build_before(self) -> Card:
        now = theme()
        self.tried = TextArea(lines=3)
        self.met = SchoolDateField(self.context.today(), required=False)
        self.view = TextArea(lines=2)
        self.note = TextArea(lines=2)
        before = Card("What led here")
        self.tried_field = Field("What has been tried", self.tried, help="Support, mentors, report cards, plans")
        self.met_field = Field("Met parents on", self.met, if_known=True, check=self.met.trouble)
        self.view_field = Field("Parents’ view", self.view, if_known=True)
        self.note_field = Field("In the school’s own words", self.note, if_known=True,
                                help="Goes into the referral and the notice")
        left, right = QVBoxLayout(), QVBoxLayout()
        for field in (self.tried_field, self.note_field):
            left.addWidget(field)
        for field in (self.met_field, self.view_field):
            right.addWidget(field)
        left.addStretch(1)
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(now.px(20))
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        before.add_layout(columns)
        return before

    def _connect(self) -> None:
        self.someone_else.clicked.connect(self.other_asked)
        self.directed.changed.connect(self._on_directed)
        self.met.changed.connect(self._on_met)
        for area in (self.tried, self.view, self.note):
            area.left.connect(self.commit)

    def fill(self, flow: PlacementFlow) -> None:
        if flow.pupil is not None:
            self.whom.set_title(f"For {flow.pupil.name}, {flow.pupil.form}" if flow.pupil.form
                                else f"For {flow.pupil.name}")
        self._make_boxes(flow)
        with quiet(self):
            for rule, box in self._boxes.items():
                box.setChecked(rule in flow.answers.reasons)
            self.directed.set_key(_DIRECTED[flow.answers.directed])
            self.met.set_date(flow.answers.met_parents_on)
            for area, text in (
                (self.tried, flow.answers.tried), (self.view, flow.answers.parent_view),
                (self.note, flow.answers.reason_note),
            ):
                if area.text() != text:
                    area.setText(text)
        self._show_history(episodes(flow.record, flow.answers.pupil) if flow.answers.pupil else ())

    def _make_boxes(self, flow: PlacementFlow) -> None:
        offered = reasons(flow)
        if list(self._boxes) == [key for key, _words in offered]:
            return
        for box in self._boxes.values():
            box.deleteLater()
        self._boxes = {}
        rows = -(-len(offered) // 2)
        for number, (key, words) in enumerate(offered):
            box = CheckBox(words)
            box.toggled.connect(self._on_reason)
            self._boxes[key] = box
            self._grid.addWidget(box, number % rows, number // rows, Qt.AlignmentFlag.AlignTop)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)

    def _show_history(self, found: tuple[Episode, ...]) -> None:
        while self._history.count():
            old = self._history.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        if not found:
            self._history.addWidget(DataLabel("No earlier support or placement is recorded in AP Desk.", "small"))
        else:
            self._history.addWidget(DataLabel("Earlier support and placements", "label"))
        for one in found[:6]:
            until = f" to {short_day(one.last, self.context.today())}" if one.last else ""
            first = short_day(one.first, self.context.today()) if one.first else "no date yet"
            outcome = f". {one.outcome}" if one.outcome else ""
            self._history.addWidget(DataLabel(f"{one.words}: {first}{until}{outcome}", "small", wrap=True))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme().px(620)
        self._asked.setDirection(QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight)

    def focus_start(self) -> QWidget | None:
        return next(iter(self._boxes.values()), None)

    def place_of(self, answer: str) -> QWidget | None:
        return self.focus_start() if answer == "reasons" else None

    def commit(self) -> None:
        self.change(
            tried=self.tried.text().strip(), parent_view=self.view.text().strip(), reason_note=self.note.text().strip()
        )

    def _on_reason(self) -> None:
        if self.flow is None:
            return
        ticked = [key for key, box in self._boxes.items() if box.isChecked()]
        kept = [key for key in self.flow.answers.reasons if key in ticked]
        self.change(reasons=(*kept, *(key for key in ticked if key not in kept)))

    def _on_directed(self, key: str) -> None:
        self.change(directed={"pathway": None, "yes": True, "no": False}[key])

    def _on_met(self, day: date | None) -> None:
        self.change(met_parents_on=day)
