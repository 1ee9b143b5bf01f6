"""A school's policy as data: the shape that `protocol_toml.py` reads and `engine.py` carries out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from apdesk.domain.expression import Node, Value, names_in, rests_on_facts

KINDS = (
    "notify", "letter", "meeting", "visit", "contact", "check", "review", "report",
    "referral", "document", "register", "share", "plan", "decision",
)
LEVELS = ("block", "override", "warn", "note")
FACT_TYPES = ("yes-no", "number", "text", "date", "choice", "sessions", "year group")
PERIODS = ("week", "fortnight", "month", "half-term", "term", "school day")


@dataclass(frozen=True, slots=True)
class Role:
    """Who may own a duty: one person for the school, one a year group, or somebody outside."""

    id: str
    label: str
    by_year: bool = False
    external: bool = False
    short: str = ""  # "HOY", for a narrow column
    keeps_desk: bool = False  # held at first by whoever makes the desk


@dataclass(frozen=True, slots=True)
class FactType:
    """A thing the rules may ask of a pupil, provider or placement."""

    name: str
    type: str
    label: str
    default: Value = None
    choices: tuple[str, ...] = ()
    formula: Node | None = None  # worked out where nobody has said
    confidential: bool = False  # what a rule that asks it is about shows to few


@dataclass(frozen=True, slots=True)
class EventType:
    name: str
    label: str
    arranged: str = ""  # the kind under which it stands in the calendar, where people book it for a day


@dataclass(frozen=True, slots=True)
class Code:
    """A register code; `counts` says whether the session is possible attendance and whether it is attended."""

    code: str
    label: str
    category: str = ""
    possible: bool = True
    attended: bool = False
    nature: bool = False
    short: str = ""  # "Dual registered", for a column


STAGE = "stage"
"""The scope of support in school that comes before a placement."""


@dataclass(frozen=True, slots=True)
class Pathway:
    """One pathway or stage. `life` False: it has a day (a transfer) but no running weeks."""

    id: str
    title: str
    short: str
    scope: str  # placement, stage, school, provider
    policy: str
    quote: str
    ends: Node | None
    sessions: str
    policy_code: str | None
    facts: Mapping[str, Value]
    chosen: bool  # offered in the wizard
    census: bool = False
    summary: str = ""
    incoming: bool = False  # pupils of other schools who come to us


@dataclass(frozen=True, slots=True)
class Series:
    """How often a rule recurs: once, each period, a chain, each event, or each occurrence of other rules."""

    each: str = "once"
    of: tuple[str, ...] = ()  # events or rules
    every: int = 1  # that many periods are taken together (a fortnight is two school weeks)
    first: int | None = None  # only the first so many
    skip: int = 0
    minimum_live: int = 1
    days: str = "school"  # school, working
    begins: Node | None = None  # where a chain is counted from; the first day without it
    until: Node | None = None  # a chain stops here; at the end of the placement without it
    step: Node | None = None
    last_due: Node | None = None
    last_hard: Node | None = None
    stub_below: int = 0
    stub_due: Node | None = None
    dates: tuple[str, ...] = ()  # "1st Thursday of October", each school year
    stands_in_for: tuple[str, ...] = ()  # an event that answers one of these rules is theirs
    next_only: bool = False  # of what follows something open, only the next
    waits: bool = False  # stands in the plan, undated, until the event has happened


@dataclass(frozen=True, slots=True)
class Reading:
    """An alternative reading of a rule's deadline or length."""

    name: str
    due: Node | None = None
    hard: Node | None = None
    window_from: Node | None = None
    until: Node | None = None
    series: Series | None = None  # where the rule also recurs otherwise when it is read so


@dataclass(frozen=True, slots=True)
class Deadline:
    """The expressions of one window: what to work to, the last lawful day, the first sensible day."""

    due: Node
    hard: Node | None = None
    window_from: Node | None = None
    if_empty: str = ""

    def read_as(self, reading: Reading) -> Deadline:
        """The window of an alternative reading; what it does not state stays."""
        return Deadline(
            reading.due or self.due, reading.hard or self.hard, reading.window_from or self.window_from, self.if_empty
        )


@dataclass(frozen=True)  # no slots: `deadline` is worked out once
class Item:
    """One of a fixed list of occurrences, each with its own window (a review at 4 to 6 weeks, one towards the end)."""

    title: str
    due: Node
    hard: Node | None = None
    window_from: Node | None = None
    if_empty: str = ""
    covers: tuple[str, ...] = ()
    when: Node | None = None
    reading: str = ""
    readings: tuple[Reading, ...] = ()

    @cached_property
    def deadline(self) -> Deadline:
        """The window as the file states it."""
        return Deadline(self.due, self.hard, self.window_from, self.if_empty)


@dataclass(frozen=True)  # no slots: what follows from the file is worked out once
class DutyRule:
    id: str
    title: str
    kind: str
    act: str
    owner: str
    pathways: frozenset[str]
    series: Series
    due: Node
    hard: Node | None = None
    window_from: Node | None = None
    by: str | None = None
    when: Node | None = None
    per_provider: bool = False
    met_by: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    policy: str = ""
    source: str = ""
    because: str = ""
    closed_days: bool = False  # the due date may fall on a day without school
    if_empty: str = ""  # "after": an empty window moves to the first school day after it
    reading: str = ""  # name of the reading chosen
    readings: tuple[Reading, ...] = ()
    items: tuple[Item, ...] = ()
    constraint_method: str | None = None
    constraint_count: int = 0
    outlives: bool = False  # may fall after the placement has ended
    short: str = ""  # the title in under 40 letters
    word: str = ""  # what is done, in a word or two that take an s: "invitation"
    line: int = 0

    @property
    def reading_names(self) -> tuple[str, ...]:
        """Every reading that may be chosen for this rule."""
        own = [(self.reading, self.readings), *((item.reading, item.readings) for item in self.items)]
        return tuple(name for first, more in own for name in (first, *(one.name for one in more)) if name)

    @cached_property
    def deadline(self) -> Deadline:
        """The window as the file states it."""
        return Deadline(self.due, self.hard, self.window_from, self.if_empty)

    @cached_property
    def own_id(self) -> tuple[str]:
        """The id as the list of one rule."""
        return (self.id,)

    @cached_property
    def asks_facts_alone(self) -> bool:
        """Whether `when` asks of facts that hang on no date of the duty."""
        return self.when is not None and rests_on_facts(self.when)

    @cached_property
    def looks_back(self) -> bool:
        """Whether an occurrence is counted from when the one before it was held."""
        alike = (one.due for one in self.readings if one.series is None)
        nodes = (self.due, self.hard, self.window_from, *alike)
        return self.series.each == "chain" or any("previous" in names_in(one) for one in nodes if one is not None)


def _of_provider(node: Node | None) -> bool:
    """Whether a condition is about one provider, so that each has an answer of its own."""
    names = set(names_in(node)) if node is not None else set()
    return any(name.startswith("provider.") or name.endswith("_at_provider") for name in names)


@dataclass(frozen=True)
class LimitRule:
    id: str
    text: str
    sense: str
    pathways: frozenset[str]
    level: str = "block"
    when: Node | None = None
    until: Node | None = None
    days: int | None = None  # school days actually timetabled
    sessions: int | None = None  # half days actually timetabled
    episodes: int | None = None  # placements of the kind, this one counted
    cumulative: str = ""  # "", "term", "school year", "12 months", "ever"
    counts: frozenset[str] = frozenset()  # pathways whose earlier episodes count
    holds: Node | None = None
    warn: Node | None = None
    warn_days: int = 0
    reading: str = ""
    readings: tuple[Reading, ...] = ()
    lifted_by: tuple[str, ...] = ()  # roles that may let it be exceeded
    covers: tuple[str, ...] = ()
    policy: str = ""
    because: str = ""
    line: int = 0

    @property
    def amount(self) -> tuple[int, str]:
        """What is counted, and in which unit; nothing where the limit counts neither days nor half days."""
        return (self.sessions, "half day") if self.sessions else (self.days or 0, "school day")

    @cached_property
    def of_provider(self) -> bool:
        """Whether each provider keeps or breaks it apart from the others."""
        return _of_provider(self.holds)

    @property
    def reading_names(self) -> tuple[str, ...]:
        """Every reading that may be chosen for this limit."""
        return tuple(name for name in (self.reading, *(one.name for one in self.readings)) if name)


@dataclass(frozen=True)
class GateRule:
    id: str
    text: str
    level: str
    pathways: frozenset[str]
    when: Node | None = None
    met: Node | None = None
    lifted_by: str | None = None
    or_by: tuple[str, ...] = ()  # others who may lift it as well
    covers: tuple[str, ...] = ()
    policy: str = ""
    because: str = ""
    line: int = 0

    @cached_property
    def of_provider(self) -> bool:
        """Whether each provider passes it or not apart from the others."""
        return _of_provider(self.met)


@dataclass(frozen=True, slots=True)
class CodeRule:
    """The referee's ordered table: the first row whose letters and condition fit decides."""

    letters: str
    code: str | None
    why: str
    when: Node | None = None
    problem: str | None = None
    pathways: frozenset[str] | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """A point where the policy's words can be read in two ways."""

    number: int
    words: str
    reading: str
    alternative: str
    rules: tuple[str, ...] = ()
    choose: tuple[str, ...] = ()  # the rules whose readings this point is about


@dataclass(frozen=True, slots=True)
class Clause:
    """A place of the policy that rules name. Without `text` it is law or guidance, named but not quoted."""

    id: str  # "App. A row 3, visits"
    short: str  # "App. A row 3"
    about: str = ""  # "Visits"
    title: str = ""  # the heading in the policy, or the full name of the law
    text: tuple[str, ...] = ()  # word for word, a paragraph or line each


@dataclass(frozen=True)
class Protocol:
    """One version of one school's policy."""

    id: str
    title: str
    school: str
    effective: date
    duty_table: str
    hours_a_session: float
    roles: Mapping[str, Role]
    facts: Mapping[str, FactType]
    events: Mapping[str, EventType]
    codes: Mapping[str, Code]
    tables: Mapping[str, Mapping[str, Value]]
    pathways: Mapping[str, Pathway]
    duties: tuple[DutyRule, ...]
    limits: tuple[LimitRule, ...]
    gates: tuple[GateRule, ...]
    referee: tuple[CodeRule, ...]
    ambiguities: tuple[Ambiguity, ...] = ()
    planned: Mapping[str, str] = field(default_factory=dict)  # row of the obligations table -> why it is met later
    kinds_shown: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)  # reason id -> the policy's words (section 4)
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    counted: Mapping[str, str] = field(default_factory=dict)  # words for the office -> the rule whose days they count
    source: str = ""  # "Policy ratified 23 March 2026; law as at 26 July 2026"
    chosen: Mapping[str, str] = field(default_factory=dict)  # rule -> the reading chosen instead of the first stated
    _rules: dict[str, Mapping[str, DutyRule]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def duties_of(self, pathway: str) -> tuple[DutyRule, ...]:
        """The duty rules that apply to one pathway, in the order of the file."""
        return tuple(self.rules_of(pathway).values())

    def rules_of(self, pathway: str) -> Mapping[str, DutyRule]:
        """The same by id; sorted out once."""
        if pathway not in self._rules:
            self._rules[pathway] = {rule.id: rule for rule in self.duties if pathway in rule.pathways}
        return self._rules[pathway]
