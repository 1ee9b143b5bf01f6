"""What a list of duties shows: groups of lines, each already in words."""

from __future__ import annotations

from dataclasses import dataclass, field

TODAY = "Today"
"""The large date of what is due on the day itself."""


@dataclass(frozen=True)
class Member:
    """One of several that were folded into a line ("6 pupils at Kestrel Bridge"), with its own ticks."""

    id: str
    name: str
    detail: str = ""
    ticks: tuple[tuple[str, str, bool], ...] = ()
    """Key, label and whether it is ticked: ("provider", "Provider", False)."""
    about_id: str = ""
    """What the name opens."""


@dataclass(frozen=True)
class DutyLine:
    """One duty. `when` is large, `under` small beneath it; `status` is one of the theme's; `kind` the engine's.

    `about` is a name that opens `about_id`; `detail` follows it ("10F · Off-site direction"). `why` is the
    engine's sentence, for the tooltip; `clause_words` is the longer clause for wide windows, `clause_whole` all of
    it. `title` is the action at its full length. `spoken` is what a screen reader says, without the button.
    """

    id: str
    when: str
    under: str
    status: str
    kind: str
    action: str
    about: str = ""
    about_id: str = ""
    detail: str = ""
    who: str = ""
    role: str = ""
    clause: str = ""
    clause_words: str = ""
    clause_whole: str = ""
    why: str = ""
    button: str = ""
    members: tuple[Member, ...] = ()
    done: bool = False
    title: str = ""
    spoken: str = ""
    chip: tuple[str, str] | None = None
    """Words and status that stand where the button would: ("Filed", "done")."""
    has_menu: bool = True

    def sentence(self) -> str:
        """All of it, for a screen reader."""
        said = self.spoken or ", ".join(part for part in self._parts() if part)
        return f"{said}. Button: {self.button}" if self.button else said

    def _parts(self) -> tuple[str, ...]:
        words = {"overdue": "Overdue", "today": "Due today", "waiting": "Waiting for others", "done": "Done"}
        detail = self.detail.replace("  ·  ", ", ").replace(" · ", ", ")
        return (words.get(self.status, "Due"), self.when, self.under, self.title or self.action, self.about, detail,
                self.who, self.role, self.clause_whole or self.clause, self.chip[0] if self.chip else "")


@dataclass(frozen=True)
class DutyGroup:
    """Lines under one heading; `status` gives its shape and colour; `number` is what it counts."""

    key: str
    title: str
    status: str
    lines: tuple[DutyLine, ...] = field(default=())
    number: int | None = None
    link: str = ""
    """Words at the right of the heading that do something for all of it ("Chase the owners")."""

    @property
    def counted(self) -> int:
        """The number beside the heading: duties, not rows."""
        return self.number if self.number is not None else sum(max(1, len(line.members)) for line in self.lines)
