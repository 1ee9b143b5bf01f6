"""What quick find has to show: the hits of the services, screens, and what can be done, in groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from apdesk.services.duty_lists import DutyRow
from apdesk.services.search import Finder, Hit, pupil_hit
from ui.common.dates import days_late, short_day
from ui.common.duties.rows import SAID_DONE
from ui.common.page import Place
from ui.pupils.columns import status_chip
from ui.pupils.filters import close_to
from ui.shell.everywhere import offered
from ui.shell.found_list import Found
from ui.shell.rooms import room

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

TO_DO = "to-do"
LAST = "Where you were"
HEADS = {"pupil": "Pupils", "provider": "Providers", "paper": "Letters and documents", "staff": "Staff",
         "duty": "Duties", "screen": "Screens", "do": "Actions"}  # fmt: skip
_COUNTED = {"pupil": ("pupil", "pupils"), "provider": ("provider", "providers"), "paper": ("document", "documents"),
            "staff": ("member of staff", "members of staff"), "duty": ("duty", "duties")}  # fmt: skip
_KEYS = {"letter": "L", "review": "R", "visit": "V"}
_RECORDED = ("review", "visit")
_NOT_FOUND = ("find", "region", "region-back")


def found_lines(
    window: MainWindow, hits: Iterable[Hit], totals: Mapping[str, int], typed: Sequence[str]
) -> list[Found]:  # fmt: skip
    """Everything whose words begin with those typed, kind by kind under its heading, which says what is left out."""
    today = window.context.today()
    found = [_line(hit, today) for hit in hits]
    found += [
        Found("screen", room.label, "", Place(room.key)) for room in window.rooms()
        if (room.group or room.finds) and _begins(room.label, typed)
    ]
    found += [
        Found("do", action.words.capitalize(), "", action=action.name, key=action.key_words()[0])
        for action in offered(window.context.record.actor.role)
        if not action.built_in and action.name not in _NOT_FOUND and _begins(action.words, typed)
    ]
    lines: list[Found] = []
    for kind, words in HEADS.items():
        of_kind = [each for each in found if each.kind == kind]
        every = totals.get(kind, 0)
        said = f"{words}: {len(of_kind)} of {every:,}" if every > len(of_kind) else words
        lines += [Found(kind, said, head=True), *of_kind] if of_kind else []
    return lines


def close_lines(finder: Finder, typed: str, today: date) -> list[Found]:
    """Where nothing matches: the pupils whose names are nearest to what was typed."""
    near = [_line(pupil_hit(row), today) for row in close_to(finder.pupils, typed)]
    said = f"Nothing matches “{typed}”. {'This is' if len(near) == 1 else 'These are'} close"
    return [Found("pupil", said, head=True), *near] if near else []


def last_lines(places: Iterable[tuple[Place, str]]) -> list[Found]:
    """Where the person was last, each to go back to."""
    lines = [Found("last", _named(place, title), "", place) for place, title in places]
    return [Found("last", LAST, head=True), *lines] if lines else []


def _named(place: Place, title: str) -> str:
    """The title of a page of the rail says which page it is: "Calendar, November 2026"."""
    where = room(place.page)
    return f"{where.label}, {title}" if where.group and where.label != title else title


def with_to_do(lines: Sequence[Found], pupil: Found | None, finder: Finder | None, today: date) -> list[Found]:
    """The lines, with what is to be done next for the pupil below the pupils."""
    if pupil is None or finder is None:
        return list(lines)
    doing = [_to_do(row, pupil, today) for row in finder.to_do(pupil.pupil)]
    if not doing:
        return list(lines)
    after = max(place for place, line in enumerate(lines) if line.kind == "pupil") + 1
    head = Found(TO_DO, f"Things to do for {pupil.name}", head=True)
    return [*lines[:after], head, *doing, *lines[after:]]


def counted_words(totals: dict[str, int]) -> str:
    """"3 pupils, 1 document": how much there is of it, whether or not all of it is shown."""
    said = [f"{totals[kind]:,} {one if totals[kind] == 1 else many}"
            for kind, (one, many) in _COUNTED.items() if totals.get(kind)]  # fmt: skip
    return ", ".join(said[:3])


def _line(hit: Hit, today: date) -> Found:
    chip = status_chip(hit.row, today) if hit.row is not None else _late_chip(hit.duty, today)
    pupil, name = (hit.id, hit.row.name) if hit.row is not None else (hit.about, "")
    return Found(hit.kind, hit.title, hit.detail, _place(hit), pupil=pupil, name=name, chip=chip)


def _late_chip(duty: DutyRow | None, today: date) -> tuple[str, str, str | None] | None:
    """What presses: late, or due today; anything later has its day beside it."""
    if duty is None:
        return None
    if duty.state == "overdue":
        return days_late(duty.lateness_school_days or 0).capitalize(), "overdue", None
    return ("Due today", "today", None) if duty.day == today else None


def _place(hit: Hit) -> Place:
    return {
        "pupil": Place("pupil", {"pupil": hit.id}), "provider": Place("provider", {"provider": hit.id}),
        "staff": Place("settings", {"staff": hit.id}), "duty": Place("today", {"duty": hit.id}),
        "paper": Place("pupil", {"pupil": hit.about, "tab": "documents", "document": hit.id}),
    }[hit.kind]


def _to_do(row: DutyRow, pupil: Found, today: date) -> Found:
    when = days_late(row.lateness_school_days or 0) if row.state == "overdue" else (
        "Due today" if row.day == today else f"Due {short_day(row.day, today)}" if row.day else ""
    )
    key = _KEYS.get(row.kind, "")
    place = pupil.place if key else Place("today", {"duty": row.id})
    return Found(TO_DO, _doing(row), when, place, action=row.kind if key else "", key=key, pupil=pupil.pupil)


def _doing(row: DutyRow) -> str:
    """What to do, with a verb: "Monthly visit" is one to record, "Visit the pupil" says so itself."""
    first = row.short.partition(" ")[0]
    held = row.kind in _RECORDED and row.kind in row.short.casefold() and first not in (*SAID_DONE, "Visit", "Review")
    return f"Record the {row.short[:1].lower()}{row.short[1:]}" if held else row.short


def _begins(title: str, typed: Sequence[str]) -> bool:
    held = title.casefold().split()
    return all(any(word.startswith(each) for word in held) for each in typed)
