"""What positions are worth, and who meets its margin (_Margin_).

All of it is in half units over 10,000, so that rates multiply without rounding.
"""

from heapq import heapify, heappop, heappush
from typing import Dict, Iterable, List, NamedTuple, Tuple

from margin_account import Account, Standing
from margin_messages import WHOLE
from messages import DepthView


class Line(NamedTuple):
    """A straight line in the position. Value less rate is the lowest of a few of them."""

    at_zero: int
    slope: int


def mid_lines(reference: int, rate: int) -> List[Line]:
    """The lines of the valuation `mid`: one for each sign of the position."""
    return [Line(0, (WHOLE - rate) * reference), Line(0, (WHOLE + rate) * reference)]


def walk_lines(depth: DepthView, highest: int, reference: int, rate: int) -> List[Line]:
    """What the valuation `walk` adds: one line for each price in the book, and for the rest.

    A long position is sold to the buys, a short one bought back from the sells.
    """
    lines = []
    for levels, last, sign in ((depth.buys, 1, 1), (depth.sells, highest, -1)):
        lots, money = 0, 0
        for price, volume in [*levels, (last, 0)]:
            at_zero = sign * (money - 2 * price * lots)
            lines.append(Line(WHOLE * at_zero, WHOLE * 2 * price - sign * rate * reference))
            lots += volume
            money += 2 * price * volume
    return lines


def worst_margin(account: Account, lines: Iterable[Line], threshold: int,
                 more: Tuple[Standing, ...] = ()) -> int:
    """The worst margin of an account, with some orders more than it has.

    Under one line an order harms if its lots are worth less than their price; exactly those are
    filled.
    """
    orders = [*account.orders.values(), *more]
    held = account.cash + account.escrow
    if orders or account.position != 0:
        held -= threshold
    return WHOLE * held + min(
        at_zero + slope * account.position
        + sum(min(0, lots * (slope - 2 * WHOLE * price)) for lots, price in orders)
        for at_zero, slope in lines)


def solvent_range(account: Account, reference: int, highest: int, rate: int,
                  threshold: int) -> Tuple[int, int]:
    """The lowest and the highest reference price at which an account meets its margin by `mid`.

    It has to meet it at the given one; since the margin is concave, it does so in between.
    """
    def last_solvent(good: int, end: int) -> int:
        """The last price from the good one towards the end at which the margin is met."""
        if worst_margin(account, mid_lines(end, rate), threshold) >= 0:
            return end
        bad = end
        while abs(bad - good) > 1:
            middle = (good + bad) // 2
            if worst_margin(account, mid_lines(middle, rate), threshold) >= 0:
                good = middle
            else:
                bad = middle
        return good

    return last_solvent(reference, 0), last_solvent(reference, 2 * highest)


class Watch:
    """Who falls short when the reference price moves, without a look at all the others.

    Two heaps have the ends of the ranges; what was put there before the last range of an account
    is skipped.
    """

    def __init__(self) -> None:
        self._stamps: Dict[int, int] = {}
        self._next = 0
        self._lows: List[Tuple[int, int, int]] = []
        self._highs: List[Tuple[int, int, int]] = []

    def put(self, index: int, low: int, high: int) -> None:
        """Watch an account that meets its margin from the low to the high price."""
        self._next += 1
        self._stamps[index] = self._next
        heappush(self._lows, (-low, self._next, index))
        heappush(self._highs, (high, self._next, index))
        if len(self._lows) + len(self._highs) > 8 * len(self._stamps) + 64:
            self._lows = self._current(self._lows)
            self._highs = self._current(self._highs)

    def drop(self, index: int) -> None:
        """Watch an account no longer."""
        self._stamps.pop(index, None)

    def outside(self, reference: int) -> List[int]:
        """The accounts whose range does not have this price; they are watched no longer."""
        found = []
        for heap, end in ((self._lows, -reference), (self._highs, reference)):
            while heap and heap[0][0] < end:
                _, stamp, index = heappop(heap)
                if self._stamps.get(index) == stamp:
                    del self._stamps[index]
                    found.append(index)
        return found

    def _current(self, heap: List[Tuple[int, int, int]]) -> List[Tuple[int, int, int]]:
        kept = [entry for entry in heap if self._stamps.get(entry[2]) == entry[1]]
        heapify(kept)
        return kept
