"""Which placement is meant, and what can be done with each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QMenu

from apdesk.services.placement_cards import PlacementCard
from ui.common.ask import Choice
from ui.common.context import Context
from ui.pupil.placement_work import PlacementWork

Entry = tuple[str, Callable[[], None]]


def fill_menu(menu: QMenu, cards: Iterable[PlacementCard], work: PlacementWork, more: Iterable[Entry]) -> None:
    """The placements that are not over, then the newest that is, each with what can be done; then `more`."""
    menu.clear()
    held = list(cards)
    over = [card for card in held if not card.is_current and card.state == "ended"][:1]
    for number, card in enumerate((*(card for card in held if card.is_current), *over)):
        if number:
            menu.addSeparator()
        menu.addAction(f"{card.title}, {card.reference}".replace("&", "&&")).setEnabled(False)
        for key, words in work.offered(card):
            menu.addAction(words, lambda key=key, card=card: work.do(key, card))
    menu.addSeparator()
    for words, do in more:
        menu.addAction(words, do)


def chosen(context: Context, cards: Iterable[PlacementCard]) -> PlacementCard | None:
    """The only one that is not over, or the one that a person picks; None where there is none, or nobody picked."""
    held = list(cards)
    current = [card for card in held if card.is_current] or held
    if len(current) <= 1:
        return current[0] if current else None
    options = [Choice(card.id, card.title, card.reference) for card in current]
    key = context.ask.choose("Which placement?", options)
    return next((card for card in current if card.id == key), None)
