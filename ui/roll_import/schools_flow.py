"""The register of schools (GIAS): looked through once, then used to look up URN and address of a provider."""

from __future__ import annotations

from apdesk.services.gias import Register, use_register
from ui.roll_import.flow import CONFIRM, Ended, ImportFlow


class SchoolsFlow(ImportFlow):
    """Nothing is copied into the desk: the file stays where it is, and the desk remembers where."""

    key = "schools"
    title = "Use a register of schools"
    copies_first = False
    filters = (("Register of schools", ("*.csv",)), ("All files", ("*",)))

    def read(self) -> None:
        record, file = self.context.record, self.file
        self.run(
            "Reading the register of schools", lambda progress: use_register(record, file, progress), self._on_read,
            refused=self.refused.emit,
        )

    def _on_read(self, register: Register) -> None:
        self.step = CONFIRM
        lines = (
            f"{register.open_schools:,} open schools. “Look up a school” under Providers fills in URN and address.",
            "The file stays where it is. Choose it again when you move it or have a newer one.",
        )
        title = f"Schools are looked up in {self.file.name}."
        self.finish(register.changes, Ended(title, lines, see="Show providers", page="providers"))
