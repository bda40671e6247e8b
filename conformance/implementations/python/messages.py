"""The words of the chapter _The order book_: parameters, events, answers, observations.

All numbers are Python ints, which are exact. How they look in JSON is the business of wire.py.
"""

from typing import Dict, List, NamedTuple, Optional, Union

AMOUNT_LIMIT = 1 << 128
"""Amounts and prices are below this (_Numbers_, PR-1 and PR-2)."""

BUY = "buy"
SELL = "sell"


class Params(NamedTuple):
    """The three choices with which a book is opened (_Parameters_)."""

    preference: str
    execution_price: str
    self_trade: str


class Limit(NamedTuple):
    """The event `limit` (_Events_)."""

    order: str
    trader: str
    side: str
    price: int
    volume: int
    last_eon: int


class Market(NamedTuple):
    """The event `market` (_Events_)."""

    order: str
    trader: str
    side: str
    volume: int


class Cancel(NamedTuple):
    """The event `cancel` (_Events_)."""

    order: str
    trader: str


class EndEon(NamedTuple):
    """The event `endEon` (_Events_)."""

    eon: int


Event = Union[Limit, Market, Cancel, EndEon]


class Fill(NamedTuple):
    """One trade between a resting and an incoming order (_Answers_)."""

    maker: str
    taker: str
    price: int
    volume: int


class Removal(NamedTuple):
    """An order that leaves without being filled (_Answers_)."""

    order: str
    volume: int
    why: str


class Accepted(NamedTuple):
    """The answer to an event that is accepted (_Answers_)."""

    fills: List[Fill]
    removed: List[Removal]


class Rejected(NamedTuple):
    """The answer to an event that is refused; the reason may be left out (_Answers_)."""

    reason: Optional[str]


Answer = Union[Accepted, Rejected]


class OrderView(NamedTuple):
    """One entry of the observation `book` (_What can be seen_)."""

    order: str
    trader: str
    side: str
    price: int
    volume: int
    last_eon: int


class LevelView(NamedTuple):
    """One price of the observation `depth` (_What can be seen_)."""

    price: int
    volume: int


class DepthView(NamedTuple):
    """The observation `depth` (_What can be seen_)."""

    buys: List[LevelView]
    sells: List[LevelView]


Observation = Union[List[OrderView], DepthView, int]


class Entry(NamedTuple):
    """One entry of a history (_Judging a history_)."""

    event: Event
    answer: Answer
    observed: Dict[str, Observation]


class History(NamedTuple):
    """What `judge` is given (_Judging a history_)."""

    params: Params
    entries: List[Entry]


def is_amount(number: int) -> bool:
    """PR-1, and for a product PR-3."""
    return 0 <= number < AMOUNT_LIMIT


def is_price(number: int) -> bool:
    """PR-2."""
    return 0 < number < AMOUNT_LIMIT


def opposite(side: str) -> str:
    """The side with which an order of this side trades."""
    return SELL if side == BUY else BUY
