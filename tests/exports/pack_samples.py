"""A made-up review pack, full for the internal reader, and the copies for the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from apdesk.exports.paper_input import Printing, School
from apdesk.exports.review_pack_input import (
    Action,
    Attendance,
    AttendanceWeek,
    Behaviour,
    Contact,
    Decision,
    Fact,
    Invited,
    LateDuty,
    Meeting,
    NotPresent,
    Objective,
    Progress,
    ReviewPack,
    Ribbon,
    RibbonMark,
    RibbonWeek,
    Visit,
)

SCHOOL = School(
    name="Larkmoor High School", address="Larkmoor Lane, Wexbridge WX1 4LH", phone="020 7946 0100",
    email="inclusion@larkmoor.example", headteacher="Mrs A Wrenfield", crest_letters="LHS",
)
PRINTING = Printing(SCHOOL, datetime(2026, 11, 13, 15, 40, tzinfo=UTC), "J Pemberton")
START = date(2026, 10, 5)
PRESENT = ("/", "\\") * 5


def ribbon(*, late: bool = False) -> Ribbon:
    weeks = tuple(
        RibbonWeek(START + timedelta(weeks=n), "half-term" if n == 3 else "") for n in range(11)
    )
    marks = (
        RibbonMark(date(2026, 10, 5), "S", True), RibbonMark(date(2026, 10, 21), "V", True),
        RibbonMark(date(2026, 11, 6), "L", False, late), RibbonMark(date(2026, 11, 10), "L", True),
        RibbonMark(date(2026, 11, 11), "V", True), RibbonMark(date(2026, 11, 16), "R", False),
        RibbonMark(date(2026, 12, 8), "V", False), RibbonMark(date(2026, 12, 14), "R", False),
        RibbonMark(date(2026, 12, 18), "E", False),
    )
    return Ribbon(weeks, date(2026, 11, 13), marks)


def attendance() -> Attendance:
    weeks = [AttendanceWeek(START + timedelta(weeks=n), PRESENT) for n in range(2)]
    late = list(PRESENT)
    late[6] = "L"
    ill = list(PRESENT)
    ill[2] = ill[3] = "I"
    weeks += [
        AttendanceWeek(date(2026, 10, 19), tuple(late)),
        AttendanceWeek(date(2026, 10, 26), (), "Half-term, no sessions"),
        AttendanceWeek(date(2026, 11, 2), PRESENT),
        AttendanceWeek(date(2026, 11, 9), tuple(ill)),
        AttendanceWeek(date(2026, 11, 16), ("/", "\\", "", "", None, None, None, None, None, None)),
    ]
    return Attendance(
        tuple(weeks), 48, 50, 1, 0,
        (
            NotPresent(date(2026, 10, 22), "AM", "Late, 20 minutes. Bus W19 did not run"),
            NotPresent(date(2026, 11, 10), "AM", "Ill. Mrs Qureshi rang at 08:10"),
            NotPresent(date(2026, 11, 10), "PM", "Ill, same call"),
        ),
        (("/", "present morning"), ("\\", "present afternoon"), ("L", "late, counted as attended"), ("I", "ill")),
        source="From Copperfield Lane’s weekly returns, agreed to Friday 13 November.",
        our_marks="Larkmoor marks every session D.",
    )


def _how_it_goes() -> dict[str, object]:
    return {
        "objectives": (
            Objective("Attend every day, on time", "48 of 50 sessions, late no more than twice", "Met",
                      "48 of 50 sessions, late once (bus)."),
            Objective("Use the calm space before leaving a lesson", "No more than two walk-outs a week", "Partly",
                      "Used it on 9 of 15 occasions. Four walk-outs in the first fortnight, two since half-term."),
            Objective("Complete set work in English and maths", "Every piece handed in", "Mostly",
                      "Eleven of fourteen pieces in. Maths is ahead of plan."),
            Objective("Repair the friendship with two pupils", "A meeting of the three of them"),
        ),
        "judged_by": "Copperfield Lane’s judgement, Fri 6 Nov",
        "attendance": attendance(),
        "visits": (
            Visit(date(2026, 10, 21), "Mr S Whitcombe", "Seen in English and at lunch. Settled, sat with two others. "
                  "The calm space is a room by the library and he knows how to ask for it.",
                  "Larkmoor sends the maths scheme by Fri 23 Oct (Ms Tolley)."),
            Visit(date(2026, 11, 11), "Miss A Noor", "Seen on his own for ten minutes. Science is his best lesson. "
                  "Worried about the first week back in January.", "Return plan on the agenda of the review."),
        ),
        "contacts": (
            Contact(date(2026, 10, 9), "Mrs Calloway", "First week: present throughout, quiet."),
            Contact(date(2026, 10, 16), "Zayn", "By phone. Likes the smaller groups."),
            Contact(date(2026, 11, 6), "Mrs Calloway, Zayn", "Two walk-outs this week, both to the calm space."),
            Contact(date(2026, 11, 10), "Mrs Qureshi", "Rang in ill at 08:10. Pleased with the reports."),
        ),
        "behaviour": (
            Behaviour(date(2026, 10, 14), "Removed from maths for shouting", "Restorative talk the same day"),
            Behaviour(date(2026, 11, 5), "Praise postcard for helping a new pupil", ""),
        ),
        "progress": (
            Progress("English", "Grade 4", "Grade 4", "Writing at length is still hard"),
            Progress("Maths", "Grade 4", "Grade 5", "Ahead of plan"),
            Progress("Science", "Grade 4", "Grade 3", "Missed two practicals at the start; catching up on Thursdays"),
        ),
        "actions": (
            Action("Send the maths scheme of work", "Ms Tolley", date(2026, 10, 23), True),
            Action("Invite the educational psychologist to the second review", "Mrs Bielski", date(2026, 11, 27)),
        ),
    }


def internal_pack() -> ReviewPack:
    return ReviewPack(
        printing=PRINTING, reader="internal", reference="OSD/2026/031", initials="Z Q",
        recipient="Mr D Ashworth, Deputy Headteacher", copy_number=1, copies=5, destroy_by=date(2026, 11, 30),
        pupil_name="Zayn Qureshi", form="9D", first_name="Zayn", pathway="Off-site direction",
        provider="Copperfield Lane School", provider_short="Copperfield Lane",
        start=START, end=date(2026, 12, 18),
        meeting=Meeting("4–6 week review", date(2026, 11, 16), time(14, 30), "Copperfield Lane, room 4"),
        school_day=26, school_days=49,
        facts=(
            Fact("Where", "Copperfield Lane School, Copperfield Lane, Wexbridge WX3 2AB"),
            Fact("First and last day", "Mon 5 Oct to Fri 18 Dec 2026, 49 school days"),
            Fact("Timetable", "Every session, 08:35 to 15:05"),
            Fact("Register", "D at Larkmoor, the marks are Copperfield Lane’s"),
            Fact("Link person", "Mrs H Calloway, assistant head, 020 7946 0141"),
            Fact("Why", "His Pastoral Support Plan has not led to the change we all hoped for"),
        ),
        ribbon=ribbon(late=True),
        invited=(
            Invited("Mr and Mrs S Qureshi", "Parents", "Coming"), Invited("Zayn Qureshi", "Pupil"),
            Invited("Mrs H Calloway", "Copperfield Lane, assistant head", "Coming"),
            Invited("Mr D Ashworth", "Deputy Headteacher, chair"), Invited("Mr S Whitcombe", "Head of Year 9"),
            Invited("Mrs K Bielski", "SENDCO", "Sent views"),
        ),
        invitation="Sent Tue 10 Nov, six days before",
        to_decide=(
            "Should the direction continue to Friday 18 December, end early, or change?",
            "Does Zayn need anything different to be ready to come back in January?",
        ),
        bear_in_mind="SEN support (K): speech and language, processing time. Finds corridors at lesson change hard. "
                     "Parents prefer late-afternoon meetings.",
        bear_in_mind_from="From the SENDCO",
        **_how_it_goes(),     # type: ignore[arg-type]
        return_plan=(
            Fact("Back by", "Tuesday 5 January 2027"),
            Fact("First steps", "Mornings only for three days, then full days; meets Mr Whitcombe at 08:25 each day"),
            Fact("Who leads", "Mr S Whitcombe, Head of Year 9"),
            Fact("Support", "Exit card, mentor twice a week, seat plan shared with every teacher"),
        ),
        late_duties=(
            LateDuty("Send the record of the October visit", "Head of Year 9", date(2026, 11, 6), 5, "App. A row 3"),
        ),
        decision=Decision(date(2026, 12, 18), decide_by=date(2026, 11, 20), decider="Mrs A Wrenfield",
                          minute="minute 2026/14"),
        signers=(("Chair", "Mr D Ashworth"), ("Parent or carer", ""), ("Copperfield Lane", "Mrs H Calloway"),
                 ("Pupil", "")),
    )


def pack_for(reader: str) -> ReviewPack:
    """What the disclosure table would leave for a reader outside."""
    recipients = {"parent": "Mr and Mrs S Qureshi", "provider": "Mrs H Calloway, Copperfield Lane",
                  "panel": "Inclusion Panel, Mr J Okafor"}
    changes: dict[str, object] = {"late_duties": (), "ribbon": ribbon()}
    if reader != "parent":
        changes["contacts"] = None
    return replace(internal_pack(), reader=reader, recipient=recipients[reader], copy_number=3, **changes)


def bare_pack() -> ReviewPack:
    """The least a pack can be: a placement agreed yesterday, nothing recorded yet."""
    pack = internal_pack()
    return ReviewPack(
        printing=PRINTING, reader="internal", reference="R/2026/002", initials="Z Q", recipient="Mr D Ashworth",
        copy_number=1, copies=1, destroy_by=date(2026, 11, 30), pupil_name=pack.pupil_name, form="", first_name="Zayn",
        pathway="AP full time", provider="Kestrel Bridge AP", provider_short="Kestrel Bridge", start=START, end=None,
        objectives=(), attendance=Attendance((), 0, 0, 0, 0), visits=(), contacts=(), behaviour=(), progress=(),
        actions=(), return_plan=(), decision=Decision(None),
    )


def crowded_pack() -> ReviewPack:
    """Everything too long: names, prose, weeks, contacts, marks on the ribbon, letters of every script."""
    pack = internal_pack()
    name = "Featherstonehaugh-Mensah-Wołodyjowska, Oluwaseunfunmi <b>Anh & Ngọc</b> محمد שלום 😀🦄"
    word = "Unzerbrechlichkeitswahrscheinlichkeitsrechnungsergebnisse" * 3
    prose = "She settled quickly, asked for help twice and left the room once, with permission. " * 40
    weeks = tuple(AttendanceWeek(START + timedelta(weeks=n), ("/", "\\", "I", "L", "", None, "N", "Y1", "/", "\\"))
                  for n in range(38))
    marks = tuple(RibbonMark(START + timedelta(days=n * 3), "VRLMCAP"[n % 7], n < 20, n % 5 == 0) for n in range(40))
    ribbon_weeks = tuple(RibbonWeek(START + timedelta(weeks=n), "holiday" if n % 7 == 3 else "") for n in range(38))
    return replace(
        pack, pupil_name=name, form="13ZZ-Tutor-Group", recipient=f"{name}, {word}", provider=f"{word} & Sons <AP>",
        provider_short="Unzerbrechlich & Sons", reference="OSD/2026/031-" + "9" * 30,
        objectives=tuple(Objective(f"{name} {n}", word, "Not yet", prose) for n in range(5)),
        attendance=replace(attendance(), weeks=weeks, not_present=tuple(
            NotPresent(START + timedelta(weeks=n), "AM", prose[:200]) for n in range(38))),
        ribbon=Ribbon(ribbon_weeks, date(2027, 1, 20), marks),
        visits=(Visit(START, name, prose * 3, word),),
        contacts=tuple(Contact(START + timedelta(days=n), name, prose[:150]) for n in range(60)),
        facts=tuple(Fact(f"Label {word[:40]}", prose[:220]) for n in range(9)),
        invited=tuple(Invited(name, word[:60], "Coming") for n in range(14)),
        bear_in_mind=prose, to_decide=(prose[:300],), signers=tuple((word[:50], name) for n in range(6)),
        late_duties=tuple(LateDuty(word, name, START, n, word[:40]) for n in range(30)),
    )
