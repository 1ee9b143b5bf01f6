"""One pupil: who, where, what is next and what has been done, whom to ring, and what is held on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QWidget

from apdesk.domain.permissions import Deed, may
from apdesk.problems import Problem
from apdesk.services.acting import FlagRule
from apdesk.services.contacts import ContactForm, ContactRow, add_contact, edit_contact, remove_contact
from apdesk.services.notes import add_note
from apdesk.services.pupil_history import pupil_history
from apdesk.services.pupil_page import PlacementCard, PupilPage, pupil_page
from apdesk.services.pupils import edit_pupil, pupil_form
from ui.common.ask import Choice, Question
from ui.common.context import Context
from ui.common.dates import clock_time, long_day
from ui.common.duties.actions import DutyActions
from ui.common.page import Crumb, Page, Place
from ui.common.widgets.button import Button, MenuButton
from ui.common.widgets.chip import Chip, NeedsFlags
from ui.common.widgets.label import DataLabel
from ui.common.widgets.tabs import FilterTabs
from ui.pupil import forms
from ui.pupil.attendance import AttendancePage
from ui.pupil.documents import Documents
from ui.pupil.overview import Overview
from ui.pupil.people import ContactsTab
from ui.pupil.placement_work import PlacementWork
from ui.pupil.side import SideCards
from ui.pupil.tabs import DocumentsTab, NeedsTab, PlacementTab
from ui.pupil.timeline import Timeline
from ui.theme.current import theme

TABS = (
    ("overview", "Overview"), ("placement", "Placement"), ("timeline", "Timeline"), ("documents", "Documents"),
    ("contacts", "Contacts"), ("attendance", "Attendance"), ("needs", "Needs"),
)  # fmt: skip


class PupilHeading(QWidget):
    """What stands beside the name: form, flags and status."""

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
        current = next((card for card in page.placements if card.is_current), None)
        words, status = _standing(page, current)
        self.chip.setVisible(bool(words))
        self.chip.set(words, status)


def _standing(page: PupilPage, card: PlacementCard | None) -> tuple[str, str]:
    if card is not None:
        return card.state_words, "placed" if card.state == "live" else "waiting"
    if not page.header.on_roll:
        return ("Hosted here", "soon") if page.header.hosted_here else ("Has left", "later")
    return "", "placed"


class PupilPageView(Page):
    """The page of one pupil; `pupil` in the values says whose."""

    key = "pupil"
    areas = frozenset({"pupils", "placements", "duties", "notes", "registers", "documents", "staff", "school-year"})

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._pupil = ""
        self._page: PupilPage | None = None
        self._opened = ""
        self.duties = DutyActions(context)
        self.work = PlacementWork(context)
        self.documents = Documents(context)
        self._role = context.record.actor.role
        self._build()
        self._connect()

    # What it is made of.

    def _build(self) -> None:
        may_change = may(self._role, Deed.CHANGE_PUPILS)
        self._heading = PupilHeading()
        self.note_button = Button("Note", "plain", "ph.note-pencil")
        self.pack_button = Button("Print pack", "plain", "ph.printer")
        self.change_button = MenuButton("Change placement", QMenu(self), "ph.pencil-simple")
        self.end_button = Button("End placement", "plain", "ph.flag")
        self.place_button = Button("New placement", "primary", "ph.plus-bold")
        self.tabs = FilterTabs(TABS, name="Parts of the page")
        self.identity = DataLabel("", "small", cut=True)
        self.body.addWidget(self.identity)
        self.body.addWidget(self.tabs)
        self.stack = QStackedWidget()
        self.overview = Overview()
        self.placement = PlacementTab()
        self.timeline = Timeline(self.context.memory)
        self.papers = DocumentsTab()
        self.contacts = ContactsTab(self.context.memory, may_change)
        self.attendance = AttendancePage()
        self.needs = NeedsTab(may_change)
        for face in (self.overview, self.placement, self.timeline, self.papers, self.contacts, self.attendance,
                     self.needs):  # fmt: skip
            self.stack.addWidget(face)
        self.body.addWidget(self.stack, 1)
        self.cards = SideCards()
        self.use_side().add(self.cards)

    def _connect(self) -> None:
        self.tabs.changed.connect(self.show_tab)
        self.note_button.clicked.connect(self._on_note)
        self.pack_button.clicked.connect(self._on_pack)
        self.end_button.clicked.connect(self._on_end)
        self.place_button.clicked.connect(self._on_place)
        for face in (self.overview, self.placement):
            face.do_asked.connect(self.duties.do)
            face.why_asked.connect(self.duties.explain)
            face.menu_asked.connect(self._on_menu)
        self.overview.show_all.connect(lambda: self.show_tab("placement"))
        self.overview.place_asked.connect(self._on_place)
        self.papers.pack_asked.connect(self._on_pack)
        self.papers.register_asked.connect(self._on_register)
        self.contacts.add_asked.connect(self._on_add_contact)
        self.contacts.edit_asked.connect(self._on_edit_contact)
        self.contacts.remove_asked.connect(self._on_remove_contact)
        self.needs.edit_asked.connect(self._on_edit)
        self.cards.tab_asked.connect(self.show_tab)

    # What the frame shows.

    def title(self) -> str:
        return self._page.header.name if self._page else "Pupil"

    def _identity(self) -> str:
        """Born, UPN, tutor, Head of Year, in one line."""
        if self._page is None:
            return ""
        head = self._page.header
        born = f"Born {long_day(head.born).split(' ', 1)[1]} ({head.age})" if head.born else ""
        parts = (
            born, f"UPN {head.upn}" if head.upn else "", f"Tutor {head.tutor}" if head.tutor else "",
            f"Head of Year {head.head_of_year}" if head.head_of_year else "",
            f"Home school {head.home_school}" if head.home_school else "",
        )
        return "     ".join(part for part in parts if part)

    def crumbs(self) -> Sequence[Crumb]:
        return (Crumb("Pupils", Place("pupils")), Crumb(self._page.header.list_name if self._page else ""))

    def heading(self) -> QWidget:
        return self._heading

    def tools(self) -> Sequence[QWidget]:
        card = self._current()
        tools: list[QWidget] = [self.note_button] if may(self._role, Deed.COMPLETE_DUTIES) else []
        if card is not None and may(self._role, Deed.EXPORT):
            tools.append(self.pack_button)
        if may(self._role, Deed.CHANGE_PLACEMENTS):
            if card is None:
                tools.append(self.place_button)
            else:
                tools += [self.change_button] + ([self.end_button] if card.state == "live" else [])
        return tools

    def state_text(self) -> tuple[str, str] | None:
        return ("ph.eye", f"{self._opened}. Views are logged") if self._opened else None

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        by_number = {f"tab-{n}": (lambda key=key: self.show_tab(key)) for n, (key, _) in enumerate(TABS, 1)}
        return by_number | {
            "note": self._on_note, "new-placement": self._on_place, "print": self._on_pack,
            "visit": lambda: self._do_next("visit"), "review": lambda: self._do_next("review"),
            "letter": lambda: self._do_next("letter"),
        }

    def focus_start(self) -> QWidget | None:
        return self.overview.duties

    # Its life.

    def activate(self, values: Mapping[str, str]) -> None:
        pupil = values.get("pupil", self._pupil)
        if pupil != self._pupil:
            self._pupil, self.stale = pupil, True
            self._opened = ""
            self.show_tab(values.get("tab", "overview"))
        elif "tab" in values:
            self.show_tab(values["tab"])

    def reload(self) -> None:
        record, today = self.context.record, self.context.today()
        try:
            page = pupil_page(record, self._pupil, log=not self._opened)
        except Problem as problem:
            self.context.ask.refuse(problem)
            self.go("pupils")
            return
        if not self._opened:
            now = clock_time(self.context.clock.now().astimezone())
            self._opened = f"Opened by {record.actor.name} {now}"
        self._page = page
        me = record.actor.name
        self._heading.show_page(page)
        self.identity.set_text(self._identity())
        self.overview.show_page(page, today, me)
        self.placement.show_page(page, today, me)
        self.timeline.show_entries(page.timeline, pupil_history(record, self._pupil), today)
        self.papers.show_documents(page.placements)
        self.contacts.show_contacts(page.contacts, page.header.address, page.header.address_hidden)
        cards = [(one.title, one.provider_name, one.attendance) for one in page.placements if one.provider_name]
        self.attendance.show_placements(cards)
        self.needs.show_needs(page.header, pupil_form(record, self._pupil))
        self.cards.show_page(page)
        self.tabs.set_count("timeline", len(page.timeline))
        self.tabs.set_count("contacts", len(page.contacts))
        self.tabs.set_count("documents", sum(len(card.documents) for card in page.placements))
        self._fill_menu()

    def show_tab(self, key: str) -> None:
        """Shows one of the seven parts."""
        self.tabs.set_key(key)
        self.stack.setCurrentIndex([each for each, _ in TABS].index(key))

    # Doing.

    def _current(self) -> PlacementCard | None:
        return next((card for card in self._page.placements if card.is_current), None) if self._page else None

    def _fill_menu(self) -> None:
        menu = self.change_button.menu_shown()
        menu.clear()
        for card in self._page.placements if self._page else ():
            for key, words in self.work.offered(card):
                menu.addAction(f"{words}  {card.title}", lambda key=key, card=card: self.work.do(key, card))
        menu.addAction("New placement…", self._on_place)

    def _on_menu(self, duty: str, place: QPoint) -> None:
        if not duty.startswith("entry-"):
            self.duties.menu(duty, place, self)

    def _do_next(self, kind: str) -> None:
        """The key of a kind does the next open duty of it."""
        found = [row for row in self._page.duties if row.kind == kind and row.day is not None] if self._page else []
        if found:
            self.duties.do(min(found, key=lambda row: row.day or date.max).id)
        else:
            self.context.say(f"No {kind} is due for {self.title()}.")

    def _on_place(self) -> None:
        self.go("wizard", pupil=self._pupil)

    def _on_end(self) -> None:
        card = self._current()
        if card is not None:
            self.work.end(card)

    def _on_note(self) -> None:
        form = forms.note_form(
            self.title(), lambda said: add_note(self.context.record, self._pupil, forms.tidy_note(said)),
            self.context.today(),
        )
        self._saved(form, "Note kept.")

    def _on_edit(self) -> None:
        shown = pupil_form(self.context.record, self._pupil)
        sees = FlagRule(self.context.record).sees(shown.year)
        form = forms.pupil_form(
            f"Details of {self.title()}", shown, lambda said: edit_pupil(self.context.record, self._pupil, said),
            self.context.today(), confidential=sees,
        )
        self._saved(form, "Details saved.")

    def _on_add_contact(self) -> None:
        form = forms.contact_form(
            f"Contact of {self.title()}", ContactForm(position=len(self._page.contacts) + 1 if self._page else 1),
            lambda said: add_contact(self.context.record, self._pupil, said), self.context.today(),
        )
        self._saved(form, "Contact added.")

    def _on_edit_contact(self, row: ContactRow) -> None:
        form = forms.contact_form(
            row.name, row.form, lambda said: edit_contact(self.context.record, self._pupil, row.id, said),
            self.context.today(),
        )
        self._saved(form, "Contact saved.")

    def _on_remove_contact(self, row: ContactRow) -> None:
        question = Question(
            f"Remove {row.name} from {self.title()}?", "Letters no longer go there. The history keeps the contact.",
            do="Remove contact", keep="Keep the contact", danger=True,
        )
        if self.context.ask.confirm(question):
            changes = self.attempt(lambda: remove_contact(self.context.record, self._pupil, row.id))
            if changes is not None:
                self.context.publish(changes)
                self.context.say(f"{row.name} removed.")

    def _saved(self, form: Any, said: str) -> None:
        if self.context.ask.form(form) and form.saved is not None:
            self.context.publish(getattr(form.saved, "changes", form.saved))
            remarks = " ".join(getattr(form.saved, "remarks", ()))
            self.context.say(f"{said} {remarks}".strip())

    def _on_pack(self) -> None:
        card = self._choose(list(self._page.placements) if self._page else [])
        if card is not None:
            self.documents.pack(card.id, card.reference, self.settle)

    def _on_register(self) -> None:
        card = self._choose([one for one in self._page.placements if one.provider] if self._page else [])
        if card is not None and card.provider:
            self.documents.register(card.provider, card.provider_name, self.settle)

    def _choose(self, cards: list[PlacementCard]) -> PlacementCard | None:
        """The placement meant: the only current one, or the one a person picks."""
        current = [card for card in cards if card.is_current] or cards
        if len(current) <= 1:
            return current[0] if current else None
        options = [Choice(card.id, card.title, card.reference) for card in current]
        key = self.context.ask.choose("Which placement?", options)
        return next((card for card in current if card.id == key), None)
