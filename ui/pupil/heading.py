"""The head of a pupil's page: form, flags and status beside the name, and who this is in one line under it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from apdesk.domain.placement import AGREED, LIVE
from apdesk.services.pupil_page import Header, PlacementCard, PupilPage
from ui.common.dates import long_day, short_day
from ui.common.widgets.chip import Chip, NeedsFlags
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme
from ui.theme.names import name_lines

GAP = "     "


class PupilHeading(QWidget):
    """What stands beside the name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(10))
        self.form = DataLabel("", "h2", ink="ink2")
        self.flags = NeedsFlags()
        self.chip = Chip("", "placed")
        for widget in (self.form, self.flags, self.chip):
            layout.addWidget(widget)

    def show_page(self, page: PupilPage) -> None:
        """Shows this pupil."""
        self.form.set_text(page.header.form)
        self.flags.set_flags(tuple(flag.letters for flag in page.header.flags))
        self.flags.setVisible(bool(page.header.flags))
        words, status = standing(page)
        self.chip.setVisible(bool(words))
        self.chip.set(words, status)


class IdentityLine(DataLabel):
    """The facts of who this is, on one line where they fit; else whole facts go to the next, and none is cut."""

    def __init__(self) -> None:
        super().__init__("", "small")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme().font(self._kind))
        return QSize(theme().px(60), metrics.height() + self.text().count("\n") * metrics.lineSpacing())

    def _show(self) -> None:
        font, lines = theme().font(self._kind), [""]
        metrics = QFontMetrics(font)
        for fact in self._whole.split(GAP):
            longer = f"{lines[-1]}{GAP}{fact}" if lines[-1] else fact
            if metrics.horizontalAdvance(longer) <= self.width():
                lines[-1] = longer
            else:
                lines += name_lines(fact, self.width(), font).lines
        text = "\n".join(line for line in lines if line)
        if text != self.text():
            self.setText(text)
            self.updateGeometry()


def current_card(page: PupilPage | None) -> PlacementCard | None:
    """The placement that the page is about: the first that is not over."""
    return next((card for card in page.placements if card.is_current), None) if page else None


def standing(page: PupilPage) -> tuple[str, str]:
    """The chip: where the pupil stands in a word, and its status."""
    card = current_card(page)
    if card is not None:
        more = sum(one.is_current for one in page.placements) - 1
        words, status = _current(card, hosted=page.header.hosted_here)
        return (f"{words}, {more} more", status) if more else (words, status)
    if page.header.hosted_here:
        return "Hosted here", "soon"
    return (page.ended_words, "later") if page.header.on_roll else ("Has left", "later")


def _current(card: PlacementCard, *, hosted: bool) -> tuple[str, str]:
    """How a placement stands that is not over."""
    if card.state == AGREED and card.start is not None:
        return f"Starts {short_day(card.start)}", "soon"
    if card.state != LIVE:
        return card.state_words, "waiting"
    if card.is_stage:
        week = f", week {card.week} of {card.weeks}" if card.week and card.weeks else ""
        return f"{card.short}{week}", "later"
    return ("Hosted here", "soon") if hosted else (card.state_words, "placed")


def identity_words(header: Header) -> str:
    """Born, UPN, tutor, Head of Year: one line."""
    born = f"Born {long_day(header.born).split(' ', 1)[1]} ({header.age})" if header.born else ""
    left = f"Left {long_day(header.left_on).split(' ', 1)[1]}" if header.left_on and not header.on_roll else ""
    parts = (
        born, f"UPN {header.upn}" if header.upn else "", f"Tutor {header.tutor}" if header.tutor else "",
        f"Head of Year {header.head_of_year}" if header.head_of_year else "",
        f"Home school {header.home_school}" if header.home_school else "", left,
    )
    return GAP.join(part for part in parts if part)
