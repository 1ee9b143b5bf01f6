"""The smaller forms about people: who may open the desk, with what, as what, and for how long they hold a role."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from apdesk.services.staff import StaffForm
from apdesk.services.unlock import Person
from ui.common.dialogs.house_dialog import HouseDialog
from ui.common.scenes import Scene, Shown, Stage, over
from ui.settings import forms
from ui.settings.passphrase_forms import ConfirmForm, ResetForm
from ui.settings.role_form import RoleForm, name_form

IDOWU = Person("idowu", "R Idowu", "dsl")
FARRANT = StaffForm(title="Ms", forename="Lena", surname="Farrant", job="Head of Year 10",
                    email="l.farrant@larkmoor.example", phone="020 7946 0182")  # fmt: skip


def _over(stage: Stage, part: str, dialog: HouseDialog) -> Shown:
    window = stage.window("settings", part=part)
    assert isinstance(window, QWidget)
    return over(stage, window, dialog)


def _as_it_is(said: object) -> object:
    return said


def confirm(stage: Stage) -> Shown:
    """One's passphrase once more, before a new recovery key."""
    return _over(stage, "security", ConfirmForm(
        "Make a new recovery key?", "The old sheet no longer works from that moment. Have the printer ready.",
        "Make a new key", "Making the key", _as_it_is, stage.context.jobs,
    ))  # fmt: skip


def reset(stage: Stage) -> Shown:
    """A new passphrase for somebody who forgot theirs."""
    return _over(stage, "security", ResetForm(IDOWU.name, _as_it_is, stage.context.jobs))


def role(stage: Stage) -> Shown:
    """What somebody may do."""
    return _over(stage, "security", RoleForm(IDOWU, _as_it_is))


def rename(stage: Stage) -> Shown:
    """Another name to unlock under."""
    return _over(stage, "security", name_form(IDOWU.name, stage.context.today(), _as_it_is))


def edit_person(stage: Stage) -> Shown:
    """The details of somebody on the staff."""
    return _over(stage, "staff", forms.person_form("Ms L Farrant", FARRANT, _as_it_is, stage.context.today()))


def cover(stage: Stage) -> Shown:
    """Somebody stands in for a while."""
    today = stage.context.today()
    shown = forms.Giving("HOY/10", "farrant", today)
    return _over(stage, "staff", forms.cover_form(
        "Arrange cover", shown, _as_it_is, (("HOY/10", "Head of Year 10"),), (("farrant", "Ms L Farrant"),), today,
    ))  # fmt: skip


def end_role(stage: Stage) -> Shown:
    """A role ends on a day."""
    today = stage.context.today()
    return _over(stage, "staff", forms.end_form("End Head of Year 10 for Ms L Farrant", today, _as_it_is))


ACCESS_SCENES = (
    Scene("settings-security-confirm", confirm), Scene("settings-security-reset", reset),
    Scene("settings-security-role", role), Scene("settings-security-rename", rename),
    Scene("settings-staff-edit", edit_person), Scene("settings-staff-cover", cover),
    Scene("settings-staff-end", end_role),
)  # fmt: skip
