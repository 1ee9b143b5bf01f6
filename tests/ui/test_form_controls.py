"""Fields, choices and the date that answers with its weekday, worked by keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QVBoxLayout, QWidget
from test_dates_in_words import TUESDAY, WeekdaysOnly

from ui.common.ask import Choice, Question
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.dialogs.window_ask import TextDialog, choice_dialog, question_dialog
from ui.common.quiet import quiet
from ui.common.widgets.button import Button
from ui.common.widgets.chip import Chip
from ui.common.widgets.choice_box import ChoiceBox
from ui.common.widgets.choices import CardChoice, CheckBox, SegmentedChoice
from ui.common.widgets.field import Field, FormTroubles, Mend
from ui.common.widgets.fields import NumberField, PassphraseField, SearchField, TextArea, TextField
from ui.common.widgets.key_bar import KeyCap
from ui.common.widgets.label import DataLabel
from ui.common.widgets.school_date import SchoolDateField


class Labelled(WeekdaysOnly):
    def label(self, day):
        return None if self.is_school_day(day) else "Weekend"


@pytest.fixture
def form(qtbot):
    """A window with room for controls, shown and active."""
    window = QWidget()
    QVBoxLayout(window)
    qtbot.addWidget(window)
    window.resize(500, 400)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


def put(form, widget):
    form.layout().addWidget(widget)
    widget.show()
    return widget


def said(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def first_day(form):
    control = SchoolDateField(TUESDAY, Labelled(), school_days_only=True)
    field = put(form, Field("First day", control, check=control.trouble))
    other = put(form, TextField())
    return field, control, other


def test_a_date_answers_with_its_weekday_when_it_is_left(form, qtbot):
    field, control, other = first_day(form)
    control.setFocus()
    qtbot.keyClicks(control, "16 nov")
    assert control.text() == "16 nov"
    other.setFocus()
    assert control.text() == "Mon 16 Nov 2026"
    assert control.date() == date(2026, 11, 16)
    assert field.trouble() == ""


def test_a_closed_day_is_mended_by_one_button(form, qtbot):
    field, control, other = first_day(form)
    heard = []
    control.changed.connect(heard.append)
    control.setFocus()
    qtbot.keyClicks(control, "14/11/2026")
    assert field.trouble() == "", "nothing is said while typing"
    other.setFocus()
    assert field.trouble() == "Saturday 14 November is not a school day. The next is Monday 16 November."
    mend = next(button for button in field.findChildren(Button) if button.isVisible() and button.text())
    assert mend.text() == "Use Mon 16 Nov"
    qtbot.mouseClick(mend, Qt.MouseButton.LeftButton)
    assert control.date() == date(2026, 11, 16)
    assert field.trouble() == ""
    assert heard[-1] == date(2026, 11, 16)
    assert control.hasFocus()


def test_what_cannot_be_read_is_said_in_a_sentence(form, qtbot):
    field, control, other = first_day(form)
    control.setFocus()
    qtbot.keyClicks(control, "soonish")
    other.setFocus()
    assert field.trouble().startswith('"soonish" cannot be read as a date.')
    assert control.date() is None


def test_the_month_opens_below_and_arrows_choose(form, qtbot):
    _, control, _ = first_day(form)
    control.setFocus()
    control.set_date(date(2026, 11, 12))
    qtbot.keyClick(control, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = control.month_popup()
    qtbot.keyClick(popup.grid, Qt.Key.Key_Right)
    qtbot.keyClick(popup.grid, Qt.Key.Key_Down)
    qtbot.keyClick(popup.grid, Qt.Key.Key_Return)
    assert control.date() == date(2026, 11, 20)
    assert control.hasFocus()


def test_plus_and_minus_move_a_whole_date_by_a_day(form, qtbot):
    _, control, _ = first_day(form)
    control.set_date(date(2026, 11, 12))
    control.setFocus()
    control.end(False)
    qtbot.keyClicks(control, "+")
    assert control.date() == date(2026, 11, 13)
    qtbot.keyClicks(control, "-")
    assert control.date() == date(2026, 11, 12)


def test_the_month_names_the_days_that_are_closed(form):
    _, control, _ = first_day(form)
    control.set_date(date(2026, 11, 12))
    control.open_month()
    assert said(control.month_popup().grid).startswith("Thursday 12 November")
    control.month_popup().close()


def test_setting_a_date_tells_nobody(form):
    _, control, _ = first_day(form)
    heard = []
    control.changed.connect(heard.append)
    control.set_date(date(2026, 11, 12))
    assert heard == []


def test_a_field_names_its_control(form):
    name = put(form, Field("First name", TextField(), help="As on the roll"))
    assert said(name.control) == "First name"
    assert put(form, Field("Phone", TextField(), if_known=True)).control.accessibleName() == "Phone (if known)"


def test_troubles_of_a_form_lead_to_their_fields(form, qtbot):
    first, second = Field("Name", TextField()), Field("Town", TextField())
    for each in (first, second):
        put(form, each).set_trouble("A name is needed here.")
    troubles = put(form, FormTroubles())
    troubles.show_troubles([first, second])
    labels = [label.whole_text() for label in troubles.findChildren(DataLabel)]
    assert "2 things to put right" in labels
    link = troubles.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)[-1]
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert second.control.hasFocus()


def test_the_wheel_never_changes_a_choice(form, qtbot):
    box = put(form, ChoiceBox([("a", "One"), ("b", "Two")], name="Which"))
    box.setFocus()
    qtbot.wheel(box) if hasattr(qtbot, "wheel") else None
    assert box.key() == "a"
    heard = []
    box.changed.connect(heard.append)
    box.set_key("b")
    assert (box.key(), heard) == ("b", [])
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert (box.key(), heard) == ("a", ["a"])


def test_a_choice_is_found_by_typing_more_than_one_word_of_it(form, qtbot):
    box = put(form, ChoiceBox([("ht", "Headteacher"), ("9", "Head of Year 9"), ("10", "Head of Year 10")]))
    box.setFocus()
    qtbot.keyClicks(box, "head of year 1")
    assert box.key() == "10"
    assert not box.view().isVisible()


def test_ctrl_enter_on_a_choice_belongs_to_the_form(form, qtbot):
    box = put(form, ChoiceBox([("a", "One"), ("b", "Two")]))
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not box.view().isVisible()


def test_joined_buttons_and_cards_keep_keys(form, qtbot):
    for choice in (SegmentedChoice([("full", "Full time"), ("part", "Part")]),
                   CardChoice([("full", "Full time", "25 hours"), ("part", "Part", "")])):  # fmt: skip
        put(form, choice)
        heard = []
        choice.changed.connect(heard.append)
        assert choice.key() == "full"
        qtbot.mouseClick(choice.button("part"), Qt.MouseButton.LeftButton)
        assert (choice.key(), heard) == ("part", ["part"])
        choice.set_key("full")
        assert (choice.key(), heard) == ("full", ["part"])


def test_a_tick_box_is_worked_by_space_and_by_clicking_its_words(form, qtbot):
    tick = put(form, CheckBox("Share the one page profile"))
    tick.setFocus()
    qtbot.keyClick(tick, Qt.Key.Key_Space)
    assert tick.isChecked()
    qtbot.mouseClick(tick, Qt.MouseButton.LeftButton, pos=tick.rect().center())
    assert not tick.isChecked()


def test_a_search_is_told_once_for_the_same_words(form, qtbot):
    field = put(form, SearchField("Search name, form or UPN"))
    heard = []
    field.searched.connect(heard.append)
    with qtbot.waitSignal(field.searched):
        qtbot.keyClicks(field, "oko")
    field.setText("oko  ")
    with qtbot.waitSignal(field.searched):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert heard == ["oko", ""]


def test_numbers_outside_their_bounds_are_no_numbers(form):
    number = put(form, NumberField(1, 25))
    number.setText("26")
    assert number.number() is None
    assert "1 to 25" in number.trouble()
    number.set_number(12)
    assert (number.number(), number.trouble()) == (12, None)


def test_a_passphrase_is_hidden_until_it_is_shown(form):
    field = put(form, PassphraseField())
    field.setText("seven quiet herons")
    assert field.displayText() != "seven quiet herons"
    field.set_shown(True)
    assert field.displayText() == "seven quiet herons"


def test_names_that_look_like_markup_stay_plain(form):
    label = put(form, DataLabel("<b>Ann</b> & Bob"))
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == "<b>Ann</b> & Bob"


def test_a_cut_name_has_all_of_it_in_its_tooltip_and_its_spoken_name(form, qtbot):
    label = put(form, DataLabel("Featherstonehaugh-Mensah, Oluwaseunfunmi", cut=True))
    label.setFixedWidth(120)
    qtbot.waitUntil(lambda: label.text().endswith("…"))
    assert label.toolTip() == "Featherstonehaugh-Mensah, Oluwaseunfunmi"
    assert said(label) == "Featherstonehaugh-Mensah, Oluwaseunfunmi"


def test_filling_quietly_is_not_taken_for_typing(form):
    field = put(form, TextField())
    heard = []
    field.textChanged.connect(heard.append)
    with quiet(form):
        field.setText("loaded")
    assert heard == []
    field.setText("typed")
    assert heard == ["typed"]


def test_in_a_question_the_safe_button_is_first_and_has_focus(qtbot):
    dialog = question_dialog(Question("End this placement on Tuesday 10 November?", "It cancels 9 duties.",
                                      do="End placement today", keep="Keep the placement", warning="A letter waits"))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.keep_button.hasFocus())
    assert dialog.keep_button.x() < dialog.do_button.x()
    qtbot.keyClick(dialog.keep_button, Qt.Key.Key_Return)
    assert dialog.result() == dialog.DialogCode.Rejected


def test_a_choice_and_a_reason_are_asked_in_house_dialogs(qtbot):
    dialog, cards = choice_dialog("Who will do it?", [Choice("a", "Ms Farrant"), Choice("b", "Mr Ellery")], "", "Give")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(cards.button("b"), Qt.MouseButton.LeftButton)
    assert cards.key() == "b"
    asked = TextDialog("Why put it off?", "Reason")
    qtbot.addWidget(asked)
    asked.show()
    asked.accept()
    assert asked.isVisible(), "an empty reason is not saved"
    assert asked.fields[0].trouble()
    asked.area.setText("Parents asked for Thursday")
    asked.accept()
    assert asked.values() == "Parents asked for Thursday"
    assert not asked.isVisible()


class Town(FormDialog):
    def __init__(self):
        super().__init__("Where?")
        self.town, self.note = TextField(), TextArea()
        self.add_field(Field("Town", self.town))
        self.add_field(Field("Note", self.note))

    def problems(self):
        return [] if self.town.text() else ["The town is missing."]


def test_a_form_is_not_saved_before_its_problems_are_gone(qtbot):
    dialog = Town()
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    dialog.accept()
    assert dialog.isVisible()
    assert any("The town is missing." in label.whole_text() for label in dialog.troubles.findChildren(DataLabel))
    dialog.town.setFocus()
    qtbot.keyClick(dialog.town, Qt.Key.Key_Return)
    assert dialog.isVisible(), "Enter in a field never saves"
    assert dialog.note.hasFocus(), "it goes to the next field"
    assert [each.accessibleName() for each in dialog.hint.findChildren(KeyCap)] == ["Ctrl Enter"]
    dialog.town.setText("Wexbridge")
    dialog.note.setFocus()
    qtbot.keyClick(dialog.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_a_greyed_button_says_why(form):
    button = put(form, Button("Create placement", "primary"))
    button.set_why("The dates come first")
    assert not button.isEnabled()
    assert button.toolTip() == "The dates come first"
    button.set_why("")
    assert button.isEnabled()


def test_a_mend_may_be_given_with_a_trouble(form, qtbot):
    field = put(form, Field("Code", TextField()))
    done = []
    field.set_trouble(Mend("D is not right here.", "Use B", lambda: done.append(True)))
    assert field.control.property("wrong") is True
    mend = next(each for each in field.findChildren(Button) if each.isVisible() and each.text())
    qtbot.mouseClick(mend, Qt.MouseButton.LeftButton)
    assert done == [True]
    assert field.control.property("wrong") is False


def test_tab_leaves_a_text_area(form, qtbot):
    area, after = put(form, TextArea()), put(form, TextField())
    area.setFocus()
    qtbot.keyClick(area, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_enter_in_the_last_line_of_a_form_leads_to_the_verb_that_does_it(qtbot):
    dialog = FormDialog("Where?", do="Put in")
    town = TextField()
    dialog.add_field(Field("Town", town))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    town.setFocus()
    qtbot.keyClick(town, Qt.Key.Key_Return)
    assert dialog.do_button.hasFocus(), "and never to Go back, where another Enter would lose what was typed"


def test_a_search_is_cleared_by_its_cross_which_is_no_stop_of_tab(form, qtbot):
    search, after = put(form, SearchField("Search", name="Search")), put(form, TextField())
    assert not search.cross.isVisible()
    with qtbot.waitSignal(search.searched):
        search.setText("okonjo")
    assert search.cross.isVisible()
    search.setFocus()
    qtbot.keyClick(search, Qt.Key.Key_Tab)
    assert after.hasFocus()
    with qtbot.waitSignal(search.searched) as said:
        qtbot.mouseClick(search.cross, Qt.MouseButton.LeftButton)
    assert (said.args, search.text(), search.cross.isVisible()) == ([""], "", False)


def test_ctrl_enter_saves_wherever_the_focus_is(qtbot):
    dialog = FormDialog("Where?", do="Put in")
    dialog.add_field(Field("Town", TextField()))
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    dialog.keep_button.setFocus()
    qtbot.keyClick(dialog.keep_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.result() == 1, "what was typed is kept, as the key cap beside the buttons says"


def test_a_chip_takes_the_sign_of_its_state_again(form):
    chip = put(form, Chip("", "placed"))
    chip.set("Cannot be used", "overdue", "ph.prohibit-bold")
    barred = chip.sizeHint()
    chip.set("Cannot be used", "overdue")
    plain = chip.grab().toImage()
    chip.set("Cannot be used", "overdue", "ph.prohibit-bold")
    assert chip.sizeHint() == barred
    assert chip.grab().toImage() != plain
