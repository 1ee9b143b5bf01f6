"""The policy and the law, row by row, and what AP Desk does about each: searched, filtered, printed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from apdesk.domain.names import fold
from apdesk.domain.permissions import Deed, may
from apdesk.services.paper_out import Paper
from apdesk.services.policy_page import (
    COVERED,
    MISSING,
    PLANNED,
    STANDING,
    PolicyPage,
    PolicyRow,
    policy_page,
    policy_paper,
)
from ui.common.context import Context
from ui.common.page import Crumb, Page, Place
from ui.common.paper import put_on_paper
from ui.common.tables.table_view import DataTable
from ui.common.widgets.button import Button
from ui.common.widgets.card import Card
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.fields import SearchField
from ui.common.widgets.label import DataLabel
from ui.common.widgets.table_frame import TableFrame
from ui.common.widgets.tabs import FilterButton, FilterTabs
from ui.settings.found_line import FoundLine
from ui.settings.policy_columns import policy_columns
from ui.theme.current import theme

ALL = "all"
_TABS = ((ALL, "All"), (COVERED, "Met"), (STANDING, "No duty"), (PLANNED, "To come"), (MISSING, "Not met"))


class PolicyPageView(Page):
    """Every row of the obligations table. The column at the right quotes the policy and lists what meets it."""

    key = "policy"
    areas = frozenset({"protocols"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._page: PolicyPage | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        now = theme()
        self.print_button = Button("Print", "plain", "ph.printer")
        self.print_button.setVisible(may(self.context.record.actor.role, Deed.EXPORT))
        self.search = SearchField("Search the policy", name="Search the policy")
        self.search.setMinimumWidth(now.px(170))
        self.search.setMaximumWidth(now.px(280))
        self.tabs = FilterTabs(_TABS, name="Which rows")
        self.section = FilterButton("Part")
        self.how = FilterButton("How")
        line = QHBoxLayout()
        line.setSpacing(now.px(8))
        line.addWidget(self.search, 1)
        line.addWidget(self.tabs)
        line.addWidget(self.section)
        line.addWidget(self.how)
        line.addStretch(1)
        self.body.addLayout(line)
        self.table = DataTable(policy_columns(), lambda row: row.id, "The policy row by row",
                               memory=self.context.memory, row_height="two-line-row")  # fmt: skip
        self.empty = EmptyState("ph.magnifying-glass", "No row fits.", "", "Show every row")
        self.frame_of_table = TableFrame(self.table, self.empty)
        self.body.addWidget(self.frame_of_table, 1)
        self.found = FoundLine(self.table)
        self.body.addWidget(self.found)
        side = self.use_side()
        self.asked, self.met = LinesCard("What is asked"), LinesCard("What AP Desk does about it")
        self.quote = LinesCard("The policy")
        for card in (self.asked, self.met, self.quote):
            side.add(card)

    def _connect(self) -> None:
        self.search.searched.connect(lambda _words: self._apply())
        self.search.moved_down.connect(self.frame_of_table.take_focus)
        self.tabs.changed.connect(lambda _key: self._apply())
        for button in (self.section, self.how):
            button.changed.connect(lambda _key: self._apply())
        self.table.focused.connect(self._on_focused)
        self.table.opened.connect(lambda _row: self.show_side())
        self.table.peeked.connect(lambda _row: self.show_side())
        self.table.shown_changed.connect(self._on_shown)
        self.empty.asked.connect(self._on_everything)
        self.print_button.clicked.connect(self.print)

    # What the frame shows.

    def title(self) -> str:
        return "Policy and duties"

    def crumbs(self) -> Sequence[Crumb]:
        return (Crumb("Settings", Place("settings")), Crumb("Protocol", Place("settings", {"part": "protocol"})))

    def tools(self) -> Sequence[QWidget]:
        return (self.print_button,)

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        return {"search": self._on_search_key, "print": self.print, "excel": self._on_copy}

    def hint_names(self) -> Collection[str] | None:
        return ("open", "search", "print") if self.print_button.isVisibleTo(self) else ("open", "search")

    def focus_start(self) -> QWidget | None:
        return self.table

    # Its life.

    def activate(self, values: Mapping[str, str]) -> None:
        row = values.get("row", "")
        if row and not self.stale and not self.table.focus_id(row):
            self._on_everything()
            self.table.focus_id(row)
        elif row:
            self.reload()
            self.table.focus_id(row)

    def reload(self) -> None:
        page = policy_page(self.context.record)
        self._page = page
        counts = ((ALL, len(page.rows)), (COVERED, page.covered), (STANDING, page.standing), (PLANNED, page.planned))
        for key, count in counts:
            self.tabs.set_count(key, count)
        self.tabs.set_count(MISSING, page.missing, late=True)
        self.section.set_options([(one, one) for one in dict.fromkeys(row.section for row in page.rows)])
        self.how.set_options([(one, one) for one in dict.fromkeys(row.mechanism for row in page.rows)])
        self.table.set_rows(page.rows)
        self._apply()

    def shown(self) -> list[PolicyRow]:
        """The rows that are listed now."""
        return list(self.table.shown_rows())

    def _apply(self) -> None:
        words = [fold(word) for word in self.search.text().split()]
        state, section, how = self.tabs.key(), self.section.chosen(), self.how.chosen()

        def fits(row: PolicyRow) -> bool:
            return (
                state in (ALL, row.status) and section in ("", row.section) and how in ("", row.mechanism)
                and all(word in row.text for word in words)
            )

        self.table.set_filter(fits)

    def _on_shown(self, count: int) -> None:
        self.frame_of_table.show_empty(count == 0)
        if count and self.table.focused_row() is None:
            self.table.focus_id(self.shown()[0].id)

    def _on_everything(self) -> None:
        self.search.clear()
        self.tabs.set_key(ALL)
        for button in (self.section, self.how):
            button.choose("")
        self._apply()

    def _on_focused(self, row: PolicyRow | None) -> None:
        if row is None:
            return
        law = f"Law or guidance: {row.statute}" if row.statute else ""
        proof = f"Proof: {row.evidence}" if row.evidence else ""
        self.asked.show_lines([("medium", row.duty), ("small", row.role), ("small", proof), ("small", law)])
        met = [line for one in row.met for line in (("medium", one.what), ("small", one.where))]
        self.met.show_lines(met or [("medium", row.how), ("small", row.mechanism)])
        self.quote.set_title(row.clause)
        quoted = [("small", line) for line in row.quote]
        self.quote.show_lines(quoted or [("small", "It stands in the law or its guidance, not in the policy.")])

    # Doing.

    def _on_search_key(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_copy(self) -> None:
        self.table.copy()
        self.context.say(f"{self.table.shown.rowCount()} rows copied. Paste into Excel.")

    def print(self) -> None:
        """The rows that are listed now, on A4."""
        rows = self.shown()
        if not rows or not self.print_button.isVisibleTo(self):
            return
        record, words = self.context.record, self._filter_words()
        self.context.jobs.run("Laying out the pages", lambda _progress: policy_paper(record, rows, words),
                              lambda outcome: self.settle(outcome, self._on_laid_out), "Nothing is printed yet.")

    def _on_laid_out(self, paper: Paper) -> None:
        put_on_paper(self.context, paper)

    def _filter_words(self) -> str:
        """What the rows are limited to, for the head of the paper."""
        state = dict(_TABS)[self.tabs.key()] if self.tabs.key() != ALL else ""
        typed = " ".join(self.search.text().split())
        parts = (state, self.section.chosen(), self.how.chosen(), f"“{typed}”" if typed else "")
        return ", ".join(part for part in parts if part)


class LinesCard(Card):
    """A card of wrapped lines that are shown anew for each row."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._labels: list[DataLabel] = []

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Each line as (kind of type, words); empty words are left out."""
        for old in self._labels:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._labels = [DataLabel(text, kind, wrap=True) for kind, text in lines if text]
        for label in self._labels:
            self.add(label)

    def words(self) -> str:
        """Everything it says."""
        return "\n".join(label.whole_text() for label in self._labels)
