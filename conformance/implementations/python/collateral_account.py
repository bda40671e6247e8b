"""What is known of an exchange with collateral: who has what, and what each checkpoint commits.

Everything that happens is put down here, whether it should have been accepted or not.
"""

from collections import defaultdict
from typing import Dict, Iterable, List, NamedTuple, Tuple

from collateral_messages import (
    AnswerChallenge, CloseEon, CollateralEvent, CollateralParams, Deposit, Fail, Holding, Price,
    Reserve, Stake, Trade, Unstake,
)

Purse = Dict[str, int]
"""Amounts by coin."""
Place = Tuple[str, str]
"""A trader and a coin."""


class Swap(NamedTuple):
    """What one party of a trade sold and bought, and in which eon."""

    trader: str
    sold: Tuple[str, int]
    bought: Tuple[str, int]
    eon: int


class Checkpoint(NamedTuple):
    """What the checkpoint of an eon commits: everything of the eons before it."""

    holdings: Dict[Place, int]
    reserved: Dict[Tuple[str, str, int], int]


class Ledger:
    """One exchange."""

    def __init__(self, params: CollateralParams) -> None:
        self.params = params
        self.coins = [known.coin for known in params.coins]
        self.careful = {known.trader: known.careful for known in params.traders}
        self.eon = 1
        self.contested = False
        self.failed = False
        self.prices = {known.coin: known.price for known in params.coins}
        self.holdings: Dict[Place, int] = defaultdict(int)
        self.staked: Purse = defaultdict(int)
        self.reserved: Dict[Tuple[str, str, int], int] = defaultdict(int)
        self.deposits: List[Tuple[Deposit, int]] = []
        self.swaps: List[Swap] = []
        self._checkpoints: Dict[int, Checkpoint] = {}

    @property
    def passed(self) -> int:
        """s: the eon of the last checkpoint that passed its challenges."""
        return self.eon - 2 if self.contested else self.eon - 1

    def happen(self, event: CollateralEvent) -> None:
        """What an event does (_Events_)."""
        _EFFECTS[type(event)](self, event)

    def checkpoint(self, eon: int) -> Checkpoint:
        """That of an eon up to the one that runs; before the first end of an eon is nothing."""
        return self._checkpoints.get(eon, Checkpoint({}, {}))

    def protecting(self, trader: str, passed: int) -> Purse:
        """C(s + 1), by coin."""
        reserved = self.checkpoint(passed).reserved
        return {coin: amount for (owner, coin, eon), amount in reserved.items()
                if owner == trader and eon == passed + 1}

    def allotted(self, trader: str, passed: int) -> Purse:
        """What the checkpoint of s allots, and what was deposited since."""
        holdings = self.checkpoint(passed).holdings
        return total(
            [(coin, amount) for (owner, coin), amount in holdings.items() if owner == trader]
            + [(made.coin, made.amount) for made, eon in self.deposits
               if made.trader == trader and eon >= passed])

    def has(self, trader: str) -> Purse:
        """What a trader has with all its trades."""
        return {coin: amount for (owner, coin), amount in self.holdings.items() if owner == trader}

    def since(self, trader: str, passed: int) -> List[Swap]:
        """The swaps that a failure undoes."""
        return [swap for swap in self.swaps if swap.trader == trader and swap.eon >= passed]

    def sold(self, trader: str, passed: int) -> Purse:
        """What was sold in them."""
        return total(swap.sold for swap in self.since(trader, passed))

    def value(self, purse: Purse) -> int:
        """In units of account."""
        return sum(amount * self.prices.get(coin, 0) for coin, amount in purse.items())

    def shown(self) -> List[Holding]:
        """The observation `holdings`."""
        return [Holding(known.trader, coin, self.holdings.get((known.trader, coin), 0))
                for known in self.params.traders for coin in self.coins]

    def _deposit(self, event: Deposit) -> None:
        self.deposits.append((event, self.eon))
        self.holdings[event.trader, event.coin] += event.amount

    def _stake(self, event: Stake) -> None:
        self.staked[event.coin] += event.amount

    def _unstake(self, event: Unstake) -> None:
        self.staked[event.coin] -= event.amount

    def _reserve(self, event: Reserve) -> None:
        self.reserved[event.trader, event.coin, event.eon] += event.amount

    def _trade(self, event: Trade) -> None:
        for swap in swaps_of(event, self.eon):
            self.swaps.append(swap)
            self.holdings[swap.trader, swap.sold[0]] -= swap.sold[1]
            self.holdings[swap.trader, swap.bought[0]] += swap.bought[1]

    def _price(self, event: Price) -> None:
        self.prices[event.coin] = event.price

    def _close(self, event: CloseEon) -> None:
        self.eon += 1
        self.contested = event.challenged
        self._checkpoints[self.eon] = Checkpoint(dict(self.holdings), dict(self.reserved))

    def _answer(self, _: AnswerChallenge) -> None:
        self.contested = False

    def _fail(self, _: Fail) -> None:
        self.failed = True


_EFFECTS = {
    Deposit: Ledger._deposit, Stake: Ledger._stake, Unstake: Ledger._unstake,
    Reserve: Ledger._reserve, Trade: Ledger._trade, Price: Ledger._price, CloseEon: Ledger._close,
    AnswerChallenge: Ledger._answer, Fail: Ledger._fail,
}


def swaps_of(trade: Trade, eon: int) -> List[Swap]:
    """The two swaps that a trade is."""
    base, quote = (trade.base, trade.base_amount), (trade.quote, trade.quote_amount)
    return [Swap(trade.seller, base, quote, eon), Swap(trade.buyer, quote, base, eon)]


def total(amounts: Iterable[Tuple[str, int]]) -> Purse:
    """Adds up amounts by coin."""
    purse: Purse = {}
    for coin, amount in amounts:
        purse[coin] = purse.get(coin, 0) + amount
    return purse
