"""A placed pupil goes to another provider: one ends, one begins, shown first, all or nothing."""

from __future__ import annotations

from datetime import date

import pytest

from apdesk.problems import Problem
from apdesk.services import duty_lists, undo
from apdesk.services.document_copies import copies
from apdesk.services.placement_changes import carry_out, change_week, choose_provider, preview
from apdesk.services.provider_checks import CheckForm, record_checks
from apdesk.services.provider_moves import Move, move_to_provider, preview_move
from apdesk.services.providers import ProviderForm, SiteForm, add_provider
from apdesk.services.pupil_list import pupil_list
from apdesk.services.pupil_page import pupil_page
from apdesk.services.start_placement import start_placement
from apdesk.store.placements import Placement

TODAY = date(2026, 11, 20)


@pytest.fixture
def other(school):
    """Another school that is clear to use."""
    from apdesk.domain.provider import CHECKS

    added = add_provider(school.record, ProviderForm(
        name="Copperfield Lane School", kind="mainstream", urn="999002", registered_school=True, registers_pupils=True,
        partner_school=True, agreement_until=date(2027, 8, 31), places=4,
    ), SiteForm(address="Copperfield Lane")).id
    record_checks(school.record, added, tuple(
        CheckForm(code=one.code, seen_on=date(2026, 9, 1), valid_until=date(2027, 8, 31)) for one in CHECKS
    ))
    return added


@pytest.fixture
def placed(school, other, clock):
    clock.go_to(date(2026, 11, 4))
    started = start_placement(school.record, school.direction())
    clock.go_to(TODAY)
    return started.placement


def test_it_is_shown_first_and_then_is_exactly_that(school, placed, other):
    move = Move(other, date(2026, 11, 30), "Nearer to home")
    seen = preview_move(school.record, placed, move)
    assert (seen.last_day, seen.until) == (date(2026, 11, 27), date(2027, 2, 2))
    assert seen.ending.withdrawn
    assert Placement.select().count() == 1
    moved = move_to_provider(school.record, placed, move)
    rows = {row.reference: row for row in Placement.select()}
    old, new = rows["LHS-0001"], rows[moved.reference]
    assert (old.ended_on, old.outcome, old.planned_end) == (date(2026, 11, 27), "moved", date(2027, 2, 2))
    assert (new.provider, new.start, new.planned_end) == (other, date(2026, 11, 30), date(2027, 2, 2))
    duties = duty_lists.duties_of(school.record, placement=moved.placement)
    assert {(row.rule, row.due) for row in duties} >= {
        (one.rule, one.due) for one in seen.beginning.duties if one.state == "open"
    }
    assert any("O13" in row.covers for row in duties)       # another direction, another notice
    card = pupil_page(school.record, school.pupil).placements[0]
    assert card.objectives[0].text == "Attend every session"


def test_who_was_where_stays_true_on_both_sides_of_the_move(school, placed, other, clock):
    move_to_provider(school.record, placed, Move(other, date(2026, 11, 30), "Nearer to home"))
    clock.go_to(date(2027, 1, 15))
    for day, where in ((date(2026, 11, 25), "Fairholt"), (date(2026, 12, 2), "Copperfield Lane School")):
        row = next(row for row in pupil_list(school.record, day) if row.id == school.pupil)
        assert (row.provider_name, row.status_text) in ((where, "Placed"), (where, "Ends soon"))


def test_one_undo_takes_the_whole_move_back(school, placed, other):
    before = {row.id for row in duty_lists.duties_of(school.record, pupil=school.pupil)}
    move_to_provider(school.record, placed, Move(other, date(2026, 11, 30), "Nearer to home"))
    undo.undo(school.record)
    (card,) = pupil_page(school.record, school.pupil).placements
    assert (card.provider_name, card.state) == ("Fairholt School", "live")
    assert {row.id for row in duty_lists.duties_of(school.record, pupil=school.pupil)} == before


@pytest.mark.parametrize(("day", "why", "code"), [
    (date(2026, 11, 28), "Nearer", "move.day"),         # a Saturday
    (date(2026, 11, 11), "Nearer", "move.day"),         # the first day itself
    (date(2027, 3, 1), "Nearer", "move.day"),           # after the last
    (date(2026, 11, 30), " ", "move.why"),
])
def test_what_cannot_be_is_refused_and_nothing_changes(school, placed, other, day, why, code):
    with pytest.raises(Problem) as refused:
        move_to_provider(school.record, placed, Move(other, day, why))
    assert refused.value.code == code
    assert Placement.select().count() == 1


def test_a_place_that_cannot_be_used_blocks_the_whole_move(school, placed):
    with pytest.raises(Problem) as refused:
        move_to_provider(school.record, placed, Move(school.kestrel, date(2026, 11, 30), "Nearer to home"))
    assert refused.value.code.startswith("placement.")
    (card,) = pupil_page(school.record, school.pupil).placements
    assert (card.state, card.end) == ("live", date(2027, 2, 2))


def test_before_it_begins_the_provider_is_simply_chosen_again(school, other, clock):
    clock.go_to(date(2026, 11, 4))
    placement = start_placement(school.record, school.direction()).placement
    change = choose_provider(school.record, placement, other, "Fairholt is full")
    assert preview(school.record, placement, change).plan.gates
    carry_out(school.record, placement, change)
    (card,) = pupil_page(school.record, school.pupil).placements
    assert (card.provider_name, card.reference) == ("Copperfield Lane School", "LHS-0001")
    with pytest.raises(Problem) as refused:
        choose_provider(school.record, placement, other, "Again")
    assert refused.value.code == "placement.provider"


def test_a_week_changes_from_a_day_on_and_the_marks_expected_follow(school, placed, clock):
    carry_out(school.record, placed, change_week(
        school.record, placed, "PPPPPPSSSS", date(2026, 11, 30), "Two days back in school"
    ))
    assert copies(school.record, [placed]) == {}
    from apdesk.services.placed_pupils import placed_pupils

    assert placed_pupils(school.record, date(2026, 11, 27))[0].week == "PPPPPPPPPP"
    assert placed_pupils(school.record, date(2026, 11, 30))[0].week == "PPPPPPSSSS"
    with pytest.raises(Problem) as refused:
        change_week(school.record, placed, "PPPP", date(2026, 11, 30), "x")
    assert refused.value.code == "placement.sessions"
