"""The way through the pages: back and forward, as a book remembers where a finger was."""

from __future__ import annotations

from ui.common.page import Place

LONGEST = 60


class History:
    """Places visited in order; going somewhere new forgets what lay ahead."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._here = -1

    @property
    def here(self) -> Place | None:
        """The place that is shown."""
        return self._places[self._here] if self._here >= 0 else None

    def visit(self, place: Place) -> None:
        """Stands at the place now; the same place twice counts once."""
        if place == self.here:
            return
        self._places = [*self._places[: self._here + 1], place][-LONGEST:]
        self._here = len(self._places) - 1

    def back(self) -> Place | None:
        """One place back, or None at the beginning."""
        return self._move(-1)

    def forward(self) -> Place | None:
        """One place forward, or None at the end."""
        return self._move(1)

    def _move(self, step: int) -> Place | None:
        wanted = self._here + step
        if not 0 <= wanted < len(self._places):
            return None
        self._here = wanted
        return self._places[wanted]

    def last(self, number: int) -> list[Place]:
        """The places visited last, newest first, each once, without the one that is shown."""
        found: list[Place] = []
        for place in reversed(self._places[: self._here]):
            if place != self.here and place not in found:
                found.append(place)
        return found[:number]
