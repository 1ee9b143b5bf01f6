"""Rules of one act, owner, provider and day are one duty; what it says, covers and when it is met."""

from engine_helpers import day

from apdesk.domain.merging import one_act_one_duty
from apdesk.domain.plan import Duty, DutyReading


def duty(rule, **more):
    told = {
        "occurrence": 1, "kind": "letter", "act": "notice", "title": rule.capitalize(), "due": day("2026-11-06"),
        "by": None, "hard": None, "window_from": None, "owner": "HT", "provider": None, "state": "open", "met_by": None,
        "waits_for": None, "after": None, "evidence": (), "readings": (), "covers": (), "policy": "§5",
        "reason": f"Because of {rule}.", "rules": (rule,),
    }  # fmt: skip
    return Duty(rule=rule, **{**told, **more})


def joined(*duties):
    (found,) = one_act_one_duty(duties)
    return found


def test_the_first_leads_and_the_narrowest_window_holds():
    found = joined(
        duty("notice", hard=day("2026-11-09"), window_from=day("2026-11-02"), evidence=("letter",), covers=("O13",)),
        duty("copy", hard=day("2026-11-08"), window_from=day("2026-11-03"), evidence=("letter", "post"),
             covers=("O13", "V06"), policy="§5; §7"),
    )  # fmt: skip
    assert (found.rule, found.rules, found.title) == ("notice", ("notice", "copy"), "Notice")
    assert (found.hard, found.window_from) == (day("2026-11-08"), day("2026-11-03"))
    assert (found.evidence, found.covers, found.policy) == (("letter", "post"), ("O13", "V06"), "§5; §7")
    assert found.why == "Because of notice. Also: Copy."


def test_a_title_is_not_said_twice_and_reasons_may_come_late():
    assert joined(duty("notice"), duty("second", title="Notice")).why == "Because of notice."
    first = duty("notice", reason=lambda: "Worked out late.")
    late = joined(first, duty("copy"), duty("file"), duty("more", title="Copy"))
    assert late.why == "Worked out late. Also: Copy; File."


def test_a_problem_and_the_readings_of_any_are_kept():
    reading = DutyReading("calendar days", None, day("2026-11-06"), None, True)
    found = joined(duty("notice"), duty("copy", problem="Not loaded.", readings=(reading,)))
    assert (found.problem, found.readings) == ("Not loaded.", (reading,))


def test_another_act_owner_provider_or_day_is_another_duty():
    others = [
        duty("a", act="copy"), duty("b", owner="DHT"), duty("c", provider="forge"), duty("d", due=day("2026-11-09")),
    ]  # fmt: skip
    assert [one.rule for one in one_act_one_duty([duty("notice"), *others])] == ["notice", "a", "b", "c", "d"]


def test_what_waits_for_different_things_or_numbers_stays_apart():
    asked = (("a", "panel", 1), ("b", "panel", 1), ("c", "review", 1), ("d", "panel", 2))
    waiting = [duty(rule, due=None, waits_for=what, state="waiting", occurrence=n) for rule, what, n in asked]
    assert [one.rules for one in one_act_one_duty(waiting)] == [("a", "b"), ("c",), ("d",)]


def test_carrying_out_one_carries_out_all():
    done = duty("copy", state="met", met_by="done 2026-11-05")
    found = joined(duty("notice"), done)
    assert (found.state, found.met_by) == ("met", "done 2026-11-05")


def test_what_an_event_alone_has_met_parts_from_the_rest():
    seen = duty("contact", state="met", met_by="visit 2026-11-05")
    found = one_act_one_duty([duty("parents"), seen, duty("pupil")])
    assert [(one.rules, one.state) for one in found] == [(("contact",), "met"), (("parents", "pupil"), "open")]
    both = one_act_one_duty([seen, duty("pupil", state="met", met_by="visit 2026-11-05")])
    assert [(one.rules, one.state) for one in both] == [(("contact", "pupil"), "met")]
    nobody_said = duty("contact", state="met", met_by=None)
    assert [one.state for one in one_act_one_duty([duty("parents"), nobody_said])] == ["met", "open"]
