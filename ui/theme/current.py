"""The theme in force: the tokens as Qt colours, fonts and lengths, scaled by the chosen text size."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont

from ui.theme.fonts import face
from ui.theme.tokens import Kind, Tokens, Tone, contrast, load


class Theme:
    """What painting code asks: colours by role, fonts by name, lengths at the present text size."""

    def __init__(self, tokens: Tokens, text_size: int = 100, still: bool = False) -> None:
        self.tokens = tokens
        self.text_size = text_size
        self.scale = text_size / 100
        self.still = still
        self._fonts: dict[str, QFont] = {}
        self._colours: dict[str, QColor] = {}

    @property
    def name(self) -> str:
        return self.tokens.name

    def colour(self, role: str) -> QColor:
        """The colour of a role, or of `status/part` ("overdue/line", "today/surface"); none is transparent."""
        known = self._colours.get(role)
        if known is None:
            known = self._colours[role] = self._find(role)
        return known

    def _find(self, role: str) -> QColor:
        if "/" not in role:
            value = self.tokens.colour(role)
            return QColor(0, 0, 0, 0) if value == "none" else QColor(value)
        name, part = role.split("/")
        if part == "surface":
            return QColor(self.tokens.on_surface(name))
        if part == "icon":
            return QColor(self.tokens.icon_on_surface(name))
        if part == "icon-on-fill":
            return QColor(self.tokens.icon_on_fill(name))
        if part in ("kind", "tile"):
            kind = self.tokens.kind(name)
            return QColor(kind.colour if part == "kind" else kind.tile)
        return QColor(getattr(self.tokens.status(name), part))

    def status(self, name: str) -> Tone:
        """Icon and colour codes of a status."""
        return self.tokens.status(name)

    def on_surface(self, status: str, ground: str = "surface") -> QColor:
        """The status's colour for words outside its own fill."""
        return QColor(self.tokens.on_surface(status, ground))

    def kind(self, engine_kind: str) -> Kind:
        """Label, icon, paper letter and colour codes of a kind of duty."""
        return self.tokens.kind(engine_kind)

    def font(self, name: str) -> QFont:
        """The font of a named type ("body", "h3", "meta") at the present text size."""
        known = self._fonts.get(name)
        if known is None:
            family, size = self.tokens.types[name]
            known = self._fonts[name] = face(family, self.px(size))
        return QFont(known)

    def px(self, pixels: float) -> int:
        """A length of the design at the present text size."""
        return round(pixels * self.scale)

    def length(self, name: str) -> int:
        """A named length ("top-bar", "input", "space-page", "radius-card") at the present text size."""
        return self.px(self.tokens.lengths[name])

    @property
    def edge(self) -> int:
        """The thickness of an ordinary edge in pixels."""
        return self.tokens.edge

    @property
    def tints_have_edges(self) -> bool:
        """True where a tint that means something must be outlined too."""
        return self.tokens.tints_have_edges

    def readable(self, words: QColor, ground: QColor) -> bool:
        """True where words of that colour may stand on that ground."""
        return contrast(words.name(), ground.name()) >= 4.5


class ThemeSignals(QObject):
    """Tells whoever keeps something made from the theme that it has changed."""

    changed = Signal()


_state: dict[str, Theme] = {}
_signals: list[ThemeSignals] = []


def theme() -> Theme:
    """The theme in force (light at 100 % before any was chosen)."""
    if "now" not in _state:
        _state["now"] = Theme(load("light"))
    return _state["now"]


def theme_signals() -> ThemeSignals:
    """The object whose `changed` follows every change of theme or text size."""
    if not _signals:
        _signals.append(ThemeSignals())
    return _signals[0]


def set_theme(chosen: Theme) -> None:
    """Puts a theme in force; `ui.theme.style.apply_theme` is what calls this."""
    _state["now"] = chosen
