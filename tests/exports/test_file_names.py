"""File names can be foretold and name no pupil."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.exports.names import calendar_name, letter_name, list_name, pack_name, register_name

ON = date(2026, 11, 16)


def test_names_say_what_for_whom_and_when() -> None:
    assert register_name("Kestrel Bridge AP", date(2026, 11, 2)) == "register-kestrel-bridge-ap-2026-11-02.xlsx"
    assert pack_name("Z Q", "OSD/2026/031", "parent", ON) == "review-pack-zq-osd-2026-031-parent-2026-11-16.pdf"
    assert letter_name("N R", "OSD/2026/041", "Notice", ON) == "notice-nr-osd-2026-041-2026-11-16.pdf"
    assert calendar_name("Larkmoor High School", ON) == "calendar-larkmoor-high-school-2026-11-16.ics"
    assert list_name("Tracker", ON, "xlsx") == "tracker-2026-11-16.xlsx"


def test_a_full_name_passed_by_mistake_is_not_shown() -> None:
    assert "zayn" not in pack_name("Zayn Qureshi", "R/1", "panel", ON)
    assert pack_name("Zayn Qureshi", "R/1", "panel", ON) == pack_name("ZQ", "R/1", "panel", ON)
    assert "wojciechowska" not in letter_name("Wojciechowska", "R/1", "notice", ON)


@pytest.mark.parametrize("provider", ["../../etc/passwd", "CON", "a:b*c?\"<>|", "", "…", "Łódź “Zoë’s”", "x" * 300])
def test_any_provider_makes_a_name_every_system_accepts(provider: str) -> None:
    name = register_name(provider, ON)
    assert name.isascii()
    assert not set(name) & set('/\\:*?"<>| ')
    assert len(name) < 100
    assert name.startswith("register-")
