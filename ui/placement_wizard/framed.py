"""A white frame around rows that reach its edges, and a card with little air."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.common.widgets.card import Card
from ui.common.widgets.table_frame import TableFrame
from ui.theme.current import theme


def framed(*parts: QWidget) -> TableFrame:
    """The parts under each other inside one rounded frame."""
    inside = QFrame()
    inside.setFrameShape(QFrame.Shape.NoFrame)
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    return TableFrame(inside)


def tighten(card: Card, *, below: int) -> None:
    """Less air in a card over something that needs the height; `below` is what stays under its contents."""
    edge = card.body.contentsMargins()
    card.body.setContentsMargins(edge.left(), theme().px(10), edge.right(), theme().px(below))
    card.body.setSpacing(theme().px(4))
