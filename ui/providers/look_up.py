"""Looking a school up in the national register, where the office has the file."""

from __future__ import annotations

from apdesk.problems import Problem
from apdesk.services.gias import FoundSchool, find_schools
from apdesk.services.settings import change_settings, settings
from ui.common.ask import Choice
from ui.common.context import Context

MOST = 12
_CSV = (("Register of schools (CSV)", ("*.csv",)),)


class LookUp:
    """Asks for the file once, then for a name, URN or postcode, and lets one be chosen."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def choose(self) -> FoundSchool | None:
        """The chosen school as forms to accept or change; None where the person went back."""
        try:
            return self._choose()
        except Problem as problem:
            self._context.ask.refuse(problem)
            return None

    def _choose(self) -> FoundSchool | None:
        if not settings(self._context.record)["gias.file"] and not self._take_file():
            return None
        words = self._context.ask.ask_text(
            "Look up a school", "Name, URN or postcode", do="Look up", help="From the register of schools (GIAS)"
        )
        if not words:
            return None
        found = find_schools(self._context.record, words, limit=MOST)
        if not found:
            self._context.ask.tell(f"No open school matches “{words}”.", "Try fewer words, or add it by hand.")
            return None
        options = [Choice(str(number), *one.line.split(", ", 1)) for number, one in enumerate(found)]
        key = self._context.ask.choose("Which school?", options, do="Use this school")
        return None if key is None else found[int(key)]

    def _take_file(self) -> bool:
        file = self._context.ask.pick_file("Choose the file with the register of schools", _CSV)
        if file is None:
            return False
        self._context.publish(change_settings(self._context.record, {"gias.file": str(file)}))
        return True
