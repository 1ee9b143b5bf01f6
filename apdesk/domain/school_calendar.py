"""School days and the blocks they stand in; all arithmetic by bisection over the loaded school years.

A school day is a Monday to Friday inside a teaching block that is no INSET day, closure or bank
holiday (Education Act 1996 s.579). Nothing is ever guessed beyond the loaded years.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from apdesk.domain.day_words import whole_date
from apdesk.problems import Problem

BLOCKS_A_YEAR = 6


class Beyond(Problem):
    """A date outside the loaded term dates; `late` where it lies after them, not before."""

    def __init__(self, text: str, late: bool) -> None:
        super().__init__("calendar.beyond", text)
        self.late = late


@dataclass(frozen=True, slots=True)
class Block:
    """A teaching block ("half-term") or one whole term, first to last calendar day inclusive."""

    start: date
    end: date
    label: str


@dataclass(frozen=True, slots=True)
class Closure:
    """Calendar days inside a block on which there is no school: `kind` inset, closure or bank_holiday."""

    start: date
    end: date
    label: str
    kind: str


def school_year_of(day: date) -> int:
    """The calendar year in which the school year holding `day` began (1 September to 31 August)."""
    return day.year if day.month >= 9 else day.year - 1


def monday_of(day: date) -> date:
    """The Monday of the calendar week of `day`."""
    return day - timedelta(days=day.weekday())


def _days(start: date, end: date) -> Iterable[date]:
    return (start + timedelta(days=n) for n in range((end - start).days + 1))


@dataclass(frozen=True)
class SchoolCalendar:
    """The loaded school years of one school. Every method raises `calendar.beyond` outside them."""

    blocks: tuple[Block, ...]
    closures: tuple[Closure, ...] = ()
    name: str = "the school calendar"
    _school_days: list[date] = field(init=False, repr=False, compare=False)
    _ordinal: dict[date, int] = field(init=False, repr=False, compare=False)
    _closed: dict[date, Closure] = field(init=False, repr=False, compare=False)
    _spans: list[tuple[date, date]] = field(init=False, repr=False, compare=False)
    terms: tuple[Block, ...] = field(init=False, repr=False, compare=False)
    _weeks: list[date] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        closed = {day: closure for closure in self.closures for day in _days(closure.start, closure.end)}
        days = [
            day
            for block in self.blocks
            for day in _days(block.start, block.end)
            if day.weekday() < 5 and day not in closed
        ]
        put = object.__setattr__
        put(self, "_closed", closed)
        put(self, "_school_days", days)
        put(self, "_ordinal", {day: n for n, day in enumerate(days)})
        put(self, "_spans", _loaded_spans(self.blocks, self.closures))
        put(self, "terms", _terms(self.blocks))
        put(self, "_weeks", sorted({monday_of(day) for day in days}))

    @property
    def first_day(self) -> date:
        """The first calendar day that is loaded."""
        return self._spans[0][0]

    @property
    def last_day(self) -> date:
        """The last calendar day that is loaded."""
        return self._spans[-1][1]

    def covers(self, day: date) -> bool:
        """Whether `day` lies inside a loaded school year."""
        first, last = self._spans[-1]
        return first <= day <= last or any(begin <= day <= end for begin, end in self._spans[:-1])

    def require(self, day: date) -> date:
        """`day` itself; refused where its school year is not loaded."""
        if day not in self._ordinal and not self.covers(day):
            raise Beyond(
                f"{day:%A} {whole_date(day)} is outside the loaded term dates"
                f" ({whole_date(self.first_day)} to {whole_date(self.last_day)}). Load that school year’s term dates.",
                late=day > self.first_day,
            )
        return day

    def is_school_day(self, day: date) -> bool:
        """Whether our pupils have a session on `day`."""
        return day in self._ordinal or not self.require(day)

    def school_days(self, first: date, last: date) -> list[date]:
        """Every school day from `first` to `last`, both included."""
        self._require_span(first, last)
        return self._school_days[bisect_left(self._school_days, first) : bisect_right(self._school_days, last)]

    def count(self, first: date, last: date) -> int:
        """How many school days there are from `first` to `last`, both included."""
        self._require_span(first, last)
        return max(0, bisect_right(self._school_days, last) - bisect_left(self._school_days, first))

    def before(self, day: date, n: int) -> date:
        """The n-th school day strictly before `day`: SD(day,-n)."""
        self.require(day)
        return self._at(bisect_left(self._school_days, day) - n, day)

    def after(self, day: date, n: int) -> date:
        """The n-th school day strictly after `day`: SD(day,+n)."""
        self.require(day)
        return self._at(bisect_right(self._school_days, day) + n - 1, day)

    def on_or_before(self, day: date) -> date:
        """`day` if it is a school day, else the last school day before it: BF(day)."""
        return day if day in self._ordinal else self.before(day, 1)

    def on_or_after(self, day: date) -> date:
        """`day` if it is a school day, else the next one."""
        return day if day in self._ordinal else self.after(day, 1)

    def half_term_of(self, day: date) -> Block | None:
        """The teaching block that holds `day`, if any."""
        return _holding(self.blocks, day)

    def term_of(self, day: date) -> Block | None:
        """The term that holds `day`, half-term holiday included, if any."""
        return _holding(self.terms, day)

    def next_half_term(self, day: date) -> Block | None:
        """The first teaching block that begins after `day`, among those loaded."""
        return next((block for block in self.blocks if block.start > day), None)

    def school_week(self, day: date, n: int) -> date:
        """The Monday of the n-th school week counting from the week of `day` (n may be negative; 1 is the first)."""
        self.require(day)
        weeks = self._weeks
        at = bisect_left(weeks, monday_of(day))
        return self._pick(weeks, at + (n - 1 if n > 0 else n), day)

    def weeks(self, first: date, last: date) -> list[date]:
        """The Mondays of the school weeks that hold a day from `first` to `last`."""
        return self._weeks[bisect_left(self._weeks, monday_of(first)) : bisect_right(self._weeks, last)]

    def label(self, day: date) -> str | None:
        """Why there is no school on `day`, in words, or None on a school day."""
        if self.is_school_day(day):
            return None
        if day in self._closed and self.half_term_of(day):
            return self._closed[day].label
        if day in self._closed and self._closed[day].kind != "bank_holiday":
            return self._closed[day].label
        return "Weekend" if day.weekday() >= 5 else "Holiday"

    def closure_kind(self, day: date) -> str | None:
        """inset, closure, bank_holiday, weekend or holiday; None on a school day."""
        if self.is_school_day(day):
            return None
        closure = self._closed.get(day)
        if closure and (self.half_term_of(day) or closure.kind != "bank_holiday"):
            return closure.kind
        return "weekend" if day.weekday() >= 5 else "holiday"

    def _at(self, index: int, asked: date) -> date:
        return self._pick(self._school_days, index, asked)

    def _pick(self, days: list[date], index: int, asked: date) -> date:
        if not 0 <= index < len(days):
            side, other = ("before", "previous") if index < 0 else ("past", "next")
            raise Beyond(
                f"Counting from {whole_date(asked)} runs {side} the loaded term dates"
                f" ({whole_date(self.first_day)} to {whole_date(self.last_day)})."
                f" Load the {other} school year’s term dates.",
                late=side == "past",
            )
        self._require_span(min(asked, days[index]), max(asked, days[index]))
        return days[index]

    def _require_span(self, first: date, last: date) -> None:
        if len(self._spans) == 1:
            self.require(first)
            self.require(last)
            return
        for begin, end in self._spans:
            if begin <= first <= end:
                if last > end:
                    self.require(end + timedelta(days=1))
                return
        self.require(first)


def _holding(blocks: tuple[Block, ...], day: date) -> Block | None:
    index = bisect_right(blocks, day, key=lambda block: block.start) - 1
    return blocks[index] if index >= 0 and blocks[index].end >= day else None


def _by_year(blocks: Iterable[Block]) -> Mapping[int, list[Block]]:
    years: dict[int, list[Block]] = {}
    for block in sorted(blocks, key=lambda one: one.start):
        years.setdefault(_year_of_block(block), []).append(block)
    return years


def _year_of_block(block: Block) -> int:
    # a school that begins in the last days of August belongs to the year it opens
    return block.start.year if block.start.month >= 8 else block.start.year - 1


def _loaded_spans(blocks: tuple[Block, ...], closures: tuple[Closure, ...]) -> list[tuple[date, date]]:
    """Calendar days known: a whole school year where its six blocks are loaded, else what the file names."""
    spans: list[tuple[date, date]] = []
    named = [closure for closure in closures if closure.kind != "bank_holiday"]
    for year, held in sorted(_by_year(blocks).items()):
        first, last = held[0].start, held[-1].end
        for closure in named:
            if date(year, 8, 1) <= closure.start < date(year + 1, 8, 1):
                first, last = min(first, closure.start), max(last, closure.end)
        if len(held) >= BLOCKS_A_YEAR:
            first, last = min(first, date(year, 9, 1)), max(last, date(year + 1, 8, 31))
        if spans and first <= spans[-1][1] + timedelta(days=1):
            spans[-1] = (spans[-1][0], max(spans[-1][1], last))
        else:
            spans.append((first, last))
    return spans


def _stem(label: str) -> str:
    """"Autumn" of "Autumn 1", "Autumn 1 2026/27" and "Autumn 2 2026-2027"."""
    return label.rstrip(" 0123456789/-–")


def _terms(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    terms: list[Block] = []
    for held in _by_year(blocks).values():
        stems = [_stem(block.label) for block in held]
        if len(held) == BLOCKS_A_YEAR or len(set(stems)) != 3:
            size = 1 if len(held) == 3 else 2
            groups = [held[n : n + size] for n in range(0, len(held), size)]
        else:
            groups = [[b for b, stem in zip(held, stems, strict=True) if stem == s] for s in dict.fromkeys(stems)]
        terms += [Block(group[0].start, group[-1].end, _stem(group[0].label)) for group in groups]
    return tuple(sorted(terms, key=lambda one: one.start))
