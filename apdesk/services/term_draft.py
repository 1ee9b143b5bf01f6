"""Term dates while they are being corrected: what was added, changed and taken away, before anything is saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from apdesk.services.school_year import Entry

AS_BEFORE, ADDED, CHANGED, REMOVED = "", "added", "changed", "removed"
_WEEKS_OF_A_YEAR = 52


@dataclass(frozen=True)
class TermLine:
    """One line as it stands in the draft: `was` before, `now` in it; one of them may be missing."""

    key: str
    was: Entry | None
    now: Entry | None

    @property
    def entry(self) -> Entry:
        """The line to show."""
        shown = self.now or self.was
        assert shown is not None
        return shown

    @property
    def state(self) -> str:
        """added, changed, removed, or "" for as before."""
        if self.was is None:
            return ADDED
        if self.now is None:
            return REMOVED
        return AS_BEFORE if self.was == self.now else CHANGED


class TermDraft:
    """The lines in force with everything that was done to them; nothing is written."""

    def __init__(self, held: Iterable[Entry]) -> None:
        self._lines = [TermLine(str(number), one, one) for number, one in enumerate(held)]
        self._made = len(self._lines)
        self.source = ""
        """The file that a part of it comes from, "" where everything was typed."""

    def lines(self) -> tuple[TermLine, ...]:
        """Every line by its first day, removed ones included."""
        return tuple(sorted(self._lines, key=lambda line: (line.entry.start, line.entry.type, line.key)))

    def entries(self) -> tuple[Entry, ...]:
        """The lines as they would be saved."""
        return tuple(line.now for line in self.lines() if line.now is not None)

    def changes(self) -> int:
        """How many lines are not as before."""
        return sum(line.state != AS_BEFORE for line in self._lines)

    def unsaved_but(self, wanted: Iterable[Entry]) -> tuple[Entry, ...]:
        """The lines that were added or changed and would be gone if the lines were exactly those wanted."""
        kept = set(wanted)
        return tuple(line.now for line in self._lines if line.now and line.now != line.was and line.now not in kept)

    def add(self, entry: Entry) -> str:
        """Adds a line; answers its key."""
        self._made += 1
        self._lines.append(TermLine(f"new-{self._made}", None, entry))
        return self._lines[-1].key

    def change(self, key: str, entry: Entry) -> None:
        """The line reads otherwise; one that was removed is there again."""
        self._put(key, lambda line: replace(line, now=entry))

    def remove(self, key: str) -> None:
        """Takes a line away; one that was only added is gone."""
        self._lines = [line for line in self._lines if not (line.key == key and line.was is None)]
        self._put(key, lambda line: replace(line, now=None))

    def restore(self, key: str) -> None:
        """The line is as it was."""
        self._put(key, lambda line: replace(line, now=line.was) if line.was is not None else line)

    def put_all(self, entries: Iterable[Entry], source: str) -> None:
        """The lines are exactly these: what a file says, or an earlier version."""
        wanted = list(entries)
        before = [line for line in self._lines if line.was is not None]
        self._lines = []
        for line in before:
            kept = line.was in wanted
            if kept and line.was is not None:
                wanted.remove(line.was)
            self._lines.append(replace(line, now=line.was if kept else None))
        for entry in wanted:
            self.add(entry)
        self.source = source

    def copy_year(self, year: int) -> int:
        """The lines of a school year again, 52 weeks later, to be corrected; answers how many."""
        copied = [_later(one) for one in self.entries() if one.school_year == year and one.type != "bank_holiday"]
        for entry in copied:
            self.add(entry)
        return len(copied)

    def as_json(self) -> dict[str, Any]:
        """For keeping it as a draft on disk."""
        lines = [[line.key, _plain(line.was), _plain(line.now)] for line in self._lines]
        return {"source": self.source, "lines": lines}

    def take_json(self, content: Mapping[str, Any]) -> bool:
        """Goes on with a kept draft; False where the dates in force are others than those it began from."""
        lines = [TermLine(str(key), _entry(was), _entry(now)) for key, was, now in content.get("lines", ())]
        began = sorted(line.was for line in lines if line.was is not None)
        if began != sorted(line.was for line in self._lines if line.was is not None):
            return False
        self._lines, self.source = lines, str(content.get("source", ""))
        self._made = max([self._made, *(int(line.key.removeprefix("new-")) for line in lines)])
        return True

    def _put(self, key: str, change: Any) -> None:
        self._lines = [change(line) if line.key == key else line for line in self._lines]


def school_years(entries: Iterable[Entry]) -> tuple[int, ...]:
    """The school years that the lines belong to, in order."""
    return tuple(sorted({one.school_year for one in entries}))


def year_words(year: int) -> str:
    """"2026/27"."""
    return f"{year}/{(year + 1) % 100:02}"


def _later(one: Entry) -> Entry:
    step = timedelta(weeks=_WEEKS_OF_A_YEAR)
    label = one.label.replace(year_words(one.school_year), year_words(one.school_year + 1))
    return Entry(one.type, one.start + step, one.end + step, label)


def _plain(entry: Entry | None) -> list[str] | None:
    return None if entry is None else [entry.type, entry.start.isoformat(), entry.end.isoformat(), entry.label]


def _entry(plain: Any) -> Entry | None:
    if plain is None:
        return None
    kind, start, end, label = plain
    return Entry(kind, date.fromisoformat(start), date.fromisoformat(end), label)
