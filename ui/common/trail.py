"""The list that a person came from, so that the page of one thing can go on to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Trail:
    """The ids of a list in its order, and what it is called in a sentence ("placed or planned")."""

    name: str = ""
    ids: Sequence[str] = field(default_factory=tuple)

    def lead(self, name: str, ids: Sequence[str]) -> None:
        """From now on this is the list that was left."""
        self.name, self.ids = name, tuple(ids)

    def place_of(self, id_: str) -> tuple[int, int] | None:
        """(6, 46) for the sixth of 46; None for what is not on it."""
        return (self.ids.index(id_) + 1, len(self.ids)) if id_ in self.ids else None

    def beside(self, id_: str, step: int) -> str | None:
        """The id before (-1) or after (1); None at either end, and for what is not on it."""
        place = self.place_of(id_)
        if place is None or not 0 <= place[0] - 1 + step < place[1]:
            return None
        return self.ids[place[0] - 1 + step]
