"""What the pupil list lets through: a tab, words typed, and five filters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from apdesk.domain.names import fold
from apdesk.services.pupil_list import ENDED, HOSTED, ON_ROLL, PLACED, SUPPORT_PLAN, PupilRow, matches
from ui.common.flags import flag_words

TAB_WORDS = {
    ON_ROLL: "On roll", SUPPORT_PLAN: "Support plan", PLACED: "Placed or planned", HOSTED: "Hosted here",
    ENDED: "Ended",
}  # fmt: skip
FILTERS = {"year": "Year", "pathway": "Pathway", "provider": "Provider", "needs": "Needs", "head": "Head of Year"}


@dataclass(frozen=True)
class PupilFilter:
    """`chosen` maps a filter to the key that is let through."""

    tab: str = PLACED
    text: str = ""
    chosen: dict[str, str] = field(default_factory=dict)

    def compiled(self) -> Callable[[PupilRow], bool]:
        """Whether a row belongs in the list, asked of each row at every keystroke."""
        tab, text = self.tab, self.text
        chosen = [(name, key) for name, key in self.chosen.items() if key]

        def lets_through(row: PupilRow) -> bool:
            return (
                tab in row.tabs and all(key in held(row, name) for name, key in chosen)
                and (not text or matches(row, text))
            )

        return lets_through


def held(row: PupilRow, name: str) -> tuple[str, ...]:
    """The keys of a filter that a row answers to."""
    if name == "needs":
        return tuple(flag.letters for flag in row.flags)
    if name == "year":
        return (str(row.year),) if row.year is not None else ()
    found = {"pathway": row.pathway, "provider": row.provider_name, "head": row.head_of_year}[name]
    return (found,) if found else ()


def options(rows: Sequence[PupilRow], name: str) -> list[tuple[str, str]]:
    """The answers that a filter can offer for these rows, with how many each lets through."""
    counted: dict[str, int] = {}
    words: dict[str, str] = {}
    for row in rows:
        for key in held(row, name):
            counted[key] = counted.get(key, 0) + 1
            words[key] = _words(name, key, row)
    order = sorted(counted, key=lambda key: (int(key), "") if name == "year" else (0, words[key].casefold()))
    return [(key, f"{words[key]} ({counted[key]:,})") for key in order]


def _words(name: str, key: str, row: PupilRow) -> str:
    if name == "year":
        return f"Year {key}"
    if name == "needs":
        return f"{key}: {flag_words(key)}"
    return row.pathway_short if name == "pathway" else key


def close_to(rows: Sequence[PupilRow], text: str, most: int = 3) -> list[PupilRow]:
    """The pupils whose names are nearest to words that nobody answers to."""
    words = [fold(word) for word in text.split() if fold(word)]
    if not words:
        return []
    by_word: dict[str, list[PupilRow]] = {}
    for row in rows:
        for part in row.list_name.replace(",", " ").replace("-", " ").split():
            by_word.setdefault(fold(part), []).append(row)
    found: dict[str, tuple[int, int, PupilRow]] = {}
    for word in words:
        near = [each for each in by_word if each.startswith(word[:3])][:12] if len(word) >= 3 else []
        near += get_close_matches(word, by_word, n=12, cutoff=0.6)
        for rank, name in enumerate(dict.fromkeys(near)):
            for row in by_word[name]:
                hits, best, _ = found.get(row.id, (0, 99, row))
                found[row.id] = (hits + 1, min(best, rank), row)
    ranked = sorted(found.values(), key=lambda one: (-one[0], one[1], not one[2].placement, one[2].list_name))
    return [row for _, _, row in ranked[:most]]
