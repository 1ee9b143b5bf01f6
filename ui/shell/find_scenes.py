"""Quick find as it opens, as it finds, and as it finds nothing."""

from __future__ import annotations

from collections.abc import Callable

from ui.common.events import settle
from ui.common.page import Place
from ui.common.scenes import Scene, Shown, Stage
from ui.shell.quick_find import QuickFind


def _typed(words: str, *, down: int = 0, been: tuple[str, ...] = ()) -> Callable[[Stage], Shown]:
    def make(stage: Stage) -> Shown:
        window = stage.window("today")
        for page in (*been, "today"):
            window.go(Place(page))
        found = QuickFind.open_over(window)
        found.field.setText(words)
        for _ in range(down):
            found.step(1)
        settle()
        return window  # type: ignore[no-any-return]

    return make


SCENES = (
    Scene("find", _typed("qu")),
    Scene("find-next-pupil", _typed("qu", down=1)),
    Scene("find-opened", _typed("", been=("pupils", "calendar", "providers"))),
    Scene("find-provider", _typed("fair")),
    Scene("find-nothing", _typed("zzq")),
    Scene("find-close", _typed("quereshi")),
)
