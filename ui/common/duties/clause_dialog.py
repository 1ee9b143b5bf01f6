"""Why a duty is asked for and when, with the policy's own words: to read, nothing to save."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from apdesk.services.duty_explained import Explained
from ui.common.dates import short_day
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.duties.rows import plain_why
from ui.common.duties.saving import about
from ui.common.widgets.label import DataLabel
from ui.common.widgets.margin import MarginRule
from ui.theme.current import theme


class ClauseDialog(FormDialog):
    """The reason and the arithmetic of the date, then each clause word for word beyond the margin; then the rest."""

    def __init__(self, explained: Explained, parent: QWidget | None = None) -> None:
        row = explained.row
        super().__init__(row.title, about([row]), do="Close", keep="", width=640, parent=parent)
        self.do_button.set_variant("plain")
        because = "" if explained.because in row.why else explained.because
        self._part("Why, and why then", [plain_why(row.why), because])
        for clause in explained.clauses:
            self._quote(clause.title or clause.id, clause.text)
        self._part("Put off", [row.put_off_why])
        since = f", since {short_day(row.waiting_since)}" if row.waiting_since else ""
        self._part("Waits for", [f"{row.waiting_for}{since}" if row.waiting_for else ""])
        self._part("Evidence asked for", [_sentence("; ".join(explained.evidence))])
        self._part("Ways to read the policy here", list(explained.readings))
        self._part("The law behind it", [explained.source])
        self.do_button.setFocus()

    def _part(self, title: str, lines: list[str]) -> None:
        said = [line for line in lines if line]
        if said:
            block = QVBoxLayout()
            block.setSpacing(theme().px(2))
            block.addWidget(DataLabel(title, "h3"))
            for line in said:
                block.addWidget(DataLabel(line, "body", wrap=True))
            self.middle.addLayout(block)

    def _quote(self, title: str, text: tuple[str, ...]) -> None:
        now = theme()
        across = QHBoxLayout()
        across.setSpacing(now.px(14))
        across.addWidget(MarginRule())
        words = QVBoxLayout()
        words.setSpacing(now.px(6))
        words.addWidget(DataLabel(title, "h3", wrap=True))
        if not text:
            words.addWidget(DataLabel("Law or guidance: named here, not quoted.", "small", wrap=True))
        for line in text:
            words.addWidget(DataLabel(line, "body", wrap=True))
        across.addLayout(words, 1)
        self.middle.addLayout(across)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A long clause is read by keys as well."""
        bar = self.scroller.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep(), Qt.Key.Key_Up: -bar.singleStep(), Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(), Qt.Key.Key_End: bar.maximum(), Qt.Key.Key_Home: -bar.maximum(),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
