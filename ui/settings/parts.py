"""The parts of Settings in their order, who sees each, and what can be set there.

Parts are named as text and imported when they are first shown.
"""

from __future__ import annotations

from importlib import import_module

from apdesk.domain.names import fold
from apdesk.domain.permissions import Deed, may
from ui.common.context import Context
from ui.settings.part import Entry, PartEntry, SettingsPart

PARTS: tuple[PartEntry, ...] = (
    PartEntry("school", "School", "ui.settings.school:SchoolPart", (
        Entry("Name of the school", "letterhead", "school.name"), Entry("Address", "letterhead", "school.address"),
        Entry("Telephone and email", "phone contact", "school.phone"),
        Entry("Name of the office", "department", "school.office"),
        Entry("Crest", "logo picture badge", "crest"), Entry("Headteacher", "signs letters", "school.headteacher"),
        Entry("Delegated-powers minute", "governing body delegation", "school.minute"),
        Entry("Marking on every page", "confidential official-sensitive", "paper.marking"),
        Entry("Colour on paper", "rule", "school.colour"),
        Entry("Destroy printed packs after", "days keep shred", "paper.keep_days"),
        Entry("Where papers are filed", "CPOMS", "school.filing"),
        Entry("When registers come back", "return email", "registers.return_by"),
        Entry("How long records are kept", "retention erase schedule age", "records.to_age"),
    ), needs=Deed.SEE_PUPILS),
    PartEntry("staff", "Staff and roles", "ui.settings.staff:StaffPart", (
        Entry("Who holds each role", "head of year DSL SENDCO HOY owner of duties", "roles"),
        Entry("Cover for a role", "deputy absence stand in", "roles"),
        Entry("People", "staff member add edit telephone email", "people"),
        Entry("Somebody leaves", "remove staff left", "people"),
    ), needs=Deed.SEE_PUPILS),
    PartEntry("dates", "Term dates", "ui.settings.dates:DatesPart", (
        Entry("Half-terms and INSET days", "calendar school year teaching blocks"),
        Entry("Closures and bank holidays", "snow day strike"),
        Entry("Import term dates", "csv file", "import"),
    ), needs=Deed.SEE_PUPILS),
    PartEntry("protocol", "Protocol", "ui.settings.protocol:ProtocolPart", (
        Entry("Pathways of the policy", "appendix a visits reviews check-ins attendance codes", "appendix"),
        Entry("Words that can be read two ways", "ambiguous reading interpretation days 12 weeks", "readings"),
        Entry("How days are counted", "notice invitation decision panel clear days", "readings"),
        Entry("Versions of the protocol", "history move placements", "versions"),
        Entry("Take in a policy file", "another school toml import", "file"),
    ), needs=Deed.SEE_PUPILS),
    PartEntry("security", "Security", "ui.settings.security:SecurityPart", (
        Entry("Change my passphrase", "password", "own"), Entry("Idle lock", "minutes lock automatic", "idle"),
        Entry("Who can open the desk", "access people users role", "people"),
        Entry("Recovery key", "safe sheet forgotten passphrase", "key"),
        Entry("Log", "journal history audit who changed", "log"),
        Entry("Check the desk now", "verify damage sound", "log"),
    )),
    PartEntry("backup", "Backup", "ui.settings.backup:BackupPart", (
        Entry("Back up now", "copy save", "now"), Entry("Second place for copies", "drive folder usb", "second"),
        Entry("Test a restore", "rehearsal try", "test"), Entry("Restore a copy", "go back lost damaged", "restore"),
    )),
    PartEntry("appearance", "Appearance", "ui.settings.appearance:AppearancePart", (
        Entry("Theme", "light dark high contrast follow Windows colours", "theme"),
        Entry("Text size", "larger letters zoom 115 130 150", "text-size"),
        Entry("Still", "motion animation fade", "still"),
    )),
)  # fmt: skip


def open_parts(role: str) -> list[PartEntry]:
    """The parts that this role may see."""
    return [each for each in PARTS if each.needs is None or may(role, each.needs)]


def make_part(entry: PartEntry, context: Context) -> SettingsPart:
    """A new widget of the part."""
    module, _, name = entry.part.partition(":")
    made = getattr(import_module(module), name)(context)
    assert isinstance(made, SettingsPart)
    return made


def find(role: str, typed: str) -> list[tuple[PartEntry, Entry]]:
    """What can be set whose words begin like each word typed, accents and capitals aside; in the order of the parts."""
    wanted = [fold(word) for word in typed.split()]
    return [
        (part, entry)
        for part in open_parts(role) for entry in (*_itself(part), *part.entries)
        if wanted and _fits(f"{entry.words} {entry.also} {part.label}", wanted)
    ]


def _itself(part: PartEntry) -> tuple[Entry, ...]:
    return (Entry(part.label),)


def _fits(text: str, wanted: list[str]) -> bool:
    there = fold(text).replace("-", " ").split()
    return all(any(word.startswith(each) for word in there) for each in wanted)
