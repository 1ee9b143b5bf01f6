"""An `Ask` that has been told what will be asked. A question that nobody expected fails the test."""

from __future__ import annotations

from typing import Any


class ScriptedAsk:
    """`ScriptedAsk().expects("confirm", True).expects("form", lambda dialog: ...)`; then `all_asked()`.

    The answer to "form" is a function that works the dialog (typing into it) and answers True for saved; a
    dialog is really built, never shown modally. `asked` keeps what was asked, in order.
    """

    def __init__(self) -> None:
        self._expected: list[tuple[str, Any]] = []
        self.asked: list[tuple[str, Any]] = []

    def expects(self, what: str, answer: Any = None) -> ScriptedAsk:
        """The next question is `what` (confirm, choose, ask_text, tell, refuse, form, pick_file …)."""
        self._expected.append((what, answer))
        return self

    def all_asked(self) -> None:
        """Fails where something expected was never asked."""
        assert not self._expected, f"never asked: {[what for what, _ in self._expected]}"

    def _next(self, what: str, about: Any) -> Any:
        self.asked.append((what, about))
        assert self._expected, f"nobody expected {what}: {about!r}"
        expected, answer = self._expected.pop(0)
        assert expected == what, f"expected {expected}, was asked {what}: {about!r}"
        return answer

    def confirm(self, question):
        return bool(self._next("confirm", question))

    def choose(self, title, options, body="", do="Choose"):
        answer = self._next("choose", (title, tuple(options)))
        assert answer is None or answer in [each.key for each in options], f"{answer} is not offered by {title!r}"
        return answer

    def ask_text(self, title, label, *, body="", help="", do="Save", required=True):
        return self._next("ask_text", (title, label))

    def tell(self, title, body="", *, where=None):
        self._next("tell", (title, body, where))

    def refuse(self, problem):
        self._next("refuse", problem)

    def form(self, dialog):
        work = self._next("form", dialog)
        saved = work(dialog) if callable(work) else bool(work)
        if saved:
            assert not dialog.problems(), dialog.problems()
        return bool(saved)

    def pick_file(self, title, filters=(), folder=None):
        return self._next("pick_file", (title, filters))

    def save_file(self, title, name, filters=()):
        return self._next("save_file", (title, name))

    def print_pages(self, title, data):
        return bool(self._next("print_pages", (title, data)))

    def pick_folder(self, title, folder=None):
        return self._next("pick_folder", title)
