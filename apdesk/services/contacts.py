"""The people around a pupil: who may be told, who is written to, who must not be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from apdesk.domain.permissions import Deed
from apdesk.problems import Problem
from apdesk.services.acting import FlagRule, require
from apdesk.services.changes import Added, Changes, values_of
from apdesk.services.pupils import the_pupil
from apdesk.store.pupils import Contact, Pupil, contacts_of
from apdesk.store.record import Record

PARENT = "parent"
PROFESSIONAL = "professional"
KEPT_BACK = "It shows to those who may see that a pupil has a social worker."


@dataclass(frozen=True, kw_only=True)
class ContactForm:
    """Everything about a contact that a person may type."""

    surname: str | None = None
    forename: str | None = None
    title: str | None = None
    kind: str = PARENT
    relationship: str | None = None
    organisation: str | None = None
    position: int = 1
    parental_responsibility: bool | None = None
    lives_with: bool | None = None
    letters_to: bool = False
    no_contact: bool = False
    confidential_address: bool = False
    address: str | None = None
    phone: str | None = None
    other_phone: str | None = None
    email: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class ContactRow:
    """A contact as a page shows it."""

    id: str
    name: str               # "Mrs F Okonjo"
    form: ContactForm
    hides_address: bool = False     # its own, or that of the pupil who lives there

    @property
    def gets_letters(self) -> bool:
        """True where letters go to this contact: chosen, and allowed to be told."""
        return self.form.letters_to and not self.form.no_contact

    def letters_go_to(self, home: str) -> str:
        """The address of those letters: their own, or the pupil's unless they live elsewhere; "" where none is held."""
        return self.form.address or ("" if self.form.lives_with is False else home)


def households(rows: Iterable[ContactRow], home: str) -> tuple[tuple[ContactRow, ...], ...]:
    """Those who get letters, one group an address; whoever has none stands alone."""
    found: dict[str, list[ContactRow]] = {}
    for row in rows:
        if row.gets_letters:
            found.setdefault(row.letters_go_to(home).casefold() or row.id, []).append(row)
    return tuple(tuple(group) for group in found.values())


def tells_of_a_social_worker(row: Contact | ContactForm) -> bool:
    """True where the contact being there tells that the pupil has a social worker."""
    return "social worker" in f"{row.relationship or ''} {row.organisation or ''}".casefold()


def may_know_of_everyone(record: Record, pupil: Pupil) -> bool:
    """True where the acting person may know of a social worker; of a looked-after child's everybody knows."""
    return bool(pupil.looked_after) or FlagRule(record).sees(pupil.year)


def shown(record: Record, pupil: Pupil, rows: Iterable[ContactRow]) -> tuple[ContactRow, ...]:
    """Those contacts that the acting person may know of."""
    every = may_know_of_everyone(record, pupil)
    return tuple(row for row in rows if every or not tells_of_a_social_worker(row.form))


def contact_name(row: Contact | ContactForm) -> str:
    """"Mrs F Okonjo": title, initial, surname; the relationship where there is no name."""
    first = row.forename[:1] if row.title and row.forename else row.forename or ""
    return " ".join(part for part in (row.title, first, row.surname) if part) or row.relationship or "Unnamed"


def contacts(record: Record, pupil: str) -> tuple[ContactRow, ...]:
    """The pupil's contacts in the order in which to ring."""
    require(record, Deed.SEE_PUPILS)
    names = [field.name for field in fields(ContactForm)]
    home_hidden = the_pupil(pupil).confidential_address
    return tuple(
        ContactRow(
            row.id, contact_name(row), ContactForm(**{name: getattr(row, name) for name in names}),
            row.confidential_address or (home_hidden and bool(row.lives_with)),
        )
        for row in contacts_of([pupil])
    )


def add_contact(record: Record, pupil: str, form: ContactForm) -> Added:
    """The pupil has one more contact. Raises `Problem` "contact.name", "contact.letters"."""
    require(record, Deed.CHANGE_PUPILS)
    row = the_pupil(pupil)
    _check(form)
    with record.work("Added a contact of a pupil") as work:
        added = work.create(Contact, pupil=row.id, **values_of(form))
    seen = shown(record, row, [ContactRow(added.id, contact_name(form), form)])
    return Added(added.id, work.changes, () if seen else (KEPT_BACK,))


def edit_contact(record: Record, pupil: str, contact: str, form: ContactForm) -> Changes:
    """The contact is as the form says."""
    require(record, Deed.CHANGE_PUPILS)
    row = _the_contact(pupil, contact)
    _check(form)
    with record.work("Changed a contact of a pupil") as work:
        work.update(row, **values_of(form))
    return work.changes


def remove_contact(record: Record, pupil: str, contact: str) -> Changes:
    """The contact no longer stands with the pupil; the history keeps it."""
    require(record, Deed.CHANGE_PUPILS)
    row = _the_contact(pupil, contact)
    with record.work("Removed a contact of a pupil") as work:
        work.remove(row)
    return work.changes


def _the_contact(pupil: str, contact: str) -> Contact:
    for row in contacts_of([pupil]):
        if row.id == contact:
            return row
    raise Problem("contact.unknown", "This contact is no longer in the desk. Look again at the pupil’s page.")


def _check(form: ContactForm) -> None:
    if not any((text or "").strip() for text in (form.surname, form.forename, form.relationship)):
        raise Problem("contact.name", "A contact needs a name, or at least the relationship.", "surname")
    if form.letters_to and form.no_contact:
        raise Problem(
            "contact.letters", "Letters cannot go to somebody who must not be contacted. Untick one of the two.",
            "letters_to",
        )
