"""The list of duties as a widget: arrows or J and K move, Enter does it, Space opens, X marks several."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QToolTip, QWidget

from ui.common.duties.delegate import DutyDelegate
from ui.common.duties.geometry import head_link, member_name, parts_of, tick_places
from ui.common.duties.lines import DutyGroup, DutyLine
from ui.common.duties.model import DutyModel, Kind, Row
from ui.common.widgets.label import plain_tip
from ui.theme.current import theme


class DutyList(QListView):
    """Tells what was asked for by the id of the duty; it does nothing by itself.

    `group_asked` with the key of a group whose link was pressed.

    `do_asked` (Enter, or the button), `about_asked` (the name), `clause_asked` (the policy), `menu_asked` with a
    point on the screen, `focused` when another duty has the ring, `ticked(line, member, key, on)`.
    """

    do_asked = Signal(str)
    about_asked = Signal(str)
    clause_asked = Signal(str)
    menu_asked = Signal(str, QPoint)
    focused = Signal(str)
    marks_changed = Signal(int)
    group_asked = Signal(str)
    ticked = Signal(str, str, str, bool)

    def __init__(self, *, name: str = "Duties", buttons: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = DutyModel()
        self._delegate = DutyDelegate(self)
        self._delegate.buttons = buttons
        self._was_away = False
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformItemSizes(False)
        self.verticalScrollBar().setSingleStep(theme().px(24))

    # What it holds.

    def set_groups(self, groups: Sequence[DutyGroup]) -> None:
        """Shows these groups; the ring stays on its duty, or goes to the one that took its place.

        A duty that moved to another group counts as gone: the next one is what the person sees now.
        """
        before = self._model.row(self.currentIndex())
        place = self.currentIndex().row()
        scroll = self.verticalScrollBar().value()
        in_sight = self._sees(self.currentIndex())
        self._model.set_groups(groups)
        index = self._model.find(before.key) if before else QModelIndex()
        if not index.isValid() and before is not None and before.member is not None and before.line is not None:
            index = self._model.find_line(before.group.key, before.line.id)
        if not index.isValid():
            index = self._first_from(max(0, place))
        if index.isValid():
            self.setCurrentIndex(index)
        self.verticalScrollBar().setValue(scroll)
        if in_sight and index.isValid() and not self._sees(index):
            self._bring_in_sight(index)
        self._was_away = not self.isVisible()

    def _sees(self, index: QModelIndex) -> bool:
        return index.isValid() and self.viewport().rect().intersects(self.visualRect(index))

    def _bring_in_sight(self, index: QModelIndex) -> None:
        """Enter must never do a row nobody sees: whoever comes back begins at the top, whoever is here is followed."""
        if self._was_away:
            self.setCurrentIndex(self._first_from(0))
            self.scrollToTop()
        else:
            self.scrollTo(index)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._was_away = self._was_away or not event.spontaneous()

    def show_buttons(self, shown: bool) -> None:
        """Rows have their button, or none for who may only read."""
        if shown != self._delegate.buttons:
            self._delegate.buttons = shown
            self.viewport().update()

    def line(self, duty_id: str) -> DutyLine | None:
        """The line of a duty."""
        row = self._model.row(self._model.find(duty_id))
        return row.line if row else None

    def focused_id(self) -> str:
        """The duty with the ring, or ""."""
        row = self._model.row(self.currentIndex())
        return row.line.id if row and row.line else ""

    def focused_member(self) -> str:
        """The one of several that has the ring inside an opened line, or ""."""
        row = self._model.row(self.currentIndex())
        return row.member.id if row and row.member else ""

    def focused_line(self) -> DutyLine | None:
        """The line with the ring."""
        row = self._model.row(self.currentIndex())
        return row.line if row else None

    def focus_id(self, duty_id: str) -> bool:
        """Puts the ring on a duty; False where it is not in the list."""
        index = self._model.find(duty_id)
        if index.isValid():
            self.setCurrentIndex(index)
        return index.isValid()

    def marked(self) -> tuple[str, ...]:
        """The marked duties, in the order of the list; the one with the ring where none is marked."""
        ids = [row.line.id for row in self._model.rows() if row.line and row.kind == Kind.LINE]
        chosen = tuple(each for each in ids if each in self._model.marked)
        return chosen or ((self.focused_id(),) if self.focused_id() else ())

    def mark(self, line_id: str) -> None:
        """Marks a line, or takes the mark away."""
        self._model.toggle_marked(self._model.find(line_id))
        self.marks_changed.emit(len(self._model.marked))

    def open_focused(self) -> None:
        """Opens or closes the line with the ring, where it holds several."""
        self._model.toggle_open(self.currentIndex())

    def marked_ids(self) -> frozenset[str]:
        """The lines that are marked, and nothing where none is."""
        return frozenset(self._model.marked)

    def marks(self) -> int:
        """How many are marked."""
        return len(self._model.marked)

    def clear_marks(self) -> None:
        """Nothing is marked afterwards."""
        self._model.clear_marks()
        self.marks_changed.emit(0)

    def duty_model(self) -> DutyModel:
        """The model, for tests and screen readers."""
        return self._model

    # Moving.

    def _first_from(self, place: int) -> QModelIndex:
        rows = self._model.rows()
        order = [*range(place, len(rows)), *range(min(place, len(rows)) - 1, -1, -1)]
        return next((self._model.index(n) for n in order if rows[n].kind == Kind.LINE), QModelIndex())

    def _step(self, step: int) -> None:
        rows = self._model.rows()
        here = self.currentIndex().row() + step
        while 0 <= here < len(rows) and rows[here].kind == Kind.HEAD:
            here += step
        if 0 <= here < len(rows):
            self.setCurrentIndex(self._model.index(here))
        elif step < 0:
            self.scrollToTop()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.selectionModel().select(current, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.focused.emit(self.focused_id())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and key in (Qt.Key.Key_J, Qt.Key.Key_Down):
            self._step(1)
        elif plain and key in (Qt.Key.Key_K, Qt.Key.Key_Up):
            self._step(-1)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(self.currentIndex())
        elif plain and key == Qt.Key.Key_Space:
            self._model.toggle_open(self.currentIndex())
        elif plain and key == Qt.Key.Key_X:
            self._model.toggle_marked(self.currentIndex())
            self.marks_changed.emit(len(self._model.marked))
        elif plain and key == Qt.Key.Key_Escape and self._model.marked:
            self.clear_marks()
        elif key == Qt.Key.Key_Home and plain:
            self.setCurrentIndex(self._first_from(0))
            self.scrollToTop()
        elif key in (Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here, not a search."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            first = self._first_from(0)
            if first.isValid():
                self.setCurrentIndex(first)

    # Doing.

    def _enter(self, index: QModelIndex) -> None:
        row = self._model.row(index)
        if row is None:
            return
        if row.kind == Kind.MORE:
            here = index.row()
            self._model.show_whole(index)
            self.setCurrentIndex(self._model.index(here))
        elif row.kind == Kind.MEMBER and row.line is not None and row.member is not None:
            for key, _, on in row.member.ticks:
                if not on:
                    self.ticked.emit(row.line.id, row.member.id, key, True)
                    return
        elif row.line is not None:
            self.do_asked.emit(row.line.id)

    def part_at(self, place: QPoint) -> tuple[Row | None, str]:
        """The row under a point and which part of it: button, about, clause, more, tick:KEY or ""."""
        index = self.indexAt(place)
        row = self._model.row(index)
        if row is None:
            return None, ""
        area = self.visualRect(index)
        if row.kind == Kind.HEAD:
            return row, "group" if row.group.link and head_link(area, row.group.link).contains(place) else ""
        if row.kind == Kind.MEMBER and row.member is not None:
            for spot, (key, _, _) in zip(tick_places(area, len(row.member.ticks)), row.member.ticks, strict=True):
                if spot.adjusted(-6, -8, theme().px(70), 8).contains(place):
                    return row, f"tick:{key}"
            return row, "about" if row.member.about_id and member_name(area, row.member.name).contains(place) else ""
        if row.kind != Kind.LINE or row.line is None:
            return row, ""
        parts = parts_of(area, row.line, self._delegate.buttons)
        named = {"button": parts.button, "more": parts.more, "about": parts.about, "clause": parts.clause}
        for name, spot in named.items():
            if spot.width() and spot.contains(place) and getattr(row.line, name, True):
                return row, name
        return row, ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        place = event.position().toPoint()
        _, part = self.part_at(place)
        hovered = (self.indexAt(place).row(), part)
        if hovered != self._delegate.hovered:
            self._delegate.hovered = hovered
            self.viewport().update()
        hand = Qt.CursorShape.PointingHandCursor if part else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(hand)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        place = event.position().toPoint()
        row, part = self.part_at(place)
        if row is None:
            return
        if row.kind == Kind.MORE:
            self._enter(self.indexAt(place))
        elif part == "group":
            self.group_asked.emit(row.group.key)
        elif part == "about" and row.member is not None:
            self.about_asked.emit(row.member.about_id)
        elif part.startswith("tick:") and row.line is not None and row.member is not None:
            key = part.removeprefix("tick:")
            on = next(state for each, _, state in row.member.ticks if each == key)
            self.ticked.emit(row.line.id, row.member.id, key, not on)
        elif row.line is not None and row.kind == Kind.LINE:
            self._tell(row.line, part, event.globalPosition().toPoint(), place)

    def _tell(self, line: DutyLine, part: str, on_screen: QPoint, place: QPoint) -> None:
        if part == "button":
            self.do_asked.emit(line.id)
        elif part == "about" and line.about_id:
            self.about_asked.emit(line.about_id)
        elif part == "clause":
            self.clause_asked.emit(line.id)
        elif part == "more":
            self.menu_asked.emit(line.id, on_screen)
        elif line.members:
            self._model.toggle_open(self.indexAt(place))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row, part = self.part_at(event.position().toPoint())
        if row is not None and row.kind == Kind.LINE and row.line is not None and not part and not row.line.members:
            self.do_asked.emit(row.line.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of a row by mouse, or by the menu key of the one with the ring."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        row = self._model.row(index)
        if row is not None and row.line is not None and row.kind == Kind.LINE:
            self.setCurrentIndex(index)
            place = event.globalPos() if by_mouse else self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_asked.emit(row.line.id, place)

    def viewportEvent(self, event) -> bool:  # type: ignore[no-untyped-def]  # noqa: ANN001
        if isinstance(event, QHelpEvent):
            row, part = self.part_at(event.pos())
            QToolTip.showText(event.globalPos(), plain_tip(self._tip(row, part)), self)
            return True
        return bool(super().viewportEvent(event))

    def _tip(self, row: Row | None, part: str) -> str:
        if row is None or row.line is None or row.kind != Kind.LINE:
            return ""
        if part == "clause":
            return f"{row.line.clause_whole or row.line.clause}. F1 shows the wording"
        if part == "more":
            return "More: put off, give to someone else, done already"
        named = (row.line.title or row.line.action, row.line.about, row.line.who, row.line.why)
        return "\n".join(each for each in named if each)

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        super().leaveEvent(event)
        self._delegate.hovered = (-1, "")
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def wheelEvent(self, event: QWheelEvent) -> None:
        QToolTip.hideText()
        super().wheelEvent(event)
