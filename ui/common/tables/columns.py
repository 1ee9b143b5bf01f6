"""A column of a table, described once: its words, its real value for sorting, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

KINDS = ("text", "strong", "two-line", "strong-two-line", "chip", "flags", "progress", "due", "code", "date", "tick",
         "said", "button")


@dataclass(frozen=True)
class Column:
    """`text` is what is copied and spoken, `second` the small line beneath; `sort` the value to sort by.

    `value` is what a drawn cell needs: chip (text, status), flags (letters…), progress (done, total, colour
    role), due a `When`-like with `status`, code the code, tick a bool, said the icon before words in the colour of
    their `status`. A button's words are its `text`; pressing it opens the row. `status` colours the words of a cell.
    `whole` is for names, duties and what was said: both lines are drawn to their last letter, and the row is as tall
    as that needs.
    `width` is in design pixels; `stretch` shares what is left; `drop` is the width of the table below which
    the column goes (0 keeps it always: names and dates are never cut).
    """

    key: str
    title: str
    text: Callable[[Any], str]
    second: Callable[[Any], str] | None = None
    sort: Callable[[Any], Any] | None = None
    kind: str = "text"
    value: Callable[[Any], Any] | None = None
    status: Callable[[Any], str] | None = None
    tip: Callable[[Any], str] | None = None
    said: Callable[[Any], str] | None = None
    width: int = 120
    stretch: int = 0
    right: bool = False
    drop: int = 0
    whole: bool = False
    private: bool = False
    """True for what never leaves the screen: not copied, not exported."""
    copied: Callable[[Any], str] | None = None
    """What is copied, where less leaves the screen than stands on it."""

    def sort_value(self, row: Any) -> Any:
        """What the row is sorted by: the real value, or the words without regard to case; nothing comes last."""
        found = self.sort(row) if self.sort else self.text(row).casefold()
        return (1, "") if found is None else (0, found)

    def words(self, row: Any) -> str:
        """The cell in words: both of its lines, or what was said to be said."""
        if self.said:
            return self.said(row)
        below = self.second(row) if self.second else ""
        return ", ".join(part for part in (self.text(row), below) if part)

    def spoken(self, row: Any) -> str:
        """The cell in words for a screen reader, with the name of its column."""
        words = self.words(row)
        return f"{self.title}: {words}" if self.title and words else words
