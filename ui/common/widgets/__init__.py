"""The house widgets: each one does one thing, can be worked by keyboard and speaks its name."""
