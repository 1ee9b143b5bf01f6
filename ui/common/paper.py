"""Pages that are ready: printed on paper, or saved where the person chooses. The same on every page."""

from __future__ import annotations

from typing import Any

from apdesk.problems import Problem
from apdesk.services.paper_out import Paper, note_paper, save_paper
from ui.common.ask import Choice
from ui.common.context import Context

PDF = (("PDF", ("*.pdf",)),)
_WAYS = (
    Choice("print", "Print on paper", "Choose the printer next."),
    Choice("save", "Save as a PDF", "Choose the folder next. It is not encrypted there."),
)


def put_on_paper(context: Context, paper: Paper) -> bool:
    """Asks how, does it, notes that the pages left, and says so; False where the person went back."""
    way = context.ask.choose(paper.title, _WAYS, do="Go on")
    if way == "print":
        if not context.ask.print_pages(paper.title, paper.data):
            return False
        return _noted(context, lambda: note_paper(context.record, paper), f"{paper.title}: sent to the printer.")
    if way == "save":
        file = context.ask.save_file(paper.title, paper.file_name, PDF)
        if file is None:
            return False
        return _noted(context, lambda: save_paper(context.record, paper, file), f"{paper.title}: saved.")
    return False


def _noted(context: Context, work: Any, said: str) -> bool:
    try:
        changes = work()
    except Problem as problem:
        context.ask.refuse(problem)
        return False
    context.publish(changes)
    context.say(said)
    return True
