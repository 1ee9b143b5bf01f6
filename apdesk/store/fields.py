"""Columns beyond text and whole numbers: days, moments, flags and lists, stored so that SQL can compare them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

import peewee

V = TypeVar("V")

if TYPE_CHECKING:
    from peewee import Field
else:

    class Field(peewee.Field):
        """Peewee's field, which type checkers may subscript and Python may not."""

        def __class_getitem__(cls, _item: object) -> type:
            return cls


def moment_text(moment: datetime) -> str:
    """An aware moment as UTC text of fixed width, so that text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_of(text: str) -> datetime:
    """The aware UTC moment that `moment_text` wrote."""
    return datetime.fromisoformat(text)  # of fixed shape, ending in Z: UTC


def bindable(value: object) -> object:
    """A value as SQLite stores it; what the engine calls for parameters it does not know."""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


class DayField(Field[V]):
    """A calendar date, stored as ISO text."""

    field_type = "TEXT"

    @overload
    def __new__(cls, *args: Any, null: Literal[True], **kwargs: Any) -> DayField[date | None]: ...
    @overload
    def __new__(cls, *args: Any, null: Literal[False] = ..., **kwargs: Any) -> DayField[date]: ...
    def __new__(cls, *_args: Any, **_kwargs: Any) -> Any:
        return super().__new__(cls)

    def db_value(self, value: object) -> str | None:
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, datetime) or not isinstance(value, date):
            raise TypeError(f"{self.name} takes a date, not {type(value).__name__}")
        return value.isoformat()

    def python_value(self, value: object) -> date | None:
        return date.fromisoformat(value) if isinstance(value, str) else None


class MomentField(Field[V]):
    """An aware moment, stored as UTC text."""

    field_type = "TEXT"

    @overload
    def __new__(cls, *args: Any, null: Literal[True], **kwargs: Any) -> MomentField[datetime | None]: ...
    @overload
    def __new__(cls, *args: Any, null: Literal[False] = ..., **kwargs: Any) -> MomentField[datetime]: ...
    def __new__(cls, *_args: Any, **_kwargs: Any) -> Any:
        return super().__new__(cls)

    def db_value(self, value: object) -> str | None:
        if value is None or isinstance(value, str):
            return value
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise TypeError(f"{self.name} takes an aware datetime")
        return moment_text(value)

    def python_value(self, value: object) -> datetime | None:
        return moment_of(value) if isinstance(value, str) else None


class FlagField(Field[V]):
    """Yes or no, stored as 1 or 0."""

    field_type = "INTEGER"

    @overload
    def __new__(cls, *args: Any, null: Literal[True], **kwargs: Any) -> FlagField[bool | None]: ...
    @overload
    def __new__(cls, *args: Any, null: Literal[False] = ..., **kwargs: Any) -> FlagField[bool]: ...
    def __new__(cls, *_args: Any, **_kwargs: Any) -> Any:
        return super().__new__(cls)

    def db_value(self, value: object) -> int | None:
        return None if value is None else int(bool(value))

    def python_value(self, value: object) -> bool | None:
        return None if value is None else bool(value)


class JsonField(Field[Any]):
    """A list or mapping of plain values, stored as text with sorted keys so that equal values are equal text."""

    field_type = "TEXT"

    def db_value(self, value: object) -> str | None:
        if value is None:
            return None
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def python_value(self, value: object) -> Any:
        if value == "[]":  # most lists are empty, and a list of duties has five of them a row
            return []
        return json.loads(value) if isinstance(value, str) else None


class BytesField(Field[bytes]):
    """A file's bytes, as they are."""

    field_type = "BLOB"

    def db_value(self, value: object) -> bytes | None:
        if value is None or isinstance(value, bytes):
            return value
        raise TypeError(f"{self.name} takes bytes, not {type(value).__name__}")
