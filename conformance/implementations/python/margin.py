"""The exchange of the chapter _Margin_: what it accepts, and what that does.

Orders are matched by the order book; the clearing house does all the rest.
"""

from typing import List

from clearing import Clearing
from margin_conditions import conditions, is_sound
from margin_messages import (
    CancelPost, EndDay, MarginAnswer, MarginEvent, MarginObservation, MarginParams, Post,
)
from messages import Accepted, Answer, Cancel, EndEon, Limit, Params, Rejected
from order_book import OrderBook

MATCHING = Params("price-time", "resting", "cancel-resting")
"""How orders are matched (MG-15)."""


class Exchange:
    """One market."""

    def __init__(self, params: MarginParams) -> None:
        self._sound = is_sound(params)
        self._book = OrderBook(MATCHING)
        self._clearing = Clearing(params, self._book)

    def submit(self, event: MarginEvent) -> MarginAnswer:
        """Accept the event and do what it says, or refuse it and change nothing (_Events_)."""
        for clause, holds in conditions(self._clearing, self._sound, event):
            if not holds():
                return Rejected(clause)
        return self._clearing.settle(event, self._match(event))

    def failed(self, event: MarginEvent) -> List[str]:
        """All conditions that an event fails, in the order of the chapter."""
        return [clause for clause, holds in conditions(self._clearing, self._sound, event)
                if not holds()]

    def observe(self, what: str) -> MarginObservation:
        """One observation (_Answers and observations_)."""
        return (self._book if what == "book" else self._clearing).observe(what)

    def _match(self, event: MarginEvent) -> Accepted:
        """What happens in the order book."""
        if isinstance(event, (Post, CancelPost, EndDay)):
            return self._book.submit(in_book(event, self._clearing.day))
        return Accepted([], [])


def in_book(event: MarginEvent, day: int):
    """An event as the order book knows it. Its eons are the days: an order is for the day."""
    if isinstance(event, Post):
        return Limit(event.order, event.trader, event.side, event.price, event.volume, day)
    if isinstance(event, CancelPost):
        return Cancel(event.order, event.trader)
    return EndEon(event.day)
