"""What is wrong with the words a window paints: too faint, cut off at an edge, or told to nobody who cannot see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from painted import Run, drawn, seen_of
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QHeaderView,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)

from apdesk.domain.names import fold
from ui.common.widgets.shade import Shade
from ui.due_calendar.move_layer import MoveLayer
from ui.theme.tokens import READABLE, contrast

_SAID = (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.ToolTipRole,
)
_ROLES = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
_SPLIT = re.compile(r"[\s/·–-]+")
_COUNT = re.compile(r"\d+ more$")      # as many as the row says, one by one
_MORE = re.compile(r"\+\d+$")         # "+2" at the end of a clause: the others are said in full

Pair = tuple[str, str]
"""An ink on a ground."""


@dataclass
class Words:
    """The faults of a window's words, and every pairing of ink and ground that was looked at."""

    faults: list[str] = field(default_factory=list)
    pairs: set[Pair] = field(default_factory=set)


def words_of(top: QWidget) -> Words:
    """Every run of words that can be seen, looked at; what stands under a shade is not to be read."""
    found = Words()
    layers = [each for each in top.findChildren(MoveLayer) if each.isVisible()]   # over the page, and no child of it
    runs, picture = drawn(top)
    for run in runs:
        widget = top.childAt(run.start)
        seen = seen_of(run, picture) if widget is not None and not isinstance(widget, Shade) else None
        if widget is None or seen is None or not widget.isEnabled():
            continue
        ink, ground = seen
        found.pairs.add((ink.name(), ground.name()))
        found.faults += _faint(widget, run, ink, ground)
        if not any(run.text in line for layer in layers for line in layer.words()):
            found.faults += [*_cut_off(top, widget, run), *_unsaid(top, widget, run)]
    return found


def _called(widget: QWidget) -> str:
    return f"{type(widget.parentWidget()).__name__}/{type(widget).__name__}"


def _faint(widget: QWidget, run: Run, ink: QColor, ground: QColor) -> list[str]:
    reached = contrast(ink.name(), ground.name())
    return [f"{run.text!r} in {_called(widget)} has a contrast of {reached:.2f}"] if reached < READABLE else []


def _cut_off(top: QWidget, widget: QWidget, run: Run) -> list[str]:
    """Words that end beyond the widget they start in; what scrolls may be cut where it scrolls."""
    place = QRect(widget.mapTo(top, QPoint(0, 0)), widget.size())
    parent = widget.parentWidget()
    if isinstance(widget, QLineEdit) or (isinstance(widget, QToolButton) and isinstance(parent, QLineEdit)):
        return []
    scrolls = isinstance(parent, QAbstractScrollArea)
    if run.place.right() > place.right() + 6 and not (scrolls and parent.horizontalScrollBar().maximum() > 0):
        return [f"{run.text!r} ends {run.place.right() - place.right()} px beyond {_called(widget)}"]
    if not scrolls and run.place.bottom() > place.bottom() + 4:
        return [f"{run.text!r} stands {run.place.bottom() - place.bottom()} px below {_called(widget)}"]
    return []


def _unsaid(top: QWidget, widget: QWidget, run: Run) -> list[str]:
    """Words that only eyes find: painted by something without a name, or in a row whose data does not say them."""
    if isinstance(widget, QLabel | QLineEdit) or isinstance(widget.parentWidget(), QLineEdit):
        return []
    view = widget.parentWidget()
    if not isinstance(view, QAbstractItemView) or isinstance(view, QHeaderView):
        return [] if _has_name(widget, top) else [f"{run.text!r} is painted by {_called(widget)}, which says nothing"]
    row = " ".join(_of_row(view.indexAt(widget.mapFrom(top, run.start))))
    said, letters = fold(row), [fold(word)[:1] for word in _SPLIT.split(row)]
    words = [fold(word) for word in _SPLIT.split(_MORE.sub("", run.text).strip("…")) if fold(word)]
    if _COUNT.fullmatch(run.text):
        return []
    missing = [word for word in words if word not in said and word[:3] not in said and not _initials(word, letters)]
    if 2 * len(missing) <= len(words):
        return []
    return [f"{run.text!r} is painted in {_called(widget)}, and its row never says {', '.join(missing)}"]


def _initials(word: str, letters: list[str]) -> bool:
    """True where words that are said begin with these letters, in their order."""
    begin = iter(letters)
    return 2 <= len(word) <= 5 and all(letter in begin for letter in word)


def _has_name(widget: QWidget, top: QWidget) -> bool:
    """True where it, or what it is a part of below the page, is named to a screen reader."""
    here: QWidget | None = widget
    while here is not None and here is not top:
        interface = QAccessible.queryAccessibleInterface(here)
        if interface is not None and any(interface.text(role).strip() for role in _ROLES):
            return True
        here = here.parentWidget()
    return False


def _of_row(index: QModelIndex) -> list[str]:
    if not index.isValid():
        return []
    model = index.model()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(index.parent())
    every = [index.siblingAtColumn(column) for column in range(columns)]
    return [str(data) for each in every for role in _SAID if (data := each.data(role)) is not None]
