"""The words of provable matching (_Receipts_, Provable matching), and the verdicts of functions."""

from typing import List, NamedTuple, Optional


class LimitOrder(NamedTuple):
    """What a hash in the log turns out to be."""

    order: str
    trader: str
    side: str
    price: int
    volume: int


class Leaf(NamedTuple):
    """What is left of an order in the match tree; `order` is its hash."""

    order: bytes
    side: str
    price: int
    remaining: int


class Node(NamedTuple):
    """A node of the match tree: its lowest selling and its highest buying price, if there are."""

    hash: bytes
    sell: Optional[int]
    buy: Optional[int]


class Incoming(NamedTuple):
    """The order that is matched, and what remains of it."""

    side: str
    price: int
    remaining: int


class Match(NamedTuple):
    """What Algorithm 7 is shown."""

    place: int
    maker: Leaf
    path: List[Node]
    matched: int
    after: bytes


class Validated(NamedTuple):
    """The verdicts of the settlement."""

    applied: bool
    committed: bool


class Appended(NamedTuple):
    """What Algorithm 8 is shown."""

    order: LimitOrder
    validated: Validated
    arrival: List[bytes]
    matches: List[Match]
    peaks: List[Node]
    after: bytes


class SizedLog(NamedTuple):
    """A log of which the size and the root are known."""

    size: int
    root: bytes


class Broken(NamedTuple):
    """The verdict of a function that refuses, and in a book the place of the order."""

    clause: str
    at: Optional[int] = None
