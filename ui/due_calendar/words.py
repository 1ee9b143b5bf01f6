"""What a move says before the drop and after it, alike for mouse, keys and the dialog."""

from __future__ import annotations

from datetime import date

from apdesk.domain.lateness import OVERDUE, last_to_act
from apdesk.services.calendar_items import Item
from apdesk.services.moving import Look, Moving
from apdesk.services.moving_along import GONE, MOVES, NEW, TOLD, Follow
from ui.common.dates import days_late, latest, latest_by_rule, no_school_on, short_day

MOST_LINES = 9


def head_of(moving: Moving, look: Look) -> str:
    """"Move to Thu 19 Nov", "Move to 14:30", "Not on Fri 27 Nov"."""
    if moving.locked:
        return "Not moved by hand"
    if look.refused:
        return f"Not on {short_day(look.to)}"
    if (look.to, look.at) == (moving.stands, moving.at):
        return f"Stays on {short_day(look.to)}"
    if look.to == moving.stands:
        return f"Move to {look.at}" if look.at else "Move to any time of the day"
    at = f" at {look.at}" if look.at else ""
    return f"Move to {short_day(look.to)}{at}"


def lines_of(look: Look, today: date, most: int | None = None) -> list[str]:
    """Why not; or every date that moves along, and why somebody has to say why."""
    if look.refused:
        return [look.refused]
    told = [follow_words(one, today) for one in look.follows if one.how == TOLD]
    moves = [follow_words(one, today) for one in look.follows if one.how != TOLD]
    room = None if most is None else max(1, most - len(told) - bool(look.asks))
    shown = moves if room is None or len(moves) <= room else moves[: room - 1]
    rest = len(moves) - len(shown)
    more = [f"and {rest} more dates"] if rest else []
    return [*shown, *more, *told, *([look.asks] if look.asks else [])]


def follow_words(one: Follow, today: date) -> str:
    """"Invitation moves to Thu 12 Nov, latest Fri 13"."""
    if one.how == TOLD:
        return f"{one.what} went out{f' on {short_day(one.was)}' if one.was else ''}: tell them of the new day"
    if one.how == GONE:
        return f"{one.what}{f' on {short_day(one.was)}' if one.was else ''} is no longer asked for"
    if one.now is None:
        return f"{one.what} waits for a date"
    last = _last_of(one, one.now, today)
    if one.now < today:
        return f"{one.what} is due at once{last}"
    if one.how == NEW:
        return f"New: {one.what[:1].lower()}{one.what[1:]} by {short_day(one.now)}{last}"
    if one.how == MOVES and one.was == one.now:
        return f"{one.what} stays on {short_day(one.now)}{last}"
    return f"{one.what} moves to {short_day(one.now)}{last}"


def _last_of(one: Follow, now: date, today: date) -> str:
    """", latest Fri 13"; nothing where the day it moves to is the last school day."""
    if one.latest is None or last_to_act(one.latest, one.latest_school_day, now, today) == now:
        return ""
    return f", {latest(one.latest, today, one.latest_school_day, now)}"


def spoken_look(moving: Moving, look: Look, today: date) -> str:
    """All of it as one announcement."""
    return ". ".join((head_of(moving, look), *(line.rstrip(".") for line in lines_of(look, today)))) + "."


def moved_words(title: str, look: Look) -> str:
    """What the toast says; no name in it."""
    at = f" at {look.at}" if look.at else ""
    along = sum(one.how != TOLD for one in look.follows)
    with_it = f", {along} date{'' if along == 1 else 's'} with it" if along else ""
    return f"{title} moved to {short_day(look.to)}{at}{with_it}."


def time_words(item: Item) -> str:
    """"14:00", "by 09:30", "Any time"."""
    if not item.time:
        return "Any time"
    return f"by {item.time}" if item.by_then else item.time


def tail_of(item: Item) -> str:
    """What follows a title: "2 school days late", "done", "last day", "latest Thu 12"; "" where nothing limits it.

    A last day without school is given with the last school day before it: "latest Fri 13 (by rule Sun 15)".
    """
    if item.state == OVERDUE:
        return days_late(item.late)
    if item.done or item.latest is None:
        return "done" if item.done else ""
    if item.latest == item.day:
        return "last day"
    return latest_by_rule(item.latest, date.min, item.latest_school_day, item.day)


def last_day_words(item: Item, today: date | None = None) -> str:
    """"Fri 13 Nov", and why where the rule itself names a day without school; "" where nothing limits it."""
    if item.latest is None:
        return ""
    last = last_to_act(item.latest, item.latest_school_day, item.day, date.min)
    why = no_school_on(item.latest, date.min, item.latest_school_day, item.day)
    return f"{short_day(last, today)}. {why}" if why else short_day(last, today)


def upper_first(words: str) -> str:
    """"Last day" for "last day" where it begins a line."""
    return words[:1].upper() + words[1:]


def tip_of(item: Item) -> str:
    """Everything about an entry, for its tooltip."""
    who = f"{item.who}, {item.role}" if item.who and item.role else item.who
    last = "Last day" if item.latest == item.day else f"Latest {last_day_words(item)}" if item.latest else ""
    lock = "Moves with what it follows from" if item.lock in ("follows", "meeting", "law") else ""
    head = " ".join(part for part in (item.time and time_words(item), item.full) if part)
    return "\n".join(part for part in (head, item.about, who, last, item.why, item.policy, lock) if part)
