"""An entry opened: what it is, for whom, until when, by which clause, how it was done; and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QGridLayout, QWidget

from apdesk.services.calendar_items import Item
from apdesk.services.duty_lists import DutyRow
from ui.common.dates import days_late, short_day
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.duties.rows import plain_why
from ui.common.widgets.button import Button
from ui.common.widgets.facts import Facts
from ui.due_calendar.words import last_day_words, time_words
from ui.theme.current import theme

Deed = tuple[str, str]
"""A key and what its button says: ("move", "Move to another day…")."""


class OpenedDialog(FormDialog):
    """`chosen` is the key of the deed that was asked for; closed with "" where none was."""

    def __init__(
        self, item: Item, row: DutyRow | None, deeds: Sequence[Deed], today: date, parent: QWidget | None = None
    ) -> None:
        first = _leading(item, deeds, today)
        super().__init__(item.full, item.about, do=first[1], keep="Close" if deeds else "", width=560, parent=parent)
        self.chosen = ""
        self._first = first[0]
        facts = Facts("About it")
        facts.set_lines(list(_facts(item, row, today)))
        self.middle.addWidget(facts)
        self.others: dict[str, Button] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(8))
        grid.setVerticalSpacing(theme().px(8))
        others = [one for one in deeds if one != first]
        for number, (key, label) in enumerate(others):
            button = Button(label)
            button.clicked.connect(lambda *_, asked=key: self.pick(asked))
            self.others[key] = button
            grid.addWidget(button, number // 2, number % 2)
        if others:
            self.middle.addLayout(grid)
        if not deeds:
            self.do_button.set_variant("plain")
        self.do_button.setFocus()

    def pick(self, key: str) -> None:
        """Closes with a deed."""
        self.chosen = key
        self.accept()

    def accept(self) -> None:
        self.chosen = self.chosen or self._first
        super().accept()


def _leading(item: Item, deeds: Sequence[Deed], today: date) -> Deed:
    """The deed of the filled button: before its day an entry leads to its pupil, for it is not done yet."""
    by_key = dict(deeds)
    if item.day > today and not item.done and "pupil" in by_key:
        return "pupil", by_key["pupil"]
    return deeds[0] if deeds else ("", "Close")


def _facts(item: Item, row: DutyRow | None, today: date) -> list[tuple[str, ...]]:
    when = short_day(item.day, today)
    if item.time:
        when = f"{when}, {time_words(item)}"
    late = days_late(item.late) if item.state == "overdue" else "last day" if item.latest == item.day else ""
    who = f"{item.who}, {item.role}" if item.who and item.role else item.who
    lines = [
        ("When", ", ".join(part for part in (when, late) if part)),
        ("Latest", last_day_words(item, today) if item.latest != item.day else ""),
        ("Where", item.place), ("Who", who),
    ]
    if row is not None:
        lines += [
            ("Moved", row.put_off_why),
            ("Done", f"{short_day(row.done_on, today)} by {row.done_by or row.who}" if row.done_on else ""),
            ("Entered by", row.entered_by if row.entered_by and row.entered_by != row.done_by else ""),
            ("Evidence", _sentence("; ".join(row.evidence_given if row.done_on else row.evidence))),
            ("Note", row.note),
        ]
    lines += [("Policy", item.policy), ("Why", plain_why(item.why))]
    return [line for line in lines if line[1]]


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
