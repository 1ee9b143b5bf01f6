"""Chasing, waiting for others, and pupils who did not arrive; the tables stand in the file of SQL beside this one."""

from pathlib import Path

from apdesk.store.database import RecordDatabase

SCHEMA = (1, 2)


def up(_migrator: object, database: RecordDatabase) -> None:
    """Afterwards a duty can be chased and wait for somebody, and a pupil can be noted as not arrived."""
    statements = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in statements.split(";\n"):
        if statement.strip():
            database.execute_sql(statement)
