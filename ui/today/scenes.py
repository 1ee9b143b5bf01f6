"""Pictures of Today: folded and open, marked, finding, empty, many, long names, missing pupils, set-up, every form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from apdesk.services.absences import AbsenceRow, open_absences
from apdesk.services.chasing import chase_messages
from apdesk.services.duty_explained import explain
from apdesk.services.duty_lists import DutyRow, due_list
from apdesk.services.expected_today import expected_today, whom_to_ring
from apdesk.services.protocols import protocol_in_force
from apdesk.services.school_year import calendar_or_none
from apdesk.services.setting_up import SettingUp
from apdesk.services.signing_off import to_sign_off
from apdesk.services.whereabouts import whereabouts
from ui.common.context import Context
from ui.common.duties.chase_dialog import ChaseDialog
from ui.common.duties.clause_dialog import ClauseDialog
from ui.common.duties.complete_dialog import CompleteDialog
from ui.common.duties.moving_dialogs import GiveDialog, PutOffDialog
from ui.common.duties.sign_off_dialog import SignOffDialog
from ui.common.events import settle
from ui.common.scenes import Over, Scene, Shown, Stage
from ui.today.absent_dialogs import AbsentDialog, AccountedDialog
from ui.today.counts import counted
from ui.today.page import TodayPage
from ui.today.set_up import SetUp, steps_of
from ui.today.whereabouts_dialog import WhereaboutsDialog

MANY = 400
LONG = "Featherstonehaugh-Mensah-Worthington, Oluwaseunfunmi Alexandria"


def _page(stage: Stage) -> tuple[Any, TodayPage]:
    window = stage.window("today")
    page = window.current()
    assert isinstance(page, TodayPage)
    return window, page


def _rows(context: Context) -> tuple[DutyRow, ...]:
    return due_list(context.record, days=14, waiting=True)


def _opened(stage: Stage) -> Shown:
    window, page = _page(stage)
    folded = next(line for group in page.grouped.groups for line in group.lines if len(line.members) > 1)
    page.duties.focus_id(folded.id)
    page.duties.open_focused()
    settle()
    page.duties.scrollTo(page.duties.currentIndex(), page.duties.ScrollHint.PositionAtTop)
    return window


def _marked(stage: Stage) -> Shown:
    window, page = _page(stage)
    for group in page.grouped.groups[:1]:
        for line in group.lines[:3]:
            page.duties.mark(line.id)
    return window


def _finding(stage: Stage) -> Shown:
    window, page = _page(stage)
    page.tools_strip.open_find()
    page.tools_strip.find.setText("okonjo")
    settle()
    return window


def _only(stage: Stage, rows: Sequence[DutyRow]) -> Shown:
    """Today with these duties alone, counted so in the rail too."""
    window, page = _page(stage)
    page.show_rows(tuple(rows))
    window.sidebar.set_counts({"today": counted(rows)})
    settle()
    return window


def _empty(stage: Stage) -> Shown:
    return _only(stage, ())


def _few(stage: Stage) -> Shown:
    return _only(stage, _rows(stage.context)[:4])


def _many(stage: Stage) -> Shown:
    today = stage.context.today()
    some = [row for row in _rows(stage.context) if row.day is not None and row.pupil]
    here = {"day": today, "last_day": today, "state": "today"}
    made = [some[number % len(some)]._replace(id=f"many-{number}", act=str(number), **here) for number in range(MANY)]
    return _only(stage, made)


def _long_names(stage: Stage) -> Shown:
    first, _, rest = LONG.partition(", ")
    return _only(stage, [
        row._replace(
            pupil_list_name=LONG, pupil_name=f"{rest} {first}", pathway_short="AP, part of the week",
            provider_name="The Wexbridge and District Alternative Provision Academy Trust",
            who="Mrs O Featherstonehaugh-Mensah", short=row.title, waiting_for="Wexbridge: a date for the review",
        ) for row in _rows(stage.context)[:12]
    ])  # fmt: skip


def _missing(stage: Stage) -> Shown:
    window, page = _page(stage)
    page.missing.show_rows(_reports(stage.context)[:2], stage.context.today(), True, page.whom_to_ring)
    settle()
    return window


def _reports(context: Context) -> list[AbsenceRow]:
    """Made from who is expected today: nothing is written for a picture."""
    told = ((False, "", ""), (True, "no answer", "the park, says a friend"))
    found = zip(expected_today(context.record), told, strict=False)
    return [
        AbsenceRow(
            id=f"absence-{number}", day=context.today(), session="AM", told_at=f"09:{40 + number}",
            told_by="Mr R Tansley", home_rung=rung, home_said=said, whereabouts=where, code="N", accounted_on=None,
            accounted_at="", accounted_how="", entered_by="J Pemberton", placement=one.placement,
            reference="LHS-0001", pupil=one.pupil, name=_turned(one.list_name), list_name=one.list_name, initials="",
            form=one.form, provider_name=one.provider_name,
        )
        for number, (one, (rung, said, where)) in enumerate(found)
    ]


def _turned(list_name: str) -> str:
    surname, _, forename = list_name.partition(", ")
    return f"{forename} {surname}"


def _set_up(done: int, *, opened: bool = False) -> Callable[[Stage], Shown]:
    def make(stage: Stage) -> Shown:
        window, page = _page(stage)
        there = SettingUp("Larkmoor High School" if done else "", 8 if done else 0, (2026,) if done > 1 else (),
                          3 if done > 1 else 0, "Alternative Provision and Off-Site Direction Policy", 9, 0, 0, False,
                          False)  # fmt: skip
        page.show_set_up(SetUp(tuple(steps_of(there, frozenset(), opened=opened)), running=True))
        page.frame_changed.emit()
        window.sidebar.set_counts({"today": None, "providers": None})
        start = page.focus_start()
        if start is not None:
            start.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        return window

    return make


def _form(make: Callable[[Context], QWidget]) -> Callable[[Stage], Shown]:
    def made(stage: Stage) -> Shown:
        window, _ = _page(stage)
        dialog = make(stage.context)
        dialog.setParent(window, dialog.windowFlags())
        dialog.show()
        settle()
        return Over(window, dialog)

    return made


def _of(context: Context, kind: str, number: int = 1) -> list[DutyRow]:
    rows = [row for row in _rows(context) if row.kind == kind and row.pupil]
    return rows[:number]


def _save(_: Any) -> Any:
    raise AssertionError("nothing is saved for a picture")


def _complete(context: Context) -> QWidget:
    return CompleteDialog(_of(context, "contact"), _save, context.today(), "CPOMS")


def _already(context: Context) -> QWidget:
    return CompleteDialog(_of(context, "letter"), _save, context.today(), "CPOMS", already=True)


def _put_off(context: Context) -> QWidget:
    rows = [row for row in _rows(context) if row.hard is not None and row.state == "overdue"][:1]
    dialog = PutOffDialog(rows, _save, context.today(), calendar_or_none(context.record))
    dialog.to.set_date(context.today())
    dialog.problems()
    return dialog


def _give(context: Context) -> QWidget:
    return GiveDialog(_of(context, "visit", 3), [("1", "Ms L Farrant")], _save)


def _chase(context: Context) -> QWidget:
    late = [row.id for row in _rows(context) if row.state == "overdue"]
    return ChaseDialog(chase_messages(context.record, late), _no, _no, lambda: False)


def _no(_: Any) -> bool:
    return False


def _clause(context: Context) -> QWidget:
    row = next(row for row in _rows(context) if row.rule == "review.invitation")
    return ClauseDialog(explain(context.record, row.id))


def _sign_off(context: Context) -> QWidget:
    return SignOffDialog(to_sign_off(context.record, _of(context, "register", 9)), "Mrs P Sandhu", _save,
                         context.today())  # fmt: skip


def _codes(context: Context) -> Sequence[tuple[str, str]]:
    codes = protocol_in_force(context.record).protocol.codes.values()
    return [(one.code, f"{one.code}  {one.label}") for one in codes if one.possible and not one.attended]


def _absent(context: Context) -> QWidget:
    pupils = expected_today(context.record)
    by_placement = {one.placement: one.pupil for one in pupils}
    return AbsentDialog(pupils, _codes(context), "09:42", _save,
                        lambda placement: whom_to_ring(context.record, by_placement[placement]))  # fmt: skip


def _accounted(context: Context) -> QWidget:
    return AccountedDialog(_reports(context)[0], _codes(context), "10:15", _save)


def _where(context: Context) -> QWidget:
    there = whereabouts(context.record)
    missing = tuple(_reports(context)[:1])
    lost = {row.pupil for row in missing}
    places = tuple(place._replace(people=tuple(one for one in place.people if one.pupil not in lost))
                   for place in there.places)
    now = replace(there, missing=missing, places=places)
    settled = [row for row in open_absences(context.record) if row.accounted_on is not None]
    return WhereaboutsDialog(
        now, settled=settled, print_page=lambda: None, absent=lambda: None, open_pupil=lambda _: None
    )


SCENES: tuple[Scene, ...] = (
    Scene("today-opened", _opened), Scene("today-marked", _marked), Scene("today-finding", _finding),
    Scene("today-empty", _empty), Scene("today-few", _few), Scene("today-many", _many),
    Scene("today-long-names", _long_names), Scene("today-missing", _missing),
    Scene("today-first-run", _set_up(2)), Scene("today-first-run-new", _set_up(0)),
    Scene("today-first-run-right", _set_up(2, opened=True)),
    Scene("today-complete", _form(_complete)), Scene("today-done-already", _form(_already)),
    Scene("today-put-off", _form(_put_off)), Scene("today-give", _form(_give)), Scene("today-chase", _form(_chase)),
    Scene("today-clause", _form(_clause)), Scene("today-sign-off", _form(_sign_off)),
    Scene("today-absent", _form(_absent)), Scene("today-accounted", _form(_accounted)),
    Scene("today-where", _form(_where)),
)  # fmt: skip
