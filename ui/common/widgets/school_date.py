"""A date as the office types it, answered with its weekday and checked against the term dates."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from apdesk.problems import Problem
from ui.common.date_words import read_date
from ui.common.dates import SchoolDays, short_day, spoken_day
from ui.common.widgets.button import IconButton
from ui.common.widgets.field import Mend
from ui.common.widgets.fields import TextField
from ui.common.widgets.label import DataLabel
from ui.common.widgets.month import DayMark, MonthGrid, month_on
from ui.theme.current import theme

GONE = "today, 6 nov, -2d"
"""The example of a field for a day that has gone."""


class SchoolDateField(TextField):
    """Takes "16 nov", "mon", "+2w", "16/11" and ISO; shows "Mon 16 Nov 2026" when it is left.

    `date()` is None until something readable stands there. With a calendar and `school_days_only` a closed day
    is a trouble, mended by one button. `changed` comes with the date (or None) when a person has changed it.
    """

    changed = Signal(object)

    def __init__(
        self, today: date, calendar: SchoolDays | None = None, *, school_days_only: bool = False,
        required: bool = True, base: date | None = None, example: str = "16 nov, mon, +2w",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(example, most=40, parent=parent)
        self._today = today
        self._calendar = calendar
        self._school_days_only = school_days_only
        self._required = required
        self._base = base
        self._date: date | None = None
        self._unread: str | None = None
        self._popup: MonthPopup | None = None
        self.opener = IconButton("ph.calendar-blank", "Open the month (Alt+Down)", "quiet", small=True, parent=self)
        self.opener.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes from field to field; Alt+Down opens it
        self.opener.clicked.connect(self.open_month)
        self.setTextMargins(0, 0, self.opener.sizeHint().width() - theme().px(6), 0)
        self.textEdited.connect(self._on_edited)

    def date(self) -> date | None:
        """The date that stands there, or None."""
        return self._date

    def set_date(self, day: date | None) -> None:
        """Shows a date without telling."""
        self._date = day
        self._unread = None
        self.setText(self._shown(day))

    def set_calendar(self, calendar: SchoolDays | None) -> None:
        """Checks against other term dates."""
        self._calendar = calendar

    def set_base(self, base: date | None) -> None:
        """"+2w" counts from here."""
        self._base = base

    def trouble(self) -> str | Mend | None:
        """What has to be put right, for the `check` of a Field."""
        if self._unread is not None:
            return self._unread
        if self._date is None:
            return "A date is needed here." if self._required else None
        return self._closed(self._date) if self._school_days_only and self._calendar else None

    def _closed(self, day: date) -> str | Mend | None:
        assert self._calendar is not None
        try:
            if self._calendar.is_school_day(day):
                return None
            after = self._calendar.on_or_after(day)
            why = self._calendar.label(day)
        except Problem as problem:
            return problem.text
        closed = f" ({why})" if why and day.weekday() < 5 else ""
        text = f"{spoken_day(day)} is not a school day{closed}. The next is {spoken_day(after)}."
        return Mend(text, f"Use {short_day(after, self._today)}", lambda: self._take(after))

    def _take(self, day: date) -> None:
        self.set_date(day)
        self.changed.emit(day)

    def _shown(self, day: date | None) -> str:
        return "" if day is None else f"{short_day(day)} {day.year}"

    def _on_edited(self, words: str) -> None:
        """While typing: the date is known as soon as it can be read, and nothing is said yet."""
        before = self._date
        self._read(words)
        if self._date != before and self._unread is None:
            self.changed.emit(self._date)

    def _read(self, words: str) -> None:
        self._unread = None
        if not words.strip():
            self._date = None
            return
        try:
            self._date = read_date(words, self._today, self._calendar, self._base)
        except Problem as problem:
            self._date = None
            self._unread = problem.text

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self._date is not None and self._unread is None:
            self.setText(self._shown(self._date))
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down opens the month; + and - move a day where a whole date stands there."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_month()
            return
        whole = self._date is not None and self.text() == self._shown(self._date)
        if whole and self._date and event.text() in ("+", "-") and self.selectedText() in ("", self.text()):
            at_end = self.cursorPosition() == len(self.text()) or bool(self.selectedText())
            if at_end:
                self._take(self._date + timedelta(days=1 if event.text() == "+" else -1))
                return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self.opener.sizeHint()
        corner = QPoint(self.width() - size.width() - theme().px(3), (self.height() - size.height()) // 2)
        self.opener.setGeometry(QRect(corner, size))

    def open_month(self) -> None:
        """Opens the month below the field; Esc closes it without a change."""
        self._popup = MonthPopup(self._date or self._today, self._today, self._calendar, self)
        self._popup.grid.picked.connect(self._on_picked)
        self._popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._popup.show()
        self._popup.grid.setFocus()

    def month_popup(self) -> MonthPopup | None:
        """The open month, for tests and for the screen reader's tree."""
        return self._popup

    def _on_picked(self, day: date) -> None:
        if self._popup is not None:
            self._popup.close()
            self._popup = None
        self._take(day)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.left.emit()


class MonthPopup(QFrame):
    """The month that opens under a date field."""

    def __init__(self, day: date, today: date, calendar: SchoolDays | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("popup")
        self._today, self._calendar = today, calendar
        now = theme()
        self.grid = MonthGrid(day, choosing=True)
        self.grid.set_focus_day(day)
        self.grid.moved.connect(self._on_moved)
        back = IconButton("ph.caret-left", "Month before", "quiet", small=True)
        on = IconButton("ph.caret-right", "Month after", "quiet", small=True)
        back.clicked.connect(self._on_back)
        on.clicked.connect(self._on_on)
        self._said = DataLabel("", "meta", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(now.px(12), now.px(8), now.px(12), now.px(12))
        head = QHBoxLayout()
        head.addStretch(1)
        head.addWidget(back)
        head.addWidget(on)
        layout.addLayout(head)
        layout.addWidget(self.grid)
        layout.addWidget(self._said)
        self._mark()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def _on_back(self) -> None:
        self.grid.set_focus_day(month_on(self.grid.focus_day(), -1))

    def _on_on(self) -> None:
        self.grid.set_focus_day(month_on(self.grid.focus_day(), 1))

    def _on_moved(self, day: date) -> None:
        self._mark()

    def _mark(self) -> None:
        """Closed days are hatched with their name; what the ring stands on is said below."""
        day = self.grid.focus_day()
        marks = {self._today: DayMark("today", "today")}
        first = self.grid.month() - timedelta(days=7)
        for number in range(50):
            each = first + timedelta(days=number)
            label = self._why_closed(each)
            if label and each.weekday() < 5:
                marks[each] = DayMark("closed", label)
        self.grid.set_days(marks)
        why = self._why_closed(day)
        self._said.set_text(f"{short_day(day, self._today)}: {why}" if why else short_day(day, self._today))

    def _why_closed(self, day: date) -> str:
        if self._calendar is None:
            return ""
        try:
            return self._calendar.label(day) or ("" if self._calendar.is_school_day(day) else "no school")
        except Problem:
            return "beyond the term dates"
