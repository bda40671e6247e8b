"""The words of the chapter _Margin_: parameters, events, answers, observations.

Money and reference prices are in half quote units, prices of orders in whole ones.
"""

from typing import Dict, List, NamedTuple, Union

from messages import Fill, OrderView, Rejected, Removal

GOOD = "good"
CALLED = "called"
OUT = "out"

MID = "mid"
WALK = "walk"
LAST_SOLVENT = "last-solvent"
REFERENCE = "reference"
NET_POSITIONS = "net-positions"
CLOSED_LOTS = "closed-lots"
KEEP = "keep"
CLOSE = "close"

WHOLE = 10000
"""Rates are in ten-thousandths (_Numbers_)."""


class MarginParams(NamedTuple):
    """_Parameters_."""

    traders: List[str]
    opening_price: int
    initial_rate: int
    maintenance_rate: int
    threshold: int
    deadline: int
    valuation: str
    liquidation_price: str
    loss_rule: str
    mark_rule: str
    fund: int
    drop_out_rate: int
    step_deadline: int
    last_day: int
    highest_price: int
    largest_position: int
    most_held: int


class Deposit(NamedTuple):
    """The event `deposit` (_Events_)."""

    trader: str
    amount: int


class Withdraw(NamedTuple):
    """The event `withdraw` (_Events_)."""

    trader: str
    amount: int


class Post(NamedTuple):
    """The event `post` (_Events_)."""

    trader: str
    order: str
    side: str
    price: int
    volume: int
    version: int


class CancelPost(NamedTuple):
    """The event `cancel` (_Events_)."""

    trader: str
    order: str


class Advance(NamedTuple):
    """The event `advance` (_Events_)."""

    time: int


class OpenStep(NamedTuple):
    """The event `openStep` (_Events_)."""


class TakePart(NamedTuple):
    """The event `takePart` (_Events_)."""

    trader: str


class EndDay(NamedTuple):
    """The event `endDay` (_Events_)."""

    day: int


MarginEvent = Union[Deposit, Withdraw, Post, CancelPost, Advance, OpenStep, TakePart, EndDay]


class Call(NamedTuple):
    """Who is called, and the last reference price at which everybody good met the margin."""

    trader: str
    price: int


class Lots(NamedTuple):
    """What is closed against a trader."""

    trader: str
    volume: int


class Money(NamedTuple):
    """What a trader pays or is paid."""

    trader: str
    amount: int


class Liquidation(NamedTuple):
    """How a position was closed, and who paid what its trader could not."""

    trader: str
    price: int
    closed: List[Lots]
    fund: int
    shared: List[Money]


class Outcome(NamedTuple):
    """The answer to an event that is accepted (_Answers and observations_)."""

    fills: List[Fill]
    removed: List[Removal]
    called: List[Call]
    lifted: List[str]
    liquidated: List[Liquidation]
    forfeited: List[Money]
    rewarded: List[Money]
    marked: List[Money]


MarginAnswer = Union[Outcome, Rejected]


class AccountView(NamedTuple):
    """One entry of the observation `accounts`."""

    trader: str
    cash: int
    balance: int
    escrow: int
    position: int
    net: int
    status: str
    credential: int
    own: int
    joint: int


MarginObservation = Union[List[AccountView], List[OrderView], int]


class MarginEntry(NamedTuple):
    """One entry of a history."""

    event: MarginEvent
    answer: MarginAnswer
    observed: Dict[str, MarginObservation]


class MarginHistory(NamedTuple):
    """What `judge` is given."""

    params: MarginParams
    entries: List[MarginEntry]




def nothing() -> Outcome:
    """An outcome to which nothing has happened yet."""
    return Outcome([], [], [], [], [], [], [], [])
