"""Where everyone is now: names by site with address and telephone, to read aloud, to open, to print."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from apdesk.services.absences import AbsenceRow
from apdesk.services.printed_day import FROM_TIMETABLES
from apdesk.services.whereabouts import Person, Whereabouts
from ui.common.dates import clock_time, long_day
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.widgets.button import Button
from ui.common.widgets.codes import CodeBox
from ui.common.widgets.facts import KeyLink
from ui.common.widgets.label import DataLabel
from ui.theme.current import theme
from ui.today.missing import missing_words

NO_CODE = "no lawful code yet"


def counts(now: Whereabouts) -> str:
    """"29 pupils: 18 away, 8 in school, 3 at home."; who is not accounted for is counted too."""
    away = sum(len(place.people) for place in now.places)
    parts = ((away, "away"), (len(now.in_school), "in school"), (len(now.at_home), "at home by agreement"),
             (len(now.off), "off"), (len(now.missing), "not accounted for"))  # fmt: skip
    told = ", ".join(f"{number} {words}" for number, words in parts if number)
    everyone = "1 pupil" if now.everyone == 1 else f"{now.everyone} pupils"
    return f"{everyone}: {told}." if told else f"{everyone}."


class WhereaboutsDialog(FormDialog):
    """`print_asked`, `absent_asked` and `pupil` (id) do what their words say; nothing here is saved."""

    def __init__(
        self, now: Whereabouts, *, settled: Sequence[AbsenceRow] = (), print_page: Callable[[], object] | None = None,
        absent: Callable[[], object] | None = None, open_pupil: Callable[[str], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        half = "morning" if now.session == "AM" else "afternoon"
        body = f"{long_day(now.at.date())}, {clock_time(now.at)}, {half}. {counts(now)}"
        if now.closed:
            body += f" Our school is closed: {now.closed}."
        super().__init__("Where everyone is now", body, do="Close", keep="", width=760, parent=parent)
        self.do_button.set_variant("plain")
        self._open_pupil = open_pupil
        self.links: list[KeyLink] = []
        self._missing(now)
        for place in now.places:
            reach = "  ·  ".join(part for part in (place.address, place.phone, place.link) if part)
            self._group(place.name, reach, place.people, needs_code=True)
        self._group("At home by agreement", "", now.at_home)
        self._group("In school", "", now.in_school)
        self._group("Off", "", now.off)
        self._settled(settled)
        if not now.everyone:
            self.middle.addWidget(DataLabel("Nobody is expected anywhere now.", "body", wrap=True))
        self.middle.addWidget(DataLabel(FROM_TIMETABLES, "meta", wrap=True))
        self._offer(print_page, absent)
        self.do_button.setFocus()

    def _offer(self, print_page: Callable[[], object] | None, absent: Callable[[], object] | None) -> None:
        offers = (("Print on one page", "ph.printer", print_page), ("Absent today…", "ph.phone", absent))
        for words, icon, deed in offers:
            if deed is not None:
                button = Button(words, "plain", icon)
                button.clicked.connect(deed)
                self.buttons.insertWidget(0, button)

    def _missing(self, now: Whereabouts) -> None:
        for row in now.missing:
            first, second = missing_words(row, now.at.date())
            self.middle.addWidget(DataLabel(f"Not accounted for: {first}", "strong", ink="overdue/surface", wrap=True))
            self.middle.addWidget(DataLabel(second, "small", wrap=True))

    def _group(self, title: str, reach: str, people: Sequence[Person], *, needs_code: bool = False) -> None:
        if not people:
            return
        now = theme()
        head = QHBoxLayout()
        head.setSpacing(now.px(8))
        head.addWidget(DataLabel(title, "h3"))
        head.addWidget(DataLabel(str(len(people)), "small"))
        head.addStretch(1)
        block = QVBoxLayout()
        block.setSpacing(now.px(1))
        block.addLayout(head)
        if reach:
            block.addWidget(DataLabel(reach, "small", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(now.px(12))
        grid.setVerticalSpacing(now.px(2))
        grid.setColumnStretch(4, 1)
        for column, width in enumerate((210, 40, 140, 34)):
            grid.setColumnMinimumWidth(column, now.px(width))
        for number, one in enumerate(people):
            self._person(grid, number, one, one.note or (NO_CODE if needs_code and not one.code else ""))
        block.addLayout(grid)
        self.middle.addLayout(block)

    def _person(self, grid: QGridLayout, number: int, one: Person, note: str) -> None:
        link = KeyLink(one.name, one.pupil)
        link.lead = 0
        link.setEnabled(self._open_pupil is not None)
        link.pressed_key.connect(self._on_pupil)
        self.links.append(link)
        grid.addWidget(link, number, 0)
        for column, words in enumerate((one.form, one.pathway), 1):
            grid.addWidget(DataLabel(words, "small"), number, column)
        said = DataLabel(note, "small", ink="today/surface" if note == NO_CODE else "ink2", wrap=True)
        if one.code:
            grid.addWidget(CodeBox(one.code), number, 3)
            grid.addWidget(said, number, 4)
        else:
            grid.addWidget(said, number, 3, 1, 2)

    def _settled(self, rows: Sequence[AbsenceRow]) -> None:
        if rows:
            self.middle.addWidget(DataLabel("Accounted for today", "h3"))
        for row in rows:
            words = f"{row.list_name}  {row.form}: {row.accounted_how}, {row.accounted_at}"
            self.middle.addWidget(DataLabel(words, "small", wrap=True))

    def _on_pupil(self, pupil: str) -> None:
        self.accept()
        if self._open_pupil is not None:
            self._open_pupil(pupil)
