"""Taking in the roll: choose, match, check, confirm."""
