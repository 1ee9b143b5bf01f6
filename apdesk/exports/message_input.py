"""What a message that a person will send is made from. It says initials and a reference at the most."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """One message to one person; `to` empty where no address is known."""

    to: str
    subject: str
    body: str
