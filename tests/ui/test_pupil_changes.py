"""Changing a placement from the pupil's page: what would follow is shown first, then it is one operation."""

from __future__ import annotations

from datetime import date

from placement_school import clock, made_school, record, small_school  # noqa: F401
from pupil_school import journaled, open_duties, page, placed, row_of, show_pupil, window  # noqa: F401
from small_steps import answers_of, fill

from apdesk.domain.provider import CHECKS
from apdesk.services import provider_checks
from apdesk.services.changes import Actor
from apdesk.services.provider_checks import CheckForm
from apdesk.services.start_placement import start_placement
from apdesk.store.duties import Duty
from apdesk.store.placements import Placement, PlacementEvent
from ui.common.dialogs.moves_dialog import MovesDialog
from ui.common.widgets.label import DataLabel

END = date(2027, 2, 2)          # twelve calendar weeks
LATER = date(2027, 2, 12)
WHY = "Fairholt asks for more time"


def choose(page, words):  # noqa: F811
    """Picks an entry of Change placement."""
    action = next(one for one in page.change_button.menu_shown().actions() if one.text() == words)
    action.trigger()


def offered(page):  # noqa: F811
    actions = page.change_button.menu_shown().actions()
    return [one.text() for one in actions if not one.isSeparator() and one.isEnabled()]


def carry_out(dialog):
    """Presses the verb of what would follow."""
    assert isinstance(dialog, MovesDialog)
    dialog.accept()
    return True


def leave(dialog):
    assert isinstance(dialog, MovesDialog)
    dialog.reject()
    return False


def of_fate(dialog, fate):
    dialog.tabs.set_key(fate)
    dialog.tabs.changed.emit(fate)
    return dialog.table.shown_rows()


def test_what_is_offered_depends_on_how_the_placement_stands(page, context, qtbot, record, placed, small_school):  # noqa: F811
    assert offered(page) == ["Extend…", "Change the week…", "Move to another provider…", "Pause the clock…", "End…",
                             "New placement…\tCtrl+N", "Open a support plan…", "Add a note…\tN"]  # fmt: skip
    start_placement(record, answers_of(small_school, pupil=placed.other, start=date(2026, 12, 7)), proposed=True)
    other = show_pupil(qtbot, context, placed.other).current()
    assert offered(other)[:4] == ["Agree…", "Choose the provider…", "Change the week…", "Does not go ahead…"]


def test_agreeing_asks_who_approved_it_and_when_and_that_duty_is_done(
    context, qtbot, ask, record, clock, placed, small_school  # noqa: F811
):  # fmt: skip
    proposed = answers_of(small_school, pupil=placed.other, start=date(2026, 12, 7), decided_on=None)
    start_placement(record, proposed, proposed=True)
    other = show_pupil(qtbot, context, placed.other).current()
    today = clock.today()

    def approve(dialog):
        fill(dialog, decided_by="Mr D Ashworth", decided_on=date(2027, 3, 1))
        assert dialog.parts["decided_on"].trouble() == "A decision cannot have been taken on a day to come."
        return fill(dialog, decided_by="Mr D Ashworth", decided_on=today)

    ask.expects("form", approve)
    ask.expects("form", carry_out)
    choose(other, "Agree…")
    event = PlacementEvent.select().where(PlacementEvent.name == "decision").order_by(PlacementEvent.on.desc()).get()
    assert (event.on, event.who) == (today, "Mr D Ashworth")
    approvals = [row for row in Duty.select().where(Duty.title.contains("pprove")) if row.placement == event.placement]
    assert {(row.state, row.done_by) for row in approvals} == {("done", "Mr D Ashworth")}


def test_extending_shows_every_duty_first_and_can_be_taken_back(page, context, ask, record, placed):  # noqa: F811
    before, said = journaled(), []
    context.bus.said.connect(said.append)

    def see(dialog):
        assert dialog.heading.text() == "Extend Chidera Okonjo’s placement at Fairholt School until Friday 12 February?"
        moved = of_fate(dialog, "moved")
        assert moved
        assert all(row.was != row.now for row in moved)
        assert journaled() == before, "nothing is written while it is only shown"
        return carry_out(dialog)

    ask.expects("form", lambda dialog: fill(dialog, on=LATER, why=WHY)).expects("form", see)
    choose(page, "Extend…")
    assert row_of(placed.placement).planned_end == LATER
    assert journaled()[-1] != before[-1]
    assert len(journaled()) == len(before) + 1
    assert page._page.placements[0].end == LATER
    said[-1].undo()
    assert row_of(placed.placement).planned_end == END
    assert page._page.placements[0].end == END


def test_leaving_it_as_it_is_changes_nothing(page, ask, record, placed):  # noqa: F811
    before = journaled()
    ask.expects("form", lambda dialog: fill(dialog, on=LATER, why=WHY)).expects("form", leave)
    choose(page, "Extend…")
    assert journaled() == before
    assert row_of(placed.placement).planned_end == END


def test_a_day_that_cannot_be_is_said_beside_its_field(page, ask, placed):  # noqa: F811
    before = journaled()

    def too_early(dialog):
        assert not fill(dialog, on=date(2026, 11, 2), why=WHY)
        assert dialog.parts["on"].trouble()
        dialog.reject()
        return False

    ask.expects("form", too_early)
    choose(page, "Extend…")
    assert journaled() == before


def test_ending_early_says_what_falls_away_and_why(page, ask, record, placed):  # noqa: F811
    def see(dialog):
        assert dialog.heading.text() == "End Chidera Okonjo’s placement at Fairholt School on Friday 11 December?"
        assert dialog.do_button.variant == "danger"
        withdrawn = of_fate(dialog, "withdrawn")
        assert withdrawn
        assert all(row.reason for row in withdrawn)
        return carry_out(dialog)

    ask.expects("form", lambda dialog: fill(dialog, on=date(2026, 12, 11), outcome="returned", why="Targets met"))
    ask.expects("form", see)
    page.end_button.click()
    row = row_of(placed.placement)
    assert (row.ended_on, row.outcome, row.ended_why) == (date(2026, 12, 11), "returned", "Targets met")
    assert not [one for one in open_duties(record, placed.placement, "visit") if one.day > date(2026, 12, 31)]


def test_what_an_early_end_asks_for_days_that_have_gone_is_counted_and_said(page, ask, clock, placed):  # noqa: F811
    clock.go_to(date(2026, 11, 18))

    def see(dialog):
        moved = of_fate(dialog, "moved")
        assert [row.now for row in moved] == sorted(row.now for row in moved)
        column = next(one for one in dialog.table.table.columns if one.key == "now")
        will_be = {row.title: f"{column.text(row)}, {column.second(row)}" for row in moved}
        # 10 school days before Thu 26 Nov is Thu 12, a week before it the latest day; and a week before the review
        assert will_be["Second review, towards the end"] == "Thu 12 Nov, latest Thu 19"
        assert will_be["Invite parents to the review, or to send views"] == "Thu 5 Nov, 8 school days late"
        said = " ".join(label.whole_text() for label in dialog.findChildren(DataLabel))
        late = sum(words.endswith("late") for words in will_be.values())
        assert f"{late} are late at once." in said
        assert "due before today and can still be done in time." in said
        return leave(dialog)

    ask.expects("form", lambda dialog: fill(dialog, on=date(2026, 11, 26), outcome="returned", why="Targets met"))
    ask.expects("form", see)
    page.end_button.click()


def test_an_early_end_needs_its_reason(page, ask, placed):  # noqa: F811
    def without(dialog):
        assert dialog.control("why").accessibleName() == "Why"
        assert dialog.control("why").accessibleDescription() == "Needed where it ends before Tuesday 2 February."
        assert not fill(dialog, on=date(2026, 12, 11), outcome="returned")
        assert dialog.parts["why"].trouble()
        dialog.reject()
        return False

    ask.expects("form", without)
    page.end_button.click()
    assert row_of(placed.placement).ended_on is None


def test_the_week_changes_from_a_day_on(page, ask, record, placed):  # noqa: F811
    def week(dialog):
        dialog.control("on").set_date(date(2026, 12, 7))
        dialog.control("why").setText("A gentle return")
        dialog.timetable.set_week("PPPPPPPPSS", "Fairholt")
        dialog.accept()
        return dialog.result() == 1

    ask.expects("form", week).expects("form", carry_out)
    choose(page, "Change the week…")
    (change,) = row_of(placed.placement).fact_changes
    assert "PPPPPPPPSS" in str(change)
    assert "2026-12-07" in str(change)


def test_moving_to_another_provider_ends_one_and_begins_the_other(page, ask, record, placed, clock):  # noqa: F811
    _clear(record, placed.kestrel)

    def see(dialog):
        assert dialog.heading.text() == "Move Chidera Okonjo to Kestrel Bridge AP on Monday 14 December?"
        assert "duties begin with the new placement" in dialog.words.text()
        return carry_out(dialog)

    ask.expects("form", lambda dialog: fill(dialog, provider=placed.kestrel, on=date(2026, 12, 14), why="Nearer home"))
    ask.expects("form", see)
    choose(page, "Move to another provider…")
    old = row_of(placed.placement)
    new = Placement.get((Placement.pupil == placed.pupil) & (Placement.provider == placed.kestrel))
    assert (old.ended_on, new.start) == (date(2026, 12, 11), date(2026, 12, 14))
    assert [card.provider for card in page._page.placements if card.is_current] == [placed.fairholt, placed.kestrel]


def _clear(record, provider):  # noqa: F811
    provider_checks.record_checks(record, provider, tuple(
        CheckForm(code=one.code, seen_on=date(2026, 9, 1), valid_until=date(2027, 8, 31)) for one in CHECKS
    ))


def test_a_placement_that_was_not_begun_can_be_moved_or_not_go_ahead(context, qtbot, ask, record, placed,  # noqa: F811
                                                                    small_school):  # noqa: F811
    start = answers_of(small_school, pupil=placed.other, start=date(2026, 12, 7), decided_on=date(2026, 11, 30))
    made = start_placement(record, start).placement
    other = show_pupil(qtbot, context, placed.other).current()
    assert other._heading.chip.text() == "Starts Mon 7 Dec"
    ask.expects("form", lambda dialog: fill(dialog, on=date(2026, 12, 9), why="Taxi not ready"))
    ask.expects("form", carry_out)
    choose(other, "Move the first day…")
    assert row_of(made).start == date(2026, 12, 9)
    ask.expects("form", lambda dialog: fill(dialog, why="Parents said no")).expects("form", carry_out)
    choose(other, "Does not go ahead…")
    assert row_of(made).withdrawn_on == date(2026, 12, 1)
    assert [tool.text() for tool in other.tools()][-1] == "New placement"


def test_what_is_refused_at_the_last_is_said_and_leaves_nothing_behind(page, ask, record, placed):  # noqa: F811
    """The role is taken away while the plan is being looked at."""
    before = journaled()

    def meanwhile(dialog):
        record.actor = Actor(record.actor.id, record.actor.name, "read-only")
        return carry_out(dialog)

    ask.expects("form", lambda dialog: fill(dialog, on=date(2026, 12, 11), outcome="returned", why="Targets met"))
    ask.expects("form", meanwhile).expects("refuse")
    page.end_button.click()
    assert ask.asked[-1][1].code == "permission.refused"
    assert journaled() == before
    assert row_of(placed.placement).ended_on is None
