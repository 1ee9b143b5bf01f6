"""Home tuition, reduced and flexible timetables, worked out by hand from the obligations table and the two
calendars beside this file."""

from hand_worked import Worked, worked

WORKED: list[Worked] = [
    worked(
        'home-tuition', '2026-11-11', 'H05',
        '2026-11-13 2026-11-20 2026-11-27 2026-12-04 2026-12-11 2026-12-18 2027-01-08 2027-01-15 '
        '2027-01-22 2027-01-29 2027-02-05 2027-02-12 2027-02-26 2027-03-05 2027-03-12 2027-03-19 '
        '2027-03-25 2027-04-16 2027-04-23 2027-04-30 2027-05-07 2027-05-14 2027-05-21 2027-05-28 '
        '2027-06-11 2027-06-18 2027-06-25 2027-07-02 2027-07-09 2027-07-16 2027-07-20',
    ),
    worked('home-tuition', '2026-11-11', 'H08', 'has 2026-12-18 2027-02-12 2027-03-25 2027-05-28 2027-07-20'),
    worked('home-tuition', '2026-11-11', 'H08', 'has 2026-11-27'),
    worked('home-tuition', '2026-11-11', 'H12', 'first 2026-11-10'),
    worked(
        'home-tuition', '2026-11-11', 'H01',
        '2026-11-06 hard 2026-11-25',
        event=[{'name': 'known', 'on': '2026-11-04'}, {'name': 'absence-start', 'on': '2026-11-05'}],
    ),
    worked('home-tuition', '2026-11-11', 'H13', '2026-11-06', event=[{'name': 'known', 'on': '2026-11-04'}]),
    worked('home-tuition', '2026-11-11', 'X12', 'none'),
    worked('home-tuition', '2026-11-11', 'X12', 'before', facts={'pupil.social_worker': True}),
    worked(
        'home-tuition', '2027-01-05', 'H01',
        '2026-12-18 hard 2027-01-11',
        event=[{'name': 'known', 'on': '2026-12-16'}, {'name': 'absence-start', 'on': '2026-12-07'}],
    ),
    worked('reduced-timetable', '2026-11-09', 'T05', '2026-12-18 2027-01-22 by HOY'),
    worked('reduced-timetable', '2026-11-09', 'T07', '2026-11-24', event=[{'name': 'concern', 'on': '2026-11-20'}]),
    worked('reduced-timetable', '2026-11-09', 'T07', '2027-01-06', event=[{'name': 'concern', 'on': '2026-12-18'}]),
    worked(
        'reduced-timetable', '2026-11-09', 'T11',
        '2026-11-13 2026-11-20 2026-11-27 2026-12-04 2026-12-11 2026-12-18 2027-01-08 2027-01-15 '
        '2027-01-22 2027-01-29',
    ),
    worked('reduced-timetable', '2027-01-05', 'T05', '2027-02-12 2027-03-18'),
    worked('reduced-timetable', '2027-01-05', 'T05', 'has 2027-03-18', event=[{'name': 'review', 'on': '2027-02-10'}]),
    worked('reduced-timetable', '2028-01-31', 'T05', '2028-03-13 2028-03-30', 'second'),
    worked('reduced-timetable', '2026-11-09', 'X12', 'before', facts={'pupil.lac': True}),
    worked('flexi-timetable', '2026-11-09', 'F05', '2026-12-18 2027-03-25 2027-07-20'),
    worked('flexi-timetable', '2026-11-09', 'F04', '2026-11-06'),
    worked('flexi-timetable', '2026-11-09', 'F01', 'before'),
    worked('flexi-timetable', '2026-11-09', 'F06', 'has 2027-01-05', event=[{'name': 'review', 'on': '2026-12-17'}]),
    worked(
        'flexi-timetable', '2026-11-09', 'F07',
        '2026-11-13 2026-11-20 2026-11-27 2026-12-04 2026-12-11 2026-12-18 2027-01-08 2027-01-15 '
        '2027-01-22 2027-01-29 2027-02-05 2027-02-12 2027-02-26 2027-03-05 2027-03-12 2027-03-19 '
        '2027-03-25 2027-04-16 2027-04-23 2027-04-30 2027-05-07 2027-05-14 2027-05-21 2027-05-28 '
        '2027-06-11 2027-06-18 2027-06-25 2027-07-02 2027-07-09 2027-07-16 2027-07-20',
    ),
    worked('flexi-timetable', '2028-02-21', 'F05', '2028-03-31 2028-07-21', 'second'),
]
