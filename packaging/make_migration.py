"""Write the old database that the tests keep of the newest schema.

The steps in `apdesk/store/migrations/` are frozen once they are on main: a change of the tables gets a numbered
step of its own, and `tests/old_databases/` one file for each. Run this after adding a step.

    .venv/bin/python packaging/make_migration.py
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from apdesk.clock import SystemClock  # noqa: E402
from apdesk.store import backup, opening, schema  # noqa: E402
from apdesk.store.key_wrap import Cost  # noqa: E402
from apdesk.store.pupils import Pupil  # noqa: E402

OLD = ROOT / "tests" / "old_databases"
PASSPHRASE = "a school long ago"


def main() -> int:
    """Write the file and say so."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / "old.apdesk"
        record = opening.create_desk(desk, "Ama Mensah", PASSPHRASE, SystemClock(), Cost(8, 1, 1)).record
        try:
            with record.work("Added a pupil") as work:
                work.create(Pupil, surname="Okonjo", forename="Chidera", year=10, born=date(2012, 3, 4))
            record.note_head()
            taken = backup.take_into(OLD, desk, record.keys, record.secrets, datetime(2026, 11, 1, tzinfo=UTC))
        finally:
            opening.close_desk(record)
    number = schema.current()
    target = OLD / f"schema-{number.major}.{number.minor}.apdesk-backup"
    taken.file.replace(target)
    print(f"{target.relative_to(ROOT)} was written.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
