"""Buttons: labels begin with the verb; one filled button at most in the body of a page."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from ui.common.widgets.label import plain_tip
from ui.theme.current import theme
from ui.theme.icons import paint_icon
from ui.theme.paint import NONE, box, cut, ring

VARIANTS = ("primary", "plain", "soft", "quiet", "danger")


class Button(QPushButton):
    """A button of one of the five variants: primary, plain, soft (accept a suggestion), quiet, danger (outline).

    `large` is the 40 px of the laptop and the lock page. Where it is greyed, `set_why` says why in its tooltip.
    """

    def __init__(
        self,
        text: str,
        variant: str = "plain",
        icon: str | None = None,
        *,
        small: bool = False,
        large: bool = False,
        name: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.variant = variant
        self._icon = icon
        self._small = small
        self._large = large
        self._name = name
        self._caret = False
        self._compact = False
        self._why = ""
        self.least_width = 0
        """Design pixels that the button takes at least, so that it does not jump with its words."""
        self.setText(text)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(self._name or text)
        self.updateGeometry()

    def set_compact(self, compact: bool) -> None:
        """Shows its icon alone, where there is no room for the words; the tooltip and a screen reader say them."""
        if compact != self._compact and self._icon:
            self._compact = compact
            self.setToolTip(plain_tip(self._why or (self.text() if compact else "")))
            self.updateGeometry()
            self.update()

    def has_icon(self) -> bool:
        """True where it could do without its words."""
        return bool(self._icon)

    def set_variant(self, variant: str) -> None:
        """Becomes another of the five variants."""
        self.variant = variant
        self.update()

    def set_icon(self, icon: str | None) -> None:
        """Shows another icon before the label."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_why(self, why: str) -> None:
        """Greyed with a reason that can be read, or usable again where `why` is empty."""
        self.setEnabled(not why)
        self._why = why
        self.setToolTip(plain_tip(why or (self.text() if self._compact else "")))
        self.setAccessibleDescription(why)

    def button_font(self) -> QFont:
        """The font of the label."""
        return theme().font("label" if self._small else "button")

    def sizeHint(self) -> QSize:
        return self.size_where(self._compact)

    def size_where(self, compact: bool) -> QSize:
        """How large it is with its words, or with its icon alone."""
        now = theme()
        height = now.length("small-button" if self._small else "answer" if self._large else "button")
        if compact:
            tail = now.px(16) if self._caret else 0
            return QSize((height if self._small else now.px(40)) + tail, height)
        pad = now.px(10 if self._small else 14)
        width = QFontMetrics(self.button_font()).horizontalAdvance(self.text()) + 2 * pad
        if self._icon:
            width += now.px(16) + (now.px(6) if self.text() else 0)
        if self._caret:
            width += now.px(20)
        return QSize(max(width, height, now.px(self.least_width)), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier  # Ctrl+Enter is the form's, not "Go back"
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and self.isEnabled():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = theme()
        fill, edge, ink = self._colours()
        area = QRectF(self.rect())
        radius = now.length("radius-control")
        if self.hasFocus():
            inner = area.adjusted(now.px(3), now.px(3), -now.px(3), -now.px(3))
            box(painter, inner if fill.alpha() else area, fill, NONE, radius - 1, 0)
            ring(painter, area)
        else:
            box(painter, area, fill, edge, radius, now.edge)
        self._paint_label(painter, ink)

    def _paint_label(self, painter: QPainter, ink: QColor) -> None:
        now = theme()
        font = self.button_font()
        size = now.px(16) if self._icon else 0
        text = "" if self._compact else self.text()
        gap = now.px(6) if self._icon and text else 0
        tail = now.px(20) if self._caret else 0
        room = self.width() - 2 * now.px(6)
        shown = cut(text, font, room - size - gap - tail)
        width = QFontMetrics(font).horizontalAdvance(shown) + size + gap + tail
        left = (self.width() - width) // 2
        if self._icon:
            paint_icon(painter, self._icon, QRect(left, (self.height() - size) // 2, size, size), ink)
        painter.setFont(font)
        painter.setPen(ink)
        place = QRect(left + size + gap, 0, width, self.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
        if self._caret:
            small = now.px(12)
            where = QRect(left + width - small, (self.height() - small) // 2 + 1, small, small)
            paint_icon(painter, "ph.caret-down-bold", where, ink)

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        """Fill, edge and ink as the button stands now."""
        now = theme()
        if not self.isEnabled():
            quiet = self.variant == "quiet"
            edge = now.colour("disabled-line")
            return (NONE if quiet else now.colour("disabled")), (NONE if quiet else edge), now.colour("disabled-ink")
        over = self.underMouse() or self.isDown()
        if self.variant == "primary" or (self.isCheckable() and self.isChecked()):
            ground = now.colour("accent-hover" if over else "accent")
            return ground, ground, now.colour("on-accent")
        if self.variant == "danger":
            return now.colour("danger-hover" if over else "surface"), now.colour("danger"), now.colour("danger")
        if self.variant == "soft":
            edge = now.colour("accent") if now.tints_have_edges else NONE
            return now.colour("select" if over else "tint"), edge, now.colour("link")
        if self.variant == "quiet":
            return now.colour("tint") if over else NONE, NONE, now.colour("link")
        return now.colour("hover" if over else "surface"), now.colour("ctl"), now.colour("ink")


class IconButton(Button):
    """An icon alone, for print, more, close and previous or next; always with a name and a tooltip."""

    def __init__(
        self, icon: str, name: str, variant: str = "plain", *, small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__("", variant, icon, small=small, name=name, parent=parent)
        self.setToolTip(plain_tip(name))

    def sizeHint(self) -> QSize:
        height = theme().length("small-button" if self._small else "button")
        return QSize(height if self._small else theme().px(40), height)

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        fill, edge, ink = super()._colours()
        return fill, edge, theme().colour("ink2") if self.variant == "quiet" and self.isEnabled() else ink


class MenuButton(Button):
    """A button that opens a menu, with a caret to say so."""

    def __init__(
        self, text: str, menu: QMenu | None = None, icon: str | None = None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, "plain", icon, parent=parent)
        self._caret = True
        self._menu = menu or QMenu(self)
        self.clicked.connect(self._on_clicked)

    def menu_shown(self) -> QMenu:
        """The menu to fill."""
        return self._menu

    def _on_clicked(self) -> None:
        self._menu.setMinimumWidth(self.width())
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
