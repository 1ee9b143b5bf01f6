"""What a fault nobody caught means to the office, where it is the record or its disk that failed."""

from __future__ import annotations

from apdesk.problems import Problem
from apdesk.store.trouble import ENGINE, problem_of


def trouble_behind(fault: BaseException) -> Problem | None:
    """The sentence for a record that could not be read or written; None for a fault of the program itself."""
    return problem_of(fault) if isinstance(fault, ENGINE) else None
