"""The states of the lock, for pictures."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from apdesk.problems import Problem
from apdesk.services.backup_copies import BESIDE, SECOND, Copy
from ui.common.jobs import Jobs
from ui.common.scenes import Scene, Shown, Stage
from ui.lock.first_run import NewDeskForm, StartForm
from ui.lock.lock_form import LockForm
from ui.lock.lock_page import LockPage
from ui.lock.recovery_form import RecoveryForm
from ui.lock.recovery_key_form import RecoveryKeyForm
from ui.lock.restore_form import RestoredForm, RestoreForm
from ui.lock.trouble_form import TroubleForm
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
    form = UnlockForm(["J Pemberton"], "larkmoor.apdesk", wrong_tries=lambda _person: 2)
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


_DESK = Path("Documents") / "larkmoor.apdesk"
_COPIES = tuple(
    Copy(_DESK.parent / f"larkmoor-{moment:%Y-%m-%d-%H%M%S}.apdesk-backup", moment, 12_400_000, place)
    for moment, place in (
        (datetime(2026, 11, 10, 8, 15, tzinfo=UTC), BESIDE), (datetime(2026, 11, 9, 15, 52, tzinfo=UTC), SECOND),
    )
)  # fmt: skip


def restore(stage: Stage) -> Shown:
    """A copy that is to stand in the place of the desk."""
    form = RestoreForm(_COPIES, _DESK, Jobs())
    form.copy.set_key(str(_COPIES[0].file))
    form.show_people(["J Pemberton", "D Ashworth"], "J Pemberton")
    return _page(stage, form)


def restored(stage: Stage) -> Shown:
    """The desk stands again."""
    return _page(stage, RestoredForm((
        "It holds 1,487 pupils, 12 providers, 40 placements, 2,470 duties, and 360 entries in its log.",
        "What was there before is kept as\nlarkmoor before restore 2026-11-10-084210.apdesk.",
    )))  # fmt: skip


def trouble(stage: Stage) -> Shown:
    """A desk whose keys are gone."""
    problem = Problem("keys.missing", "The keys of this desk are missing.", str(_DESK / "keys"))
    return _page(stage, TroubleForm(problem, 14, keys=True))


SCENES = (
    Scene("unlock", locked), Scene("unlock-people", several), Scene("unlock-wrong", wrong),
    Scene("unlock-recovery", recovery), Scene("first-run", first), Scene("first-run-desk", new_desk),
    Scene("first-run-recovery-key", recovery_key), Scene("unlock-restore", restore),
    Scene("unlock-restored", restored), Scene("unlock-trouble", trouble),
)  # fmt: skip
