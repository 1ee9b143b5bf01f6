"""The encrypted record: Peewee and SQLite live here and nowhere else."""
