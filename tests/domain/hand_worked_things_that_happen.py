"""Events and facts during a placement, worked out by hand from the obligations table and the two calendars beside
this file."""

from hand_worked import Worked, worked

WORKED: list[Worked] = [
    worked('osd', '2026-11-11', 'N56', 'has 2026-12-18 by DSL', event=[{'name': 'concern', 'on': '2026-12-18'}]),
    worked('osd', '2026-11-11', 'N56', '2026-12-18 hard 2027-01-05', event=[{'name': 'concern', 'on': '2026-12-18'}]),
    worked('osd', '2026-11-11', 'G19', 'has 2027-01-07', event=[{'name': 'visit-request', 'on': '2026-12-16'}]),
    worked(
        'osd', '2026-11-11', 'G34',
        '2026-12-04 by SENDCO',
        event=[{'name': 'referral-request', 'on': '2026-11-20'}],
    ),
    worked(
        'osd', '2026-11-11', 'G32',
        'has 2026-11-06',
        facts={'pupil.ehcp': True}, event=[{'name': 'flag', 'on': '2026-11-04'}],
    ),
    worked(
        'osd', '2026-11-11', 'A12',
        'has 2026-11-05',
        facts={'pupil.lac': True}, event=[{'name': 'flag', 'on': '2026-11-04'}],
    ),
    worked('osd', '2026-11-11', 'A12', 'none', event=[{'name': 'flag', 'on': '2026-11-04'}]),
    worked('osd', '2027-01-05', 'X01', '2027-02-12 hard 2027-02-25', event=[{'name': 'n-mark', 'on': '2027-02-11'}]),
    worked(
        'osd', '2028-01-05', 'X01',
        '2028-02-10 hard 2028-02-23',
        'second', event=[{'name': 'n-mark', 'on': '2028-02-09'}],
    ),
    worked('osd', '2027-01-05', 'X01', '2027-03-25 hard 2027-04-15', event=[{'name': 'n-mark', 'on': '2027-03-24'}]),
    worked('osd', '2026-11-11', 'N61', '2027-01-18 by HT', event=[{'name': 'suspended', 'on': '2027-01-11'}]),
    worked('osd', '2026-11-11', 'X15', '2027-01-12 hard 2027-01-16', event=[{'name': 'suspended', 'on': '2027-01-11'}]),
    worked('osd', '2026-11-11', 'N61', '2027-01-05', event=[{'name': 'suspended', 'on': '2026-12-14'}]),
    worked('osd', '2026-11-11', 'O23', 'has 2026-12-04', event=[{'name': 'terminated', 'on': '2026-12-02'}]),
    worked('osd', '2026-11-11', 'O26', '2026-12-09', event=[{'name': 'terminated', 'on': '2026-12-02'}]),
    worked('osd', '2026-11-11', 'O26', '2027-01-07', event=[{'name': 'terminated', 'on': '2026-12-16'}]),
    worked('osd', '2026-11-11', 'L08', 'has 2026-11-27', event=[{'name': 'visit', 'on': '2026-11-25'}]),
    worked('osd', '2026-11-11', 'L08', 'has 2027-01-06', event=[{'name': 'visit', 'on': '2026-12-18'}]),
    worked('osd', '2026-11-11', 'O22', '2027-01-13', event=[{'name': 'review-request', 'on': '2026-12-15'}]),
    worked(
        'osd', '2027-01-05', 'O22',
        'has 2027-04-27',
        end='2027-05-28',
            event=[{'name': 'review', 'on': '2027-02-01'}, {'name': 'review-request', 'on': '2027-04-13'}],
    ),
    worked(
        'ap-full-time', '2026-11-09', 'G36',
        'has 2027-01-06 2027-02-12 2027-03-17',
        facts={'pupil.ehcp': True}, event=[{'name': 'annual-review', 'on': '2027-03-03'}],
    ),
    worked(
        'ap-full-time', '2026-11-09', 'G36',
        'has 2027-03-25',
        facts={'pupil.ehcp': True, 'pupil.year': 11}, event=[{'name': 'annual-review', 'on': '2027-03-03'}],
    ),
    worked(
        'osd', '2026-11-11', 'G37',
        '2027-02-02',
        facts={}, change=[{'on': '2027-01-11', 'fact': 'pupil.ehcp', 'value': True}],
    ),
    worked(
        'osd', '2026-11-11', 'G26',
        'has 2026-12-01',
        change=[{'on': '2026-11-30', 'fact': 'pupil.social_worker', 'value': True}],
    ),
    worked('osd', '2026-11-11', 'X14', 'none', facts={'pupil.year': 9}),
    worked('osd', '2026-11-11', 'X14', 'has 2026-11-11', facts={'pupil.year': 11}),
    worked('osd', '2026-11-11', 'A15', '2026-11-09 2026-12-16 2027-01-19 by DSL', facts={'pupil.social_worker': True}),
    worked('osd', '2026-11-11', 'A09', 'first 2026-11-09', facts={'pupil.sen': 'K'}),
    worked('osd', '2026-11-11', 'G33', 'before', facts={'pupil.sen': 'K'}),
    worked('osd', '2026-11-11', 'A13', 'before', facts={'pupil.lac': True}),
    worked('osd', '2026-11-11', 'V04', 'before', facts={'pupil.ehcp': True}),
    worked('osd', '2026-10-05', 'X10', 'none'),
    # a change of the week while the placement runs is looked at on its day; after its last day there is nothing to do
    worked(
        'ap-part-week', '2026-11-09', 'L14',
        '2026-11-05 2026-12-04',
        end='2026-12-04', change=[{'on': '2026-12-04', 'fact': 'placement.sessions', 'value': 'PPPPSSSSSS'}],
    ),
    worked(
        'ap-part-week', '2026-11-09', 'L14',
        '2026-11-05',
        end='2026-12-04', change=[{'on': '2026-12-05', 'fact': 'placement.sessions', 'value': 'PPPPSSSSSS'}],
    ),
]
