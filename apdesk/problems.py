"""The one way to refuse: a clear sentence that says what is wrong, where, and what to do."""

from __future__ import annotations


class Problem(Exception):
    """Something the office can put right; never a fault of the program.

    `code` is a stable short name for programs ("roll.empty-file"), `text` one plain sentence for a
    person, `where` the place it stands (file, row, cell, field) or None.
    """

    def __init__(self, code: str, text: str, where: str | None = None) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.where = where

    def as_json(self) -> dict[str, str | None]:
        """The shape of `problem` on the command line."""
        return {"code": self.code, "text": self.text, "where": self.where}


class Cancelled(Exception):
    """The person pressed Cancel; nothing of the operation remains."""
