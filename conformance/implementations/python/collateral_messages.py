"""The words of the chapter _Collateral_: parameters, events, answers, observations."""

from typing import Dict, List, NamedTuple, Union

from messages import Rejected


class Share(NamedTuple):
    """So much of so much; the denominator is above zero."""

    numerator: int
    denominator: int


class PricedCoin(NamedTuple):
    """A coin and its price at the start."""

    coin: str
    price: int


class Member(NamedTuple):
    """A trader, and whether it keeps the conditions CO-6 to CO-8."""

    trader: str
    careful: bool


class CollateralParams(NamedTuple):
    """_Parameters_."""

    coins: List[PricedCoin]
    traders: List[Member]
    volatility: Share


class Deposit(NamedTuple):
    """The event `deposit` (_Events_)."""

    trader: str
    coin: str
    amount: int


class Stake(NamedTuple):
    """The event `stake` (_Events_)."""

    coin: str
    amount: int


class Unstake(NamedTuple):
    """The event `unstake` (_Events_)."""

    coin: str
    amount: int


class Reserve(NamedTuple):
    """The event `reserve` (_Events_)."""

    trader: str
    coin: str
    eon: int
    amount: int


class Trade(NamedTuple):
    """The event `trade` (_Events_)."""

    seller: str
    buyer: str
    base: str
    quote: str
    base_amount: int
    quote_amount: int


class Price(NamedTuple):
    """The event `price` (_Events_)."""

    coin: str
    price: int


class CloseEon(NamedTuple):
    """The event `endEon` (_Events_)."""

    challenged: bool


class AnswerChallenge(NamedTuple):
    """The event `answer` (_Events_)."""


class Fail(NamedTuple):
    """The event `fail` (_Events_)."""


CollateralEvent = Union[
    Deposit, Stake, Unstake, Reserve, Trade, Price, CloseEon, AnswerChallenge, Fail]


class Payment(NamedTuple):
    """What a trader recovers of a coin."""

    trader: str
    coin: str
    holdings: int
    collateral: int


class Recovery(NamedTuple):
    """The answer to an event that is accepted (_Answers and observations_)."""

    paid: List[Payment]


CollateralAnswer = Union[Recovery, Rejected]


class Holding(NamedTuple):
    """One entry of the observation `holdings`."""

    trader: str
    coin: str
    amount: int


CollateralObservation = Union[int, List[Holding]]


class CollateralEntry(NamedTuple):
    """One entry of a log."""

    event: CollateralEvent
    answer: CollateralAnswer
    observed: Dict[str, CollateralObservation]


class CollateralHistory(NamedTuple):
    """What `judge` is given."""

    params: CollateralParams
    entries: List[CollateralEntry]


class Finality(NamedTuple):
    """What `collateralForFinality` is given."""

    daily_volume: int
    eon_hours: int
    change: Share
    eons: Share
    sides: str
