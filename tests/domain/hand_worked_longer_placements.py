"""One to two terms elsewhere, worked out by hand from the obligations table and the two calendars beside this file."""

from hand_worked import Worked, worked

WORKED: list[Worked] = [
    worked('ap-full-time', '2026-11-09', 'L04', '2026-11-30 2026-12-18 2027-01-29 2027-02-26 2027-03-25 by HOY'),
    # at the latest 30 school days after the visit before: that of 1 December, not the day it was due
    worked(
        'ap-full-time', '2026-11-09', 'L04',
        '2026-11-30 2026-12-18 2027-01-27 2027-02-26 2027-03-25',
        event=[{'name': 'visit', 'on': '2026-11-27'}, {'name': 'visit', 'on': '2026-12-01'}],
    ),
    worked('ap-full-time', '2026-11-09', 'L06', 'has 2026-12-18 2027-02-12 2027-03-25 by HOY'),
    worked('ap-full-time', '2026-11-09', 'L20', '2026-11-05'),
    worked('ap-full-time', '2026-11-09', 'L20', 'none', facts={'placement.directed': True}),
    worked('ap-full-time', '2026-11-09', 'O13', '2026-11-04 hard 2026-11-05', facts={'placement.directed': True}),
    worked('ap-full-time', '2026-11-09', 'L09', '2026-11-06'),
    worked('ap-full-time', '2026-11-09', 'N62', 'has 2026-12-04 2027-01-29'),
    worked(
        'ap-full-time', '2026-11-09', 'L11',
        '2026-11-13 2026-11-20 2026-11-27 2026-12-04 2026-12-11 2026-12-18 2027-01-08 2027-01-15 '
        '2027-01-22 2027-01-29 2027-02-05 2027-02-12 2027-02-26 2027-03-05 2027-03-12 2027-03-19 '
        '2027-03-25',
    ),
    worked('ap-full-time', '2026-11-09', 'L12', 'none'),
    worked(
        'ap-full-time', '2026-11-09', 'G37',
        '2026-12-18 2027-02-12 2027-03-25 by SENDCO',
        facts={'pupil.ehcp': True},
    ),
    worked('ap-full-time', '2026-11-09', 'L08', 'has 2026-11-27', event=[{'name': 'visit', 'on': '2026-11-25'}]),
    worked('ap-full-time', '2026-12-07', 'L06', 'first 2026-12-18'),
    worked('ap-full-time', '2026-12-08', 'L06', 'first 2027-02-03'),
    worked('ap-full-time', '2027-02-01', 'L06', 'first 2027-02-12'),
    worked('ap-full-time', '2027-01-29', 'L06', 'first 2027-02-12'),
    worked('ap-full-time', '2027-07-12', 'L06', 'first 2027-10-05', 'both', end='2027-12-17'),
    worked(
        'ap-full-time', '2027-07-12', 'L04',
        '2027-07-20 2027-09-30 2027-10-22 2027-11-30 2027-12-17',
        'both', end='2027-12-17',
    ),
    worked(
        'ap-full-time', '2028-01-17', 'L04',
        '2028-01-31 2028-02-29 2028-03-31 2028-04-28 2028-05-26',
        'second', end='2028-05-26',
    ),
    worked('ap-full-time', '2028-01-17', 'L06', 'has 2028-02-11 2028-03-31 2028-05-26', 'second', end='2028-05-26'),
    worked('ap-part-week', '2026-11-09', 'L12', '2026-12-18 2027-02-12 2027-03-25'),
    worked('ap-part-week', '2026-11-09', 'L15', 'has 2026-12-18 2027-02-12 2027-03-25'),
    worked('ap-part-week', '2026-11-09', 'L17', '2026-11-06'),
    worked('ap-part-week', '2026-11-09', 'L13', 'before'),
    worked('ap-part-week', '2026-11-09', 'L14', 'before'),
    worked('ap-part-week', '2026-11-09', 'L04', 'none'),
    worked('ap-part-week', '2026-11-09', 'L16', 'has 2026-11-27', event=[{'name': 'visit', 'on': '2026-11-25'}]),
    worked('ap-part-week', '2027-02-08', 'L15', 'first 2027-03-25'),
]
