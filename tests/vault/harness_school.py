"""A small made-up school for the harnesses, and the office's work on it with what must be true after each step."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desk_fixture import CHEAP, PASSPHRASE, PERSON

from apdesk import desk as desks
from apdesk.clock import ClockOn
from apdesk.problems import Problem
from apdesk.services import duties, registers, roll_import
from apdesk.services.demo import make_school
from apdesk.services.duties import Completion
from apdesk.services.duty_pairing import by_hand
from apdesk.services.registers import Mark
from apdesk.store import key_wrap
from apdesk.store.duties import Duty
from apdesk.store.pupils import Pupil
from apdesk.store.record import Record
from apdesk.store.registers import HOME, RegisterMark

ON = date(2026, 11, 10)
CLOCK = ClockOn(ON)
CODES = ("I", "M", "L")


def make_desk(folder: Path, pupils: int = 60) -> None:
    """A closed desk of the made-up school; this process tries passphrases cheaply from now on."""
    key_wrap.TARGET = CHEAP
    record, _recovery = desks.create_desk(folder, PERSON, PASSPHRASE, CLOCK)
    try:
        make_school(record, lambda _step: None, pupils)
    finally:
        desks.close_desk(record)


@dataclass
class Known:
    """What has been acknowledged: codes of marks, duties that somebody ticked off, and the form of every pupil."""

    marks: dict[str, str] = field(default_factory=dict)
    done: dict[str, bool] = field(default_factory=dict)
    form: str = ""

    @staticmethod
    def read() -> Known:
        """What the open record says."""
        rows = RegisterMark.select(RegisterMark.id, RegisterMark.code).tuples()
        # Not those that an event answers: one that is reopened may be answered by something else at once.
        duties_held = {row.id: by_hand(row) for row in Duty.select(Duty.id, Duty.state, Duty.met_by)}
        forms = {row[0] for row in Pupil.select(Pupil.form).where(Pupil.on_roll).tuples()}
        return Known(dict(rows), duties_held, "|".join(sorted(map(str, forms))))

    def step_to(self, other: Known) -> Step:
        """What changed from this to the other."""
        marks = {key: code for key, code in other.marks.items() if self.marks.get(key) != code}
        done = {key: state for key, state in other.done.items() if self.done.get(key) != state}
        return Step("", marks, done, other.form if other.form != self.form else "")

    def is_whole(self, tried: Step | None, found: Known) -> bool:
        """True where `found` is exactly this, or this with the whole of what was tried when the end came."""
        change = self.step_to(found)
        if change == Step(""):
            return True
        if tried is None:
            return False
        wanted = tried.onto(self)
        if tried.kind == "duty":  # planning anew may settle further duties; the one in hand must be settled too
            return not change.marks and not change.form and all(found.done[key] is v for key, v in tried.done.items())
        return wanted.step_to(found) == Step("")


@dataclass(frozen=True)
class Step:
    """One operation: what it will change, said before it starts."""

    kind: str
    marks: dict[str, str] = field(default_factory=dict)
    done: dict[str, bool] = field(default_factory=dict)
    form: str = ""
    entry: int = 0  # where it was acknowledged: the newest entry of the journal then

    def onto(self, known: Known) -> Known:
        """What is true after it."""
        return Known({**known.marks, **self.marks}, {**known.done, **self.done}, self.form or known.form)


def newest_entry(record: Record) -> int:
    """The number of the newest journal entry."""
    return int(record.database.rows("SELECT max(number) FROM journal_entry")[0][0])


class Office:
    """Does one random piece of office work after another."""

    def __init__(self, record: Record, folder: Path, chance: random.Random) -> None:
        self.record = record
        self.folder = folder
        self.chance = chance

    def next_step(self) -> Step:
        """What will be done next."""
        kind = self.chance.choices(("register", "duty", "roll"), (5, 4, 1))[0]
        if kind == "register":
            rows = list(RegisterMark.select(RegisterMark.id).where(RegisterMark.ledger == HOME).tuples())
            chosen = self.chance.sample(rows, min(10, len(rows)))
            return Step(kind, marks={row[0]: self.chance.choice(CODES) for row in chosen})
        if kind == "duty":
            rows_held = Duty.select(Duty.id, Duty.state, Duty.met_by).where(Duty.state.in_(("open", "done")))
            duty = self.chance.choice([row for row in rows_held if row.state == "open" or by_hand(row)])
            return Step(kind, done={duty.id: duty.state == "open"})
        return Step(kind, form=f"G{self.chance.randrange(1000000)}")

    def entry(self) -> int:
        """The number of the newest journal entry."""
        return newest_entry(self.record)

    def do(self, step: Step) -> bool:
        """Carry the step out; False where the rules of the office refused it and nothing was changed."""
        try:
            if step.kind == "register":
                self._mark(step)
            elif step.kind == "duty":
                self._duty(step)
            else:
                self._roll(step)
        except Problem as problem:
            if problem.code.startswith(("record.", "keys.", "backup.")):
                raise
            return False
        return True

    def _mark(self, step: Step) -> None:
        rows = RegisterMark.select().where(RegisterMark.id.in_(list(step.marks)))
        wanted = [
            Mark(row.placement_id, row.day, row.session, step.marks[row.id], reason="Provider rang") for row in rows
        ]
        registers.mark(self.record, wanted)

    def _duty(self, step: Step) -> None:
        ((duty, done),) = step.done.items()
        if done:
            duties.complete_duty(self.record, duty, Completion(on=ON, note="Seen"))
        else:
            duties.reopen_duty(self.record, duty, "Entered for another pupil")

    def _roll(self, step: Step) -> None:
        file = self.folder / "roll.csv"
        rows = Pupil.select(Pupil.upn, Pupil.surname, Pupil.forename, Pupil.born, Pupil.year).where(Pupil.on_roll)
        with file.open("w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out)
            writer.writerow(["UPN", "Legal Surname", "Legal Forename", "DOB", "Year", "Reg"])
            for upn, surname, forename, born, year in rows.tuples():
                writer.writerow([upn, surname, forename, f"{born:%d/%m/%Y}", year, step.form])
        roll_import.apply_roll(self.record, roll_import.review_roll(self.record, file))
