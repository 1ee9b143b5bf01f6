"""The pupil's page in its states: every part of it, every question about a placement, and pupils that strain it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

from apdesk.services.document_copies import CopyRow, open_copy
from apdesk.services.erasing import what_may_be_erased
from apdesk.services.pupil_list import pupil_list
from apdesk.services.pupil_page import PlacementCard, PupilPage, pupil_page
from apdesk.services.review_packs import make_pack
from ui.common.dialogs.paper_dialog import PaperDialog
from ui.common.dialogs.window_ask import question_dialog
from ui.common.events import settle
from ui.common.scenes import TWELVE_FLAGS, Scene, Shown, Stage, over
from ui.pupil.details_work import DetailsWork
from ui.pupil.documents import Documents, viewer_body, viewer_title
from ui.pupil.erasing import erase_form, question_of
from ui.pupil.heading import current_card
from ui.pupil.page import PupilPageView
from ui.pupil.placement_work import PlacementWork
from ui.pupil.posed import Fill, Posed

PROPOSED = "Strathdee, Callum"
PLACED, ENDED, APART, BARRED, HIDDEN, PLANNED, PLAN, PART_WEEK = (
    "Okonjo, Chidera", "Eldergill, Kit", "Rahimova, Nadia", "Jellicombe, Keeley", "Fennimore, Ruby",
    "Kettlewick, Alfie", "Tranter, Oscar", "Burrage, Finn",
)  # fmt: skip
LONG = "Wilhelmina-Alexandrina Featherstonehaugh-Cholmondeley-Ffoulkes"


@lru_cache(maxsize=1)
def _ids(record: Any) -> dict[str, str]:
    """Everybody of the made-up school by name; nobody comes or goes while it is drawn."""
    return {row.list_name: row.id for row in pupil_list(record)}


def _of(stage: Stage, name: str) -> str:
    return _ids(stage.context.record)[name]


def _page(stage: Stage, name: str, tab: str = "overview") -> tuple[Any, PupilPageView]:
    window = stage.window("pupil", pupil=_of(stage, name), tab=tab)
    page = window.current()
    assert isinstance(page, PupilPageView)
    return window, page


def _tab(name: str, tab: str, then: Callable[[PupilPageView], None] | None = None) -> Callable[[Stage], Shown]:
    def make(stage: Stage) -> Shown:
        window, page = _page(stage, name, tab)
        if then is not None:
            then(page)
        settle()
        return window  # type: ignore[no-any-return]

    return make


def _read(stage: Stage, name: str) -> PupilPage:
    return pupil_page(stage.context.record, _of(stage, name), log=False)


def _asked(name: str, key: str, *fills: Fill) -> Callable[[Stage], Shown]:
    """The question of a change, or (where it is filled in) what would follow from it."""

    def make(stage: Stage) -> Shown:
        window, _ = _page(stage, name)
        read, posed = _read(stage, name), Posed(*fills)
        card = current_card(read)
        assert card is not None
        PlacementWork(replace(stage.context, ask=posed), read.header.name).do(key, card)
        return over(stage, window, posed.dialog())

    return make


def _typed(name: str, ask: Callable[[DetailsWork, PupilPage], None], tab: str = "overview") -> Callable[[Stage], Shown]:
    def make(stage: Stage) -> Shown:
        window, _ = _page(stage, name, tab)
        posed = Posed()
        ask(DetailsWork(replace(stage.context, ask=posed)), _read(stage, name))
        return over(stage, window, posed.dialog())

    return make


def _erase(stage: Stage) -> Shown:
    window, _ = _page(stage, PLACED, "needs")
    page = _read(stage, PLACED)
    form = erase_form(page.header.name, what_may_be_erased(stage.context.record, page.header.id), stage.context)
    return over(stage, window, form)


def _erase_asked(stage: Stage) -> Shown:
    window, _ = _page(stage, PLACED, "needs")
    page = _read(stage, PLACED)
    shown = what_may_be_erased(stage.context.record, page.header.id)
    return over(stage, window, question_dialog(question_of(page.header.name, shown, whole=True)))


def _reader(stage: Stage) -> Shown:
    window, _ = _page(stage, PLACED)
    posed = Posed()
    Documents(replace(stage.context, ask=posed), may_export=True).pack(_read(stage, PLACED).placements[0], lambda: True)
    return over(stage, window, posed.dialog())


def _viewer(stage: Stage) -> Shown:
    window, _ = _page(stage, PART_WEEK, "documents")
    made = make_pack(stage.context.record, _read(stage, PART_WEEK).placements[0].id, "parent")
    opened = open_copy(stage.context.record, made.id)
    dialog = PaperDialog(viewer_title(opened.row), opened.data, viewer_body(opened.row),
                         (("save", "Save a copy"), ("print", "Print")))  # fmt: skip
    return over(stage, window, dialog)


def _nobody(stage: Stage) -> Shown:
    row = next(row for row in pupil_list(stage.context.record) if not row.status and row.year == 8)
    return stage.window("pupil", pupil=row.id)  # type: ignore[no-any-return]


def _with_papers(page: PupilPage, made_at: Any) -> PupilPage:
    """As though papers had been made: copies of every kind, one of which is not kept."""
    rows = (
        CopyRow("1", "placement notice", "", "Mrs F Okonjo and Mr U Okonjo", 1, made_at, "Mrs J Pemberton", "pdf",
                48_200),
        CopyRow("2", "register", "", "Fairholt School", 1, made_at, "Mrs J Pemberton", "xlsx", 21_700),
        CopyRow("3", "review pack", "parent", "Mrs F Okonjo", 3, made_at, "Mrs J Pemberton", "pdf", 131_000),
        CopyRow("4", "review pack", "internal", "", 4, made_at, "Ms L Farrant", "pdf", 140_000),
        CopyRow("5", "calendar file", "", "", 1, made_at, "Ms L Farrant", "", 0),
    )  # fmt: skip
    first, *others = page.placements
    return page._replace(placements=(first._replace(documents=rows), *others))


def _papers(stage: Stage) -> Shown:
    window, page = _page(stage, PLACED, "documents")
    page.show_pupil(_with_papers(_read(stage, PLACED), stage.context.clock.now()))
    page.titles_changed.emit()
    settle()
    return window  # type: ignore[no-any-return]


def _strained(page: PupilPage, others: list[PlacementCard]) -> PupilPage:
    """The longest names, every flag, nine placements at two providers at once."""
    current = [card._replace(provider_name=f"{LONG} Centre") for card in others[:2]]
    over = [card._replace(id=f"over-{number}", is_current=False, state="ended", state_words="Ended")
            for number, card in enumerate(islice((others * 7), 7))]  # fmt: skip
    header = page.header._replace(name=LONG, flags=TWELVE_FLAGS, tutor=f"Mr {LONG}", head_of_year=f"Ms {LONG}")
    people = tuple(replace(row, name=f"Mrs {LONG}") for row in page.contacts)
    return page._replace(header=header, placements=(*current, *over), contacts=people)


def _strain(tab: str) -> Callable[[Stage], Shown]:
    def make(stage: Stage) -> Shown:
        window, page = _page(stage, PLACED, tab)
        others = [_read(stage, name).placements[0] for name in (PLACED, PART_WEEK)]
        page.show_pupil(_strained(_read(stage, PLACED), others))
        page.titles_changed.emit()
        settle()
        return window  # type: ignore[no-any-return]

    return make


def _extended(form: Any) -> None:
    form.control("on").set_date(date(2027, 1, 29))
    form.control("why").setText("Settled well; Fairholt asks for three more weeks.")


def _ended_early(form: Any) -> None:
    form.control("on").set_date(date(2026, 11, 20))
    form.control("outcome").set_key("returned")
    form.control("why").setText("Targets met early; back to all lessons.")


def _moved(form: Any) -> None:
    box = form.control("provider")
    box.set_key(next(box.itemData(n) for n in range(box.count()) if box.itemData(n)))
    form.control("on").set_date(date(2026, 11, 30))
    form.control("why").setText("Nearer to home.")


SCENES = (
    Scene("pupil", _tab(PLACED, "overview")),
    Scene("pupil-ended", _tab(ENDED, "overview")),
    Scene("pupil-none", _nobody),
    Scene("pupil-planned", _tab(PLANNED, "overview")),
    Scene("pupil-plan", _tab(PLAN, "overview")),
    Scene("pupil-placement", _tab(PLACED, "placement")),
    Scene("pupil-duties", _tab(PLACED, "placement", lambda page: page.overview.show_all.emit())),
    Scene("pupil-timeline", _tab(PLACED, "timeline")),
    Scene("pupil-history", _tab(PLACED, "timeline", lambda page: page.timeline.show_face("changed"))),
    Scene("pupil-looked", _tab(PLACED, "timeline", lambda page: page.timeline.show_face("viewed"))),
    Scene("pupil-documents", _papers),
    Scene("pupil-documents-none", _tab(PLACED, "documents")),
    Scene("pupil-contacts", _tab(APART, "contacts")),
    Scene("pupil-contacts-barred", _tab(BARRED, "contacts")),
    Scene("pupil-contacts-hidden", _tab(HIDDEN, "contacts")),
    Scene("pupil-attendance", _tab(PLACED, "attendance")),
    Scene("pupil-needs", _tab(HIDDEN, "needs")),
    Scene("pupil-strained", _strain("overview")),
    Scene("pupil-strained-placement", _strain("placement")),
    Scene("pupil-strained-contacts", _strain("contacts")),
    Scene("pupil-extend", _asked(PLACED, "extend")),
    Scene("pupil-extend-follows", _asked(PLACED, "extend", _extended)),
    Scene("pupil-end", _asked(PLACED, "end")),
    Scene("pupil-end-follows", _asked(PLACED, "end", _ended_early)),
    Scene("pupil-start", _asked(PLANNED, "start")), Scene("pupil-agree", _asked(PROPOSED, "agree")),
    Scene("pupil-week", _asked(PART_WEEK, "week")),
    Scene("pupil-move", _asked(PART_WEEK, "move")),
    Scene("pupil-move-follows", _asked(PART_WEEK, "move", _moved)),
    Scene("pupil-pack-reader", _reader),
    Scene("pupil-pack", _viewer),
    Scene("pupil-note", _typed(PLACED, lambda work, page: work.note(page))),
    Scene("pupil-open-plan", _typed(ENDED, lambda work, page: work.open_plan(page))),
    Scene("pupil-judge", _typed(PLACED, lambda work, page: work.judge(page.placements[0]), "placement")),
    Scene("pupil-details", _typed(HIDDEN, lambda work, page: work.edit(page), "needs")),
    Scene("pupil-erase", _erase),
    Scene("pupil-erase-asked", _erase_asked),
    Scene("pupil-contact", _typed(PLACED, lambda work, page: work.edit_contact(page, page.contacts[0]), "contacts")),
)
