"""Walks a window and says what somebody would stumble over who uses keys, a screen reader or large letters."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)

from ui.common.reading_order import ReadingOrder, tab_stops
from ui.common.widgets.label import DataLabel, Link
from ui.theme.current import theme

SMALLEST_TARGET = 24
_INNER = ("qt_scrollarea_viewport", "qt_spinbox_lineedit", "qt_edit_menu")


def everything(top: QWidget) -> list[QWidget]:
    """Every visible widget below `top`, itself included, without the inner parts of Qt's own controls."""
    found = [top, *top.findChildren(QWidget)]
    return [each for each in found if each.isVisibleTo(top) and each.objectName() not in _INNER]


def takes_tab(widget: QWidget) -> bool:
    tab = Qt.FocusPolicy.TabFocus
    return widget.isEnabled() and (widget.focusPolicy() & tab) == tab and widget.focusProxy() is None


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def sideways(top: QWidget) -> list[str]:
    """The lists that can only be read by scrolling them sideways."""
    return [name_of(each) for each in everything(top)
            if isinstance(each, QAbstractItemView) and each.horizontalScrollBar().maximum() > 0]


def stumbles(top: QWidget) -> list[str]:
    """Everything that is wrong, in sentences; empty where nothing is."""
    found: list[str] = []
    for widget in everything(top):
        what = f"{type(widget).__name__} {name_of(widget)!r}"
        if isinstance(widget, QScrollBar) or _inside_view(widget):
            continue
        if takes_tab(widget) and not name_of(widget).strip():
            found.append(f"{what} ({widget.parent().__class__.__name__}) takes focus and has no name")
        if takes_tab(widget) and isinstance(widget, QAbstractButton | QLineEdit):
            least = round(SMALLEST_TARGET * theme().scale)
            if min(widget.width(), widget.height()) < least and not isinstance(widget, Link):
                found.append(f"{what} is {widget.width()}x{widget.height()}, smaller than {least} px")
        if isinstance(widget, DataLabel):
            found += _clipped(widget)
    return [*found, *_clashes(top), *_without_buddy(top)]


def _inside_view(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractItemView):
            return True
        parent = parent.parentWidget()
    return False


def _clipped(label: DataLabel) -> list[str]:
    """Words that are cut without a tooltip, or that need more height than they have."""
    if not label.whole_text() or label.width() <= 0:
        return []
    metrics = QFontMetrics(label.font())
    if label.wordWrap():
        room = label.contentsRect()
        needed = metrics.boundingRect(0, 0, max(1, room.width()), 10_000, int(Qt.TextFlag.TextWordWrap), label.text())
        if needed.height() > room.height() + 2:
            return [f"{label.whole_text()[:60]!r} needs {needed.height()} px of height and has {room.height()}"]
        return []
    if "".join(label.text().split()) != "".join(label.whole_text().split()):
        return [] if label.toolTip() else [f"{label.whole_text()[:60]!r} is cut and has no tooltip"]
    lines = label.text().split("\n")
    if max(map(metrics.horizontalAdvance, lines)) > label.width() + 2:
        return [f"{label.whole_text()[:60]!r} is clipped at {label.width()} px"]
    if len(lines) > 1 and len(lines) * metrics.lineSpacing() > label.height() + 2:
        return [f"{label.whole_text()[:60]!r} needs {len(lines)} lines and has {label.height()} px"]
    return []


def _clashes(top: QWidget) -> list[str]:
    """Two labels with the same mnemonic."""
    used: dict[str, str] = {}
    found = []
    for label in top.findChildren(QLabel):
        text = label.text()
        place = text.replace("&&", "").find("&") if label.textFormat() != Qt.TextFormat.PlainText else -1
        if place >= 0 and label.isVisibleTo(top):
            key = text[place + 1].lower()
            if key in used:
                found.append(f"Alt+{key} means {used[key]!r} and {text!r}")
            used[key] = text
    return found


def _without_buddy(top: QWidget) -> list[str]:
    """What is filled in below a label that does not lead to it."""
    labels = [each for each in top.findChildren(DataLabel) if each.isVisibleTo(top)]
    found = []
    for control in everything(top):
        if not takes_tab(control) or not isinstance(control, QLineEdit | QComboBox | QPlainTextEdit):
            continue
        beside = [each.buddy() for each in labels if each.whole_text() == control.accessibleName()]
        if beside and not any(each is control or (each and each.isAncestorOf(control)) for each in beside):
            found.append(f"The label {control.accessibleName()!r} does not lead to its {type(control).__name__}")
    return found


def out_of_tab_order(top: QWidget) -> list[str]:
    """Controls that Tab never reaches."""
    wanted = {each for each in everything(top) if takes_tab(each) and not _inside_view(each)}
    missed = wanted - set(tab_stops(top) if isinstance(top, ReadingOrder) else _chain(top))
    return [f"{type(each).__name__} {name_of(each)!r} is never reached by Tab" for each in missed]


def _chain(top: QWidget) -> Iterator[QWidget]:
    here = top.nextInFocusChain()
    while here is not top:
        yield here
        here = here.nextInFocusChain()
