"""The time a duty is arranged for, and meetings that are booked but not yet held."""

from apdesk.store.database import RecordDatabase

SCHEMA = (1, 3)


def up(_migrator: object, database: RecordDatabase) -> None:
    """Afterwards a duty can have a time of day, and an event can stand in the diary only."""
    database.execute_sql('ALTER TABLE "duty" ADD COLUMN "at" TEXT')
    database.execute_sql('ALTER TABLE "placement_event" ADD COLUMN "booked" INTEGER')
