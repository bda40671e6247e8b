"""What is live according to a history: the books that the judge keeps.

Nothing is matched here. The account believes what the answers say.
"""

from typing import Dict, List, Optional

from messages import (
    BUY, SELL, Accepted, Answer, DepthView, EndEon, Event, Fill, LevelView, Limit, Market,
    Observation, OrderView,
)


class Account:
    """The state of a book as its history tells it (_State_, _Judging a history_).

    `live` is in the order of acceptance, and `places` has the place of each live order.
    """

    def __init__(self) -> None:
        self.live: Dict[str, OrderView] = {}
        self.places: Dict[str, int] = {}
        self.sequence = 0
        self.eon = 1

    def apply(self, event: Event, answer: Answer) -> None:
        """Write down an event with its answer. A refused one changes nothing."""
        if not isinstance(answer, Accepted):
            return
        filled = filled_volumes(answer.fills)
        for order, volume in filled.items():
            self._reduce(order, volume)
        for removal in answer.removed:
            self._forget(removal.order)
        if isinstance(event, (Limit, Market)):
            if isinstance(event, Limit):
                removed = any(removal.order == event.order for removal in answer.removed)
                left = 0 if removed else event.volume - filled.get(event.order, 0)
                self._rest(event, left)
            self.sequence += 1
        elif isinstance(event, EndEon):
            self.eon += 1

    def observe(self, what: str) -> Observation:
        """What should be seen (_What can be seen_)."""
        if what == "book":
            return list(self.live.values())
        if what == "depth":
            return DepthView(self._levels(BUY)[::-1], self._levels(SELL))
        return self.sequence if what == "sequence" else self.eon

    def best(self, side: str) -> Optional[int]:
        """The best price of a side, if it is not empty."""
        prices = [view.price for view in self.live.values() if view.side == side]
        return (max(prices) if side == BUY else min(prices)) if prices else None

    def _rest(self, event: Limit, left: int) -> None:
        """What is left of a limit order becomes live (_Events_)."""
        if left > 0:
            self._forget(event.order)
            self.live[event.order] = OrderView(*event)._replace(volume=left)
            self.places[event.order] = self.sequence

    def _reduce(self, order: str, volume: int) -> None:
        """A live order was filled; if nothing remains of it, it is no longer live (OB-8)."""
        view = self.live.get(order)
        if view is None:
            return
        if volume < view.volume:
            self.live[order] = view._replace(volume=view.volume - volume)
        else:
            self._forget(order)

    def _forget(self, order: str) -> None:
        self.live.pop(order, None)
        self.places.pop(order, None)

    def _levels(self, side: str) -> List[LevelView]:
        """The live prices of a side with their volumes, the lowest first."""
        volumes: Dict[int, int] = {}
        for view in self.live.values():
            if view.side == side:
                volumes[view.price] = volumes.get(view.price, 0) + view.volume
        return [LevelView(price, volumes[price]) for price in sorted(volumes)]


def filled_volumes(fills: List[Fill]) -> Dict[str, int]:
    """How much each order is filled. A fill without a volume above zero fills nothing."""
    filled: Dict[str, int] = {}
    for fill in fills:
        if fill.volume > 0:
            for order in (fill.maker, fill.taker):
                filled[order] = filled.get(order, 0) + fill.volume
    return filled
