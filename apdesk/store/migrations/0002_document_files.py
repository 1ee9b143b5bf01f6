"""The bytes of documents that were made, so that they can be opened again."""

from __future__ import annotations

from apdesk.store.database import RecordDatabase

SCHEMA = (1, 1)


def up(_migrator: object, database: RecordDatabase) -> None:
    """Afterwards the record can hold the files of its document copies."""
    database.execute_sql(
        'CREATE TABLE "document_file" ("id" TEXT NOT NULL PRIMARY KEY, "version_device" TEXT NOT NULL, '
        '"version_counter" INTEGER NOT NULL, "removed_at" TEXT, "suffix" TEXT NOT NULL, "size" INTEGER NOT NULL, '
        '"data" BLOB NOT NULL)'
    )
