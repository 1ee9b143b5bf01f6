"""The six steps of the first day: how each stands, which come next, which were put aside for later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from apdesk.services.setting_up import SettingUp, setting_up
from ui.common.context import Context
from ui.common.dates import short_day

POLICY_PART = "protocol"
_SKIPPED = "today/set-up-skipped"
_OPENED = "today/policy-opened"
_LOOKED = "today/policy-looked"


@dataclass(frozen=True)
class SetUpStep:
    """One thing to set up; `page` and `part` say where. `skipped`: put aside, to be found again.

    `says`: what somebody may say of it now that it has been opened; only their word makes it done. "" where there is
    nothing to be said.
    """

    key: str
    title: str
    detail: str
    done: bool
    button: str
    page: str
    part: str = ""
    skipped: bool = False
    says: str = ""

    @property
    def settled(self) -> bool:
        """True where nothing has to be done here now."""
        return self.done or self.skipped


@dataclass(frozen=True)
class SetUp:
    """All steps; `running` while Today shows them in place of the list."""

    steps: tuple[SetUpStep, ...]
    running: bool

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(step.done for step in self.steps)

    @property
    def left_over(self) -> tuple[SetUpStep, ...]:
        """What is still to be set up, whether put aside or not."""
        return tuple(step for step in self.steps if not step.done)

    def skip(self, context: Context, key: str) -> None:
        """The step is put aside on this machine; choosing it again takes it up."""
        held = {step.key for step in self.steps if step.skipped}
        context.memory.put(_SKIPPED, ",".join(sorted(held ^ {key})))

    def open_policy(self, context: Context) -> None:
        """The policy's rules, which are there from the first, were opened on this machine; nothing is said of them."""
        context.memory.put(_OPENED, context.today().isoformat())

    def look(self, context: Context) -> None:
        """Somebody says that they have looked through the policy's rules, on this machine."""
        context.memory.put(_LOOKED, context.today().isoformat())


def set_up(context: Context) -> SetUp:
    """The steps as they stand."""
    there = setting_up(context.record)
    skipped = frozenset(context.memory.get(_SKIPPED).split(","))
    steps = tuple(steps_of(there, skipped, context.memory.get(_LOOKED), opened=bool(context.memory.get(_OPENED))))
    return SetUp(steps, not there.in_use and not all(step.settled for step in steps))


def steps_of(
    there: SettingUp, skipped: frozenset[str], looked: str = "", *, opened: bool = False
) -> list[SetUpStep]:
    """The six steps, as what there is and what was put aside leave them.

    `looked`: the day in ISO form on which somebody looked through the policy's rules, "" until then; `opened`: that
    they have been opened, after which it can be said that they are right.
    """
    staffed = bool(there.school) and there.people > 0
    people = f"{there.people} people added" if there.people > 1 else "1 person added" if there.people else ""
    school = ". ".join(part for part in (there.school, people) if part)
    years = ", ".join(f"{year}/{(year + 1) % 100:02}" for year in there.years)
    insets = f", with {there.insets} INSET day{'' if there.insets == 1 else 's'}" if there.insets else ""
    seen = bool(there.policy) and (there.in_use or bool(looked))
    told = f"Looked through {short_day(date.fromisoformat(looked))}" if looked else \
        "You have opened them: are they your school’s?" if opened else "Filled in for you, look through each"
    rules = f"{there.pathways} pathways. {told}"
    found = (
        ("school", "School and staff", school or "Name, Headteacher, who holds each role", staffed,
         "Change" if staffed else "Add staff" if there.school else "Fill in", "settings",
         "staff" if there.school and not there.people else "school"),
        ("dates", "Term dates", f"{years}{insets}" if years else "A file with half-terms and INSET days",
         bool(there.years), "Change" if years else "Import dates", "settings", "dates"),
        ("policy", "Your policy’s rules", rules if there.policy else "No policy yet", seen,
         "Look" if seen or not there.policy else "Look again" if opened else f"Check {there.pathways}", "settings",
         POLICY_PART),
        ("pupils", "Pupils", f"{there.pupils:,} on roll" if there.pupils else
         "A file from SIMS, Arbor or Bromcom. About five minutes", there.pupils > 0,
         "Import again" if there.pupils else "Import pupils", "import", ""),
        ("providers", "Providers", f"{there.providers} provider{'' if there.providers == 1 else 's'}"
         if there.providers else "Add the places you use, with their checks", there.providers > 0,
         "Look" if there.providers else "Add a provider", "providers", ""),
        ("backup", "Backup", "Copies go to a second place" if there.second_place else
         "A second place for copies: a USB stick or the school drive", there.second_place,
         "Change" if there.second_place else "Choose a second place", "settings", "backup"),
    )  # fmt: skip
    says = {"policy": "They are right"} if opened and there.policy and not seen else {}
    return [
        SetUpStep(*one, skipped=one[0] in skipped and not one[3], says=says.get(one[0], "")) for one in found
    ]
