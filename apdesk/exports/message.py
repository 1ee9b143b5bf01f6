"""A message as a file that mail programs open as a draft: nothing is sent from here."""

from __future__ import annotations

from apdesk.exports.message_input import Message
from apdesk.exports.words import clean


def draft_file(message: Message) -> bytes:
    """The message as an `.eml` file in UTF-8. It names no sender, so that the mail program fills in its own."""
    from email.message import EmailMessage
    from email.policy import SMTP

    made = EmailMessage(policy=SMTP)
    made["X-Unsent"] = "1"      # a draft to be sent, not a message that came
    if message.to:
        made["To"] = _line(message.to)
    made["Subject"] = _line(message.subject)
    made.set_content(clean(message.body), charset="utf-8")
    return made.as_bytes()


def _line(text: str) -> str:
    """One line, whatever was typed: a header cannot be continued by what stands in a name."""
    return " ".join(clean(text).split())
