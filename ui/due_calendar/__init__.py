"""The calendar: every duty on its day, by month, week and as a list."""
