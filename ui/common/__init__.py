"""What every page shares: the page itself, asking, long work, facts, and the house widgets."""
