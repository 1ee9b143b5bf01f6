"""A white frame around rows that reach its edges."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.common.widgets.table_frame import TableFrame


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
