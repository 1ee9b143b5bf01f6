"""Making, opening and closing a desk folder."""

from __future__ import annotations

import contextlib
import platform
import shutil
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import apsw
import peewee

from apdesk.clock import Clock
from apdesk.domain.permissions import ADMINISTRATOR, READ_ONLY
from apdesk.problems import Problem
from apdesk.store import backup, schema
from apdesk.store.database import RecordDatabase
from apdesk.store.door import RECORD, demand_desk, demand_encrypted, read_keys
from apdesk.store.fields import moment_of, moment_text
from apdesk.store.identity import Account
from apdesk.store.key_file import sync_folder
from apdesk.store.key_wrap import Cost
from apdesk.store.keys import Holder, Keys, Unlocked
from apdesk.store.occupancy import Occupancy
from apdesk.store.passphrases import clean_name, demand_strength
from apdesk.store.record import Record
from apdesk.store.surroundings import demand_speakable, warnings_about
from apdesk.store.trouble import in_plain_words
from apdesk.store.work import Actor

_CLOCKS_MAY_DIFFER = timedelta(minutes=5)
_CHAIN = "SELECT chain FROM journal_entry WHERE number = ?"

_open: list[Record] = []  # tables are bound to one database, so one process has one desk open at a time


@dataclass(frozen=True)
class NewDesk:
    """An open new desk and its recovery key, which is shown once and kept nowhere."""

    record: Record
    recovery_key: str


def create_desk(folder: Path, person: str, passphrase: str, clock: Clock, cost: Cost | None = None) -> NewDesk:
    """An empty desk, open, with this person as its administrator; nothing remains where that fails.

    `Problem` "desk.exists" for a folder that holds anything, "keys.short" for a weak passphrase.
    """
    demand_nothing_open()
    demand_speakable(folder)
    first = Holder(clock.new_id(), clean_name(person))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Problem(
            "desk.exists", "There is something here already. Choose a folder that does not exist yet.", str(folder)
        )
    made = not folder.exists()
    with in_plain_words(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        return _create(folder, first, passphrase, clock, cost)
    except BaseException:
        for each in list(folder.iterdir()):
            each.unlink()
        if made:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _create(folder: Path, first: Holder, passphrase: str, clock: Clock, cost: Cost | None) -> NewDesk:
    with in_plain_words(folder), contextlib.ExitStack() as on_failure:
        new = Keys.create(folder, clock.new_id(), first, passphrase, cost)
        occupancy = Occupancy(folder, first.name, clock.now())
        on_failure.callback(occupancy.release)
        database = RecordDatabase(folder / RECORD, new.secrets.data)
        on_failure.callback(database.close)
        (folder / RECORD).touch(mode=0o600)
        database.connect()
        demand_encrypted(folder / RECORD)
        schema.bind(database)
        database.allow_writing(True)
        schema.create(database)
        database.allow_writing(False)
        device = become(database, clock, "new")
        actor = Actor(first.id, first.name, ADMINISTRATOR)
        record = Record(folder, clock, actor, device, database, new.keys, new.secrets)
        record.notices.extend(warnings_about(folder))
        _hold(record, occupancy)
        on_failure.callback(close_desk, record)
        with record.work("Set up the desk", undoable=False) as work:
            work.create(Account, id=first.id, name=first.name, role=ADMINISTRATOR)
        record.note_head()
        sync_folder(folder.parent)
        on_failure.pop_all()
    return NewDesk(record, new.recovery_key)


def keep_out_of_core_dumps() -> None:
    """From now on no picture of this process's memory, with its keys, is written should it crash."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def open_desk(folder: Path, person: str | None, passphrase: str, clock: Clock, cost: Cost | None = None) -> Record:
    """The desk, open for this person. `Problem` for every reason why not; nothing is changed then."""
    demand_nothing_open()
    demand_desk(folder)
    name = _name(read_keys(folder, cost), person)
    with in_plain_words(folder):
        occupancy = Occupancy(folder, name, clock.now())
        try:
            keys = read_keys(folder, cost)  # as they stand now that nobody else can change them
            unlocked = keys.unlock(person, passphrase, clock.now(), opening=True)
            return open_unlocked(folder, keys, unlocked, occupancy, clock)
        except BaseException:
            occupancy.release()
            raise


def recover(
    folder: Path, recovery_key: str, person: str, passphrase: str, clock: Clock, cost: Cost | None = None
) -> tuple[Record, str]:
    """The desk, open for this person with a new passphrase, and a new recovery key instead of the one used."""
    demand_nothing_open()
    demand_desk(folder)
    demand_strength(passphrase)
    keys = read_keys(folder, cost)
    holder = keys.find(person)
    if holder is None:
        known = ", ".join(each.name for each in keys.people)
        raise Problem("keys.which-person", f"Say who you are. These people can open this desk: {known}.")
    with in_plain_words(folder):
        occupancy = Occupancy(folder, holder.name, clock.now())
        try:
            keys = read_keys(folder, cost)
            unlocked = keys.unlock_by_recovery(recovery_key, clock.now())
            record = open_unlocked(folder, keys, Unlocked(holder, unlocked.secrets), occupancy, clock)
        except BaseException:
            occupancy.release()
            raise
        keys.change_passphrase(holder.id, passphrase, record.secrets)
        renewed = keys.renew_recovery(record.secrets)
        record.noted("Came in by the recovery key, set a new passphrase and made a new recovery key")
    return record, renewed


def open_unlocked(
    folder: Path, keys: Keys, unlocked: Unlocked, occupancy: Occupancy, clock: Clock, *, backup_first: bool = True
) -> Record:
    """The desk, open with secrets that are known already; an older one is brought to the present format first.

    `backup_first` is False only where the record has just come out of a backup.
    """
    demand_nothing_open()
    keep_out_of_core_dumps()
    database = RecordDatabase(folder / RECORD, unlocked.secrets.data)
    try:
        database.connect()
        schema.bind(database)
        steps = _bring_up_to_date(database, folder, keys, unlocked, clock, backup_first=backup_first)
        device = str(database.rows("SELECT id FROM device ORDER BY number DESC LIMIT 1")[0][0])
        actor = Actor(unlocked.holder.id, unlocked.holder.name, _role(database, unlocked.holder.id))
        record = Record(folder, clock, actor, device, database, keys, unlocked.secrets)
        record.notices.extend(_notices(record))
        _say_opened(record, steps)
        _hold(record, occupancy)
    except BaseException:
        with contextlib.suppress(apsw.Error, peewee.PeeweeException):
            database.close()
        raise
    return record


def _bring_up_to_date(
    database: RecordDatabase, folder: Path, keys: Keys, unlocked: Unlocked, clock: Clock, *, backup_first: bool
) -> list[str]:
    steps: list[str] = []
    if schema.pending(database):
        if backup_first:
            backup.take(folder, keys, unlocked.secrets, clock.now())
        database.allow_writing(True)
        try:
            steps = schema.upgrade(database)
        finally:
            database.allow_writing(False)
    lost = schema.missing(database)
    if lost:
        raise Problem(
            "record.damaged",
            f"Part of the record is missing ({', '.join(lost[:3])}), so the desk was not opened. "
            "Restore the newest backup.",
            str(folder),
        )
    return steps


def _notices(record: Record) -> list[str]:
    found = warnings_about(record.folder)
    if schema.is_newer_minor(record.database):
        found.append(
            "This desk was last used with a slightly newer AP Desk. Everything here can be read and changed; "
            "update this computer when you can."
        )
    newest = record.database.rows("SELECT max(moment) FROM journal_entry")[0][0]
    if newest is not None and moment_of(newest) > record.clock.now() + _CLOCKS_MAY_DIFFER:
        found.append(
            f"The newest entry was written on {moment_of(newest).astimezone():%d %B %Y at %H:%M}, "
            "which is later than this computer’s clock says. Check its date and time before you go on."
        )
    head, last = record.keys.head, record.last_entry()
    if last < head.entry:
        found.append(
            f"The journal of this desk ends at entry {last}, but its keys know entry {head.entry}: what was done in "
            "between is lost. The disk failed, or somebody cut it off outside AP Desk. Run a check of the desk, and "
            "keep the backups."
        )
    elif head.entry and record.database.rows(_CHAIN, head.entry) != [(head.chain,)]:
        found.append(
            f"Entry {head.entry} of the journal is not the one that the keys of this desk know. Somebody has replaced "
            "it outside AP Desk. Run a check of the desk, and keep the backups."
        )
    return found


def _say_opened(record: Record, steps: list[str]) -> None:
    last, known = record.last_entry(), record.keys.head.entry
    if last < known:
        record.noted(f"Found the journal cut off after entry {last}: it had reached entry {known}")
    if steps:
        record.noted(f"Brought the desk to format {'.'.join(map(str, schema.current()))}")
    record.noted(f"Opened the desk{after_failed_tries(record)}")
    tell_tries(record)


def after_failed_tries(record: Record) -> str:
    """What an entry of the journal adds about tries that failed before: "" or " after 2 failed tries"."""
    own, others = record.keys.untold(record.actor.id)
    if own and others:
        return f" after {_tries(own)}, and {others} by somebody unknown"
    if others:
        return f" after {_tries(others)} by somebody unknown"
    return f" after {_tries(own)}" if own else ""


def _tries(number: int) -> str:
    return f"{number} failed {'try' if number == 1 else 'tries'}"


def tell_tries(record: Record) -> None:
    """The journal has been told of them; where that cannot be noted now it is told of them again."""
    with contextlib.suppress(Problem):
        record.keys.told(record.actor.id)


def close_desk(record: Record) -> None:
    """Afterwards the desk is closed on this thread, its keys wiped, and another may open it. Twice does no harm."""
    if record not in _open:
        return
    _open.remove(record)
    try:
        # Everything acknowledged is on disk already; what fails here is caught up with at the next opening.
        with contextlib.suppress(Problem, apsw.Error, peewee.PeeweeException):
            record.note_head()
            record.learn()
        with contextlib.suppress(OSError, apsw.Error, peewee.PeeweeException):
            record.database.close()
    finally:
        record.secrets.wipe()
        record.database.wipe_key()
        record.occupancy.release()


def become(database: RecordDatabase, clock: Clock, origin: str) -> str:
    """Give this copy of the record a new identity; versions written from now on carry it."""
    device = clock.new_id()
    database.allow_writing(True)
    sql = "INSERT INTO device (id, since, machine, origin) VALUES (?, ?, ?, ?)"
    database.execute_sql(sql, (device, moment_text(clock.now()), platform.node(), origin))
    database.allow_writing(False)
    return device


def _hold(record: Record, occupancy: Occupancy) -> None:
    record.occupancy = occupancy
    _open.append(record)


def demand_nothing_open() -> None:
    """Nothing happens where this process has no desk open; RuntimeError otherwise."""
    if _open:
        raise RuntimeError(f"{_open[0].folder.name} is still open in this process: close it first")


def _name(keys: Keys, person: str | None) -> str:
    holder = keys.find(person)
    return holder.name if holder else ""


def _role(database: RecordDatabase, person: str) -> str:
    rows = database.rows("SELECT role FROM account WHERE id = ? AND removed_at IS NULL", person)
    return str(rows[0][0]) if rows else READ_ONLY
