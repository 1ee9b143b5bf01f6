"""Python's search for circular rubbish, kept out of the way while the program loads."""

from __future__ import annotations

import gc


def hold() -> None:
    """Nothing is searched while modules are loaded: they all stay, and each search reads through all of them."""
    gc.disable()


def resume() -> None:
    """Searched again from now on, but for what is there now, which stays for as long as the program runs."""
    gc.freeze()
    gc.enable()
