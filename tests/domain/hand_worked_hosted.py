"""Another school's pupils here, worked out by hand from the obligations table and the two calendars beside this
file."""

from hand_worked import Worked, worked

WORKED: list[Worked] = [
    worked('hosted', '2026-11-09', 'W11', '2026-11-13 hard 2026-11-14 by ADM'),
    worked('hosted', '2026-11-09', 'W08', '2026-11-04 by DHT'),
    worked('hosted', '2026-11-09', 'W10', '2026-11-06'),
    worked('hosted', '2026-11-09', 'W02', 'before'),
    worked('hosted', '2026-11-09', 'W03', 'before'),
    worked('hosted', '2026-11-09', 'W04', 'before'),
    worked('hosted', '2026-11-09', 'W06', 'before'),
    worked('hosted', '2026-11-09', 'W09', 'before'),
    worked('hosted', '2026-11-09', 'W15', 'before'),
    worked('hosted', '2026-11-09', 'W13', 'has 2026-12-14'),
    worked('hosted', '2026-11-09', 'O13', 'none'),
    worked('hosted', '2026-12-16', 'W11', '2026-12-18 hard 2026-12-21'),
    worked('hosted', '2026-12-18', 'W11', '2026-12-18 hard 2026-12-23'),
    worked('hosted', '2028-02-24', 'W11', '2028-02-29 hard 2028-02-29', 'second'),
    worked('hosted', '2028-01-06', 'W08', '2027-12-16', 'second'),
]
