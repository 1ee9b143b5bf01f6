"""The four tables of the inspection list, each as rows of cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from apdesk.domain import provider as rules
from apdesk.domain.placement import WEEK
from apdesk.exports.list_input import Cell, Column, ListDocument, Row
from apdesk.exports.paper_input import Printing
from apdesk.exports.words import short_date
from apdesk.services.inspection_gaps import Attending, Gap, Place, has_to_end, part_time_until
from apdesk.services.placed_pupils import PlacedPupil
from apdesk.store.providers import Provider

TITLE = "Pupils taught elsewhere"
NO_END = "No end date"


class Head(NamedTuple):
    """What stands around every table."""

    printing: Printing
    subtitle: str
    today: date


def gaps_table(head: Head, gaps: Sequence[Gap]) -> ListDocument:
    """What is missing, the gravest first."""
    columns = (Column("Where", "text", 34), Column("What is missing", "long", 70), Column("What to do", "long", 44))
    rows = tuple(Row((gap.where, gap.what, gap.do), frozenset({1} if gap.weight == 0 else ())) for gap in gaps)
    return _table(head, "What is missing", columns, rows, "Nothing is missing.")


def providers_table(head: Head, places: Sequence[Place], later: int) -> ListDocument:
    """One row a provider: what the planning call asks for."""
    columns = (
        Column("Provider", "text", 22), Column("Address", "long", 30), Column("Registration", "long", 20),
        Column("URN", "text", 8), Column("Pupils", "number", 7), Column("Why", "long", 34),
        Column("Start dates", "long", 20), Column("Hours a week", "text", 9), Column("Written assurance", "long", 20),
        Column("Last visit", "date", 13), Column("Code", "code", 6),
    )
    begins = "1 placement is agreed and begins" if later == 1 else f"{later} placements are agreed and begin"
    notes = [f"{begins} later; not counted here."] if later else []
    return _table(
        head, "Providers", columns, tuple(_provider(place) for place in places), "No pupil is taught elsewhere today.",
        notes,
    )


def pupils_table(head: Head, places: Sequence[Place]) -> ListDocument:
    """One row a pupil and provider."""
    columns = (
        Column("Provider", "text", 19), Column("Pupil", "text", 21), Column("Year", "number", 5),
        Column("Pathway", "text", 17), Column("Why", "long", 30), Column("From", "date", 13),
        Column("Until", "date", 13), Column("Hours a week", "number", 9), Column("Sessions attended", "text", 10),
        Column("Attendance", "percent", 10), Column("Code", "code", 6), Column("Last visit", "date", 13),
        Column("Last review", "date", 13), Column("Part time until", "date", 13),
    )
    rows = tuple(_pupil(one) for place in places for one in sorted(place.attending, key=_by_name))
    notes = (
        "Attendance is counted from the provider’s own marks. Hours are those of the timetable, at the hours that the "
        "policy counts for a session.",
    ) if rows else ()
    return _table(head, "Pupils", columns, rows, "No pupil is taught elsewhere today.", notes)


def part_time_table(head: Head, live: Iterable[PlacedPupil]) -> ListDocument:
    """Who is not asked to be anywhere in part of the week, since when, until when."""
    columns = (
        Column("Pupil", "text", 24), Column("Year", "number", 5), Column("Arrangement", "text", 22),
        Column("Not required", "long", 30), Column("Why", "long", 40), Column("From", "date", 13),
        Column("Part time until", "date", 13), Column("Next review", "date", 13), Column("Code", "code", 6),
    )
    rows = []
    for one in live:
        if one.is_part_time:
            row, until = one.placed.placement, part_time_until(one)
            missing = frozenset({6} if has_to_end(one) and (until is None or until < head.today) else ())
            rows.append(Row((
                one.names.in_lists, one.placed.pupil.year, one.pathway.short, sessions_words(one.week, "-"), _why(one),
                row.start, until or NO_END, one.next_review, ", ".join(one.codes),
            ), missing))
    return _table(head, "Part-time timetables", columns, tuple(rows), "Nobody is on a part-time timetable.")


def registration_words(provider: Provider) -> str:
    """"Registered: pupil referral unit", "Not a registered school: tuition service"."""
    kind = rules.KINDS.get(provider.kind, provider.kind)
    kind = kind if kind[:2].isupper() else f"{kind[:1].lower()}{kind[1:]}"
    if provider.registered_school:
        return f"Registered: {kind}"
    return "Not a registered school" if provider.kind == "non-school" else f"Not a registered school: {kind}"


def assurance_words(state: rules.CheckState) -> str:
    """"Held until Thu 12 Nov 2026", "Ran out on …", "None held"."""
    until = state.seen.valid_until if state.seen else None
    if state.state == rules.MISSING or state.seen is None:
        return "None held"
    if state.state == rules.NOT_NEEDED:
        return "Not needed"
    if state.state == rules.NOT_SATISFACTORY:
        return "Held, not satisfactory to us"
    if until is None:
        return f"Held since {short_date(state.seen.seen_on)}"
    return f"{'Ran out on' if state.state == rules.OUT_OF_DATE else 'Held until'} {short_date(until)}"


def sessions_words(week: str, letter: str) -> str:
    """"Mon PM, Tue PM, Fri" from ten letters: a whole day where both halves are meant."""
    words = []
    for place in range(0, len(week), 2):
        day = WEEK[place].split()[0]
        halves = [WEEK[place + half] for half in (0, 1) if week[place + half: place + half + 1] == letter]
        words += [day] if len(halves) == 2 else halves
    return ", ".join(words)


def _table(
    head: Head, heading: str, columns: tuple[Column, ...], rows: tuple[Row, ...], empty: str, notes: Iterable[str] = ()
) -> ListDocument:
    return ListDocument(head.printing, TITLE, head.subtitle, columns, rows, tuple(notes), empty, heading)


def _provider(place: Place) -> Row:
    provider, there = place.provider, place.attending
    starts = sorted({one.start for one in there if one.start is not None})
    hours = sorted({one.hours for one in there})
    span = f"{hours[0]:g}" if len(hours) == 1 else f"{hours[0]:g} to {hours[-1]:g}"
    reasons = Counter(reason for one in there for reason in _reasons(one.one))
    why = "; ".join(f"{text} ({count})" if count > 1 else text for text, count in reasons.most_common())
    visit = max((one.one.last_visit for one in there if one.one.last_visit is not None), default=None)
    codes = dict.fromkeys(code for one in there for code in one.one.codes)
    bad = place.assurance.state in (rules.MISSING, rules.OUT_OF_DATE, rules.NOT_SATISFACTORY)
    gaps = {1: not place.address, 3: provider.registered_school and not provider.urn, 5: not why, 8: bad, 9: not visit}
    cells: tuple[Cell, ...] = (
        provider.name, place.address or "Not held", registration_words(provider),
        provider.urn or ("Not held" if provider.registered_school else "None"),
        len({one.one.placed.pupil.id for one in there}), why or "Not recorded",
        ", ".join(short_date(day) for day in starts), span, assurance_words(place.assurance), visit or "None yet",
        ", ".join(codes) or "None",
    )
    return Row(cells, frozenset(at for at, missing in gaps.items() if missing))


def _pupil(there: Attending) -> Row:
    one, counts = there.one, there.one.attendance.counts
    attended = f"{counts.attended} of {counts.possible}" if counts.possible else "None reported"
    why, late = _why(one), {duty.kind for duty in one.overdue}
    gaps = {4: not why, 8: not counts.possible, 10: not one.codes, 11: "visit" in late, 12: "review" in late}
    cells: tuple[Cell, ...] = (
        there.provider.short_name or there.provider.name, one.names.in_lists, one.placed.pupil.year, one.pathway.short,
        why or "Not recorded", there.start, there.until or NO_END, there.hours, attended, counts.share,
        ", ".join(one.codes) or "None", one.last_visit or "None yet", one.last_review or "None yet",
        (part_time_until(one) or NO_END) if one.is_part_time else None,
    )
    return Row(cells, frozenset(at for at, missing in gaps.items() if missing))


def _by_name(there: Attending) -> str:
    return there.one.names.in_lists.casefold()


def _reasons(one: PlacedPupil) -> tuple[str, ...]:
    return tuple(one.placed.protocol.reasons.get(each, each) for each in one.placed.placement.reasons or ())


def _why(one: PlacedPupil) -> str:
    """The policy's reasons; where none was chosen, what the office wrote."""
    return "; ".join(_reasons(one)) or one.placed.placement.reason_note or ""
