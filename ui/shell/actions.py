"""Every action and every key of the program, declared once. `?` shows this list; the key bar takes its hints here.

`page` is "" for everywhere, "list" for any list (the lists themselves carry those out), else the key of a page
whose `handlers()` answer the name. Single letters act only where no text is being typed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from apdesk.domain.permissions import Deed


@dataclass(frozen=True)
class Action:
    """A thing that can be done by key. `shown` is how the key is printed where it differs from `keys`."""

    name: str
    words: str
    keys: tuple[str, ...]
    page: str = ""
    hint: bool = False
    shown: str = ""
    built_in: bool = False
    """True where a widget carries it out by itself and the list only tells of it."""
    does: str = ""
    """A function (Context, go) that carries it out on any page, "package.module:name", imported when asked for."""
    needs: Deed | None = None
    """Who may not do this is neither offered it nor carried it out for."""

    def key_words(self) -> tuple[str, ...]:
        """The key as caps to print ("Ctrl K")."""
        if self.shown:
            return tuple(self.shown.split("|"))
        return (self.keys[0].replace("+", " ").replace("Return", "Enter").replace("Left", "←").replace("Right", "→"),)


ACTIONS: tuple[Action, ...] = (
    # everywhere
    Action("find", "find anything", ("Ctrl+K",)),
    Action("new-placement", "new placement", ("Ctrl+N",)),
    Action("absent-today", "absent today: provider says not arrived", ("Ctrl+Shift+A",),
           does="ui.today.everywhere:note_absent", needs=Deed.COMPLETE_DUTIES),
    Action("whereabouts", "where is everyone now", ("Ctrl+Shift+W",), does="ui.today.everywhere:show_whereabouts",
           needs=Deed.SEE_PUPILS),
    Action("back", "back", ("Alt+Left", "Back")),
    Action("forward", "forward", ("Alt+Right", "Forward")),
    Action("lock", "lock now", ("Ctrl+L",)),
    Action("undo", "undo", ("Ctrl+Z",)),
    Action("redo", "redo", ("Ctrl+Y", "Ctrl+Shift+Z")),
    Action("save", "save now", ("Ctrl+S",)),
    Action("print", "print", ("Ctrl+P",)),
    Action("excel", "to Excel", ("Ctrl+E",)),
    Action("policy", "the policy for what is focused", ("F1",)),
    Action("keys", "all keys", ("?",), hint=True),
    Action("region", "next region", ("F6",)),
    Action("region-back", "region before", ("Shift+F6",)),
    Action("larger", "larger text", ("Ctrl++", "Ctrl+="), shown="Ctrl +"),
    Action("smaller", "smaller text", ("Ctrl+-",), shown="Ctrl −"),
    Action("usual-size", "usual text size", ("Ctrl+0",)),
    Action("close", "close, or save the draft and leave", ("Esc",), built_in=True),
    # any list
    Action("move", "move", ("J", "K"), page="list", hint=True, shown="J / K", built_in=True),
    Action("open", "open", ("Return",), page="list", built_in=True),
    Action("tick", "peek or tick", ("Space",), page="list", built_in=True),
    Action("filter", "filter", ("/",), page="list", built_in=True),
    Action("filters", "filters", ("F",), page="list", built_in=True),
    Action("mark", "mark several", ("X",), page="list", built_in=True),
    Action("ends", "first and last", ("Home", "End"), page="list", shown="Home|End", built_in=True),
    # today
    Action("do", "do it", ("Return",), page="today", hint=True, built_in=True),
    Action("put-off", "put off", ("S",), page="today", hint=True),
    Action("pupil", "pupil", ("P",), page="today", hint=True),
    Action("filter", "filter", ("/",), page="today", hint=True),
    Action("unfold", "open, close", ("Space",), page="today", hint=True, built_in=True),
    Action("to-list", "to the list", ("Down",), page="today", hint=True, shown="Enter / ↓", built_in=True),
    Action("close-find", "close", ("Esc",), page="today", hint=True, built_in=True),
    Action("filters", "whose duties", ("F",), page="today"),
    Action("give", "give to someone else", ("A",), page="today"),
    Action("wait", "waiting for others", ("W",), page="today"),
    Action("done-already", "done already", ("D",), page="today"),
    Action("chase", "chase the owners", ("C",), page="today"),
    # pupils
    Action("search", "search", ("/",), page="pupils", hint=True),
    Action("open", "open", ("Return",), page="pupils", hint=True, built_in=True),
    Action("peek", "peek", ("Space",), page="pupils", hint=True, built_in=True),
    Action("new-placement", "place this pupil", ("Ctrl+N",), page="pupils", hint=True, built_in=True),
    Action("filters", "filters", ("F",), page="pupils", hint=True),
    Action("as-at", "as at another day", ("D",), page="pupils"),
    # one pupil
    *(Action(f"tab-{n}", f"tab {n}", (str(n),), page="pupil", hint=n == 1, shown="1–7" if n == 1 else "")
      for n in range(1, 8)),
    Action("do", "do it", ("Return",), page="pupil", hint=True, built_in=True),
    Action("visit", "visit", ("V",), page="pupil", hint=True),
    Action("review", "review", ("R",), page="pupil", hint=True),
    Action("letter", "letter", ("L",), page="pupil", hint=True),
    Action("note", "note", ("N",), page="pupil", hint=True),
    Action("previous-pupil", "previous pupil", ("[",), page="pupil", hint=True, shown="[ ]"),
    Action("next-pupil", "next pupil", ("]",), page="pupil"),
    # new placement
    Action("choose", "choose", ("Up", "Down"), page="wizard", hint=True, shown="↑ ↓", built_in=True),
    Action("next", "next", ("Return",), page="wizard", hint=True, built_in=True),
    Action("go-on", "next step", ("Alt+Return",), page="wizard"),
    Action("create", "create the placement", ("Ctrl+Return",), page="wizard", hint=True),
    Action("leave", "save and close", ("Esc",), page="wizard", hint=True),
    *(Action(f"step-{n}", f"step {n}", (f"Alt+{n}",), page="wizard", hint=n == 1,
             shown="Alt 1–7" if n == 1 else "") for n in range(1, 8)),
    # calendar
    Action("days", "day", ("Left", "Right"), page="calendar", hint=True, shown="← →", built_in=True),
    Action("walk", "entry", ("J", "K"), page="calendar", hint=True, shown="J / K", built_in=True),
    Action("today", "today", ("T",), page="calendar", hint=True),
    Action("month", "month", ("M",), page="calendar", hint=True, shown="M W A"),
    Action("week", "week", ("W",), page="calendar"),
    Action("agenda", "agenda", ("A",), page="calendar"),
    Action("open", "open", ("Return",), page="calendar", hint=True, built_in=True),
    Action("move-day", "move a day", ("Ctrl+Left", "Ctrl+Right"), page="calendar", hint=True, shown="Ctrl ← →",
           built_in=True),
    Action("move-time", "move 15 minutes, in the month a week", ("Ctrl+Up", "Ctrl+Down"), page="calendar", hint=True,
           shown="Ctrl ↑ ↓", built_in=True),
    Action("drop", "put it there", ("Enter",), page="calendar", hint=True, built_in=True),
    Action("give-up", "put it back", ("Esc",), page="calendar", hint=True, built_in=True),
    Action("move-to", "move to another day…", ("D",), page="calendar"),
    *(Action(f"kind-{n}", f"show or hide kind {n}", (str(n),), page="calendar", hint=n == 1,
             shown="1–8" if n == 1 else "") for n in range(1, 9)),
    Action("new", "new", ("N",), page="calendar", hint=True),
    # providers
    Action("search", "search", ("/",), page="providers", hint=True),
    Action("open", "open", ("Return",), page="providers", hint=True, built_in=True),
    Action("add", "add a provider", ("N",), page="providers", hint=True),
    Action("open", "view or record", ("Return",), page="provider", hint=True, built_in=True),
    Action("add-evidence", "record a check", ("U",), page="provider", hint=True),
    Action("edit", "edit", ("E",), page="provider", hint=True),
    Action("placed", "placed pupils", ("P",), page="provider", hint=True),
    # letters, import
    Action("open", "open", ("Return",), page="letters", hint=True, built_in=True),
    Action("rows", "row", ("J", "K"), page="import", hint=True, shown="J / K", built_in=True),
    Action("fix", "fix", ("Return",), page="import", hint=True, built_in=True),
    Action("leave-out", "leave row out", ("X",), page="import", hint=True),
    Action("only-to-fix", "only rows to fix", ("F",), page="import", hint=True),
    Action("go-on", "next step", ("Ctrl+Return",), page="import", hint=True, shown="Ctrl Enter"),
    # settings
    Action("open", "open", ("Return",), page="settings", hint=True, built_in=True),
    Action("add", "add", ("N",), page="settings", hint=True),
    Action("edit", "edit", ("E",), page="settings", hint=True),
    Action("give", "hand over a role", ("G",), page="settings", hint=True),
    Action("cover", "arrange cover", ("C",), page="settings", hint=True),
    Action("remove", "remove", ("Del",), page="settings", hint=True),
    Action("back-up", "back up now", ("B",), page="settings", hint=True),
    Action("test", "test a restore", ("T",), page="settings", hint=True),
    Action("would-move", "see what would move", ("W",), page="settings", hint=True),
    Action("history", "history", ("H",), page="settings", hint=True),
    *(Action(f"part-{n}", f"part {n}", (f"Alt+{n}",), page="settings", hint=n == 1,
             shown="Alt 1–7" if n == 1 else "") for n in range(1, 8)),
    Action("search", "find a setting", ("/",), page="settings", hint=True),
    Action("open", "open", ("Return",), page="policy", hint=True, built_in=True),
    Action("search", "search", ("/",), page="policy", hint=True),
)  # fmt: skip


def everywhere() -> Sequence[Action]:
    """Actions that work on every page."""
    return [action for action in ACTIONS if not action.page]


def of_page(key: str) -> Sequence[Action]:
    """Actions of one page, in the order of the key bar."""
    return [action for action in ACTIONS if action.page == key]


def hints_for(key: str, only: Collection[str] | None = None) -> list[tuple[tuple[str, ...], str]]:
    """Keys and words for the key bar of a page (of its actions `only` these, where named); `?` always comes last."""
    own = [action for action in of_page(key) if action.hint and (only is None or action.name in only)]
    own += [action for action in everywhere() if only is not None and action.name in only and not action.hint]
    is_list = any(action.name in ("open", "do") for action in own) and key != "calendar"
    shared = [action for action in ACTIONS if action.page == "list" and action.hint] if is_list else []
    listed = shared + own if key == "today" else own[:1] + shared + own[1:] if shared else own
    last = [action for action in everywhere() if action.hint]
    return [(action.key_words(), _hint_words(action)) for action in (*listed, *last)]


def _hint_words(action: Action) -> str:
    several = {"tab-1": "tabs", "step-1": "step", "part-1": "part", "kind-1": "show or hide a kind", "month": "view",
               "previous-pupil": "previous, next pupil", "move-time": "move 15 minutes"}
    return several.get(action.name, action.words)
