"""The states of Settings, for pictures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from apdesk.services import backups, journal_log
from apdesk.services.backup_copies import Since, kept
from apdesk.services.leaving import leaving
from apdesk.services.paper import sample_letter
from apdesk.services.school_year import Entry
from apdesk.services.settings import settings
from apdesk.services.staff import staff as staff_rows
from apdesk.services.term_date_changes import dates_would_move
from ui.common.dialogs.moves_dialog import MovesDialog
from ui.common.dialogs.paper_dialog import PaperDialog
from ui.common.dialogs.window_ask import question_dialog, telling_dialog
from ui.common.scenes import ON, Scene, Shown, Stage, over
from ui.settings import forms
from ui.settings.access_scenes import ACCESS_SCENES
from ui.settings.backup import restore_of
from ui.settings.dates import DatesPart
from ui.settings.dates_columns import LineForm, line_form
from ui.settings.leaving_dialog import LeavingDialog
from ui.settings.log_panel import EntryDialog
from ui.settings.page import SettingsPage
from ui.settings.passphrase_forms import AccessForm, PassphraseForm
from ui.settings.protocol_scenes import PROTOCOL_SCENES
from ui.settings.recovery_dialog import RecoveryDialog
from ui.settings.school import SchoolPart
from ui.settings.staff import StaffPart


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
    email = school.fields["school.email"].control
    email.setText("office at larkmoor")
    email.textEdited.emit(email.text())
    school.save()
    return window


def sample(stage: Stage) -> Shown:
    """A letter as the school's paper shows it."""
    window = stage.window("settings", part="school")
    office = settings(stage.context.record)
    return over(stage, window, PaperDialog("How a letter looks", sample_letter(stage.context.record, office)))


def found(stage: Stage) -> Shown:
    """A search in Settings."""
    window, page = _page(stage, "school")
    page.search.setFocus()
    page.search.setText("mark")
    return window


def people(stage: Stage) -> Shown:
    """Everybody who can owe a duty."""
    return stage.window("settings", part="staff", at="people")


def _staff(stage: Stage) -> tuple[Shown, StaffPart]:
    window, page = _page(stage, "staff")
    staff = page.part()
    assert isinstance(staff, StaffPart)
    return window, staff


def add_person(stage: Stage) -> Shown:
    """Somebody new, with a first role."""
    window, staff = _staff(stage)
    form = forms.add_person_form(lambda said: said, forms.role_options(staff.lines()), stage.context.today())
    return over(stage, window, form)


def hand_over(stage: Stage) -> Shown:
    """A role goes to somebody else from a day on."""
    window, staff = _staff(stage)
    line = next(each for each in staff.lines() if each.holders)
    form = forms.hand_over_form(
        "Hand over a role", forms.Giving(line.key, None, stage.context.today()), lambda said: said,
        forms.role_options(staff.lines()), staff.options(), stage.context.today(),
    )  # fmt: skip
    return over(stage, window, form)


def remove_person(stage: Stage) -> Shown:
    """What passes to whom when somebody leaves."""
    window, staff = _staff(stage)
    record = stage.context.record
    line = max(staff.people_here(), key=lambda each: (len(each.roles), each.duties))
    dialog = LeavingDialog(
        line.row.name, lambda day: leaving(record, line.row.id, day), staff.options(), lambda left: left,
        stage.context.today(),
    )  # fmt: skip
    return over(stage, window, dialog)


def _dates(stage: Stage) -> tuple[Shown, DatesPart]:
    window, page = _page(stage, "dates")
    dates = page.part()
    assert isinstance(dates, DatesPart)
    return window, dates


def dates_changed(stage: Stage) -> Shown:
    """A closure added and an INSET day moved, nothing saved yet."""
    window, dates = _dates(stage)
    dates.draft.add(Entry("closure", date(2026, 11, 19), date(2026, 11, 20), "Boiler failed"))
    line = next(each for each in dates.draft.lines() if each.entry.type == "inset" and each.entry.start > ON)
    dates.draft.remove(line.key)
    dates.show_draft()
    return window


def dates_would_move_scene(stage: Stage) -> Shown:
    """What a closed week would move, before anything is saved."""
    window, dates = _dates(stage)
    dates.draft.add(Entry("closure", date(2026, 11, 16), date(2026, 11, 20), "Flood"))
    moves = dates_would_move(stage.context.record, dates.draft.entries())
    dialog = MovesDialog("Save these term dates?", moves, stage.context.today(), do="Save term dates",
                         body="Duties that are done or overdue stay as they are.")
    return over(stage, window, dialog)


def date_line(stage: Stage) -> Shown:
    """A line of the term dates as it is typed."""
    window, _ = _dates(stage)
    shown = LineForm("closure", "Boiler failed", date(2026, 11, 19), date(2026, 11, 20))
    return over(stage, window, line_form("Add a line", shown, lambda said: said, stage.context.today()))


def log(stage: Stage) -> Shown:
    """Who did what, when and why."""
    return stage.window("settings", part="security", at="log")


def log_entry(stage: Stage) -> Shown:
    """What one entry touched."""
    window = log(stage)
    found = journal_log.log(stage.context.record, journal_log.Asked("member of staff", kind="changes"))
    line = max(found.rows, key=lambda each: each.changes)
    return over(stage, window, EntryDialog(stage.context, line))


def own_passphrase(stage: Stage) -> Shown:
    """One's own passphrase, with what is wrong."""
    window, _ = _page(stage, "security")
    form = PassphraseForm(_unsaved, stage.context.jobs)
    form.present.edit.setText("seven quiet herons")
    form.wanted.first.edit.setText("too short")
    form.ready()
    return over(stage, window, form)


def give_access(stage: Stage) -> Shown:
    """Somebody new who can open the desk."""
    window, _ = _page(stage, "security")
    people = [(one.id, one.name, "Rose Idowu") for one in staff_rows(stage.context.record) if one.name == "Ms R Idowu"]
    return over(stage, window, AccessForm(people, _unsaved, stage.context.jobs))


def recovery_key(stage: Stage) -> Shown:
    """A new recovery key, shown once."""
    window, _ = _page(stage, "security")
    return over(stage, window, RecoveryDialog("7Q2MA-4KD0X-9TRP5-ZB3NC-1HVW8-E6JYF-M0S2K-8GQ4T", lambda: None))


def backup(stage: Stage) -> Shown:
    """The places, and two copies of the desk."""
    record = stage.context.record
    if len(kept(record).copies) < 2:
        backups.choose_second_place(record, record.folder.parent / "other drive")
        backups.take(record)
    return stage.window("settings", part="backup")


def restore_question(stage: Stage) -> Shown:
    """Before a copy is put in the place of the desk."""
    window = backup(stage)
    today, newest = stage.context.today(), kept(stage.context.record).copies[0]
    last = datetime.combine(today, time(10, 42)).astimezone()
    return over(stage, window, question_dialog(restore_of(newest, Since(23, last), today)))


def rehearsed(stage: Stage) -> Shown:
    """What trying a restore reported."""
    window = backup(stage)
    found = backups.rehearse(stage.context.record)
    return over(stage, window, telling_dialog("A restore would work.", "\n".join(found.sentences), None))


def _unsaved(said: object) -> object:
    return said


SCENES = (
    Scene("settings-school", part("school")), Scene("settings-school-wrong", school_wrong),
    Scene("settings-sample-letter", sample), Scene("settings-search", found),
    Scene("settings-staff", part("staff")), Scene("settings-staff-people", people),
    Scene("settings-staff-add", add_person), Scene("settings-staff-hand-over", hand_over),
    Scene("settings-staff-remove", remove_person), *ACCESS_SCENES,
    Scene("settings-dates", part("dates")), Scene("settings-dates-changed", dates_changed),
    Scene("settings-dates-line", date_line), Scene("settings-dates-would-move", dates_would_move_scene),
    *PROTOCOL_SCENES,
    Scene("settings-security", part("security")), Scene("settings-security-log", log),
    Scene("settings-security-entry", log_entry), Scene("settings-security-passphrase", own_passphrase),
    Scene("settings-security-access", give_access), Scene("settings-security-recovery-key", recovery_key),
    Scene("settings-backup", backup), Scene("settings-backup-restore", restore_question),
    Scene("settings-backup-test", rehearsed),
    Scene("settings-appearance", part("appearance")),
)  # fmt: skip
