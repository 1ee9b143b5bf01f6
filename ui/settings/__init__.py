"""School, staff and roles, term dates."""
