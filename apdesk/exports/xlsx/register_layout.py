"""Where things stand in a register workbook, and how they look; the way back reads the same places."""

from __future__ import annotations

from dataclasses import replace

from openpyxl.utils import get_column_letter

from apdesk.exports.xlsx.cells import Look

FORMAT = "apdesk-register"
FORMAT_NUMBER = 1
KEY_SHEET = "Key"                       # very hidden: the book's identity and the lists of marks
CODES_SHEET = "Codes"
TOTALS_SHEET = "Totals"

TITLE_ROW, HOW_ROW, KEY_ROW, DAY_ROW, SESSION_ROW, FIRST_PUPIL_ROW = 1, 2, 3, 4, 5, 6
KEY_COLUMN, NAME_COLUMN, FORM_COLUMN, EXPECT_COLUMN, FIRST_SESSION_COLUMN = 1, 2, 3, 4, 5
NOTE_COLUMN, CHECKED_COLUMN = 15, 16
SESSIONS = 10

WORDS = ("Present", "Late", "Absent")   # what a provider that is not a school may say
WORD_MEANINGS = (
    "Here on time for the session.",
    "Here, but after the start. Write the time and the reason underneath.",
    "Not here. Write the reason underneath and who told you; ring us the same morning.",
)

# what stands in a cell that the provider does not mark
SHUT_WORDS = {"school": "school", "closed": "", "outside": "–"}

# names of the lists of marks on the key sheet
MARKS_AM, MARKS_PM, PRESENT, LATE, ABSENT, NEITHER = "MarksAM", "MarksPM", "Present", "Late", "Absent", "Neither"

AMBER, RED, HATCH, SUNK, INK2, INK3 = "FDF0D3", "C8473F", "A9B5AB", "E8ECE5", "425048", "5A675F"

TITLE = Look(size=14, bold=True)
HOW = Look(size=10, colour=INK2)
KEY = Look(size=8, colour=INK3)
HEAD = Look(size=10, bold=True, fill=SUNK, top="thin", bottom="thin", wrap=True)


def session_letter(place: int) -> str:
    """Column letter of session `place`, 0 for Monday morning."""
    return get_column_letter(FIRST_SESSION_COLUMN + place)


FIRST_LETTER, LAST_LETTER = session_letter(0), session_letter(SESSIONS - 1)


def edged(look: Look, place: int) -> Look:
    """Days are parted by a medium line, morning and afternoon by a hair line."""
    left = "medium" if place % 2 == 0 else "hair"
    return replace(look, left=left, right="medium" if place == SESSIONS - 1 else None)
