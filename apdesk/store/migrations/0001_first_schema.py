"""The first schema; its tables stand in the file of SQL beside this one."""

from pathlib import Path

from apdesk.store.database import RecordDatabase

SCHEMA = (1, 0)


def up(_migrator: object, database: RecordDatabase) -> None:
    """Afterwards every table and index of schema 1.0 stands."""
    statements = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in statements.split(";\n"):
        if statement.strip():
            database.execute_sql(statement)
