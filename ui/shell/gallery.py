"""The kit on one sheet: every component with its states, for looking at them in each theme."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.common.ask import Question
from ui.common.bus import Said
from ui.common.dialogs.window_ask import question_dialog
from ui.common.duties.duty_list import DutyList
from ui.common.duties.lines import DutyGroup, DutyLine
from ui.common.scenes import Over, Scene, Shown, Stage
from ui.common.widgets.banner import Banner
from ui.common.widgets.button import Button, IconButton
from ui.common.widgets.card import Card, row
from ui.common.widgets.checks import Check, Checks
from ui.common.widgets.chip import Chip, KindTile, NeedsFlags
from ui.common.widgets.choice_box import ChoiceBox
from ui.common.widgets.choices import CardChoice, CheckBox, RadioButton, SegmentedChoice
from ui.common.widgets.codes import CodeRow
from ui.common.widgets.empty import EmptyState, Icon
from ui.common.widgets.field import Field, Mend
from ui.common.widgets.fields import SearchField, TextField, WorkedOut
from ui.common.widgets.label import DataLabel, Link
from ui.common.widgets.progress import JobBar
from ui.common.widgets.register_cell import RegisterCell
from ui.common.widgets.ribbon import PlacementRibbon, Ribbon, RibbonMark, RibbonWeek
from ui.common.widgets.table_frame import TableFrame
from ui.common.widgets.tabs import FilterButton, FilterTabs
from ui.common.widgets.toast import Toast
from ui.theme.current import theme

LINES = (
    DutyLine("1", "Fri 6 Nov", "2 school days late", "overdue", "visit", "Write up the visit of 3 November",
             "Chidera Okonjo", "p1", "10F · Off-site direction", "Ms L Farrant", "HOY 10", "App. A row 3",
             "App. A row 3 – Visits", why="The visit was on Tuesday 3 November.", button="Write record"),
    DutyLine("2", "Today", "last day", "today", "letter", "Invite parents to the 4–6 week review", "Zayn Qureshi", "p2",
             "9D · Off-site direction", "You", "Inclusion admin", "Section 5", "Section 5 – Reviews",
             button="Send letter"),
)  # fmt: skip


class Sheet(QWidget):
    """All components in three columns."""

    def __init__(self) -> None:
        super().__init__()
        now = theme()
        self.setObjectName("sheet")
        self.setAutoFillBackground(True)
        outer = QVBoxLayout(self)
        edge = now.length("space-page")
        outer.setContentsMargins(edge, now.px(16), edge, edge)
        outer.setSpacing(now.px(12))
        outer.addLayout(row(DataLabel("AP Desk: components", "title"),
                            DataLabel(f"{now.tokens.title} theme. Every colour is a token", "small"), gap=14))
        across = QHBoxLayout()
        across.setSpacing(now.px(16))
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(now.px(12))
        for card in (_buttons(), _chips(), _flags(), _kinds(), _cells(), _choices(), _checks()):
            left.addWidget(card)
        left.addStretch(1)
        _fill_right(right)
        across.addLayout(left, 31)
        across.addLayout(right, 69)
        outer.addLayout(across, 1)


def _fill_right(right: QVBoxLayout) -> None:
    now = theme()
    right.addWidget(_duties())
    right.addWidget(_ribbon())
    below = QHBoxLayout()
    below.setSpacing(now.px(12))
    first, second = QVBoxLayout(), QVBoxLayout()
    for side in (first, second):
        side.setSpacing(now.px(12))
    for card in (_fields(), _banners(), _filters()):
        first.addWidget(card)
    for card in (_progress(), _toast(), _dialog(), _empty()):
        second.addWidget(card)
    first.addStretch(1)
    second.addStretch(1)
    below.addLayout(first, 1)
    below.addLayout(second, 1)
    right.addLayout(below, 1)


def _buttons() -> Card:
    card = Card("Buttons")
    focused = Button("Focused")
    focused.setObjectName("focused")
    greyed = Button("Not yet", "primary")
    greyed.set_why("The dates come first")
    card.add_layout(row(Button("Create placement", "primary"), Button("Save as draft"), Button("Use I", "soft")))
    card.add_layout(row(Button("Stop using", "danger", "ph.prohibit"), Button("Show all", "quiet"), focused))
    card.add_layout(row(greyed, Button("Small", small=True), Button("Send letter", icon="ph.envelope-simple"),
                        IconButton("ph.printer", "Print")))
    return card


def _chips() -> Card:
    card = Card("Status chips: shape, word, then colour")
    card.add_layout(row(Chip("2 school days late", "overdue"), Chip("Due today", "today"), Chip("Fri 13 Nov", "soon")))
    card.add_layout(row(Chip("Later", "later"), Chip("Waiting for parents", "waiting"), Chip("Filed", "done"),
                        Chip("Cannot be used", "stop")))
    card.add_layout(row(Chip("Placed", "placed"), DataLabel("the normal state stays quiet", "small")))
    return card


def _flags() -> Card:
    card = Card("Needs flags")
    flags = NeedsFlags(("K", "EHCP", "SW", "PP", "MED", "EAL", "LAC"))
    card.add_layout(row(flags, DataLabel("Solid only for looked-after", "small"), gap=12))
    return card


def _kinds() -> Card:
    card = Card("Kinds")
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme().px(8))
    grid.setVerticalSpacing(theme().px(6))
    for number, kind in enumerate(("visit", "review", "letter", "starts", "meeting", "contact", "register", "papers")):
        place = number % 4 * 2
        grid.addWidget(KindTile(kind), number // 4, place)
        grid.addWidget(DataLabel(theme().kind(kind).label, "small"), number // 4, place + 1)
        grid.setColumnStretch(place + 1, 1)
    card.add_layout(grid)
    return card


def _cells() -> Card:
    card = Card("Register cells")
    grid = QGridLayout()
    states = (("marked", "D", "", "Marked"), ("expected", "D", "", "Expected"), ("absent", "I", "", "Absent"),
              ("no-reason", "N", "", "No reason"), ("wrong", "B", "D", "Wrong code"), ("away", "D", "I", "Away there"),
              ("in-school", "/", "", "In school"), ("marked", "D", "", "Focus"))  # fmt: skip
    for number, (state, mark, other, label) in enumerate(states):
        place = number % 4 * 2
        grid.addWidget(RegisterCell(state, mark, other, focused=label == "Focus", name=label), number // 4, place)
        grid.addWidget(DataLabel(label, "condensed"), number // 4, place + 1)
        grid.setColumnStretch(place + 1, 1)
    card.add_layout(grid)
    return card


def _choices() -> Card:
    card = Card("Choices")
    ticked, chosen = CheckBox("Share the one page profile"), RadioButton("Full time")
    ticked.setChecked(True)
    chosen.setChecked(True)
    card.add_layout(row(ticked, CheckBox("Share the chronology")))
    card.add_layout(row(chosen, RadioButton("Part of the week")))
    card.add(CardChoice([("a", "Fri 5 Feb 2027", "12 calendar weeks, 48 school days"),
                         ("b", "Fri 26 Feb 2027", "12 school weeks, 58 school days")]))
    card.add_layout(row(SegmentedChoice([("full", "Full time"), ("part", "Part of the week")])))
    return card


def _checks() -> Card:
    card = Card("Checks")
    checks = Checks()
    checks.set_items([
        Check("ok", "Notice can go in time", "Aim for Wed 11 Nov, latest Thu 12 Nov"),
        Check("warn", "A review decision falls in the holiday", "Latest Mon 21 Dec, so send by Fri 18 Dec"),
        Check("stop", "No safeguarding assurance", "Ms R Idowu can renew it.", "Ask Ms R Idowu", "renew"),
        Check("info", "INSET day Fri 27 Nov", "Fairholt is open that day: code D"),
    ])
    card.add(checks)
    return card


def _duties() -> QWidget:
    duties = DutyList()
    duties.set_groups([DutyGroup("late", "Overdue", "overdue", LINES[:1]), DutyGroup("today", "Due today", "today",
                                                                                     LINES[1:])])
    duties.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    frame = TableFrame(duties)
    frame.setFixedHeight(2 * theme().length("group-row") + 2 * theme().length("duty-row") + 2)
    return frame


def _ribbon() -> Card:
    card = Card("Placement ribbon")
    labels = ("28 Sep", "5 Oct", "12", "19", "26 half term", "2 Nov", "9", "16", "23", "30", "7 Dec", "14")
    weeks = tuple(RibbonWeek(label, label.endswith("term"), label == "9") for label in labels)
    marks = [("visit", 0.01, True, False), ("contact", 0.1, True, False), ("letter", 0.38, True, False),
             ("visit", 0.44, False, True), ("review", 0.48, True, False), ("letter", 0.535, False, False),
             ("visit", 0.77, False, False), ("letter", 0.86, False, False), ("review", 0.925, False, False),
             ("starts", 0.985, False, False), ("review", 0.988, False, False)]  # fmt: skip
    ribbon = PlacementRibbon()
    ribbon.set_ribbon(Ribbon("Off-site direction", weeks, tuple(
        RibbonMark(str(n), at, kind, f"{theme().kind(kind).label} {n}", done, late)
        for n, (kind, at, done, late) in enumerate(marks)
    ), done=0.523, today=0.523))
    card.add(ribbon)
    return card


def _fields() -> Card:
    card = Card("Form fields")
    name = TextField()
    name.setText("Chidera")
    across = QHBoxLayout()
    across.setSpacing(theme().px(12))
    across.addWidget(Field("First name", name))
    across.addWidget(Field("Last day (worked out)", WorkedOut("Fri 5 Feb 2027")))
    card.add_layout(across)
    day = TextField()
    day.setText("14/11/2026")
    field = Field("First day", day)
    field.set_trouble(Mend("Saturday 14 November is not a school day. The next is Monday 16 November.",
                           "Use Mon 16 Nov", field.hide))
    card.add(field)
    who = ChoiceBox([("a", "Mr Tansley, Fairholt School"), ("b", "Ms Farrant")])
    card.add(Field("Who confirmed it", who, help="The person who answers for registration there.", if_known=True))
    return card


def _banners() -> Card:
    card = Card("Banners")
    card.add(Banner("overdue", "Backup failed at 08:15.", "Drive full.", "Try again"))
    card.add(Banner("today", "Not saved for 3 minutes.", "File in use.", "Save a copy"))
    card.add(Banner("soon", "Working offline.", "3 visits on this laptop.", icon="ph.wifi-slash"))
    return card


def _filters() -> Card:
    card = Card("Finding and filtering")
    tabs = FilterTabs([("all", "All"), ("late", "Overdue"), ("today", "Today")])
    for key, number in (("all", 20), ("late", 3), ("today", 6)):
        tabs.set_count(key, number, late=key == "late")
    year = FilterButton("Year", [("9", "Year 9")])
    year.choose("9")
    card.add_layout(row(tabs))
    card.add_layout(row(FilterButton("Provider", [("f", "Fairholt School")]), year))
    card.add_layout(row(Link("Chidera Okonjo")))
    card.add(SearchField("Search name, form or UPN"))
    card.add(CodeRow("D", "Dual registered", "13"))
    return card


def _progress() -> Card:
    card = Card("Progress, always with cancel")
    bar = JobBar()
    bar.show_state("Making 41 registers", 25, 41, "About 6 seconds left. Files made so far are kept.")
    card.add(bar)
    return card


class _ToastStand(QWidget):
    """A place for a toast that does not float."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(theme().px(80))
        self.toast = Toast(self)
        self.toast.setGraphicsEffect(None)  # type: ignore[arg-type]
        self.toast.show_said(Said("Letter to Mr and Mrs Rahimov marked as sent", self.hide))


def _toast() -> Card:
    card = Card("Toast, ten seconds, undo")
    card.add(_ToastStand())
    return card


def _dialog() -> Card:
    """The words and buttons of a question, laid into the sheet; the question itself is a picture of its own."""
    card = Card()
    card.add(DataLabel(QUESTION.title, "h2", wrap=True))
    card.add(DataLabel(QUESTION.body, "body", wrap=True))
    warning = row(Icon("ph.warning-fill", "today/icon"), DataLabel(QUESTION.warning, "medium"))
    card.add_layout(warning)
    buttons = row(stretch=False)
    buttons.addStretch(1)
    buttons.addWidget(Button(QUESTION.keep))
    buttons.addWidget(Button(QUESTION.do, "primary"))
    card.add_layout(buttons)
    return card


QUESTION = Question(
    "End this placement on Tuesday 10 November?",
    "Chidera Okonjo is due back from Fairholt School on Friday 18 December. Ending now cancels 9 duties and makes a "
    "return meeting and an end-of-placement letter.",
    do="End placement today",
    keep="Keep the placement",
    warning="The decision letter of 11 November still has to go",
)


def _empty() -> Card:
    card = Card()
    card.add(EmptyState("ph.map-pin-line", "No visits are due this week",
                        "The next is Chidera Okonjo on Tuesday 1 December.", "Plan a visit early", "ph.plus"))
    return card


def components(stage: Stage) -> Shown:
    """The sheet, with one button and one row focused."""
    sheet = Sheet()
    stage.show(sheet, (1600, sheet.sizeHint().height()))
    sheet.activateWindow()
    focused = sheet.findChild(Button, "focused")
    if focused is not None:
        focused.setFocus()
    return sheet


def question(stage: Stage) -> Shown:
    """A question over an empty page."""
    ground = QWidget()
    stage.show(ground)
    dialog = question_dialog(QUESTION)
    stage.show(dialog, (dialog.width(), 200))
    dialog.fit()
    return Over(ground, dialog)


SCENES = (Scene("components", components), Scene("question", question))
