"""The strip over the list: which duties, which kind, whose, print; and a field to find one by its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.domain.names import fold
from apdesk.services.duty_lists import DutyRow
from ui.common.widgets.button import IconButton
from ui.common.widgets.fields import SearchField
from ui.common.widgets.label import DataLabel
from ui.common.widgets.tabs import FilterButton, FilterTabs
from ui.theme.current import theme
from ui.today.groups import ALL, NEXT, OVERDUE, TODAY, WAITING, WEEK

TABS = (
    (ALL, "All"), (OVERDUE, "Overdue"), (TODAY, "Today"), (WEEK, "This week"), (NEXT, "Next week"),
    (WAITING, "Waiting for others"),
)  # fmt: skip
MINE = "@mine"
WHOSE_ICON = "ph.users"


class TodayTools(QWidget):
    """`changed` when anything chooses other duties; `whose_changed` also when it is to be remembered."""

    changed = Signal()
    whose_changed = Signal(str)
    print_asked = Signal()
    left = Signal()
    typing_changed = Signal()
    """Focus came to the field of words, or left it: other keys work then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        self.tabs = FilterTabs(TABS, name="Which duties")
        self.kind = FilterButton("Kind")
        self.whose = FilterButton("Everyone", icon=WHOSE_ICON)
        self.printer = IconButton("ph.printer", "Print this list")
        self._row = QWidget()
        self._aside = False
        self._gaps = strip = QHBoxLayout(self._row)
        strip.setContentsMargins(0, 0, 0, 0)
        strip.setSpacing(now.px(8))
        strip.addWidget(self.tabs)
        strip.addStretch(1)
        for widget in (self.kind, self.whose, self.printer):
            strip.addWidget(widget)
        self.find = SearchField("Pupil, provider, duty or person", name="Find in this list")
        self.found = DataLabel("", "small")
        self.finding = QWidget()
        row = QHBoxLayout(self.finding)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(now.px(12))
        row.addWidget(self.find, 1)
        row.addWidget(self.found)
        self.finding.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(now.px(8))
        layout.addWidget(self._row)
        layout.addWidget(self.finding)
        self.tabs.changed.connect(self.changed)
        self.kind.changed.connect(self.changed)
        self.whose.changed.connect(self.whose_changed)
        self.find.searched.connect(self.changed)
        self.find.moved_down.connect(self.left)
        self.find.installEventFilter(self)
        self.printer.clicked.connect(self.print_asked)

    # What may be chosen.

    def offer(self, rows: Sequence[DutyRow], remembered: str) -> None:
        """Offers the people and the kinds that there are; whose duties are shown is as remembered at first."""
        names = sorted({row.who for row in rows if row.who})
        self.whose.set_options([(MINE, "Mine"), *((name, name) for name in names)])
        if not self.whose.chosen():
            self.whose.choose(remembered)
        labels = sorted({theme().kind(row.kind).label for row in rows})
        self.kind.set_options([(label, label) for label in labels])

    def lets_through(self, row: DutyRow, me: str) -> bool:
        """True for a duty that whose, kind and the words typed let through; `me` is the acting person's staff id."""
        whose = self.whose.chosen()
        if whose and not (row.who_id == me if whose == MINE else row.who == whose):
            return False
        if self.kind.chosen() and theme().kind(row.kind).label != self.kind.chosen():
            return False
        return self._is_found(row)

    def _is_found(self, row: DutyRow) -> bool:
        if not self.typed():
            return True
        parts = (row.pupil_name, row.form, row.provider_name, row.title, row.short, row.who, row.pathway_short,
                 theme().kind(row.kind).label)  # fmt: skip
        words = " ".join(parts).replace("-", " ").split()
        held = [fold(word) for word in (*words, row.reference)]
        typed = [fold(word) for word in self.typed().split()]
        return all(any(word.startswith(each) for word in held) for each in typed)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """The number beside each tab; what is overdue in red."""
        for key, number in counts.items():
            self.tabs.set_count(key, number, late=key == OVERDUE)
        self.tabs.set_count(ALL, sum(counts.values()))
        self.fit()

    def restricts(self) -> bool:
        """True where something is held back that is not a tab."""
        return bool(self.whose.chosen() or self.kind.chosen() or self.typed())

    def typed(self) -> str:
        """The words that are looked for, "" where none are."""
        return self.find.text().strip() if self.finding.isVisibleTo(self) else ""

    def show_everything(self) -> None:
        """Nothing is held back afterwards; tells of it."""
        self.kind.choose("")
        self._close_find()
        self.whose.choose("")
        self.whose_changed.emit("")

    def said(self) -> str:
        """Whose and which, for the head of the paper."""
        whose = self.whose.chosen()
        parts = ("mine" if whose == MINE else whose or "everyone’s", self.kind.chosen().lower())
        return ", ".join(part for part in parts if part)

    def stand_aside(self, aside: bool) -> None:
        """The tabs give their place to what can be done with marked duties; the words looked for stay."""
        self._aside = aside
        self._row.setHidden(aside)
        self.setHidden(aside and self.finding.isHidden())

    # Finding by words.

    def open_find(self) -> None:
        """The field stands under the strip and has focus."""
        self.finding.show()
        self.show()
        self.find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find.selectAll()

    def _close_find(self) -> None:
        self.find.clear()
        self.finding.hide()
        self.stand_aside(self._aside)

    def show_found(self, shown: int, of: int) -> None:
        """How many the words leave."""
        self.found.set_text(f"{shown:,} of {of:,}  ·  Esc closes")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.finding.isVisibleTo(self):
            self._close_find()
            self.changed.emit()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.find and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.typing_changed.emit()
        return super().eventFilter(watched, event)

    # Standing in the width there is.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """An icon goes, the tabs stand closer, then words give way to shorter ones, before anything is cut."""
        others = (self.kind, self.whose, self.printer)
        full = dict(TABS)
        steps = ((full[WAITING], full[NEXT], False, False), (full[WAITING], full[NEXT], False, True),
                 (full[WAITING], full[NEXT], True, True), ("Waiting", full[NEXT], True, True),
                 ("Waiting", "Next", True, True))  # fmt: skip
        for waiting, following, tight, plain in steps:
            self.tabs.set_label(WAITING, waiting)
            self.tabs.set_label(NEXT, following)
            self.tabs.set_tight(tight)
            self.whose.set_icon("" if plain else WHOSE_ICON)
            room = self.width() - sum(each.sizeHint().width() for each in others)
            if self.tabs.wanted_width() + len(others) * self._gaps.spacing() <= room:
                break
