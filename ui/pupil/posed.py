"""For pictures: stands in for `Ask`, answers the first questions and keeps the one that is to be seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ui.common.ask import Choice
from ui.common.dialogs.form_dialog import FormDialog
from ui.common.dialogs.house_dialog import HouseDialog
from ui.common.dialogs.window_ask import choice_dialog

Fill = Callable[[Any], None]


class Posed:
    """Each of `fills` fills in one form, which then saves; the next dialog is `seen`, and nothing is answered."""

    def __init__(self, *fills: Fill) -> None:
        self._fills = list(fills)
        self.seen: HouseDialog | None = None

    def dialog(self) -> HouseDialog:
        """What is to be seen; it was asked."""
        assert self.seen is not None
        return self.seen

    def form(self, dialog: FormDialog) -> bool:
        """Fills and saves while there is something to fill in with."""
        if self.seen is None and self._fills:
            self._fills.pop(0)(dialog)
            dialog.accept()
            dialog.deleteLater()
            return True
        self.seen = dialog
        return False

    def choose(self, title: str, options: Sequence[Choice], body: str = "", do: str = "Choose") -> None:
        """The cards are seen."""
        self.seen, _ = choice_dialog(title, options, body, do)
