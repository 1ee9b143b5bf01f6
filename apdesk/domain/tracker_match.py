"""Whom, where and on what pathway a row of a tracker means.

A pupil is found as in a pupil list; a name alone is enough only with the form beside it, where nobody else has it.
Providers and pathways are found by their names, or by what a person said of the same words before.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from apdesk.domain.names import fold
from apdesk.domain.protocol import Pathway
from apdesk.domain.roll_match import Match, Matcher
from apdesk.domain.roll_row import RollPupil, RollRow

BY_NAME_AND_FORM = "Found by name and form."


class PupilFinder:
    """Finds the pupil of each row by itself: one pupil may stand in a tracker more than once."""

    def __init__(self, pupils: Sequence[RollPupil]) -> None:
        self._matcher = Matcher(pupils)
        self._named: dict[tuple[str, str], list[RollPupil]] = defaultdict(list)
        for pupil in pupils:
            surnames = {fold(one) for one in (pupil.surname, pupil.preferred_surname) if one}
            forenames = {fold(one) for one in (pupil.forename, pupil.preferred_forename) if one}
            for key in ((surname, forename) for surname in surnames for forename in forenames):
                self._named[key].append(pupil)

    def find(self, row: RollRow) -> Match:
        """The pupil, a doubt with those it may be, or nobody."""
        if row.upn or row.admission_number or row.born:
            found = self._matcher.match_alone(row)
            if found.pupil is not None or found.doubt:
                return found
        named = self._named.get((fold(row.surname or ""), fold(row.forename or "")), [])
        if not named:
            return Match()
        here = [pupil for pupil in named if row.form and fold(pupil.form or "") == fold(row.form)]
        if len(named) == 1 and here:
            return Match(here[0], note=BY_NAME_AND_FORM)
        why = "More than one pupil has this name" if len(named) > 1 else "Found by name alone"
        listed = ", ".join(f"{pupil.names.in_lists} ({pupil.form or 'no form'})" for pupil in named)
        return Match(doubt=f"{why}: {listed}.", candidates=tuple(named))


@dataclass(frozen=True)
class Named:
    """Something that words may mean: its id, and everything it is called."""

    id: str
    names: tuple[str, ...]


def meant(text: str, among: Iterable[Named], said: Mapping[str, str]) -> str | None:
    """The id of the one thing the words mean; None where they fit none or several. `said` holds earlier answers."""
    plain = fold(text)
    if not plain:
        return None
    listed = list(among)
    if said.get(plain) in {one.id for one in listed}:
        return said[plain]
    for fits in (_is, _abbreviates, _holds):
        found = {one.id for one in listed if any(fits(plain, text, name) for name in one.names)}
        if found:
            return next(iter(found)) if len(found) == 1 else None
    return None


def _is(plain: str, text: str, name: str) -> bool:  # noqa: ARG001
    return plain == fold(name)


def _abbreviates(plain: str, text: str, name: str) -> bool:  # noqa: ARG001
    """True for the first letters of the words: "HT" is Home tuition, "OSD" Off-site direction."""
    initials = "".join(word[0] for word in re.findall(r"\w+", name.casefold()))
    return len(plain) > 1 and plain == initials


def _holds(plain: str, text: str, name: str) -> bool:
    """True where every word of one stands in the other."""
    words, others = (set(re.findall(r"\w+", one.casefold())) for one in (text, name))
    return len(plain) > 3 and bool(words) and bool(others) and (words <= others or others <= words)


def pathway_names(pathways: Iterable[Pathway]) -> tuple[Named, ...]:
    """The pathways that can be chosen for our own pupils, by their titles and short names."""
    return tuple(Named(one.id, (one.id, one.title, one.short)) for one in pathways if one.chosen)
