"""The encrypted SQLite file; the only place that knows the cipher."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import apsw
from playhouse.apsw_ext import APSWDatabase

from apdesk.problems import Problem
from apdesk.store.fields import bindable

APPLICATION_ID = 0x41504431  # "APD1", so that a tool can tell the file kind once it is unlocked
KEY_BYTES = 32
CACHE = 65536  # KiB a connection may keep deciphered; it takes only what it has read
_ALL_TABLES_BY_SAMPLE = 0x10012  # of PRAGMA optimize: run ANALYZE, with a limit, on every table that may need it


def demand_cipher() -> None:
    """Nothing happens where the engine can encrypt; otherwise a `Problem`: never a readable file by accident."""
    if not getattr(apsw, "mc_version", None):
        raise Problem(
            "engine.no-cipher",
            "This installation cannot encrypt: another package has taken the place of apsw-sqlite3mc. "
            "Nothing was written. Install AP Desk again.",
        )


def unlock_connection(connection: apsw.Connection, key: bytes | bytearray) -> None:
    """Set cipher and raw key on a fresh connection and read with it once; wrong keys show here."""
    demand_cipher()
    if len(key) != KEY_BYTES:
        raise RuntimeError("a data key has 32 bytes")
    connection.pragma("cipher", "sqlcipher")
    connection.pragma("legacy", 4)
    answer = next(connection.execute(f"""PRAGMA key = "x'{bytes(key).hex()}'" """), (None,))[0]
    if answer != "ok":
        raise Problem("engine.no-cipher", "The engine did not take the key, so nothing was opened or written.")
    connection.pragma("user_version")


def set_up(connection: apsw.Connection) -> None:
    """The settings of every connection that the office works on."""
    connection.pragma("journal_mode", "wal")
    connection.pragma("synchronous", 2)  # FULL: acknowledged means on disk
    connection.pragma("foreign_keys", True)
    connection.pragma("cache_size", -CACHE)
    connection.pragma("temp_store", 2)  # sorting spills stay in memory, never in a readable temporary file


def connect(
    file: Path, key: bytes | bytearray, *, create: bool = False, alone: bool = False, vfs: str | None = None
) -> apsw.Connection:
    """A raw encrypted connection, for backups, checks and comparisons; close it yourself.

    `alone`: nobody else has the file, so the engine needs no side file, for which a full disk has no room.
    """
    demand_cipher()
    flags = apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if create else 0)
    connection = apsw.Connection(str(file), flags=flags, vfs=vfs)
    try:
        connection.set_busy_timeout(5000)
        if alone:
            connection.pragma("locking_mode", "exclusive")
        unlock_connection(connection, key)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_still(file: Path, key: bytes | bytearray) -> apsw.Connection:
    """A raw encrypted connection for reading a file that nobody is writing; it needs no lock and no side file."""
    demand_cipher()
    uri = f"{file.absolute().as_uri()}?immutable=1"
    connection = apsw.Connection(uri, flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
    try:
        unlock_connection(connection, key)
    except BaseException:
        connection.close()
        raise
    return connection


def settle(file: Path, key: bytes | bytearray) -> bool:
    """Bring what a crash left in the write-ahead log into the file; one too damaged for that stays as it is.

    False where something was left and nothing can be written here.
    """
    log = file.with_name(f"{file.name}-wal")
    if not log.exists() or not log.stat().st_size:
        return True
    try:
        connection = connect(file, key, alone=True)
        try:
            connection.pragma("wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
    except apsw.Error:
        return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)
    return True


@contextlib.contextmanager
def settled(file: Path, key: bytes | bytearray) -> Iterator[Path]:
    """A record file, which nobody has open, with everything that was acknowledged in it.

    Where a crash left something in its log and nothing can be written there, a copy elsewhere, encrypted like it.
    """
    if settle(file, key):
        yield file
        return
    with TemporaryDirectory(prefix="apdesk-") as elsewhere:
        copy = Path(elsewhere) / file.name
        for end in ("", "-wal"):
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(f"{file}{end}", f"{copy}{end}")
        settle(copy, key)
        yield copy


class RecordDatabase(APSWDatabase):  # type: ignore[misc]  # playhouse has no types
    """Peewee on the encrypted file. Connections of each thread get the key that was derived once."""

    def __init__(self, file: Path, key: bytes | bytearray, vfs: str | None = None) -> None:
        demand_cipher()
        self.key = bytearray(key)
        self.heard: list[tuple[str, tuple[Any, ...]]] | None = None
        super().__init__(str(file), timeout=5, vfs=vfs)

    def _add_conn_hooks(self, conn: apsw.Connection) -> None:
        conn.convert_binding = lambda _connection, _number, value: bindable(value)
        unlock_connection(conn, self.key)
        set_up(conn)
        super()._add_conn_hooks(conn)
        conn.pragma("query_only", True)  # only a Work lifts this

    def allow_writing(self, allowed: bool) -> None:
        """Lift or set the engine's own refusal to change anything on this thread's connection."""
        self.connection().pragma("query_only", not allowed)

    def learn(self) -> None:
        """Let the engine count what the tables hold; without that it joins lists of thousands row by row.

        Only tables that changed much are looked at, and only a sample of each.
        """
        self.allow_writing(True)
        try:
            self.execute_sql(f"PRAGMA optimize = {_ALL_TABLES_BY_SAMPLE}")
        finally:
            self.allow_writing(False)

    def wipe_key(self) -> None:
        """Overwrite the key; no further connection can be made."""
        for place in range(len(self.key)):
            self.key[place] = 0

    def execute_sql(self, sql: str, params: Any = None) -> Any:
        """As Peewee; whoever listens hears the statement with its values first."""
        if self.heard is not None:
            self.heard.append((sql, tuple(params or ())))
        return super().execute_sql(sql, params)

    def execute_many(self, sql: str, rows: list[tuple[object, ...]]) -> None:
        """One statement for each row of values."""
        if self.heard is not None:
            self.heard.extend((sql, row) for row in rows)
        self.connection().executemany(sql, rows)

    @contextlib.contextmanager
    def listening(self) -> Iterator[list[tuple[str, tuple[Any, ...]]]]:
        """Within it, every statement with its values is noted in the list: to count and to measure them."""
        self.heard = []
        try:
            yield self.heard
        finally:
            self.heard = None

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """All rows of one plain SQL question."""
        return list(self.execute_sql(sql, values))
