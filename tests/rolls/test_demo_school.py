"""The made-up school hangs together: its roll is a real one, and its placements name what exists."""

import subprocess
import sys
import tomllib
from collections import Counter
from datetime import date

import pytest

from apdesk.domain import upn
from apdesk.domain.placement import is_week_pattern
from apdesk.domain.protocol_toml import parse_protocol
from apdesk.domain.provider import CHECK_BY_CODE, KINDS
from apdesk.domain.roll_plan import make_roll_plan
from apdesk.domain.year_group import from_birth_date
from apdesk.imports.roll import read_roll
from apdesk.places import resources

ON = date(2026, 11, 10)
DEMO = resources() / "demo"
ROLES_OUTSIDE = {"HOST", "PROV"}


def toml(name):
    return tomllib.loads((DEMO / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def roll():
    return read_roll(DEMO / "larkmoor-roll.csv")


@pytest.fixture(scope="module")
def protocol():
    path = resources() / "protocols" / "wanstead-2026.toml"
    return parse_protocol(path.read_text(encoding="utf-8"), path.name)


def test_the_roll_is_whole_and_every_pupil_is_new_on_the_first_day(roll):
    plan = make_roll_plan(roll.rows, [], ON)
    assert plan.counts() == {name: 1487 if name == "new" else 0 for name in plan.counts()}
    assert roll.source == "SIMS"
    assert roll.unknown_columns == ("Bus Route",)


def test_numbers_are_sound_and_of_an_authority_that_does_not_exist(roll):
    assert all(upn.is_valid(row.upn) for row in roll.rows)
    assert {upn.local_authority(row.upn) for row in roll.rows} == {999}
    assert len({row.upn for row in roll.rows}) == len({row.admission_number for row in roll.rows}) == 1487


def test_pupils_are_of_the_age_of_their_year_and_forms_are_even(roll):
    assert all(from_birth_date(row.born, ON) == row.year for row in roll.rows)
    sizes = Counter(row.form for row in roll.rows if row.year < 12)
    assert len(sizes) == 40
    assert max(sizes.values()) - min(sizes.values()) <= 1


def test_needs_are_as_frequent_as_in_a_real_school(roll):
    def share(test):
        return sum(map(test, roll.rows)) / len(roll.rows)

    assert 0.10 < share(lambda row: row.sen == "K") < 0.20
    assert 0.03 < share(lambda row: row.sen == "E") < 0.07
    assert 0.20 < share(lambda row: row.pupil_premium) < 0.40
    assert 0.003 < share(lambda row: row.looked_after) < 0.02
    assert any(not row.forename.isascii() for row in roll.rows)
    assert any("'" in row.surname for row in roll.rows)
    twins = Counter((row.surname, row.born, row.address) for row in roll.rows)
    assert sum(count == 2 for count in twins.values()) >= 12


def test_every_pupil_has_somebody_to_ring(roll):
    assert all(row.contacts and row.contacts[0].phone for row in roll.rows)


def test_forty_placements_on_every_pathway_of_the_appendix(protocol, roll):
    placements = toml("placements.toml")["placement"]
    providers = {one["key"] for one in toml("providers.toml")["provider"]}
    people = {one["key"] for one in toml("staff.toml")["person"]}
    names = {row.upn: row.names.in_lists for row in roll.rows}
    assert len(placements) == 40
    assert set(Counter(one["pathway"] for one in placements)) == {
        "respite", "short-stay", "osd", "ap-full-time", "ap-part-week", "home-tuition", "reduced-timetable",
        "flexi-timetable",
    } <= set(protocol.pathways)
    assert {one["state"] for one in placements} == {"proposed", "panel", "agreed", "live", "ended", "overrunning"}
    for one in placements:
        assert names[one["upn"]] == one["pupil"]
        assert is_week_pattern(one["sessions"])
        assert one.get("provider") is None or one["provider"] in providers
        assert set(one["reasons"]) <= set(protocol.reasons)
        assert set(one.get("gates", ())) <= {gate.id for gate in protocol.gates}
        assert one.get("return_plan", {}).get("leader", "farrant") in people


def test_twelve_providers_of_every_kind_with_their_papers():
    providers = toml("providers.toml")["provider"]
    people = {one["key"] for one in toml("staff.toml")["person"]}
    assert len(providers) == 12
    assert {"mainstream", "pru", "ap-academy", "base", "tuition", "non-school", "college"} <= {
        one["kind"] for one in providers} <= set(KINDS)
    for one in providers:
        assert {check["code"] for check in one["check"]} <= set(CHECK_BY_CODE)
        assert {check["seen_by"] for check in one["check"]} <= people
        assert sum(site.get("main", False) for site in one["site"]) == 1


def test_every_role_of_the_protocol_is_held(protocol):
    held = {role["role"] for one in toml("staff.toml")["person"] for role in one["roles"]}
    assert set(protocol.roles) - held == ROLES_OUTSIDE
    years = {role["year"] for one in toml("staff.toml")["person"] for role in one["roles"] if role["role"] == "HOY"}
    assert years == {7, 8, 9, 10, 11, 12, 13}


def test_the_roll_is_what_its_generator_writes(tmp_path):
    """Nobody edits the roll by hand: it would be gone at the next run."""
    generator = resources().parent / "packaging" / "make_demo_school.py"
    made = tmp_path / "roll.csv"
    subprocess.run([sys.executable, str(generator), str(made)], check=True, capture_output=True)
    assert made.read_bytes() == (DEMO / "larkmoor-roll.csv").read_bytes()
