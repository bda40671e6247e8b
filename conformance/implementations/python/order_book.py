"""The order book of the chapter _The order book_.

Each side keeps its orders in one first-in-first-out queue per price, and the prices in a sorted
list. `OrderBook.submit` takes an event and returns its answer.
"""

from bisect import bisect_left
from collections import OrderedDict
from typing import Dict, Iterator, List, Optional

from messages import (
    BUY, SELL, Accepted, Answer, Cancel, DepthView, EndEon, Event, Fill, LevelView, Limit, Market,
    Observation, OrderView, Params, Rejected, Removal, is_amount, is_price, opposite,
)


class Order:
    """An order that is incoming or live (_State_). A market order has no price."""

    __slots__ = ("id", "trader", "side", "price", "volume", "last_eon", "place")

    def __init__(self, id: str, trader: str, side: str, price: Optional[int], volume: int,
                 last_eon: int, place: int) -> None:
        self.id = id
        self.trader = trader
        self.side = side
        self.price = price
        self.volume = volume
        self.last_eon = last_eon
        self.place = place


class Level:
    """The live orders of one side at one price, the first accepted first."""

    __slots__ = ("price", "orders", "volume")

    def __init__(self, price: int) -> None:
        self.price = price
        self.orders: "OrderedDict[str, Order]" = OrderedDict()
        self.volume = 0

    def head(self) -> Order:
        """The order of this price that was accepted first."""
        return next(iter(self.orders.values()))


class BookSide:
    """The live orders of one side.

    A price has a _rank_: the better it is for the incoming order, the higher. So the best
    price is always the last of the sorted list, for buys and for sells. Beside each rank, `_heads`
    has the place of the first order of its queue.
    """

    def __init__(self, side: str) -> None:
        self._sign = 1 if side == BUY else -1
        self._ranks: List[int] = []
        self._heads: List[int] = []
        self._levels: Dict[int, Level] = {}

    def add(self, order: Order) -> None:
        """Put an order at the end of the queue of its price."""
        rank = self._sign * order.price
        level = self._levels.get(rank)
        if level is None:
            level = self._levels[rank] = Level(order.price)
            index = bisect_left(self._ranks, rank)
            self._ranks.insert(index, rank)
            self._heads.insert(index, order.place)
        level.orders[order.id] = order
        level.volume += order.volume

    def reduce(self, order: Order, volume: int) -> None:
        """Take some volume off a live order; if nothing remains it leaves the queue."""
        rank = self._sign * order.price
        level = self._levels[rank]
        level.volume -= volume
        order.volume -= volume
        if order.volume == 0:
            del level.orders[order.id]
            index = bisect_left(self._ranks, rank)
            if level.orders:
                self._heads[index] = level.head().place
            else:
                del self._levels[rank], self._ranks[index], self._heads[index]

    def by_price_and_time(self, limit: Optional[int]) -> Iterator[Order]:
        """The compatible orders under the preference `price-time`.

        Before it asks for the next one, the caller must have removed the one it was given.
        """
        ranks = self._ranks
        lowest = None if limit is None else self._sign * limit
        while ranks and (lowest is None or ranks[-1] >= lowest):
            yield self._levels[ranks[-1]].head()

    def by_time(self, limit: Optional[int]) -> Iterator[Order]:
        """The compatible orders under the preference `time`; to be used like the other.

        The first accepted of all is the head of a queue: the one with the lowest place.
        """
        start = 0 if limit is None else bisect_left(self._ranks, self._sign * limit)
        while start < len(self._ranks):
            heads = self._heads[start:]
            index = start + heads.index(min(heads))
            yield self._levels[self._ranks[index]].head()

    def best(self) -> Optional[int]:
        """The best price, if there is one."""
        return self._sign * self._ranks[-1] if self._ranks else None

    def depth(self) -> List[LevelView]:
        """Each live price with its volume, the best first (_What can be seen_)."""
        levels = (self._levels[rank] for rank in reversed(self._ranks))
        return [LevelView(level.price, level.volume) for level in levels]


class OrderBook:
    """One book (_Parameters_, _State_)."""

    def __init__(self, params: Params) -> None:
        self._by_time = params.preference == "time"
        self._at_incoming_price = params.execution_price == "incoming"
        self._self_trade = params.self_trade
        self._sides = {BUY: BookSide(BUY), SELL: BookSide(SELL)}
        # Orders become live in the order of their places, so this dict is sorted by place.
        self._live: Dict[str, Order] = {}
        self._sequence = 0
        self._eon = 1
        self._handlers = {
            Limit: self._limit,
            Market: self._market,
            Cancel: self._cancel,
            EndEon: self._end_eon,
        }

    def submit(self, event: Event) -> Answer:
        """Accept the event and do what it says, or refuse it and change nothing (_Events_)."""
        return self._handlers[type(event)](event)

    def observe(self, what: str) -> Observation:
        """One observation (_What can be seen_)."""
        if what == "book":
            return [OrderView(order.id, order.trader, order.side, order.price, order.volume,
                              order.last_eon) for order in self._live.values()]
        if what == "depth":
            return DepthView(self._sides[BUY].depth(), self._sides[SELL].depth())
        if what == "sequence":
            return self._sequence
        if what == "eon":
            return self._eon
        raise ValueError("unknown observation: " + what)

    def best(self, side: str) -> Optional[int]:
        """The best price of a side, if it is not empty."""
        return self._sides[side].best()

    def _limit(self, event: Limit) -> Answer:
        """`limit` (_Events_)."""
        id, trader, side, price, volume, last_eon = event
        if not is_amount(volume):
            return Rejected("PR-1")
        if not is_price(price):
            return Rejected("PR-2")
        if not is_amount(volume * price):
            return Rejected("PR-3")
        if last_eon < self._eon:
            return Rejected("OB-20")
        if id in self._live:
            return Rejected("OB-17")
        order = Order(id, trader, side, price, volume, last_eon, self._sequence)
        self._sequence += 1
        answer = Accepted([], [])
        self._match(order, answer)
        if order.volume > 0:
            self._live[id] = order
            self._sides[side].add(order)
        return answer

    def _market(self, event: Market) -> Answer:
        """`market` (_Events_)."""
        id, trader, side, volume = event
        if not is_amount(volume):
            return Rejected("PR-1")
        if id in self._live:
            return Rejected("OB-17")
        order = Order(id, trader, side, None, volume, self._eon, self._sequence)
        self._sequence += 1
        answer = Accepted([], [])
        self._match(order, answer)
        if order.volume > 0:
            answer.removed.append(Removal(id, order.volume, "dropped"))
        return answer

    def _cancel(self, event: Cancel) -> Answer:
        """`cancel` (_Events_)."""
        order = self._live.get(event.order)
        if order is None:
            return Rejected("OB-18")
        if order.trader != event.trader:
            return Rejected("OB-19")
        return Accepted([], [self._remove(order, "cancelled")])

    def _end_eon(self, event: EndEon) -> Answer:
        """`endEon` (_Events_)."""
        if event.eon != self._eon:
            return Rejected("OB-21")
        leaving = [order for order in self._live.values() if order.last_eon == event.eon]
        self._eon += 1
        return Accepted([], [self._remove(order, "expired") for order in leaving])

    def _match(self, taker: Order, answer: Accepted) -> None:
        """Match an incoming order (_Matching_); what is left of it stays in its volume."""
        if taker.volume == 0:
            return
        for maker in self._makers(taker):
            if maker.trader == taker.trader and self._self_trade != "allow":
                self._apply_self_trade_rule(maker, taker, answer)
            else:
                self._trade(maker, taker, answer)
            if taker.volume == 0:
                return

    def _makers(self, taker: Order) -> Iterator[Order]:
        """The live orders compatible with the taker, the most preferred first (OB-1)."""
        side = self._sides[opposite(taker.side)]
        return side.by_time(taker.price) if self._by_time else side.by_price_and_time(taker.price)

    def _trade(self, maker: Order, taker: Order, answer: Accepted) -> None:
        """Trade the smaller of what is left of either, at the execution price (OB-5, OB-6)."""
        volume = min(maker.volume, taker.volume)
        price = maker.price
        if self._at_incoming_price and taker.price is not None:
            price = taker.price
        answer.fills.append(Fill(maker.id, taker.id, price, volume))
        taker.volume -= volume
        self._reduce(maker, volume)

    def _apply_self_trade_rule(self, maker: Order, taker: Order, answer: Accepted) -> None:
        """The resting order leaves, or what is left of the incoming one does (OB-9)."""
        if self._self_trade == "cancel-resting":
            answer.removed.append(self._remove(maker, "self-trade"))
        else:
            answer.removed.append(Removal(taker.id, taker.volume, "self-trade"))
            taker.volume = 0

    def _remove(self, order: Order, why: str) -> Removal:
        """A live order leaves with all that remains of it."""
        removal = Removal(order.id, order.volume, why)
        self._reduce(order, order.volume)
        return removal

    def _reduce(self, order: Order, volume: int) -> None:
        """Take volume off a live order, which is live no longer if nothing remains (OB-8)."""
        self._sides[order.side].reduce(order, volume)
        if order.volume == 0:
            del self._live[order.id]
