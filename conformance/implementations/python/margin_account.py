"""What the exchange knows of one trader, and how something is split among several (_Margin_)."""

from typing import Dict, List, NamedTuple

from margin_messages import GOOD, AccountView


class Standing(NamedTuple):
    """A live order: its lots, below zero where it sells, and its price in whole quote units."""

    lots: int
    price: int


class Account:
    """One trader (_State_).

    While the trader is good its credential is for the version that runs, so `credential` only
    counts for the others.
    """

    __slots__ = ("index", "trader", "balance", "position", "cost", "escrow", "status",
                 "called_at", "solvent_at", "credential", "own", "joint", "orders")

    def __init__(self, index: int, trader: str) -> None:
        self.index = index
        self.trader = trader
        self.balance = 0
        self.position = 0
        self.cost = 0
        self.escrow = 0
        self.status = GOOD
        self.called_at = 0
        self.solvent_at = 0
        self.credential = 0
        self.own = 0
        self.joint = 0
        self.orders: Dict[str, Standing] = {}

    @property
    def cash(self) -> int:
        """P's m: every fill is paid for in full."""
        return self.balance - self.cost

    def net(self, reference: int) -> int:
        """P's eta (_State_)."""
        return self.cash + self.escrow + self.position * reference

    def take(self, lots: int, price: int) -> None:
        """Buy lots, or sell them if they are below zero, at a price in half units."""
        self.position += lots
        self.cost += lots * price
        if self.position == 0:
            self.balance -= self.cost
            self.cost = 0

    def mark(self, reference: int, closes: bool) -> int:
        """Mark the position to market, and say what that pays (_End of a day_)."""
        worth = self.position * reference
        paid = worth - self.cost
        self.cost = worth
        if closes:
            self.cost = self.position = 0
        return paid

    def is_idle(self) -> bool:
        """Has the trader neither a position nor an order?"""
        return self.position == 0 and not self.orders

    def view(self, reference: int, version: int) -> AccountView:
        """What can be seen of it."""
        return AccountView(
            self.trader, self.cash, self.balance, self.escrow, self.position, self.net(reference),
            self.status, version if self.status == GOOD else self.credential, self.own, self.joint)


def split(amount: int, weights: List[int]) -> List[int]:
    """Split an amount in proportion to the weights (_Everybody is validated again_).

    Each part is rounded down; what is left over goes, one each, to the largest remainders, the
    earlier first. Without weights above zero nobody has anything.
    """
    total = sum(weights)
    if total == 0:
        return [0] * len(weights)
    parts = [amount * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(amount * weights[i] % total))
    for i in by_remainder[:amount - sum(parts)]:
        parts[i] += 1
    return parts
