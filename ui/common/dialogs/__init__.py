"""The shared anatomy of dialogs."""
