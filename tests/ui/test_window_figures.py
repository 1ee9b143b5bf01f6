"""The window's figures are taken in processes of their own, which say how long they took."""

from __future__ import annotations

from ui.bench.start import milliseconds


def test_a_bare_window_says_how_long_it_took():
    (painted,) = milliseconds(["bare"])
    assert 0 < painted < 60_000
