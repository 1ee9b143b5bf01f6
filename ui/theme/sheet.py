"""The style sheet, written from the tokens. Controls that paint themselves are not named here."""

from __future__ import annotations

from ui.theme.current import Theme

_WORDS = {                     # type of a label -> colour role where it differs from ink
    "small": "ink2",
    "meta": "ink2",
    "condensed": "ink2",
    "head": "ink2",
}


def sheet(chosen: Theme) -> str:
    """The whole style sheet of a theme at its text size."""
    parts = (_labels, _inputs, _frames, _tables, _bars, _menus)
    return "\n".join(part(chosen) for part in parts)


def font_rule(chosen: Theme, name: str) -> str:
    """Family and size of a named type, as style sheet declarations."""
    family, size = chosen.tokens.types[name]
    return f'font-family: "{family}", "DejaVu Sans"; font-size: {chosen.px(size)}px; font-weight: normal;'


def _c(chosen: Theme, role: str) -> str:
    colour = chosen.colour(role)
    return colour.name() if colour.alpha() else "transparent"


def _labels(chosen: Theme) -> str:
    rules = [
        f'DataLabel[kind="{name}"] {{ {font_rule(chosen, name)} color: {_c(chosen, _WORDS.get(name, "ink"))}; }}'
        for name in chosen.tokens.types
    ]
    rules.append(
        f"QToolTip {{ {font_rule(chosen, 'small')} color: {_c(chosen, 'toast-text')}; "
        f"background: {_c(chosen, 'toast')}; border: 1px solid {_c(chosen, 'toast-line')}; padding: 4px 6px; }}"
    )
    return "\n".join(rules)


def _inputs(chosen: Theme) -> str:
    edge, radius, ring = chosen.edge, chosen.length("radius-control"), chosen.px(2)
    side, inner = chosen.px(10), max(1, chosen.px(10) + edge - ring)
    return f"""
QLineEdit, QPlainTextEdit {{ {font_rule(chosen, "body")} color: {_c(chosen, "ink")};
  background: {_c(chosen, "surface")}; border: {edge}px solid {_c(chosen, "ctl")}; border-radius: {radius}px;
  padding: 0 {side - edge}px; selection-background-color: {_c(chosen, "accent")};
  selection-color: {_c(chosen, "on-accent")}; placeholder-text-color: {_c(chosen, "ink3")};
  lineedit-password-character: 8226; }}
QPlainTextEdit {{ padding: {chosen.px(6)}px {chosen.px(6)}px; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: {ring}px solid {_c(chosen, "focus")};
  padding-left: {inner - edge}px; padding-right: {inner - edge}px; }}
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border: {ring}px solid {_c(chosen, "overdue/line")};
  padding-left: {inner - edge}px; padding-right: {inner - edge}px; }}
QLineEdit[wrong="true"]:focus, QPlainTextEdit[wrong="true"]:focus {{ border-color: {_c(chosen, "focus")}; }}
QLineEdit:read-only, QLineEdit:disabled {{ background: {_c(chosen, "sunk")}; color: {_c(chosen, "ink2")};
  border: 1px solid {_c(chosen, "disabled-line")}; }}
QLineEdit[find="true"], QLineEdit[find="true"]:focus {{ font-size: {chosen.px(20)}px; border: none; padding: 0;
    background: transparent; }}
QLineEdit[bare="true"] {{ border: none; background: transparent; padding: 0; }}
"""


def _frames(chosen: Theme) -> str:
    card, edge = chosen.length("radius-card"), chosen.edge
    return f"""
QMainWindow, QDialog, Page, Frame {{ background: {_c(chosen, "canvas")}; }}
QDialog {{ background: {_c(chosen, "surface")}; }}
Card {{ background: {_c(chosen, "surface")}; border: {edge}px solid {_c(chosen, "hair" if edge == 1 else "line")};
  border-radius: {card}px; }}
SideColumn[floating="true"] Card {{ background: transparent; border: none; border-radius: 0; }}
QScrollArea, QScrollArea > QWidget > QWidget#scrolled {{ background: transparent; border: none; }}
QFrame#popup {{ background: {_c(chosen, "surface")}; border: {edge}px solid {_c(chosen, "line")};
  border-radius: {chosen.length("radius-dialog")}px; }}
TopBar {{ background: {_c(chosen, "canvas")}; }}
FormFoot {{ background: {_c(chosen, "surface")}; border-top: 1px solid {_c(chosen, "line")}; }}
KeyBar {{ background: {_c(chosen, "sunk")}; border-top: 1px solid {_c(chosen, "hair" if edge == 1 else "line")}; }}
"""


def _tables(chosen: Theme) -> str:
    edge = chosen.edge
    return f"""
QAbstractItemView {{ {font_rule(chosen, "body")} background: {_c(chosen, "surface")}; color: {_c(chosen, "ink")};
  border: none; outline: none; selection-background-color: {_c(chosen, "select")};
  selection-color: {_c(chosen, "ink")}; gridline-color: {_c(chosen, "hair")}; }}
TableFrame {{ background: {_c(chosen, "surface")}; border: {edge}px solid {_c(chosen, "hair" if edge == 1 else "line")};
  border-radius: {chosen.length("radius-card")}px; }}
QHeaderView {{ background: {_c(chosen, "sunk")}; border: none; }}
QHeaderView::section {{ {font_rule(chosen, "head")} background: {_c(chosen, "sunk")}; color: {_c(chosen, "ink2")};
  border: none; border-bottom: 1px solid {_c(chosen, "line")}; padding: 0 {chosen.px(12)}px; }}
"""


def _bars(chosen: Theme) -> str:
    thick = chosen.px(12)
    return f"""
QScrollBar:vertical {{ background: transparent; width: {thick}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {thick}px; margin: 0; }}
QScrollBar::handle {{ background: {_c(chosen, "ctl")}; border-radius: {chosen.px(3)}px; margin: {chosen.px(3)}px; }}
QScrollBar::handle:vertical {{ min-height: {chosen.px(32)}px; }}
QScrollBar::handle:horizontal {{ min-width: {chosen.px(32)}px; }}
QScrollBar::handle:hover {{ background: {_c(chosen, "ink3")}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _menus(chosen: Theme) -> str:
    return f"""
QMenu {{ {font_rule(chosen, "body")} background: {_c(chosen, "surface")}; color: {_c(chosen, "ink")};
  border: 1px solid {_c(chosen, "line")}; padding: {chosen.px(4)}px; }}
QMenu::item {{ padding: {chosen.px(6)}px {chosen.px(24)}px {chosen.px(6)}px {chosen.px(12)}px;
  min-height: {chosen.px(18)}px; border: {chosen.px(2)}px solid transparent; border-radius: {chosen.px(4)}px; }}
QMenu::item:selected {{ background: {_c(chosen, "select")}; color: {_c(chosen, "ink")};
  border-color: {_c(chosen, "focus")}; }}
QMenu::item:disabled {{ color: {_c(chosen, "ink3")}; }}
QMenu::icon {{ padding-left: {chosen.px(8)}px; }}
QMenu::separator {{ height: 1px; background: {_c(chosen, "hair")}; margin: {chosen.px(4)}px {chosen.px(8)}px; }}
QComboBox QAbstractItemView {{ border: 1px solid {_c(chosen, "line")}; padding: {chosen.px(4)}px; }}
QComboBox QAbstractItemView::item {{ min-height: {chosen.px(28)}px; padding: 0 {chosen.px(8)}px; }}
"""
