"""Long work: one after another, its end told on the window's thread, and Cancel that works."""

from __future__ import annotations

import threading

from manual_jobs import ManualExecutor

from apdesk.problems import Problem
from ui.common.jobs import Broke, Done, Jobs, Refused, Stopped


def drained(qtbot, jobs, executor):
    """Carries out all the work and waits until its end has been told."""
    while jobs.busy:
        executor.drain()
        with qtbot.waitSignal(jobs.ended):
            pass


def test_the_value_comes_back(qtbot):
    executor, ends = ManualExecutor(), []
    jobs = Jobs(executor)
    jobs.run("Adding", lambda progress: 2 + 3, ends.append)
    assert jobs.busy
    assert ends == []
    drained(qtbot, jobs, executor)
    assert ends == [Done(5)]
    assert not jobs.busy


def test_a_refusal_and_a_fault_are_told_apart(qtbot):
    executor, ends = ManualExecutor(), []
    jobs = Jobs(executor)

    def refuse(progress):
        raise Problem("roll.empty", "The file is empty.")

    jobs.run("Reading", refuse, ends.append)
    jobs.run("Dividing", lambda progress: 1 // 0, ends.append)
    drained(qtbot, jobs, executor)
    assert isinstance(ends[0], Refused)
    assert ends[0].problem.code == "roll.empty"
    assert isinstance(ends[1], Broke)


def test_cancel_stops_at_the_next_step(qtbot):
    executor, ends, done = ManualExecutor(), [], []
    jobs = Jobs(executor)

    def work(progress):
        for number in range(10):
            progress.step(number, 10, "Making registers")
            done.append(number)

    jobs.run("Making registers", work, ends.append)
    jobs.cancel()
    drained(qtbot, jobs, executor)
    assert ends == [Stopped()]
    assert done == []


def test_jobs_run_one_after_another_in_order(qtbot):
    executor, order = ManualExecutor(), []
    jobs = Jobs(executor)
    for number in range(3):
        jobs.run(f"Job {number}", lambda progress, number=number: order.append(number), lambda outcome: None)
    assert executor.waiting == 1
    drained(qtbot, jobs, executor)
    assert order == [0, 1, 2]


def test_work_that_a_job_asks_for_follows_it(qtbot):
    executor, ends = ManualExecutor(), []
    jobs = Jobs(executor)
    jobs.run("First", lambda progress: 1, lambda outcome: jobs.run("Second", lambda progress: 2, ends.append))
    drained(qtbot, jobs, executor)
    assert ends == [Done(2)]


def test_real_work_runs_off_the_window_thread_and_ends_on_it(qtbot):
    jobs, seen = Jobs(), {}

    def work(progress):
        progress.step(1, 2, "Working")
        return threading.current_thread() is threading.main_thread()

    def done(outcome):
        seen["outcome"], seen["on main"] = outcome, threading.current_thread() is threading.main_thread()

    with qtbot.waitSignal(jobs.ended):
        jobs.run("Working", work, done)
    assert seen == {"outcome": Done(False), "on main": True}
    jobs.close()


def test_what_the_thread_held_is_let_go(qtbot):
    executor, let_go, ends = ManualExecutor(), [], []
    jobs = Jobs(executor)
    jobs.afterwards = lambda: let_go.append(True)
    jobs.run("Reading", lambda progress: 1, ends.append)
    drained(qtbot, jobs, executor)
    assert let_go == [True]


def test_closing_while_busy_forgets_what_waits_and_stops_what_runs():
    executor, ends = ManualExecutor(), []
    jobs = Jobs(executor)
    jobs.run("One", lambda progress: 1, ends.append)
    jobs.run("Two", lambda progress: 2, ends.append)
    jobs.close()
    assert executor.waiting == 0
    assert ends == []
