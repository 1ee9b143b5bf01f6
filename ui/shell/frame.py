"""The parts of the window that never scroll, around the stack of pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.common.context import Context
from ui.common.widgets.key_bar import KeyBar
from ui.common.widgets.progress import JobBar
from ui.common.widgets.toast import Toast
from ui.shell.banners import BannerHost
from ui.shell.rooms import Room
from ui.shell.sidebar import Sidebar
from ui.shell.top_bar import TopBar
from ui.theme.current import theme


class Frame(QWidget):
    """Rail at the left; top bar, banner, pages, long work, the page's foot and the key bar under each other."""

    def __init__(
        self, context: Context, rooms: Sequence[Room], who: tuple[str, str], may_place: bool,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        now = theme()
        self.sidebar = Sidebar(rooms, *who)
        self.top_bar = TopBar(may_place)
        self.banners = BannerHost()
        self.stack = QStackedWidget()
        self.job_bar = JobBar(context.jobs)
        self.key_bar = KeyBar()
        self._foot: QWidget | None = None
        self._middle = QVBoxLayout()
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        work = QVBoxLayout()
        edge = now.length("space-page")
        work.setContentsMargins(edge, 0, edge, 0)
        work.addWidget(self.job_bar)
        self._middle.addWidget(self.top_bar)
        self._middle.addWidget(self.banners)
        self._middle.addWidget(self.stack, 1)
        self._middle.addLayout(work)
        self._middle.addWidget(self.key_bar)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.sidebar)
        across.addLayout(self._middle, 1)
        self.toast = Toast(self, above=now.length("key-bar"))

    def set_foot(self, foot: QWidget | None) -> None:
        """The foot of the page in front, above the key bar; the page keeps it when another comes."""
        if self._foot is not None and self._foot is not foot:
            self._foot.hide()
            self._foot.setParent(None)
        new = foot is not self._foot
        self._foot = foot
        if foot is not None and new:
            self._middle.insertWidget(self._middle.indexOf(self.key_bar), foot)
            foot.show()
        bar = theme().length("key-bar")
        self.toast.stand_above(bar if foot is None else bar + foot.sizeHint().height())
