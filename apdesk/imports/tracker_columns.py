"""Which headings of a tracker mean which fact. Offices name these columns as they like; these are the usual words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from apdesk.domain.tracker_row import TRACKER_LABELS
from apdesk.imports.roll_columns import (
    GIVEN,
    RECOGNISED,
    UNKNOWN,
    RollColumn,
    each_once,
    in_order_of,
    samples_of,
    unnumbered,
)
from apdesk.imports.roll_fields import (
    NAME_FORENAME_FIRST,
    NAME_SURNAME_FIRST,
    field_of,
    label_of,
    plain_heading,
)
from apdesk.imports.sheet import Cell, text_of
from apdesk.problems import Problem

WHO: tuple[str, ...] = (
    "upn", "admission_number", "surname", "forename", NAME_FORENAME_FIRST, NAME_SURNAME_FIRST, "preferred_forename",
    "born", "year", "form",
)

# Headings without case, spaces and punctuation.
_SYNONYMS: dict[str, str] = {
    "provider": "provider approvider placementprovider alternativeprovider alternativeprovision provision setting "
                "placement placedat placementat hostschool host venue centre center apsetting school receivingschool "
                "schoolattending attending wherenow apschool nameofprovider providername offsiteprovider "
                "educationprovider",
    "pathway": "pathway placementtype typeofplacement type typeofprovision provisiontype route kind category aptype "
               "placementpathway arrangement intervention",
    "start": "start startdate dateofstart datestarted started from placementstart placementstartdate firstday begin "
             "begins began commenced startofplacement dateplaced",
    "end": "end enddate dateofend until to placementend placementenddate plannedend plannedenddate expectedend "
           "expectedenddate lastday finish finishdate finishes endofplacement reviewend duetoend ends",
    "last_visit": "lastvisit dateoflastvisit lastvisitdate lastvisited visited visit visitdate mostrecentvisit "
                  "lastqavisit qavisit lastsitevisit lastmonthlyvisit",
    "last_review": "lastreview dateoflastreview lastreviewdate lastreviewed reviewed review reviewdate "
                   "mostrecentreview lastreviewmeeting lastformalreview",
    "notice": "notice noticedate dateofnotice noticesent notification notificationdate noticegiven noticetoparents "
              "parentsnotified lettersent letterdate letter s29anotice dateofletter",
    "week": "days timetable sessions daysattending dayattending week weekpattern pattern attendancepattern "
            "daysperweek whichdays attends fulltimeparttime ftpt",
    "note": "note notes comment comments reason reasonforplacement reasons information details",
}
_FIELD_OF = {word: field for field, words in _SYNONYMS.items() for word in words.split()}
TRACKER_MAPPABLE: tuple[tuple[str, str], ...] = tuple(
    (field, TRACKER_LABELS.get(field) or label_of(field)) for field in (*WHO, *_SYNONYMS)
)


def tracker_field_of(heading: str) -> str | None:
    """The fact that a heading of a tracker means; None where it is not known, and for a date still to come."""
    plain = plain_heading(unnumbered(heading))
    if re.match(r"next|due|planned(?!end)|forthcoming", plain):
        return None
    if plain in _FIELD_OF:
        return _FIELD_OF[plain]
    found = field_of(heading)
    return found if found in WHO else None


def tracker_headings_in(row: Sequence[Cell]) -> int:
    """How many different facts the cells of a row would name if it were the row of headings."""
    return len({field for cell in row if isinstance(cell, str) and (field := tracker_field_of(text_of(cell)))})


def match_tracker_columns(
    headings: Sequence[str], rows: Sequence[Sequence[Cell]], mapping: Mapping[str, str],
) -> tuple[RollColumn, ...]:
    """What each column means: as the person said, else by its words; no fact is taken from two columns."""
    offered = {field for field, _ in TRACKER_MAPPABLE}
    columns = []
    for index, heading in enumerate(headings):
        said, samples = mapping.get(heading), samples_of(rows, index)
        if said is not None:
            columns.append(RollColumn(index, heading, said if said in offered else None, samples, GIVEN))
        else:
            meant = in_order_of(samples, tracker_field_of(heading))
            columns.append(RollColumn(index, heading, meant, samples, RECOGNISED if meant else UNKNOWN))
    return tuple(each_once(columns))


def check_tracker_columns(columns: Sequence[RollColumn], file: str, line: int) -> None:
    """Raises `Problem` where the columns cannot say who is placed, or from when."""
    fields = {column.field for column in columns}
    where = f"{file}, row {line}"
    shown = ", ".join(column.heading[:30] for column in columns[:8]) + (" …" if len(columns) > 8 else "")
    named = {"surname", "forename"} <= fields or bool(fields & {NAME_FORENAME_FIRST, NAME_SURNAME_FIRST})
    for known, what in ((named or "upn" in fields, "the pupils"), ("start" in fields, "the first day"),
                        ("pathway" in fields, "the pathway")):  # fmt: skip
        if not known:
            raise Problem(
                "tracker.columns",
                f"No column of {file} is known to hold {what}. The headings in row {line} are: {shown}. Say which "
                "column it is.", where,
            )
