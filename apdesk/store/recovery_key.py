"""The recovery key as a person reads and types it: eight groups of five, the fifth letter checking its group.

The letters are Crockford's thirty-two, without I, L, O and U; what is easily misread is taken for what was
meant. The check letter depends on the group's place, so a wrong letter, two letters swapped and two groups
swapped are each noticed, and the group is named.
"""

from __future__ import annotations

import os

from apdesk.problems import Problem

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 8
DATA_LETTERS = 4
SECRET_BYTES = GROUPS * DATA_LETTERS * 5 // 8
_MISREAD = str.maketrans("ILO", "110")


def new_recovery_key() -> str:
    """A fresh key of 160 random bits as "ABCDE-FGHJK-…"."""
    number = int.from_bytes(os.urandom(SECRET_BYTES))
    values = [number >> (5 * place) & 31 for place in range(GROUPS * DATA_LETTERS)]
    groups = [values[start : start + DATA_LETTERS] for start in range(0, len(values), DATA_LETTERS)]
    return "-".join(_text(group) + _check(group, place) for place, group in enumerate(groups))


def read_recovery_key(typed: str) -> str:
    """The key in its one true spelling; `Problem` naming the group that is wrong."""
    compact = "".join(letter for letter in typed.upper() if not letter.isspace() and letter not in "-–—.")
    compact = compact.translate(_MISREAD)
    if len(compact) != GROUPS * (DATA_LETTERS + 1):
        raise Problem(
            "recovery.length",
            f"The recovery key has {GROUPS} groups of five letters and digits; this has {len(compact)} in all. "
            "Copy it from the sheet in the safe.",
        )
    groups = [compact[start : start + DATA_LETTERS + 1] for start in range(0, len(compact), DATA_LETTERS + 1)]
    for place, group in enumerate(groups):
        if not _sound(group, place):
            raise Problem(
                "recovery.group",
                f"Group {place + 1} of the recovery key ({group}) is not as printed. Check its letters.",
            )
    return "-".join(groups)


def _sound(group: str, place: int) -> bool:
    if any(letter not in LETTERS for letter in group):
        return False
    values = [LETTERS.index(letter) for letter in group[:DATA_LETTERS]]
    return _check(values, place) == group[DATA_LETTERS]


def _check(values: list[int], place: int) -> str:
    # Arithmetic in the field of 32 elements: every single wrong letter and every swap changes the result.
    total = place + 1
    for value in values:
        total = _doubled(total ^ value)
    return LETTERS[total]


def _doubled(value: int) -> int:
    twice = value << 1
    return twice ^ 0b100101 if twice & 32 else twice


def _text(values: list[int]) -> str:
    return "".join(LETTERS[value] for value in values)
