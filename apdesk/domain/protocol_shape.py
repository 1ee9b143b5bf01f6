"""The shape of a protocol file: tables, keys, kinds of value and fixed words, each mistake with its line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from apdesk.domain.protocol_file import ProtocolFile
from apdesk.domain.protocol_keys import CHOICES, FREE, KEYS, LEAST, NAMED, REQUIRED


def check_shape(raw: Mapping[str, Any], file: ProtocolFile) -> None:
    """Note every table, key and word that a protocol does not have; values of a wrong kind are taken out."""
    for table, content in raw.items():
        if table in FREE:
            _check_free(table, content, file)
            continue
        if table not in KEYS:
            file.wrong("unknown-key", f'"{table}" is not a table of a protocol file.', table)
        elif table in NAMED and isinstance(content, dict):
            for name, one in content.items():
                _check_table(table, one, file, (table, name))
        elif table == "referee" and isinstance(content, list):
            for n, one in enumerate(content):
                _check_table(table, one, file, (table, n))
        else:
            _check_table(table, content, file, (table,))
    for table in ("protocol", "role", "pathway", "duty"):
        if table not in raw:
            file.wrong("missing", f"The file has no [{table}] table.")


def _check_table(kind: str, table: object, file: ProtocolFile, path: tuple[str | int, ...]) -> None:
    name = str(path[-1])
    if not isinstance(table, dict):
        file.wrong("form", f"{name} has to be a table.", *path)
        return
    for key, value in list(table.items()):
        expected = KEYS[kind].get(key)
        if expected is None:
            near = get_close_matches(key, KEYS[kind], 1)
            hint = f' Did you mean "{near[0]}"?' if near else ""
            file.wrong("unknown-key", f'{name}: "{key}" is not a key of a {kind.split(".")[0]}.{hint}', *path, key)
        elif not _is_of(value, expected):
            file.wrong("form", f"{name}: {key} has to be {_said(expected)}.", *path, key)
            del table[key]
        elif isinstance(value, int | float) and value < LEAST.get((kind, key), value):
            file.wrong("unit", f"{name}: {key} is {value}; the least is {LEAST[(kind, key)]}.", *path, key)
            del table[key]
        elif value not in CHOICES.get((kind, key), (value,)):
            choices = ", ".join(CHOICES[(kind, key)])
            file.wrong("unknown-word", f'{name}: {key} is "{value}", not one of {choices}.', *path, key)
        elif key in ("items", "readings") and isinstance(value, list):
            deeper = "duty.readings" if kind == "duty.items" else f"{kind}.{key}"
            for n, one in enumerate(value):
                _check_table(deeper, one, file, (*path, key, n))
    for key in REQUIRED[kind]:
        if key not in table:
            file.wrong("missing", f"{name} has no {key}.", *path)


def _is_of(value: object, expected: type | tuple[type, ...]) -> bool:
    """Whether a value is of an expected type; yes and no are no numbers, and a list holds words."""
    if expected is object:
        return True
    kinds = expected if isinstance(expected, tuple) else (expected,)
    if isinstance(value, bool):
        return bool in kinds
    if isinstance(value, list) and list in kinds and str in kinds:
        return all(isinstance(one, str) for one in value)
    return isinstance(value, kinds)


def _check_free(table: str, content: object, file: ProtocolFile) -> None:
    """The tables whose keys are the school's own: what stands in them is of one kind."""
    if not isinstance(content, dict):
        file.wrong("form", f"{table} has to be a table.", table)
        return
    for name, value in list(content.items()):
        rows = value.values() if table == "table" and isinstance(value, dict) else None
        scalar = rows is not None and all(isinstance(one, str | int | float | date) for one in rows)
        if not (scalar if table == "table" else _is_of(value, (list, str) if table == "group" else str)):
            file.wrong("form", f"{name} of {table} is not of the right kind.", table, name)
            del content[name]


def _said(expected: type | tuple[type, ...]) -> str:
    words = {str: "words in quotes", int: "a whole number", float: "a number", bool: "true or false", list: "a list",
             date: "a date", dict: "a table"}
    kinds = expected if isinstance(expected, tuple) else (expected,)
    return " or ".join(words[one] for one in kinds)
