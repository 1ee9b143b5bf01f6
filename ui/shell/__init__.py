"""The window around the pages: rail, top bar, key bar, keys, and what happens when something breaks."""
