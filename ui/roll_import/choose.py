"""The first step: what may come in, and what has come in before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.services.import_history import TakenIn, count_words
from ui.common.context import Context
from ui.common.dates import clock_time, short_day
from ui.common.tables.columns import Column
from ui.common.tables.table_view import DataTable
from ui.common.widgets.button import Button
from ui.common.widgets.card import Card, Divider, Section
from ui.common.widgets.empty import EmptyState, Icon
from ui.common.widgets.label import DataLabel
from ui.common.widgets.scroller import Scroller
from ui.common.widgets.table_frame import TableFrame
from ui.roll_import.refusal import Refusal
from ui.theme.current import theme

WHAT = {"roll": "Pupils", "tracker": "Tracker"}
_ROWS_SEEN = 6


@dataclass(frozen=True)
class Offer:
    """One kind of file that may come in, and what is known of the last one."""

    key: str
    title: str
    detail: str
    icon: str


class OfferRow(QWidget):
    """A kind of file with its button; `asked(key)`."""

    asked = Signal(str)

    def __init__(self, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        self.offer = offer
        line = QHBoxLayout(self)
        line.setContentsMargins(0, now.px(8), 0, now.px(8))
        line.setSpacing(now.px(14))
        words = QVBoxLayout()
        words.setSpacing(now.px(2))
        self.last = DataLabel("", "meta", wrap=True)
        words.addWidget(DataLabel(offer.title, "h3"))
        words.addWidget(DataLabel(offer.detail, "small", wrap=True))
        words.addWidget(self.last)
        self.button = Button("Choose file", "plain", "ph.file-arrow-up", name=f"Choose file: {offer.title}")
        line.addWidget(Icon(offer.icon, "ink2", 24), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button.clicked.connect(self._on_clicked)
        self.say_last("")

    def say_last(self, words: str) -> None:
        """What came in the last time."""
        self.last.set_text(words)
        self.last.setVisible(bool(words))

    def _on_clicked(self) -> None:
        self.asked.emit(self.offer.key)


class ChoosePane(QWidget):
    """`asked(kind)` to choose a file, `undo_asked` to take the newest import back."""

    asked = Signal(str)
    undo_asked = Signal()

    def __init__(self, context: Context, offers: Sequence[Offer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        self._context = context
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(now.length("space-gap"))
        self.refusal = Refusal()
        body.addWidget(self.refusal)
        card = Card("What are you bringing in?", note="Nothing changes until you have seen what the file would do.")
        self.rows: dict[str, OfferRow] = {}
        for offer in offers:
            row = OfferRow(offer)
            row.asked.connect(self.asked)
            if self.rows:
                card.add(Divider())
            self.rows[offer.key] = row
            card.add(row)
        body.addWidget(card)
        self._build_history(body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroller(inside))

    def _build_history(self, body: QVBoxLayout) -> None:
        head = QHBoxLayout()
        head.addWidget(Section("Taken in before", kind="h2"), 1)
        self.undo = Button("Undo import", "plain", "ph.arrow-counter-clockwise", small=True)
        head.addWidget(self.undo)
        body.addLayout(head)
        self.history = DataTable(history_columns(self._context.today()), lambda row: row.id, "Taken in before")
        self.history.sort_by("when", descending=True)
        self.history_frame = TableFrame(
            self.history, EmptyState("ph.tray", "No file has come in yet.", "The pupil list is the first.")
        )
        body.addWidget(self.history_frame)
        body.addStretch(1)
        self.undo.clicked.connect(self.undo_asked)

    def show_state(self, lasts: dict[str, str], history: Sequence[TakenIn], first: str) -> None:
        """Shows what came in before; `first` is the kind whose button is filled."""
        for key, row in self.rows.items():
            row.say_last(lasts.get(key, ""))
            row.button.set_variant("primary" if key == first else "plain")
        self.history.set_rows(history)
        self.history_frame.show_empty(not history)
        shown = min(_ROWS_SEEN, max(3, len(history)))
        now = theme()
        height = now.length("table-head") + shown * now.length("row") + now.px(4)
        self.history_frame.setFixedHeight(height if history else now.px(150))
        self.undo.setVisible(any(row.undoable for row in history))

    def focus_start(self) -> QWidget:
        """The button of the first kind."""
        return next(iter(self.rows.values())).button


def history_columns(today: date) -> tuple[Column, ...]:
    """When, what, from which file, by whom, and what it did."""
    return (
        Column("when", "When", lambda row: f"{short_day(row.at.astimezone().date(), today)}, "
               f"{clock_time(row.at.astimezone())}", sort=lambda row: row.at, width=150),
        Column("what", "What", lambda row: WHAT.get(row.what, row.what), width=90),
        Column("file", "File", lambda row: row.file_name, width=180, stretch=3,
               tip=lambda row: f"{row.file_name}{f' ({row.source})' if row.source else ''}"),
        Column("did", "What it did", count_words, width=180, stretch=3),
        Column("by", "By", lambda row: row.by, width=130, stretch=1, drop=700),
    )  # fmt: skip
