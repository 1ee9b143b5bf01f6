"""A form stated as parts: what is marked as needed or as free, and what an example says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from test_dates_in_words import TUESDAY

from ui.common.dialogs.record_form import CHOICE, DAY, Part, RecordForm


@dataclass(frozen=True)
class Person:
    name: str | None = None
    born: date | None = None
    provider: str | None = None
    first: str | None = None
    second: str | None = None
    third: str | None = None
    fourth: str | None = None


FREE = tuple(Part(name, name.capitalize(), if_known=True) for name in ("first", "second", "third", "fourth"))
BORN = Part("born", "Date of birth", DAY, if_known=True, example="14 mar 2012")


def test_a_form_that_is_mostly_free_marks_what_is_needed_instead(qtbot):
    form = RecordForm("Pupil", (Part("name", "Name"), BORN, *FREE), Person(), save=lambda said: said, today=TUESDAY)
    qtbot.addWidget(form)
    assert form.words.whole_text() == "Fill in what is known. Only what is marked as needed has to be there."
    assert form.control("name").accessibleName() == "Name (needed)"
    assert form.control("first").accessibleName() == "First"
    assert form.control("born").placeholderText() == "14 mar 2012"


def test_a_form_with_few_free_parts_marks_those(qtbot):
    form = RecordForm("Pupil", (Part("name", "Name"), *FREE[:2]), Person(), save=lambda said: said, today=TUESDAY)
    qtbot.addWidget(form)
    assert form.words.whole_text() == ""
    assert form.control("first").accessibleName() == "First (if known)"


def test_a_choice_with_an_example_has_none_chosen_at_first(qtbot):
    part = Part("provider", "Provider", CHOICE, options=(("a", "Fairholt"),), example="Choose a provider")
    form = RecordForm("Move", (part,), Person(), save=lambda said: said, today=TUESDAY)
    qtbot.addWidget(form)
    assert form.control("provider").key() == ""
    assert form.control("provider").placeholderText() == "Choose a provider"
    form.accept()
    assert form.parts["provider"].trouble() == "Choose a provider."
    assert form.saved is None
