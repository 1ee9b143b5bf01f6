"""A fault of the program: one calm window, and a report that quotes nobody."""

from __future__ import annotations

import sys

import apsw
import peewee
import pytest
from scripted_ask import ScriptedAsk

from ui.shell.crash import CrashGuard, CrashWindow, report


def fault():
    """A fault whose message quotes a pupil."""
    pupil = "Chidera Okonjo"
    try:
        raise ValueError(f"no such pupil: {pupil}")
    except ValueError:
        return sys.exc_info()


def test_the_report_holds_places_and_versions_and_no_names(clock):
    kind, _, trace = fault()
    words = report(kind, trace, clock)
    assert "ValueError" in words
    assert "test_crash.py" in words
    assert "Python 3" in words
    assert "Okonjo" not in words
    assert "no such pupil" not in words


def test_the_report_is_saved_where_the_person_says(qtbot, tmp_path):
    ask = ScriptedAsk().expects("save_file", tmp_path / "report.txt")
    window = CrashWindow("AP Desk 0.1.0\n", ask)
    qtbot.addWidget(window)
    window.show()
    window.save.click()
    assert (tmp_path / "report.txt").read_text(encoding="utf-8") == "AP Desk 0.1.0\n"
    assert "no names" in window.words.whole_text()


@pytest.mark.parametrize("again", [False, True])
def test_one_window_at_a_time(monkeypatch, clock, capsys, again, qapp):
    shown = []
    guard = CrashGuard(clock, lambda: None)

    def run(dialog):
        shown.append(dialog)
        if again:
            guard.caught(*fault())
        return True

    monkeypatch.setattr(CrashWindow, "run", run)
    guard.caught(*fault())
    assert len(shown) == 1
    assert "Okonjo" not in capsys.readouterr().err


def test_a_damaged_record_is_said_in_its_own_words(clock, qapp):
    ask = ScriptedAsk().expects("refuse")
    guard = CrashGuard(clock, lambda: ask)
    try:
        raise peewee.DatabaseError("no row") from apsw.CorruptError("page 7")
    except peewee.DatabaseError:
        guard.caught(*sys.exc_info())
    assert "restore the newest backup" in ask.asked[-1][1].text
