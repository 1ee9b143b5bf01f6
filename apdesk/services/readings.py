"""Where the policy's words can be read in two ways: the school's reading, the other, and choosing it.

A chosen reading is a new version of the protocol from today. Placements that run keep the version they began under
unless they are moved in the same operation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from apdesk.domain.chosen_readings import put_chosen, reading_in_force, reading_stated
from apdesk.domain.permissions import Deed
from apdesk.domain.protocol import Ambiguity, DutyRule, GateRule, LimitRule, Protocol
from apdesk.domain.wording import without_gaps
from apdesk.problems import Problem
from apdesk.progress import Progress
from apdesk.services.acting import require
from apdesk.services.changes import Changes
from apdesk.services.protocol_versions import running_under
from apdesk.services.protocols import protocol_in_force, put_version, read_protocol
from apdesk.services.what_would_move import NOTHING_MOVES, Instead, Moves, move, would_move
from apdesk.store.protocols import protocol_text
from apdesk.store.record import Record

CHOSEN_HERE = "Chosen in AP Desk"
FOLLOW = "The policy is read differently."

_QUOTED = re.compile(r'"([^"]*)"')

Rule = DutyRule | LimitRule | GateRule


class Option(NamedTuple):
    """One way to read the words."""

    name: str                   # as the rule calls it
    words: str                  # as the policy's point puts it


class Point(NamedTuple):
    """One place where the policy leaves something open."""

    key: str                    # "9", or the rule's id where the file names no point for it
    words: str                  # the policy's own
    reading: str                # the reading the file states
    alternative: str
    rules: tuple[str, ...]      # ids of the rules it is about
    titles: tuple[str, ...]     # what those rules are called
    where: tuple[str, ...]      # the pathways they are for
    options: tuple[Option, ...] # two or more where one can be chosen here, the stated one first
    decides: tuple[str, ...]    # the rules that follow the option chosen
    chosen: str                 # name of the option in force
    asked: bool                 # chosen at each placement instead

    @property
    def in_force(self) -> str:
        """The reading in force, in words."""
        return next((one.words for one in self.options if one.name == self.chosen), self.reading)

    @property
    def quoted(self) -> str:
        """The policy's words with quotation marks as they are printed; all of them quoted where none are."""
        if '"' not in self.words:
            return f"“{self.words}”"
        return _QUOTED.sub(lambda found: f"“{found.group(1)}”", self.words)

    @property
    def changed(self) -> bool:
        """Whether the school chose another reading than the file states first."""
        return bool(self.options) and self.chosen != self.options[0].name

    def instead(self, option: str) -> dict[str, str]:
        """What choosing that option says of each rule."""
        return dict.fromkeys(self.decides, option)


@dataclass(frozen=True)
class Chosen:
    """What a chosen reading did; `changes` None where it was in force already."""

    changes: Changes | None
    moves: Moves = NOTHING_MOVES


def points(record: Record) -> tuple[Point, ...]:
    """Every open place of the policy in force, in the order of its file."""
    require(record, Deed.SEE_PUPILS)
    return points_of(protocol_in_force(record).protocol)


def points_of(protocol: Protocol) -> tuple[Point, ...]:
    """Those of a protocol at hand; a rule with readings that no point names is a point of its own."""
    every: tuple[Rule, ...] = (*protocol.duties, *protocol.limits, *protocol.gates)
    rules = {one.id: one for one in every}
    named = {name for one in protocol.ambiguities for name in one.choose}
    own = [one for one in protocol.duties if len(one.reading_names) > 1 and one.id not in named]
    return (
        *(_point(one, rules, protocol) for one in protocol.ambiguities),
        *(_own_point(one, protocol) for one in own),
    )  # fmt: skip


def reading_would_move(record: Record, choices: Mapping[str, str], progress: Progress | None = None) -> Moves:
    """What these readings (rule id to name) would do to the placements that run; nothing is written."""
    require(record, Deed.CHANGE_PROTOCOL)
    protocol = read_protocol(_text_with(record, choices), CHOSEN_HERE)
    return would_move(record, running_under(record, protocol), Instead(protocol=protocol), progress, FOLLOW)


def choose_readings(
    record: Record, choices: Mapping[str, str], why: str, *, running: bool = False, progress: Progress | None = None
) -> Chosen:
    """The readings are in force from today, as a new version; with `running` the placements that run follow it too.

    Raises `Problem` "reading.why" without a reason, "protocol.mistakes" for a reading that no rule has,
    "moves.unplanned" where a placement cannot be planned like that; nothing is changed then.
    """
    require(record, Deed.CHANGE_PROTOCOL)
    if not why.strip():
        raise Problem("reading.why", "Say why the policy is read this way.", "why")
    text, held = _text_with(record, choices), protocol_in_force(record)
    if text == protocol_text(held.id):
        return Chosen(None)
    protocol = read_protocol(text, CHOSEN_HERE)
    with record.work("Chose how the policy is read", reason=why.strip()) as work:
        row = put_version(record, work, text, CHOSEN_HERE, record.clock.today())
        rows = running_under(record, protocol) if running else []
        moves = move(record, work, rows, f"{FOLLOW} {why}".strip(), progress, protocol=row.id)
    return Chosen(work.changes, moves)


def _text_with(record: Record, choices: Mapping[str, str]) -> str:
    """The text in force with these readings; what the file states first is not written down again."""
    held = protocol_in_force(record)
    stated = {rule.id: reading_stated(rule, held.protocol) for rule in held.protocol.duties}
    wanted = {**held.protocol.chosen, **choices}
    return put_chosen(protocol_text(held.id), {rule: name for rule, name in wanted.items() if stated.get(rule) != name})


def _point(one: Ambiguity, rules: Mapping[str, Rule], protocol: Protocol) -> Point:
    about = tuple(dict.fromkeys(name for name in (*one.rules, *one.choose) if name in rules))
    decides = tuple(duty.id for name in one.choose if isinstance(duty := rules.get(name), DutyRule))
    options = _options([rule for rule in protocol.duties if rule.id in decides], protocol, one)
    return Point(
        str(one.number), one.words, one.reading, one.alternative, about, _titles(about, rules),
        _pathways((rules[name] for name in about), protocol), options, decides if options else (),
        reading_in_force(next(rule for rule in protocol.duties if rule.id in decides)) if options else "",
        any(isinstance(rules[name], LimitRule) for name in one.choose if name in rules),
    )  # fmt: skip


def _own_point(rule: DutyRule, protocol: Protocol) -> Point:
    options = _options([rule], protocol, None)
    first, *others = (one.words for one in options)
    return Point(
        rule.id, f"{rule.title}: {rule.policy}", first, ", or ".join(others), (rule.id,), (rule.title,),
        _pathways([rule], protocol), options, (rule.id,), reading_in_force(rule), asked=False,
    )  # fmt: skip


def _options(decided: list[DutyRule], protocol: Protocol, point: Ambiguity | None) -> tuple[Option, ...]:
    """The readings that all of these rules have, the stated one first, in the words of the point where it has them."""
    if not decided:
        return ()
    stated = reading_stated(decided[0], protocol)
    shared = set.intersection(*(set(rule.reading_names) for rule in decided))
    others = sorted((name for name in shared if name != stated), key=decided[0].reading_names.index)
    names = [stated, *others]
    if point is not None and len(names) == 2:
        return (Option(stated, point.reading), Option(names[1], point.alternative))
    return tuple(Option(name, name[:1].upper() + name[1:]) for name in names) if others else ()


def _titles(about: Iterable[str], rules: Mapping[str, Rule]) -> tuple[str, ...]:
    found = (rules[name] for name in about)
    return tuple(dict.fromkeys(one.title if isinstance(one, DutyRule) else without_gaps(one.text) for one in found))


def _pathways(about: Iterable[Rule], protocol: Protocol) -> tuple[str, ...]:
    wanted = {name for rule in about for name in rule.pathways}
    return tuple(one.short or one.title for one in protocol.pathways.values() if one.id in wanted)
