"""Which pupil of the desk a row of a roll means: by UPN, then admission number, then full legal name and birth date.

Never by name alone. Where the signs disagree the row is doubtful and a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from apdesk.domain.names import fold
from apdesk.domain.roll_differences import full_name_key, without_leading_zeros
from apdesk.domain.roll_row import RollPupil, RollRow
from apdesk.domain.upn import compact


@dataclass(frozen=True)
class Match:
    """The pupil a row means, or why that cannot be said; neither: nobody here is meant."""

    pupil: RollPupil | None = None
    doubt: str | None = None
    candidates: tuple[RollPupil, ...] = ()
    note: str | None = None


class Matcher:
    """Matches all rows of one file against the pupils of the desk; each pupil is met at most once.

    `decided` holds what a person said of doubtful rows: line to the pupil's id, or to None for somebody new.
    """

    def __init__(self, pupils: Sequence[RollPupil], decided: Mapping[int, str | None] | None = None) -> None:
        self._decided = decided or {}
        self._by_id = {pupil.id: pupil for pupil in pupils}
        self._by_upn: dict[str, list[RollPupil]] = defaultdict(list)
        self._by_admission: dict[str, list[RollPupil]] = defaultdict(list)
        self._by_name: dict[tuple[str, str], list[RollPupil]] = defaultdict(list)
        self._met: dict[str, int] = {}
        for pupil in pupils:
            for number in {compact(one) for one in (pupil.upn, *pupil.earlier_upns) if one}:
                self._by_upn[number].append(pupil)
            if pupil.admission_number:
                self._by_admission[without_leading_zeros(pupil.admission_number)].append(pupil)
            self._by_name[full_name_key(pupil)].append(pupil)

    def match_all(self, rows: Iterable[RollRow]) -> dict[int, Match]:
        """A match for each row by its line; UPNs of the whole file come before admission numbers, then names."""
        found: dict[int, Match] = {}
        waiting = list(rows)
        steps = (
            self._decided_match, self._upn_match, self._former_upn_match, self._admission_match, self._name_match,
        )
        for step in steps:
            still: list[RollRow] = []
            for row in waiting:
                match = step(row)
                if match is None:
                    still.append(row)
                    continue
                if match.pupil is not None:
                    self._met[match.pupil.id] = row.line
                found[row.line] = match
            waiting = still
        found.update((row.line, Match()) for row in waiting)
        return found

    def match_alone(self, row: RollRow) -> Match:
        """A match for one row as if it were the only one: another row may mean the same pupil."""
        self._met.clear()
        return self.match_all([row])[row.line]

    def _decided_match(self, row: RollRow) -> Match | None:
        """What a person said, unless the row's UPN belongs here to somebody else."""
        if row.line not in self._decided:
            return None
        pupil = self._by_id.get(self._decided[row.line] or "")
        others = [one for one in self._by_upn.get(compact(row.upn), []) if one is not pupil] if row.upn else []
        if others:
            return _doubtful("its UPN is held here by another pupil, so correct it first", others)
        if pupil is None:
            return Match()
        return self._already_met(pupil) if pupil.id in self._met else Match(pupil, note=_changed_upn(row, pupil))

    def _upn_match(self, row: RollRow) -> Match | None:
        return self._holder_match(row, row.upn)

    def _former_upn_match(self, row: RollRow) -> Match | None:
        return self._holder_match(row, row.former_upn)

    def _holder_match(self, row: RollRow, number: str | None) -> Match | None:
        held = self._by_upn.get(compact(number), []) if number else []
        if len(held) > 1:
            return _doubtful("more than one pupil here holds this UPN", held)
        if held and held[0].id in self._met:
            return self._already_met(held[0])
        return self._check_upn(row, held[0]) if held else None

    def _check_upn(self, row: RollRow, pupil: RollPupil) -> Match:
        """A UPN alone is trusted, unless name and birth date speak for somebody else."""
        agreeing, known = _agreement(row, pupil)
        if (known and not agreeing) or _another_child(row, pupil):
            return _doubtful("the UPN is held here by this pupil, but first name and date of birth are others", [pupil])
        twins = [other for other in self._same_name_and_birth(row) if other.id != pupil.id]
        if twins and fold(row.forename or "") != fold(pupil.forename or ""):
            return _doubtful("the UPN says one pupil, the name and date of birth another", [pupil, *twins])
        return Match(pupil, note=_changed_upn(row, pupil))

    def _admission_match(self, row: RollRow) -> Match | None:
        if not row.admission_number:
            return None
        held = self._by_admission.get(without_leading_zeros(row.admission_number), [])
        if len(held) > 1:
            held = [pupil for pupil in held if full_name_key(pupil) == full_name_key(row)] or held
        if len(held) != 1:
            return _doubtful("more than one pupil here has this admission number", held) if held else None
        pupil = held[0]
        if pupil.id in self._met:
            return self._already_met(pupil)
        agreeing, known = _agreement(row, pupil)
        if agreeing >= min(2, known):
            return Match(pupil, note=_changed_upn(row, pupil))
        return _doubtful("this admission number belongs here to a pupil of another name or date of birth", [pupil])

    def _name_match(self, row: RollRow) -> Match | None:
        named = self._by_name.get(full_name_key(row), [])
        same = self._same_name_and_birth(row)
        if len(same) > 1:
            return _doubtful("more than one pupil here has this name and date of birth", same)
        if same:
            return self._check_name(row, same[0])
        unknown = [pupil for pupil in named if row.born is None or pupil.born is None]
        if unknown:
            return _doubtful("the same name, but no UPN, admission number or date of birth tells if it is", unknown)
        return None

    def _check_name(self, row: RollRow, pupil: RollPupil) -> Match:
        if pupil.id in self._met:
            return self._already_met(pupil)
        if row.middle_names and pupil.middle_names and fold(row.middle_names) != fold(pupil.middle_names):
            return _doubtful("the same name and date of birth, but other middle names than", [pupil])
        numbers_differ = bool(row.admission_number and pupil.admission_number)
        if numbers_differ and _changed_upn(row, pupil):
            return _doubtful("the same name and date of birth, but another UPN and admission number than", [pupil])
        return Match(pupil, note=_changed_upn(row, pupil))

    def _same_name_and_birth(self, row: RollRow) -> list[RollPupil]:
        if row.born is None or not (row.surname and row.forename):
            return []
        return [pupil for pupil in self._by_name.get(full_name_key(row), []) if pupil.born == row.born]

    def _already_met(self, pupil: RollPupil) -> Match:
        return _doubtful(f"row {self._met[pupil.id]} of the file already means this pupil", [pupil])


def _agreement(row: RollRow, pupil: RollPupil) -> tuple[int, int]:
    """How many of surname, forename and birth date agree, of how many known on both sides."""
    pairs = [
        (fold(row.surname or ""), fold(pupil.surname or "")),
        (fold(row.forename or ""), fold(pupil.forename or "")),
        (row.born, pupil.born),
    ]
    known = [(one, other) for one, other in pairs if one and other]
    return sum(one == other for one, other in known), len(known)


def _another_child(row: RollRow, pupil: RollPupil) -> bool:
    """True where first name and birth date both differ: a brother's number typed once too often, not a change."""
    if not (row.forename and pupil.forename and row.born and pupil.born):
        return False
    return fold(row.forename) != fold(pupil.forename) and row.born != pupil.born


def _changed_upn(row: RollRow, pupil: RollPupil) -> str | None:
    """A word about a UPN that differs from the one held; None where it does not, or one side has none."""
    if not row.upn or not pupil.upn or compact(row.upn) == compact(pupil.upn):
        return None
    return f"UPN changes from {pupil.upn} to {row.upn}"


def _doubtful(why: str, pupils: Iterable[RollPupil]) -> Match:
    candidates = tuple(pupils)
    names = " and ".join(dict.fromkeys(f"{one.names.in_lists}{_form(one)}" for one in candidates))
    return Match(doubt=f"{why[0].upper()}{why[1:]}: {names}.", candidates=candidates)


def _form(pupil: RollPupil) -> str:
    return f" ({pupil.form})" if pupil.form else ""
