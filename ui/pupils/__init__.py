"""The pupil list."""
