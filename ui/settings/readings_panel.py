"""Every place where the policy's words can be read in two ways: the words, our reading, the other; searched, chosen."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.domain.names import fold
from apdesk.services.readings import Point
from ui.common.tables.columns import Column
from ui.common.tables.table_view import DataTable
from ui.common.widgets.button import Button
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.fields import SearchField
from ui.common.widgets.table_frame import TableFrame
from ui.common.widgets.tabs import FilterTabs
from ui.settings.reading_card import ReadingCard
from ui.theme.current import theme

ALL, CHOICE, CHANGED = "all", "choice", "changed"
_TABS = ((ALL, "All"), (CHOICE, "Can be chosen"), (CHANGED, "Chosen here"))


class ReadingsPanel(QWidget):
    """`row_left()` when the limit to one row of Appendix A is lifted."""

    row_left = Signal()

    def __init__(self, *, may_change: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: Sequence[Point] = ()
        self._only: frozenset[str] | None = None
        self.search = SearchField("Search the words", name="Search the words of the policy")
        self.search.setMaximumWidth(theme().px(220))
        self.tabs = FilterTabs(_TABS, name="Which points")
        self.limit = Button("", "soft", "ph.x", small=True)
        self.limit.hide()
        self.table = DataTable(point_columns(), lambda point: point.key, "Words that can be read in two ways",
                               row_height="two-line-row")  # fmt: skip
        self.empty = EmptyState("ph.magnifying-glass", "No point fits.", "", "Show all")
        self.frame = TableFrame(self.table, self.empty)
        self.card = ReadingCard(may_change=may_change)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        now = theme()
        line = QHBoxLayout()
        line.setSpacing(now.px(8))
        line.addWidget(self.search, 1)
        line.addWidget(self.tabs)
        line.addWidget(self.limit)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now.px(8))
        column.addLayout(line)
        column.addWidget(self.frame, 1)
        column.addWidget(self.card)
        self.frame.setMinimumHeight(now.px(150))
        self.card.setMinimumHeight(now.px(176))     # so that the list does not jump from row to row

    def _connect(self) -> None:
        self.search.searched.connect(lambda _words: self._apply())
        self.search.moved_down.connect(self.frame.take_focus)
        self.tabs.changed.connect(lambda _key: self._apply())
        self.limit.clicked.connect(self._on_limit)
        self.table.focused.connect(self._on_focused)
        self.table.opened.connect(lambda _point: self._to_card())
        self.table.shown_changed.connect(lambda count: self._on_shown(count))
        self.empty.asked.connect(self.show_everything)

    def show_points(self, points: Sequence[Point]) -> None:
        """The points of the policy in force; filters stay."""
        self._points = points
        self.tabs.set_count(ALL, len(points))
        self.tabs.set_count(CHOICE, sum(bool(one.options) for one in points))
        self.tabs.set_count(CHANGED, sum(one.changed for one in points))
        self.table.set_rows(points)
        self._apply()

    def limit_to(self, keys: Collection[str] | None, words: str = "") -> None:
        """Only these points (those of a row of Appendix A, in `words`); None lifts it."""
        self._only = frozenset(keys) if keys is not None else None
        self.limit.setText(words)
        self.limit.setAccessibleName(f"Only {words}. Press to show every row" if words else "")
        self.limit.setVisible(bool(words))
        self._apply()

    def show_everything(self) -> None:
        """Without any filter."""
        self.search.clear()
        self.tabs.set_key(ALL)
        self.limit_to(None)
        self.row_left.emit()

    def show_choices(self) -> None:
        """Only the points where a reading can be chosen here."""
        self.show_everything()
        self.tabs.set_key(CHOICE)
        self._apply()

    def _apply(self) -> None:
        kind, words = self.tabs.key(), [fold(word) for word in self.search.text().split()]

        def fits(point: Point) -> bool:
            if self._only is not None and point.key not in self._only:
                return False
            if (kind == CHOICE and not point.options) or (kind == CHANGED and not point.changed):
                return False
            said = (point.key, point.words, point.reading, point.alternative, *point.titles, *point.where)
            return all(word in fold(" ".join(said)) for word in words)

        self.table.set_filter(fits)

    def _on_shown(self, count: int) -> None:
        self.frame.show_empty(count == 0)
        self.card.setVisible(count > 0)
        if count and self.table.focused_row() is None:
            self.table.focus_id(self.table.shown_rows()[0].key)

    def _on_focused(self, point: Point | None) -> None:
        if point is not None:
            self.card.show_point(point, f"Point {point.key}" if point.key.isdigit() else point.titles[0], about=True)

    def _to_card(self) -> None:
        """Enter on a point goes to its readings."""
        if self.card.options.isVisible() and self.card.options.isEnabled():
            self.card.options.setFocus()

    def _on_limit(self) -> None:
        self.limit_to(None)
        self.row_left.emit()
        self.table.setFocus()


def point_columns() -> tuple[Column, ...]:
    """The words, our reading with the other beneath, and whether it is chosen here."""
    return (
        Column("point", "Point", lambda point: point.key if point.key.isdigit() else "",
               sort=lambda point: int(point.key) if point.key.isdigit() else 1_000, width=68, right=True),
        Column("words", "The policy says", lambda point: point.quoted, kind="strong", width=150, stretch=3, whole=True,
               tip=lambda point: point.quoted),
        Column("reading", "How it is read", lambda point: point.in_force, lambda point: f"or: {_other(point)}",
               kind="two-line", width=190, stretch=4, whole=True,
               tip=lambda point: f"{point.in_force}\nor: {_other(point)}"),
        Column("state", "", _state, kind="chip", value=_chip, width=140, drop=520),
    )  # fmt: skip


def _other(point: Point) -> str:
    if point.options:
        return ", or ".join(one.words for one in point.options if one.name != point.chosen)
    return point.alternative


def _state(point: Point) -> str:
    if point.changed:
        return "Chosen here"
    return "Can be chosen" if point.options else "Each placement" if point.asked else ""


def _chip(point: Point) -> tuple[str, str, str | None] | None:
    words = _state(point)
    return (words, "today", None) if point.changed else (words, "later", "") if words else None
