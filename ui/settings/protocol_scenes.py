"""The states of Settings, Protocol, for pictures."""

from __future__ import annotations

from datetime import timedelta

from apdesk.domain.protocol_file import Mistake
from apdesk.services.protocol_files import CheckedFile, check_text
from apdesk.services.protocol_versions import versions_in_use
from apdesk.services.readings import CHOSEN_HERE, Point, points, reading_would_move
from apdesk.services.shipped import shipped_protocol_text
from ui.common.dialogs.moves_dialog import MovesDialog
from ui.common.scenes import Scene, Shown, Stage, over
from ui.settings.page import SettingsPage
from ui.settings.policy_page import PolicyPageView
from ui.settings.protocol import FOLLOWS, ProtocolPart, ways
from ui.settings.protocol_file_dialog import MistakesDialog, ProtocolFileDialog


def _protocol(stage: Stage, at: str = "") -> tuple[Shown, ProtocolPart]:
    window = stage.window("settings", part="protocol", at=at)
    page = window.current()
    assert isinstance(page, SettingsPage)
    protocol = page.part()
    assert isinstance(protocol, ProtocolPart)
    return window, protocol


def _half_terms(stage: Stage) -> Point:
    """The point whose other reading moves most."""
    choosing = [one for one in points(stage.context.record) if one.options]
    return max(choosing, key=lambda one: "half-term" in one.reading.lower())


def appendix(stage: Stage) -> Shown:
    """The policy's own table, with a row that can be read in two ways."""
    window, protocol = _protocol(stage)
    point = _half_terms(stage)
    row = next(one for one in protocol.appendix.table.shown_rows() if not one.rules.isdisjoint(point.decides))
    protocol.appendix.table.focus_id(row.pathway)
    return window


def readings(stage: Stage) -> Shown:
    """Every place where the policy can be read in two ways, one with its readings."""
    window, protocol = _protocol(stage, "readings")
    protocol.readings.table.focus_id(_half_terms(stage).key)
    return window


def versions(stage: Stage) -> Shown:
    """Two versions, with placements that run under the older."""
    window, protocol = _protocol(stage, "versions")
    held, today = versions_in_use(stage.context.record)[0], stage.context.today()
    older = held._replace(in_force=False, movable=held.placements, effective=today - timedelta(days=247))
    newer = held._replace(id="newer", version=2, effective=today, activated_on=today, source=CHOSEN_HERE, placements=3)
    protocol.versions.show_versions((newer, older))
    protocol.versions.table.focus_id(older.id)
    return window


def would_move(stage: Stage) -> Shown:
    """What the other reading would move, before it is saved."""
    window, _ = _protocol(stage)
    point = _half_terms(stage)
    other = next(one for one in point.options if one.name != point.chosen)
    moves = reading_would_move(stage.context.record, point.instead(other.name))
    dialog = MovesDialog(
        "Read the policy this way?", moves, stage.context.today(), do="Save this reading",
        body=f"{point.quoted} is read: {other.words}.", choices=ways(moves), follows=FOLLOWS,
        unplanned_stay=True,
    )  # fmt: skip
    return over(stage, window, dialog)


def mistakes(stage: Stage) -> Shown:
    """A policy file that cannot be used yet."""
    window, _ = _protocol(stage)
    wrong = (
        Mistake(118, "unknown-role", 'talk: no role is called "MENTER".'),
        Mistake(126, "unknown-function", 'hard of warning: "CX(start,-1)": there is no function CX.'),
        Mistake(131, "unknown-fact", 'carer.check: no fact is called "pupil.young_career".'),
    )
    return over(stage, window, MistakesDialog(CheckedFile("saltmarsh-2027.toml", "", None, wrong)))


def file(stage: Stage) -> Shown:
    """A policy file that differs from the one in force."""
    window, _ = _protocol(stage)
    text = shipped_protocol_text().replace('label = "Line manager of the Head of Year"', 'label = "Line manager"')
    text = text.replace('title = "Meet parents about their views and preferred schools"', 'title = "Meet parents"')
    found = check_text(stage.context.record, text, "wanstead-2027.toml")
    return over(stage, window, ProtocolFileDialog(found, 31, "", stage.context.today()))


def policy(stage: Stage) -> Shown:
    """The policy row by row, and what is done about it."""
    window = stage.window("policy")
    page = window.current()
    assert isinstance(page, PolicyPageView)
    page.table.focus_id(page.shown()[len(page.shown()) // 3].id)
    return window


def policy_found(stage: Stage) -> Shown:
    """A search in it."""
    window = stage.window("policy")
    page = window.current()
    assert isinstance(page, PolicyPageView)
    page.search.setText("invitation")
    return window


PROTOCOL_SCENES = (
    Scene("settings-protocol", appendix), Scene("settings-protocol-readings", readings),
    Scene("settings-protocol-versions", versions), Scene("settings-protocol-would-move", would_move),
    Scene("settings-protocol-mistakes", mistakes), Scene("settings-protocol-file", file),
    Scene("settings-policy", policy), Scene("settings-policy-found", policy_found),
)  # fmt: skip
