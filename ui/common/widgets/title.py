"""Titles that hold a name: never cut, in smaller letters where it is long, on more lines where it is longer still."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QBoxLayout, QSizePolicy

from ui.common.widgets.label import DataLabel
from ui.theme.current import theme
from ui.theme.names import name_lines

_SMALLER = ("h2", "condensed-h2")      # after the title's own type; small, so that two lines need little more height
_LEAST = 240
"""Design pixels that a long title wants beside other things; where it has fewer it stands above them."""


class TitleLabel(DataLabel):
    """One line in its own type as long as that fits; else as few lines as smaller letters need."""

    _own = "title"

    def __init__(self, text: str = "", kind: str = "title", *, ink: str | None = None) -> None:
        super().__init__("", kind, ink=ink)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_title(text, kind)

    def set_title(self, text: str, kind: str) -> None:
        """Shows another title, in that type where it is short enough."""
        self._own = kind
        self.set_text(text)

    def sizeHint(self) -> QSize:
        """As wide as one line in its own type, as high as its lines are now."""
        wide = _metrics(self._own).horizontalAdvance(self._whole) + 2
        return QSize(wide, _metrics(self._own).height() + self.grown())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.least(), theme().px(90)), self.sizeHint().height())

    def least(self) -> int:
        """The width below which nothing should stand beside it."""
        return min(_metrics(_SMALLER[-1]).horizontalAdvance(self._whole) + 2, theme().px(_LEAST))

    def grown(self) -> int:
        """How much higher it is than one line in its own type."""
        lines = self.text().count("\n") + 1
        return max(0, lines * _metrics(self._kind).lineSpacing() - _metrics(self._own).height())

    def _show(self) -> None:
        room, kinds = self.width(), (self._own, *_SMALLER)
        kind = next((each for each in kinds if _metrics(each).horizontalAdvance(self._whole) <= room), "")
        text = self._whole
        if not kind:
            lines = {each: name_lines(self._whole, room, theme().font(each)).lines for each in _SMALLER}
            kind = min(lines, key=lambda each: len(lines[each]))
            text = "\n".join(lines[kind])
        if (kind, text) != (self._kind, self.text()):
            self.set_kind(kind)
            self.setText(text)
            self.updateGeometry()


def _metrics(kind: str) -> QFontMetrics:
    return QFontMetrics(theme().font(kind))


def stand(head: QBoxLayout, *, above: bool) -> None:
    """What follows the title in its line stands beside it, or under it where the title stands above."""
    wanted = QBoxLayout.Direction.TopToBottom if above else QBoxLayout.Direction.LeftToRight
    if head.direction() != wanted:
        head.setDirection(wanted)
        head.setSpacing(theme().px(2 if above else 10))
