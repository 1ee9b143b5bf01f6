"""The product's main job from the first morning to paper, by keys alone: one window, one real desk, real files.

Nothing here touches a page: every step is a key that goes to whatever has the focus. Only where the machine itself
would ask for a file is one handed over.
"""

from __future__ import annotations

from collections import deque
from pathlib import Path

import pytest
from by_keyboard import AskWithFiles, Hands, Words, keys
from openpyxl import load_workbook
from placement_school import TERMS
from pypdf import PdfReader

from apdesk.places import resources
from apdesk.services import providers
from apdesk.services.journal_log import Asked, log
from apdesk.services.staff_roles import role_lines
from ui.common.dialogs import window_ask
from ui.common.memory import Memory
from ui.shell import session as sessions

PASSPHRASE = "seven quiet herons"
MOST_STROKES = 120
"""Keys of the wizard beyond free text, finding the pupil included."""
TOLD = (
    "Set up the desk", "Added a member of staff", "Took in term dates", "Took in a pupil list", "Added a provider",
    "Recorded a check of a provider", "Added a site of a provider", "Placed a pupil: Respite at a partner school",
    "Placed a pupil: Off-site direction", "Completed a duty", "Reopened a duty", "Made a document: register",
    "Made a document: review pack", "Saved a copy of a kept document: review pack",
)  # fmt: skip
"""What the journal tells of the journey, in this order."""


@pytest.fixture
def session(qtbot, clock, tmp_path, monkeypatch):
    """The program as it starts on a machine that has no desk yet."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setattr(AskWithFiles, "files", deque(), raising=False)
    monkeypatch.setattr(window_ask, "WindowAsk", AskWithFiles)
    monkeypatch.setattr(sessions.Session, "_size", lambda self, window: window.resize(1366, 768))
    made = sessions.Session(Memory(), clock)
    made.show_lock()
    yield made
    if made.window is not None:
        made.window.close()
    made.close()


@pytest.fixture
def roll(tmp_path) -> Path:
    """Some forty pupils of the made-up school's roll, under its own head."""
    lines = (resources() / "demo" / "larkmoor-roll.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
    cut = tmp_path / "roll.csv"
    cut.write_text("".join(lines[:4] + lines[4::40]), encoding="utf-8-sig")
    return cut


def set_up_the_desk(session):
    yield from keys("Return")
    for words in ("Larkmoor High School", "J Pemberton", PASSPHRASE, PASSPHRASE):
        yield Words(words)
        yield from keys("Return")
    groups = session.lock_window.form().proof._groups  # what a person reads from the screen
    yield from keys("Tab")
    yield Words(groups[1])
    yield from keys("Return")
    yield Words(groups[6])
    yield from keys("Return Space Tab Return")


def add_a_person(title, forename, surname, role):
    yield from keys("N")
    for words in (title, forename, surname):
        yield Words(words)
        yield from keys("Tab")
    yield from keys("Tab*5")
    yield Words(role)
    yield from keys("Ctrl+Return")


def bring_in(files, roll, terms):
    yield from keys("Ctrl+1")
    files.append(terms)
    yield from keys("Return Return")
    yield from keys("Ctrl+1 Return Ctrl+1 Return")     # the policy's rules are there: looked at, and said to be right
    yield from keys("Ctrl+1 Return")
    files.append(roll)
    yield from keys("Return Ctrl+Return Ctrl+Return Tab Return")


def add_a_partner_school():
    yield from keys("Ctrl+1 Return N")
    yield Words("Fairholt School")
    yield from keys("Tab*2")
    yield Words("main")
    yield from keys("Tab")
    yield Words("999001")
    yield from keys("Tab*2 Space Tab Space Tab*3")     # that it is a registered school follows from its kind
    yield Words("31 aug 2027")
    yield from keys("Tab")
    yield Words("3")
    yield from keys("Ctrl+Return")
    for _check in range(8):
        yield from keys("U Ctrl+Return J")
    yield from keys("F6 Return Tab*2")
    yield Words("Priory Road, Wexbridge")
    yield from keys("Ctrl+Return")


def place(pupil, reason, down, start, *, choose_reading):
    """From anywhere: finds the pupil, and goes through the seven steps."""
    yield from keys("Ctrl+K")
    yield Words(pupil)
    yield from keys("Ctrl+Return")
    yield from keys(f"Tab*{reason} Space")
    yield from keys(f"Tab*{15 - reason}")
    yield Words("Report card, mentor, Pastoral Support Plan")
    yield from keys("Tab*2")
    yield Words("6 nov")
    yield from keys("Return")
    if down:
        yield from keys(f"J*{down}")
    yield from keys("Space Return Space Return")
    yield Words(start)
    yield from keys("Return")
    if choose_reading:
        yield from keys("Space Return")
    yield from keys("Return")
    yield Words("Attend every session")
    yield from keys("Tab")
    yield Words("95 of 100 sessions")
    yield from keys("Tab*8")
    yield Words("Meets the tutor on the first day")
    yield from keys("Alt+Return Space")
    yield Words("A Wrenfield")
    yield from keys("Ctrl+Return Ctrl+Return")


def complete_and_reopen(window, seen):
    """Opens today in the calendar, does the first duty on it, and opens it again."""
    yield from keys("Ctrl+3 Return Return Return")
    yield from keys("Tab")
    yield Words("J Pemberton")
    yield from keys("Tab*2 Space Ctrl+Return")
    seen.append(window().toast.text())
    yield from keys("Return Return")
    yield Words("It went to the wrong address")
    yield from keys("Ctrl+Return")
    seen.append(window().toast.text())
    yield from keys("Esc")


def put_on_paper(files, folder, pupil):
    yield from keys("Ctrl+K")
    yield Words(pupil)
    yield from keys("Return 4")
    files.append(folder)
    yield from keys("Return Tab Return Tab*2 Return")  # past the four readers: the school's own copy stands chosen
    files.append(folder)
    yield from keys("Tab*2 Return Esc")


def test_from_the_first_morning_to_register_and_pack_by_keys_alone(qtbot, session, roll, tmp_path):
    files, papers, terms = AskWithFiles.files, tmp_path / "papers", tmp_path / "terms.csv"
    papers.mkdir()
    terms.write_text(TERMS, encoding="utf-8")
    seen: list[str] = []

    def window():
        return session.window

    def busy():
        return session._lock_jobs.busy or (session.window is not None and session.window.context.jobs.busy)

    hands = Hands(qtbot, busy)

    def journey():
        yield from set_up_the_desk(session)
        yield from keys("Return")
        yield from add_a_person("Ms", "Lena", "Farrant", "Head of Year 9")
        yield from add_a_person("Mr", "Guy", "Ellery", "Head of Year 10")
        yield from bring_in(files, roll, terms)
        yield from add_a_partner_school()
        for placing in (
            place("begumara mahin", 11, 0, "16 nov", choose_reading=False),
            place("jaydon", 10, 2, "30 nov", choose_reading=True),
        ):
            before = hands.strokes
            yield from placing
            assert hands.strokes - before < MOST_STROKES
            seen.append(window().toast.text())
        yield from complete_and_reopen(window, seen)
        yield from keys("Ctrl+L")
        yield Words(PASSPHRASE)
        yield from keys("Return")
        yield from put_on_paper(files, papers, "mahin")

    hands.follow(journey())
    assert not files
    assert not session.window.covered
    assert seen[0].startswith("Placement AP-0001 created: ")
    assert seen[1].startswith("Placement AP-0002 created: ")
    done = seen[2].removesuffix(": marked as done.")
    assert seen[3] == f"{done} is open again."
    check_desk(session.record)
    check_register(papers / "register.xlsx")
    check_pack(next(papers.glob("*.pdf")))


def check_desk(record):
    """What the keys did stands in the record."""
    held = {line.key: line.owner for line in role_lines(record)}
    assert (held["HOY/9"], held["HOY/10"]) == ("Ms L Farrant", "Mr G Ellery")
    assert [one.name for one in providers.providers(record)] == ["Fairholt School"]
    deeds = [row.what for row in log(record, Asked(), 200).rows][::-1]
    told = [deed for deed in deeds if deed in TOLD]
    assert told == sorted(told, key=TOLD.index), deeds
    assert set(told) == set(TOLD), deeds


def check_register(file):
    """A sheet a week of the half-term, both pupils on the weeks they share, the lawful code in its column."""
    book = load_workbook(file)
    assert book.sheetnames == ["16 Nov", "23 Nov", "30 Nov", "7 Dec", "14 Dec", "Totals", "Codes", "Key"]
    rows = [[cell.value for cell in row[1:4]] for row in book["30 Nov"].iter_rows(min_row=6, max_row=7)]
    assert rows == [["Barrowclough, Jaydon", "10F", "D"], ["Begumara, Mahin", "9E", "D"]]
    assert book["16 Nov"]["B6"].value == "Begumara, Mahin"


def check_pack(file):
    """The cover says for whom and no name of a pupil; the pages after it do."""
    cover, *rest = (page.extract_text() for page in PdfReader(file).pages)
    assert "M B, our reference AP-0001" in cover
    assert "Begumara" not in cover
    assert "Mahin Begumara, 9E\nWeekly review of the respite at Fairholt School" in rest[0]
    assert "Attend every session" in "".join(rest)
    assert all(f"Page {number} of {len(rest) + 1}" in page for number, page in enumerate(rest, 2))
