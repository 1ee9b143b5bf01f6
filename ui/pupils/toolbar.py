"""Search, tabs, filters and buttons above the pupil list: two lines where there is room, one where there is not."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ui.common.widgets.button import Button, IconButton, MenuButton
from ui.common.widgets.fields import SearchField
from ui.common.widgets.label import DataLabel
from ui.common.widgets.tabs import FilterButton, FilterTabs
from ui.pupils.filters import FILTERS, TAB_WORDS
from ui.theme.current import theme

NARROW, TIGHT = 838, 1000      # design pixels: below these one line, and without the rarer buttons
SEARCH_LEAST, SEARCH_MOST = 176, 250


class Toolbar(QWidget):
    """Only arranges; what is chosen is the page's business. `more_asked` before the menu of the narrow form opens."""

    more_asked = Signal(QMenu)

    def __init__(self, may_add: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        now = theme()
        self.search = SearchField("Search name, form or UPN", name="Search pupils by name, form or UPN")
        self.tabs = FilterTabs(list(TAB_WORDS.items()), name="Which pupils")
        self.filters = {name: FilterButton(label) for name, label in FILTERS.items()}
        self.counted = DataLabel("", "small")
        self.counted.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.saved = MenuButton("Saved", QMenu(self), "ph.bookmark-simple")
        self.as_at = Button("As at", "plain", "ph.clock-counter-clockwise")
        self.excel = MenuButton("Excel", QMenu(self), "ph.table")
        self.add = Button("Add pupil", "plain", "ph.plus")
        self._may_add = may_add
        self.which = MenuButton("", QMenu(self))
        self.filter_menu = MenuButton("Filters", QMenu(self), "ph.funnel")
        self.more = IconButton("ph.dots-three-vertical-bold", "More: saved filters, as at, Excel, add a pupil")
        self._menu = QMenu(self)
        self._first = QHBoxLayout()
        self._second = QHBoxLayout()
        self._lay_out(now.px(8))
        self.more.clicked.connect(self._on_more)
        self.filter_menu.menu_shown().aboutToShow.connect(self._fill_filters)
        self.which.menu_shown().aboutToShow.connect(self._fill_tabs)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _lay_out(self, gap: int) -> None:
        now = theme()
        self.search.setMinimumWidth(now.px(SEARCH_LEAST))
        self.search.setMaximumWidth(now.px(SEARCH_MOST))
        for line in (self._first, self._second):
            line.setSpacing(gap)
        self._first.addWidget(self.search, 1)
        self._first.addWidget(self.tabs)
        self._first.addWidget(self.which)
        self._first.addWidget(self.filter_menu)
        self._first.addStretch(0)
        for button in self.filters.values():
            self._second.addWidget(button)
        self._second.addStretch(1)
        self._second.addWidget(self.counted)
        for each in (self.saved, self.as_at, self.excel, self.add):
            self._second.addWidget(each)
        self._first.addWidget(self.more)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(now.length("space-gap"))
        outer.addLayout(self._first)
        outer.addLayout(self._second)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(300), super().minimumSizeHint().height())

    @property
    def narrow(self) -> bool:
        """True while everything stands in one line."""
        return not self.tabs.isVisibleTo(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Shows what there is room for; what goes waits behind More."""
        room = self.width() / theme().scale
        wide = room >= NARROW
        self.tabs.setVisible(wide)
        self.which.setVisible(not wide)
        self.filter_menu.setVisible(not wide)
        for button in (*self.filters.values(), self.excel):
            button.setVisible(wide)
        self.add.setVisible(wide and self._may_add)
        for each in (self.saved, self.as_at):
            each.setVisible(room >= TIGHT)
        self.more.setVisible(room < TIGHT)
        self.counted.setVisible(wide and self._room_left() >= 0)
        self.search.setMaximumWidth(theme().px(SEARCH_MOST if wide else 2 * SEARCH_MOST))

    def _room_left(self) -> int:
        """What the second line would leave beside the count."""
        shown = [each for each in (*self.filters.values(), self.saved, self.as_at, self.excel, self.add)
                 if each.isVisibleTo(self)]  # fmt: skip
        gaps = (len(shown) + 1) * self._second.spacing()
        return self.width() - sum(each.sizeHint().width() for each in shown) - gaps - self.counted.sizeHint().width()

    def describe(self) -> None:
        """The words of the narrow form, and whether the count has room, follow what is chosen."""
        self.arrange()
        chosen = sum(bool(button.chosen()) for button in self.filters.values())
        self.filter_menu.setText(f"Filters ({chosen})" if chosen else "Filters")
        self.which.setText(f"{TAB_WORDS[self.tabs.key()]} {self.tabs.count_words(self.tabs.key())}".strip())

    def first_filter(self) -> QWidget:
        """What the key for filters goes to."""
        return self.filter_menu if self.narrow else self.filters["year"]

    # The narrow form.

    def _on_more(self) -> None:
        self._menu.clear()
        self.more_asked.emit(self._menu)
        self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _fill_filters(self) -> None:
        menu = self.filter_menu.menu_shown()
        menu.clear()
        for button in self.filters.values():
            inner = menu.addMenu(button.text().replace("&", "&&"))
            inner.addActions(button.fill_menu().actions())
            inner.triggered.connect(button.take_action)

    def _fill_tabs(self) -> None:
        menu = self.which.menu_shown()
        menu.clear()
        for key, words in TAB_WORDS.items():
            said = f"{words} {self.tabs.count_words(key)}".strip()
            menu.addAction(said, lambda key=key: self.tabs.tab(key).click())
