"""Around the list of the day: who did not arrive, where everyone is, the first day, and what can go wrong."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from placement_school import clock, made_school, record, small_school  # noqa: F401
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from today_school import day, page, window  # noqa: F401
from walk import out_of_tab_order, stumbles

from apdesk.domain.permissions import READ_ONLY
from apdesk.problems import Problem
from apdesk.services import duty_lists
from apdesk.services.absences import AbsenceForm, open_absences, report_absence
from apdesk.services.contacts import ContactForm, add_contact
from apdesk.services.duties import Completion, complete_duties
from apdesk.services.school_year import take_calendar
from apdesk.store.work import Actor
from ui.common.page import Place
from ui.common.widgets.label import DataLabel
from ui.shell.everywhere import offered
from ui.shell.main_window import MainWindow
from ui.shell.quick_find import QuickFind
from ui.theme.style import apply_theme
from ui.today.counts import today_counts
from ui.today.page import TodayPage

SIZES = ((100, (1366, 690)), (100, (960, 540)), (150, (1366, 768)))


def said(dialog):
    return [label.whole_text() for label in dialog.findChildren(DataLabel) if label.whole_text()]


def report(record, placement, session="AM"):  # noqa: F811
    return report_absence(
        record, AbsenceForm(placement=placement, session=session, told_at="09:40", told_by="Mr R Tansley")
    )


# Absent today.

def test_absent_today_from_any_page_is_red_on_today_until_accounted_for(window, ask, record, qtbot, day):  # noqa: F811
    add_contact(record, day.chidera, ContactForm(title="Mrs", forename="Funmi", surname="Okonjo",
                                                 relationship="Mother", phone="07700 900123"))  # fmt: skip
    window.go(Place("providers"))

    def note(dialog):
        assert dialog.pupil.key() == "", "nobody is noted absent by mistake"
        assert "Type the surname to choose." in said(dialog)
        dialog.pupil.set_key(day.placement)
        dialog.pupil.changed.emit(day.placement)
        assert "Ring Mrs F Okonjo, mother: 07700 900123" in said(dialog)
        assert (dialog.session.key(), dialog.at.text(), dialog.code.key()) == ("AM", "09:50", "N")
        dialog.accept()
        assert dialog.saved is None, "somebody told us"
        dialog.by.setText("Mr R Tansley")
        dialog.at.setText("940")
        dialog.said.setText("no answer")
        dialog.accept()
        return True

    ask.expects("form", note)
    qtbot.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert "stays red on Today" in window.toast.text()
    window.refresh_counts()
    count = today_counts(window.context)
    assert (count.tone, count.words.split(",")[0]) == ("late", "1 not accounted for")
    window.go(Place("today"))
    page = window.current()  # noqa: F811
    (bar,) = page.missing.bars
    assert bar.accessibleName() == (
        "Not accounted for. Chidera Okonjo 10F did not arrive at Fairholt this morning. "
        "Told 09:40 by Mr R Tansley. Home rung: no answer. Whereabouts not known. Code N."
    )
    assert any(row.rule == "absent.same-day" for row in page._rows)

    def settle_it(dialog):
        dialog.accept()
        assert dialog.saved is None
        dialog.how.setText("At home, ill: mother")
        assert dialog.code.key() == ""
        dialog.accept()
        assert dialog.saved is None
        dialog.code.set_key("I")
        dialog.accept()
        return True

    ask.expects("form", settle_it)
    bar.accounted_button.click()
    assert not page.missing.isVisible()
    assert open_absences(record)[0].accounted_how == "At home, ill: mother"
    window.do("undo")
    assert page.missing.isVisible()


def test_a_report_is_changed_or_taken_back_with_a_reason(window, page, ask, record, day):  # noqa: F811
    form = ContactForm(title="Mrs", forename="Ada", surname="Okonjo", relationship="Mother", phone="020 7946 0102")
    add_contact(record, day.chidera, form)
    window.context.publish(report(record, day.placement).changes)
    assert "Home not rung yet, ring Mrs A Okonjo, mother: 020 7946 0102." in page.missing.bars[0].accessibleName()
    assert page.missing.bars[0].accounted_button.text() == "Say where Chidera is"

    def change(dialog):
        assert dialog.by.text() == "Mr R Tansley"
        dialog.where.setText("The park")
        dialog.accept()
        return True

    ask.expects("choose", "change").expects("form", change)
    page.missing.bars[0].change_button.click()
    assert "Thought to be: The park" in page.missing.bars[0].accessibleName()
    ask.expects("choose", "back").expects("ask_text", "It was another pupil")
    page.missing.bars[0].change_button.click()
    assert open_absences(record) == ()
    assert not page.missing.isVisible()


def test_only_three_stand_under_each_other_and_the_rest_are_one_click_away(page, record, day, ask):  # noqa: F811
    for placement in (day.placement, day.second):
        for session in ("AM", "PM"):
            report(record, placement, session)
    page.reload()
    assert len(page.missing.bars) == 3
    ask.expects("form", lambda dialog: True)
    page.missing.all_asked.emit()


def test_the_pupil_with_the_ring_is_the_one_that_is_meant(page, ask, window, day):  # noqa: F811
    line = next(line for group in page.grouped.groups for line in group.lines if line.about == "Chidera Okonjo")
    page.duties.focus_id(line.id)

    def look(dialog):
        assert dialog.pupil.key() == day.placement
        return False

    ask.expects("form", look)
    window.do("absent-today")


def test_on_a_day_when_nobody_is_expected_it_says_so(window, clock):  # noqa: F811
    clock.moment = datetime(2026, 11, 14, 9, 0, tzinfo=UTC)
    window.do("absent-today")
    assert window.toast.text() == "Nobody is expected at a provider today."


# Where is everyone now.

def test_where_is_everyone_is_found_by_ctrl_k_and_opens_its_pupils(window, ask, record, qtbot, day):  # noqa: F811
    report(record, day.second)

    def look(dialog):
        words = said(dialog)
        assert "Thursday 12 November 2026, 09:50, morning. 2 pupils: 1 away, 1 not accounted for." in words
        assert any(text.startswith("Not accounted for: Amara Benbow 10B") for text in words)
        assert "Priory Road, Larkmoor, E99 4QT" in " ".join(words)
        (link,) = dialog.links
        link.click()
        return True

    ask.expects("form", look)
    found = QuickFind.open_over(window)
    found.field.setText("everyone")
    assert found.current().title == "Where is everyone now"
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert window.history.here == Place("pupil", {"pupil": day.chidera})


def test_the_counts_lead_to_the_names_and_to_one_page_of_paper(page, ask, qtbot, tmp_path, day):  # noqa: F811
    qtbot.waitUntil(lambda: page.off_site._rows.count() == 1)
    file = tmp_path / "where.pdf"

    def look(dialog):
        from ui.common.widgets.button import Button

        next(each for each in dialog.findChildren(Button) if each.text() == "Print on one page").click()
        return True

    ask.expects("form", look).expects("choose", "save").expects("save_file", file)
    page.off_site.button.click()
    assert file.read_bytes().startswith(b"%PDF")


def test_the_side_says_who_is_off_site_and_what_is_coming(page, qtbot, day):  # noqa: F811
    qtbot.waitUntil(lambda: page.off_site._rows.count() == 1)
    row = page.off_site._rows.itemAt(0).widget()
    assert row.accessibleName() == "Dual registered: 2"
    assert page.off_site._note.whole_text() == "Off site 2  ·  Part-time or flexi 0"
    qtbot.waitUntil(lambda: page.coming._grid.count() > 0)
    assert page.coming._grid.itemAt(0).widget().accessibleName() == "Friday 27 November: INSET day"
    today = page.week._days.itemAt(3).widget()
    assert today.accessibleName().startswith("Thursday 12 November, ")


def test_the_side_says_nothing_before_it_is_known_and_does_not_follow_the_search(page, qtbot):  # noqa: F811
    cards = (page.off_site, page.week, page.coming)
    qtbot.waitUntil(lambda: all(card.isVisible() for card in cards))
    due = [page.week._days.itemAt(n).widget().accessibleName() for n in range(5)]
    page.tools_strip.open_find()
    page.tools_strip.find.setText("nobody of that name")
    page._fill_side()
    assert [page.week._days.itemAt(n).widget().accessibleName() for n in range(5)] == due
    fresh = TodayPage(page.context)
    qtbot.addWidget(fresh)
    fresh.reload()
    assert not any(card.isVisibleTo(fresh) for card in (fresh.off_site, fresh.week, fresh.coming, fresh.left_over))


def test_without_term_dates_the_side_says_what_is_missing(page):  # noqa: F811
    page.off_site.show_now(None, "No term dates are loaded yet. Import them under Settings, Term dates.")
    assert "No term dates are loaded yet" in page.off_site._note.whole_text()
    assert not page.off_site.button.isEnabled()


# What can go wrong, and who may what.

def test_what_cannot_be_read_is_said_with_the_way_to_try_again(page, monkeypatch):  # noqa: F811
    def refused(*_args, **_named):
        raise Problem("record.gone", "The desk could not be read. Open it again.")

    with monkeypatch.context() as broken:
        broken.setattr("ui.today.page.due_list", refused)
        page.reload()
        assert page.empty.accessibleName().startswith("The desk could not be read.")
        assert page.empty.button.text() == "Try again"
    page.empty.button.click()
    assert page.grouped.groups
    assert not page.list_frame.is_empty()


def test_nothing_due_says_what_comes_next(page, record, qtbot):  # noqa: F811
    from ui.today.groups import TODAY

    rows = [row for row in duty_lists.due_list(record, days=0) if row.is_open and row.state != "overdue"]
    complete_duties(record, [(row.id, Completion(on=date(2026, 11, 12))) for row in rows])
    page.reload()
    page.tools_strip.tabs.set_key(TODAY)
    page.tools_strip.changed.emit()
    assert page.empty.accessibleName().startswith("Nothing is due today. Next: Fri 13 Nov, ")
    assert page.empty.button.text() == "Open Fri 13 Nov"
    went = []
    page.place_requested.connect(went.append)
    page.empty.button.click()
    assert went == [Place("calendar", {"day": "2026-11-13"})]


def test_actions_that_need_a_right_are_offered_to_those_who_have_it(window, record):  # noqa: F811
    assert "absent-today" in [each.name for each in offered(record.actor.role)]
    assert "absent-today" not in [each.name for each in offered(READ_ONLY)]
    record.actor = Actor(record.actor.id, "Reader", READ_ONLY)
    window.go(Place("providers"))
    window.do("absent-today")
    assert window.toast.text() == ""


def test_the_practice_school_opens_in_a_window_of_its_own(window, page, monkeypatch):  # noqa: F811
    started = []
    monkeypatch.setattr(
        "PySide6.QtCore.QProcess.startDetached", lambda program, words: started.append(words) or (True, 1)
    )
    page.practice.asked.emit()
    assert started == [["-m", "ui", "--demo"]]


def test_term_dates_that_change_are_seen_at_once(page, window, record):  # noqa: F811
    before = page.subtitle()
    text = "type,start,end,label\nhalf_term,2027-09-02,2027-10-22,Autumn 1\n"
    window.context.publish(take_calendar(record, text, "more.csv").changes)
    assert page.subtitle() == before


# Everyone can use it.

@pytest.mark.parametrize(("text", "size"), SIZES)
def test_today_has_nothing_to_stumble_over(qtbot, qapp, context, record, day, text, size):  # noqa: F811
    apply_theme(qapp, "light", text, still=True)
    report(record, day.placement)
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.resize(*size)
    with qtbot.waitExposed(made):
        made.show()
    made.start()
    shown = made.current()
    shown.duties.mark(shown.grouped.groups[0].lines[0].id)
    shown.tools_strip.open_find()
    for _ in range(4):
        QApplication.sendPostedEvents()
    assert isinstance(shown, TodayPage)
    assert stumbles(made.frame) == []
    assert out_of_tab_order(shown) == []


DIALOGS = ("complete", "already", "put_off", "give", "chase", "clause", "sign_off", "absent", "accounted", "where")


def dialog_of(name, context, record, page, day):  # noqa: F811
    """A form of Today, made as the page makes it and never answered."""
    kept = []

    class Look:
        def __getattr__(self, _name):
            return lambda *given, **named: kept.append(given[0]) and None

    from dataclasses import replace

    from ui.common.duties.actions import DutyActions
    from ui.today import everywhere

    looking = replace(context, ask=Look())
    deeds = DutyActions(looking)
    rows = duty_lists.due_list(record)
    late = [row.id for row in rows if row.state == "overdue"]
    contact = next(row.id for row in rows if row.kind == "contact")
    registers = [row.id for row in rows if row.kind == "register"][:3]
    absence = report(record, day.placement).id if name == "accounted" else ""
    {
        "complete": lambda: deeds.complete([contact]), "already": lambda: deeds.complete([contact], already=True),
        "put_off": lambda: deeds.put_off(late[:2]), "give": lambda: deeds.give(late[:2]),
        "chase": lambda: deeds.chase([contact, *late]), "clause": lambda: deeds.explain(late[0]),
        "sign_off": lambda: deeds.sign_off(registers), "absent": lambda: everywhere.note_absent(looking),
        "accounted": lambda: everywhere.note_accounted(looking, absence),
        "where": lambda: everywhere.show_whereabouts(looking),
    }[name]()
    return kept[0]


@pytest.mark.parametrize("name", DIALOGS)
@pytest.mark.parametrize("text", [100, 150])
def test_the_forms_of_today_have_nothing_to_stumble_over(qtbot, qapp, context, record, day, name, text):  # noqa: F811
    apply_theme(qapp, "light", text, still=True)
    dialog = dialog_of(name, context, record, None, day)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    for _ in range(4):
        QApplication.sendPostedEvents()
    assert stumbles(dialog) == []
    assert out_of_tab_order(dialog) == []
    assert dialog.height() <= dialog.screen().availableGeometry().height()
