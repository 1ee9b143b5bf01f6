"""The log: who did what, when and why; filtered by words, person, kind and days; an entry opens to its values."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.services.journal_log import KINDS, PAGE, Asked, Log, LogRow, log, log_people, looked_at_log, touched
from ui.common.context import Context
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.tables.table_view import DataTable
from ui.common.widgets.button import Button
from ui.common.widgets.empty import EmptyState
from ui.common.widgets.fields import SearchField
from ui.common.widgets.label import DataLabel
from ui.common.widgets.table_frame import TableFrame
from ui.common.widgets.tabs import FilterButton
from ui.settings.security_columns import log_columns, log_words, moment_words
from ui.theme.current import theme

_DAYS = (("0", "Today"), ("7", "Last 7 days"), ("31", "Last 31 days"), ("366", "Last year"))


class LogPanel(QWidget):
    """`opened(row)` when the values of an entry are to be seen."""

    opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._limit = PAGE
        self._noted = False
        self.search = SearchField("Search the log", name="Search the log")
        self.search.setMaximumWidth(theme().px(260))
        self.who = FilterButton("Who")
        self.kind = FilterButton("Kind", [(key, words) for key, (words, _) in KINDS.items()])
        self.days = FilterButton("Days", _DAYS)
        self.check_button = Button("Check now", "plain", "ph.shield-check")
        self.table = DataTable(log_columns(context.today()), lambda row: str(row.number), "Log", memory=context.memory,
                               row_height="two-line-row")  # fmt: skip
        self.table.sort_by("when", descending=True)
        self.empty = EmptyState("ph.magnifying-glass", "No entry fits.", "", "Show everything")
        self.frame = TableFrame(self.table, self.empty)
        self.more = Button("Show older entries", "quiet")
        self._count = DataLabel("", "small")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        now = theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(now.px(8))
        line = QHBoxLayout()
        line.setSpacing(now.px(8))
        line.addWidget(self.search, 1)
        for button in (self.who, self.kind, self.days):
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.check_button)
        column.addLayout(line)
        column.addWidget(self.frame, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._count, 1)
        foot.addWidget(self.more)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.search.searched.connect(self._on_filter)
        self.search.moved_down.connect(self.frame.take_focus)
        for button in (self.who, self.kind, self.days):
            button.changed.connect(self._on_filter)
        self.table.opened.connect(self.opened)
        self.more.clicked.connect(self._on_more)
        self.empty.asked.connect(self._on_everything)

    def asked(self) -> Asked:
        """What of the log is wanted, as the filters stand."""
        days = self.days.chosen()
        words = " ".join(self.search.text().split())
        return Asked(words, self.who.chosen(), self.kind.chosen(), int(days) if days else None)

    def reload(self) -> None:
        """Reads the log; that it was looked through is journaled once."""
        record = self._context.record
        if not self._noted:
            self._noted = True
            looked_at_log(record)
        self.who.set_options(log_people(record))
        self._show(log(record, self.asked(), self._limit))

    def _show(self, found: Log) -> None:
        self.table.set_rows(found.rows)
        self.frame.show_empty(not found.rows)
        self.more.setVisible(found.more)
        self._count.set_text(count_words(len(found.rows), found.found))
        left = found.found - len(found.rows)
        self.more.setText(f"Show {min(left, PAGE):,} older" if left else "")

    def _on_filter(self, _key: str = "") -> None:
        self._limit = PAGE
        self._show(log(self._context.record, self.asked(), self._limit))

    def _on_more(self) -> None:
        self._limit += PAGE
        self._show(log(self._context.record, self.asked(), self._limit))

    def _on_everything(self) -> None:
        for button in (self.who, self.kind, self.days):
            button.choose("")
        self.search.clear()
        self._on_filter()


def count_words(shown: int, found: int) -> str:
    """"The 300 newest of 1,204 entries", "1 entry"."""
    if shown < found:
        return f"The {shown:,} newest of {found:,} entries"
    return "" if not found else "1 entry" if found == 1 else f"{found:,} entries"


class EntryDialog(FormDialog):
    """What one entry touched, before and after."""

    def __init__(self, context: Context, row: LogRow, parent: QWidget | None = None) -> None:
        who = f"{row.who}, {row.role}, {moment_words(row.moment, context.today())}"
        body = "\n".join(part for part in (who, f"Why: {row.why}" if row.why else "") if part)
        super().__init__(log_words(row), body, do="Close", keep="", width=620, parent=parent)
        self.do_button.set_variant("plain")
        found = touched(context.record, row.number)
        for one in found:
            self.middle.addWidget(DataLabel(one.title, "strong", wrap=True))
            for detail in one.details:
                self.middle.addWidget(DataLabel(detail, "small", wrap=True))
        if not found:
            self.middle.addWidget(DataLabel("It touched no row of the record.", "small"))
        self.do_button.setFocus()
