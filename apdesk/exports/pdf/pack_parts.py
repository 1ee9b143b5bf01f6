"""The written parts of a review pack: summary, how it goes, visits and contacts, return, late duties."""

from __future__ import annotations

from reportlab.platypus import Flowable, KeepTogether

from apdesk.exports.pdf import look
from apdesk.exports.pdf.blocks import FactBoxes, RuledLines, TickBox, gap
from apdesk.exports.pdf.fonts import MEDIUM, STRONG
from apdesk.exports.pdf.judgement import judged
from apdesk.exports.pdf.margin import MarginSection
from apdesk.exports.pdf.ribbon import RibbonDrawing
from apdesk.exports.pdf.tables import INSIDE, PLAIN, Cell, Ruling, table
from apdesk.exports.review_pack_input import Fact, ReviewPack
from apdesk.exports.words import clock_time, long_day, short_day

CONTENT = look.PAGE[0] - 2 * look.MARGIN - look.CONTENT_LEFT      # right of the margin rule
FULL = look.PAGE[0] - 2 * look.MARGIN


def heading(title: str, subtitle: str) -> list[Flowable]:
    """Title and what it is about."""
    return [look.paragraph(title, look.TITLE), look.paragraph(subtitle, look.SUBTITLE), gap(14)]


def who(pack: ReviewPack) -> str:
    """"Zayn Qureshi, 9D"."""
    return f"{pack.pupil_name}, {pack.form}" if pack.form else pack.pupil_name


def summary(pack: ReviewPack) -> list[Flowable]:
    """Who, where, how far in, who is invited and what there is to decide."""
    title = pack.meeting.title if pack.meeting is not None else "Review"
    story = heading(who(pack), f"{_of_pathway(title, pack.pathway)} at {pack.provider}")
    story += [FactBoxes(_status(pack)), gap(16)]
    if pack.ribbon is not None and pack.ribbon.weeks:
        story += [RibbonDrawing(pack.ribbon), gap(12)]
    if pack.facts:
        story.append(MarginSection("The placement", [facts_table(pack.facts)]))
    if pack.invited:
        story.append(MarginSection("Who is invited", [_invited(pack)], pack.invitation))
    if pack.to_decide:
        story.append(MarginSection("What to decide", _paragraphs(pack.to_decide)))
    if pack.bear_in_mind:
        words = [look.paragraph(pack.bear_in_mind)]
        story.append(MarginSection("Bear in mind", [*words], pack.bear_in_mind_from))
    return [*story, MarginSection("Notes", [RuledLines(3, 23)], whole=True)]


def _status(pack: ReviewPack) -> list[tuple[str, str]]:
    meeting = "To be arranged"
    if pack.meeting is not None:
        at = f", {clock_time(pack.meeting.at)}" if pack.meeting.at is not None else ""
        meeting = f"{short_day(pack.meeting.on)}{at}"
    day = "–"
    if pack.school_day is not None:
        day = str(pack.school_day) if pack.school_days is None else f"{pack.school_day} of {pack.school_days}"
    boxes = [
        ("Meeting", meeting), ("Planned end", short_day(pack.end) if pack.end is not None else "None set"),
        ("School day", day),
    ]
    if pack.attendance is not None:
        boxes.append(("Attendance", share(pack.attendance.attended, pack.attendance.possible)))
    return boxes


def share(part: int, whole: int) -> str:
    """"96.0%", or a dash where there is nothing to share."""
    return f"{100 * part / whole:.1f}%" if whole else "–"


def _of_pathway(title: str, pathway: str) -> str:
    """"Second review of off-site direction"; a title that names the pathway already stays as it is."""
    return title if pathway.lower() in title.lower() else f"{title} of {_lower_first(pathway)}"


def _lower_first(words: str) -> str:
    """For the middle of a sentence; abbreviations such as "AP" stay as they are."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def facts_table(facts: tuple[Fact, ...]) -> Flowable:
    """Two columns without rules: what, and what it is."""
    cells = [Cell(90, colour=look.INK2), Cell(CONTENT - 84, MEDIUM)]
    return table([(fact.label, fact.text) for fact in facts], cells, ruling=PLAIN)


def _invited(pack: ReviewPack) -> Flowable:
    """Name, role, reply, and a box for those who come."""
    people = pack.invited
    reply = 62.0 if any(person.reply for person in people) else 0.0
    cells = [
        Cell(CONTENT * 0.37, MEDIUM), Cell(CONTENT * 0.63 - reply - 26, colour=look.INK2),
        Cell(reply, colour=look.INK2), Cell(26),
    ]
    rows = [(person.name, person.role, person.reply, TickBox()) for person in people]
    how = Ruling(pad=1.8, inset=0, ruled=False, band=False, head_size=8)
    return table(rows, cells, head=("", "", "", "Here"), ruling=how)


def _paragraphs(lines: tuple[str, ...]) -> list[Flowable]:
    out: list[Flowable] = []
    for line in lines:
        out += [look.paragraph(line), gap(3)]
    return out


def how_it_goes(pack: ReviewPack) -> list[Flowable]:
    """Objectives judged in words with evidence, progress against what was expected, behaviour."""
    parts: list[Flowable] = []
    if pack.objectives is not None:
        rows: list[Flowable] = [
            part for number, objective in enumerate(pack.objectives, start=1) for part in judged(number, objective)
        ]
        empty = "No objectives are recorded. Agree them at this meeting."
        parts.append(MarginSection("Objectives", rows or _none(empty), pack.judged_by))
    if pack.progress is not None:
        cells = [Cell(86, STRONG, 9.5), Cell(72, size=9.5), Cell(72, size=9.5), Cell(CONTENT - 230, size=9.5)]
        subjects = [(row.subject, row.expected, row.now, row.comment) for row in pack.progress]
        made = table(subjects, cells, head=("Subject", "Expected", "Now", "Comment"), ruling=INSIDE)
        parts.append(MarginSection("Progress", [made] if subjects else _none(), "Against what we expected"))
    if pack.behaviour is not None:
        cells = [Cell(66, MEDIUM, 9.5), Cell((CONTENT - 66) * 0.55, size=9.5), Cell((CONTENT - 66) * 0.45, size=9.5)]
        lines = [(short_day(row.on), row.what, row.outcome) for row in pack.behaviour]
        made = table(lines, cells, head=("When", "What", "What followed"), ruling=INSIDE)
        section = MarginSection("Behaviour", [made] if lines else _none(), "Removals, suspensions, praise")
        parts.append(section)
    if not parts:
        return []
    return [*heading("Objectives, progress and behaviour", f"{who(pack)}, at {pack.provider}"), *parts]


def _none(words: str = "None recorded.") -> list[Flowable]:
    return [look.paragraph(words, look.EMPTY)]


def visits_and_contacts(pack: ReviewPack) -> list[Flowable]:
    """Visits in prose, contacts as a list, and what was agreed before."""
    parts: list[Flowable] = []
    if pack.visits is not None and not pack.visits:
        parts.append(MarginSection("Visits", _none()))
    for visit in pack.visits or ():
        words: list[Flowable] = [look.paragraph(visit.found)]
        if visit.agreed:
            words += [gap(4), look.mixed([("Agreed: ", STRONG), (visit.agreed, look.BODY.fontName)])]
        parts.append(MarginSection(short_day(visit.on), words, f"Visit by {visit.who}"))
    if pack.contacts is not None:
        cells = [Cell(66, MEDIUM, 9.5), Cell(104, size=9.5), Cell(CONTENT - 170, size=9.5)]
        lines = [(short_day(row.on), row.with_whom, row.text) for row in pack.contacts]
        made = table(lines, cells, ruling=INSIDE)
        parts.append(MarginSection("Contacts", [made] if lines else _none()))
    if pack.actions is not None:
        parts.append(_actions(pack))
    if not parts:
        return []
    return [*heading("Visits, contacts and actions", who(pack)), *parts]


def _actions(pack: ReviewPack) -> MarginSection:
    cells = [Cell(CONTENT - 196, size=9.5), Cell(76, size=9.5), Cell(66, MEDIUM, 9.5), Cell(54, STRONG, 9.5)]
    lines = [
        (row.what, row.who, short_day(row.by) if row.by is not None else "", "Done" if row.done else "To do")
        for row in pack.actions or ()
    ]
    made = table(lines, cells, head=("What", "Who", "By", ""), ruling=INSIDE)
    return MarginSection("Actions", [made] if lines else _none(), "Agreed before")


def return_plan(pack: ReviewPack) -> list[Flowable]:
    """How and when the pupil comes back, who leads it."""
    if pack.return_plan is None:
        return []
    rows = [(fact.label, fact.text) for fact in pack.return_plan]
    cells = [Cell(112, colour=look.INK2), Cell(CONTENT - 112, MEDIUM)]
    made = table(rows, cells, ruling=INSIDE)
    empty = "No return plan is recorded. Agree one at this meeting."
    ends = f"Planned end {long_day(pack.end)}." if pack.end is not None else "No end is set."
    return [
        *heading("Return plan", f"{who(pack)}. {ends}"),
        MarginSection("The plan", [made] if rows else _none(empty)),
        MarginSection("Changes", [RuledLines(4, 23)], "To agree at the meeting", whole=True),
    ]


def late_duties(pack: ReviewPack) -> list[Flowable]:
    """For the school's own eyes."""
    if not pack.late_duties:
        return []
    rows = [
        (duty.title, duty.owner, short_day(duty.due), _school_days(duty.late_by), duty.policy)
        for duty in pack.late_duties
    ]
    cells = [Cell(FULL - 318, STRONG), Cell(92), Cell(64), Cell(78, STRONG), Cell(84, size=9, colour=look.INK2)]
    made = table(rows, cells, head=("Duty", "Who", "Was due", "Late by", "Policy"))
    note = look.paragraph("This part stands in the internal copy only. Lateness counts school days.", look.SMALL)
    return [*heading("Duties late or missed", f"{who(pack)}. For the school only"), made, gap(8), KeepTogether([note])]


def _school_days(count: int) -> str:
    return f"{count} school day{'' if count == 1 else 's'}"
