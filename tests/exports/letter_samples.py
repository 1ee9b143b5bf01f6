"""A made-up notice of an off-site direction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pack_samples import PRINTING

from apdesk.exports.letter_input import DirectionNotice, SessionTimes


def notice() -> DirectionNotice:
    return DirectionNotice(
        printing=replace(PRINTING, marking="Confidential: addressee only"), reference="OSD/2026/041",
        on=date(2026, 11, 10), address=("Mr and Mrs F Rahimov", "18 Tanner’s Row", "Wexbridge", "WX2 7DN"),
        greeting="Dear Mr and Mrs Rahimov", pupil_name="Nadia Rahimova", first_name="Nadia", initials="N R", form="10A",
        provider="Fairholt School", provider_address="Priory Road, Wexbridge WX4 1RB",
        report_to="Mr R Tansley at reception", report_by="08:25", first_day=date(2026, 11, 16),
        last_day=date(2027, 2, 5), school_days=48, length="12 weeks",
        times=(SessionTimes("08:35", "15:05", "12:25", "13:10"),),
        reasons=("Her Pastoral Support Plan has not led to the change we all hoped for: three suspensions this term. "
                 "We tried a mentor, a reduced set of lessons and respite at Harebell Bridge. Fairholt can offer a "
                 "smaller tutor group and a fresh start near home",),
        objectives=("Attend every day, on time", "Use her exit card rather than walk out",
                    "Keep up in English, maths and science"),
        support=("Exit card, and Mr Tansley as her named adult",),
        travel="Bus W19 from Tanner’s Row, about 25 minutes. We will pay the fares",
        lunch="Fairholt’s canteen; her free meals go with her", uniform="Her own uniform; Fairholt lends a tie",
        if_away="Please ring Fairholt on 020 7946 0118 before 08:30",
        reviews=(date(2026, 12, 15), date(2027, 2, 1)), met_on=date(2026, 10, 22),
        visit_before="Ms Farrant will meet you and Nadia at Fairholt on **Friday 13 November at 14:00** so that you "
                     "can see the school and ask questions before she starts.",
        requests_to="Clerk to the Governors, Larkmoor High School, Larkmoor Lane, Wexbridge WX1 4LH",
        contact="Ms L Farrant, Head of Year 10, on 020 7946 0112", minute="2026/14",
        copies_to="Copy to Fairholt School", sent_by="Sent by first class post and email",
        pronouns=("she", "her", "her"),
    )
