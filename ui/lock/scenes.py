"""The states of the lock, for pictures."""

from __future__ import annotations

from pathlib import Path

from apdesk.problems import Problem
from ui.common.scenes import Scene, Shown, Stage
from ui.lock.first_run import NewDeskForm, StartForm
from ui.lock.lock_form import LockForm
from ui.lock.lock_page import LockPage
from ui.lock.recovery_form import RecoveryForm
from ui.lock.recovery_key_form import RecoveryKeyForm
from ui.lock.unlock_form import UnlockForm

SCHOOL = "Larkmoor High School"
KEY = "7Q2MA-4KD0X-9TRP5-ZB3NC-1HVW8-E6JYF-M0S2K-8GQ4T"


def _page(stage: Stage, form: LockForm, school: str = SCHOOL) -> LockPage:
    page = LockPage(school)
    stage.show(page)
    page.show_form(form)
    page.activateWindow()
    page.focus_start()
    return page


def locked(stage: Stage) -> Shown:
    """An idle window that covered itself."""
    form = UnlockForm(["J Pemberton"], "larkmoor.apdesk", locked=True, role="Administrator", notes=(
        "1 unfinished form is kept safe and will reopen.",
        "Files on this computer are encrypted. Backed up today 08:15.",
    ))  # fmt: skip
    page = _page(stage, form)
    page.set_events((("08:52", "Laptop 2 checked out"), ("10:14", "Locked after 10 minutes")))
    form.passphrase.edit.setText("seven quiet herons")
    return page


def several(stage: Stage) -> Shown:
    """A desk that several people can open."""
    return _page(stage, UnlockForm(["J Pemberton", "D Ashworth", "R Idowu"], "larkmoor.apdesk"))


def wrong(stage: Stage) -> Shown:
    """The wrong passphrase."""
    form = UnlockForm(["J Pemberton"], "larkmoor.apdesk")
    page = _page(stage, form)
    form.show_problem(Problem("keys.wrong", "That passphrase did not open the desk. 3 tries left before a one minute "
                              "wait."))  # fmt: skip
    return page


def recovery(stage: Stage) -> Shown:
    """In by the recovery key."""
    return _page(stage, RecoveryForm(["J Pemberton", "D Ashworth"]))


def first(stage: Stage) -> Shown:
    """The first morning."""
    return _page(stage, StartForm(), "")


def new_desk(stage: Stage) -> Shown:
    """A new desk."""
    return _page(stage, NewDeskForm(Path("Documents") / "office.apdesk"), "")


def recovery_key(stage: Stage) -> Shown:
    """The recovery key, shown once."""
    return _page(stage, RecoveryKeyForm(KEY), SCHOOL)


SCENES = (
    Scene("unlock", locked), Scene("unlock-people", several), Scene("unlock-wrong", wrong),
    Scene("unlock-recovery", recovery), Scene("first-run", first), Scene("first-run-desk", new_desk),
    Scene("first-run-recovery-key", recovery_key),
)  # fmt: skip
