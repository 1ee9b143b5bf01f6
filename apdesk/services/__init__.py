"""What a person in the office does: one use case, one transaction."""
