"""The window around the pages: going, keys, counts, reloading, folding, undoing."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType, SimpleNamespace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction, QEnterEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from whole_window import shown_window

from ui.common.counts import Count
from ui.common.dialogs.house_dialog import HouseDialog
from ui.common.page import Crumb, Page, Place
from ui.common.widgets.fields import TextField
from ui.common.widgets.frame import FormFoot
from ui.shell import rooms
from ui.shell.actions import ACTIONS, hints_for
from ui.shell.frame_rules import fills_screen, mode_for, start_size
from ui.shell.history import History
from ui.shell.keys_dialog import KeysDialog
from ui.shell.quick_find import QuickFind, matched
from ui.shell.regions import next_region, regions
from ui.shell.rooms import ROOMS
from ui.theme.current import theme


class Day(Page):
    key = "today"
    areas = frozenset({"duties"})

    def __init__(self, context):
        super().__init__(context)
        self.reloads, self.put_off, self.stays = 0, 0, False
        self.words = TextField()
        self.words.setAccessibleName("Words")
        self.list = QLabel("list")
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addWidget(self.words)
        self.body.addWidget(self.list)
        self.use_side().add(QLineEdit())

    def title(self):
        return "Tuesday 10 November 2026"

    def reload(self):
        self.reloads += 1

    def handlers(self):
        return {"put-off": self._put_off}

    def _put_off(self):
        self.put_off += 1

    def may_leave(self):
        return not self.stays

    def focus_start(self):
        return self.list


class One(Page):
    key = "pupil"

    def activate(self, values):
        self.pupil = values["pupil"]

    def title(self):
        return f"Pupil {self.pupil}"

    def crumbs(self):
        return (Crumb("Today", Place("today")), Crumb(self.title()))


class Form(Page):
    key = "wizard"
    full_page = True

    def __init__(self, context):
        super().__init__(context)
        self._foot = FormFoot()

    def title(self):
        return "New placement"

    def foot(self):
        return self._foot

    def state_text(self):
        return "ph.info", "Nothing is created until step 7"


@pytest.fixture
def pages(monkeypatch):
    """Three pages of our own in the rooms, whatever stands there otherwise."""
    module = ModuleType("made_up_pages")
    module.Day, module.One, module.Form = Day, One, Form
    module.late = lambda context: Count(3, "late", "3 overdue")
    monkeypatch.setitem(__import__("sys").modules, "made_up_pages", module)
    made = {"today": ("Day", "late"), "pupil": ("One", ""), "wizard": ("Form", "")}
    monkeypatch.setattr(rooms, "ROOMS", tuple(
        replace(each, page=f"made_up_pages:{made[each.key][0]}" if each.key in made else "",
                counts="made_up_pages:late" if each.key in made and made[each.key][1] else "", scenes="")
        for each in ROOMS
    ))  # fmt: skip


@pytest.fixture
def window(pages, context, qtbot):
    made = shown_window(qtbot, context)
    made.activateWindow()
    made.start()
    return made


def changes(*areas):
    return SimpleNamespace(areas=frozenset(areas), ids={}, entry=1)


def test_only_rooms_with_a_page_stand_on_the_rail(window):
    assert list(window.sidebar.items) == ["today"]
    assert window.current().title() == "Tuesday 10 November 2026"


def test_every_room_that_is_named_is_there():
    for each in ROOMS:
        for named in (each.page, each.counts, f"{each.scenes}:SCENES" if each.scenes else ""):
            assert not named or rooms.named(named) is not None


def test_a_role_sees_only_what_it_may_open():
    shown = {each.key for each in rooms.open_to("read-only")}
    assert "wizard" not in shown
    assert "import" not in shown


def test_counts_follow_the_first_painting_and_are_said_in_words(window, qtbot):
    qtbot.waitUntil(lambda: window.sidebar.items["today"].accessibleName() == "Today, 3 overdue")


def test_a_page_reloads_when_what_it_shows_changes(window):
    page = window.current()
    assert page.reloads == 1
    window.context.publish(changes("providers"))
    assert page.reloads == 1
    window.context.publish(changes("duties"))
    assert page.reloads == 2


def test_a_hidden_page_reloads_when_it_is_shown_again(window):
    page = window.current()
    window.go(Place("pupil", {"pupil": "7"}))
    window.context.publish(changes("duties"))
    assert page.reloads == 1
    window.go_back()
    assert page.reloads == 2


def test_back_and_forward_return_to_the_place_and_its_focus(window, qtbot):
    window.current().words.setFocus()
    window.go(Place("pupil", {"pupil": "7"}))
    window.go(Place("pupil", {"pupil": "8"}))
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.current().title() == "Pupil 7"
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.current().words.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.current().title() == "Pupil 7"


def test_a_page_that_will_not_be_left_stays(window):
    page = window.current()
    page.stays = True
    assert not window.go(Place("pupil", {"pupil": "7"}))
    assert window.current() is page
    page.stays = False


def test_a_letter_is_a_command_in_a_list_and_a_letter_in_a_field(window, qtbot):
    page = window.current()
    page.list.setFocus()
    qtbot.keyClicks(page.list, "s")
    assert page.put_off == 1
    page.words.setFocus()
    qtbot.keyClicks(page.words, "s")
    assert page.put_off == 1
    assert page.words.text() == "s"


def test_a_letter_that_comes_while_a_dialog_is_up_opens_no_second_one(window, qtbot):
    page = window.current()
    dialog = HouseDialog("Put off", do="Put off", parent=window)
    with qtbot.waitExposed(dialog):
        dialog.show()
    next(each for each in page.findChildren(QAction) if each.objectName() == "put-off").trigger()
    assert page.put_off == 0
    dialog.reject()


def test_no_pupil_stands_in_the_title_of_the_window(window):
    window.go(Place("pupil", {"pupil": "Chidera Okonjo"}))
    assert window.windowTitle() == "AP Desk: Pupil"


def test_a_form_takes_the_whole_page_and_keeps_its_foot(window):
    assert window.sidebar.width() == theme().length("rail")
    window.go(Place("wizard"))
    assert window.sidebar.width() == theme().length("rail-icons")
    assert window.current().foot().isVisible()
    assert window.key_bar.state() == "Nothing is created until step 7"
    window.go_back()
    assert window.sidebar.width() == theme().length("rail")


def test_the_side_column_folds_and_comes_over_the_page(window):
    page = window.current()
    assert page.side.isVisible()
    window.resize(1000, 700)
    assert not page.side.isVisible()
    assert window.top_bar.details.isVisible()
    window.toggle_side()
    assert page.side.isVisible()
    assert page.rect().contains(page.side.geometry())
    window.resize(1366, 768)
    assert page.side.isVisible()
    assert not window.top_bar.details.isVisible()


def test_the_primary_button_can_be_reached_at_690_and_at_960x540(window):
    for size in ((1366, 690), (960, 540)):
        window.resize(*size)
        window.go(Place("wizard"))
        button = window.current().foot().next_button
        inside = button.mapTo(window, button.rect().bottomRight())
        assert window.rect().contains(inside)
        assert window.key_bar.isVisible()
        window.go_back()


def test_undo_on_the_toast_by_ctrl_z(window, qtbot):
    undone = []
    window.context.say("Letter marked as sent", lambda: undone.append(True))
    assert window.toast.text() == "Letter marked as sent"
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]
    assert not window.toast.isVisible()


def test_a_toast_keeps_clear_of_the_foot_of_a_form(window):
    window.context.say("Site added.")
    window.go(Place("wizard"))
    foot = window.current().foot()
    assert foot.isVisible()
    assert window.toast.geometry().bottom() <= window.frame.height() - foot.sizeHint().height()


def test_a_toast_goes_after_its_time_though_the_mouse_is_in_the_window(window, qtbot):
    window.context.say("Site added.")
    QApplication.sendEvent(window.frame, QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert window.toast._timer.isActive()
    QApplication.sendEvent(window.toast, QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert not window.toast._timer.isActive()


def test_undo_without_a_toast_says_what_it_took_back_or_why_not(window, qtbot):
    from apdesk.services.settings import change_settings, settings

    window.context.publish(change_settings(window.context.record, {"school.name": "Larkmoor High School"}))
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert settings(window.context.record)["school.name"] == ""
    assert window.toast.text().startswith("Undone: ")
    window.do("redo")
    assert settings(window.context.record)["school.name"] == "Larkmoor High School"


def test_the_foot_tells_when_something_was_saved(window):
    assert "Everything is saved" in window.key_bar.state()
    window.context.publish(changes("duties"))
    assert window.key_bar.state().startswith("Saved ")


def test_f6_goes_round_the_regions(window):
    window.current().list.setFocus()
    seen = []
    for _ in regions(window):
        next_region(window, 1)
        focus = window.focusWidget()
        seen.append(max(n for n, place in enumerate(regions(window)) if place.isAncestorOf(focus)))
    assert sorted(seen) == list(range(len(seen)))


def test_larger_text_keeps_the_place(window, qtbot):
    window.go(Place("pupil", {"pupil": "7"}))
    window.do("larger")
    assert theme().text_size == 115
    assert window.current().title() == "Pupil 7"
    window.do("usual-size")
    assert theme().text_size == 100
    assert window.context.memory.get("appearance/text-size") == "100"


def test_quick_find_opens_screens_by_any_beginning(window, qtbot):
    window.go(Place("pupil", {"pupil": "7"}))
    found = QuickFind.open_over(window)
    found.field.setText("tod")
    assert found.current().title == "Today"
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert window.current().key == "today"


def test_quick_find_finds_pupils_and_things_to_do(window, qtbot, record):
    from apdesk.services.pupils import PupilForm, add_pupil

    add_pupil(record, PupilForm(forename="Łucja", surname="Okonjo-Ahmed"))
    found = QuickFind.open_over(window)
    found.field.setText("ahm")
    assert found.current().title.startswith("Okonjo-Ahmed")
    found.field.setText("lock")
    assert found.current().action == "lock"
    asked = []
    window.lock_requested.connect(lambda: asked.append(True))
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert asked == [True]


def test_a_search_stands_in_the_journal_with_what_was_opened_and_never_what_was_typed(window, qtbot, record):
    from apdesk.services.pupils import PupilForm, add_pupil

    added = add_pupil(record, PupilForm(forename="Łucja", surname="Okonjo-Ahmed"))
    found = QuickFind.open_over(window)
    found.field.setText("ahm")
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    rows = record.database.rows("SELECT operation, about, kind FROM journal_entry WHERE operation LIKE 'Searched%'")
    assert rows == [("Searched for pupils, providers and staff", added.id, "view")]


def test_matches_stand_out_whatever_their_accents():
    assert matched("Okonjo, Łucja", ("luc",)) == [("Okonjo,", False), (" ", False), ("Łuc", True), ("ja", False)]


def test_the_keys_are_told_by_the_question_mark(window, qtbot):
    dialog = KeysDialog("today", "Today", window)
    qtbot.addWidget(dialog)
    words = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"put off", "lock now", "Everywhere"} <= words


def test_no_key_means_two_things_on_one_page():
    pages = {action.page for action in ACTIONS} - {"", "list"}
    everywhere = {key for action in ACTIONS if not action.page for key in action.keys}
    for page in pages:
        keys = [key for action in ACTIONS if action.page == page for key in action.keys]
        assert len(keys) == len(set(keys)), page
        clash = {key for key in keys if key in everywhere and key != "Esc"}
        own = {action.name for action in ACTIONS if action.page == page and clash & set(action.keys)}
        assert own <= {"new-placement"}, f"{page}: {own}"


def test_the_key_bar_ends_with_all_keys():
    for page in ("today", "pupils", "wizard", "calendar"):
        assert hints_for(page)[-1] == (("?",), "all keys")


@pytest.mark.parametrize(
    ("width", "icons", "folded", "wide", "stacked"),
    [
        (1600, False, False, True, False),
        (1366, False, False, False, False),
        (1200, True, False, False, False),
        (960, True, True, False, False),
        (880, True, True, False, True),
    ],
)
def test_the_frame_follows_the_table_of_the_design(width, icons, folded, wide, stacked):
    mode = mode_for(width)
    assert (mode.icons, mode.folded, mode.wide, mode.stacked) == (icons, folded, wide, stacked)


def test_large_text_counts_as_a_narrower_window():
    assert mode_for(1366, 1.5).folded
    assert start_size((1280, 690)) == (1280, 690)


@pytest.mark.parametrize(
    ("room", "fills"), [((1366, 728), True), ((1366, 768), True), ((1280, 1024), True), ((1920, 1040), False)]
)
def test_a_screen_without_room_for_the_window_and_its_title_is_filled(room, fills):
    assert fills_screen(room) is fills


def test_going_somewhere_new_forgets_what_lay_ahead():
    history = History()
    for key in ("a", "b", "c"):
        history.visit(Place(key))
    assert history.back() == Place("b")
    history.visit(Place("d"))
    assert history.forward() is None
    assert history.last(5) == [Place("b"), Place("a")]
