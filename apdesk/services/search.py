"""One box, several kinds of answer: pupils, providers, papers, staff and duties by the beginnings of their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from apdesk.domain.disclosure import READERS
from apdesk.domain.names import fold
from apdesk.domain.permissions import Deed
from apdesk.domain.pupil import Names
from apdesk.exports.words import short_day
from apdesk.services.acting import own_years_only, require
from apdesk.services.duty_lists import DutyRow, due_list, duties_of
from apdesk.services.providers import providers
from apdesk.services.pupil_list import PLACED, SUPPORT_PLAN, PupilRow, folded, matches, pupil_list
from apdesk.services.staff import staff
from apdesk.store.documents import PaperRecord, newest_papers
from apdesk.store.record import Record

DUTY_DAYS = 14                  # calendar days ahead of which duties are found
MOST_PAPERS = 500               # the newest ones are found
MOST = {"pupil": 4, "provider": 4, "paper": 4, "staff": 4, "duty": 4}
DONE_FOR = ("letter", "review", "visit")
"""The kinds of duty that are offered for the pupil with the ring, late or not, in that order."""


_WITH_PLACES = {PLACED, SUPPORT_PLAN}


class Hit(NamedTuple):
    """Something found."""

    kind: str                   # pupil, provider, paper, staff, duty
    id: str
    title: str                  # "Okonjo, Chidera"
    detail: str                 # "10F, off-site direction at Fairholt"
    about: str = ""             # the pupil of a paper
    row: PupilRow | None = None # the pupil, as the list shows it
    duty: DutyRow | None = None # the duty, as it stands today


class Finder:
    """Everything that can be found, read once; each keystroke asks only this."""

    def __init__(self, record: Record) -> None:
        require(record, Deed.SEE_PUPILS)
        self._record = record
        self.pupils = pupil_list(record, leavers=True)
        self._to_do: dict[str, tuple[DutyRow, ...]] = {}
        self.totals: dict[str, int] = {}
        """How many of each kind the last words found, whether or not all were answered."""
        years = own_years_only(record)
        papers = [_paper_hit(row) for row in newest_papers(MOST_PAPERS) if years is None or row.year in years]
        self._others = [(hit, _words(hit.title)) for hit in (
            *(Hit("provider", one.id, one.name, one.kind) for one in providers(record)), *papers,
            *(Hit("staff", one.id, one.name, one.form.job or "") for one in staff(record)),
        )]
        self._others += [
            (_duty_hit(row), _words(f"{row.short} {row.title} {row.pupil_name}"))
            for row in due_list(record, days=DUTY_DAYS, waiting=True)
        ]

    def find(self, text: str) -> tuple[Hit, ...]:
        """Those whose words begin with the words typed; of each kind at most `MOST`, placed pupils first."""
        self.totals = {}
        if not text.strip():
            return ()
        pupils = [row for row in self._likely(text) if matches(row, text)]
        pupils.sort(key=lambda row: (not row.tabs & _WITH_PLACES, row.list_name))
        sought = [fold(word) for word in text.split()]
        others = [hit for hit, held in self._others if _begins(held, sought)]
        self.totals = Counter(hit.kind for hit in others) | {"pupil": len(pupils)}
        return tuple(_few([*(pupil_hit(row) for row in pupils[:MOST["pupil"]]), *others]))

    def to_do(self, pupil: str) -> tuple[DutyRow, ...]:
        """What is late of a pupil, of any kind, then the next open letter, review and visit; read once a pupil."""
        if pupil not in self._to_do:
            rows = [row for row in duties_of(self._record, pupil=pupil) if row.is_open and row.day is not None]
            first: dict[str, DutyRow] = {}
            for row in sorted(rows, key=lambda one: (one.day, one.by or "99")):
                first.setdefault(row.kind, row)
            late = [row for row in first.values() if row.state == "overdue"]
            later = [first[kind] for kind in DONE_FOR if kind in first and first[kind] not in late]
            self._to_do[pupil] = (*late, *later)
        return self._to_do[pupil]

    def _likely(self, text: str) -> list[PupilRow]:
        """Those in whose words the first word typed stands anywhere: thousands are told apart by letters alone."""
        first = next(iter(folded(text)), "")
        return [row for row in self.pupils if first in row.found_by]

    def searched(self, opened: str | None) -> None:
        """It stands in the journal that somebody searched, and which row they opened; never what they typed."""
        self._record.viewed("Searched for pupils, providers and staff", about=opened)


def find(record: Record, text: str) -> tuple[Hit, ...]:
    """As `Finder`, for one question."""
    return Finder(record).find(text)


def _few(hits: Iterable[Hit]) -> Iterable[Hit]:
    left = dict(MOST)
    for hit in hits:
        if left[hit.kind]:
            left[hit.kind] -= 1
            yield hit


def pupil_hit(row: PupilRow) -> Hit:
    """A pupil as an answer: who, which form, where."""
    where = " at ".join(part for part in (_inside(row.pathway_short), row.provider_name) if part)
    standing = where or ("hosted here" if row.status == "hosted-here" else "on roll" if row.tabs else "has left")
    return Hit("pupil", row.id, row.list_name, ", ".join(part for part in (row.form, standing) if part), row=row)


def _inside(title: str) -> str:
    """A title inside a line: small at its beginning, except where it begins with letters such as AP."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _paper_hit(row: PaperRecord) -> Hit:
    names = Names(row.surname, row.forename, row.preferred_surname or "", row.preferred_forename or "")
    forename, _, rest = names.in_sentences.partition(" ")
    whom = row.recipient or READERS.get(row.reader or "", "")
    made = f"made {short_day(row.made_at.astimezone().date())}"
    detail = ", ".join(part for part in (f"copy {row.copy_number}", f"for {whom}" if whom else "", made) if part)
    return Hit("paper", row.id, f"{row.kind[:1].upper()}{row.kind[1:]}, {forename[:1]} {rest}", detail, row.pupil)


def _duty_hit(row: DutyRow) -> Hit:
    about = row.pupil_name or row.provider_name
    when = short_day(row.day) if row.day else "no date yet"
    return Hit("duty", row.id, row.short, ", ".join(part for part in (about, when, row.who) if part),
               duty=row)


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in text.replace("-", " ").replace(":", " ").split())


def _begins(held: tuple[str, ...], sought: list[str]) -> bool:
    return all(any(one.startswith(word) for one in held) for word in sought if word)
