"""The states of Settings, for pictures."""

from __future__ import annotations

from collections.abc import Callable

from apdesk.services.paper import sample_letter
from apdesk.services.settings import settings
from ui.common.scenes import Over, Scene, Shown, Stage
from ui.settings.page import SettingsPage
from ui.settings.paper_dialog import PaperDialog
from ui.settings.school import SchoolPart


def part(key: str) -> Callable[[Stage], Shown]:
    """A part as it opens."""
    return lambda stage: stage.window("settings", part=key)


def _page(stage: Stage, key: str) -> tuple[Shown, SettingsPage]:
    window = stage.window("settings", part=key)
    page = window.current()
    assert isinstance(page, SettingsPage)
    return window, page


def school_wrong(stage: Stage) -> Shown:
    """Something typed that cannot be saved."""
    window, page = _page(stage, "school")
    school = page.part()
    assert isinstance(school, SchoolPart)
    school.fields["school.name"].control.setText("")
    school.fields["school.email"].control.setText("office at larkmoor")
    school.fields["school.email"].verify()
    school.save()
    return window


def sample(stage: Stage) -> Shown:
    """A letter as the school's paper shows it."""
    window = stage.window("settings", part="school")
    office = settings(stage.context.record)
    dialog = PaperDialog("How a letter looks", sample_letter(stage.context.record, office))
    stage.show(dialog, (dialog.width(), 700))
    dialog.fit()
    return Over(window, dialog)


def found(stage: Stage) -> Shown:
    """A search in Settings."""
    window, page = _page(stage, "school")
    page.search.setText("mark")
    return window


SCENES = (
    Scene("settings-school", part("school")), Scene("settings-school-wrong", school_wrong),
    Scene("settings-sample-letter", sample), Scene("settings-search", found),
    Scene("settings-appearance", part("appearance")),
)  # fmt: skip
