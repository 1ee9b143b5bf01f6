"""The lock: opening the desk, covering it when nobody is there, and setting it up for the first time."""
