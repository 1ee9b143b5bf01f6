"""The command line of `commands`: a contract that can be checked from outside."""
