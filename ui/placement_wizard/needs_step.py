"""Step 5: what the provider gets, item by item, and who shares it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from apdesk.services import sharing
from apdesk.services.gate_steps import NEEDS
from apdesk.services.placement_flow import PlacementFlow
from apdesk.services.providers import provider_form
from apdesk.services.sharing import ShareRow
from ui.common.context import Context
from ui.common.quiet import quiet
from ui.common.widgets.card import Card, Divider
from ui.common.widgets.choices import CheckBox
from ui.common.widgets.empty import Icon
from ui.common.widgets.label import DataLabel
from ui.placement_wizard.gate_checks import GateChecks
from ui.placement_wizard.share_state import ShareState
from ui.placement_wizard.step import StepPane
from ui.theme.current import theme


def columns(first: QWidget, second: QWidget, third: QWidget, *last: QWidget, width: int) -> QHBoxLayout:
    """The columns of the table, alike in its head and in every row; all begin on one line."""
    now = theme()
    line = QHBoxLayout()
    line.setContentsMargins(0, now.px(5), 0, now.px(5))
    line.setSpacing(now.px(12))
    top = Qt.AlignmentFlag.AlignTop
    first.setFixedWidth(now.px(24))
    line.addWidget(first, 0, top)
    for share, wide in ((5, second), (4, third)):
        wide.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line.addWidget(wide, share)
    for one in last:
        one.setFixedWidth(width)
        line.addWidget(one, 0, top)
    return line


def _pair(first: str, kind: str, second: str) -> QWidget:
    """A line and a smaller one close below it."""
    pair = QWidget()
    texts = QVBoxLayout(pair)
    texts.setContentsMargins(0, theme().px(3), 0, 0)
    texts.setSpacing(0)
    texts.addWidget(DataLabel(first, kind, wrap=True))
    if second:
        texts.addWidget(DataLabel(second, "meta", wrap=True))
    texts.addStretch(1)
    return pair


class ShareLine(QWidget):
    """One item: ticked or not, who shares it, how far it is."""

    def __init__(self, row: ShareRow, step: NeedsStep, may_mark: bool) -> None:
        super().__init__()
        self.item = row.item
        self._step = step
        now = theme()
        self.box = CheckBox("", name=f"{row.title}, shared by {row.who}")
        self.box.setChecked(row.share)
        self.box.toggled.connect(self._on_toggled)
        role = "" if row.role == row.who else row.role
        alone = "shares it outside AP Desk" if row.locked else ""
        states = [one for one in sharing.STATES if may_mark or one[0] != "done"]
        self.state = ShareState(states, f"How far: {row.title}")
        self.state.changed.connect(self._on_state)
        self.no = DataLabel("Not shared", "small")
        line = columns(
            self._lock(row) if row.locked else self.box,
            _pair(row.title, "strong", row.detail),
            _pair(row.who, "body", ", ".join(part for part in (role, alone) if part)),
            self.state, self.no, width=self.state.sizeHint().width(),
        )
        self.no.setContentsMargins(now.px(2), now.px(4), 0, 0)
        self.setLayout(line)
        self.show_row(row)

    def _lock(self, row: ShareRow) -> QWidget:
        lock = Icon("ph.lock-simple-fill", "ink2", 18)
        lock.setAccessibleName(f"{row.title}: shared by {row.who} alone")
        place = QWidget()
        inside = QHBoxLayout(place)
        inside.setContentsMargins(theme().px(2), theme().px(5), 0, 0)
        inside.addWidget(lock)
        return place

    def show_row(self, row: ShareRow) -> None:
        """Shows how the item stands."""
        with quiet(self.box, self.state):
            self.box.setChecked(row.share)
            self.state.set_key(row.state)
        self.state.setVisible(row.share)
        self.no.setVisible(not row.share)

    def _on_toggled(self, on: bool) -> None:
        self._step.share(self.item, on)

    def _on_state(self, key: str) -> None:
        self._step.mark(self.item, key)


class NeedsStep(StepPane):
    """The items a provider of this pupil may be given; fewest ticked to begin with."""

    key = "needs"
    heading = "Needs and sharing"
    below = "Tick what the provider needs to keep the pupil safe and learning, and nothing more."

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.gates = GateChecks(context)
        self.gate_card = Card("To settle before the start")
        self.gate_card.add(self.gates)
        self.items = Card()
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.items.add_layout(self._column)
        self._lines: dict[str, ShareLine] = {}
        self._made: list[ShareRow] = []
        self.body.addWidget(self.gate_card)
        self.body.addWidget(self.items)
        self.body.addStretch(1)
        self.gates.answered.connect(self._on_gates)

    def fill(self, flow: PlacementFlow) -> None:
        rows = sharing.share_rows(flow)
        name = provider_form(flow.record, flow.answers.provider).name if flow.answers.provider else "the provider"
        fixed = [row._replace(share=False, state="") for row in rows]   # who shares it differs from pupil to pupil
        if fixed != self._made:
            self._made = fixed
            self._make(flow, rows)
        self._head.set_text(f"What {name} will get")
        for row in rows:
            self._lines[row.item].show_row(row)
        gates = flow.gates_of(NEEDS)
        self.gate_card.setVisible(bool(gates))
        self.gates.show_gates(flow, gates)

    def _make(self, flow: PlacementFlow, rows: tuple[ShareRow, ...]) -> None:
        while self._column.count():
            old = self._column.takeAt(0).widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._lines = {}
        who, state = DataLabel("Who shares it", "head"), DataLabel("State", "head")
        head = QWidget()
        self._head = DataLabel("", "head", wrap=True)
        head.setLayout(columns(QWidget(), self._head, who, state, width=ShareState([], "").sizeHint().width()))
        self._column.addWidget(head)
        for row in rows:
            line = ShareLine(row, self, sharing.may_mark(flow, row))
            self._lines[row.item] = line
            if self._column.count():
                self._column.addWidget(Divider())
            self._column.addWidget(line)

    def focus_start(self) -> QWidget | None:
        return next((line.box for line in self._lines.values() if line.box.parent() is line), None)

    def share(self, item: str, on: bool) -> None:
        """The item is shared, or not."""
        if self.flow is not None:
            sharing.share(self.flow, item, share=on)
            self._show_rows()

    def mark(self, item: str, state: str) -> None:
        """The item has come so far."""
        if self.flow is not None:
            sharing.share(self.flow, item, state=state)
            self._show_rows()

    def commit(self) -> None:
        """What is ticked by suggestion is an answer once the step is left."""
        if self.flow is not None and not self.flow.answers.sharing and self._lines:
            sharing.share(self.flow, next(iter(self._lines)))

    def _show_rows(self) -> None:
        if self.flow is not None:
            for row in sharing.share_rows(self.flow):
                self._lines[row.item].show_row(row)
            self.answered.emit()

    def _on_gates(self) -> None:
        if self.flow is not None:
            self.fill(self.flow)
            self.answered.emit()
