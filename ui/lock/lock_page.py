"""The lock as a page: the cover at the left, one form at the right, the keys at the foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.common.widgets.key_bar import KeyBar
from ui.lock.cover import BookCover
from ui.lock.lock_form import INSET, WIDTH, LockForm
from ui.theme.current import theme


class LockPage(QWidget):
    """Shows one `LockForm` at a time."""

    def __init__(self, school: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lock")
        self.setAutoFillBackground(True)
        self.cover = BookCover(school)
        self.keys = KeyBar()
        self.form: LockForm | None = None
        self._place = QHBoxLayout()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addLayout(self._place, 1)
        right.addWidget(self.keys)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.cover)
        layout.addLayout(right, 1)

    def show_form(self, form: LockForm) -> None:
        """Shows another form, with focus where it starts."""
        if self.form is not None:
            self._place.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        while self._place.count():
            self._place.takeAt(0)
        self.form = form
        self._place.addWidget(form, WIDTH)
        self._place.addStretch(1)
        form.hints_changed.connect(self._on_hints)
        self._on_hints()
        form.show()
        start = form.start()
        if start is not None:
            start.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_events(self, events: Sequence[tuple[str, str]]) -> None:
        """What happened to the desk, on the cover."""
        self.cover.set_events(events)

    def focus_start(self) -> None:
        """Focus stands where the form begins."""
        start = self.form.start() if self.form is not None else None
        if start is not None:
            start.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        now = theme()
        self.cover.setFixedWidth(min(now.px(520), max(now.px(280), round(self.width() * 0.38))))
        self.cover.setVisible(self.width() >= now.px(760))
        inset = now.px(72 if self.width() >= now.px(1100) else 32)
        self._place.setContentsMargins(inset - now.px(INSET), now.px(24), now.px(24), now.px(24))

    def _on_hints(self) -> None:
        if self.form is not None:
            self.keys.set_hints(self.form.hints())
            self.keys.set_state(*self.form.state())
