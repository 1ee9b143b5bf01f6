"""The written notice of an off-site direction, which cannot be made without what the law demands in it."""

from __future__ import annotations

from apdesk.exports.letter_input import DirectionNotice, Letter, LetterFact, Paragraph, SessionTimes
from apdesk.exports.pdf.letter import letter
from apdesk.exports.words import long_day, plain_date
from apdesk.problems import Problem


def direction_notice(notice: DirectionNotice) -> bytes:
    """The notice as a letter, with the items of SI 2010/1156 regulation 3(4) and those the policy adds.

    Refused (`notice.incomplete`) while an item is missing, naming every one of them, and (`notice.dates`) when
    the last day is before the first.
    """
    missing = missing_items(notice)
    if missing:
        raise Problem(
            "notice.incomplete", f"The notice cannot be made yet. It still needs: {'; '.join(missing)}.",
            f"{notice.initials}, {notice.reference}",
        )
    if notice.last_day < notice.first_day:
        raise Problem(
            "notice.dates", f"The last day, {plain_date(notice.last_day)}, is before the first, "
            f"{plain_date(notice.first_day)}. Put the dates right and make the notice again.",
            f"{notice.initials}, {notice.reference}",
        )
    return letter(_letter(notice))


def missing_items(notice: DirectionNotice) -> list[str]:
    """What the law demands and the notice lacks, in words; empty when it can be made."""
    needs = (
        (bool(notice.provider.strip()), "where the pupil goes"),
        (bool(notice.provider_address.strip()), "the address where education will be given"),
        (bool(notice.report_to.strip()), "the person to report to on the first day"),
        (notice.school_days > 0, "the number of school days"),
        (any(reason.strip() for reason in notice.reasons), "the reasons"),
        (any(objective.strip() for objective in notice.objectives), "the objectives"),
        (bool(notice.times) and all(_whole(times) for times in notice.times),
         "the session times, with the start and finish of the break where there are two sessions"),
    )
    return [words for there, words in needs if not there]


def _whole(times: SessionTimes) -> bool:
    return bool(times.start and times.finish) and bool(times.break_start) == bool(times.break_finish)


def _letter(notice: DirectionNotice) -> Letter:
    under = "Under powers delegated by the governing body"
    return Letter(
        printing=notice.printing, reference=notice.reference, on=notice.on, address=notice.address,
        greeting=notice.greeting,
        subject=f"{notice.pupil_name}, {notice.form}: off-site direction to {notice.provider}",
        before=(Paragraph(_opening(notice)),), facts=_facts(notice), after=_after(notice),
        signed_by=f"{notice.printing.school.headteacher}, Headteacher".removeprefix(", "),
        signed_under=f"{under}, minute {notice.minute}" if notice.minute else under,
        copies_to=notice.copies_to, sent_by=notice.sent_by,
        document=f"Placement notice, {notice.initials}, {notice.reference}",
    )


def _opening(notice: DirectionNotice) -> str:
    name, their = notice.first_name, notice.pronouns[2]
    start = f"Following our meeting on {long_day(notice.met_on)}, I" if notice.met_on is not None else "I"
    roll = (
        f"{name} stays on our roll and is also on the roll of {notice.provider} (dual registered)"
        if notice.dual_registered
        else f"{name} stays on our roll"
    )
    return (
        f"{start} am writing to confirm that {name} will attend {notice.provider} for **{notice.length}**. This is an "
        f"off-site direction under section 29A of the Education Act 2002. It is a temporary placement to help {name} "
        f"improve {their} behaviour. {roll}, and we keep overall responsibility for {their} education."
    )


def _facts(notice: DirectionNotice) -> tuple[LetterFact, ...]:
    by = f" by {notice.report_by}" if notice.report_by else ""
    days = "1 school day" if notice.school_days == 1 else f"{notice.school_days} school days"
    rows = (
        ("Where", (f"{notice.provider}, {notice.provider_address}",)),
        ("First day", (f"{long_day(notice.first_day)}. Please report to {notice.report_to}{by}",)),
        ("Last day", (f"{long_day(notice.last_day)} ({days})",)),
        ("Times", tuple(_times(times) for times in notice.times)),
        ("Why", tuple(reason for reason in notice.reasons if reason.strip())),
        ("What we want", tuple(f"{number}. {words}" for number, words in enumerate(notice.objectives, start=1))),
        ("Support", notice.support),
        ("Getting there", (notice.travel,)),
        ("Lunch", (notice.lunch,)),
        ("Uniform", (notice.uniform,)),
        ("If away", (notice.if_away,)),
        ("Reviews", (_reviews(notice),)),
    )
    kept = ((label, tuple(line for line in lines if line.strip())) for label, lines in rows)
    return tuple(LetterFact(label, lines) for label, lines in kept if lines)


def _times(times: SessionTimes) -> str:
    pause = f", break {times.break_start} to {times.break_finish}" if times.break_start else ""
    return f"{times.days}: starts {times.start}{pause}, finishes {times.finish}"


def _reviews(notice: DirectionNotice) -> str:
    days = [long_day(day) for day in notice.reviews]
    if not days:
        return ""
    words = days[0] if len(days) == 1 else f"{', '.join(days[:-1])} and {days[-1]}"
    return f"{words}. Invitations will follow"


def _after(notice: DirectionNotice) -> tuple[Paragraph, ...]:
    where = notice.requests_to or notice.printing.school.address or "the school"
    talk = f" or to talk it through, please ring {notice.contact}." if notice.contact else " please write to us."
    after = (
        f"You can ask in writing for a review meeting. Please write to the governing body, {where}. It must hold one "
        "as soon as is reasonably practicable, unless there was one in the 10 weeks before you ask.",
        f"To tell us what you think,{talk} If you are unhappy with how this was decided, our complaints procedure is "
        "on our website.",
        notice.visit_before,
    )
    return tuple(Paragraph(text) for text in after if text)
