"""What a passphrase and the name of a person who opens the desk must be."""

from __future__ import annotations

import unicodedata

from apdesk.problems import Problem

SHORTEST_PASSPHRASE = 12
LONGEST_PASSPHRASE = 1000
LONGEST_NAME = 100


def demand_strength(passphrase: str) -> None:
    """Nothing happens for a passphrase of 12 to 1,000 characters; `Problem` "keys.short" or "keys.long" otherwise."""
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise Problem(
            "keys.short",
            f"A passphrase needs at least {SHORTEST_PASSPHRASE} characters. "
            "Three or four unrelated words are easy to keep.",
        )
    if len(passphrase) > LONGEST_PASSPHRASE:
        raise Problem("keys.long", f"A passphrase has at most {LONGEST_PASSPHRASE:,} characters. Choose a shorter one.")


def clean_name(name: str) -> str:
    """The name with single spaces; `Problem` "keys.name" where it is empty, too long or cannot be shown."""
    clean = unicodedata.normalize("NFC", " ".join(name.split()))
    if not clean:
        raise Problem("keys.name", "Say who opens the desk: a name, as it shall stand in the journal.", "name")
    if len(clean) > LONGEST_NAME or not clean.isprintable():
        raise Problem(
            "keys.name",
            f"A name has at most {LONGEST_NAME} letters, and only letters that can be shown. Type it again.",
            "name",
        )
    return clean


def same_name(one: str, other: str) -> bool:
    """True for the same name, whatever the capitals and the spaces between its words."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split())).casefold()
