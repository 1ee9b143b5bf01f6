"""`apdesk plan`: the pure engine from outside, without a desk."""

from __future__ import annotations

import argparse
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from apdesk.domain.case_toml import CaseFile, make_case, read_case_file
from apdesk.domain.case_values import to_date
from apdesk.domain.engine import make_plan
from apdesk.domain.plan import Plan, as_json
from apdesk.domain.protocol import Protocol
from apdesk.domain.replan import EarlierPlan, against, earlier_plan
from apdesk.domain.school_calendar import SchoolCalendar
from apdesk.problems import Problem
from apdesk.services.shipped import calendar_from_file, protocol_from_file, read_text, shipped_protocol

_SET = re.compile(r"([^=@]+)=([^@]*)(?:@(.*))?", re.DOTALL)


def add(parser: argparse.ArgumentParser) -> None:
    """The arguments of `plan`."""
    parser.add_argument("case", nargs="?", type=Path, metavar="CASE.toml", help="a case file; options add to it")
    parser.add_argument("--pathway", metavar="ID")
    parser.add_argument("--start", metavar="DATE")
    parser.add_argument("--end", metavar="DATE")
    parser.add_argument("--calendar", type=Path, metavar="FILE", help="term dates (type,start,end,label)")
    parser.add_argument("--host-calendar", type=Path, metavar="FILE", help="the provider’s own term dates")
    parser.add_argument("--protocol", type=Path, metavar="FILE", help="another school’s policy")
    parser.add_argument("--set", action="append", default=[], metavar="FACT=VALUE[@DATE]")
    parser.add_argument("--event", action="append", default=[], metavar="NAME=DATE")
    parser.add_argument("--done", action="append", default=[], metavar="RULE[#N]=DATE")
    parser.add_argument(
        "--reading", action="append", default=[], metavar="RULE=NAME", help="how an ambiguous rule is read here"
    )
    parser.add_argument("--on", metavar="DATE", help="today, where the plan should depend on it")
    parser.add_argument("--against", type=Path, metavar="PLAN.json", help="an earlier plan to compare with")
    parser.add_argument("--json", action="store_true")


def run(options: argparse.Namespace) -> int:
    """Print the plan; 0."""
    where = options.case.name if options.case else "the command line"
    file = read_case_file(read_text(options.case, "case"), where) if options.case else CaseFile({}, where)
    folder = options.case.parent if options.case else Path()
    protocol = _protocol(options.protocol, file, folder)
    case = make_case(CaseFile({**file.raw, **_words(options, file)}, where), protocol)
    if case.start is None and options.case is None:
        raise Problem("plan.start", "Say when it starts: --start 2026-11-11.")
    calendar = _calendar(options.calendar, file.named("calendar"), folder) or _by_rule(case.start)
    host = _calendar(options.host_calendar, file.named("host_calendar"), folder)
    plan = make_plan(case, protocol, calendar, host)
    if options.against:
        plan = against(_earlier(options.against), plan, case.on)
    if options.json:
        print(json.dumps(as_json(plan), ensure_ascii=False, indent=1))
    else:
        print(_readable(plan, protocol))
    return 0


def _words(options: argparse.Namespace, file: CaseFile) -> dict[str, Any]:
    """The options in the shape of a case file; lists add to those of the file."""
    words: dict[str, Any] = {
        key: getattr(options, key) for key in ("pathway", "start", "end", "on") if getattr(options, key)
    }
    for table, more in _tables(options).items():
        if more:
            words[table] = {**_held(file, table, dict), **more} if isinstance(more, dict) else [
                *_held(file, table, list), *more
            ]
    return words


def _tables(options: argparse.Namespace) -> dict[str, dict[str, Any] | list[Any]]:
    facts: dict[str, Any] = {}
    changes: list[Any] = []
    for text in options.set:
        match = _SET.fullmatch(text)
        if match is None:
            raise Problem("case.set", f'"{text}" is not like pupil.ehcp=yes or pupil.ehcp=yes@2027-01-11.', "--set")
        fact, value, on = match.groups()
        if on is not None:
            changes.append({"on": to_date(on, f"--set {fact}"), "fact": fact, "value": value})
        else:
            facts[fact] = value
    readings = dict(_split(text, "--reading", "osd.length=12 school weeks") for text in options.reading)
    events = [_event(text) for text in options.event]
    return {
        "facts": facts, "change": changes, "reading": readings, "event": events,
        "done": [_done(text) for text in options.done],
    }


def _held(file: CaseFile, table: str, kind: type[Any]) -> Any:
    """What the file already states in a table."""
    value = file.raw.get(table, kind())
    if not isinstance(value, kind):
        raise Problem("case.form", f"{table} in the file is not of the form [{table}] or [[{table}]].", file.where)
    return value


def _split(text: str, option: str, like: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise Problem("case.pair", f'"{text}" is not like {like}.', option)
    return name, value


def _pair(text: str, option: str, key: str) -> dict[str, Any]:
    name, equals, on = text.rpartition("=")
    if not equals:
        raise Problem("case.pair", f'"{text}" is not like {key}=2026-11-11.', option)
    return {key: name, "on": to_date(on, option)}


def _event(text: str) -> dict[str, Any]:
    """`incident=2026-11-13`, or with its time of day `incident=2026-11-13T14:30`."""
    name, equals, when = text.rpartition("=")
    on, _, at = when.partition("T")
    return {**_pair(f"{name}{equals}{on}", "--event", "name"), **({"at": at} if at else {})}


def _done(text: str) -> dict[str, Any]:
    pair = _pair(text, "--done", "rule")
    rule, mark, number = str(pair["rule"]).partition("#")
    if mark and not (number.isascii() and number.isdigit() and int(number)):
        raise Problem("case.pair", f'"{text}" is not like osd.review#2=2027-01-20.', "--done")
    return {"rule": rule, "occurrence": int(number or 1), "on": pair["on"]}


def _protocol(option: Path | None, file: CaseFile, folder: Path) -> Protocol:
    named = file.named("protocol")
    if option:
        return protocol_from_file(option)
    return protocol_from_file(folder / named) if named else shipped_protocol()


def _calendar(option: Path | None, named: str | None, folder: Path) -> SchoolCalendar | None:
    if option:
        return calendar_from_file(option)
    return calendar_from_file(folder / named) if named else None


def _earlier(path: Path) -> EarlierPlan:
    try:
        document = json.loads(read_text(path, "earlier plan"))
    except (ValueError, RecursionError) as error:
        raise Problem("plan.against", f"The earlier plan is not JSON: {error}.", path.name) from None
    return earlier_plan(document, path.name)


def _readable(plan: Plan, protocol: Protocol) -> str:
    pathway = protocol.pathways[plan.pathway].title
    lines = [f"{pathway}: {_date(plan.start)} to {_date(plan.end)}"]
    lines += [f"! {problem}" for problem in plan.problems]
    lines += [f"Limit: {limit.text} Until {_date(limit.until)}." for limit in plan.limits if limit.until]
    signs = {True: "met", False: "NOT MET", None: "not known"}
    lines += [f"Gate ({gate.level}, {signs[gate.met]}): {gate.text}" for gate in plan.gates]
    for duty in plan.duties:
        latest = f", latest {_date(duty.hard)}" if duty.hard and duty.hard != duty.due else ""
        when = _date(duty.due) + (f" by {duty.by}" if duty.by else "") + latest
        waits = f" waits for {duty.waits_for}" if duty.waits_for else ""
        lines.append(f"{when:<38} {duty.owner:<7}{duty.title} [{', '.join(duty.covers)}] {duty.state}{waits}")
    lines.append(f"{len(plan.duties)} duties.")
    return "\n".join(lines)


def _date(day: date | None) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}" if day else "no date"


def _by_rule(start: date | None) -> SchoolCalendar:
    from apdesk.services.term_dates import term_dates_around

    return term_dates_around(start)
