"""Pure rules: no clock, no files, no chance; the standard library only."""
