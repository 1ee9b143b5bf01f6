"""The place under the top bar for the worst thing the office must know now; empty where all is well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.common.context import Context
from ui.common.page import Place
from ui.common.widgets.banner import Banner
from ui.theme.current import theme


@dataclass(frozen=True)
class Notice:
    """Something to know: `rank` 0 is the worst; `place` is where its word leads."""

    rank: int
    status: str
    text: str
    detail: str = ""
    button: str = ""
    place: Place | None = None
    icon: str | None = None


class BannerHost(QWidget):
    """Shows one notice at a time, the worst."""

    place_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        self._layout = QVBoxLayout(self)
        edge = now.length("space-page")
        self._layout.setContentsMargins(edge, 0, edge, now.px(8))
        self._held: dict[str, Notice] = {}
        self._shown: Notice | None = None
        self._banner: Banner | None = None
        self.hide()

    def set_notice(self, about: str, notice: Notice | None) -> None:
        """The notice about something ("backup", "saving"), or none any more."""
        if notice is None:
            self._held.pop(about, None)
        else:
            self._held[about] = notice
        self._show()

    def refresh(self, context: Context) -> None:
        """What the record itself has to say since it was opened."""
        sentences: Sequence[str] = getattr(context.record, "notices", ())
        for number, sentence in enumerate(sentences):
            self.set_notice(f"record-{number}", Notice(3, "today", sentence))

    def shown(self) -> Notice | None:
        """The notice that stands there."""
        return self._shown

    def _show(self) -> None:
        worst = min(self._held.values(), key=lambda each: each.rank, default=None)
        if worst == self._shown:
            return
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None
        self._shown = worst
        self.setVisible(worst is not None)
        if worst is not None:
            self._banner = Banner(worst.status, worst.text, worst.detail, worst.button, worst.icon)
            self._banner.asked.connect(self._on_asked)
            self._layout.addWidget(self._banner)

    def _on_asked(self) -> None:
        if self._shown is not None and self._shown.place is not None:
            self.place_requested.emit(self._shown.place)
