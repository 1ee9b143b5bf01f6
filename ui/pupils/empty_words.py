"""What the pupil list says where it shows nobody: what is true, who is close, and the one way on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from apdesk.services.pupil_list import ON_ROLL, TABS, PupilRow, matches
from ui.pupils.filters import TAB_WORDS, PupilFilter, close_to

IMPORT, ELSEWHERE, OPEN_CLOSE, CLEAR, WHOLE_TAB, NOTHING = "import", "elsewhere", "open-close", "clear", "tab", ""


class Said(NamedTuple):
    """Two sentences, the word of the button and what it does; `tab` or `row` where it leads."""

    what: str
    when: str
    button: str
    does: str
    tab: str = ""
    row: PupilRow | None = None


def say(rows: Sequence[PupilRow], shown: PupilFilter, may_import: bool) -> Said:
    """What is true of an empty list."""
    text, tab = shown.text, TAB_WORDS[shown.tab]
    if not rows:
        return Said("No pupils yet.", "They come from the list of your school system.",
                    "Import pupils" if may_import else "", IMPORT if may_import else NOTHING)  # fmt: skip
    if text:
        return _searched(rows, shown, tab)
    if any(shown.chosen.values()):
        return Said(f"Nobody under “{tab}” fits the filters.", "Delete on a green filter shows everybody again.",
                    "Show everybody here", WHOLE_TAB, shown.tab)  # fmt: skip
    return Said(f"Nobody under “{tab}”.", "Pupils appear here as placements begin and end.", "", NOTHING)


def _searched(rows: Sequence[PupilRow], shown: PupilFilter, tab: str) -> Said:
    text = shown.text
    found = [row for row in rows if matches(row, text)]
    if found:
        names = "; ".join(row.list_name for row in found[:3])
        more = f"; and {len(found) - 3:,} more" if len(found) > 3 else ""
        where = next((key for key in TABS if key in found[0].tabs), ON_ROLL)
        return Said(f"Nobody under “{tab}” matches “{text}”.", f"Elsewhere: {names}{more}.",
                    f"Look under “{TAB_WORDS[where]}”", ELSEWHERE, where)  # fmt: skip
    close = close_to(rows, text)
    if not close:
        return Said(f"No pupil matches “{text}”.", "Try a form, part of a name, or the last digits of a UPN.",
                    "Clear search", CLEAR)  # fmt: skip
    names = " and ".join(row.list_name for row in close[:2])
    near = f"{names} {'is' if len(close) == 1 else 'are'} close."
    return Said(f"No pupil matches “{text}”.", near, f"Show {close[0].name}", OPEN_CLOSE, row=close[0])
