"""The pages of a review pack to fill in: the meeting's form, its recommendation, the decision."""

from __future__ import annotations

from reportlab.platypus import Flowable, KeepTogether

from apdesk.exports.pdf import look
from apdesk.exports.pdf.blocks import Choice, RuledLines, Written, gap
from apdesk.exports.pdf.margin import MarginSection
from apdesk.exports.pdf.pack_parts import heading, who
from apdesk.exports.pdf.signatures import DecisionBox, signature_rows
from apdesk.exports.review_pack_input import ReviewPack
from apdesk.exports.words import clock_time, long_day

_PARTS = (
    ("Progress", "Learning, behaviour, attendance", 5),
    ("Pupil’s view", "What helps, what does not", 4),
    ("Parents’ view", "In person or in writing", 4),
    ("Provider’s view", "", 4),
    ("Support agreed", "What, who, by when", 5),
)
_SIGNERS = (("Chair", ""), ("Parent or carer", ""), ("Provider", ""), ("Pupil", ""))


def review_form(pack: ReviewPack) -> list[Flowable]:
    """Ruled space for what is said at the meeting."""
    if pack.decision is None:
        return []
    parts: list[Flowable] = [
        MarginSection(name, [RuledLines(lines, 21.5, 19)], caption, whole=True)
        for name, caption, lines in _PARTS
    ]
    next_review = MarginSection("Next review", [RuledLines(1, 19, 16)], "Date, time, place", whole=True)
    return [*heading("Review form", f"{who(pack)}. {_meeting(pack)}"), *parts, next_review]


def _meeting(pack: ReviewPack) -> str:
    if pack.meeting is None:
        return "Date of the meeting: ____________________"
    at = f", {clock_time(pack.meeting.at)}" if pack.meeting.at is not None else ""
    place = f", {pack.meeting.place}" if pack.meeting.place else ""
    return f"{pack.meeting.title}, {long_day(pack.meeting.on)}{at}{place}"


def decision(pack: ReviewPack) -> list[Flowable]:
    """What the meeting recommends, signed by those there; then the box of the one who decides."""
    chosen = pack.decision
    if chosen is None:
        return []
    options = [Choice([words], height=21) for words in chosen.options] or _usual(pack)
    recommended: list[Flowable] = [*options, gap(2), look.paragraph("Reasons", look.LABEL), RuledLines(3, 20, 15)]
    sent = f"The written decision goes out by {long_day(chosen.decide_by)}." if chosen.decide_by else ""
    decides = f"the {chosen.decided_by} decides"
    under = "Under powers delegated by the governing body" + (f", {chosen.minute}" if chosen.minute else "")
    box = DecisionBox(chosen.decided_by, chosen.decider, under, sent)
    recommendation = MarginSection("The meeting recommends", recommended, "Mark one", whole=True)
    return [
        *heading("Recommendation and decision", f"{who(pack)}. The meeting recommends; {decides}"),
        KeepTogether([recommendation, gap(12), *signature_rows(pack.signers or _SIGNERS)]),
        gap(6), box,
    ]


def _usual(pack: ReviewPack) -> list[Choice]:
    """The four ways on; each that continues states its end."""
    planned = pack.decision.planned_end if pack.decision is not None else None
    until: list[str | Written] = ["Continue until", Written(130)]
    if planned is not None:
        until = [f"Continue to the planned end, {long_day(planned)}"]
    ways: tuple[list[str | Written], ...] = (
        until,
        ["Continue, with the changes agreed, until", Written(130)],
        [f"End early and return to {pack.printing.school.name} on", Written(110)],
        ["Work towards a managed move (voluntary, permanent); here until", Written(110)],
    )
    return [Choice(way, height=21) for way in ways]
