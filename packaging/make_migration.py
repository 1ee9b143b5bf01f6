"""Write the first migration and its old database from the tables as they stand now.

Only until the first release: from then on `0001_first_schema.sql` is frozen, a change of the tables gets a step
of its own beside it, and `tests/old_databases/` gains one file for each.

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

STEP = schema.STEPS / "0001_first_schema.sql"
OLD = ROOT / "tests" / "old_databases"
PASSPHRASE = "a school long ago"


def main() -> int:
    """Write both files and say so."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder) / "old.apdesk"
        record = opening.create_desk(desk, "Ama Mensah", PASSPHRASE, SystemClock(), Cost(8, 1, 1)).record
        try:
            rows = schema.described(record.database)
            STEP.write_text("".join(f"{_laid_out(sql)};\n\n" for sql in rows).rstrip() + "\n", encoding="utf-8")
            with record.work("Added a pupil") as work:
                work.create(Pupil, surname="Okonjo", forename="Chidera", year=10, born=date(2012, 3, 4))
            record.note_head()
            taken = backup.take_into(OLD, desk, record.keys, record.secrets, datetime(2026, 11, 1, tzinfo=UTC))
        finally:
            opening.close_desk(record)
    number = schema.current()
    target = OLD / f"schema-{number.major}.{number.minor}.apdesk-backup"
    taken.file.replace(target)
    print(f"{STEP.relative_to(ROOT)} has {len(rows)} statements; {target.relative_to(ROOT)} was written.")
    return 0


def _laid_out(sql: str) -> str:
    """One column a line, so that a change of the schema reads as one."""
    if not sql.startswith("CREATE TABLE"):
        return sql
    head, _, rest = sql.partition("(")
    depth, line, lines = 0, "", []
    for letter in rest[: rest.rindex(")")]:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            lines.append(line.strip())
            line = ""
        else:
            line += letter
    lines.append(line.strip())
    return head + "(\n    " + ",\n    ".join(lines) + "\n)" + rest[rest.rindex(")") + 1 :]


if __name__ == "__main__":
    raise SystemExit(main())
