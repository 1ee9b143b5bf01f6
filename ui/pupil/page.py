"""One pupil: who, where, what is next and what has been done, whom to ring, and what is held on paper."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from apdesk.domain.permissions import Deed, may
from apdesk.problems import Problem
from apdesk.services.document_copies import CopyRow
from apdesk.services.pupil_history import pupil_history
from apdesk.services.pupil_page import PupilPage, pupil_page
from apdesk.services.pupils import pupil_form
from ui.common.context import Context
from ui.common.dates import clock_time
from ui.common.duties.actions import DutyActions
from ui.common.page import IN_MENU, Crumb, Page, Place
from ui.common.reading_order import tab_stops
from ui.common.widgets.button import Button, MenuButton
from ui.common.widgets.page_tabs import PageTabs
from ui.pupil.attendance import AttendanceTab
from ui.pupil.choosing import chosen, fill_menu
from ui.pupil.details_work import DetailsWork
from ui.pupil.documents import Documents
from ui.pupil.documents_tab import DocumentsTab
from ui.pupil.erasing import Erasing
from ui.pupil.heading import IdentityLine, PupilHeading, current_card, identity_words
from ui.pupil.needs_tab import NeedsTab
from ui.pupil.overview import Overview
from ui.pupil.people import ContactsTab
from ui.pupil.placement_tab import DUTIES, FACTS, PlacementTab
from ui.pupil.placement_work import PlacementWork
from ui.pupil.side import SideCards
from ui.pupil.timeline import Timeline
from ui.theme.current import theme

TABS = (
    ("overview", "Overview"), ("placement", "Placement"), ("timeline", "Timeline"), ("documents", "Documents"),
    ("contacts", "Contacts"), ("attendance", "Attendance"), ("needs", "Needs"),
)  # fmt: skip


class PupilPageView(Page):
    """The page of one pupil; `pupil` in the values says whose."""

    key = "pupil"
    areas = frozenset({"pupils", "placements", "duties", "notes", "registers", "documents", "staff", "school-year",
                       "providers"})  # fmt: skip
    title_kind = "pupil"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._pupil = ""
        self._page: PupilPage | None = None
        self._opened = ""
        self._document = ""
        self._role = context.record.actor.role
        self.duties = DutyActions(context)
        self.work = PlacementWork(context)
        self.details = DetailsWork(context)
        self.erasing = Erasing(context)
        self.documents = Documents(context, may(self._role, Deed.EXPORT))
        self._build()
        self._connect()

    # What it is made of.

    def _build(self) -> None:
        may_change = may(self._role, Deed.CHANGE_PUPILS)
        may_export, memory = may(self._role, Deed.EXPORT), self.context.memory
        self._heading = PupilHeading()
        self.note_button = Button("Note", "plain", "ph.note-pencil")
        self.pack_button = Button("Print pack", "plain", "ph.printer")
        self.change_button = MenuButton("Change placement", QMenu(self), "ph.pencil-simple")
        self.end_button = Button("End placement", "plain", "ph.flag")
        self.place_button = Button("New placement", "primary", "ph.plus-bold")
        self.plan_button = Button("Support plan", "plain", "ph.clipboard-text")
        self.identity = IdentityLine()
        self.tabs = PageTabs(TABS, name="Parts of the page")
        self.head.addWidget(self.identity)
        self.head.addWidget(self.tabs)
        self.head.addSpacing(theme().px(8))
        self.stack = QStackedWidget()
        self.overview = Overview(may(self._role, Deed.CHANGE_PLACEMENTS))
        self.placement = PlacementTab(may(self._role, Deed.CHANGE_PLACEMENTS))
        self.timeline = Timeline(memory)
        self.papers = DocumentsTab(memory, may_export)
        self.contacts = ContactsTab(memory, may_change)
        self.attendance = AttendanceTab()
        self.needs = NeedsTab(may_change, may(self._role, Deed.ERASE_RECORDS))
        for face in (self.overview, self.placement, self.timeline, self.papers, self.contacts, self.attendance,
                     self.needs):  # fmt: skip
            self.stack.addWidget(face)
        self._starts: dict[str, QWidget] = {
            "overview": self.overview.duties, "placement": self.placement.face, "timeline": self.timeline.happened,
            "documents": self.papers.table, "contacts": self.contacts.table, "attendance": self.attendance.table,
            "needs": self.needs.edit_button,
        }
        self.body.addWidget(self.stack, 1)
        self.cards = SideCards()
        self.use_side().add(self.cards)
        self.use_side().set_least(theme().length("side-most"))

    def _connect(self) -> None:
        self.tabs.changed.connect(self.show_tab)
        self.note_button.clicked.connect(self._on_note)
        self.pack_button.clicked.connect(self._on_pack)
        self.end_button.clicked.connect(self._on_end)
        self.place_button.clicked.connect(self._on_place)
        self.plan_button.clicked.connect(self._on_plan)
        for face in (self.overview, self.placement):
            face.do_asked.connect(self._on_do)
            face.why_asked.connect(self._on_why)
            face.menu_asked.connect(self._on_menu)
            face.place_asked.connect(self._on_place)
        self.placement.judge_asked.connect(self.details.judge)
        self.overview.show_all.connect(self._on_show_all)
        self.overview.limits_asked.connect(self._on_limits)
        self.papers.pack_asked.connect(self._on_pack)
        self.papers.register_asked.connect(self._on_register)
        self.papers.open_asked.connect(lambda row: self.documents.open(row.id, self._reference_of(row)))
        self.papers.save_asked.connect(lambda row: self.documents.save(row, self._reference_of(row)))
        self.contacts.add_asked.connect(lambda: self.details.add_contact(self._page))
        self.contacts.edit_asked.connect(lambda row: self.details.edit_contact(self._page, row))
        self.contacts.remove_asked.connect(lambda row: self.details.remove_contact(self._page, row))
        self.needs.edit_asked.connect(lambda: self.details.edit(self._page))
        self.needs.erase_asked.connect(lambda: self.erasing.ask(self._page, lambda: self.go("pupils")))
        self.cards.tab_asked.connect(self.show_tab)

    # What the frame shows.

    def title(self) -> str:
        return self._page.header.name if self._page else "Pupil"

    def crumbs(self) -> Sequence[Crumb]:
        trail = self.context.trail
        place = trail.place_of(self._pupil)
        here = f"{place[0]:,} of {place[1]:,} {trail.name}" if place else ""
        return (Crumb("Pupils", Place("pupils")), *((Crumb(here),) if here else ()))

    def heading(self) -> QWidget:
        return self._heading

    def tools(self) -> Sequence[QWidget]:
        card, tools = current_card(self._page), []
        if may(self._role, Deed.COMPLETE_DUTIES):
            tools.append(self.note_button)
        if self._page and self._page.placements and may(self._role, Deed.EXPORT):
            tools.append(self.pack_button)
        if may(self._role, Deed.CHANGE_PLACEMENTS):
            tools += [self.change_button] if self._page and self._page.placements else []
            tools += [self.plan_button] if self._may_plan() and self.change_button not in tools else []
            tools += [self.place_button] if card is None else [self.end_button] if card.state == "live" else []
        for button in (self.note_button, self.end_button):
            button.setProperty(IN_MENU, self.change_button in tools)
        return tools

    def state_text(self) -> tuple[str, str] | None:
        return ("ph.eye", f"{self._opened}. Views are logged") if self._opened else None

    def handlers(self) -> Mapping[str, Callable[[], None]]:
        by_number = {f"tab-{n}": (lambda key=key: self._go_to_tab(key)) for n, (key, _) in enumerate(TABS, 1)}
        return by_number | {
            "note": self._on_note, "new-placement": self._on_place, "print": self._on_pack,
            "visit": lambda: self._do_next("visit"), "review": lambda: self._do_next("review"),
            "letter": lambda: self._do_next("letter"), "previous-pupil": lambda: self._beside(-1),
            "next-pupil": lambda: self._beside(1),
        }

    def hint_names(self) -> Collection[str] | None:
        """The keys that do something here: of the kinds that are due, and of the list that one came from."""
        due = {row.kind for row in self._page.duties if row.day is not None} if self._page else set()
        listed = ("do",) if self.tabs.key() == "overview" and self.overview.duties.isVisibleTo(self) else ()
        beside = ("previous-pupil",) if self.context.trail.place_of(self._pupil) else ()
        note = ("note",) if may(self._role, Deed.COMPLETE_DUTIES) else ()
        return {"tab-1", *listed, *note, *beside, *(due & {"visit", "review", "letter"})}

    def focus_start(self) -> QWidget | None:
        start = self._starts[self.tabs.key()]
        if start.isVisibleTo(self):
            return start
        return next(iter(tab_stops(self.stack.currentWidget())), self.tabs)

    # Its life.

    def activate(self, values: Mapping[str, str]) -> None:
        pupil = values.get("pupil", self._pupil)
        if pupil != self._pupil:
            self._pupil, self.stale = pupil, True
            self._opened = ""
            self.show_tab(values.get("tab", "overview"))
        elif "tab" in values:
            self.show_tab(values["tab"])
        self._document = values.get("document", "")
        self.stale = self.stale or bool(self._document)

    def reload(self) -> None:
        record = self.context.record
        try:
            page = pupil_page(record, self._pupil, log=not self._opened)
        except Problem as problem:
            self.context.ask.refuse(problem)
            self.go("pupils")
            return
        if not self._opened:
            now = clock_time(self.context.clock.now().astimezone())
            self._opened = f"Opened by {record.actor.name} {now}"
        self.show_pupil(page)

    def show_pupil(self, page: PupilPage) -> None:
        """Shows what was read of a pupil."""
        record, today = self.context.record, self.context.today()
        self._page, me = page, record.actor.name
        self.work.pupil = page.header.name
        card = current_card(page)
        self.change_button.setText("Change plan" if card and card.is_stage else "Change placement")
        self.end_button.setText("End plan" if card and card.is_stage else "End placement")
        self._heading.show_page(page)
        self.identity.set_text(identity_words(page.header))
        self.overview.show_page(page, today, me)
        self.placement.show_page(page, today, me)
        self.timeline.show_entries(page, lambda: pupil_history(record, self._pupil), today, me)
        self.papers.show_documents(page.placements, self._document)
        self.contacts.show_contacts(page.contacts, page.header)
        self.attendance.show_placements(page.placements, today)
        self.needs.show_needs(page, pupil_form(record, self._pupil), today)
        self.cards.show_page(page, today)
        self._count(page)
        self._fill_menu()

    def _count(self, page: PupilPage) -> None:
        self.tabs.set_count("placement", len(page.placements) if len(page.placements) > 1 else None)
        self.tabs.set_count("timeline", len(page.timeline))
        self.tabs.set_count("contacts", len(page.contacts))
        self.tabs.set_count("documents", len({row.id for card in page.placements for row in card.documents}))

    def show_tab(self, key: str) -> None:
        """Shows one of the seven parts."""
        self.tabs.set_key(key)
        self.stack.setCurrentIndex([each for each, _ in TABS].index(key))
        self.cards.leave_out(key)
        self.titles_changed.emit()

    def _go_to_tab(self, key: str) -> None:
        self.show_tab(key)
        start = self.focus_start()
        if start is not None:
            start.setFocus()

    # Going on to another.

    def _beside(self, step: int) -> None:
        """The pupil before or after this one in the list that the person came from."""
        other = self.context.trail.beside(self._pupil, step)
        if other is not None:
            self.go("pupil", pupil=other)
        elif self.context.trail.place_of(self._pupil) is None:
            self.context.say("Open a pupil from the list to go on to the next with [ and ].")
        else:
            self.context.say("This is the last of the list." if step > 0 else "This is the first of the list.")

    # Doing.

    def _fill_menu(self) -> None:
        more = [("New placement…\tCtrl+N", self._on_place)]
        if self._may_plan():
            more.append(("Open a support plan…", self._on_plan))
        if may(self._role, Deed.COMPLETE_DUTIES):
            more.append(("Add a note…\tN", self._on_note))
        fill_menu(self.change_button.menu_shown(), self._page.placements if self._page else (), self.work, more)

    def _on_do(self, duty: str) -> None:
        if not duty.startswith("entry-"):
            self.duties.do(duty)

    def _on_why(self, duty: str) -> None:
        if not duty.startswith("entry-"):
            self.duties.explain(duty)

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

    def _on_show_all(self) -> None:
        self.show_tab("placement")
        card = current_card(self._page) or (self._page.placements[0] if self._page and self._page.placements else None)
        if card is not None:
            self.placement.show_placement(card.id, DUTIES)
            self.placement.duties.setFocus()

    def _on_limits(self, placement: str) -> None:
        self.show_tab("placement")
        self.placement.show_placement(placement, FACTS)

    def _on_place(self) -> None:
        if may(self._role, Deed.CHANGE_PLACEMENTS):
            self.go("wizard", pupil=self._pupil)

    def _may_plan(self) -> bool:
        return self._page is not None and self._page.header.on_roll and not self._page.header.hosted_here

    def _on_plan(self) -> None:
        self.details.open_plan(self._page)

    def _on_end(self) -> None:
        live = [card for card in self._page.placements if card.state == "live"] if self._page else []
        card = chosen(self.context, live)
        if card is not None:
            self.work.end(card)

    def _on_note(self) -> None:
        self.details.note(self._page)

    def _on_pack(self) -> None:
        card = chosen(self.context, self._page.placements if self._page else ())
        if card is not None:
            self.documents.pack(card, self.settle)

    def _on_register(self) -> None:
        card = chosen(self.context, [one for one in self._page.placements if one.provider] if self._page else [])
        if card is not None:
            self.documents.register(card, self.settle)

    def _reference_of(self, row: CopyRow) -> str:
        cards = self._page.placements if self._page else ()
        return next((card.reference for card in cards if row in card.documents), "")
