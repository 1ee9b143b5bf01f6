"""Made-up input for the documents under test: the school, people and dates are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from apdesk.exports.register_input import (
    RegisterBook,
    RegisterCode,
    RegisterPupil,
    RegisterSession,
    RegisterWeek,
)

MADE_AT = datetime(2026, 11, 13, 15, 40, tzinfo=UTC)
MONDAY = date(2026, 11, 2)

CODES = (
    RegisterCode("/", "Present, morning", "present", "AM", "In the room when the register was taken."),
    RegisterCode("\\", "Present, afternoon", "present", "PM", "In the room when the register was taken."),
    RegisterCode("L", "Late", "late", None, "Arrived after the register was taken but before it closed."),
    RegisterCode("U", "Arrived after the register closed", "absent", None, "Write the time in the note."),
    RegisterCode("I", "Illness", "absent", None, "Ill, not a medical appointment. Write who told you and when."),
    RegisterCode("M", "Medical or dental appointment", "absent"),
    RegisterCode("E", "Suspended", "absent", None, "Suspended by our Headteacher. Ring us before you use it."),
    RegisterCode("O", "Absent without a good reason", "absent"),
    RegisterCode("N", "No reason yet", "absent", None, "Not here and nobody has told you why. Ring us."),
    RegisterCode("#", "Closed", "neither", None, "Your school is closed to all pupils that day."),
    RegisterCode("Y1", "Transport not available", "neither", None, "The transport normally provided did not run."),
)
EXPECTED = (
    RegisterCode("D", "Dual registered", "neither", None, "We show D; your marks say whether the pupil came."),
    RegisterCode("B", "Educated off site", "present", None, "We show B for each session the pupil attended."),
)
NAMES = (
    ("Adeyinka, Joel", "11B"), ("Benbow, Aaliyah", "10B"), ("Dunthorpe, Maisie", "11E"), ("Fennimore, Ruby", "8B"),
    ("Lockstone, Harvey", "9C"), ("Okonjo, Chidera", "10F"), ("Qureshi, Zayn", "9D"), ("Vance, Jaydon", "10D"),
    ("Łukaszewicz, Ngọc Ánh", "7A"), ("Featherstonehaugh-Mensah, Oluwaseunfunmi", "9A"),
)


def open_week(expected: str = "D") -> tuple[RegisterSession, ...]:
    return tuple(RegisterSession("open", expected) for _ in range(10))


def week_pattern(letters: str, expected: str = "D") -> tuple[RegisterSession, ...]:
    """P at the provider, S in our school, C closed, anything else not placed then."""
    states = {"P": "open", "S": "school", "C": "closed"}
    return tuple(
        RegisterSession(states.get(letter, "outside"), expected if letter == "P" else None)     # type: ignore[arg-type]
        for letter in letters
    )


def pupil(place: int, sessions: tuple[RegisterSession, ...]) -> RegisterPupil:
    name, form = NAMES[place % len(NAMES)]
    return RegisterPupil(f"pupil{place:02d}", name, form, sessions)


def register_book(*, codes: bool = True, weeks: int = 4, pupils: int = 10) -> RegisterBook:
    """A half-term with an INSET day, a pupil who is in school part of the week and one who starts late."""
    made = []
    for number in range(weeks):
        inset = number == 3
        shape = "PPPPPPPPCC" if inset else "PPPPPPPPPP"
        rows = []
        for place in range(pupils):
            letters = shape
            if place == 2:
                letters = "SSPP" + shape[4:6] + "SS" + shape[8:]
            if place == 4 and number == 0:
                letters = "----" + shape[4:]
            rows.append(pupil(place, week_pattern(letters, "D" if codes else "B")))
        closed = (None, None, None, None, "INSET day" if inset else None)
        monday = MONDAY + timedelta(weeks=number)
        made.append(RegisterWeek(monday.isoformat(), monday, tuple(rows), closed, 9 + number))
    return RegisterBook(
        id="book1", school="Larkmoor High School", provider="Fairholt School" if codes else "Kestrel Bridge AP",
        marks_with_codes=codes, half_term="Autumn term, second half", weeks=tuple(made), codes=CODES,
        expected_codes=EXPECTED[:1] if codes else EXPECTED[1:], made_at=MADE_AT, made_by="J Pemberton",
        return_to="inclusion@larkmoor.example",
    )


def one_pupil_book(name: str, **changes: object) -> RegisterBook:
    week = RegisterWeek("w1", MONDAY, (RegisterPupil("p1", name, "9D", open_week()),))
    return replace(register_book(), weeks=(week,), **changes)
